import type { Shape, Value, Windows } from "../../../graph/value.ts";
import { isOp } from "../../../graph/value.ts";
import { itemBytes, layoutOf } from "../layout.ts";
import type { Address, Instruction, Places, Step } from "../step.ts";

/** Images as they stand in memory: the value that holds them, and the bytes from one to the next. */
export interface Images {
  readonly value: Value;
  readonly shape: Shape;
  readonly image: number;
  readonly row: number;
  readonly pixel: number;
}

/** Rows of features that are taken for images are read where they stand, their pixels without padding. */
export function imagesOf(x: Value): Images {
  const [n, h, w, channels] = x.shape as [number, number, number, number];
  const [flat] = x.inputs;
  const isFlat = isOp(x, "reshape") && flat!.shape.length === 2 && flat!.shape[0] === n;
  const pixel = isFlat ? channels * itemBytes(x.dtype) : layoutOf(x).stride;
  const image = isFlat ? layoutOf(flat!).stride : h * w * pixel;
  return { value: isFlat ? flat! : x, shape: x.shape, image, row: w * pixel, pixel };
}

/** Some windows of the images: `down` rows of them from row `first` on, of `count` images from `from` on. */
export interface Strip {
  readonly from: number;
  readonly count: number;
  readonly first: number;
  readonly down: number;
}

/** Windows and where their cells stand: (…, kernel · channels), in rows `step` bytes apart. */
export interface Cells {
  readonly windows: Windows;
  readonly across: number;
  readonly step: number;
}

/** Brings the images' numbers to the cells, or for col2im back. */
export function windowsInstruction(
  kernel: "im2col" | "col2im",
  { windows, across, step }: Cells,
  cellsAt: Address,
  images: Images,
  imagesAt: Address,
  { from, count, first, down }: Strip,
): Instruction {
  const [, h, w, channels] = images.shape as [number, number, number, number];
  const { kernel: size, stride, padding } = windows;
  const { image, row, pixel } = images;
  return [
    kernel,
    ...[cellsAt, step, imagesAt.plus(from * image), image, row, pixel],
    ...[count, h, w, channels * itemBytes(images.value.dtype), down, across],
    // a strip that begins further down has so much less border above it
    ...[...size, ...stride, padding[0] - first * stride[0], padding[1]],
  ];
}

/** im2col with nothing fused: all windows at once. */
export function gatherStep(y: Value<"im2col">): Step {
  const images = imagesOf(y.inputs[0]!);
  const [n, down, across] = y.shape as [number, number, number];
  const cells = { windows: y.attributes, across, step: layoutOf(y).stride };
  const all = { from: 0, count: n, first: 0, down };
  const emit = (at: Places): Instruction[] => [
    windowsInstruction("im2col", cells, at(y), images, at(images.value), all),
  ];
  return { value: y, reads: [images.value], overwrites: [], scratch: 0, emit };
}

/** col2im with nothing fused. */
export function scatterStep(y: Value<"col2im">): Step {
  const x = y.inputs[0]!;
  const [n, down, across] = x.shape as [number, number, number];
  const cells = { windows: y.attributes, across, step: layoutOf(x).stride };
  const emit = (at: Places): Instruction[] => [
    ["zero", at(y), layoutOf(y).bytes],
    windowsInstruction("col2im", cells, at(x), standing(y), at(y), { from: 0, count: n, first: 0, down }),
  ];
  return { value: y, reads: [x], overwrites: [], scratch: 0, emit };
}

/** Images that a step of their own writes. */
export function standing(y: Value): Images {
  const [, h, w] = y.shape as [number, number, number];
  const pixel = layoutOf(y).stride;
  return { value: y, shape: y.shape, image: h * w * pixel, row: w * pixel, pixel };
}

/** maxPool and maxUnpool: x and y are a number a window and the images, or the other way round. */
export function poolStep(y: Value<"maxPool"> | Value<"maxUnpool">): Step {
  const [x, by] = y.inputs as [Value, Value];
  const [windows, images] = isOp(y, "maxPool") ? [y, x] : [x, y];
  const [n, h, w] = by.shape as [number, number, number];
  const { kernel, stride, padding } = y.attributes;
  const emit = (at: Places): Instruction[] => [
    ...(images === y ? [["zero", at(y), layoutOf(y).bytes] as const] : []),
    [
      y.op,
      ...[at(windows), at(images), at(by), n, h, w, layoutOf(by).stride],
      ...[windows.shape[1]!, windows.shape[2]!, ...kernel, ...stride, ...padding],
    ],
  ];
  return { value: y, reads: [x, by], overwrites: [], scratch: 0, emit };
}

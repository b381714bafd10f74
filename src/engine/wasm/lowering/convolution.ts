import type { Value } from "../../../graph/value.ts";
import { isOp } from "../../../graph/value.ts";
import { layoutOf } from "../layout.ts";
import type { Address, Instruction, Places, Step } from "../step.ts";
import { type Multiplication, multiplication, type Operands, type Stored } from "./multiplication.ts";
import { type Cells, imagesOf, type Strip, standing, windowsInstruction } from "./windows.ts";

/*
 * A convolution is a product with the windows of its images as rows, kernel height · kernel width times the numbers of
 * the images. They never stand in memory all at once: a strip of them, small enough for the first cache, is gathered,
 * multiplied, and gives its place to the next. So it is on the way back, where the strips are gathered anew for the
 * gradient of the weights, and where a strip of the windows' gradients is scattered as soon as it is known.
 */

/** Where a product's result goes, and what it is made of beside the factors. */
export type Target = Omit<Operands, "a" | "b">;

/** The instructions of a product, into any target. */
export interface Product {
  readonly reads: readonly Value[];
  readonly scratch: number;
  emit(target: Target, at: Places, scratch: Address): Instruction[];
}

/** Bytes of a strip of windows (bench/NOTES.md has others). */
const room = 16384;

/** The windows whose cells are the matrix's rows, where the matrix is nothing else. */
export function rowsOfWindows(matrix: Value): Value<"im2col"> | undefined {
  const cells = isOp(matrix, "reshape") ? matrix.inputs[0]! : matrix;
  return isOp(cells, "im2col") && matrix.shape.length === 2 && matrix.shape[1] === cells.shape[3]
    ? cells
    : undefined;
}

/**
 * Windows · B, (windows, k)(k, columns): the products of the strips, one below the other. Or transposed, windowsᵀ · B,
 * (k, windows)(windows, columns), the gradient of the weights: the sum of the strips' products.
 */
export function windowsProduct(
  windows: Value<"im2col">,
  transposed: boolean,
  b: Value,
  stored: Stored,
  columns: number,
): Product {
  const images = imagesOf(windows.inputs[0]!);
  const cells = cellsOf(windows, windows.attributes);
  const k = windows.shape[3]!;
  const { dtype } = windows;
  const strips = stripsOf(windows).map((strip) => {
    const a = { stride: cells.step, transposed, bytes: strip.rows * cells.step };
    const product = transposed
      ? multiplication({ rows: k, columns, k: strip.rows, dtype }, a, part(stored, strip))
      : multiplication({ rows: strip.rows, columns, k, dtype }, a, stored);
    return { strip, product };
  });
  const own = cells.step * strips[0]!.strip.rows;
  const below = (target: Target, row: number): Target => ({
    ...target,
    c: target.c.plus(row * target.cStride),
    d: target.d === 0 ? 0 : target.d.plus(row * target.dStride),
  });
  const summed = (target: Target, i: number): Target =>
    i === 0 ? target : { ...target, d: target.c, dStride: target.cStride };
  return {
    reads: [images.value, b],
    scratch: own + largest(strips),
    emit: (target, at, scratch) =>
      strips.flatMap(({ strip, product }, i) => [
        windowsInstruction("im2col", cells, scratch, images, at(images.value), strip),
        product.instruction(
          {
            ...(transposed ? summed(target, i) : below(target, strip.row)),
            a: scratch,
            b: at(b).plus(transposed ? strip.row * stored.stride : 0),
          },
          scratch.plus(own),
        ),
      ]),
  };
}

/** col2im(G · B), (windows, columns)(columns, k), the gradient of the images: each strip is scattered at once. */
export function scatteredProduct(y: Value<"col2im">, g: Value, a: Stored, b: Value, stored: Stored): Step {
  const windows = y.inputs[0]!;
  const cells = cellsOf(windows, y.attributes);
  const columns = windows.shape[3]!;
  const k = g.shape[1]!;
  const strips = stripsOf(windows).map((strip) => {
    const extent = { rows: strip.rows, columns, k, dtype: y.dtype };
    return { strip, product: multiplication(extent, part(a, strip), stored) };
  });
  const own = cells.step * strips[0]!.strip.rows;
  return {
    value: y,
    reads: [g, b],
    overwrites: [],
    scratch: own + largest(strips),
    emit: (at, scratch) => [
      ["zero", at(y), layoutOf(y).bytes],
      ...strips.flatMap(({ strip, product }) => [
        product.instruction(
          {
            a: at(g).plus(strip.row * a.stride),
            b: at(b),
            c: scratch,
            cStride: cells.step,
            d: 0,
            dStride: 0,
            scale: 0,
            finish: "added",
          },
          scratch.plus(own),
        ),
        windowsInstruction("col2im", cells, scratch, standing(y), at(y), strip),
      ]),
    ],
  };
}

/** The rows of a matrix that belong to a strip. */
const part = (stored: Stored, { rows }: { rows: number }): Stored => ({
  ...stored,
  bytes: rows * stored.stride,
});

const cellsOf = (cells: Value, windows: Cells["windows"]): Cells => ({
  windows,
  across: cells.shape[2]!,
  step: layoutOf(cells).stride,
});

const largest = (strips: readonly { product: Multiplication }[]) =>
  Math.max(...strips.map(({ product }) => product.scratch));

/** Whole images, or where one alone has more windows than there is room for, some rows of its windows. */
function stripsOf(cells: Value): (Strip & { row: number; rows: number })[] {
  const [n, down, across] = cells.shape as [number, number, number];
  const rowBytes = across * layoutOf(cells).stride;
  const images = Math.max(1, Math.floor(room / (down * rowBytes)));
  const high = Math.max(1, Math.min(down, Math.floor(room / rowBytes)));
  const strips = [];
  for (let from = 0; from < n; from += images) {
    const count = Math.min(images, n - from);
    for (let first = 0; first < down; first += high) {
      const part = Math.min(high, down - first);
      const [row, rows] = [(from * down + first) * across, count * part * across];
      strips.push({ from, count, first, down: part, row, rows });
    }
  }
  return strips;
}

import type { Shape, Value } from "../../../graph/value.ts";
import { size } from "../../../graph/value.ts";
import { axisSteps, layoutOf, vectorBytes } from "../layout.ts";
import type { KernelName } from "../module.ts";
import type { Address, Instruction, Places } from "../step.ts";

/** An axis to loop over: its length, and for each tensor the bytes from one index to the next. */
export interface Axis {
  readonly length: number;
  readonly steps: readonly number[];
}

/** Drops axes of length 1, and joins an axis with the one inside it where every tensor runs on without a gap. */
function joinAxes(axes: readonly Axis[]): Axis[] {
  const joined: Axis[] = [];
  for (const axis of axes) {
    if (axis.length === 1) continue;
    const outer = joined.at(-1);
    if (outer?.steps.every((step, i) => step === axis.length * axis.steps[i]!)) {
      joined[joined.length - 1] = { length: outer.length * axis.length, steps: axis.steps };
    } else joined.push(axis);
  }
  return joined;
}

/** The offsets of every combination of indices: for the axes beyond those that a kernel loops over. */
export function offsets(axes: readonly Axis[], tensors: number): number[][] {
  let list = [Array.from({ length: tensors }, () => 0)];
  for (const { length, steps } of axes) {
    list = list.flatMap((at) =>
      Array.from({ length }, (_, index) => at.map((offset, i) => offset + index * steps[i]!)),
    );
  }
  return list;
}

/** A tensor's steps along the axes of `shape`, to which it stretches: 0 where its length is 1 or the axis missing. */
export function stretchedSteps(
  { shape: own, dtype }: Pick<Value, "shape" | "dtype">,
  shape: Shape,
): number[] {
  const steps = axisSteps(own, dtype);
  const offset = shape.length - own.length;
  return shape.map((_, axis) => (axis < offset || own[axis - offset] === 1 ? 0 : steps[axis - offset]!));
}

/**
 * An elementwise kernel over operands that NumPy's broadcasting stretches to one shape. Equal shapes become one long
 * row; a bias row becomes rows with a step of 0.
 */
export function elementwise(
  kernel: KernelName,
  out: Value,
  operands: readonly Value[],
  at: Places,
): Instruction[] {
  const tensors = [out, ...operands];
  const columns = out.shape.at(-1) ?? 1;
  // from vector to vector: 0 for a number that is repeated along the row
  const vectorSteps = tensors.map(({ shape }) => {
    const repeats = (shape.at(-1) ?? 1) === 1 && (columns > 1 || size(shape) === 1);
    return repeats ? 0 : vectorBytes;
  });
  vectorSteps[0] = vectorBytes;
  const steps = tensors.map((tensor) => stretchedSteps(tensor, out.shape));
  const axes = joinAxes(
    out.shape.slice(0, -1).map((length, axis) => ({ length, steps: steps.map((of) => of[axis]!) })),
  );
  let bytes = layoutOf(out).stride;
  const inner = axes.at(-1);
  if (inner?.steps.every((step, i) => step === (vectorSteps[i] === 0 ? 0 : bytes))) {
    bytes *= inner.length;
    axes.pop();
  }
  const none: Axis = { length: 1, steps: tensors.map(() => 0) };
  const [planes, rows] = [axes.length > 1 ? axes.at(-2)! : none, axes.at(-1) ?? none];
  return offsets(axes.slice(0, -2), tensors.length).map((offset) => [
    kernel,
    ...[bytes, rows.length, planes.length],
    ...tensors.flatMap((tensor, i) => [
      at(tensor).plus(offset[i]!),
      rows.steps[i]!,
      planes.steps[i]!,
      vectorSteps[i]!,
    ]),
  ]);
}

/** Copies a box of numbers; the axes give the steps of where they go and where they come from. */
export function copyBox(to: Address, from: Address, axes: readonly Axis[]): Instruction[] {
  const joined = joinAxes(axes);
  const none: Axis = { length: 1, steps: [0, 0] };
  const loops = [joined.at(-1) ?? none, joined.at(-2) ?? none, joined.at(-3) ?? none];
  return offsets(joined.slice(0, -3), 2).map(([out, x]) => [
    "copyBox",
    to.plus(out!),
    from.plus(x!),
    ...loops.flatMap(({ length, steps }) => [length, steps[0]!, steps[1]!]),
  ]);
}

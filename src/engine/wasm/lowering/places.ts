import type { Value } from "../../../graph/value.ts";
import { isOp, size } from "../../../graph/value.ts";
import { axisSteps, itemBytes, layoutOf } from "../layout.ts";
import { type Instruction, type Places, type Step, step } from "../step.ts";
import { copyBox } from "./broadcasting.ts";

/*
 * Ops that bring numbers to other places, or take them from there, as indices or an order say. The rows of a tensor with
 * several axes are whole vectors; those of a tensor with one axis are single numbers, which stand side by side.
 */

/** Bytes of one index of the first axis. */
const rowBytes = (x: Value): number =>
  x.shape.length === 1 ? itemBytes(x.dtype) : layoutOf(x).bytes / x.shape[0]!;

/** Each input is copied to its place along the axis. */
export function concatenation(y: Value<"concatenate">): Step {
  const { axis } = y.attributes;
  const to = axisSteps(y.shape, y.dtype);
  const emit = (at: Places): Instruction[] => {
    let start = at(y);
    return y.inputs.flatMap((x) => {
      const first = start;
      start = start.plus(x.shape[axis]! * to[axis]!);
      // along the first of several axes a whole tensor is copied at once
      const atOnce = axis < x.shape.length - 1 && size(x.shape.slice(0, axis)) === 1;
      if (atOnce) return [["move", first, at(x), layoutOf(x).bytes] as const];
      const from = axisSteps(x.shape, x.dtype);
      return copyBox(
        first,
        at(x),
        x.shape.map((length, i) => ({ length, steps: [to[i]!, from[i]!] })),
      );
    });
  };
  return step(y, emit);
}

/** What gatherRows and scatterRows take after their addresses: `table` has the rows, `x` a row for each index. */
function walk(table: Value, indices: Value, x: Value): number[] {
  const { rows, columns, stride } = layoutOf(indices);
  const bytes = rowBytes(table);
  const lineBytes = table.shape.length === 1 ? layoutOf(x).stride : columns * bytes;
  return [rows, columns, stride, table.shape[0]!, bytes, bytes, lineBytes];
}

export function gathering(y: Value<"gather">): Step {
  const [table, indices] = y.inputs as [Value, Value];
  return step(y, (at) => [["gatherRows", at(y), at(table), at(indices), ...walk(table, indices, y)]]);
}

export function scattering(y: Value<"scatterAdd">): Step {
  const [x, indices] = y.inputs as [Value, Value];
  return step(y, (at) => [
    ["zero", at(y), layoutOf(y).bytes],
    ["scatterRows", at(x), at(y), at(indices), ...walk(y, indices, x)],
  ]);
}

/** sortBy and unsortBy; in the scratch two lists of a row's places. */
export function sorting(y: Value<"sortBy"> | Value<"unsortBy">): Step {
  const [x, by] = y.inputs as [Value, Value];
  const { rows, columns, stride } = layoutOf(y);
  const flags = [Number(y.attributes.descending), Number(isOp(y, "unsortBy"))];
  return {
    value: y,
    reads: y.inputs,
    overwrites: [],
    scratch: 8 * columns,
    emit: (at, scratch) => [["sort", at(y), at(x), at(by), rows, columns, stride, ...flags, scratch]],
  };
}

export function sumsSoFar(y: Value<"cumsum">): Step {
  const [x] = y.inputs as [Value];
  const { axis, reverse } = y.attributes;
  const { rows, stride } = layoutOf(y);
  const isLast = axis === y.shape.length - 1;
  const next = axisSteps(y.shape, y.dtype)[axis]!;
  const n = y.shape[axis]!;
  const [planes, bytes, plane] = isLast
    ? [rows, itemBytes(y.dtype), stride]
    : [size(y.shape.slice(0, axis)), next, n * next];
  return step(y, (at) => [["cumsum", at(y), at(x), planes, n, bytes, plane, Number(reverse)]]);
}

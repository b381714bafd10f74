import type { Value } from "../../../graph/value.ts";
import { isOp } from "../../../graph/value.ts";
import { layoutOf, vectorBytes } from "../layout.ts";
import type { KernelName } from "../module.ts";
import type { Address, Instruction, Places, Step } from "../step.ts";

/** One kernel call of a reduction, from an address to another, and the bytes that it leaves. */
interface Stage {
  readonly bytes: number;
  readonly instruction: (to: Address, from: Address) => Instruction;
}

/**
 * A sum or maximum over any axes, a few kernel calls one after the other: first along the last axis, which leaves rows
 * of one number, then along the others from the inside out, neighbours at once.
 */
export function reduction(y: Value, alongRows: KernelName, alongAxis: KernelName): Step {
  const x = y.inputs[0]!;
  const axes = isOp(y, "sum") || isOp(y, "max") ? y.attributes.axes : [];
  const { rows, columns, stride } = layoutOf(x);
  const stages: Stage[] = [];
  const last = x.shape.length - 1;
  const lengths = x.shape.slice(0, -1);
  let rowBytes = stride;

  if (axes.includes(last)) {
    rowBytes = vectorBytes;
    stages.push({
      bytes: rows * rowBytes,
      instruction: (to, from) => [alongRows, to, from, rows, columns, stride],
    });
  }
  let inner = rowBytes;
  for (let axis = lengths.length - 1; axis >= 0; axis--) {
    if (!axes.includes(axis)) {
      inner *= lengths[axis]!;
      continue;
    }
    let n = lengths[axis]!;
    while (axes.includes(axis - 1)) n *= lengths[--axis]!;
    const planes = lengths.slice(0, axis).reduce((product, length) => product * length, 1);
    const bytes = inner;
    if (n > 1) {
      stages.push({
        bytes: planes * bytes,
        instruction: (to, from) => [alongAxis, to, from, planes, n, bytes],
      });
    }
  }
  // rows of one number each become rows of the result's last axis
  const to = layoutOf(y);
  if (axes.includes(last) && to.columns > 1) {
    const count = to.rows * to.columns;
    stages.push({
      bytes: to.bytes,
      instruction: (out, from) => ["reshape", out, to.columns, to.stride, from, 1, vectorBytes, count],
    });
  }
  if (stages.length === 0) {
    stages.push({ bytes: to.bytes, instruction: (out, from) => ["move", out, from, to.bytes] });
  }

  const between = stages.slice(0, -1).map((stage) => stage.bytes);
  const emit = (at: Places, scratch: Address): Instruction[] => {
    let from = at(x);
    let free = scratch;
    return stages.map((stage, i) => {
      const isLast = i === stages.length - 1;
      const instruction = stage.instruction(isLast ? at(y) : free, from);
      from = free;
      if (!isLast) free = free.plus(stage.bytes);
      return instruction;
    });
  };
  return { value: y, reads: [x], overwrites: [], scratch: between.reduce((a, b) => a + b, 0), emit };
}

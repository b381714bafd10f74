import type { Dtype, Shape } from "../../graph/value.ts";
import { size } from "../../graph/value.ts";

export const vectorBytes = 16;

/** How a tensor lies in memory: rows along its last axis, each padded to whole vectors (kernels/vector.ts says why). */
export interface Layout {
  readonly rows: number;
  /** Numbers in a row. */
  readonly columns: number;
  /** Bytes from row to row. */
  readonly stride: number;
  /** Bytes of all rows. */
  readonly bytes: number;
}

export const itemBytes = (dtype: Dtype): number => (dtype === "float64" ? 8 : 4);

export function layoutOf({ shape, dtype }: { shape: Shape; dtype: Dtype }): Layout {
  const columns = shape.at(-1) ?? 1;
  const rows = size(shape.slice(0, -1));
  const stride = Math.ceil((columns * itemBytes(dtype)) / vectorBytes) * vectorBytes;
  return { rows, columns, stride, bytes: rows * stride };
}

/**
 * What a tensor is given in the arena: a product reads its last tile's rows up to four numbers on, past the last row's
 * end, without using what it finds.
 */
export const roomFor = (layout: Layout): number => layout.bytes + 2 * vectorBytes;

/** Bytes from one index to the next, axis by axis; for the last axis the bytes of a number. */
export function axisSteps(shape: Shape, dtype: Dtype): number[] {
  const steps: number[] = [];
  let step = layoutOf({ shape, dtype }).stride;
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    steps[axis] = step;
    step *= shape[axis];
  }
  if (shape.length > 0) steps[shape.length - 1] = itemBytes(dtype);
  return steps;
}

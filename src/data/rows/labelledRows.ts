import type { Numbers } from "../table.ts";
import { Labelled } from "./labelled.ts";

/** A matrix, row-major. An NDArray of numpy-ts says the same of itself, and more. */
export interface Matrix {
  readonly shape: readonly [rows: number, columns: number];
  readonly data: Numbers;
}

/**
 * Rows of features, finite, with a label each, as plain numbers: what a training takes. `Dataset` is the same in NumPy's
 * arrays, for programs; the command line does without them, and so without loading them.
 */
export class LabelledRows extends Labelled<Matrix, Int32Array | Float64Array> {
  /** The rows at `rows`, in that order. */
  select(rows: ArrayLike<number>): LabelledRows {
    const { nFeatures: d, labels, features, rowNames } = this;
    const n = rows.length;
    const data = emptyLike(features.data, n * d);
    const chosen = emptyLike(labels, n);
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      chosen[i] = labels[row]!;
      for (let j = 0, from = row * d, to = i * d; j < d; j++) data[to++] = features.data[from++]!;
    }
    return new LabelledRows({
      ...this,
      features: { shape: [n, d], data },
      labels: chosen,
      rowNames: rowNames && Array.from(rows, (row) => rowNames[row]!),
    });
  }
}

/** Zeros of the same type. */
function emptyLike<T extends Numbers>(numbers: T, length: number): T {
  const Kind = numbers.constructor as new (length: number) => T;
  return new Kind(length);
}

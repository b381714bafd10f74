import type { Numbers } from "./table.ts";

/** An NDArray of numpy-ts, or `{ shape, data }`. An array that may be a view of another says so by its `flags`. */
export interface ArrayWithShape {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number> | ArrayLike<bigint>;
  readonly flags?: { readonly C_CONTIGUOUS: boolean };
  readonly copy?: () => ArrayWithShape;
}

/** An array's numbers, row-major, without a copy where they already lie so. */
export function numbers(array: ArrayWithShape): Numbers {
  const isView = array.flags?.C_CONTIGUOUS === false && array.copy !== undefined;
  const { data } = isView ? array.copy() : array;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  return data as Numbers;
}

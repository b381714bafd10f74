import type { Numbers } from "../table.ts";

/** An NDArray of numpy-ts, or `{ shape, data }`. An array that may be a view of another can `copy` itself. */
export interface ArrayWithShape {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number> | ArrayLike<bigint>;
  readonly flags?: { readonly C_CONTIGUOUS: boolean };
  readonly copy?: () => ArrayWithShape;
}

/** An array's numbers, row-major, without a copy where they already lie so. */
export function numbers(array: ArrayWithShape): Numbers {
  const own = array.data.length === array.shape.reduce((product, length) => product * length, 1);
  // The data of a view is that of its whole array: of `X.slice("3:6")` too, whose rows lie together.
  const isView = !own || array.flags?.C_CONTIGUOUS === false;
  const { data } = isView && array.copy !== undefined ? array.copy() : array;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  return data as Numbers;
}

/** Where the first of the largest of values[start, end) is, as NumPy's argmax. */
export function argMax(values: ArrayLike<number>, start = 0, end = values.length): number {
  let best = start;
  for (let i = start + 1; i < end; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** An NDArray of numpy-ts, or `{ shape, data }`. An array that may be a view of another says so by its `flags`. */
export interface ArrayWithShape {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number> | ArrayLike<bigint>;
  readonly flags?: { readonly C_CONTIGUOUS: boolean };
  readonly copy?: () => ArrayWithShape;
}

type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

/** An array's numbers, row-major, without a copy where they already lie so. */
export function numbers(array: ArrayWithShape): NumberArray {
  const isView = array.flags?.C_CONTIGUOUS === false && array.copy !== undefined;
  const { data } = isView ? array.copy() : array;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  return data as NumberArray;
}

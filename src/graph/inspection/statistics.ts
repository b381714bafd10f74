import type { Dtype } from "../value.ts";

/** Numbers at a glance. The first four are of the numbers that are finite; NaN where none is. */
export interface Statistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** The standard deviation of all these numbers, as NumPy's `std`. */
  readonly std: number;
  /** The share of numbers that are exactly 0. */
  readonly zeros: number;
  /** How many are NaN or infinite. */
  readonly notFinite: number;
}

export function statisticsOf(numbers: ArrayLike<number>): Statistics {
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  let [zeros, finite] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i];
    if (x === 0) zeros++;
    if (!Number.isFinite(x)) continue;
    finite++;
    sum += x;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  const notFinite = numbers.length - finite;
  if (finite === 0) {
    const none = Number.NaN;
    return { min: none, max: none, mean: none, std: none, zeros: zeros / numbers.length, notFinite };
  }
  const mean = sum / finite;
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isFinite(numbers[i])) squares += (numbers[i] - mean) ** 2;
  }
  return { min, max, mean, std: Math.sqrt(squares / finite), zeros: zeros / numbers.length, notFinite };
}

/** How many floats lie from one number to the other: 1 for neighbours; infinite where one is NaN and the other is not. */
export function unitsApart(a: number, b: number, dtype: Dtype): number {
  if (Number.isNaN(a) || Number.isNaN(b))
    return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY;
  if (dtype === "int32") return Math.abs(a - b);
  const rank = dtype === "float32" ? rank32 : rank64;
  const apart = rank(a) - rank(b);
  return Number(apart < 0n ? -apart : apart);
}

const [float64, bits64] = sharing(new Float64Array(1), BigInt64Array);
const [float32, bits32] = sharing(new Float32Array(1), Int32Array);

function sharing<F extends Float64Array | Float32Array, B>(
  floats: F,
  bits: new (buffer: ArrayBufferLike) => B,
): [F, B] {
  return [floats, new bits(floats.buffer)];
}

/** The number of a float when all are counted from 0 upwards and downwards. */
function rank64(x: number): bigint {
  float64[0] = x;
  return bits64[0] < 0n ? -(bits64[0] & 0x7fffffffffffffffn) : bits64[0];
}

function rank32(x: number): bigint {
  float32[0] = x;
  return BigInt(bits32[0] < 0 ? -(bits32[0] & 0x7fffffff) : bits32[0]);
}

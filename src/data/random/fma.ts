/**
 * Fused multiply-add: a·b + c, rounded once. JavaScript has none, so it is put together from sums and products
 * that are exact, and bit for bit what a processor's instruction gives.
 *
 * The bounds are those of the exact product: |a| and |b| below 2^995, and a·b zero or between 2^-960 and 2^1020.
 *
 * S. Boldo and G. Melquiond, "Emulation of a FMA and correctly rounded sums: proved algorithms using rounding to
 * odd", IEEE Transactions on Computers 57 (2008).
 */
export function fma(a: number, b: number, c: number): number {
  // a·b = high + low (Dekker), from factors split into halves of 26 bits (Veltkamp)
  const high = a * b;
  const a1 = upperHalf(a);
  const a2 = a - a1;
  const b1 = upperHalf(b);
  const b2 = b - b1;
  const low = a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2);

  // c + low = t + tError, then high + t = s + sError: both exact (Knuth)
  const t = c + low;
  const tc = t - low;
  const tError = c - tc + (low - (t - tc));
  const s = high + t;
  const st = s - t;
  const sError = high - st + (t - (s - st));

  // What is left decides how s is rounded. Rounded to odd it keeps its side of a tie, so no second rounding errs.
  return s + sumRoundedToOdd(sError, tError);
}

/** The first 26 bits of x. */
function upperHalf(x: number): number {
  const y = x * 134217729; // 2^27 + 1
  return y - (y - x);
}

const float = new Float64Array(1);
const words = new Int32Array(float.buffer); // low, high

/** x + y if that is a float64, else of its two neighbours the one with an odd last bit. */
function sumRoundedToOdd(x: number, y: number): number {
  const sum = x + y;
  const sx = sum - y;
  const error = x - sx + (y - (sum - sx));
  if (error === 0) return sum;
  float[0] = sum;
  if ((words[0]! & 1) === 1) return sum;
  if (error > 0 === sum > 0) {
    words[0]! += 1; // away from zero: the last bit was 0, so nothing is carried
  } else {
    if (words[0] === 0) words[1]! -= 1; // toward zero: borrow
    words[0]! -= 1;
  }
  return float[0]!;
}

import { fma } from "./fma.ts";
import { INVERSES, LN2_HIGH, LN2_LOW, LOGS, NEAR_ONE, NEAR_ZERO } from "./logTable.ts";

/**
 * The natural logarithm as the C library of Linux computes it (glibc 2.28 and later) on processors with fused
 * multiply-add, bit for bit. NumPy's normal random numbers are made with it; `Math.log`, and the same C library
 * on a processor without, differ from it in the last bit now and then.
 *
 * The method is S. Nagy's, from Arm's Optimized Routines. Where the C compiler fused a product with a sum stands
 * in its machine code only; the calls of `fma` follow that.
 */
export function log(x: number): number {
  if (x >= 0.9375 && x < 1.064697265625) return logNearOne(x);
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Math.log(x);
  return x < SMALLEST_NORMAL ? logByTable(x * 2 ** 52, -52) : logByTable(x, 0);
}

const SMALLEST_NORMAL = 2 ** -1022;
const float = new Float64Array(1);
const words = new Int32Array(float.buffer); // low, high

/**
 * log(2^scale x). x = 2^k z with z in [0.6875, 1.375), which is cut into 128 intervals. The table has a number c
 * near the middle of each, as 1/c and log c. With r = z/c - 1, |r| < 1/256,
 *
 *     log x = k ln 2 + log c + log(1 + r)
 */
function logByTable(x: number, scale: number): number {
  float[0] = x;
  const offset = words[1]! - 0x3fe60000; // 0x3fe60000...: the bits of 0.6875
  const exponent = offset >> 20;
  const interval = (offset >> 13) & 127;
  words[1]! -= exponent << 20;
  const z = float[0]!;
  const k = exponent + scale;

  const r = fma(z, INVERSES[interval]!, -1);
  const w = k * LN2_HIGH + LOGS[interval]!; // exact: both end in zeros
  const high = w + r;
  const low = fma(k, LN2_LOW, w - high + r);

  // log(1 + r) = r + r^2 (A0 + r (A1 + r A2 + r^2 (A3 + r A4)))
  const [A0, A1, A2, A3, A4] = NEAR_ZERO;
  const r2 = r * r;
  const tail = fma(fma(r, A4, A3), r2, fma(r, A2, A1));
  return fma(r * r2, tail, fma(r2, A0, low)) + high;
}

/** log(1 + r), |r| < 0.065, where k ln 2 + log c would cancel. */
function logNearOne(x: number): number {
  const [B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, B10] = NEAR_ONE;
  const r = x - 1;
  const r2 = r * r;
  const r3 = r * r2;
  const last = fma(r3, B10, fma(r2, B9, fma(r, B8, B7)));
  const middle = fma(r2, B6, fma(r, B5, B4));
  const first = fma(r2, B3, fma(r, B2, B1));
  const tail = fma(fma(last, r3, middle), r3, first);

  // B0 = -1/2: r - r^2/2 to twice the precision, from the upper half of r, whose square is exact
  const shift = r * 2 ** 27;
  const r1 = shift + r - shift;
  const square = r1 * r1 * B0;
  const high = r + square;
  const low = fma(B0 * (r - r1), r + r1, square + (r - high));
  return high + fma(tail, r3, low);
}

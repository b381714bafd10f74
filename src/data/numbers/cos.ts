import { highWord } from "./exp.ts";

const PER_HALF_PI = 0.6366197723675814;
/**
 * π/2 in pieces of 33 bits, so that a whole number below 2²⁰ times one is exact, and what is left of π/2 behind each. The
 * next piece is taken off where more bits of the argument than `lost` have gone.
 */
const PIECES = [
  { lost: -1, piece: 1.5707963267341256, left: 6.077100506506192e-11 },
  { lost: 16, piece: 6.077100506303966e-11, left: 2.0222662487959506e-21 },
  { lost: 49, piece: 2.0222662487111665e-21, left: 8.4784276603689e-32 },
] as const;
const COS = [
  0.0416666666666666, -0.001388888888887411, 0.00002480158728947673, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
] as const;
const SIN = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 0.0000027557313707070068,
  -2.5050760253406863e-8, 1.58969099521155e-10,
] as const;

/**
 * cos x for |x| < 10⁵, the same bits everywhere, as `exp` is: FreeBSD's fdlibm (s_cos.c, k_cos.c, k_sin.c, e_rem_pio2.c;
 * Sun's method). |x| = n π/2 + y + tail with |y| ≤ π/4, and cos x is cos y, −sin y, −cos y or sin y.
 */
export function cos(x: number): number {
  const size = Math.abs(x);
  if (highWord(size) <= 0x3fe921fb) return kernelCos(size, 0);
  const n = Math.trunc(size * PER_HALF_PI + 0.5);
  let [rest, left, y] = [size, 0, size];
  for (const [i, { lost, piece, left: behind }] of PIECES.entries()) {
    if (i > 0 && exponent(size) - exponent(y) <= lost) break;
    const before = rest;
    rest = before - n * piece;
    left = n * behind - (before - rest - n * piece);
    y = rest - left;
  }
  const tail = rest - y - left;
  const value = n % 2 === 0 ? kernelCos(y, tail) : kernelSin(y, tail);
  return n % 4 === 1 || n % 4 === 2 ? -value : value;
}

const exponent = (x: number): number => (highWord(x) >> 20) & 0x7ff;

/** cos(x + tail), |x| ≤ π/4: 1 − x²/2 + x⁴ (C₁ + C₂ x² + …), of which x²/2 is taken in two steps where it is large. */
function kernelCos(x: number, tail: number): number {
  const size = highWord(Math.abs(x));
  const z = x * x;
  const r = z * (COS[0] + z * (COS[1] + z * (COS[2] + z * (COS[3] + z * (COS[4] + z * COS[5])))));
  if (size < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * tail));
  const quarter = size > 0x3fe90000 ? 0.28125 : withHighWord(size - 0x00200000);
  return 1 - quarter - (0.5 * z - quarter - (z * r - x * tail));
}

/** sin(x + tail), |x| ≤ π/4: x + x³ (S₁ + S₂ x² + …) */
function kernelSin(x: number, tail: number): number {
  if (Math.abs(x) < 2 ** -27) return x;
  const z = x * x;
  const v = z * x;
  const r = SIN[1] + z * (SIN[2] + z * (SIN[3] + z * (SIN[4] + z * SIN[5])));
  return x - (z * (0.5 * tail - v * r) - tail - v * SIN[0]);
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

function withHighWord(word: number): number {
  words[0] = 0;
  words[1] = word;
  return float[0]!;
}

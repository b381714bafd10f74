const float = new Float64Array(1);
const words = new Uint32Array(float.buffer); // low, high

const LN2_HIGH = 0.6931471803691238; // its last bits are zeros: a product with a small whole number is exact
const LN2_LOW = 1.9082149292705877e-10;
const PER_LN2 = Math.LOG2E;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 0.00006613756321437934;
const P4 = -0.0000016533902205465252;
const P5 = 4.1381367970572385e-8;

/**
 * e^x, the same bits everywhere: `Math.exp` is left to each JavaScript engine, and that of Chromium gives another last bit
 * than Node's. It is FreeBSD's fdlibm (e_exp.c; S. Moshier's and Sun's method), which V8 had until then: within one unit
 * of the last place.
 *
 * x = k ln 2 + r with |r| ≤ ln 2 / 2; of r, c = r − (P₁ r² + … + P₅ r¹⁰) and e^r = 1 + r + r c / (2 − c); then e^x = 2^k e^r.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  if (x === 1) return Math.E;
  const size = Math.abs(x);
  if (size < 2 ** -28) return 1 + x;

  let [k, high, low] = [0, x, 0];
  if (highWord(size) > 0x3fd62e42) {
    // |x| > ln 2 / 2; up to 3 ln 2 / 2 one ln 2 is taken off
    if (highWord(size) < 0x3ff0a2b2) k = x < 0 ? -1 : 1;
    else k = Math.trunc(PER_LN2 * x + (x < 0 ? -0.5 : 0.5));
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  }
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * 2 ** 1023;
  return k >= -1021 ? y * powerOfTwo(k) : y * powerOfTwo(k + 1000) * 2 ** -1000;
}

/** x^n for a whole n of at least 0, by squaring; the same bits everywhere, which `**` and `Math.pow` are not. */
export function power(x: number, n: number): number {
  let result = 1;
  for (let [square, left] = [x, n]; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** Sign, exponent and the first 20 bits of the fraction: numbers in the order of these are in their own. */
function highWord(x: number): number {
  float[0] = x;
  return words[1]!;
}

/** 2^k for -1022 ≤ k ≤ 1023 */
function powerOfTwo(k: number): number {
  words[0] = 0;
  words[1] = (1023 + k) << 20;
  return float[0]!;
}

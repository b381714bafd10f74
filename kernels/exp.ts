import { Real, Bits } from "./real";
import { constant, madd } from "./vector";

/*
 * exp x = 2ⁿ · exp r, where n = round(x / ln 2) and r = x − n ln 2, so |r| ≤ ln 2 / 2.
 *
 * n: adding 1.5·2²³ (float64: 1.5·2⁵²) pushes the fraction out of the mantissa, rounding to nearest, and leaves n in the
 * sum's lowest bits. With the exponent's bias added too (the shifter), shifting those bits to the exponent's place
 * gives 2ⁿ: no conversion is needed.
 * r: ln 2 is subtracted in two parts; the first has few enough bits that n times it is exact.
 * exp r = 1 + (r + r² q(r)): q is the minimax polynomial (Remez, in 60 digits), of degree 4 in float32 (relative error
 * 3.1e-9) and 10 in float64 (5.3e-20), so what remains is the rounding of the last additions: below 1 ulp.
 */
const table32 = memory.data<f32>([
  1.4426950408889634, 12583039.0, -0.693359375, 2.12194440054690583e-4,
  1.0, 0.5, 2.0, -0.0, -87.0, 89.0, -104.0, -60.0, 87.0, -1.4426950408889634,
  0.49999993449713122, 0.166665206315446045, 0.0416683874072617126, 0.00836871696133597404, 0.00138146391302512039,
], 16);
const table64 = memory.data<f64>([
  1.4426950408889634, 6755399441056767.0, -0.693147180369123816490, -1.90821492927058770002e-10,
  1.0, 0.5, 2.0, -0.0, -708.0, 710.0, -746.0, -60.0, 708.0, -1.4426950408889634,
  0.5, 0.166666666666666834, 0.0416666666666660943, 0.00833333333331703439, 0.00138888888891156292,
  0.000198412698963837722, 0.0000248015869266399413, 2.75572348617783999e-6, 2.75575818372104902e-7,
  2.51120369292699774e-8, 2.08266315538514363e-9,
], 16);
const enum At {
  log2e, shifter, minusLn2High, minusLn2Low, one, half, two, signBit,
  /** Below, exp is no normal number; above, it is infinite; below, it is 0; below, tanh is 1. */
  normal, infinite, zero, tanhOne, minusNormal, minusLog2e,
  /** q's coefficients from r⁰ on. */
  polynomial,
}

// @ts-ignore: decorator
@inline
function at(i: usize): v128 {
  return constant(table32, table64, i);
}

/** n + shifter, for n = round(x / ln 2). */
// @ts-ignore: decorator
@inline
function shifted(x: v128): v128 {
  return madd(x, at(At.log2e), at(At.shifter));
}

/** r = x − n ln 2. */
// @ts-ignore: decorator
@inline
function remainder(x: v128, n: v128): v128 {
  return madd(n, at(At.minusLn2Low), madd(n, at(At.minusLn2High), x));
}

/** 2ⁿ from n + shifter, for a 2ⁿ that is a normal number. */
// @ts-ignore: decorator
@inline
function powerOfTwo(nShifted: v128): v128 {
  return v128.shl<Bits>(nShifted, sizeof<Real>() == 4 ? 23 : 52);
}

/**
 * exp r − 1, with full relative accuracy near 0. The polynomial is summed in pairs, pairs of pairs (Estrin's
 * scheme): Horner's chain is so long that the processor cannot look far enough ahead to fill it with other vectors.
 */
// @ts-ignore: decorator
@inline
function expm1OfRemainder(r: v128): v128 {
  const r2 = v128.mul<Real>(r, r);
  const q01 = madd(at(At.polynomial + 1), r, at(At.polynomial));
  const q23 = madd(at(At.polynomial + 3), r, at(At.polynomial + 2));
  let q: v128;
  if (sizeof<Real>() == 4) {
    q = madd(madd(at(At.polynomial + 4), r2, q23), r2, q01);
  } else {
    const r4 = v128.mul<Real>(r2, r2);
    const q45 = madd(at(At.polynomial + 5), r, at(At.polynomial + 4));
    const q67 = madd(at(At.polynomial + 7), r, at(At.polynomial + 6));
    const q89 = madd(at(At.polynomial + 9), r, at(At.polynomial + 8));
    const high = madd(madd(at(At.polynomial + 10), r2, q89), r4, madd(q67, r2, q45));
    q = madd(high, r4, madd(q23, r2, q01));
  }
  return madd(r2, q, r);
}

/**
 * exp over the whole range, subnormal results included: 2ⁿ is applied as 2^h · 2^(n−h) with h ≈ n / 2, since 2ⁿ itself
 * may be no normal number. `pmin` and `pmax` keep their first operand when it is NaN.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const y = v128.pmax<Real>(v128.pmin<Real>(x, at(At.infinite)), at(At.zero));
  const n = v128.sub<Real>(shifted(y), at(At.shifter));
  const p = v128.add<Real>(at(At.one), expm1OfRemainder(remainder(y, n)));
  const halfShifted = v128.add<Real>(v128.mul<Real>(n, at(At.half)), at(At.shifter));
  const half = v128.sub<Real>(halfShifted, at(At.shifter));
  const rest = v128.add<Real>(v128.sub<Real>(n, half), at(At.shifter));
  return v128.mul<Real>(v128.mul<Real>(p, powerOfTwo(halfShifted)), powerOfTwo(rest));
}

/** exp of numbers ≤ 0, for softmax. Results that are no normal numbers (≤ 1.6e-38, 3.3e-308) are 0. */
// @ts-ignore: decorator
@inline
export function expOfNegative(x: v128): v128 {
  const t = shifted(x);
  const p = v128.add<Real>(at(At.one), expm1OfRemainder(remainder(x, v128.sub<Real>(t, at(At.shifter)))));
  return v128.andnot(v128.mul<Real>(p, powerOfTwo(t)), v128.lt<Real>(x, at(At.normal)));
}

/**
 * 1 / (1 + e^−x), for x held within ±87 (±708) so that e^−x is a normal number: sigmoid is 1 above, and below it would
 * be under 1.7e-38 (3.4e-308), where it stays. r = −x − n ln 2 takes the minus sign along without an operation.
 */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const y = v128.pmin<Real>(v128.pmax<Real>(x, at(At.normal)), at(At.minusNormal));
  const t = madd(y, at(At.minusLog2e), at(At.shifter));
  const n = v128.sub<Real>(t, at(At.shifter));
  const r = madd(n, at(At.minusLn2Low), v128.sub<Real>(v128.mul<Real>(n, at(At.minusLn2High)), y));
  const e = v128.mul<Real>(v128.add<Real>(at(At.one), expm1OfRemainder(r)), powerOfTwo(t));
  return v128.div<Real>(at(At.one), v128.add<Real>(at(At.one), e));
}

/** tanh|x| = −m / (2 + m), where m = exp(−2|x|) − 1 = 2ⁿ (exp r − 1) + (2ⁿ − 1) loses no digit near 0. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const y = v128.pmax<Real>(v128.mul<Real>(v128.or(x, at(At.signBit)), at(At.two)), at(At.tanhOne));
  const t = shifted(y);
  const power = powerOfTwo(t);
  const core = expm1OfRemainder(remainder(y, v128.sub<Real>(t, at(At.shifter))));
  const m = v128.add<Real>(v128.mul<Real>(power, core), v128.sub<Real>(power, at(At.one)));
  return v128.bitselect(x, v128.div<Real>(m, v128.add<Real>(at(At.two), m)), at(At.signBit));
}

import { Real, Bits } from "./real";
import { bits, copySign, madd, signBit, splat } from "./vector";

/*
 * exp x = 2ⁿ · exp r, where n = round(x / ln 2) and r = x − n ln 2, so |r| ≤ ln 2 / 2.
 *
 * n: adding 1.5·2²³ (float64: 1.5·2⁵²) pushes the fraction out of the mantissa, rounding to nearest; n then stands in
 * the sum's lowest bits, so that shifting them to the exponent's place builds 2ⁿ without any conversion.
 * r: ln 2 is subtracted in two parts; the first has few enough bits that n · ln2High is exact.
 * exp r = 1 + (r + r² q(r)): q is the minimax polynomial (Remez, in 60 digits), of degree 4 in float32 (relative error
 * 3.1e-9) and 10 in float64 (5.3e-20), so what remains is the rounding of the last additions: below 1 ulp.
 */
const log2e: Real = 1.4426950408889634;
const ln2High: Real = sizeof<Real>() == 4 ? (0.693359375 as Real) : (0.693147180369123816490 as Real);
const ln2Low: Real = sizeof<Real>() == 4 ? (-2.12194440054690583e-4 as Real) : (1.90821492927058770002e-10 as Real);
const shifter: Real = sizeof<Real>() == 4 ? (12582912.0 as Real) : (6755399441055744.0 as Real);
const mantissaBits: i32 = sizeof<Real>() == 4 ? 23 : 52;
const bias: Bits = sizeof<Real>() == 4 ? (127 as Bits) : (1023 as Bits);

/** Below this, exp is no normal number any more. */
const lowest: Real = sizeof<Real>() == 4 ? (-87.0 as Real) : (-708.0 as Real);

// @ts-ignore: decorator
@inline
function shifted(x: v128): v128 {
  return madd(x, splat(log2e), splat(shifter));
}

// @ts-ignore: decorator
@inline
function remainder(x: v128, n: v128): v128 {
  return madd(n, splat(-ln2Low), madd(n, splat(-ln2High), x));
}

/** exp r − 1 for |r| ≤ ln 2 / 2, with full relative accuracy near 0. */
// @ts-ignore: decorator
@inline
function expm1Core(r: v128): v128 {
  let q: v128;
  if (sizeof<Real>() == 4) {
    q = splat(0.00138146391302512039 as Real);
    q = madd(q, r, splat(0.00836871696133597404 as Real));
    q = madd(q, r, splat(0.0416683874072617126 as Real));
    q = madd(q, r, splat(0.166665206315446045 as Real));
    q = madd(q, r, splat(0.49999993449713122 as Real));
  } else {
    q = splat(2.08266315538514363e-9 as Real);
    q = madd(q, r, splat(2.51120369292699774e-8 as Real));
    q = madd(q, r, splat(2.75575818372104902e-7 as Real));
    q = madd(q, r, splat(2.75572348617783999e-6 as Real));
    q = madd(q, r, splat(0.0000248015869266399413 as Real));
    q = madd(q, r, splat(0.000198412698963837722 as Real));
    q = madd(q, r, splat(0.00138888888891156292 as Real));
    q = madd(q, r, splat(0.00833333333331703439 as Real));
    q = madd(q, r, splat(0.0416666666666660943 as Real));
    q = madd(q, r, splat(0.166666666666666834 as Real));
    q = madd(q, r, splat(0.5 as Real));
  }
  return madd(v128.mul<Real>(r, r), q, r);
}

/** 2ⁿ from n + shifter, for a 2ⁿ that is a normal number. */
// @ts-ignore: decorator
@inline
function powerOfTwo(nShifted: v128): v128 {
  return v128.shl<Bits>(v128.add<Bits>(nShifted, bits(bias)), mantissaBits);
}

/**
 * exp over the whole range, subnormal results included: 2ⁿ is applied as 2^h · 2^(n−h) with h ≈ n / 2, since 2ⁿ itself
 * may be no normal number. `pmin` and `pmax` keep their first operand when it is NaN.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const high: Real = sizeof<Real>() == 4 ? (89.0 as Real) : (710.0 as Real);
  const low: Real = sizeof<Real>() == 4 ? (-104.0 as Real) : (-746.0 as Real);
  const y = v128.pmax<Real>(v128.pmin<Real>(x, splat(high)), splat(low));
  const n = v128.sub<Real>(shifted(y), splat(shifter));
  const p = v128.add<Real>(splat(1), expm1Core(remainder(y, n)));
  const halfShifted = madd(n, splat(0.5), splat(shifter));
  const half = v128.sub<Real>(halfShifted, splat(shifter));
  const rest = v128.add<Real>(v128.sub<Real>(n, half), splat(shifter));
  return v128.mul<Real>(v128.mul<Real>(p, powerOfTwo(halfShifted)), powerOfTwo(rest));
}

/**
 * exp of numbers ≤ 0, for softmax and sigmoid: n is added to the exponent of exp r directly. Results below 1.6e-38
 * (float64: 3.3e-308) are 0; NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function expOfNegative(x: v128): v128 {
  const t = shifted(x);
  const p = v128.add<Real>(splat(1), expm1Core(remainder(x, v128.sub<Real>(t, splat(shifter)))));
  const scaled = v128.add<Bits>(p, v128.shl<Bits>(t, mantissaBits));
  return v128.andnot(scaled, v128.lt<Real>(x, splat(lowest)));
}

/** 1 / (1 + e^−x) = e^x / (1 + e^x): by the sign of x, the one whose exponential cannot overflow. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const e = expOfNegative(v128.or(x, signBit()));
  const numerator = v128.bitselect(e, splat(1), v128.lt<Real>(x, splat(0)));
  return v128.div<Real>(numerator, v128.add<Real>(splat(1), e));
}

/** tanh|x| = −m / (2 + m), where m = exp(−2|x|) − 1 = 2ⁿ (exp r − 1) + (2ⁿ − 1) loses no digit near 0. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const y = v128.pmax<Real>(v128.mul<Real>(v128.or(x, signBit()), splat(2)), splat(-60));
  const t = shifted(y);
  const power = powerOfTwo(t);
  const core = expm1Core(remainder(y, v128.sub<Real>(t, splat(shifter))));
  const m = v128.add<Real>(v128.mul<Real>(power, core), v128.sub<Real>(power, splat(1)));
  return copySign(v128.div<Real>(m, v128.add<Real>(splat(2), m)), x);
}

import { Real, Bits } from "./real";
import { constant, copySign, madd, signBit, width } from "./vector";

/*
 * exp x = 2ⁿ · exp r, where n = round(x / ln 2) and r = x − n ln 2, so |r| ≤ ln 2 / 2.
 *
 * n: adding 1.5·2²³ (float64: 1.5·2⁵²) pushes the fraction out of the mantissa, rounding to nearest, and leaves n in the
 * sum's lowest bits. With the exponent's bias added too (the shifter), shifting those bits to the exponent's place
 * gives 2ⁿ: no conversion is needed.
 * r: ln 2 is subtracted in two parts; the first has few enough bits that n times it is exact.
 * exp r = 1 + (r + r² q(r)): q is the minimax polynomial (Remez, in 60 digits), of degree 4 in float32 (relative error
 * 3.1e-9) and 10 in float64 (5.3e-20), so what remains is the rounding of the last additions: below 1 ulp.
 *
 * Two passes over blocks that stay in the first cache: the first leaves r and 2ⁿ, the second makes exp r of them. In one
 * pass the dependent operations of a vector are so many that the processor cannot see the next one's behind them, and
 * the constants so many that registers run out. (bench/NOTES.md)
 */
const table32 = memory.data<f32>([
  1.4426950408889634, 12583039.0, -0.693359375, 2.12194440054690583e-4, 1.0, 0.5,
  -87.0, 87.0, -104.0, 89.0, -88.0296919,
  0.49999993449713122, 0.166665206315446045, 0.0416683874072617126, 0.00836871696133597404, 0.00138146391302512039,
], 16);
const table64 = memory.data<f64>([
  1.4426950408889634, 6755399441056767.0, -0.693147180369123816490, -1.90821492927058770002e-10, 1.0, 0.5,
  -708.0, 708.0, -746.0, 710.0, -709.08956571282405,
  0.5, 0.166666666666666834, 0.0416666666666660943, 0.00833333333331703439, 0.00138888888891156292,
  0.000198412698963837722, 0.0000248015869266399413, 2.75572348617783999e-6, 2.75575818372104902e-7,
  2.51120369292699774e-8, 2.08266315538514363e-9,
], 16);
const enum At {
  log2e, shifter, minusLn2High, minusLn2Low, one, half,
  /** Within these, exp is a normal number; below and above those, 0 and ∞; at the last, 2ⁿ has the bits of 0. */
  normalLow, normalHigh, zero, infinite, noPower,
  /** q's coefficients from r⁰ on. */
  polynomial,
}
// @ts-ignore: decorator
@inline
function at(i: usize): v128 {
  return constant(table32, table64, i);
}

/** 2ⁿ from n + shifter, for a 2ⁿ that is a normal number. */
// @ts-ignore: decorator
@inline
function powerOfTwo(nShifted: v128): v128 {
  return v128.shl<Bits>(nShifted, sizeof<Real>() == 4 ? 23 : 52);
}

/*
 * What is made of exp: `argument` makes its argument of x, at most `highest` (which is for x that may be positive), and
 * then at least `lowest`, `ln2` and `rest` make r of it, `keep` makes of n + shifter what the second pass needs beside
 * exp r − 1, and `finish` the result from the two. `pmin` and `pmax` keep their first operand when it is NaN.
 */
@unmanaged class Positive {
  @inline ln2(minus: v128): v128 { return minus; }
  @inline rest(minusLn2: v128, y: v128): v128 { return v128.add<Real>(minusLn2, y); }
}

/** Over the whole range, subnormal results included: 2ⁿ as 2^h · 2^(n−h), h ≈ n / 2, for 2ⁿ itself may be no normal number. */
@unmanaged @final export class Exp extends Positive {
  @inline lowest(): v128 { return at(At.zero); }
  @inline highest(): v128 { return at(At.infinite); }
  @inline argument(x: v128, highest: v128): v128 { return v128.pmin<Real>(x, highest); }
  @inline keep(nShifted: v128, x: v128): v128 { return nShifted; }
  @inline finish(p: v128, kept: v128, one: v128): v128 {
    const n = v128.sub<Real>(kept, at(At.shifter));
    const halfShifted = v128.add<Real>(v128.mul<Real>(n, at(At.half)), at(At.shifter));
    const rest = v128.sub<Real>(n, v128.sub<Real>(halfShifted, at(At.shifter)));
    const scaled = v128.mul<Real>(v128.add<Real>(one, p), powerOfTwo(halfShifted));
    return v128.mul<Real>(scaled, powerOfTwo(v128.add<Real>(rest, at(At.shifter))));
  }
}

/** For x ≤ 0, in softmax: results below 8.3e-39 (1.6e-308) are 0, and so is exp −∞. */
@unmanaged @final export class ExpOfNegative extends Positive {
  @inline lowest(): v128 { return at(At.noPower); }
  @inline highest(): v128 { return at(At.zero); }
  @inline argument(x: v128, highest: v128): v128 { return x; }
  @inline keep(nShifted: v128, x: v128): v128 { return powerOfTwo(nShifted); }
  @inline finish(p: v128, power: v128, one: v128): v128 {
    return v128.mul<Real>(v128.add<Real>(one, p), power);
  }
}

/**
 * 1 / (1 + e^−x) = 2ⁿ / (2ⁿ + exp −r), for the n and r of x, so that nothing changes its sign or is multiplied by 2ⁿ. Where
 * e^−x would overflow, the result is below 1.7e-38 (3.4e-308), and stays there.
 */
@unmanaged @final export class Sigmoid {
  @inline lowest(): v128 { return at(At.normalLow); }
  @inline highest(): v128 { return at(At.normalHigh); }
  @inline argument(x: v128, highest: v128): v128 { return v128.pmin<Real>(x, highest); }
  @inline ln2(minus: v128): v128 { return v128.neg<Real>(minus); }
  @inline rest(ln2: v128, y: v128): v128 { return v128.sub<Real>(ln2, y); }
  @inline keep(nShifted: v128, x: v128): v128 { return powerOfTwo(nShifted); }
  @inline finish(p: v128, power: v128, one: v128): v128 {
    return v128.div<Real>(power, v128.add<Real>(power, v128.add<Real>(one, p)));
  }
}

/**
 * tanh|x| = −m / (2 + m), where m = exp(−2|x|) − 1 = 2ⁿ (exp r − 1) + (2ⁿ − 1) loses no digit near 0. The sign of x
 * travels as the sign of 2ⁿ.
 */
@unmanaged @final export class Tanh extends Positive {
  @inline lowest(): v128 { return at(At.normalLow); }
  @inline highest(): v128 { return at(At.normalHigh); }
  @inline argument(x: v128, highest: v128): v128 {
    const y = v128.or(x, signBit());
    return v128.add<Real>(y, y);
  }
  @inline keep(nShifted: v128, x: v128): v128 { return copySign(powerOfTwo(nShifted), x); }
  @inline finish(p: v128, signedPower: v128, one: v128): v128 {
    const power = v128.andnot(signedPower, signBit());
    const m = v128.add<Real>(v128.mul<Real>(power, p), v128.sub<Real>(power, one));
    return copySign(v128.div<Real>(m, v128.add<Real>(v128.add<Real>(one, one), m)), signedPower);
  }
}

const blockBytes: usize = 1024;
const kept = memory.data(1024, 16);

/** F of every number from `x` on into `out`, which may be `x`. */
export function expLike<F>(out: usize, x: usize, bytes: usize): void {
  for (const end = out + bytes; out < end; out += blockBytes) {
    const stop = min(out + blockBytes, end);
    reduce<F>(out, x, stop);
    x += blockBytes;
    expOfRemainders<F>(out, stop);
  }
}

/** r = y − n ln 2 (of Sigmoid −r) into `out`, what the second pass needs beside into `kept`. */
function reduce<F>(out: usize, x: usize, end: usize): void {
  const f = changetype<F>(0);
  const lowest = f.lowest(), highest = f.highest();
  const log2e = at(At.log2e), shifter = at(At.shifter);
  const high = f.ln2(at(At.minusLn2High)), low = f.ln2(at(At.minusLn2Low));
  for (let k = kept; out < end; out += width) {
    const v = v128.load(x);
    const y = v128.pmax<Real>(f.argument(v, highest), lowest);
    const nShifted = madd(y, log2e, shifter);
    const n = v128.sub<Real>(nShifted, shifter);
    v128.store(k, f.keep(nShifted, v));
    v128.store(out, madd(n, low, f.rest(v128.mul<Real>(n, high), y)));
    k += width;
    x += width;
  }
}

/** p = exp r − 1 = r + r² q(r), and what F makes of it. q is summed in pairs (Estrin): shorter chains than Horner's. */
function expOfRemainders<F>(out: usize, end: usize): void {
  const f = changetype<F>(0);
  const one = at(At.one);
  const c0 = at(At.polynomial), c1 = at(At.polynomial + 1), c2 = at(At.polynomial + 2), c3 = at(At.polynomial + 3);
  const c4 = at(At.polynomial + 4);
  if (sizeof<Real>() == 4) {
    for (let k = kept; out < end; out += width) {
      const r = v128.load(out);
      const r2 = v128.mul<Real>(r, r);
      const q = madd(madd(c4, r2, madd(c3, r, c2)), r2, madd(c1, r, c0));
      v128.store(out, f.finish(madd(r2, q, r), v128.load(k), one));
      k += width;
    }
  } else {
    const c5 = at(At.polynomial + 5), c6 = at(At.polynomial + 6), c7 = at(At.polynomial + 7);
    const c8 = at(At.polynomial + 8), c9 = at(At.polynomial + 9), c10 = at(At.polynomial + 10);
    for (let k = kept; out < end; out += width) {
      const r = v128.load(out);
      const r2 = v128.mul<Real>(r, r);
      const r4 = v128.mul<Real>(r2, r2);
      const q03 = madd(madd(c3, r, c2), r2, madd(c1, r, c0));
      const q47 = madd(madd(c7, r, c6), r2, madd(c5, r, c4));
      const q8 = madd(c10, r2, madd(c9, r, c8));
      const q = madd(madd(q8, r4, q47), r4, q03);
      v128.store(out, f.finish(madd(r2, q, r), v128.load(k), one));
      k += width;
    }
  }
}

import { Real } from "./real";

/*
 * aᵇ = exp(b ln |a|), in float64 in every build, two numbers at a time. A product b ln a of 700 has 10 bits before the point,
 * so ln a is found to 2^−64 of itself, as a sum of two numbers, high and low:
 *
 *   ln a = k ln 2 + ln m with √½ ≤ m < √2, and with f = m − 1 and s = f / (2 + f)
 *   ln m = 2s + s (⅔ s² + s⁴ R(s²)), where s, s² and ⅔ s² are such sums too, and R, minimax to 1.9e-18, is one number
 *
 * Products are split into what is exact and the rest (Dekker). exp is exp.ts's, with the low part added to its remainder.
 * Results are within 1 ulp. A float32 result needs no low parts.
 */
const table = memory.data<f64>([
  2.2250738585072014e-308, 18014398509481984.0, 54.0, 4503599627371519.0,
  6.93147180369123816490e-01, 1.90821492927058770002e-10, 1.0, 2.0, 0.5,
  0.6666666666666666, 3.70074341541718847e-17, 1.4426950408889634, 6755399441056767.0,
  0.117243270608467466, 0.117061264645633972, 0.133348087988123387, 0.153845948870071794,
  0.181818183360998462, 0.222222222216527653, 0.285714285714293713, 0.399999999999999998,
  2.08266315538514363e-9, 2.51120369292699774e-8, 2.75575818372104902e-7, 2.75572348617783999e-6,
  0.0000248015869266399413, 0.000198412698963837722, 0.00138888888891156292, 0.00833333333331703439,
  0.0416666666666660943, 0.166666666666666834, 0.5,
], 16);
const enum At {
  smallest, lift, liftLog2, integerBias, ln2High, ln2Low, one, two, half, third, thirdLow, log2e, shifter,
  /** Highest power first. */
  logarithm = 13, exponential = 21,
}
const single = sizeof<Real>() == 4;
/** Beyond, exp is ∞ or 0. */
const limit: f64 = single ? 700 : 750;

// @ts-ignore: decorator
@inline
function at(i: usize): v128 { return v128.load64_splat(table + (i << 3)); }
// @ts-ignore: decorator
@inline
function add(a: v128, b: v128): v128 { return v128.add<f64>(a, b); }
// @ts-ignore: decorator
@inline
function sub(a: v128, b: v128): v128 { return v128.sub<f64>(a, b); }
// @ts-ignore: decorator
@inline
function mul(a: v128, b: v128): v128 { return v128.mul<f64>(a, b); }

/** What a·b rounded off. */
// @ts-ignore: decorator
@inline
function rest(a: v128, b: v128, product: v128): v128 {
  const mask = v128.splat<i64>(0xfffffffff8000000);
  const aHigh = v128.and(a, mask), aLow = sub(a, aHigh), bHigh = v128.and(b, mask), bLow = sub(b, bHigh);
  return add(add(add(sub(mul(aHigh, bHigh), product), mul(aHigh, bLow)), mul(aLow, bHigh)), mul(aLow, bLow));
}

/** aᵇ of two numbers. */
function power(a: v128, b: v128): v128 {
  const abs = v128.abs<f64>(a), infinity = v128.splat<f64>(Infinity);
  // subnormal numbers are lifted into the normal range
  const tiny = v128.lt<f64>(abs, at(At.smallest));
  const x = single ? abs : v128.bitselect(mul(abs, at(At.lift)), abs, tiny);
  const offset = v128.add<i64>(x, v128.splat<i64>(0x3ff0000000000000 - 0x3fe6a09e667f3bcd));
  let k = sub(v128.or(v128.shr<u64>(offset, 52), v128.splat<i64>(0x4330000000000000)), at(At.integerBias));
  if (!single) k = sub(k, v128.and(tiny, at(At.liftLog2)));
  const m = v128.add<i64>(v128.and(offset, v128.splat<i64>(0x000fffffffffffff)), v128.splat<i64>(0x3fe6a09e667f3bcd));
  const f = sub(m, at(At.one));
  const d = add(at(At.two), f), s = v128.div<f64>(f, d), z = mul(s, s);
  let r = at(At.logarithm);
  for (let i: usize = 1; i < 8; i++) r = add(mul(r, z), at(<usize>At.logarithm + i));
  const t = mul(at(At.third), z), q = mul(mul(z, z), r), u = add(t, q), v = mul(s, u);
  const twice = add(s, s), near = add(twice, v), base = mul(k, at(At.ln2High)), sum = add(base, near);
  let lows = mul(k, at(At.ln2Low));
  let p: v128, pLow = v128.splat<f64>(0);
  if (single) p = mul(b, add(sum, lows));
  else {
    const dLow = sub(f, sub(d, at(At.two))), sd = mul(s, d);
    const sLow = v128.div<f64>(sub(sub(sub(f, sd), rest(s, d, sd)), mul(s, dLow)), d);
    const zLow = add(rest(s, s, z), mul(twice, sLow));
    const tLow = add(add(rest(at(At.third), z, t), mul(at(At.third), zLow)), mul(at(At.thirdLow), z));
    const uLow = add(add(sub(t, u), q), tLow);
    const vLow = add(add(rest(s, u, v), mul(s, uLow)), mul(sLow, u));
    const nearLow = add(sub(twice, near), v), sumLow = add(sub(base, sum), near);
    lows = add(add(add(nearLow, sumLow), add(vLow, add(sLow, sLow))), lows);
    const ln = add(sum, lows), lnLow = add(sub(sum, ln), lows);
    p = mul(b, ln);
    pLow = add(rest(b, ln, p), mul(b, lnLow));
  }
  // ln 0 = −∞, ln ∞ = ∞; where b ln a is beyond the limits, so is its low part
  const zero = v128.eq<f64>(abs, v128.splat<f64>(0)), infinite = v128.eq<f64>(abs, infinity);
  p = v128.bitselect(mul(b, v128.bitselect(infinity, v128.neg<f64>(infinity), infinite)), p, v128.or(zero, infinite));
  const undefined = v128.ne<f64>(p, p);
  if (!single) pLow = v128.and(pLow, v128.le<f64>(v128.abs<f64>(p), v128.splat<f64>(limit)));
  p = v128.pmax<f64>(v128.pmin<f64>(p, v128.splat<f64>(limit)), v128.splat<f64>(-limit));

  const nShifted = add(mul(p, at(At.log2e)), at(At.shifter)), n = sub(nShifted, at(At.shifter));
  const high = sub(p, mul(n, at(At.ln2High))), low = sub(pLow, mul(n, at(At.ln2Low)));
  const e = add(high, low), eLow = add(sub(high, e), low);
  let g = at(At.exponential);
  for (let i: usize = 1; i < 11; i++) g = add(mul(g, e), at(<usize>At.exponential + i));
  let y = add(at(At.one), add(e, add(mul(mul(e, e), g), eLow)));
  if (single) y = mul(y, v128.shl<i64>(nShifted, 52));
  else {
    // 2ⁿ in two steps, for it may be no normal number
    const half = add(mul(n, at(At.half)), at(At.shifter));
    const other = add(sub(n, sub(half, at(At.shifter))), at(At.shifter));
    y = mul(mul(y, v128.shl<i64>(half, 52)), v128.shl<i64>(other, 52));
  }

  // a negative number has its sign where b is odd, and no power where b is not whole
  const whole = v128.eq<f64>(v128.floor<f64>(b), b), halved = mul(b, at(At.half));
  const odd = v128.andnot(whole, v128.eq<f64>(v128.floor<f64>(halved), halved));
  y = v128.xor(y, v128.and(v128.and(a, odd), v128.splat<f64>(-0.0)));
  const broken = v128.andnot(v128.lt<f64>(a, v128.splat<f64>(0)), v128.or(whole, infinite));
  y = v128.or(y, v128.or(broken, undefined));
  // as in C: a⁰ and 1ᵇ are 1 whatever a and b are, NaN too, and so is −1 to ±∞
  const unit = v128.or(v128.eq<f64>(a, at(At.one)), v128.and(v128.eq<f64>(abs, at(At.one)), v128.eq<f64>(v128.abs<f64>(b), infinity)));
  return v128.bitselect(at(At.one), y, v128.or(unit, v128.eq<f64>(b, v128.splat<f64>(0))));
}

/** float32 numbers are taken as float64, the lower two and then the upper two. */
@unmanaged @final export class Pow {
  @inline of(a: v128, b: v128): v128 {
    if (!single) return power(a, b);
    const low = power(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
    const a1 = v128.shuffle<i64>(a, a, 1, 0), b1 = v128.shuffle<i64>(b, b, 1, 0);
    const high = power(f64x2.promote_low_f32x4(a1), f64x2.promote_low_f32x4(b1));
    return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
  }
}

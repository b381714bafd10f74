import { Real, Bits, UnsignedBits } from "./real";
import { bits, madd, splat } from "./vector";

/*
 * log x = k ln 2 + log m, where x = 2^k · m and √½ ≤ m < √2. With f = m − 1 and s = f / (2 + f):
 * log m = log((1 + s) / (1 − s)) = 2s + s·R(s²), and since 2s = f − s·f it is taken as f − (f²/2 − s (f²/2 + R)),
 * whose large part, f, is exact. R(z) is z times a minimax polynomial: relative error 4.8e-12 (float32) and 1.2e-18.
 */
const mantissaBits: i32 = sizeof<Real>() == 4 ? 23 : 52;
/** The bits of √½: subtracting them makes the exponent field count from √½ instead of from 1. */
const rootBits: Bits = sizeof<Real>() == 4 ? (0x3f3504f3 as Bits) : (0x3fe6a09e667f3bcd as Bits);
const oneBits: Bits = sizeof<Real>() == 4 ? (0x3f800000 as Bits) : (0x3ff0000000000000 as Bits);
const mantissaMask: Bits = sizeof<Real>() == 4 ? (0x007fffff as Bits) : (0x000fffffffffffff as Bits);
/** 2²³ or 2⁵², whose mantissa takes a small integer as it is; and the same with the exponent's bias. */
const integerBits: Bits = sizeof<Real>() == 4 ? (0x4b000000 as Bits) : (0x4330000000000000 as Bits);
const integerBias: Real = sizeof<Real>() == 4 ? (8388735.0 as Real) : (4503599627371519.0 as Real);
const smallest: Real = sizeof<Real>() == 4 ? (1.17549435e-38 as Real) : (2.2250738585072014e-308 as Real);
const lift: Real = sizeof<Real>() == 4 ? (33554432.0 as Real) : (18014398509481984.0 as Real); // 2^25, 2^54
const liftLog2: Real = sizeof<Real>() == 4 ? (25.0 as Real) : (54.0 as Real);
const ln2High: Real = sizeof<Real>() == 4 ? (6.9313812256e-1 as Real) : (6.93147180369123816490e-1 as Real);
const ln2Low: Real = sizeof<Real>() == 4 ? (9.0580006145e-6 as Real) : (1.90821492927058770002e-10 as Real);

/** R(z) / z. */
// @ts-ignore: decorator
@inline
function series(z: v128): v128 {
  if (sizeof<Real>() == 4) {
    let p = splat(0.23582285974702974 as Real);
    p = madd(p, z, splat(0.285373019905381465 as Real));
    p = madd(p, z, splat(0.400003352849999117 as Real));
    return madd(p, z, splat(0.666666656450748272 as Real));
  }
  let p = splat(0.14796104637082038 as Real);
  p = madd(p, z, splat(0.15314035926270982 as Real));
  p = madd(p, z, splat(0.181835648627376786 as Real));
  p = madd(p, z, splat(0.222221985635705019 as Real));
  p = madd(p, z, splat(0.285714287424738427 as Real));
  p = madd(p, z, splat(0.399999999994143287 as Real));
  return madd(p, z, splat(0.666666666666673446 as Real));
}

/** log 0 = −∞, log of a negative number is NaN; subnormal numbers are lifted into the normal range first. */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  const tiny = v128.lt<Real>(x, splat(smallest));
  const lifted = v128.bitselect(v128.mul<Real>(x, splat(lift)), x, tiny);
  const offset = v128.add<Bits>(lifted, bits(oneBits - rootBits));
  const exponent = v128.or(v128.shr<UnsignedBits>(offset, mantissaBits), bits(integerBits));
  const k = v128.sub<Real>(v128.sub<Real>(exponent, splat(integerBias)), v128.and(tiny, splat(liftLog2)));
  const m = v128.add<Bits>(v128.and(offset, bits(mantissaMask)), bits(rootBits));

  const f = v128.sub<Real>(m, splat(1));
  const s = v128.div<Real>(f, v128.add<Real>(splat(2), f));
  const z = v128.mul<Real>(s, s);
  const half = v128.mul<Real>(v128.mul<Real>(splat(0.5), f), f);
  const low = madd(s, madd(z, series(z), half), v128.mul<Real>(k, splat(ln2Low)));
  const r = v128.sub<Real>(v128.mul<Real>(k, splat(ln2High)), v128.sub<Real>(v128.sub<Real>(half, low), f));

  const infinite = v128.eq<Real>(x, splat(Infinity as Real));
  const zero = v128.eq<Real>(x, splat(0));
  const invalid = v128.or(v128.lt<Real>(x, splat(0)), v128.ne<Real>(x, x)); // all ones: a NaN
  const finite = v128.bitselect(splat(-Infinity as Real), v128.bitselect(x, r, infinite), zero);
  return v128.or(finite, invalid);
}

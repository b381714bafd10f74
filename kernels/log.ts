import { Real, Bits, UnsignedBits } from "./real";
import { bits, constant, madd, splat } from "./vector";

/*
 * log x = k ln 2 + log m, where x = 2^k · m and √½ ≤ m < √2. With f = m − 1 and s = f / (2 + f):
 * log m = log((1 + s) / (1 − s)) = 2s + s·R(s²), and since 2s = f − s·f it is taken as f − (f²/2 − s (f²/2 + R)),
 * whose large part, f, is exact. R(z) is z times a minimax polynomial: relative error 4.8e-12 (float32) and 1.2e-18.
 */
const table32 = memory.data<f32>([
  1.17549435e-38, 33554432.0, 25.0, 8388735.0, 6.9313812256e-1, 9.0580006145e-6, 1.0, 2.0, 0.5,
  0.23582285974702974, 0.285373019905381465, 0.400003352849999117, 0.666666656450748272,
], 16);
const table64 = memory.data<f64>([
  2.2250738585072014e-308, 18014398509481984.0, 54.0, 4503599627371519.0,
  6.93147180369123816490e-1, 1.90821492927058770002e-10, 1.0, 2.0, 0.5,
  0.14796104637082038, 0.15314035926270982, 0.181835648627376786, 0.222221985635705019,
  0.285714287424738427, 0.399999999994143287, 0.666666666666673446,
], 16);
const enum At {
  /** The smallest normal number; what lifts a subnormal one (2²⁵, 2⁵⁴), and its log₂. */
  smallest, lift, liftLog2,
  /** 2²³ or 2⁵², whose mantissa takes a small integer as it is, and the exponent's bias. */
  integerBias,
  ln2High, ln2Low, one, two, half,
  polynomial,
}
const single = sizeof<Real>() == 4;
const mantissaBits: i32 = single ? 23 : 52;
/** The bits of √½: subtracting them makes the exponent count from √½ instead of from 1. */
const rootBits: Bits = single ? (0x3f3504f3 as Bits) : (0x3fe6a09e667f3bcd as Bits);
const oneBits: Bits = single ? (0x3f800000 as Bits) : (0x3ff0000000000000 as Bits);
const mantissaMask: Bits = single ? (0x007fffff as Bits) : (0x000fffffffffffff as Bits);
const integerBits: Bits = single ? (0x4b000000 as Bits) : (0x4330000000000000 as Bits);

// @ts-ignore: decorator
@inline
function at(i: usize): v128 {
  return constant(table32, table64, i);
}

/** R(z) / z. */
// @ts-ignore: decorator
@inline
function series(z: v128): v128 {
  let p = at(At.polynomial);
  p = madd(p, z, at(At.polynomial + 1));
  p = madd(p, z, at(At.polynomial + 2));
  p = madd(p, z, at(At.polynomial + 3));
  if (sizeof<Real>() == 8) {
    p = madd(p, z, at(At.polynomial + 4));
    p = madd(p, z, at(At.polynomial + 5));
    p = madd(p, z, at(At.polynomial + 6));
  }
  return p;
}

/** log 0 = −∞, log of a negative number is NaN; subnormal numbers are lifted into the normal range first. */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  const tiny = v128.lt<Real>(x, at(At.smallest));
  const lifted = v128.bitselect(v128.mul<Real>(x, at(At.lift)), x, tiny);
  const offset = v128.add<Bits>(lifted, bits(oneBits - rootBits));
  const exponent = v128.or(v128.shr<UnsignedBits>(offset, mantissaBits), bits(integerBits));
  const k = v128.sub<Real>(v128.sub<Real>(exponent, at(At.integerBias)), v128.and(tiny, at(At.liftLog2)));
  const m = v128.add<Bits>(v128.and(offset, bits(mantissaMask)), bits(rootBits));

  const f = v128.sub<Real>(m, at(At.one));
  const s = v128.div<Real>(f, v128.add<Real>(at(At.two), f));
  const z = v128.mul<Real>(s, s);
  const half = v128.mul<Real>(v128.mul<Real>(at(At.half), f), f);
  const low = madd(s, madd(z, series(z), half), v128.mul<Real>(k, at(At.ln2Low)));
  const r = v128.sub<Real>(v128.mul<Real>(k, at(At.ln2High)), v128.sub<Real>(v128.sub<Real>(half, low), f));

  const infinite = v128.eq<Real>(x, splat(Infinity as Real));
  const zero = v128.eq<Real>(x, splat(0));
  const invalid = v128.or(v128.lt<Real>(x, splat(0)), v128.ne<Real>(x, x)); // all ones: a NaN
  const finite = v128.bitselect(splat(-Infinity as Real), v128.bitselect(x, r, infinite), zero);
  return v128.or(finite, invalid);
}

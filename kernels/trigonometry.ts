import { Real } from "./real";
import { arg, width } from "./vector";

/*
 * x = n π/2 + r with |r| ≤ π/4, and of sin r and cos r the one that n says, with its sign. All of it in float64, two
 * numbers at a time, in the float32 builds too: their results are rounded once more, and are the nearest float32 but for
 * one in millions.
 *
 * Up to 2²⁰ π/2, n is round(x · 2/π), and π/2 is subtracted in four parts (Cody and Waite): the first three have 33 bits,
 * so that n times each is exact, and what is rounded off on the way is kept as a tail. Beyond, the bits of 2/π that matter
 * for this x are multiplied with its mantissa, as integers (Payne and Hanek): 192 bits leave 2^−137 of a turn.
 * sin r and cos r by fdlibm's polynomials, which take the tail. Within 1 ulp for every x.
 */
const table = memory.data<f64>([
  0.6366197723675814, 6755399441055744.0, 1647099.0,
  1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32,
  0.5, 1.0,
  -1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04,
  2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10,
  4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
  -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11,
], 16);
const enum At { twoOverPi, shifter, limit, part, half = 7, one, sine, cosine = 15 }

const single = sizeof<Real>() == 4;

// @ts-ignore: decorator
@inline
function at(i: usize): v128 {
  return v128.load64_splat(table + (i << 3));
}

/** 64 zeros, then the binary digits of 2/π. */
const digits = memory.data<u64>([
  0, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
  0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
  0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
  0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
], 16);

/** 64 digits from digit `i` on. */
function digitsFrom(i: usize): u64 {
  const word = digits + (i >> 6 << 3), shift = i & 63;
  const first = load<u64>(word) << shift;
  return shift ? first | load<u64>(word, 8) >> (64 - shift) : first;
}

/** The upper 64 bits of a product of 128. */
function productHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff, aHigh = a >> 32, bLow = b & 0xffffffff, bHigh = b >> 32;
  const one = aHigh * bLow + (aLow * bLow >> 32);
  const two = aLow * bHigh + (one & 0xffffffff);
  return aHigh * bHigh + (one >> 32) + (two >> 32);
}

/** The remainders of two numbers, then their tails, then their n. */
const reduced = memory.data(48, 16);

/** Writes the remainder of the number in lane `slot / 8`, where it is beyond the limit. */
function reduceLarge(slot: usize, x: f64): void {
  if (abs<f64>(x) <= load<f64>(table, At.limit << 3)) return;
  const to = reduced + slot;
  store<f64>(to, x - x); // NaN of what is not finite
  store<f64>(to, 0, 16);
  store<i64>(to, 0, 32);
  const bits = reinterpret<u64>(x);
  const exponent = <usize>(bits >> 52 & 0x7ff);
  if (exponent == 0x7ff) return;
  const m = bits & 0x000fffffffffffff | 0x0010000000000000;
  // m 2^(exponent − 1075): digits of 2/π worth 4 whole quarter turns and more are left out
  const first = exponent - 1075 - 1 + 63;
  const d0 = digitsFrom(first), d1 = digitsFrom(first + 64), d2 = digitsFrom(first + 128);
  const low = m * d2;
  let mid = m * d1, high = m * d0 + productHigh(m, d1);
  const carried = productHigh(m, d2);
  mid += carried;
  high += u64(mid < carried);
  // two bits of quarter turns, then the fraction, which is taken as −½ … ½
  const fraction = <i64>(high << 2 | mid >> 62), rest = mid << 2 | low >> 62;
  const n = <i64>(high >> 62) - (fraction >> 63);
  const h = <f64>fraction, l = <f64>(fraction - <i64>h) + <f64>rest * 5.421010862427522e-20; // 2⁻⁶⁴
  const hHigh = reinterpret<f64>(reinterpret<u64>(h) & 0xfffffffff8000000);
  // π/2 in 26 bits and the rest
  const large = hHigh * 1.5707963109016418;
  const small = (h - hHigh) * 1.5707963109016418 + h * 1.5893254773528196e-8 + l * 1.5707963267948966;
  const r = large + small, tail = small - (r - large);
  const unit: f64 = x < 0 ? -5.421010862427522e-20 : 5.421010862427522e-20;
  store<f64>(to, r * unit);
  store<f64>(to, tail * unit, 16);
  store<i64>(to, x < 0 ? -n : n, 32);
}

/** sin of two numbers; cos, where `quarter` is 1. For float32 results the tail, and the last coefficients, say nothing. */
function sine(x: v128, quarter: i64): v128 {
  const shifted = v128.add<f64>(v128.mul<f64>(x, at(At.twoOverPi)), at(At.shifter));
  const fn = v128.sub<f64>(shifted, at(At.shifter));
  let n = shifted;
  const a = v128.sub<f64>(x, v128.mul<f64>(fn, at(At.part)));
  const b = v128.mul<f64>(fn, at(At.part + 1));
  let r = v128.sub<f64>(a, b), tail = v128.splat<f64>(0);
  if (single) r = v128.sub<f64>(r, v128.mul<f64>(fn, at(At.part + 2)));
  else {
    // a − b and then − c, each with what is rounded off
    const rb = v128.add<f64>(r, b);
    const rRest = v128.sub<f64>(v128.sub<f64>(a, rb), v128.sub<f64>(b, v128.sub<f64>(rb, r)));
    const c = v128.mul<f64>(fn, at(At.part + 2)), t = v128.sub<f64>(r, c), tc = v128.add<f64>(t, c);
    const tRest = v128.sub<f64>(v128.sub<f64>(r, tc), v128.sub<f64>(c, v128.sub<f64>(tc, t)));
    const rests = v128.sub<f64>(v128.add<f64>(rRest, tRest), v128.mul<f64>(fn, at(At.part + 3)));
    r = v128.add<f64>(t, rests);
    tail = v128.add<f64>(v128.sub<f64>(t, r), rests);
  }
  if (!v128.all_true<i64>(v128.le<f64>(v128.abs<f64>(x), at(At.limit)))) {
    v128.store(reduced, r);
    v128.store(reduced, tail, 16);
    v128.store(reduced, n, 32);
    reduceLarge(0, v128.extract_lane<f64>(x, 0));
    reduceLarge(8, v128.extract_lane<f64>(x, 1));
    r = v128.load(reduced);
    tail = v128.load(reduced, 16);
    n = v128.load(reduced, 32);
  }
  n = v128.add<i64>(n, v128.splat<i64>(quarter));

  const last: usize = single ? 4 : 5;
  const z = v128.mul<f64>(r, r), cube = v128.mul<f64>(z, r);
  let p = at(<usize>At.sine + last);
  for (let i = last - 1; i > 0; i--) p = v128.add<f64>(v128.mul<f64>(p, z), at(<usize>At.sine + i));
  // subtracted, as in fdlibm, so that sin −0 is −0
  let bent = v128.sub<f64>(v128.mul<f64>(at(At.half), tail), v128.mul<f64>(cube, p));
  bent = v128.sub<f64>(v128.mul<f64>(z, bent), tail);
  const sinR = v128.sub<f64>(r, v128.sub<f64>(bent, v128.mul<f64>(cube, at(At.sine))));

  let q = at(<usize>At.cosine + last);
  for (let i = last - 1; i < last; i--) q = v128.add<f64>(v128.mul<f64>(q, z), at(<usize>At.cosine + i));
  const halfZ = v128.mul<f64>(at(At.half), z), w = v128.sub<f64>(at(At.one), halfZ);
  let corrections = v128.mul<f64>(v128.mul<f64>(z, z), q);
  if (!single) {
    const wRest = v128.sub<f64>(v128.sub<f64>(at(At.one), w), halfZ);
    corrections = v128.add<f64>(wRest, v128.sub<f64>(corrections, v128.mul<f64>(r, tail)));
  }
  const cosR = v128.add<f64>(w, corrections);

  const odd = v128.shr<i64>(v128.shl<i64>(n, 63), 63);
  const sign = v128.shl<i64>(v128.shr<u64>(n, 1), 63);
  return v128.xor(v128.bitselect(cosR, sinR, odd), sign);
}

/** Arguments: out, in, bytes. */
function sines(p: usize, quarter: i64): void {
  let out = arg(p, 0), x = arg(p, 1);
  for (const end = out + arg(p, 2); out < end; out += width) {
    const v = v128.load(x);
    if (!single) v128.store(out, sine(v, quarter));
    else {
      const low = f32x4.demote_f64x2_zero(sine(f64x2.promote_low_f32x4(v), quarter));
      const high = f32x4.demote_f64x2_zero(
        sine(f64x2.promote_low_f32x4(v128.shuffle<i64>(v, v, 1, 0)), quarter),
      );
      v128.store(out, v128.shuffle<i64>(low, high, 0, 2));
    }
    x += width;
  }
}

export function sin(p: usize): void { sines(p, 0); }
export function cos(p: usize): void { sines(p, 1); }

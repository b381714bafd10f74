import { Real, Bits } from "./real";

/*
 * How tensors lie in memory. A tensor of shape (..., n) is rows of n numbers; each row is padded to whole 16-byte
 * vectors, so a kernel walks over rows vector by vector and none has a tail. A scalar, and each row of a column
 * (..., 1), takes one vector, with its number in lane 0.
 *
 * What stands in the padding lanes is undefined: any kernel may leave anything there, NaN included. So a kernel that
 * mixes lanes of one row (sum, max, softmax, argMax, the k of a product) must not let them in: it masks the last vector
 * with `tailMask`, or reads single numbers. Kernels that work lane by lane need not care.
 */

/** Bytes of a vector. */
export const width: usize = 16;
/** Numbers in a vector: 4 or 2. */
export const lanes: i32 = 16 / sizeof<Real>();

/** The i-th 32-bit argument of an instruction (see index.ts). */
// @ts-ignore: decorator
@inline
export function arg(p: usize, i: usize): usize {
  return load<u32>(p + (i << 2));
}

/** a·b + c: rounded twice, on every machine alike; in the f32 build with relaxed SIMD rounded once. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD && sizeof<Real>() == 4) return v128.relaxed_madd<Real>(a, b, c);
  return v128.add<Real>(v128.mul<Real>(a, b), c);
}

// @ts-ignore: decorator
@inline
export function splat(x: Real): v128 {
  return v128.splat<Real>(x);
}

/**
 * The i-th number of a table of constants, in every lane: one load. Each table is given in both precisions. (V8 builds
 * a constant vector anew from 64-bit halves wherever it stands, four instructions each, which doubled the time of exp.)
 */
// @ts-ignore: decorator
@inline
export function constant(float32: usize, float64: usize, i: usize): v128 {
  if (sizeof<Real>() == 4) return v128.load32_splat(float32 + (i << 2));
  return v128.load64_splat(float64 + (i << 3));
}

/** The bits of an integer in every lane. */
// @ts-ignore: decorator
@inline
export function bits(x: Bits): v128 {
  return v128.splat<Bits>(x);
}

/** −0 in every lane: the sign bit alone. */
// @ts-ignore: decorator
@inline
export function signBit(): v128 {
  return splat(-0.0 as Real);
}

/** |x| with the sign of y. */
// @ts-ignore: decorator
@inline
export function copySign(x: v128, y: v128): v128 {
  return v128.bitselect(y, x, signBit());
}

const window = memory.data<i32>([-1, -1, -1, -1, 0, 0, 0, 0], 16);

/** All ones in the lanes of a row's last vector that hold numbers, zeros in its padding. */
// @ts-ignore: decorator
@inline
export function tailMask(columns: i32): v128 {
  const padding = <usize>((lanes - (columns & (lanes - 1))) & (lanes - 1));
  return v128.load(window + padding * sizeof<Real>());
}

/** The lanes' sum: (0 + 2) + (1 + 3), in every lane. */
// @ts-ignore: decorator
@inline
export function laneSum(x: v128): v128 {
  let s = v128.add<Real>(x, v128.shuffle<i64>(x, x, 1, 0));
  if (sizeof<Real>() == 4) s = v128.add<Real>(s, v128.shuffle<i32>(s, s, 1, 0, 3, 2));
  return s;
}

/** The lanes' maximum in every lane; NaN if one is. */
// @ts-ignore: decorator
@inline
export function laneMax(x: v128): v128 {
  let m = v128.max<Real>(x, v128.shuffle<i64>(x, x, 1, 0));
  if (sizeof<Real>() == 4) m = v128.max<Real>(m, v128.shuffle<i32>(m, m, 1, 0, 3, 2));
  return m;
}

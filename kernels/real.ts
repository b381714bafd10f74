/**
 * The one number type of a build. Every kernel is written once for `Real` and compiled three times: for f32, for f64,
 * and for f32 with fused multiply-add (relaxed SIMD). scripts/build-kernels.mjs puts the type of each build here; this
 * file stands for the editor. A graph has one float type, so a program needs one build only.
 */
export type Real = f32;
/** The integer as wide as a Real, for work on a number's bits. */
export type Bits = i32;
export type UnsignedBits = u32;

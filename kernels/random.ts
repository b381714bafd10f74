import { Real } from "./real";
import { arg } from "./vector";

const words = memory.data(32, 16);

// @ts-ignore: decorator
@inline
function rotate(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

/** Four rounds and a key injection. */
// @ts-ignore: decorator
@inline
function rounds(r0: i32, r1: i32, r2: i32, r3: i32, ka: i32, kb: i32): void {
  let a = v128.load(words), b = v128.load(words, 16);
  a = i32x4.add(a, b); b = v128.xor(rotate(b, r0), a);
  a = i32x4.add(a, b); b = v128.xor(rotate(b, r1), a);
  a = i32x4.add(a, b); b = v128.xor(rotate(b, r2), a);
  a = i32x4.add(a, b); b = v128.xor(rotate(b, r3), a);
  v128.store(words, i32x4.add(a, i32x4.splat(ka)));
  v128.store(words, i32x4.add(b, i32x4.splat(kb)), 16);
}

/**
 * Threefry-2x32 with 20 rounds (src/data/random/threefry.ts) for four counters at once: the words for counters
 * (first, 0) … (first + 3, 0) stand in `words`, the first words of all four, then the second ones.
 */
function threefry(seed: i32, key: i32, first: i32): void {
  const parity = 0x1bd11bda ^ seed ^ key;
  v128.store(words, i32x4.add(i32x4.splat(first + seed), i32x4(0, 1, 2, 3)));
  v128.store(words, i32x4.splat(key), 16);
  rounds(13, 15, 26, 6, key, parity + 1);
  rounds(17, 29, 16, 24, parity, seed + 2);
  rounds(13, 15, 26, 6, seed, key + 3);
  rounds(17, 29, 16, 24, key, parity + 4);
  rounds(13, 15, 26, 6, parity, seed + 5);
}

/**
 * Numbers in [0, 1) of 24 bits: element i is word i & 1 of counter i >> 1. Arguments: out, key's address, seed, count,
 * numbers in a row, bytes of a row.
 */
export function uniform(p: usize): void {
  let row = arg(p, 0);
  const count = <i32>arg(p, 3), columns = <i32>arg(p, 4);
  const key = load<i32>(arg(p, 1));
  let column = 0;
  for (let i = 0; i < count; i++) {
    if ((i & 7) == 0) threefry(<i32>arg(p, 2), key, i >> 1);
    const word = load<u32>(words + <usize>(((i & 1) << 4) | ((i & 6) << 1)));
    store<Real>(row + <usize>column * sizeof<Real>(), <Real>(word >> 8) * (5.9604644775390625e-8 as Real));
    if (++column == columns) {
      column = 0;
      row += arg(p, 5);
    }
  }
}

import { mersenneTwister, uniformOf } from "./mersenneTwister.ts";

/** A stream of NumPy's legacy generator. What is drawn depends on all that was drawn before. */
export interface RandomState {
  /** One number of [low, high). */
  uniform(low: number, high: number): number;
  /** A whole number from 0 to `largest`, below 2^32; both may come. */
  integer(largest: number): number;
  /** 0 … n - 1 in random order; `shuffle` of n things puts them into the same. */
  permutation(n: number): number[];
}

/** `numpy.random.RandomState(seed)`, to the same bits. Numpy-ts has the one stream that all share; this is its owner's. */
export function randomState(seed: number): RandomState {
  const word = mersenneTwister(seed);
  const uniform = uniformOf(word);

  // Words cut to the length of `largest`, until one is not above it.
  function integer(largest: number): number {
    const mask = 0xffffffff >>> Math.clz32(largest);
    let drawn: number;
    do drawn = (word() & mask) >>> 0;
    while (drawn > largest);
    return drawn;
  }

  return {
    integer,
    uniform: (low, high) => low + (high - low) * uniform(),
    permutation(n) {
      const order = Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = integer(i);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    },
  };
}

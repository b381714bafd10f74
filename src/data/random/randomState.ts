import { mersenneTwister, uniformOf } from "./mersenneTwister.ts";

/** A stream of NumPy's legacy generator. What is drawn depends on all that was drawn before. */
export interface RandomState {
  /** One number of [low, high). */
  uniform(low: number, high: number): number;
  /** A whole number from 0 to `largest`, below 2^32; both may come. */
  integer(largest: number): number;
  /** 0 … n - 1 in random order. */
  permutation(n: number): number[];
  /** Puts things into random order, n of them into that of `permutation(n)`. */
  shuffle(things: number[] | Int32Array): void;
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

  function shuffle(things: number[] | Int32Array): void {
    for (let i = things.length - 1; i > 0; i--) {
      const j = integer(i);
      [things[i], things[j]] = [things[j]!, things[i]!];
    }
  }

  return {
    integer,
    shuffle,
    uniform: (low, high) => low + (high - low) * uniform(),
    permutation(n) {
      const order = Array.from({ length: n }, (_, i) => i);
      shuffle(order);
      return order;
    },
  };
}

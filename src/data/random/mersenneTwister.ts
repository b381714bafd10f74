const words = 624;
const middle = 397;

/**
 * MT19937 (M. Matsumoto and T. Nishimura, 1998), begun with one number as `numpy.random.seed(n)` begins it: the function
 * gives the next word of 32 bits. A stream of its own: nothing else spends it, and it needs no array library.
 */
export function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(words);
  state[0] = seed;
  for (let i = 1; i < words; i++) {
    const previous = state[i - 1]!;
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  let next = words;

  return () => {
    if (next === words) {
      twist(state);
      next = 0;
    }
    let w = state[next++]!;
    w ^= w >>> 11;
    w ^= (w << 7) & 0x9d2c5680;
    w ^= (w << 15) & 0xefc60000;
    return (w ^ (w >>> 18)) >>> 0;
  };
}

/** Numbers of [0, 1), 53 bits of two words, as `numpy.random.random_sample` makes them. */
export function uniformOf(word: () => number): () => number {
  return () => {
    const high = word() >>> 5;
    const low = word() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}

/** The next 624 words from the last: each from itself and its successor's bits, and the word 397 places on. */
function twist(state: Uint32Array): void {
  for (let i = 0; i < words; i++) {
    const joined = (state[i]! & 0x80000000) | (state[(i + 1) % words]! & 0x7fffffff);
    state[i] = state[(i + middle) % words]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
  }
}

/** Rotations of the rounds, in turn (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011, table 2). */
const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/**
 * Threefry-2x32 with 20 rounds: two random words from a key and a counter, without any state, so that element i of
 * step n can be drawn alone, in any order, by any engine, with the same bits. It needs only 32-bit additions,
 * rotations and xor.
 */
export function threefry2x32(
  key: readonly [number, number],
  counter: readonly [number, number],
): [number, number] {
  const words = new Uint32Array(2);
  threefryWords(key[0], key[1], counter[0], counter[1], words);
  return [words[0]!, words[1]!];
}

const keys = new Int32Array(3);

/** As `threefry2x32`, into `words`: it allocates nothing. */
export function threefryWords(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  words: Uint32Array,
): void {
  keys[0] = key0;
  keys[1] = key1;
  keys[2] = 0x1bd11bda ^ key0 ^ key1;
  let a = (counter0 + keys[0]!) | 0;
  let b = (counter1 + keys[1]!) | 0;
  for (let round = 0; round < 20; round++) {
    const bits = rotations[round % 8]!;
    a = (a + b) | 0;
    b = ((b << bits) | (b >>> (32 - bits))) ^ a;
    if (round % 4 === 3) {
      const n = (round + 1) / 4;
      a = (a + keys[n % 3]!) | 0;
      b = (b + keys[(n + 1) % 3]! + n) | 0;
    }
  }
  words[0] = a;
  words[1] = b;
}

/**
 * `count` numbers in [0, 1) of 24 bits, so that float32 and float64 hold the very same ones. Numbers 2i and 2i + 1 are
 * the two words for counter (i, 0), their upper 24 bits times 2⁻²⁴.
 */
export function uniform24(seed: number, key: number, count: number): Float64Array<ArrayBuffer> {
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i += 2) {
    const [first, second] = threefry2x32([seed, key], [i / 2, 0]);
    numbers[i] = (first >>> 8) * 2 ** -24;
    if (i + 1 < count) numbers[i + 1] = (second >>> 8) * 2 ** -24;
  }
  return numbers;
}

/**
 * Raw deflate (RFC 1951), into `size` bytes: at once, where a page's own DecompressionStream would have to be waited for.
 * It reads code words bit by bit, as Mark Adler's puff.c does.
 */
export function inflate(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const bits = new Bits(packed);
  const out = new Uint8Array(size);
  let end = 0;
  for (let last = 0; last === 0; ) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 0) {
      const stored = bits.bytes();
      out.set(stored, end);
      end += stored.length;
      continue;
    }
    const [literals, distances] = kind === 1 ? fixedCodes() : writtenCodes(bits);
    for (let symbol = bits.symbol(literals); symbol !== endOfBlock; symbol = bits.symbol(literals)) {
      if (symbol < endOfBlock) {
        out[end++] = symbol;
        continue;
      }
      const run = symbol - endOfBlock - 1;
      const length = lengthBase[run] + bits.take(lengthBits[run]);
      const away = bits.symbol(distances);
      const distance = distanceBase[away] + bits.take(distanceBits[away]);
      // A copy may overlap itself: byte by byte, it repeats what it has just written.
      for (let i = 0; i < length; i++, end++) out[end] = out[end - distance];
    }
  }
  return out;
}

const endOfBlock = 256;

const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBits = Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1));
/** Each base is the one before it and all numbers that the one before it reaches with its bits. */
const bases = (first: number, bits: readonly number[]) => {
  let base = first;
  return bits.map((count) => {
    base += 1 << count;
    return base - (1 << count);
  });
};
const lengthBase = bases(3, lengthBits).with(28, 258);
const distanceBase = bases(1, distanceBits);

/** A canonical Huffman code: how many codewords there are of each length, and their symbols in order. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: readonly number[];
}

function codeOf(lengths: readonly number[]): Code {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const used = lengths.flatMap((length, symbol) => (length > 0 ? [symbol] : []));
  return { counts, symbols: used.sort((a, b) => lengths[a] - lengths[b] || a - b) };
}

function fixedCodes(): [literals: Code, distances: Code] {
  const length = (symbol: number) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
  return [codeOf(Array.from({ length: 288 }, (_, i) => length(i))), codeOf(new Array(30).fill(5))];
}

/** The order in which a block tells the code of its codes' lengths. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The codes that stand at the head of a block. */
function writtenCodes(bits: Bits): [literals: Code, distances: Code] {
  const [literals, distances, written] = [257 + bits.take(5), 1 + bits.take(5), 4 + bits.take(4)];
  const own = new Array<number>(19).fill(0);
  for (let i = 0; i < written; i++) own[lengthOrder[i]] = bits.take(3);
  const code = codeOf(own);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = bits.symbol(code);
    const [times, length] =
      symbol < 16
        ? [1, symbol]
        : symbol === 16
          ? [3 + bits.take(2), lengths[lengths.length - 1]]
          : [symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7), 0];
    for (let i = 0; i < times; i++) lengths.push(length);
  }
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
}

/** Bytes, read from each one's lowest bit on. */
class Bits {
  readonly #bytes: Uint8Array;
  /** The next bit. */
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(count: number): number {
    const at = this.#at;
    this.#at += count;
    const three =
      this.#bytes[at >> 3] | (this.#bytes[(at >> 3) + 1] << 8) | (this.#bytes[(at >> 3) + 2] << 16);
    return (three >> (at & 7)) & ((1 << count) - 1);
  }

  /** Codewords of one length are consecutive numbers, and begin where those of the length below, doubled, end. */
  symbol({ counts, symbols }: Code): number {
    const bytes = this.#bytes;
    let at = this.#at;
    let word = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++, at++) {
      word |= (bytes[at >> 3] >> (at & 7)) & 1;
      const count = counts[length];
      if (word - first < count) {
        this.#at = at + 1;
        return symbols[index + word - first];
      }
      index += count;
      first = (first + count) << 1;
      word <<= 1;
    }
    throw new Error("the kernels are damaged");
  }

  /** A block that is stored as it is, from the next whole byte on. */
  bytes(): Uint8Array {
    const start = ((this.#at + 7) >> 3) + 4;
    const length = this.#bytes[start - 4] | (this.#bytes[start - 3] << 8);
    this.#at = (start + length) << 3;
    return this.#bytes.subarray(start, start + length);
  }
}

// DEFLATE (RFC 1951) in the envelope of zlib (RFC 1950), as PNG and TIFF have it. The browser's DecompressionStream refuses what
// some writers leave behind the stream; this one stops at its end, at once, and is the same everywhere.

/** zlib's stream, unpacked into `size` bytes at most. Throws an Error where the stream is damaged or cut. */
export type Inflate = (stream: Uint8Array, size: number) => Uint8Array;

const longest = 15;

/** A table as long as the longest code asks for: at the reversed bits of a code, symbol · 16 + the code's length. */
type Codes = Uint16Array;

function codesOf(lengths: Uint8Array): Codes {
  const count = new Uint16Array(longest + 1);
  for (const length of lengths) count[length]!++;
  count[0] = 0;
  const next = new Uint16Array(longest + 2);
  for (let bits = 1; bits <= longest; bits++) next[bits + 1] = (next[bits]! + count[bits]!) << 1;
  const used = lengths.reduce((most, length) => Math.max(most, length), 1);
  const codes = new Uint16Array(1 << used);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    let code = next[length]!++;
    let reversed = 0;
    for (let i = 0; i < length; i++, code >>= 1) reversed = (reversed << 1) | (code & 1);
    for (let at = reversed; at < codes.length; at += 1 << length) codes[at] = (symbol << 4) | length;
  }
  return codes;
}

const lengthBase = Uint16Array.of(
  ...[
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
    227, 258,
  ],
);
const lengthBits = Uint8Array.of(
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
);
const distanceBits = Uint8Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1));
const distanceBase = Uint16Array.from({ length: 30 }, (_, i) =>
  i < 4 ? i + 1 : ((2 + (i & 1)) << distanceBits[i]!) + 1,
);
const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The codes of a block of the fixed kind. */
let fixedCodes: [Codes, Codes] | undefined;
const fixed = (): [Codes, Codes] =>
  (fixedCodes ??= [
    codesOf(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
    codesOf(new Uint8Array(30).fill(5)),
  ]);

/** Reads bits from the lowest of each byte on. */
class Bits {
  readonly #bytes: Uint8Array;
  #at: number;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Holds at least so many bits (16 at most); behind the end, zeros, of which none may be used. */
  #need(count: number): void {
    while (this.#count < count) {
      this.#held |= (this.#bytes[this.#at++] ?? 0) << this.#count;
      this.#count += 8;
    }
  }

  take(count: number): number {
    this.#need(count);
    const value = this.#held & ((1 << count) - 1);
    this.#drop(count);
    return value;
  }

  symbol(codes: Codes): number {
    this.#need(longest);
    const entry = codes[this.#held & (codes.length - 1)]!;
    if (entry === 0) throw new Error("its compressed pixels are damaged");
    this.#drop(entry & 15);
    return entry >> 4;
  }

  #drop(count: number): void {
    this.#held >>>= count;
    this.#count -= count;
    if (this.#at - (this.#count >> 3) > this.#bytes.length) throw new Error("it is cut short");
  }

  /** The place of the next whole byte; what is left of the one at hand is passed over. */
  wholeByte(): number {
    this.#at -= this.#count >> 3;
    this.#held = 0;
    this.#count = 0;
    return this.#at;
  }

  goTo(at: number): void {
    this.#at = at;
  }
}

/** As `Inflate` says, in plain TypeScript. */
export function inflate(stream: Uint8Array, size: number): Uint8Array {
  const [method = 0, flags = 0] = stream;
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || flags & 32)
    throw new Error("its compressed pixels are damaged");
  const bits = new Bits(stream, 2);
  const out = new Uint8Array(size);
  let at = 0;
  for (let last = false; !last && at < size; ) {
    last = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 3) throw new Error("its compressed pixels are damaged");
    if (kind === 0) at = stored(stream, bits, out, at);
    else at = block(bits, kind === 1 ? fixed() : dynamic(bits), out, at);
  }
  return out.subarray(0, at);
}

function stored(stream: Uint8Array, bits: Bits, out: Uint8Array, at: number): number {
  const from = bits.wholeByte();
  const length = (stream[from] ?? 0) + 256 * (stream[from + 1] ?? 0);
  const end = from + 4 + length;
  if (end > stream.length) throw new Error("it is cut short");
  const room = Math.min(length, out.length - at);
  out.set(stream.subarray(from + 4, from + 4 + room), at);
  bits.goTo(end);
  return at + room;
}

function dynamic(bits: Bits): [Codes, Codes] {
  const [literals, distances, given] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const ofLengths = new Uint8Array(19);
  for (let i = 0; i < given; i++) ofLengths[orderOfLengths[i]!] = bits.take(3);
  const codes = codesOf(ofLengths);
  const lengths = new Uint8Array(literals + distances);
  for (let i = 0; i < lengths.length; ) {
    const symbol = bits.symbol(codes);
    if (symbol < 16) lengths[i++] = symbol;
    else {
      const again = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
      lengths.fill(symbol === 16 ? lengths[i - 1]! : 0, i, i + again);
      i += again;
    }
  }
  return [codesOf(lengths.subarray(0, literals)), codesOf(lengths.subarray(literals))];
}

function block(bits: Bits, [literals, distances]: [Codes, Codes], out: Uint8Array, from: number): number {
  let at = from;
  while (at < out.length) {
    const symbol = bits.symbol(literals);
    if (symbol < 256) out[at++] = symbol;
    else if (symbol === 256) return at;
    else {
      const length = lengthBase[symbol - 257]! + bits.take(lengthBits[symbol - 257]!);
      const which = bits.symbol(distances);
      const distance = distanceBase[which]! + bits.take(distanceBits[which]!);
      if (!(distance <= at)) throw new Error("its compressed pixels are damaged");
      const end = Math.min(out.length, at + length);
      for (; at < end; at++) out[at] = out[at - distance]!;
    }
  }
  return at;
}

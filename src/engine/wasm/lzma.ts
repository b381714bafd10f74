/**
 * LZMA, as 7-Zip and xz pack (Igor Pavlov's specification): bytes, and copies of earlier ones, are told bit by bit, each by
 * a range coder that has learned how likely a 0 is in its place. It packs the kernels into three quarters of what deflate
 * makes of them. With lc = 3, lp = 0 and pb = 2, as packers write it, and without the 13 bytes at a file's head.
 */
export function unlzma(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size);
  const coder = rangeDecoder(packed);
  /** What came last: up to 6 a byte, above it a copy. */
  let state = 0;
  /** The last four distances, less 1, the latest first. */
  const back = [0, 0, 0, 0];
  for (let end = 0; end < size; ) {
    const position = end & 3;
    const at = (state << 4) + position;
    if (coder.bit(copyAt + at) === 0) {
      out[end] = byteOf(coder, end > 0 ? out[end - 1] : 0, state < 7 ? undefined : out[end - back[0] - 1]);
      end++;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length: number;
    if (coder.bit(againAt + state) === 0) {
      length = lengthOf(coder, lengthAt, position);
      back.unshift(distanceOf(coder, length));
      back.pop();
      state = state < 7 ? 7 : 10;
    } else {
      const which = whichOf(coder, state);
      if (which === 0 && coder.bit(longerAt + at) === 0) {
        length = 1;
        state = state < 7 ? 9 : 11;
      } else {
        back.unshift(...back.splice(which, 1));
        length = lengthOf(coder, lengthAgainAt, position);
        state = state < 7 ? 8 : 11;
      }
    }
    // A copy may overlap itself: byte by byte, it repeats what it has just written.
    for (let i = 0; i < length; i++, end++) out[end] = out[end - back[0] - 1];
  }
  return out;
}

// Where the coder's probabilities lie: of 12 states, with 16 places of the position each, and so on. Constants, which a
// bundler writes in place.
const copyAt = 0;
const againAt = 192;
const again0At = 204;
const again1At = 216;
const again2At = 228;
const longerAt = 240;
const slotAt = 432;
const nearAt = 688;
const alignAt = 816;
const lengthAt = 832;
const lengthAgainAt = 1346;
const byteAt = 1860;
const endAt = byteAt + 8 * 0x300;

/** A byte after `before`; `other` would have gone on with the copy before it, and is what this one is not. */
function byteOf(coder: RangeDecoder, before: number, other: number | undefined): number {
  const place = byteAt + 0x300 * (before >> 5);
  let byte = 1;
  for (let i = 7; other !== undefined && i >= 0; i--) {
    const likely = (other >> i) & 1;
    const bit = coder.bit(place + ((1 + likely) << 8) + byte);
    byte = (byte << 1) | bit;
    if (bit !== likely) break;
  }
  while (byte < 0x100) byte = (byte << 1) | coder.bit(place + byte);
  return byte & 0xff;
}

/** 2 to 273 bytes. */
function lengthOf(coder: RangeDecoder, place: number, position: number): number {
  if (coder.bit(place) === 0) return 2 + coder.tree(place + 2 + (position << 3), 3);
  if (coder.bit(place + 1) === 0) return 10 + coder.tree(place + 130 + (position << 3), 3);
  return 18 + coder.tree(place + 258, 8);
}

/** How far back a copy of that length begins, less 1. */
function distanceOf(coder: RangeDecoder, length: number): number {
  const slot = coder.tree(slotAt + (Math.min(length - 2, 3) << 6), 6);
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const first = (2 | (slot & 1)) << bits;
  if (slot < 14) return first + coder.reversed(nearAt + first - slot, bits);
  return first + coder.even(bits - 4) * 16 + coder.reversed(alignAt, 4);
}

/** Which of the last four distances is meant. */
function whichOf(coder: RangeDecoder, state: number): number {
  if (coder.bit(again0At + state) === 0) return 0;
  if (coder.bit(again1At + state) === 0) return 1;
  return 2 + coder.bit(again2At + state);
}

type RangeDecoder = ReturnType<typeof rangeDecoder>;

/**
 * Reads bits, each by the probability of a 0 that its place has learned, in 2048ths. Functions over shared variables, not
 * a class: before they are compiled, private members take V8 twice as long.
 */
function rangeDecoder(bytes: Uint8Array) {
  const zero = new Uint16Array(endAt).fill(1024);
  let at = 5;
  let range = 0xffffffff;
  let code = ((bytes[1] << 24) | (bytes[2] << 16) | (bytes[3] << 8) | bytes[4]) >>> 0;

  const refill = () => {
    range = (range << 8) >>> 0;
    code = ((code << 8) | bytes[at++]) >>> 0;
  };

  const bit = (place: number): 0 | 1 => {
    const likely = zero[place];
    const bound = (range >>> 11) * likely;
    const found = code < bound ? 0 : 1;
    if (found === 0) {
      range = bound;
      zero[place] = likely + ((2048 - likely) >> 5);
    } else {
      range -= bound;
      code -= bound;
      zero[place] = likely - (likely >> 5);
    }
    if (range < 0x1000000) refill();
    return found;
  };

  /** A number of `bits` bits, the highest first; each bit's place follows from those before it. */
  const tree = (place: number, bits: number): number => {
    let node = 1;
    for (let i = 0; i < bits; i++) node = (node << 1) | bit(place + node);
    return node - (1 << bits);
  };

  /** The same, the lowest bit first. */
  const reversed = (place: number, bits: number): number => {
    let [node, number] = [1, 0];
    for (let i = 0; i < bits; i++) {
      const found = bit(place + node);
      node = (node << 1) | found;
      number |= found << i;
    }
    return number;
  };

  /** Bits that are 0 as often as 1. */
  const even = (bits: number): number => {
    let number = 0;
    for (let i = 0; i < bits; i++) {
      range >>>= 1;
      const found = code < range ? 0 : 1;
      code -= found * range;
      number = (number << 1) | found;
      if (range < 0x1000000) refill();
    }
    return number;
  };

  return { bit, tree, reversed, even };
}

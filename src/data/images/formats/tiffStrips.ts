import type { Inflate } from "./inflate.ts";
import type { TiffHeader } from "./tiff.ts";

const flipped = Uint8Array.from({ length: 256 }, (_, byte) => {
  let out = 0;
  for (let bit = 0; bit < 8; bit++) out |= ((byte >> bit) & 1) << (7 - bit);
  return out;
});

/** A strip or tile as it was before it was packed: `size` bytes. */
export function unpackedStrip(
  packed: Uint8Array,
  size: number,
  header: TiffHeader,
  inflate: Inflate,
): Uint8Array {
  const { compression, lowFirst } = header;
  if (compression === 8 || compression === 32946) return whole(inflate(packed, size), size);
  const bytes = lowFirst ? packed.map((byte) => flipped[byte]!) : packed;
  if (compression === 5) return whole(lzw(bytes, size), size);
  if (compression === 32773) return whole(packBits(bytes, size), size);
  return whole(bytes, size).slice();
}

function whole(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length < size) throw new Error("it is cut short");
  return bytes.subarray(0, size);
}

/** Apple's run lengths: n + 1 bytes as they stand, or one byte 1 - n times. */
function packBits(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (let from = 0; at < size && from < bytes.length; ) {
    const n = bytes[from++]!;
    if (n === 128) continue;
    const count = Math.min(n < 128 ? n + 1 : 257 - n, size - at);
    if (n < 128) {
      const some = bytes.subarray(from, from + count);
      out.set(some, at);
      from += n + 1;
      at += some.length;
    } else {
      out.fill(bytes[from++] ?? 0, at, at + count);
      at += count;
    }
  }
  return out.subarray(0, at);
}

const clear = 256;
const end = 257;

/** TIFF's LZW: codes of 9 to 12 bits, the highest first, which grow one code early. */
function lzw(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  // What a code stands for is a stretch of what is out already: where it begins, and its length.
  const begins = new Int32Array(4098);
  const lengths = new Int32Array(4098);
  let [codes, width, held, count, at] = [258, 9, 0, 0, 0];
  let [lastBegin, lastLength] = [0, 0];
  for (let from = 0; at < size; ) {
    while (count < width) {
      if (from >= bytes.length) return out.subarray(0, at);
      held = ((held << 8) | bytes[from++]!) & 0xffffff;
      count += 8;
    }
    const code = (held >> (count - width)) & ((1 << width) - 1);
    count -= width;
    if (code === end) break;
    if (code === clear) {
      [codes, width, lastLength] = [258, 9, 0];
      continue;
    }
    if (code > codes || (code === codes && lastLength === 0))
      throw new Error("its compressed pixels are damaged");
    const begin = at;
    if (code < 256) out[at++] = code;
    else {
      // The code that is only now being made is the last one and its first byte again.
      const [source, length] = code === codes ? [lastBegin, lastLength + 1] : [begins[code]!, lengths[code]!];
      for (let i = 0; i < length && at < size; i++) out[at++] = out[source + i]!;
    }
    if (lastLength > 0 && codes < 4096) {
      begins[codes] = lastBegin;
      lengths[codes++] = lastLength + 1;
      if (codes + 1 >= 1 << width && width < 12) width++;
    }
    [lastBegin, lastLength] = [begin, at - begin];
  }
  return out.subarray(0, at);
}

/** Undoes what was taken from the left neighbour, sample by sample; in place. */
export function undoDifferences(strip: Uint8Array, line: number, samples: number, header: TiffHeader): void {
  const { predictor, bits, little } = header;
  if (predictor === 3) {
    undoFloatDifferences(strip, line, samples, header);
    return;
  }
  const size = bits >> 3;
  for (let start = 0; start < strip.length; start += line) {
    for (let at = start + samples * size; at < start + line; at += size) {
      let carry = 0;
      for (let i = 0; i < size; i++) {
        const place = at + (little ? i : size - 1 - i);
        const sum = strip[place]! + strip[place - samples * size]! + carry;
        strip[place] = sum;
        carry = sum >> 8;
      }
    }
  }
}

/** Adobe's way with decimal numbers: the bytes of a line by their weight, the highest first, each as a difference. */
function undoFloatDifferences(
  strip: Uint8Array,
  line: number,
  samples: number,
  { bits, little }: TiffHeader,
): void {
  const size = bits >> 3;
  const values = Math.floor(line / size);
  const row = new Uint8Array(line);
  for (let start = 0; start < strip.length; start += line) {
    for (let i = samples; i < line; i++) strip[start + i]! += strip[start + i - samples]!;
    row.set(strip.subarray(start, start + line));
    for (let v = 0; v < values; v++) {
      for (let b = 0; b < size; b++)
        strip[start + v * size + (little ? size - 1 - b : b)] = row[b * values + v]!;
    }
  }
}

/** One JPEG of a strip, with the tables that all strips share, and told whether its colours are YCbCr. */
export function jpegOfStrip(strip: Uint8Array, { jpegTables, photometric }: TiffHeader): Uint8Array {
  // Adobe's marker ends with 1 for YCbCr and 0 for what stands as it is.
  const adobe = [0xff, 0xee, 0, 14, 65, 100, 111, 98, 101, 0, 100, 0, 0, 0, 0, photometric === 6 ? 1 : 0];
  const tables = jpegTables ? jpegTables.subarray(2, jpegTables.length - 2) : new Uint8Array();
  const rest = withoutApplications(strip);
  const out = new Uint8Array(2 + adobe.length + tables.length + rest.length);
  out.set([0xff, 0xd8, ...adobe]);
  out.set(tables, 2 + adobe.length);
  out.set(rest, 2 + adobe.length + tables.length);
  return out;
}

/** A JPEG behind its first marker, without those of applications (JFIF, Adobe), which would say its colours otherwise. */
function withoutApplications(jpeg: Uint8Array): Uint8Array {
  const out = new Uint8Array(jpeg.length);
  let [at, to] = [2, 0];
  for (; at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; ) {
    const next = at + 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
    const marker = jpeg[at + 1]!;
    if (marker < 0xe0 || marker > 0xef) {
      out.set(jpeg.subarray(at, next), to);
      to += Math.min(next, jpeg.length) - at;
    }
    at = next;
  }
  out.set(jpeg.subarray(at), to);
  return out.subarray(0, to + Math.max(0, jpeg.length - at));
}

import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { mostUnpacked } from "../unpacking.ts";

type Unpack = (packed: Uint8Array, size: number) => Uint8Array;

/** Node's own codecs compare checksums and stop at a size; of the others the size that a page claims is checked first. */
const unpackers: Readonly<Record<CompressionCodec, Unpack>> = {
  UNCOMPRESSED: (packed) => packed,
  SNAPPY(packed, size) {
    // A copy of at most 64 bytes takes three.
    if (size > 22 * packed.length + 64 || snappyLength(packed) !== size) throw sizeError(size);
    return compressors.SNAPPY!(packed, size);
  },
  GZIP(packed, size) {
    const unzip =
      packed[0] === 0x1f && packed[1] === 0x8b
        ? gunzipSync
        : packed[0] === 0x78
          ? inflateSync
          : inflateRawSync;
    return unzip(packed, { maxOutputLength: Math.max(1, size) });
  },
  BROTLI: (packed, size) => brotliDecompressSync(packed, { maxOutputLength: Math.max(1, size) }),
  ZSTD(packed, size) {
    // Without a content size fzstd would make room for the window that the frame claims: as much as 2 GB.
    if (size > 2 ** 16 * (packed.length + 1) || zstdContent(packed) > size || zstdWindow(packed) > 2 ** 28)
      throw sizeError(size);
    // Nor does it stop at a size: some bytes for each block of 128 kB would fill the memory.
    if (zstdRoom(packed) > Math.max(2 ** 28, 8 * size)) throw sizeError(size);
    return compressors.ZSTD!(packed, size);
  },
  LZ4: (packed, size) => {
    if (size > 256 * packed.length) throw sizeError(size);
    return hadoopLz4(packed, size) ?? lz4(packed, new Uint8Array(size), 0);
  },
  LZ4_RAW(packed, size) {
    if (size > 256 * packed.length) throw sizeError(size);
    return lz4(packed, new Uint8Array(size), 0);
  },
  LZO() {
    throw new Error("it is packed with LZO, which kiso does not read");
  },
};

const sizeError = (size: number) => new Error(`a page that is said to hold ${size} bytes holds others`);

/** The bytes of a page, in a buffer of their own: what reads behind its end then fails, and finds no other page's numbers. */
export function unpackPage(codec: CompressionCodec, packed: Uint8Array, size: number): Uint8Array {
  if (size === 0 && packed.length === 0) return new Uint8Array();
  const unpack = unpackers[codec];
  if (unpack === undefined) throw new Error("its codec is unknown");
  if (size < 0) throw sizeError(size);
  const most = mostUnpacked(packed.length, {});
  if (size > most)
    throw new Error(`a page unpacks from ${packed.length} to ${size} bytes, and ${most} is the limit`);
  const page = unpack(packed, size);
  if (page.length !== size) throw sizeError(size);
  return page.length === page.buffer.byteLength ? page : new Uint8Array(page);
}

/** What a snappy stream says it holds (its first varint). */
function snappyLength(packed: Uint8Array): number {
  let [length, scale] = [0, 1];
  for (const byte of packed.subarray(0, 5)) {
    length += (byte & 127) * scale;
    if (byte < 128) break;
    scale *= 128;
  }
  return length;
}

/** The size of its content that a frame of zstd claims (RFC 8878, 3.1.1.1), 0 where it claims none. */
function zstdContent(packed: Uint8Array): number {
  const flags = packed[4] ?? 0;
  const single = (flags >> 5) & 1;
  const bytes = flags >> 6 === 0 ? single : 1 << (flags >> 6);
  const from = 6 - single + [0, 1, 2, 4][flags & 3]!;
  let size = bytes === 2 ? 256 : 0;
  for (let i = 0; i < bytes; i++) size += (packed[from + i] ?? 0) * 256 ** i;
  return size;
}

/** At most so many bytes come of frames of zstd (RFC 8878, 3.1.1.2): a packed block holds up to 128 kB, another what it says. */
function zstdRoom(packed: Uint8Array): number {
  let [at, room] = [0, 0];
  const bytes = (place: number, count: number): number =>
    Array.from({ length: count }, (_, i) => (packed[place + i] ?? 0) * 256 ** i).reduce((a, b) => a + b);
  while (at + 5 < packed.length) {
    if (bytes(at, 4) !== 0xfd2fb528) {
      at += 8 + bytes(at + 4, 4); // a frame to skip
      continue;
    }
    const flags = packed[at + 4]!;
    const single = (flags >> 5) & 1;
    at += 6 - single + [0, 1, 2, 4][flags & 3]! + (flags >> 6 === 0 ? single : 1 << (flags >> 6));
    for (let last = false; !last && at < packed.length; ) {
      const head = bytes(at, 3);
      const [kind, length] = [(head >> 1) & 3, head >> 3];
      last = (head & 1) === 1;
      at += 3 + (kind === 1 ? 1 : length);
      room += kind < 2 ? length : 2 ** 17;
    }
    at += flags & 4; // its checksum
  }
  return room;
}

/** The window that a frame of zstd asks for, 0 where it is its content. */
const zstdWindow = (packed: Uint8Array): number =>
  ((packed[4] ?? 0) >> 5) & 1 ? 0 : 2 ** (10 + ((packed[5] ?? 0) >> 3)) * (1 + ((packed[5] ?? 0) & 7) / 8);

/** A block of LZ4 (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md), which must fill `out` from `from` on. */
function lz4(packed: Uint8Array, out: Uint8Array, from: number): Uint8Array {
  let [i, to] = [0, from];
  const longer = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15)
      for (let byte = 255; byte === 255; length += byte) {
        if (i >= packed.length) throw new Error("a page ends early");
        byte = packed[i++]!;
      }
    return length;
  };
  while (i < packed.length) {
    const token = packed[i++]!;
    const literals = longer(token >> 4);
    if (i + literals > packed.length || to + literals > out.length) throw new Error("a page ends early");
    out.set(packed.subarray(i, i + literals), to);
    i += literals;
    to += literals;
    if (i === packed.length) break;
    const distance = packed[i]! + 256 * (packed[i + 1] ?? 0);
    i += 2;
    const length = 4 + longer(token & 15);
    if (distance === 0 || distance > to - from || to + length > out.length)
      throw new Error("its packed values are damaged");
    for (const end = to + length; to < end; to++) out[to] = out[to - distance]!;
  }
  if (to !== out.length) throw sizeError(out.length);
  return out;
}

/** Hadoop's blocks, each with its two sizes before it; undefined where a page has none. */
function hadoopLz4(packed: Uint8Array, size: number): Uint8Array | undefined {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const out = new Uint8Array(size);
  let [at, to] = [0, 0];
  while (at + 8 <= packed.length) {
    const [unpacked, length] = [view.getUint32(at), view.getUint32(at + 4)];
    if (at + 8 + length > packed.length || to + unpacked > size) return undefined;
    lz4(packed.subarray(at + 8, at + 8 + length), out.subarray(to, to + unpacked), 0);
    at += 8 + length;
    to += unpacked;
  }
  return at === packed.length && to === size ? out : undefined;
}

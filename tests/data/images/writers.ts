import { deflateSync } from "node:zlib";

/** Numbers of 16 bits as the raw bytes of a big-endian file. */
function bigEndian(values: ArrayLike<number>): Buffer {
  const out = Buffer.alloc(values.length * 2);
  for (let i = 0; i < values.length; i++) out.writeUInt16BE(values[i]!, 2 * i);
  return out;
}

/** CRC-32 (ISO 3309), bit by bit. */
function crc(bytes: Uint8Array): number {
  let c = -1;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return ~c >>> 0;
}

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc(named));
  return Buffer.concat([size, named, sum]);
}

/** A grey PNG of 16 bits. */
export function png16(width: number, values: ArrayLike<number>): Buffer {
  const height = values.length / width;
  const pixels = bigEndian(values);
  const lines = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.of(0), pixels.subarray(2 * y * width, 2 * (y + 1) * width)]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 16;
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(lines))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A PNG whose header claims a size, with next to nothing behind it. */
export function pngBomb(width: number, height: number, bits: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = bits;
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(1000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A binary PGM. */
export const pgm = (width: number, values: ArrayLike<number>, most = 255): Buffer =>
  Buffer.concat([
    Buffer.from(`P5\n${width} ${values.length / width}\n${most}\n`),
    most > 255 ? bigEndian(values) : Buffer.from(Uint8Array.from(values)),
  ]);

/** A TIFF of one strip, little endian: tags with their numbers, and the pixels. */
export function tiff(
  width: number,
  height: number,
  pixels: Uint8Array,
  tags: Record<number, number>,
): Buffer {
  const all: Record<number, number> = {
    ...{ 256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: pixels.length },
    ...tags,
  };
  const entries = Object.entries(all).map(([tag, value]) => {
    const entry = Buffer.alloc(12);
    entry.writeUInt16LE(Number(tag), 0);
    entry.writeUInt16LE(4, 2);
    entry.writeUInt32LE(1, 4);
    entry.writeUInt32LE(value, 8);
    return entry;
  });
  const head = Buffer.from("49492a0000000000", "hex");
  head.writeUInt32LE(8 + pixels.length, 4);
  const count = Buffer.alloc(2);
  count.writeUInt16LE(entries.length);
  return Buffer.concat([head, pixels, count, ...entries, Buffer.alloc(4)]);
}

/** A TIFF of decimal numbers. */
export const floatTiff = (width: number, values: readonly number[]): Buffer =>
  tiff(width, values.length / width, new Uint8Array(Float32Array.from(values).buffer), { 258: 32, 339: 3 });

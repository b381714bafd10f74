import type { Pixels } from "../pixels/pixels.ts";

/** What the first words of a Netpbm picture say: PBM (1 bit), PGM (grey) or PPM (colour), as text or as bytes. */
export interface PnmHeader {
  width: number;
  height: number;
  channels: 1 | 3;
  /** the number that is white (of one bit, black) */
  most: number;
  bitmap: boolean;
  text: boolean;
  /** where the pixels begin */
  start: number;
}

const isSpace = (byte: number | undefined): boolean => byte === 32 || (byte! >= 9 && byte! <= 13);

/** The next number from `at` on, behind white space and comments; and where it ends. */
function numberAt(bytes: Uint8Array, from: number): [value: number, end: number] {
  let at = from;
  for (; isSpace(bytes[at]) || bytes[at] === 35; at++) {
    if (bytes[at] === 35) while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
  }
  if (at >= bytes.length) throw new Error("it is cut short");
  let value = 0;
  const begin = at;
  for (; bytes[at]! >= 48 && bytes[at]! <= 57; at++) value = value * 10 + bytes[at]! - 48;
  if (at === begin) throw new Error(`"${String.fromCharCode(bytes[at]!)}" stands where a number should`);
  return [value, at];
}

/** Throws an Error that says what is wrong. */
export function readPnmHeader(bytes: Uint8Array): PnmHeader {
  const kind = bytes[1]! - 48;
  const bitmap = kind === 1 || kind === 4;
  const [width, afterWidth] = numberAt(bytes, 2);
  const [height, afterHeight] = numberAt(bytes, afterWidth);
  const [most, end] = bitmap ? [1, afterHeight] : numberAt(bytes, afterHeight);
  if (width === 0 || height === 0) throw new Error(`its size is ${width}×${height}`);
  if (most < 1 || most > 65535) throw new Error(`its largest value is said to be ${most}, not 1 to 65535`);
  return { width, height, channels: kind % 3 === 0 ? 3 : 1, most, bitmap, text: kind <= 3, start: end + 1 };
}

/** 0 to `most` as 0 to 255 where `most` is at most 255, else as they stand. */
export function decodePnm(bytes: Uint8Array): Pixels {
  const header = readPnmHeader(bytes);
  const { width, height, channels, most, bitmap, text } = header;
  const size = { width, height, channels };
  const count = width * height * channels;
  // Text has at least two bytes a number, but of bits one.
  if (bytes.length - header.start < (text ? (bitmap ? count : 2 * count - 1) : packedSize(header)))
    throw new Error("it is cut short");
  const values = most > 255 ? new Uint16Array(count) : new Uint8Array(count);
  if (text) readText(bytes, header, values);
  else readBytes(bytes, header, values);
  if (most > 255) return { ...size, data: values, white: most === 65535 ? undefined : most };
  if (bitmap) for (let i = 0; i < count; i++) values[i] = 255 - 255 * values[i]!;
  else if (most < 255) for (let i = 0; i < count; i++) values[i] = Math.round((values[i]! * 255) / most);
  return { ...size, data: values };
}

const packedSize = ({ width, height, channels, most, bitmap }: PnmHeader): number =>
  bitmap ? Math.ceil(width / 8) * height : width * height * channels * (most > 255 ? 2 : 1);

function readText(bytes: Uint8Array, header: PnmHeader, values: Uint8Array | Uint16Array): void {
  let at = header.start - 1;
  for (let i = 0; i < values.length; i++) {
    if (header.bitmap) {
      // Bits may stand without white space between them.
      while (bytes[at] !== 48 && bytes[at] !== 49) {
        if (at >= bytes.length) throw new Error("it is cut short");
        if (bytes[at] === 35) while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
        else if (isSpace(bytes[at])) at++;
        else throw new Error(`"${String.fromCharCode(bytes[at]!)}" stands where 0 or 1 should`);
      }
      values[i] = bytes[at++]! - 48;
      continue;
    }
    const [value, end] = numberAt(bytes, at);
    if (value > header.most)
      throw new Error(`it holds ${value}, but its largest value is said to be ${header.most}`);
    values[i] = value;
    at = end;
  }
}

function readBytes(bytes: Uint8Array, header: PnmHeader, values: Uint8Array | Uint16Array): void {
  const { width, most, bitmap, start } = header;
  if (bitmap) {
    const line = Math.ceil(width / 8);
    for (let i = 0; i < values.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      values[i] = (bytes[start + y * line + (x >> 3)]! >> (7 - (x & 7))) & 1;
    }
    return;
  }
  for (let i = 0; i < values.length; i++) {
    const value = most > 255 ? bytes[start + 2 * i]! * 256 + bytes[start + 2 * i + 1]! : bytes[start + i]!;
    if (value > most) throw new Error(`it holds ${value}, but its largest value is said to be ${most}`);
    values[i] = value;
  }
}

import type { Pixels } from "../pixels/pixels.ts";
import { fromCmyk } from "./cmyk.ts";
import type { Inflate } from "./inflate.ts";
import { readTiffHeader, type TiffHeader } from "./tiff.ts";
import { jpegOfStrip, undoDifferences, unpackedStrip } from "./tiffStrips.ts";

/** What is not written here: the platform has it. */
export interface Codecs {
  inflate: Inflate;
  jpeg(bytes: Uint8Array): Promise<Pixels>;
}

/** Of these kinds libtiff, which sharp brings, knows more than is written here. */
const compressions: Readonly<Record<number, string>> = {
  2: "CCITT fax",
  3: "CCITT fax 3",
  4: "CCITT fax 4",
  6: "the old JPEG",
  34925: "LZMA",
  50000: "Zstandard",
  50001: "WebP",
};
const lights: Readonly<Record<number, string>> = { 6: "YCbCr", 8: "CIELab", 32844: "LogL", 32845: "LogLuv" };

/** Numbers of a pixel that are light; others are alpha, or something else. */
const colours: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3 };

/** Why a TIFF is left to a decoder of the platform, in words; undefined where it is read here. */
export function unreadTiff({ compression, photometric }: TiffHeader): string | undefined {
  if (compressions[compression]) return `it is compressed by ${compressions[compression]}`;
  const other = photometric === 6 && compression === 7 ? undefined : lights[photometric];
  return other && `its colours are ${other}`;
}

/** Refuses what nobody could read without guessing. */
function checkReadable({ compression, photometric, bits, format, samples, predictor }: TiffHeader): void {
  const refuse = (why: string): never => {
    throw new Error(why);
  };
  if (![1, 5, 7, 8, 32946, 32773].includes(compression))
    refuse(`it is compressed by method ${compression}, which kiso does not read`);
  const base =
    colours[photometric] ?? refuse(`its pixels are of the kind ${photometric}, which kiso does not read`);
  if (samples < base) refuse(`it has ${samples} numbers a pixel, where ${base} are its colours`);
  if ((base === 1 && samples > 2) || samples > base + 4)
    refuse(`its ${samples} channels are not said to be colours`);
  const depths: Readonly<Record<number, readonly number[]>> = { 2: [8, 16, 32], 3: [16, 32, 64] };
  if (format > 4 || !(depths[format]?.includes(bits) ?? (bits >= 1 && bits <= 32)))
    refuse(`its numbers have ${bits} bits of the kind ${format}`);
  if (photometric === 0 && (format === 2 || format === 3 || bits > 16))
    refuse(`its white is 0, of numbers of ${bits} bits${format === 3 ? " behind a point" : ""}`);
  if (compression === 7 && bits !== 8) refuse(`it is JPEG of ${bits} bits`);
  if (predictor !== 1 && (predictor > 3 || bits % 8 > 0 || (predictor === 3 && format !== 3)))
    refuse(`its numbers are differences of the kind ${predictor}`);
}

/** What of the numbers of a pixel does not come into the picture, in words. */
export function lostOfTiff(header: TiffHeader): string | undefined {
  if (header.pages > 1) return `of ${header.pages} pages: the first is taken`;
  if (header.photometric === 5) return "CMYK: turned into RGB";
  return undefined;
}

/** The first picture of a TIFF, not turned yet. Throws an Error that says what is wrong. */
export async function decodeTiff(bytes: Uint8Array, codecs: Codecs): Promise<Pixels> {
  const header = readTiffHeader(bytes);
  checkReadable(header);
  const { width, height, bits, format, samples } = header;
  const values = emptySamples(header, width * height * samples);
  for (const strip of strips(header)) await readStrip(bytes, strip, header, codecs, values);
  if (format !== 3 && bits < 8 && header.photometric !== 3)
    for (let i = 0; i < values.length; i++) values[i] = Math.round((values[i]! * 255) / (2 ** bits - 1));
  return inColours(header, values);
}

type Samples = Uint8Array | Uint16Array | Float32Array;

function emptySamples({ bits, format }: TiffHeader, length: number): Samples {
  if (format === 2 || format === 3 || bits > 16) return new Float32Array(length);
  return bits > 8 ? new Uint16Array(length) : new Uint8Array(length);
}

interface Strip {
  index: number;
  plane: number;
  x: number;
  y: number;
  rows: number;
}

function* strips(header: TiffHeader): Generator<Strip> {
  const { width, height, tile, planar, samples, offsets, sizes } = header;
  let index = 0;
  for (let plane = 0; plane < (planar ? samples : 1); plane++) {
    for (let y = 0; y < height; y += tile.height) {
      for (let x = 0; x < width; x += tile.width) {
        if (offsets[index] === undefined || sizes[index] === undefined) throw new Error("it is cut short");
        // The last strip ends with the picture; tiles are whole.
        const rows = tile.width === width ? Math.min(tile.height, height - y) : tile.height;
        yield { index: index++, plane, x, y, rows };
      }
    }
  }
}

async function readStrip(
  bytes: Uint8Array,
  { index, plane, x, y, rows }: Strip,
  header: TiffHeader,
  { inflate, jpeg }: Codecs,
  out: Samples,
): Promise<void> {
  const { width, height, bits, samples, tile, planar, offsets, sizes, compression, predictor } = header;
  const within = planar ? 1 : samples;
  const [from, size] = [offsets[index]!, sizes[index]!];
  if (from + size > bytes.length) throw new Error("it is cut short");
  const packed = bytes.subarray(from, from + size);
  const [columns, lines] = [Math.min(tile.width, width - x), Math.min(rows, height - y)];
  const to = (row: number) => ((y + row) * width + x) * samples + plane;
  const step = planar ? samples : 1;
  if (compression === 7) {
    const { channels, data, width: given } = await jpeg(jpegOfStrip(packed, header));
    if (given < columns || data.length < given * lines * channels || channels < within)
      throw new Error("it is cut short");
    for (let row = 0; row < lines; row++) {
      for (let column = 0, k = to(row); column < columns; column++) {
        const at = (row * given + column) * channels;
        for (let s = 0; s < within; s++, k += step) out[k] = data[at + s]!;
      }
    }
    return;
  }
  const line = Math.ceil((tile.width * within * bits) / 8);
  const strip = unpackedStrip(packed, line * rows, header, inflate);
  if (predictor !== 1) undoDifferences(strip, line, within, header);
  const next = sampleReader(strip, header);
  for (let row = 0; row < lines; row++) {
    for (let i = 0, k = to(row); i < columns * within; i++, k += step) out[k] = next(row * line, i);
  }
}

/** Reads the i-th sample of the line that begins at a byte. */
function sampleReader(
  strip: Uint8Array,
  { bits, format, little }: TiffHeader,
): (line: number, i: number) => number {
  const view = new DataView(strip.buffer, strip.byteOffset, strip.byteLength);
  if (format === 3) {
    if (bits === 16) return (line, i) => half(view.getUint16(line + 2 * i, little));
    if (bits === 32) return (line, i) => view.getFloat32(line + 4 * i, little);
    return (line, i) => view.getFloat64(line + 8 * i, little);
  }
  if (bits === 8) return format === 2 ? (line, i) => view.getInt8(line + i) : (line, i) => strip[line + i]!;
  if (bits === 16 && format === 2) return (line, i) => view.getInt16(line + 2 * i, little);
  if (bits === 16) return (line, i) => view.getUint16(line + 2 * i, little);
  if (bits === 32 && format === 2) return (line, i) => view.getInt32(line + 4 * i, little);
  if (bits === 32) return (line, i) => view.getUint32(line + 4 * i, little);
  // Bits that fill no whole bytes stand one behind the other, the highest first, in either order of bytes.
  return (line, i) => {
    let value = 0;
    for (let left = bits, bit = i * bits; left > 0; ) {
      const free = 8 - (bit & 7);
      const take = Math.min(left, free);
      const part = (strip[line + (bit >> 3)]! >> (free - take)) & ((1 << take) - 1);
      value = value * 2 ** take + part;
      left -= take;
      bit += take;
    }
    return value;
  };
}

/** A decimal number of 16 bits (IEEE 754 binary16). */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function inColours(header: TiffHeader, values: Samples): Pixels {
  const { width, height, bits, format, samples, photometric, palette, extra, compression } = header;
  const size = { width, height };
  if (photometric === 3) return { ...size, channels: 3, data: fromPalette(values, samples, palette) };
  const white = format === 1 || format === 4 ? (bits <= 8 ? 255 : 2 ** bits - 1) : 1;
  const base = colours[photometric]!;
  // Where nothing is said of a fourth number beside three colours, it is alpha.
  const beyond = extra.length > 0 || samples === base ? extra : photometric === 2 ? [2] : [];
  const alpha = compression === 7 ? -1 : beyond.indexOf(2);
  const data = picked(values, samples, base, alpha < 0 ? undefined : samples - beyond.length + alpha);
  if (photometric === 0) {
    const step = alpha < 0 ? 1 : 2;
    for (let i = 0; i < data.length; i += step) data[i] = white - data[i]!;
  }
  const declared = bits > 8 && bits < 16 ? white : undefined;
  if (photometric === 5) return { ...size, channels: 3, data: fromCmyk(data, white), white: declared };
  return { ...size, channels: base + (alpha < 0 ? 0 : 1), data, white: declared };
}

/** The colours of each pixel, and its alpha, without what else there is. */
function picked<T extends Samples>(values: T, samples: number, base: number, alpha: number | undefined): T {
  if (samples === base) return values;
  const channels = base + (alpha === undefined ? 0 : 1);
  const pixels = values.length / samples;
  const out = values.slice(0, pixels * channels) as T;
  for (let i = 0, k = 0; i < pixels; i++) {
    for (let c = 0; c < base; c++) out[k++] = values[i * samples + c]!;
    if (alpha !== undefined) out[k++] = values[i * samples + alpha]!;
  }
  return out;
}

/** TIFF's palettes have 16 bits: all reds, then all greens, then all blues. Some writers wrote 8 bits instead. */
function fromPalette(indices: Samples, samples: number, palette: readonly number[]): Uint8Array {
  const colours = Math.floor(palette.length / 3);
  const shift = palette.every((value) => value < 256) ? 0 : 8;
  const pixels = indices.length / samples;
  const out = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const index = indices[i * samples]!;
    if (index >= colours) throw new Error(`a pixel has colour ${index}, which its palette lacks`);
    for (let c = 0; c < 3; c++) out[3 * i + c] = palette[c * colours + index]! >> shift;
  }
  return out;
}

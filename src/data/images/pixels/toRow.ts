import { type ImageSpec, type PixelRow, pixelCount } from "../image.ts";
import { letterbox } from "./letterbox.ts";
import type { Pixels } from "./pixels.ts";
import { limitsOf, scaled } from "./range.ts";
import { resize } from "./resize.ts";

/** The image as `spec` wants it: alpha laid over black, then grey or colour, then resized. */
export function toRow(pixels: Pixels, spec: ImageSpec): PixelRow {
  if (!spec.range) return fitted(inBytes(pixels), spec) as Uint8Array;
  return scaled(lightOf(pixels, spec), limitsOf(pixels, spec.range));
}

/** As `toRow`, with numbers as the file has them, before they become 0 to 255. */
export const lightOf = (pixels: Pixels, spec: ImageSpec): Float32Array =>
  Float32Array.from(fitted(pixels, spec));

/** Whole numbers of more bits as bytes: the upper 8 of 16, of others by what is white. */
function inBytes(pixels: Pixels): Pixels {
  const { data, white } = pixels;
  if (data instanceof Float32Array) throw new Error("its numbers are decimal, not bytes");
  if (!(data instanceof Uint16Array)) return pixels;
  const byte =
    white === undefined
      ? (value: number) => value >> 8
      : (value: number) => Math.round((value * 255) / white);
  return { ...pixels, data: Uint8Array.from(data, byte), white: undefined };
}

type Light = Uint8Array | Uint16Array | Float32Array;

function fitted(
  { height, width, channels, data, white }: Pixels,
  spec: ImageSpec,
): Uint8Array | Float32Array {
  const whole =
    data instanceof Uint8ClampedArray ? new Uint8Array(data.buffer, data.byteOffset, data.length) : data;
  const opaque = channels % 2 === 1 ? whole : overBlack(whole, channels, white);
  const given = channels < 3 ? 1 : 3;
  const wanted = given === spec.channels ? opaque : spec.channels === 1 ? grey(opaque) : colour(opaque);
  const light = wanted instanceof Uint16Array ? Float32Array.from(wanted) : wanted;
  const row = (spec.resize === "pad" ? letterbox : resize)(light, { height, width }, spec, spec.channels);
  if (row.length === pixelCount(spec)) return row;
  throw new Error(`${row.length} numbers are no ${height}×${width} image of ${channels} channels`);
}

/** v·alpha/255, rounded; of more bits v·alpha/white as it is. Without the alpha. */
function overBlack(data: Light, channels: number, white: number | undefined): Uint8Array | Float32Array {
  const kept = channels - 1;
  const length = (data.length / channels) * kept;
  const bytes = data instanceof Uint8Array;
  const full = bytes ? 255 : (white ?? (data instanceof Uint16Array ? 65535 : 1));
  const out = bytes ? new Uint8Array(length) : new Float32Array(length);
  for (let from = 0, to = 0; from < data.length; from += channels) {
    const alpha = data[from + kept]!;
    for (let c = 0; c < kept; c++) {
      const value = data[from + c]! * alpha;
      out[to++] = bytes ? Math.floor((value + 127) / 255) : value / full;
    }
  }
  return out;
}

/** Luma of ITU-R 601-2 in whole numbers, as Pillow's `convert("L")`: 0.299 R + 0.587 G + 0.114 B */
function grey(rgb: Light): Uint8Array | Float32Array {
  const bytes = rgb instanceof Uint8Array;
  const out = bytes ? new Uint8Array(rgb.length / 3) : new Float32Array(rgb.length / 3);
  for (let i = 0, k = 0; i < out.length; i++, k += 3) {
    const luma = rgb[k]! * 19595 + rgb[k + 1]! * 38470 + rgb[k + 2]! * 7471;
    out[i] = bytes ? (luma + 0x8000) >> 16 : luma / 0x10000;
  }
  return out;
}

function colour(greys: Light): Light {
  const out = new (greys.constructor as new (length: number) => Light)(greys.length * 3);
  for (let i = 0, k = 0; i < greys.length; i++, k += 3) out.fill(greys[i]!, k, k + 3);
  return out;
}

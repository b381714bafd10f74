import { type ImageSpec, pixelCount } from "./image.ts";
import { resize } from "./resize.ts";

/** A decoded image: bytes, row by row. 1 channel: grey, 2: grey and alpha, 3: colour, 4: colour and alpha. */
export interface Pixels {
  height: number;
  width: number;
  channels: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** The image as `spec` wants it: alpha laid over black, then grey or colour, then resized. */
export function toRow({ height, width, channels, data }: Pixels, spec: ImageSpec): Uint8Array {
  const opaque = channels % 2 === 1 ? bytesOf(data) : overBlack(data, channels);
  const given = channels < 3 ? 1 : 3;
  const wanted = given === spec.channels ? opaque : spec.channels === 1 ? grey(opaque) : colour(opaque);
  const row = resize(wanted, { height, width }, spec, spec.channels);
  if (row.length === pixelCount(spec)) return row;
  throw new Error(`${row.length} bytes are no ${height}×${width} image of ${channels} channels`);
}

const bytesOf = (data: Uint8Array | Uint8ClampedArray): Uint8Array =>
  data instanceof Uint8Array ? data : new Uint8Array(data.buffer, data.byteOffset, data.length);

/** v·alpha/255, rounded; without the alpha */
function overBlack(data: Uint8Array | Uint8ClampedArray, channels: number): Uint8Array {
  const kept = channels - 1;
  const out = new Uint8Array((data.length / channels) * kept);
  for (let from = 0, to = 0; from < data.length; from += channels) {
    const alpha = data[from + kept]!;
    for (let c = 0; c < kept; c++) out[to++] = Math.floor((data[from + c]! * alpha + 127) / 255);
  }
  return out;
}

/** Luma of ITU-R 601-2 in whole numbers, as Pillow's `convert("L")`: 0.299 R + 0.587 G + 0.114 B */
function grey(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  for (let i = 0, k = 0; i < out.length; i++, k += 3) {
    out[i] = (rgb[k]! * 19595 + rgb[k + 1]! * 38470 + rgb[k + 2]! * 7471 + 0x8000) >> 16;
  }
  return out;
}

function colour(greys: Uint8Array): Uint8Array {
  const out = new Uint8Array(greys.length * 3);
  for (let i = 0, k = 0; i < greys.length; i++, k += 3) out.fill(greys[i]!, k, k + 3);
  return out;
}

import type { Pixels } from "../pixels/pixels.ts";

/** How a camera was held, 1 to 8, from EXIF: a TIFF's first directory, perhaps behind "Exif\0\0". 1 where it says nothing. */
export function orientationOf(exif: Uint8Array): number {
  const bytes = exif[0] === 0x45 ? exif.subarray(6) : exif;
  if (bytes.length < 14) return 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const at = view.getUint32(4, little);
  if (at + 2 > bytes.length) return 1;
  const entries = view.getUint16(at, little);
  for (let i = 0, entry = at + 2; i < entries && entry + 12 <= bytes.length; i++, entry += 12) {
    if (view.getUint16(entry, little) !== 0x112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** Whether an orientation makes rows of columns. */
export const liesOnItsSide = (orientation: number): boolean => orientation >= 5;

/** The picture as it is to be seen: turned and mirrored by its orientation. */
export function upright(pixels: Pixels, orientation: number): Pixels {
  if (orientation === 1) return pixels;
  const { width, height, channels, data } = pixels;
  const sideways = liesOnItsSide(orientation);
  const to = sideways ? { width: height, height: width } : { width, height };
  // Orientations 2, 3, 7, 8 begin at the right edge, 3, 4, 6, 7 at the lower one.
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  const out = data.slice();
  for (let y = 0, k = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const [column, row] = sideways ? [y, x] : [x, y];
      const from =
        ((fromBelow ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column)) * channels;
      for (let c = 0; c < channels; c++) out[k++] = data[from + c]!;
    }
  }
  return { ...pixels, ...to, data: out };
}

/** The EXIF of a WebP, and the same WebP without it: browsers and decoders differ in whether they heed it. */
export function exifOfWebp(bytes: Uint8Array): { exif?: Uint8Array; plain: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const end = Math.min(bytes.length, at + 8 + size + (size & 1));
    if (view.getUint32(at) !== 0x45584946)
      at = end; // "EXIF"
    else {
      const plain = bytes.slice();
      new DataView(plain.buffer).setUint32(at, 0x6b69736f); // a chunk of another name is passed over
      if (view.getUint32(12) === 0x56503858) plain[20]! &= ~8; // VP8X's flag of EXIF
      return { exif: bytes.subarray(at + 8, at + 8 + size), plain };
    }
  }
  return { plain: bytes };
}

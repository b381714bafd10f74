import type { Pixels } from "./pixels.ts";

/** What a BMP file's header says (Microsoft's BITMAPFILEHEADER and BITMAPINFOHEADER, offsets in bytes). */
export interface BmpHeader {
  width: number;
  height: number;
  /** Rows are stored from the top; usually from the bottom. */
  topDown: boolean;
  bits: number;
  /** (entries, 3) red, green, blue; where a pixel has 8 bits or fewer */
  palette: Uint8Array;
  /** Every colour of the palette is a grey. */
  grey: boolean;
  start: number;
}

export const isBmp = (bytes: Uint8Array): boolean => bytes[0] === 0x42 && bytes[1] === 0x4d;

/** Throws an Error that says what is wrong. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  if (bytes.length < 54) throw new Error("it is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  if (headerSize < 40) throw new Error("it is of the format before Windows 3");
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  if (![1, 4, 8, 24, 32].includes(bits)) throw new Error(`it has ${bits} bits a pixel`);
  // 3: masks say which byte is which colour; the usual ones are those of no masks.
  const masked = compression === 3 && bits === 32 && bytes.length >= 66;
  const usual =
    masked && [0xff0000, 0xff00, 0xff].every((mask, i) => view.getUint32(54 + 4 * i, true) === mask);
  if (compression !== 0 && !usual) throw new Error(`its pixels are compressed (method ${compression})`);
  if (width <= 0 || signedHeight === 0) throw new Error(`its size is ${width}×${Math.abs(signedHeight)}`);
  const entries = bits > 8 ? 0 : view.getUint32(46, true) || 2 ** bits;
  const from = 14 + headerSize;
  if (entries > 2 ** bits || bytes.length < from + 4 * entries) throw new Error("it is cut short");
  const palette = new Uint8Array(3 * entries);
  for (let i = 0; i < entries; i++) {
    for (let c = 0; c < 3; c++) palette[3 * i + c] = bytes[from + 4 * i + 2 - c]!;
  }
  const grey = bits <= 8 && palette.every((value, i) => value === palette[i - (i % 3)]);
  return {
    width,
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bits,
    palette,
    grey,
    start: view.getUint32(10, true),
  };
}

/** Red, green and blue of every pixel; the fourth byte of 32 bits is not alpha in this format, and is left out. */
export function decodeBmp(bytes: Uint8Array): Pixels {
  const { width, height, topDown, bits, palette, start } = readBmpHeader(bytes);
  const stride = Math.ceil((width * bits) / 32) * 4; // rows end at whole words
  if (bytes.length < start + stride * height) throw new Error("it is cut short");
  const data = new Uint8Array(height * width * 3);
  for (let y = 0, k = 0; y < height; y++) {
    const row = start + stride * (topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++, k += 3) {
      if (bits > 8) {
        const at = row + (x * bits) / 8;
        for (let c = 0; c < 3; c++) data[k + c] = bytes[at + 2 - c]!;
        continue;
      }
      const bit = x * bits;
      const index = (bytes[row + (bit >> 3)]! >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
      if (3 * index >= palette.length)
        throw new Error(`a pixel has colour ${index}, which its palette lacks`);
      for (let c = 0; c < 3; c++) data[k + c] = palette[3 * index + c]!;
    }
  }
  return { height, width, channels: 3, data };
}

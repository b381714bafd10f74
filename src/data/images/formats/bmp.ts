import type { Pixels } from "../pixels/pixels.ts";
import { type BmpHeader, readBmpHeader } from "./bmpHeader.ts";
import { unpackRuns } from "./bmpRuns.ts";

/** Red, green and blue of every pixel; and alpha, where a mask says which of its bits are alpha. */
export function decodeBmp(bytes: Uint8Array): Pixels {
  const header = readBmpHeader(bytes);
  const { width, height, bits, runs, masks, palette } = header;
  if (runs && bits < 24)
    return { width, height, channels: 3, data: coloured(unpackRuns(bytes, header), palette) };
  if (runs) return { width, height, channels: 3, data: unpackRuns(bytes, header) };
  const stride = Math.ceil((width * bits) / 32) * 4; // rows end at whole words
  if (bytes.length < header.start + stride * height) throw new Error("it is cut short");
  const lineAt = (y: number) => header.start + stride * (header.topDown ? y : height - 1 - y);
  if (bits <= 8) {
    const indices = new Uint8Array(width * height);
    for (let y = 0, k = 0; y < height; y++) {
      for (let x = 0, bit = 0; x < width; x++, bit += bits)
        indices[k++] = (bytes[lineAt(y) + (bit >> 3)]! >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
    }
    return { width, height, channels: 3, data: coloured(indices, palette) };
  }
  if (bits === 24) {
    const data = new Uint8Array(width * height * 3);
    for (let y = 0, k = 0; y < height; y++) {
      for (let x = 0, at = lineAt(y); x < width; x++, at += 3, k += 3) {
        for (let c = 0; c < 3; c++) data[k + c] = bytes[at + 2 - c]!;
      }
    }
    return { width, height, channels: 3, data };
  }
  return masked(bytes, header, masks, lineAt);
}

/** Each of the masks' bits as 0 to 255; 0 to 65535 where a mask has more than 8 bits. Where every alpha is 0, it was not meant. */
function masked(
  bytes: Uint8Array,
  { width, height, bits }: BmpHeader,
  masks: readonly number[],
  lineAt: (y: number) => number,
): Pixels {
  const channels = masks[3] === 0 ? 3 : 4;
  const shifts = masks.map((mask) => (mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)));
  const most = masks.map((mask, c) => mask >>> shifts[c]!);
  const white = most.some((value) => value > 255) ? 65535 : 255;
  const length = width * height * channels;
  const data = white === 255 ? new Uint8Array(length) : new Uint16Array(length);
  const size = bits >> 3;
  let seen = 0;
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0, at = lineAt(y); x < width; x++, at += size, k += channels) {
      let pixel = bytes[at]! | (bytes[at + 1]! << 8);
      if (size === 4) pixel |= (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      for (let c = 0; c < channels; c++) {
        const value = (pixel & masks[c]!) >>> shifts[c]!;
        data[k + c] = most[c] === white ? value : Math.round((value * white) / most[c]!);
      }
      if (channels === 4) seen |= data[k + 3]!;
    }
  }
  if (channels === 4 && seen === 0) for (let k = 3; k < data.length; k += 4) data[k] = white;
  return { width, height, channels, data, white };
}

function coloured(indices: Uint8Array, palette: Uint8Array): Uint8Array {
  const data = new Uint8Array(indices.length * 3);
  for (const [i, index] of indices.entries()) {
    if (3 * index >= palette.length) throw new Error(`a pixel has colour ${index}, which its palette lacks`);
    for (let c = 0; c < 3; c++) data[3 * i + c] = palette[3 * index + c]!;
  }
  return data;
}

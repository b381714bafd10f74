import { resize } from "./resize.ts";

interface Size {
  height: number;
  width: number;
}

/** The largest size of the shape of `from` within `to`. */
export function sizeWithin(from: Size, to: Size): Size {
  const wide = to.width * from.height <= to.height * from.width; // the width is what it meets first
  return {
    width: wide ? to.width : Math.max(1, Math.round((from.width * to.height) / from.height)),
    height: wide ? Math.max(1, Math.round((from.height * to.width) / from.width)) : to.height,
  };
}

/**
 * An image, (height, width, channels), at another size with its shape kept: as large as fits, in the middle. What is left on two sides
 * has the colour of the image's border (of its pixels at the edges the median, channel by channel), which adds no edge where parts lie on
 * an even ground. An image of the shape that is wanted is only resized.
 */
export function letterbox<T extends Uint8Array | Float32Array>(
  pixels: T,
  from: Size,
  to: Size,
  channels: number,
): T {
  const within = sizeWithin(from, to);
  const inner = resize(pixels, from, within, channels);
  if (within.width === to.width && within.height === to.height) return inner;
  const out = new (pixels.constructor as new (length: number) => T)(to.height * to.width * channels);
  const ground = borderOf(pixels, from, channels);
  for (let i = 0; i < out.length; i++) out[i] = ground[i % channels]!;
  const left = (to.width - within.width) >> 1;
  const top = (to.height - within.height) >> 1;
  const line = within.width * channels;
  for (let y = 0; y < within.height; y++) {
    const start = ((top + y) * to.width + left) * channels;
    out.set(inner.subarray(y * line, (y + 1) * line), start);
  }
  return out;
}

/** The median of each channel over the pixels at the edges. */
function borderOf(pixels: Uint8Array | Float32Array, { height, width }: Size, channels: number): number[] {
  return Array.from({ length: channels }, (_, c) => {
    const values: number[] = [];
    for (let y = 0; y < height; y++) {
      const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
      for (let x = 0; x < width; x += step) values.push(pixels[(y * width + x) * channels + c]!);
    }
    return values.sort((a, b) => a - b)[values.length >> 1]!;
  });
}

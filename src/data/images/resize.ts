/** Weights are whole numbers of this many bits behind the point, so every machine and browser finds the same bytes. */
const bits = 22;

/**
 * Bytes of an image, (height, width, channels), at another size: the triangle filter, widened by the factor of
 * reduction so that no pixel is left out (antialiased). Across first, then down, rounded to bytes in between: the
 * bytes of Pillow's `resize(size, Image.Resampling.BILINEAR)`, torchvision's default.
 */
export function resize(
  pixels: Uint8Array,
  from: { height: number; width: number },
  to: { height: number; width: number },
  channels: number,
): Uint8Array {
  const across =
    from.width === to.width ? pixels : resizeAlong(pixels, from.height, from.width, to.width, channels);
  // Down a column is along an axis whose elements are whole rows.
  return from.height === to.height
    ? across
    : resizeAlong(across, 1, from.height, to.height, to.width * channels);
}

/** (outer, size, inner) -> (outer, newSize, inner) */
function resizeAlong(
  values: Uint8Array,
  outer: number,
  size: number,
  newSize: number,
  inner: number,
): Uint8Array {
  const { first, weights } = triangle(size, newSize);
  const out = new Uint8Array(outer * newSize * inner);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < newSize; i++) {
      const from = (o * size + first[i]!) * inner;
      const kernel = weights[i]!;
      const at = (o * newSize + i) * inner;
      for (let k = 0; k < inner; k++) {
        let sum = 1 << (bits - 1);
        for (let j = 0; j < kernel.length; j++) sum += values[from + j * inner + k]! * kernel[j]!;
        out[at + k] = Math.min(255, sum >> bits);
      }
    }
  }
  return out;
}

/** For each new pixel, the first old one that it is made of, and their weights, which sum to one. */
function triangle(size: number, newSize: number): { first: Int32Array; weights: Int32Array[] } {
  const scale = size / newSize;
  const support = Math.max(1, scale);
  const first = new Int32Array(newSize);
  const weights = Array.from({ length: newSize }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(size, Math.trunc(centre + support + 0.5));
    first[i] = start;
    const heights = Float64Array.from({ length: end - start }, (_, j) =>
      Math.max(0, 1 - Math.abs((start + j - centre + 0.5) * (1 / support))),
    );
    const sum = heights.reduce((total, height) => total + height, 0);
    return Int32Array.from(heights, (height) => Math.trunc(0.5 + (height / sum) * 2 ** bits));
  });
  return { first, weights };
}

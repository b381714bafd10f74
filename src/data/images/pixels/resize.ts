/** Weights are whole numbers of this many bits behind the point, so every machine and browser finds the same bytes. */
const bits = 22;

/**
 * Pixels of an image, (height, width, channels), at another size: the triangle filter, widened by the factor of
 * reduction so that no pixel is left out (antialiased). Across first, then down, rounded to bytes in between (float32 to
 * float32): the bytes of Pillow's `resize(size, Image.Resampling.BILINEAR)`, torchvision's default.
 */
export function resize<T extends Uint8Array | Float32Array>(
  pixels: T,
  from: { height: number; width: number },
  to: { height: number; width: number },
  channels: number,
): T {
  const across =
    from.width === to.width ? pixels : resizeAlong(pixels, from.height, from.width, to.width, channels);
  // Down a column is along an axis whose elements are whole rows.
  return from.height === to.height
    ? across
    : resizeAlong(across, 1, from.height, to.height, to.width * channels);
}

/** (outer, size, inner) -> (outer, newSize, inner) */
function resizeAlong<T extends Uint8Array | Float32Array>(
  values: T,
  outer: number,
  size: number,
  newSize: number,
  inner: number,
): T {
  if (values instanceof Float32Array) return floatsAlong(values, outer, size, newSize, inner) as T;
  const { first, heights } = triangle(size, newSize);
  const weights = heights.map((some) =>
    Int32Array.from(some, (height) => Math.trunc(0.5 + height * 2 ** bits)),
  );
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
  return out as T;
}

/** As Pillow resizes its mode F: sums in float64. */
function floatsAlong(
  values: Float32Array,
  outer: number,
  size: number,
  newSize: number,
  inner: number,
): Float32Array {
  const { first, heights } = triangle(size, newSize);
  const out = new Float32Array(outer * newSize * inner);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < newSize; i++) {
      const from = (o * size + first[i]!) * inner;
      const kernel = heights[i]!;
      const at = (o * newSize + i) * inner;
      for (let k = 0; k < inner; k++) {
        let sum = 0;
        for (let j = 0; j < kernel.length; j++) sum += values[from + j * inner + k]! * kernel[j]!;
        out[at + k] = sum;
      }
    }
  }
  return out;
}

/** For each new pixel, the first old one that it is made of, and their weights, which sum to one. */
function triangle(size: number, newSize: number): { first: Int32Array; heights: Float64Array[] } {
  const scale = size / newSize;
  const support = Math.max(1, scale);
  const first = new Int32Array(newSize);
  const normalised = Array.from({ length: newSize }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(size, Math.trunc(centre + support + 0.5));
    first[i] = start;
    const heights = Float64Array.from({ length: end - start }, (_, j) =>
      Math.max(0, 1 - Math.abs((start + j - centre + 0.5) * (1 / support))),
    );
    const sum = heights.reduce((total, height) => total + height, 0);
    return heights.map((height) => height / sum);
  });
  return { first, heights: normalised };
}

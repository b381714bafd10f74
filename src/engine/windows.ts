import type { Shape, Windows } from "../graph/value.ts";
import { size } from "../graph/value.ts";

type Numbers = ArrayLike<number>;

/** Every cell of every window that is a pixel, not border, of images (n, h, w, channels): its index and the pixel's. */
function* cells(
  image: Shape,
  { kernel, stride, padding }: Windows,
): Generator<[cell: number, pixel: number]> {
  const [n, h, w] = image as [number, number, number];
  const count = (axis: 0 | 1) =>
    Math.floor((image[1 + axis] + 2 * padding[axis] - kernel[axis]) / stride[axis]) + 1;
  let cell = 0;
  for (let i = 0; i < n; i++) {
    for (let down = 0; down < count(0); down++) {
      for (let across = 0; across < count(1); across++) {
        for (let ky = 0; ky < kernel[0]; ky++) {
          for (let kx = 0; kx < kernel[1]; kx++) {
            const y = down * stride[0] - padding[0] + ky;
            const x = across * stride[1] - padding[1] + kx;
            if (y >= 0 && y < h && x >= 0 && x < w) yield [cell, (i * h + y) * w + x];
            cell++;
          }
        }
      }
    }
  }
}

/** The cells' numbers, (cells, channels). */
export function gather(x: Numbers, image: Shape, windows: Windows, result: Shape): Float64Array {
  const channels = image[3];
  const gathered = new Float64Array(size(result));
  for (const [cell, pixel] of cells(image, windows)) {
    for (let c = 0; c < channels; c++) gathered[cell * channels + c] = x[pixel * channels + c];
  }
  return gathered;
}

/** Each pixel the sum of its cells. */
export function scatter(x: Numbers, image: Shape, windows: Windows): Float64Array {
  const channels = image[3];
  const sums = new Float64Array(size(image));
  for (const [cell, pixel] of cells(image, windows)) {
    for (let c = 0; c < channels; c++) sums[pixel * channels + c] += x[cell * channels + c];
  }
  return sums;
}

/** The index of each window's first maximum (NaN above all), channel by channel. */
export function firstMaxima(x: Numbers, image: Shape, windows: Windows, result: Shape): Int32Array {
  const channels = image[3];
  const perWindow = windows.kernel[0] * windows.kernel[1];
  const maxima = new Int32Array(size(result)).fill(-1);
  for (const [cell, pixel] of cells(image, windows)) {
    for (let c = 0; c < channels; c++) {
      const window = Math.floor(cell / perWindow) * channels + c;
      const [best, here] = [maxima[window], pixel * channels + c];
      if (best < 0 || x[here] > x[best] || Number.isNaN(x[here])) maxima[window] = here;
    }
  }
  return maxima;
}

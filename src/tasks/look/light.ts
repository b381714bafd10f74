import type { Pixels } from "../../data/images/pixels/pixels.ts";

/** How light a picture is, how its pixels differ, and how sharp it is. */
export class Light {
  readonly brightness: number;
  readonly contrast: number;
  /** the variance of its Laplacian (Pech-Pacheco and others 2000); 0 of a picture without a pixel that has four neighbours */
  readonly sharpness: number;

  constructor(brightness: number, contrast: number, sharpness: number) {
    this.brightness = brightness;
    this.contrast = contrast;
    this.sharpness = sharpness;
  }

  /** On the scale of 0, black, to 1, white; the sharpness on that of 0 to 255. */
  within([black, white]: readonly [number, number]): Light {
    const range = white - black;
    return new Light(
      (this.brightness - black) / range,
      this.contrast / range,
      this.sharpness * (255 / range) ** 2,
    );
  }
}

/** Of a picture in grey, in the numbers of its file; alpha is left out. Colours weigh as in ITU-R 601-2. */
export function lightIn({ height, width, channels, data }: Pixels): Light {
  const n = height * width;
  const grey = new Float64Array(n);
  for (let i = 0, k = 0; i < n; i++, k += channels)
    grey[i] = channels < 3 ? data[k]! : 0.299 * data[k]! + 0.587 * data[k + 1]! + 0.114 * data[k + 2]!;
  const [brightness, variance] = meanAndVariance(grey);
  const inner = new Float64Array(Math.max(0, height - 2) * Math.max(0, width - 2));
  for (let y = 1, k = 0; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++, k++) {
      const at = y * width + x;
      inner[k] = grey[at - width]! + grey[at + width]! + grey[at - 1]! + grey[at + 1]! - 4 * grey[at]!;
    }
  const sharpness = inner.length > 0 ? meanAndVariance(inner)[1] : 0;
  return new Light(brightness, Math.sqrt(variance), sharpness);
}

function meanAndVariance(values: Float64Array): [mean: number, variance: number] {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  return [mean, variance];
}

import type { Numbers } from "../../data/table.ts";

/** How light pictures are and how much is seen in them, in grey levels from 0 to 255. */
export interface Light {
  /** the mean of a picture's pixels, all channels together: the lowest, the median and the highest of these pictures */
  brightness: [lowest: number, median: number, highest: number];
  /** the standard deviation of a picture's pixels */
  contrast: [lowest: number, median: number, highest: number];
}

/** The light of each of some pictures. */
export interface PictureLight {
  readonly brightness: number[];
  readonly contrast: number[];
}

/** Adds that of the pictures of rows (n, pixels), before the model's scaler. */
export function addLight({ brightness, contrast }: PictureLight, rows: Numbers, pixels: number): void {
  for (let start = 0; start + pixels <= rows.length; start += pixels) {
    let sum = 0;
    for (let j = start; j < start + pixels; j++) sum += rows[j]!;
    const mean = sum / pixels;
    let squares = 0;
    for (let j = start; j < start + pixels; j++) squares += (rows[j]! - mean) ** 2;
    brightness.push(mean);
    contrast.push(Math.sqrt(squares / pixels));
  }
}

/** The span of some pictures' light; nothing where there is none. */
export function lightOf({ brightness, contrast }: PictureLight): Light | undefined {
  if (brightness.length === 0) return undefined;
  return { brightness: spanOf(brightness), contrast: spanOf(contrast) };
}

function spanOf(values: readonly number[]): [number, number, number] {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return [sorted[0]!, median, sorted.at(-1)!];
}

/** In what a lot's light, by its median picture, lies beyond what good parts span. */
export type LightShift = "brighter" | "darker" | "more contrast" | "less contrast";

export function lightShifts(lot: Light, good: Light): LightShift[] {
  const found: LightShift[] = [];
  if (lot.brightness[1] > good.brightness[2]) found.push("brighter");
  if (lot.brightness[1] < good.brightness[0]) found.push("darker");
  if (lot.contrast[1] > good.contrast[2]) found.push("more contrast");
  if (lot.contrast[1] < good.contrast[0]) found.push("less contrast");
  return found;
}

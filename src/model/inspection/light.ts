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

/** In what most pictures of a lot lie beyond all that good parts span. */
export type LightShift = "brighter" | "darker" | "more contrast" | "less contrast";

/** Of what a shift is one. */
export const shiftOf = (shift: LightShift): "brightness" | "contrast" =>
  shift.endsWith("contrast") ? "contrast" : "brightness";

/** So many of a lot's pictures lie beyond where the light is another: defects change that of a few. */
const most = 0.75;

export function lightShifts(lot: PictureLight, good: Light): LightShift[] {
  const share = (values: readonly number[], beyond: (value: number) => boolean) =>
    values.filter(beyond).length / values.length;
  const found: LightShift[] = [];
  const { brightness, contrast } = good;
  if (share(lot.brightness, (value) => value > brightness[2]) >= most) found.push("brighter");
  if (share(lot.brightness, (value) => value < brightness[0]) >= most) found.push("darker");
  if (share(lot.contrast, (value) => value > contrast[2]) >= most) found.push("more contrast");
  if (share(lot.contrast, (value) => value < contrast[0]) >= most) found.push("less contrast");
  return found;
}

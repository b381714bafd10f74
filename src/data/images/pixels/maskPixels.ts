import { isDeep, type Pixels } from "./pixels.ts";

/** As JPEG blurs it, black is up to 24 of 255. */
const nearBlack = 24;

/** Whether pixels are those of a mask: few values, or nearly all black or white. */
export function isMask(pixels: Pixels): boolean {
  const seen = new Set<number>();
  let [extreme, all] = [0, 0];
  eachBrightness(pixels, (value) => {
    all++;
    if (value <= nearBlack || value >= 255 - nearBlack) extreme++;
    if (seen.size <= 8) seen.add(value);
  });
  return seen.size <= 8 || extreme >= 0.97 * all;
}

/** Of each pixel, 1 where a mask marks it: where it is not black; of values as few as 0 and 1, where it is not 0. */
export function markedPixels(mask: Pixels): Uint8Array {
  const values = new Uint8Array(mask.data.length / mask.channels);
  eachBrightness(mask, (value, i) => {
    values[i] = value;
  });
  const seen = new Set<number>();
  for (let i = 0; i < values.length && seen.size <= 3; i++) seen.add(values[i]!);
  const least = values.some((value) => value > nearBlack) ? nearBlack : seen.size <= 3 ? 0 : 255;
  for (let i = 0; i < values.length; i++) values[i] = values[i]! > least ? 1 : 0;
  return values;
}

/** The largest of a pixel's colours, pixel by pixel; how transparent it is does not count. Of more than 8 bits, the brightest is 255. */
function eachBrightness(pixels: Pixels, each: (value: number, i: number) => void): void {
  const { channels, data } = pixels;
  const colours = channels > 2 ? 3 : 1;
  let scale = 1;
  if (isDeep(pixels)) {
    let most = 1;
    for (let i = 0; i < data.length; i++) most = Math.max(most, data[i]!);
    scale = 255 / most;
  }
  for (let at = 0, i = 0; at < data.length; at += channels, i++) {
    let brightest = data[at]!;
    for (let c = 1; c < colours; c++) brightest = Math.max(brightest, data[at + c]!);
    each(brightest * scale, i);
  }
}

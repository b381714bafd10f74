import { isDeep, type Pixels } from "./pixels.ts";

/** As JPEG blurs it, black is up to 24 of 255. */
const nearBlack = 24;

/** Whether pixels are those of a mask: few values, or nearly all black or white. */
export function isMask(pixels: Pixels): boolean {
  const counts = new Map<number, number>();
  let extreme = 0;
  let n = 0;
  for (const value of brightness(pixels)) {
    n++;
    if (value <= nearBlack || value >= 255 - nearBlack) extreme++;
    if (counts.size <= 8) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts.size <= 8 || extreme >= 0.97 * n;
}

/** Of each pixel, 1 where a mask marks it: where it is not black; of values as few as 0 and 1, where it is not 0. */
export function markedPixels(mask: Pixels): Uint8Array {
  const values = Uint8Array.from(brightness(mask));
  const least = values.some((value) => value > nearBlack) ? nearBlack : new Set(values).size <= 3 ? 0 : 255;
  return values.map((value) => (value > least ? 1 : 0));
}

/** The largest of a pixel's colours, pixel by pixel; how transparent it is does not count. Of more than 8 bits, the brightest is 255. */
function* brightness(pixels: Pixels): Generator<number> {
  const { channels, data } = pixels;
  const colours = channels > 2 ? 3 : 1;
  let most = 1;
  for (let i = 0; i < data.length && isDeep(pixels); i++) most = Math.max(most, data[i]!);
  const scale = isDeep(pixels) ? 255 / most : 1;
  for (let i = 0; i < data.length; i += channels) {
    let brightest = data[i]!;
    for (let c = 1; c < colours; c++) brightest = Math.max(brightest, data[i + c]!);
    yield brightest * scale;
  }
}

import { SettingError, UserError } from "../../errors.ts";
import { emptyRows, type ImageSpec, imageInWords, type PixelRow } from "./image.ts";
import { isDeep, type Pixels } from "./pixels/pixels.ts";
import { beyondRange, RangeFinder } from "./pixels/range.ts";
import { toRow } from "./pixels/toRow.ts";

// What a network was trained on decides, for one image that is judged, for a whole set and in a page alike: nothing is
// stretched or made grey in silence. A grey image among those in colour loses nothing, as three equal channels.

/** Refuses an image of another size, where all were not resized. */
export function checkSize(
  name: string,
  { height, width }: { height: number; width: number },
  spec: ImageSpec,
): void {
  if (spec.resize || (height === spec.height && width === spec.width)) return;
  throw new SettingError(
    (say) =>
      `${name}: has ${width}×${height} pixels, but the model takes images of ${imageInWords(spec)}; take the picture as those were taken, or train with ${say("size")} to have all resized`,
  );
}

/** Refuses an image that cannot become a row as `spec` says: of another size, in colour, of decimal numbers. */
export function checkFit(name: string, pixels: Pixels, spec: ImageSpec): void {
  checkSize(name, pixels, spec);
  if (spec.channels === 1 && !spec.convert && pixels.channels >= 3 && isColoured(pixels)) {
    throw new SettingError(
      (say) =>
        `${name}: is in colour, but the model takes images of ${imageInWords(spec)}; take it in grey, or train with ${say("grey")} to have all made grey`,
    );
  }
  if (!spec.range && pixels.data instanceof Float32Array)
    throw new UserError(
      `${name}: holds decimal numbers or numbers below 0, but the model was trained on images of 8 bits; save it as those were saved`,
    );
}

/** A decoded image as a row; refuses one that would lose its colour, where all were not made grey. */
export function fittedRow(name: string, pixels: Pixels, spec: ImageSpec): PixelRow {
  checkFit(name, pixels, spec);
  return toRow(pixels, spec);
}

/** What of an image does not come into its row, whatever the model: words behind "is" or "are". */
export function lossesOf(pixels: Pixels): string[] {
  const losses = pixels.loses === undefined ? [] : [pixels.loses];
  return isTransparent(pixels) ? [...losses, "transparent in places: laid over black"] : losses;
}

/** Whether some pixel is not opaque; programs write alpha that says nothing, too. */
function isTransparent({ channels, data, white }: Pixels): boolean {
  if (channels % 2 === 1) return false;
  const full = white ?? (data instanceof Float32Array ? 1 : data instanceof Uint16Array ? 65535 : 255);
  for (let i = channels - 1; i < data.length; i += channels) if (data[i]! < full) return true;
  return false;
}

/** How an image differs from those that the model was trained on, where it is taken all the same: words behind "is" or "are". */
export function remarksOn(pixels: Pixels, spec: ImageSpec): string[] {
  const remarks = lossesOf(pixels);
  const deep = isDeep(pixels);
  if (deep && !spec.range) {
    const taken = pixels.white === undefined ? "the upper 8 are taken" : "brought to 8 by their own white";
    remarks.push(`of more than 8 bits a channel, where the model was trained on 8: ${taken}`);
    if (pixels.white === undefined && usesEighth(pixels, 65535))
      remarks.push(
        "all but black when its upper 8 bits are taken (no number is above an eighth of 65535): save it with 8 bits",
      );
  } else if (deep && pixels.white === undefined && spec.range) {
    const beyond = beyondRange(pixels, spec.range);
    if (beyond) remarks.push(beyond);
  } else if (!deep && spec.range)
    remarks.push("of 8 bits a channel, where the model was trained on more: 255 is taken for white");
  return remarks;
}

/** Whether the numbers of an image lie in the lowest eighth of what can be, as 12 bits do in a file of 16. */
function usesEighth(pixels: Pixels, white: number): boolean {
  const found = new RangeFinder();
  found.add(pixels);
  return found.most > 0 && found.most * 8 < white;
}

/** Whether some pixel is no grey; many cameras write grey as three equal channels. */
function isColoured({ channels, data }: Pixels): boolean {
  for (let i = 0; i < data.length; i += channels) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return true;
  }
  return false;
}

/** (rows, pixels) of rows that were made one by one. */
export function rowsTogether(rows: readonly PixelRow[], spec: ImageSpec): PixelRow {
  const all = emptyRows(spec, rows.length);
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}

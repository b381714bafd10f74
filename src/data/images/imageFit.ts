import { UserError } from "../../errors.ts";
import { type ImageSpec, imageInWords } from "./image.ts";
import { type Pixels, toRow } from "./pixels.ts";

// What a network was trained on decides, for one image that is judged, for a whole set and in a page alike: nothing is
// stretched or made grey in silence. A grey image among those in colour loses nothing, as three equal channels.

/** Refuses an image of another size, where all were not resized. */
export function checkSize(
  name: string,
  { height, width }: { height: number; width: number },
  spec: ImageSpec,
): void {
  if (spec.resize || (height === spec.height && width === spec.width)) return;
  throw new UserError(
    `${name}: has ${width}×${height} pixels, but the model takes images of ${imageInWords(spec)}; take the picture as those were taken, or train with --size to have all resized`,
  );
}

/** A decoded image as a row; refuses one that would lose its colour, where all were not made grey. */
export function fittedRow(name: string, pixels: Pixels, spec: ImageSpec): Uint8Array {
  checkSize(name, pixels, spec);
  if (spec.channels === 1 && !spec.convert && pixels.channels >= 3 && isColoured(pixels)) {
    throw new UserError(
      `${name}: is in colour, but the model takes images of ${imageInWords(spec)}; take it in grey, or train with --grey to have all made grey`,
    );
  }
  return toRow(pixels, spec);
}

/** Whether some pixel is no grey; many cameras write grey as three equal channels. */
function isColoured({ channels, data }: Pixels): boolean {
  for (let i = 0; i < data.length; i += channels) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return true;
  }
  return false;
}

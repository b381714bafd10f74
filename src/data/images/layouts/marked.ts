import { UserError } from "../../../errors.ts";
import { readBytes } from "../../../files.ts";
import type { Region } from "../../table.ts";
import { decodeImage, readImageHeader } from "../decode.ts";
import type { ImageSpec } from "../image.ts";
import { markedPixels } from "../pixels/maskPixels.ts";
import { toRow } from "../pixels/toRow.ts";

/** Of pictures that were read before, or masks of their size, any size is right. */
const fileAt = (path: string) => ({
  name: path,
  read: () => readBytes(path),
  maxPixels: Number.POSITIVE_INFINITY,
});

/**
 * Which pixels of a picture's row its masks and boxes mark, 1 where they do: (height · width,), brought to size as the picture is.
 * Where all that is marked is smaller than a pixel of the row, each pixel that has some of it is. Throws a `UserError` for a mask of
 * another size than its picture.
 */
export async function markedRow(
  picture: string,
  { masks, boxes }: Region,
  spec: ImageSpec,
): Promise<Uint8Array> {
  const { height, width } = await readImageHeader(fileAt(picture));
  const marked = new Uint8Array(height * width);
  for (const path of masks) {
    const mask = await readImageHeader(fileAt(path));
    if (mask.height !== height || mask.width !== width)
      throw new UserError(
        `${path}: has ${mask.width}×${mask.height} pixels, the picture that it is a mask of (${picture}) ${width}×${height}; make them one size`,
      );
    const marks = markedPixels(await decodeImage(fileAt(path), mask));
    for (let i = 0; i < marks.length; i++) if (marks[i] === 1) marked[i] = 255;
  }
  for (const box of boxes) {
    const [left, right] = [box.x, box.x + box.width].map((x) => Math.min(width, Math.max(0, Math.round(x))));
    const [top, bottom] = [box.y, box.y + box.height].map((y) =>
      Math.min(height, Math.max(0, Math.round(y))),
    );
    for (let y = top!; y < bottom!; y++) marked.fill(255, y * width + left!, y * width + right!);
  }
  const grey: ImageSpec = { height: spec.height, width: spec.width, channels: 1, resize: spec.resize };
  const row = toRow({ height, width, channels: 1, data: marked }, grey);
  const least = row.some((value) => value >= 128) ? 128 : 1;
  return Uint8Array.from(row, (value) => (value >= least ? 1 : 0));
}

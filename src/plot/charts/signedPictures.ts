import { faintInk, fontSize, type Page } from "../page.ts";
import type { Picture } from "../picture.ts";
import type { PicturesPanel } from "./panels.ts";
import { drawHead, headHeight, headWidth, lostColour, rangeInWords, signedColour } from "./signedHead.ts";

/** The longer side of a picture, in px; smaller ones are drawn with whole pixels. */
const side = 112;
const gap = 6;
const numberHeight = 16;
const mostPictures = 64;

/** Pictures in rows, the channels of one below each other, under the panel's head. */
export function picturesGroup({ title, size, pictures, names }: PicturesPanel, groupWidth: number) {
  const { height, width, channels } = size;
  const longer = Math.max(height * channels, width);
  const scale = longer > side ? side / longer : Math.floor(side / longer);
  const tile = { width: scale * width, height: scale * height * channels };
  const shown = pictures.slice(0, mostPictures);
  const perRow = Math.min(Math.max(1, Math.floor((groupWidth + gap) / (tile.width + gap))), shown.length);
  const { least, greatest } = rangeOf(pictures);
  const some = shown.length < pictures.length ? ` (the first ${shown.length})` : "";
  const colours = `${channels === 1 ? "" : ` × ${channels}`}`;
  const shape = `${pictures.length} × ${width}×${height}${colours}${some}${rangeInWords(least, greatest)}`;
  const head = { title, shape, least, greatest };
  const wide = Math.max(perRow * (tile.width + gap) - gap, headWidth(head, groupWidth)) + 12;
  return {
    width: wide,
    async draw(page: Page, left: number, top: number): Promise<number> {
      drawHead(page, head, left, top, wide);
      const pixels = painter(page, head);
      const rowHeight = tile.height + numberHeight;
      for (const [i, values] of shown.entries()) {
        const x = left + (i % perRow) * (tile.width + gap);
        const y = top + headHeight + Math.floor(i / perRow) * rowHeight;
        await page.show(pixels(values, size), x, y, tile.width, tile.height);
        const name = names?.[i] ?? String(i);
        if (pictures.length > 1)
          page.write(name, x, y + tile.height + 11, fontSize.tick, tile.width, faintInk);
      }
      return headHeight + Math.ceil(shown.length / perRow) * rowHeight + 14;
    },
  };
}

function rangeOf(pictures: readonly ArrayLike<number>[]): { least: number; greatest: number } {
  let [least, greatest] = [Infinity, -Infinity];
  for (const values of pictures) {
    for (let i = 0; i < values.length; i++) {
      if (values[i]! < least) least = values[i]!;
      if (values[i]! > greatest) greatest = values[i]!;
    }
  }
  return { least, greatest };
}

/** Numbers as a picture's colours, its channels below each other. */
function painter(page: Page, range: { least: number; greatest: number }) {
  const scale = signedColour(range);
  const limit = scale.domain[1];
  const { apply } = page.plot.scale({ color: { ...scale, domain: [...scale.domain] } });
  const steps = 255;
  const rgb = (colour: string) => colour.match(/\d+/g)!.map(Number);
  const colours = Array.from({ length: steps }, (_, i) =>
    rgb(apply((limit * (2 * i)) / (steps - 1) - limit)),
  );
  const lost = [1, 3, 5].map((at) => Number.parseInt(lostColour.slice(at, at + 2), 16));
  return (values: ArrayLike<number>, { height, width, channels }: PicturesPanel["size"]): Picture => {
    const data = new Uint8Array(height * width * channels * 3);
    for (let c = 0, to = 0; c < channels; c++) {
      for (let pixel = 0; pixel < height * width; pixel++, to += 3) {
        const value = values[pixel * channels + c]!;
        const step = Math.round(((value / limit + 1) / 2) * (steps - 1));
        data.set(Number.isNaN(value) ? lost : colours[step]!, to);
      }
    }
    return { width, height: height * channels, channels: 3, data };
  };
}

import { markedRow } from "../../data/images/layouts/marked.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Region } from "../../data/table.ts";
import { rocAuc } from "../../model/metrics/ranking.ts";
import type { Model } from "../../model/model.ts";

/** How well a model's heat finds what masks or boxes mark. */
export interface HeatScore {
  /** how many pictures with a mask or a box were looked at */
  readonly pictures: number;
  /** of how many there are */
  readonly of: number;
  /** the share of them whose hottest pixel is marked */
  readonly hit: number;
  /** the chance that a marked pixel is hotter than another, over all pixels of these pictures; none where all are marked */
  readonly pixelAuroc?: number | undefined;
}

/** A heat map takes hundreds of distances. */
const mostPictures = 40;

/**
 * Heats those pictures of `rows` that have a region, forty of them at most, evenly chosen. Nothing where no defect of theirs is
 * marked, or where the model knows no good part to compare with.
 */
export async function heatScore(
  model: Model,
  { features, image, rowNames = [] }: LabelledRows,
  regions: ReadonlyMap<string, Region> | undefined,
): Promise<HeatScore | undefined> {
  if (!regions || !image || !model.references) return undefined;
  const marked = rowNames.flatMap((name, row) => {
    const region = regions.get(name);
    return region ? [{ name, row, region }] : [];
  });
  const step = Math.max(1, marked.length / mostPictures);
  const chosen = Array.from(
    { length: Math.min(marked.length, mostPictures) },
    (_, i) => marked[Math.floor(i * step)]!,
  );
  const size = image.height * image.width;
  const width = features.shape[1];
  const heats: Float64Array[] = [];
  const labels: Uint8Array[] = [];
  let hits = 0;
  for (const { name, row, region } of chosen) {
    const label = await markedRow(name, region, image);
    if (!label.includes(1)) continue; // a mask of a good part
    const pixels = features.data.slice(row * width, (row + 1) * width);
    const { map, peak } = await model.heat({ pixels });
    heats.push(map);
    labels.push(label);
    hits += label[peak.row * image.width + peak.column]!;
  }
  if (heats.length === 0) return undefined;
  const all = new Float64Array(heats.length * size);
  const truth = new Uint8Array(all.length);
  for (const [i, map] of heats.entries()) {
    all.set(map, i * size);
    truth.set(labels[i]!, i * size);
  }
  return {
    pictures: heats.length,
    of: marked.length,
    hit: hits / heats.length,
    // Without a pixel that is not marked there is nothing to be hotter than.
    pixelAuroc: truth.includes(0) ? rocAuc(truth, all) : undefined,
  };
}

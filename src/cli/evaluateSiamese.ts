import type { LabelledRows } from "../data/labelledRows.ts";
import { loadEngine } from "../engine/load.ts";
import { aurocOf, pairDistances } from "../model/inspection/distance.ts";
import { distancesOf, Embedder } from "../model/inspection/embedder.ts";
import type { Threshold } from "../model/inspection/inspection.ts";
import { loadReferences } from "../model/inspection/references.ts";
import type { Model } from "../model/model.ts";
import { measuringEpoch, pairOrder } from "../train/rows/samplers.ts";
import { type Console, grouped } from "./console.ts";
import { thresholdInWords } from "./inspectionWords.ts";
import { accuracyOf, type Judged, judgedBy } from "./siamese.ts";

interface Rows {
  readonly dataset: LabelledRows;
  readonly which: string;
  readonly split: string;
  readonly notes: readonly string[];
}

/** How well a model of embeddings tells same from different, and good parts from defects, on labelled rows. */
export async function evaluateSiamese(
  folder: string,
  model: Model,
  { dataset, which, split, notes }: Rows,
  seed: number,
  console: Console,
): Promise<void> {
  const embedder = new Embedder(model, await loadEngine("auto"));
  const embedded = await embedder.embed(dataset.features.data);
  const { labels } = dataset;
  const several = new Set(labels).size > 1;
  const pairs = several ? pairOrder(labels, seed).of(measuringEpoch) : undefined;
  const auroc = pairs && aurocOf(pairDistances(embedded, labels, pairs, embedder.distance));
  const judged = await judgedRows(folder, model, embedder, dataset);
  embedder.dispose();

  console.say(`read   ${grouped(dataset.nSamples)} ${which}`);
  for (const note of notes) console.say(`note   ${note}`);
  if (auroc !== undefined) console.say(`result AUROC ${auroc} of same and different pairs`);
  if (judged) {
    const ranked = judged.auroc === undefined ? "" : `AUROC ${judged.auroc} of good parts and defects; `;
    console.say(`judge  ${ranked}${thresholdInWords(judged.rates)}`);
  }
  console.json({
    ...{ run: folder, rows: dataset.nSamples, split },
    ...(auroc === undefined ? {} : { auroc }),
    ...(judged ? judgedJson(judged) : {}),
    notes,
  });
}

async function judgedRows(
  folder: string,
  model: Model,
  embedder: Embedder,
  rows: LabelledRows,
): Promise<Judged | undefined> {
  const { inspection } = model;
  const references = inspection && (await loadReferences(folder, embedder.features));
  if (!inspection || !references) return undefined;
  const distances = await distancesOf(embedder, await embedder.embed(references.rows), rows, inspection);
  return judgedBy(inspection, distances);
}

const judgedJson = ({ auroc, rates }: Judged) => ({
  accuracy: accuracyOf(rates),
  confusion: confusionOf(rates),
  classNames: ["good", "defect"],
  judged: { auroc, ...rates },
});

/** [[good parts that pass, that fail], [defects that pass, that fail]] */
function confusionOf({ missRate, falseRejectRate }: Threshold): number[][] {
  const good = { wrong: falseRejectRate?.wrong ?? 0, of: falseRejectRate?.of ?? 0 };
  const defects = { wrong: missRate?.wrong ?? 0, of: missRate?.of ?? 0 };
  return [
    [good.of - good.wrong, good.wrong],
    [defects.wrong, defects.of - defects.wrong],
  ];
}

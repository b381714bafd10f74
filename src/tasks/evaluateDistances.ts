import type { LabelledRows } from "../data/labelledRows.ts";
import type { Engine } from "../engine/engine.ts";
import { aurocOf, pairDistances } from "../model/inspection/distance.ts";
import { distancesOf, Embedder } from "../model/inspection/embedder.ts";
import { loadReferences } from "../model/inspection/references.ts";
import type { Model } from "../model/model.ts";
import { measuringEpoch, pairOrder } from "../train/rows/samplers.ts";
import { judgedBy, type PartScores, partScores } from "./training/inspect.ts";

/** How well a model of embeddings tells same from different, and good parts from defects. */
export interface DistanceScores {
  /** the chance that a pair of two classes lies further apart than a pair of one; none where there is one class */
  auroc?: number;
  /** against the references that the model keeps */
  judged?: PartScores;
}

/** Measures a model of embeddings on labelled rows; `run` is the folder that its references lie in. */
export async function evaluateDistances(
  run: string,
  model: Model,
  dataset: LabelledRows,
  { engine, seed }: { engine: Engine; seed: number },
): Promise<DistanceScores> {
  const embedder = new Embedder(model, engine);
  try {
    const embedded = await embedder.embed(dataset.features.data);
    const { labels } = dataset;
    const several = new Set(labels).size > 1;
    const pairs = several ? pairOrder(labels, seed).of(measuringEpoch) : undefined;
    const auroc = pairs && aurocOf(pairDistances(embedded, labels, pairs, embedder.distance));
    return { auroc, judged: await judgedRows(run, model, embedder, dataset) };
  } finally {
    embedder.dispose();
  }
}

async function judgedRows(
  run: string,
  { inspection }: Model,
  embedder: Embedder,
  rows: LabelledRows,
): Promise<PartScores | undefined> {
  const references = inspection && (await loadReferences(run, embedder.features));
  if (!inspection || !references) return undefined;
  const distances = await distancesOf(embedder, await embedder.embed(references.rows), rows, inspection);
  return partScores(judgedBy(inspection, distances));
}

import type { LabelledRows } from "../data/rows/labelledRows.ts";
import { aurocOf, distanceOf, pairDistances } from "../model/inspection/distance.ts";
import { embeddingOf } from "../model/inspection/embedder.ts";
import type { Model } from "../model/model.ts";
import { partEvaluation } from "../model/scores.ts";
import { goodAmong } from "../train/inspection/goodClass.ts";
import { measuringEpoch, pairOrder } from "../train/rows/samplers.ts";
import { hasPairs } from "./inspection/contrast.ts";
import type { PartScores } from "./training/inspect.ts";

/** How well a model of embeddings tells same from different, and good parts from defects. */
export interface DistanceScores {
  /** the chance that a pair of two classes lies further apart than a pair of one; none where there is one class */
  auroc?: number;
  /** against the references that the model keeps */
  judged?: PartScores;
}

/** Measures a model of embeddings on labelled rows, of which pairs are drawn by `seed`. */
export async function evaluateDistances(
  model: Model,
  dataset: LabelledRows,
  seed: number,
): Promise<DistanceScores> {
  const { labels, features } = dataset;
  const pairs = hasPairs(labels) ? pairOrder(labels, seed).of(measuringEpoch) : undefined;
  const distance = distanceOf(embeddingOf(model.card), model.parameters);
  const auroc =
    pairs && aurocOf(pairDistances(await model.embed(features), labels, { order: pairs, distance }));
  return { auroc, judged: await judgedRows(model, dataset) };
}

async function judgedRows(
  model: Model,
  { features, labels, classNames }: LabelledRows,
): Promise<PartScores | undefined> {
  const { inspection } = model.card;
  if (!inspection || !model.references) return undefined;
  const names = Array.from(labels, (label) => classNames[label]!);
  const good = goodAmong([...new Set(names)], inspection.good) ?? inspection.good;
  const { auroc, accuracy, confusion, kinds, threshold, missRate, falseRejectRate } = partEvaluation(
    await model.judge(features),
    names,
    { ...inspection, good },
  );
  return { auroc, rates: { threshold, missRate, falseRejectRate }, accuracy, confusion, kinds };
}

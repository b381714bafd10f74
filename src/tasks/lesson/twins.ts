import { numbers } from "../../data/numbers/numbers.ts";
import type { Dataset } from "../../data/numpy/dataset.ts";
import { fitScaler } from "../../data/rows/scale.ts";
import { loadEngine } from "../../engine/load.ts";
import { Evaluator } from "../../model/evaluator.ts";
import {
  aurocOf,
  type Embeddings,
  type PairDistances,
  pairDistances,
} from "../../model/inspection/distance.ts";
import type { Threshold } from "../../model/inspection/inspection.ts";
import { chooseThreshold, ratesAt } from "../../model/inspection/threshold.ts";
import type { Samples } from "../../model/samples.ts";
import { toSamples } from "../../model/samples.ts";
import { initialState, parametersOf } from "../../nn/training/training.ts";
import { fit } from "../../train/fit/fit.ts";
import { pairOrder } from "../../train/rows/samplers.ts";
import type { Plan, TrainingSpec } from "../../train/run/experiment.ts";

// The lesson's last step: a Siamese network, which says same or different, looked at on rows and on classes that it has
// not learned from.

/** It learns from the classes 0 to 6; what it makes of the others shows how far that reaches. */
export const learnedClasses = 7;
export const isLearned = (label: number) => label < learnedClasses;

/** Two numbers a row, so that the picture shows the embedding as it is. */
export const twinSizes = (features: number): number[] => [features, 32, 2];

/** Pairs of held-out rows: how far apart they are in the mean, and how well that tells two classes from one. */
export interface PairLook {
  same: number;
  different: number;
  auroc: number;
}

/** The same pairs by the columns themselves, by the embedding of the first weights, and by that of the last. */
export interface PairLooks {
  pairs: { same: number; different: number };
  columns: PairLook;
  before: PairLook;
  after: PairLook;
}

export interface TwinsResult {
  /** after each, over pairs of the rows that are learned from */
  epochs: { epoch: number; loss: number }[];
  /** held-out rows of the classes that are learned from */
  learned: PairLooks;
  /** held-out rows of the other classes */
  unseen: PairLooks;
  /** chosen on the rows that are learned from; its rates are of `learned` */
  threshold: Threshold;
}

/** What the pictures of distances and embeddings are drawn from. */
export interface Drawn {
  /** of held-out pairs of the learned classes */
  distances: PairDistances;
  /** of all test rows */
  embeddings: Embeddings;
  labels: ArrayLike<number>;
  classNames: readonly string[];
}

interface Setting {
  rows: Dataset;
  test: Dataset;
  /** of the lesson's network: here too a step's gradient is a sum over 32 rows, which are 16 pairs */
  training: TrainingSpec;
  seed: number;
}

/** Trains the network of lessons/09-siamese.ts, to the same numbers. */
export async function learnDistances({
  rows,
  test,
  training,
  seed,
}: Setting): Promise<{ result: TwinsResult; drawn: Drawn }> {
  const engine = await loadEngine("auto");
  const sizes = twinSizes(rows.nFeatures);
  const network = { sizes, activation: "sigmoid", initializer: "glorotUniform" as const };
  const plan: Plan = { network, training: { ...training, shuffle: true, loss: "contrastive" }, seed };
  const train = samplesOf(rows, isLearned);
  const learned = samplesOf(test, isLearned);
  const unseen = samplesOf(test, (label) => !isLearned(label));
  const all = samplesOf(test, () => true);

  const evaluator = new Evaluator(engine, { network, dtype: training.dtype, loss: "contrastive" });
  const embedded = async (samples: Samples) =>
    pairsOf(await evaluator.embeddings(samples.features), samples.labels, seed);
  evaluator.set(parametersOf(initialState({ ...network, ...plan.training, network, seed })));
  const before = { learned: await embedded(learned), unseen: await embedded(unseen) };
  const epochs: TwinsResult["epochs"] = [];
  for await (const { epoch, loss, last, checkpoint } of fit(plan, { engine, train })) {
    epochs.push({ epoch, loss });
    if (last) evaluator.set(parametersOf(checkpoint().state));
  }
  const after = { learned: await embedded(learned), unseen: await embedded(unseen) };
  const known = await embedded(train);
  const embeddings = await evaluator.embeddings(all.features);
  evaluator.dispose();

  const looks = (which: "learned" | "unseen", { features, labels }: Samples): PairLooks => {
    const columns = { values: Float64Array.from(features), dimensions: rows.nFeatures };
    const { same, different } = after[which];
    return {
      pairs: { same: same.length, different: different.length },
      columns: lookOf(pairsOf(columns, labels, seed)),
      before: lookOf(before[which]),
      after: lookOf(after[which]),
    };
  };
  const chosen = chooseThreshold({ name: "f1" }, { good: known.same, defects: known.different });
  const tried = { good: after.learned.same, defects: after.learned.different };
  return {
    result: {
      epochs,
      learned: looks("learned", learned),
      unseen: looks("unseen", unseen),
      threshold: ratesAt(chosen.threshold, tried),
    },
    drawn: { distances: after.learned, embeddings, labels: all.labels, classNames: rows.classNames },
  };
}

function samplesOf(rows: Dataset, wanted: (label: number) => boolean): Samples {
  const labels = numbers(rows.labels);
  const chosen = rows.select(Array.from(labels.keys()).filter((row) => wanted(labels[row]!)));
  return toSamples(chosen, fitScaler("none", chosen.features));
}

const pairsOf = (embeddings: Embeddings, labels: ArrayLike<number>, seed: number): PairDistances =>
  pairDistances(embeddings, labels, { order: pairOrder(labels, seed).of(0) });

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

const lookOf = (distances: PairDistances): PairLook => ({
  same: mean(distances.same),
  different: mean(distances.different),
  auroc: aurocOf(distances),
});

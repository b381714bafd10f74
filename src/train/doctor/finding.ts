import { isEmbedding } from "../../nn/losses/objectives.ts";
import type { Experiment, TrainingSpec } from "../run/experiment.ts";

/**
 * Something that a practitioner would look at again: the numbers behind it, and the settings to try, the likeliest first.
 * report/words/findings.ts says it in words.
 */
export type Finding = {
  [K in FindingKind]: { kind: K; remedies: readonly Remedy[] } & FindingFacts[K];
}[FindingKind];

/**
 * Settings of `train`, such as `{ learningRate: 0.1 }`: `train({ ...options, ...remedy })` tries them. One that is undefined is left out
 * of those that were asked for.
 */
export type Remedy = Readonly<Record<string, unknown>>;

export type FindingKind = keyof FindingFacts;

export interface FindingFacts {
  /** features, or pixels, that alone tell the label of all these rows: its class, or the order of its numbers */
  leak: { names: readonly string[]; rows: number; of: "features" | "pixels"; by: "classes" | "order" };
  /** test rows that are training rows, of those looked at */
  duplicates: { seen: number; of: number; all: boolean };
  /** of the feature that differs most: Kolmogorov's and Smirnov's distance, and how likely chance makes one */
  shift: { names: readonly string[]; distance: number; p: number };
  /** a layer's update in an epoch, in units of its natural size */
  exploding: { layer: string; size: number; epoch: number };
  "rising loss": { least: number; epoch: number; last: number; guess: number };
  /** the largest rise in the last third, from epoch - 1 to epoch; `short` are the rows of a last batch that is too short */
  "unsteady loss": { from: number; to: number; epoch: number; short?: { rows: number; batch: number } };
  plateau: { loss: number; since: number; guess: number; why: "short steps" | "nothing learned" | "little" };
  overfitting:
    | { by: "validation"; least: number; epoch: number; last: number; training: number }
    /** the validation loss was never below that of guessing */
    | { by: "guess"; least: number; guess: number; training: number }
    | { by: "test"; score: "accuracy" | "r2"; training: number; test: number; rows: number };
  /** the gradient at the first weights, as a share of that at the last */
  vanishing: { share: number; layers: number };
  "dead units": IdleUnits;
  "saturated units": IdleUnits;
  /** classes, their training rows, and how many training rows were shown */
  "never predicted": { names: readonly string[]; shown: number; rows: number; of: number };
  /**
   * held-out rows of the class that is to be found that are given another, and where all rows are no better told than by always
   * saying one class, that class and both scores
   */
  missed: {
    name: string;
    wrong: number;
    of: number;
    constant: { name: string; accuracy: number; baseline: number } | undefined;
    /** another threshold, on the same rows: how many it would miss, and give of the other rows the class */
    could?: { missed: number; rejected: number; others: number } | undefined;
  };
  /** classes of which no row is held out, and their training rows, of all: of them the figures say nothing */
  untested: { names: readonly string[]; rows: number; of: number };
  /** classes that no held-out row is given, their rows, and all held-out rows */
  "never found": { names: readonly string[]; rows: number; of: number };
  /** the accuracy of held-out rows, and of always saying the class `name` */
  "no better": { name: string; accuracy: number; baseline: number; rows: number };
  /** R² of held-out rows below 0, which is always saying their mean */
  "below the mean": { r2: number; rows: number };
}

/** Units of a hidden layer that learn nothing from nearly all of these rows. */
export interface IdleUnits {
  found: number;
  units: number;
  layer: string;
  rows: number;
}

/**
 * What measured best after nearly every finding of a training of dense layers (bench/DOCTOR.md): the one that is fitted to the rows, in
 * the place of what was stated. Of other networks, which nothing fits to their rows, `otherwise`.
 */
export function fittedInstead(
  { network, training }: Pick<Experiment, "network" | "training">,
  ...otherwise: Remedy[]
): Remedy[] {
  const { convolution, initializer } = network;
  const other = convolution || initializer === "lessonNormal" || isEmbedding(training.loss);
  return other ? otherwise : [{ effort: "standard" }];
}

/** Four times the epochs. */
export const longer = ({ epochs }: Pick<TrainingSpec, "epochs">): Remedy => ({ epochs: 4 * epochs });

/** The learning rate at that multiple of what it was. */
export const learningRate = (
  { learningRate }: Pick<TrainingSpec, "learningRate">,
  multiple: number,
): Remedy => ({ learningRate: Number((learningRate * multiple).toPrecision(2)) });

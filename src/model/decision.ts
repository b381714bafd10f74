import { argMax } from "../data/numbers/numbers.ts";
import type { Rate } from "./inspection/inspection.ts";

/** What the threshold of two classes is chosen for, one of which is to be found, such as NG: */
export type ClassAim =
  /** of rows of it to come, at least this share is found, on average */
  | { name: "recall"; recall: number }
  /** of rows that are given it, at least this share is of it */
  | { name: "precision"; precision: number }
  /** the least cost: so much for a row of it that is missed, and for another that is given it */
  | { name: "cost"; missCost: number; falseRejectCost: number }
  /** of other rows to come, at most this share is given it, on average */
  | { name: "falseReject"; rate: number }
  /** its highest F1 */
  | { name: "f1" }
  /** as it is given */
  | { name: "fixed"; threshold: number };

/** From which probability on a row is given the class that is to be found, and what comes of it, on rows that were not learned from. */
export interface Decision {
  /** a row whose probability of the positive class is no less is given that class */
  threshold: number;
  aim: ClassAim;
  /** 見逃し: rows of the class that are expected to be missed */
  missRate: Rate;
  /** 過検出: other rows that are expected to be given the class */
  falseRejectRate: Rate;
  /** of rows that are given the class: those that are not of it; of the aim `precision` */
  falseDiscoveryRate?: Rate;
  /** of the aim `precision`: no threshold reaches it on those rows, and this one comes nearest */
  unreached?: true;
  /** of the aim `cost`: what 1,000 rows are expected to cost */
  cost?: ExpectedCost;
  /** whose rows chose it: validation rows, training rows, each held out in turn from other trainings, or those of an evaluation */
  by: "validation" | "training" | "evaluation";
  /** how many these are */
  rows: number;
  /** of the model, which is the mean of so many trainings, each without a fifth of the training rows; one on all of them when left out */
  trainings?: number;
  /** what those rows were given, by which another aim is chosen without a training; older models keep none */
  scores?: KnownScores;
}

/** What 1,000 rows cost, of which `share` are of the positive class, as of those that chose. */
export interface ExpectedCost {
  share: number;
  /** by the threshold */
  chosen: number;
  /** where no row is given the class, and where all are */
  never: number;
  always: number;
  /** by the threshold of the highest F1 */
  f1: number;
}

/** Probabilities of the positive class, of rows that were not learned from. */
export interface KnownScores {
  /** of rows of the class */
  readonly positives: ArrayLike<number>;
  /** of all others */
  readonly others: ArrayLike<number>;
}

/** A threshold on the probability of one class of two, by its place. */
export interface ClassThreshold {
  readonly positive: number;
  readonly threshold: number;
}

/** The threshold that a model's answers follow; none where the likeliest class is the answer. */
export const thresholdOf = ({
  classNames,
  positive,
  decision,
}: {
  readonly classNames: readonly string[];
  readonly positive?: string | undefined;
  readonly decision?: Decision | undefined;
}): ClassThreshold | undefined =>
  decision && { positive: classNames.indexOf(positive!), threshold: decision.threshold };

/** The class that a row is given, whose probabilities of `classes` classes begin at `at`: the likeliest, or of two what the threshold says. */
export function givenClass(
  probabilities: ArrayLike<number>,
  at: number,
  classes: number,
  by: ClassThreshold | undefined,
): number {
  if (!by) return argMax(probabilities, at, at + classes) - at;
  return probabilities[at + by.positive]! >= by.threshold ? by.positive : 1 - by.positive;
}

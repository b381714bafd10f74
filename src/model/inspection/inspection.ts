import type { Numbers } from "../../data/table.ts";
import type { Light } from "./light.ts";

/** A distance above the threshold fails. What the threshold is chosen for: */
export type ThresholdAim =
  /** at least this share of the defects fails; 1: no defect is passed */
  | { name: "recall"; recall: number }
  /** the least cost of a part, of which `defectRate` are defects: as many as in these rows when left out */
  | { name: "cost"; missCost: number; falseRejectCost: number; defectRate?: number }
  /** the highest F1 of the defects */
  | { name: "f1" }
  /** of good parts to come, at most this share fails on average; of n parts the furthest promises 1 / (n + 1) at best */
  | { name: "falseReject"; rate: number }
  /** as it is given */
  | { name: "fixed"; threshold: number };

/** How often something goes wrong, with its 95 % interval by Wilson: of none in n it reaches to about 3.8 / n. */
export interface Rate {
  wrong: number;
  of: number;
  rate: number;
  interval: [low: number, high: number];
}

export interface Threshold {
  threshold: number;
  /** 見逃し: defects that pass; none where there are no defects to say it */
  missRate?: Rate;
  /** 過検出: good parts that fail; none where there are no good parts */
  falseRejectRate?: Rate;
}

/** Distances to the references, of parts that are known to be good or defects; a reference's own to the others. */
export interface KnownDistances {
  readonly good: ArrayLike<number>;
  readonly defects: ArrayLike<number>;
}

/** How an embedding judges parts, as plain JSON: what it was told, and what came of it on rows held back from training. */
export interface Inspection {
  /** the class of the good parts; all others are defects */
  good: string;
  aim: ThresholdAim;
  /** chosen on `known`, and what it does there */
  chosen: Threshold;
  /** the distances that it was chosen on, so that another aim can be met without training anew */
  known: { good: number[]; defects: number[] };
  /** how many good parts `known` were compared with: with fewer, distances are greater */
  references: number;
  /** the distance is the mean to so many of the nearest references */
  neighbours: number;
  /** `known.good` are the references' own distances, where no good part was held back; these were learned from */
  basis?: "references";
  /** of images: the light that good parts were taken in; older models do not say it */
  light?: Light;
}

/** Good parts to compare with: rows as they come, before the model's scaler. */
export interface References {
  /** (n, features), row-major */
  readonly rows: Numbers;
  /** the file or the row of each */
  readonly names: readonly string[];
}

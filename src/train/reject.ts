import { UserError } from "../errors.ts";
import { cholesky, shrunkCovariance, whiten } from "./covariance.ts";
import type { Answer } from "./mistakes.ts";

/** When to answer "none of these". Plain JSON: it goes into the model's file. */
export interface RejectRule {
  /** the share of rows like the training rows that the rule was made to turn away, at most */
  readonly reject: number;
  /** held-out rows that set the two limits */
  readonly rows: number;
  /** An answer less sure than this is "uncertain". */
  readonly confidence: number;
  /** A row further than this from every class is "unknown". */
  readonly distance: number;
  /** Mean of each class in whitened features: (classes with rows, d). */
  readonly means: readonly (readonly number[])[];
  /** The features' common centre, taken away before whitening: (d,). */
  readonly centre: readonly number[];
  /** Lower triangle of the shared covariance's Cholesky factor, row by row: row i has i + 1 numbers. */
  readonly factor: readonly (readonly number[])[];
}

/** Why a row was turned away; null where it was not. */
export type RejectReason = "unknown" | "uncertain" | null;

export interface RejectSet {
  /** (n, d) row-major: standardised input features; for wide inputs (images) the activations of the last hidden layer */
  readonly features: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
}

export interface HeldOut {
  /** (n, d) row-major, the same features as the training rows' */
  readonly features: ArrayLike<number>;
  /** (n, classes) row-major */
  readonly probabilities: ArrayLike<number>;
}

/** As many training rows, evenly spaced, are enough for a covariance: its work is rows · d², here seconds at most. */
const mostRows = (d: number) => Math.round(Math.max(2000, Math.min(20_000, 2e9 / (d * d))));

/**
 * Learns when to say "none of these" (K. Lee, K. Lee, H. Lee, J. Shin, "A Simple Unified Framework for Detecting
 * Out-of-Distribution Samples", 2018). Softmax is as sure of a row far from all it has seen as of any other, so there
 * are two limits: on the largest probability, and on the Mahalanobis distance to the nearest class (one covariance,
 * shared by the classes, shrunk). Each turns away at most half of `reject` of the held-out rows, which must be rows that
 * the network did not learn from. Fewer than 2 / reject of them cannot show so small a share: the limits are then the
 * outermost held-out row.
 */
export function fitReject(train: RejectSet, heldOut: HeldOut, classes: number, reject = 0.02): RejectRule {
  const n = train.labels.length;
  const d = train.features.length / n;
  const rows = heldOut.features.length / d;
  if (!(rows >= 1))
    throw new UserError("reject: there are no held-out rows to set its limits by; hold some out");
  const { centre, means, residuals } = centred(train, classes, d);
  const { covariance } = shrunkCovariance(residuals, d);
  // A column that never varies has no variance to divide by: a millionth of the mean one stands in for it.
  let trace = 0;
  for (let j = 0; j < d; j++) trace += covariance[j * d + j]!;
  const floor = trace === 0 ? 1 : (1e-6 * trace) / d;
  for (let j = 0; j < d; j++) covariance[j * d + j]! += floor;
  const l = cholesky(covariance, d);
  const whitened = means.map((mean) => {
    const y = new Float64Array(d);
    whiten(l, mean, y);
    return Array.from(y);
  });
  const factor = Array.from({ length: d }, (_, i) => Array.from(l.subarray(i * d, i * d + i + 1)));
  const rule = { reject, rows, confidence: 0, distance: Infinity, means: whitened, centre, factor };
  return {
    ...rule,
    confidence: -limit(
      confidences(heldOut.probabilities, classes).map((p) => -p),
      reject / 2,
    ),
    distance: limit(distances(rule, heldOut.features), reject / 2),
  };
}

/** The smallest value that at most a `share` of the values exceed. */
function limit(values: Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length - 1 - Math.floor(share * sorted.length)]!;
}

/** The centre of all rows, each class's mean from there, and what is left of the rows when their class's mean is gone. */
function centred({ features, labels }: RejectSet, classes: number, d: number) {
  const n = labels.length;
  const count = Math.min(n, mostRows(d));
  const picked = Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count));
  const sums = Array.from({ length: classes }, () => new Float64Array(d));
  const counts = new Int32Array(classes);
  const centre = new Float64Array(d);
  for (const i of picked) {
    counts[labels[i]!]!++;
    for (let j = 0; j < d; j++) {
      sums[labels[i]!]![j]! += features[i * d + j]!;
      centre[j]! += features[i * d + j]! / picked.length;
    }
  }
  const means = sums.map((sum, c) => sum.map((s, j) => s / counts[c]! - centre[j]!));
  const residuals = new Float64Array(picked.length * d);
  picked.forEach((i, k) => {
    const mean = means[labels[i]!]!;
    for (let j = 0; j < d; j++) residuals[k * d + j] = features[i * d + j]! - centre[j]! - mean[j]!;
  });
  return { centre: Array.from(centre), means: means.filter((_, c) => counts[c]! > 0), residuals };
}

/** Mahalanobis distance of each row of (n, d) to the nearest class. */
export function distances(
  { means, centre, factor }: Pick<RejectRule, "means" | "centre" | "factor">,
  features: ArrayLike<number>,
): Float64Array {
  const d = centre.length;
  const l = new Float64Array(d * d);
  factor.forEach((row, i) => {
    l.set(row, i * d);
  });
  const x = new Float64Array(d);
  const y = new Float64Array(d);
  return Float64Array.from({ length: features.length / d }, (_, i) => {
    for (let j = 0; j < d; j++) x[j] = features[i * d + j]! - centre[j]!;
    whiten(l, x, y);
    let nearest = Infinity;
    for (const mean of means) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += (y[j]! - mean[j]!) ** 2;
      nearest = Math.min(nearest, sum); // NaN stays NaN
    }
    return Math.sqrt(nearest);
  });
}

function confidences(probabilities: ArrayLike<number>, classes: number): Float64Array {
  return Float64Array.from({ length: probabilities.length / classes }, (_, i) => {
    let best = -Infinity;
    for (let c = 0; c < classes; c++) best = Math.max(best, probabilities[i * classes + c]!);
    return best;
  });
}

/**
 * The rows' reasons to be turned away, and their distances. What cannot be measured (a feature that is NaN) is unknown.
 */
export function applyReject(
  rule: RejectRule,
  features: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: number,
): { reasons: RejectReason[]; distance: Float64Array } {
  const distance = distances(rule, features);
  const confidence = confidences(probabilities, classes);
  const reasons = Array.from(distance, (far, i): RejectReason => {
    if (!(far <= rule.distance)) return "unknown";
    return confidence[i]! >= rule.confidence ? null : "uncertain";
  });
  return { reasons, distance };
}

/** What a rule did to labelled rows. */
export interface RejectScores {
  /** share of rows that got an answer */
  readonly coverage: number;
  readonly kept: number;
  readonly unknown: number;
  readonly uncertain: number;
  /** among the rows that got an answer; null where none did */
  readonly accuracy: number | null;
  /** wrong answers among the rows turned away: what the rule saved */
  readonly mistakesAvoided: number;
}

export function rejectScores(all: readonly Answer[], reasons: readonly RejectReason[]): RejectScores {
  const kept = all.filter((_, i) => reasons[i] === null);
  const wrong = (some: readonly Answer[]) => some.filter((a) => a.label !== a.predicted).length;
  return {
    coverage: kept.length / all.length,
    kept: kept.length,
    unknown: reasons.filter((reason) => reason === "unknown").length,
    uncertain: reasons.filter((reason) => reason === "uncertain").length,
    accuracy: kept.length === 0 ? null : 1 - wrong(kept) / kept.length,
    mistakesAvoided: wrong(all) - wrong(kept),
  };
}

/**
 * The least confidence at which the answers still err in at most `error` of the rows that keep one; null where no
 * confidence does. Put it into a rule's `confidence` to promise an error instead of a share.
 */
export function confidenceForError(all: readonly Answer[], error: number): number | null {
  const sorted = [...all].sort((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  let least: number | null = null;
  sorted.forEach((answer, i) => {
    if (answer.label !== answer.predicted) wrong++;
    const last = sorted[i + 1]?.confidence !== answer.confidence; // rows of equal confidence are kept together
    if (last && wrong <= error * (i + 1)) least = answer.confidence;
  });
  return least;
}

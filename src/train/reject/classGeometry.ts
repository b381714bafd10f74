import { whiten } from "../../model/reject/applyReject.ts";
import type { ClassGeometry } from "../../model/reject/rejectRule.ts";
import { cholesky, shrunkCovariance } from "./covariance.ts";

export interface ClassedRows {
  /** (n, d) row-major: standardised input features; for wide inputs (images) the activations of the last hidden layer */
  readonly features: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
}

/** As many training rows, evenly spaced, are enough for a covariance: its work is rows · d², here seconds at most. */
const mostRows = (d: number) => Math.round(Math.max(2000, Math.min(20_000, 2e9 / (d * d))));

/**
 * Means and shared covariance of labelled rows. The covariance is shrunk in units of the columns' own deviations, so that
 * a column's unit does not matter.
 */
export function classGeometry(train: ClassedRows, classes: number): ClassGeometry {
  const d = train.features.length / train.labels.length;
  const { centre, means, residuals } = centred(train, classes, d);
  const deviations = standardise(residuals, d);
  const { covariance } = shrunkCovariance(residuals, d);
  // A column that never varies has no variance to divide by: a millionth of the mean one stands in for it.
  let trace = 0;
  for (let j = 0; j < d; j++) trace += covariance[j * d + j]!;
  const floor = trace === 0 ? 1 : (1e-6 * trace) / d;
  for (let j = 0; j < d; j++) covariance[j * d + j]! += floor;
  const l = cholesky(covariance, d);
  // With D the deviations, D L (D L)ᵀ is the covariance in the columns' units.
  for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) l[i * d + j]! *= deviations[i]!;
  const whitened = means.map((mean) => {
    const y = new Float64Array(d);
    whiten(l, mean, y);
    return Array.from(y);
  });
  const factor = Array.from({ length: d }, (_, i) => Array.from(l.subarray(i * d, i * d + i + 1)));
  return { means: whitened, centre, factor };
}

/** Divides each column of centred rows by its deviation, which it returns; 1 for a column without any. */
function standardise(residuals: Float64Array, d: number): Float64Array {
  const squares = new Float64Array(d);
  residuals.forEach((x, k) => {
    squares[k % d]! += x * x;
  });
  const deviations = squares.map((sum) => Math.sqrt((sum * d) / residuals.length) || 1);
  for (let k = 0; k < residuals.length; k++) residuals[k]! /= deviations[k % d]!;
  return deviations;
}

/** The centre of all rows, each class's mean from there, and what is left of the rows when their class's mean is gone. */
function centred({ features, labels }: ClassedRows, classes: number, d: number) {
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

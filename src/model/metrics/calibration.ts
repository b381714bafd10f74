import { checkNames, UserError } from "../../errors.ts";
import { checkClasses, checkLists } from "./metricInput.ts";
import { type Answer, answerOf } from "./mistakes.ts";

/** The rows whose confidence (their largest probability) lies in (low, high]. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  /** mean confidence; null without rows */
  readonly confidence: number | null;
  /** share of right answers; null without rows */
  readonly accuracy: number | null;
}

export interface ReliabilityOptions {
  readonly classes: number;
  /** 15 when left out */
  readonly bins?: number;
}

/**
 * Confidence beside accuracy, in bins of equal width (C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of
 * Modern Neural Networks", 2017). A calibrated model is right in 80 % of the rows of which it is 80 % sure.
 * Probabilities are (n, classes) row-major.
 */
export function reliability(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: ReliabilityOptions,
): ReliabilityBin[] {
  checkNames("reliability", options, ["classes", "bins"]);
  const { classes, bins = 15 } = options;
  checkLists("reliability", ["labels", labels], ["probabilities", probabilities, classes]);
  checkClasses("reliability", classes, { labels });
  const all = Array.from(labels, (label, i) => answerOf(i, label, probabilities, i * classes, classes));
  return reliabilityOf(all, bins);
}

/** The same of answers. */
export function reliabilityOf(all: readonly Answer[], bins = 15): ReliabilityBin[] {
  const rows = new Int32Array(bins);
  const confidence = new Float64Array(bins);
  const right = new Int32Array(bins);
  for (const { label, predicted, confidence: p } of all) {
    // Bin m is (m / bins, (m + 1) / bins]; rounding of p * bins must not carry an edge into the bin above.
    let bin = Math.min(bins - 1, Math.max(0, Math.ceil(p * bins) - 1));
    if (bin > 0 && p <= bin / bins) bin--;
    else if (bin < bins - 1 && p > (bin + 1) / bins) bin++;
    rows[bin]!++;
    confidence[bin]! += p;
    if (predicted === label) right[bin]!++;
  }
  return Array.from(rows, (count, m) => ({
    low: m / bins,
    high: (m + 1) / bins,
    rows: count,
    confidence: count === 0 ? null : confidence[m]! / count,
    accuracy: count === 0 ? null : right[m]! / count,
  }));
}

/** Expected calibration error (Guo et al. 2017, eq. 3): Σ (rows of the bin / all rows) |accuracy - confidence|. */
export function expectedCalibrationError(table: readonly ReliabilityBin[]): number {
  if (!table.every((bin) => typeof bin?.rows === "number"))
    throw new UserError(
      "expectedCalibrationError takes the bins of reliability(labels, probabilities, { classes })",
    );
  const all = table.reduce((sum, { rows }) => sum + rows, 0);
  let error = 0;
  for (const { rows, accuracy, confidence } of table) {
    if (accuracy !== null && confidence !== null) error += (rows / all) * Math.abs(accuracy - confidence);
  }
  return error;
}

import { checkRanking } from "./metricInput.ts";
import { normal975 } from "./metrics.ts";

// How well a score ranks: rows of the class (label 1) above the others (label 0), at every threshold.
// scikit-learn's `pos_label` of two classes is the last of the sorted labels: class 1 here, whose probability is the score.

/** The curve of receiver operating characteristics, from (0, 0) to (1, 1). A rate of no rows is NaN. */
export interface RocCurve {
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  /** A row counts as positive from this score on; Infinity at the curve's beginning. */
  readonly thresholds: Float64Array;
}

/** Recall falls from 1 to 0 along the curve; its last point is precision 1, recall 0, and has no threshold. */
export interface PrecisionRecallCurve {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly thresholds: Float64Array;
}

/** At each distinct score, highest first: how many positives and negatives score at least as much. */
interface Step {
  readonly score: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

function steps(labels: ArrayLike<number>, scores: ArrayLike<number>): Step[] {
  const order = Int32Array.from({ length: labels.length }, (_, i) => i);
  order.sort((a, b) => scores[b]! - scores[a]!);
  const found: Step[] = [];
  let truePositives = 0;
  for (let i = 0; i < order.length; i++) {
    const score = scores[order[i]!]!;
    truePositives += labels[order[i]!]!;
    // Rows of equal score pass the threshold together.
    if (i + 1 < order.length && scores[order[i + 1]!] === score) continue;
    found.push({ score, truePositives, falsePositives: i + 1 - truePositives });
  }
  return found;
}

/** As scikit-learn's `roc_curve`: points in the middle of a straight piece are left out. */
export function rocCurve(labels: ArrayLike<number>, scores: ArrayLike<number>): RocCurve {
  checkRanking("rocCurve", labels, scores);
  const all = steps(labels, scores);
  const corners = all.filter((step, i) => {
    const [before, after] = [all[i - 1], all[i + 1]];
    if (!before || !after) return true;
    const bend = (key: "truePositives" | "falsePositives") => after[key] - 2 * step[key] + before[key];
    return bend("truePositives") !== 0 || bend("falsePositives") !== 0;
  });
  const points = [{ score: Infinity, truePositives: 0, falsePositives: 0 }, ...corners];
  const { truePositives: positives, falsePositives: negatives } = points.at(-1)!;
  return {
    falsePositiveRate: Float64Array.from(points, (point) => point.falsePositives / negatives),
    truePositiveRate: Float64Array.from(points, (point) => point.truePositives / positives),
    thresholds: Float64Array.from(points, ({ score }) => score),
  };
}

/**
 * The area under the ROC curve, as scikit-learn's `roc_auc_score`: the chance that a row of the class scores higher than
 * another row, a tie counting one half. NaN where all rows are of one kind.
 */
export function rocAuc(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  checkRanking("rocAuc", labels, scores);
  const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(labels, scores);
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return area;
}

/**
 * The 95 % interval of an area under the ROC curve that was found from so many independent rows of each kind, as R. G.
 * Newcombe gives it ("Confidence intervals for an effect size measure based on the Mann–Whitney statistic, part 2",
 * 2006, method 5): like Wilson's, it stays within [0, 1] and has a width at an area of 1.
 */
export function rocAucInterval(
  area: number,
  positives: number,
  negatives: number,
): [low: number, high: number] {
  const others = (positives + negatives) / 2 - 1;
  // Hanley and McNeil's variance of an area θ, both kinds counted as their mean
  const deviation = (t: number) =>
    Math.sqrt((t * (1 - t) * (1 + others * ((1 - t) / (2 - t) + t / (1 + t)))) / (positives * negatives));
  /** Where `area` lies 1.96 deviations away, between itself and `end`. */
  const bound = (end: number) => {
    let [near, far] = [area, end];
    for (let i = 0; i < 60; i++) {
      const middle = (near + far) / 2;
      if (Math.abs(area - middle) < normal975 * deviation(middle)) near = middle;
      else far = middle;
    }
    return far;
  };
  return [bound(0), bound(1)];
}

/** As scikit-learn's `precision_recall_curve`; the recall of no rows is NaN. */
export function precisionRecallCurve(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): PrecisionRecallCurve {
  checkRanking("precisionRecallCurve", labels, scores);
  const points = steps(labels, scores).reverse();
  const positives = points[0]!.truePositives;
  return {
    precision: Float64Array.from([
      ...points.map((point) => point.truePositives / (point.truePositives + point.falsePositives)),
      1,
    ]),
    recall: Float64Array.from([...points.map((point) => point.truePositives / positives), 0]),
    thresholds: Float64Array.from(points, ({ score }) => score),
  };
}

/**
 * Average precision, as scikit-learn's `average_precision_score`: Σ (R_n - R_{n-1}) P_n, the area under the curve's
 * steps, not under straight lines between its points. NaN where no row is of the class (scikit-learn warns, and says 0).
 * The class is the one of label 1, and a high score speaks for it: of two classes 0 and 1 that is scikit-learn's default,
 * `pos_label=1`, the last of the sorted labels. For class 0 give `1 - label` and its own probability; the two differ.
 */
export function averagePrecision(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  checkRanking("averagePrecision", labels, scores);
  const { precision, recall } = precisionRecallCurve(labels, scores);
  let area = 0;
  for (let i = 1; i < recall.length; i++) area += (recall[i - 1]! - recall[i]!) * precision[i - 1]!;
  return area;
}

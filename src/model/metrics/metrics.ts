import { checkNames, UserError } from "../../errors.ts";
import { checkClasses, checkConfusion, checkLists } from "./metricInput.ts";

export interface ClassOptions {
  /** how many classes there are: labels and predictions are 0 … classes - 1 */
  readonly classes: number;
}

/** counts[t][p]: the rows of true class t that were given class p, as scikit-learn's `confusion_matrix`. */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  options: ClassOptions,
): number[][] {
  checkNames("confusionMatrix", options, ["classes"]);
  const { classes } = options;
  checkLists("confusionMatrix", ["labels", labels], ["predicted", predicted]);
  checkClasses("confusionMatrix", classes, { labels, predicted });
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]![predicted[i]!]!++;
  return counts;
}

/** The share of rows on the diagonal, as scikit-learn's `accuracy_score`. */
export function accuracy(confusion: readonly (readonly number[])[]): number {
  checkConfusion("accuracy", confusion);
  let right = 0;
  let all = 0;
  confusion.forEach((row, t) => {
    right += row[t]!;
    for (const n of row) all += n;
  });
  return right / all;
}

/** Quantile 0.975 of the standard normal: 95 % lie within ± this. */
export const normal975 = 1.959963984540054;

/**
 * The 95 % interval of a share, `successes` of `trials`, as E. B. Wilson gave it (1927): it stays within [0, 1] and keeps
 * its word near the ends and for few trials, where p ± 1.96 s does not.
 */
export function wilsonInterval(successes: number, trials: number): [low: number, high: number] {
  if (!(successes >= 0 && successes <= trials))
    throw new UserError(
      `wilsonInterval: ${successes} successes of ${trials} trials; give at most as many as trials`,
    );
  const p = successes / trials;
  const z2 = normal975 ** 2;
  // Both ends solve (p - x)^2 = z^2 x (1 - x) / n for x.
  const centre = (p + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = (normal975 * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials ** 2))) / (1 + z2 / trials);
  return [successes === 0 ? 0 : centre - half, successes === trials ? 1 : centre + half];
}

/** How well one class is told, or a mean over classes. */
export interface ClassScores {
  /** of the rows that were given this class, the share that are of it */
  precision: number;
  /** of the rows of this class, the share that were given it */
  recall: number;
  /** harmonic mean of the two */
  f1: number;
  /** rows of this class */
  support: number;
}

/**
 * Precision, recall and F1 of each class, their plain mean (macro) and their mean weighted by support, as scikit-learn's
 * `precision_recall_fscore_support(..., labels=range(classes), zero_division=0)`: a class that is never predicted has
 * precision 0, a class without rows has recall 0, and both count in the plain mean.
 */
export function classScores(confusion: readonly (readonly number[])[]): {
  classes: ClassScores[];
  macro: ClassScores;
  weighted: ClassScores;
} {
  checkConfusion("classScores", confusion);
  const sums = (count: (row: readonly number[], c: number) => number) => confusion.map(count);
  return scoresOf({
    right: sums((row, c) => row[c]!),
    given: sums((_, c) => confusion.reduce((sum, counts) => sum + counts[c]!, 0)),
    support: sums((row) => row.reduce((sum, n) => sum + n, 0)),
  });
}

/** The same from each class's rows: those rightly given it, all that were given it, and all that are of it. */
export function scoresOf(totals: {
  readonly right: ArrayLike<number>;
  readonly given: ArrayLike<number>;
  readonly support: ArrayLike<number>;
}): { classes: ClassScores[]; macro: ClassScores; weighted: ClassScores } {
  const classes = Array.from(totals.right, (right, c): ClassScores => {
    const [given, support] = [totals.given[c]!, totals.support[c]!];
    const precision = given === 0 ? 0 : right / given;
    const recall = support === 0 ? 0 : right / support;
    const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { precision, recall, f1, support };
  });
  const rows = classes.reduce((sum, { support }) => sum + support, 0);
  const mean = (weight: (scores: ClassScores) => number): ClassScores => {
    const of = (key: "precision" | "recall" | "f1") =>
      classes.reduce((sum, scores) => sum + weight(scores) * scores[key], 0);
    return { precision: of("precision"), recall: of("recall"), f1: of("f1"), support: rows };
  };
  return {
    classes,
    macro: mean(() => 1 / classes.length),
    weighted: mean(({ support }) => support / rows),
  };
}

/**
 * Mean cross-entropy, in nats, of probabilities (n, classes) row-major, as scikit-learn's `log_loss`: they are kept
 * within [ε, 1-ε], ε = 2^-52, so that a certain mistake costs 36 and not infinity, and each row is made to sum to one.
 */
export function logLoss(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: ClassOptions,
): number {
  checkNames("logLoss", options, ["classes"]);
  const { classes } = options;
  checkLists("logLoss", ["labels", labels], ["probabilities", probabilities, classes]);
  checkClasses("logLoss", classes, { labels });
  let loss = 0;
  for (let i = 0; i < labels.length; i++) loss += rowLoss(labels[i]!, probabilities, i * classes, classes);
  return loss / labels.length;
}

const clip = (p: number) => Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p));

/** What one row adds to it; its probabilities begin at `at`. */
export function rowLoss(
  label: number,
  probabilities: ArrayLike<number>,
  at: number,
  classes: number,
): number {
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += clip(probabilities[at + c]!);
  return -Math.log(clip(probabilities[at + label]!) / sum);
}

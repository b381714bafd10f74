import { moments } from "./rowSample.ts";

/** What two trainings are compared by. */
export type ComparedBy =
  | "accuracy"
  | "r2"
  /** the area under the ROC curve of the class that is to be found */
  | "auroc"
  /** the mean of two shares: rows of that class that are found, and other rows that are not given it */
  | "shares";

/** What a training says of rows that it did not learn from. */
export interface Said {
  /** a class, or a number */
  readonly predicted: ArrayLike<number>;
  /** the probability of the class that is to be found */
  readonly scores: ArrayLike<number>;
}

export interface Comparison {
  readonly by: ComparedBy;
  readonly before: number;
  readonly after: number;
  /** of the difference, 95 % */
  readonly interval: readonly [low: number, high: number];
  readonly rows: number;
}

interface Compared {
  labels: ArrayLike<number>;
  before: Said;
  after: Said;
  /** the class that is to be found */
  positive: number;
}

/**
 * Two trainings on the same rows. The interval is of what each row gains, so that what both find hard does not widen it; of AUROC it
 * is that of E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson (1988).
 */
export function compare(by: ComparedBy, { labels, before, after, positive }: Compared): Comparison {
  const { length: rows } = labels;
  const sides = sidesOf(by, labels, positive);
  const [first, last] = [before, after].map((said) => worthOf(by, { labels, said, sides }));
  let [was, is, variance] = [0, 0, 0];
  for (const side of sides) {
    const gains = side.map((row) => last![row]! - first![row]!);
    // Each side of an AUROC is all of it; each of two shares a half.
    const weight = by === "auroc" ? 1 : 1 / sides.length;
    variance += (weight ** 2 * moments(gains).variance) / Math.max(1, side.length - 1);
    was += moments(side.map((row) => first![row]!)).mean / sides.length;
    is += moments(side.map((row) => last![row]!)).mean / sides.length;
  }
  const half = 1.96 * Math.sqrt(variance);
  return { by, before: was, after: is, interval: [is - was - half, is - was + half], rows };
}

/** Rows that are averaged apart: of the class that is to be found, and the others. */
function sidesOf(by: ComparedBy, labels: ArrayLike<number>, positive: number): number[][] {
  const all = Array.from(labels, (_, row) => row);
  if (by === "accuracy" || by === "r2") return [all];
  return [all.filter((row) => labels[row] === positive), all.filter((row) => labels[row] !== positive)];
}

/** What each row adds: the mean over a side is the figure. */
function worthOf(
  by: ComparedBy,
  { labels, said, sides }: { labels: ArrayLike<number>; said: Said; sides: readonly number[][] },
): Float64Array {
  const { predicted, scores } = said;
  if (by === "auroc") return placements(scores, sides as [number[], number[]]);
  if (by !== "r2") return Float64Array.from(labels, (label, row) => Number(predicted[row] === label));
  const { variance } = moments(labels);
  return Float64Array.from(labels, (label, row) => 1 - (predicted[row]! - label) ** 2 / variance);
}

/** Of each row: the share of the other side's rows that its score is on the right side of; a tie is a half. */
function placements(
  scores: ArrayLike<number>,
  [positives, others]: readonly [number[], number[]],
): Float64Array {
  const worth = new Float64Array(scores.length);
  for (const [own, other, sign] of [
    [positives, others, 1],
    [others, positives, -1],
  ] as const) {
    const sorted = Float64Array.from(other, (row) => sign * scores[row]!).sort();
    for (const row of own) {
      const score = sign * scores[row]!;
      worth[row] = (below(sorted, score, true) + below(sorted, score, false)) / (2 * sorted.length);
    }
  }
  return worth;
}

/** How many of ascending values are below one, or no more than it. */
function below(sorted: Float64Array, value: number, strictly: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (strictly ? sorted[middle]! < value : sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

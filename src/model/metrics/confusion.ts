import { checkClasses, checkLists } from "./metricInput.ts";
import { type ClassOptions, type ClassScores, scoresOf } from "./metrics.ts";

// A confusion matrix of k classes has k² numbers, nearly all of them 0 where k is large: here are the others alone.

/** The rows of class `label` that were taken for class `predicted`; at least one. */
export interface ConfusionCount {
  readonly label: number;
  readonly predicted: number;
  readonly rows: number;
}

/** Of more classes than this, reports and evaluations give the counts that are not 0 in the place of the matrix. */
export const mostDense = 256;

/** Of more classes than this, a picture or a page shows those that are mixed up most: so many numbers can be read. */
export const mostDrawn = 60;

/** The counts of a confusion matrix that are not 0, row by row of it. */
export function confusionCounts(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  { classes }: ClassOptions,
): ConfusionCount[] {
  checkLists("confusionCounts", ["labels", labels], ["predicted", predicted]);
  checkClasses("confusionCounts", classes, { labels, predicted });
  const places = Float64Array.from(labels, (label, i) => label * classes + predicted[i]!).sort();
  const counts: ConfusionCount[] = [];
  for (let start = 0, end = 0; start < places.length; start = end) {
    const place = places[start]!;
    while (places[end] === place) end++;
    counts.push({ label: Math.floor(place / classes), predicted: place % classes, rows: end - start });
  }
  return counts;
}

/** The same of a whole matrix. */
export const countsOf = (matrix: readonly (readonly number[])[]): ConfusionCount[] =>
  matrix.flatMap((row, label) =>
    row.flatMap((rows, predicted) => (rows > 0 ? [{ label, predicted, rows }] : [])),
  );

/** The whole matrix; null of more classes than `mostDense`. */
export function denseMatrix(counts: readonly ConfusionCount[], classes: number): number[][] | null {
  if (classes > mostDense) return null;
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { label, predicted, rows } of counts) matrix[label]![predicted] = rows;
  return matrix;
}

export interface ClassTotals {
  /** of each class, the rows that are rightly given it */
  readonly right: Int32Array;
  /** the rows that were given it */
  readonly given: Int32Array;
  /** the rows that are of it */
  readonly support: Int32Array;
}

export function classTotals(counts: readonly ConfusionCount[], classes: number): ClassTotals {
  const [right, given, support] = [0, 0, 0].map(() => new Int32Array(classes)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  for (const { label, predicted, rows } of counts) {
    support[label]! += rows;
    given[predicted]! += rows;
    if (label === predicted) right[label] = rows;
  }
  return { right, given, support };
}

/** `classScores` of counts. */
export const countScores = (
  counts: readonly ConfusionCount[],
  classes: number,
): { classes: ClassScores[]; macro: ClassScores; weighted: ClassScores } =>
  scoresOf(classTotals(counts, classes));

/**
 * The classes that are mixed up most, `most` at most, in their order: those of the pairs with most mistakes, pair by pair; where
 * pairs have as many, first of the classes with more mistakes. Where no more are mixed up, the first others fill up.
 */
export function mixedUp(counts: readonly ConfusionCount[], classes: number, most: number): number[] {
  if (classes <= most) return Array.from({ length: classes }, (_, c) => c);
  const mistakes = new Int32Array(classes);
  const wrong = counts.filter(({ label, predicted }) => label !== predicted);
  for (const { label, predicted, rows } of wrong) {
    mistakes[label]! += rows;
    mistakes[predicted]! += rows;
  }
  const both = ({ label, predicted }: ConfusionCount) => mistakes[label]! + mistakes[predicted]!;
  wrong.sort((a, b) => b.rows - a.rows || both(b) - both(a));
  const chosen = new Set<number>();
  for (const { label, predicted } of wrong) {
    if (chosen.size + Number(!chosen.has(label)) + Number(!chosen.has(predicted)) > most) continue;
    chosen.add(label).add(predicted);
    if (chosen.size === most) break;
  }
  for (let c = 0; chosen.size < most; c++) chosen.add(c);
  return [...chosen].sort((a, b) => a - b);
}

/** The rows between some classes, `shown`, and how many of the mistakes are among them. */
export function confusionAmong(counts: readonly ConfusionCount[], shown: readonly number[]) {
  const place = new Map(shown.map((c, i) => [c, i]));
  const matrix = shown.map(() => new Array<number>(shown.length).fill(0));
  let [mistakes, among] = [0, 0];
  for (const { label, predicted, rows } of counts) {
    const [i, j] = [place.get(label), place.get(predicted)];
    const wrong = label === predicted ? 0 : rows;
    mistakes += wrong;
    if (i === undefined || j === undefined) continue;
    among += wrong;
    matrix[i]![j] = rows;
  }
  return { matrix, mistakes, among };
}

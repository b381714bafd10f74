import { checkNames, shown, UserError } from "../../errors.ts";
import { type ArrayWithShape, numbers } from "../numbers/numbers.ts";
import { randomState } from "../random/randomState.ts";
import { checkSeed } from "../random/seed.ts";
import { areSingle, type Groups, groupsOf, noneEmpty, type Permute, stratifiedGroupParts } from "./groups.ts";

export interface SplitOptions {
  /** a share of the rows between 0 and 1 (rounded up), or a number of rows */
  testSize?: number;
  seed?: number;
  /** Each class keeps its share in both parts. */
  stratify?: boolean;
  /**
   * a number for each row: rows with the same (a lot, a part seen from several sides, copies) go to one side together. Without
   * `stratify`, `testSize` is then of the groups
   */
  groups?: ArrayLike<number> | undefined;
}

/** What can be split: a Dataset, or rows as plain numbers. */
export interface Divisible<Part> {
  readonly nSamples: number;
  readonly classNames: readonly string[];
  readonly labels: ArrayLike<number> | ArrayWithShape;
  select(rows: ArrayLike<number>): Part;
}

export interface TrainTest<Part> {
  train: Part;
  test: Part;
}

/**
 * The rows that scikit-learn's `train_test_split(test_size, random_state, stratify)` takes, in its order. With `groups`, those of
 * its `GroupShuffleSplit`, ascending; with `stratify` too, those of the rule of its `StratifiedGroupKFold` for two parts of the
 * shares asked for, the groups taken in the order of a permutation, and where every group is one row as without groups.
 *
 * Throws a `UserError` where a side would be left empty, or is too small for one row of each class.
 *
 * @example
 * import { Table, toRows, trainTestSplit } from "kiso";
 *
 * const lots = [0, 0, 1, 1, 2, 2, 3, 3];
 * const table = new Table(
 *   new Map([
 *     ["width", { kind: "number", values: Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8]) }],
 *     ["label", { kind: "text", values: ["good", "bad", "good", "bad", "good", "bad", "good", "bad"] }],
 *   ]),
 *   [{ file: "parts.csv", rows: 8 }],
 * );
 * const { train, test } = trainTestSplit(toRows(table), { testSize: 0.25, stratify: true, groups: lots });
 * console.log(train.nSamples, test.nSamples); // 6 2
 */
export function trainTestSplit<Part>(dataset: Divisible<Part>, options: SplitOptions = {}): TrainTest<Part> {
  checkNames("trainTestSplit", options, ["testSize", "seed", "stratify", "groups"]);
  if (typeof dataset?.select !== "function")
    throw new UserError("trainTestSplit takes a Dataset: new Dataset({ features, labels })");
  const { testSize = 0.25, seed = 0, stratify = false } = options;
  if (typeof testSize !== "number")
    throw new UserError(`trainTestSplit: testSize must be a number, found ${shown(testSize)}`);
  const { permutation } = randomState(checkSeed(seed, "trainTestSplit"));
  const groups = options.groups && groupsOf(options.groups, dataset.nSamples, "trainTestSplit");
  const rows =
    groups && !(stratify && areSingle(groups))
      ? groupedRows(groups, testSize, permutation, stratify ? labelsOf(dataset) : undefined)
      : stratify
        ? stratifiedRows(labelsOf(dataset), testSize, permutation, (label) => dataset.classNames[label]!)
        : shuffledRows(dataset.nSamples, testSize, permutation);
  return { train: dataset.select(rows.train), test: dataset.select(rows.test) };
}

const labelsOf = ({ labels }: Divisible<unknown>): number[] =>
  Array.from("shape" in labels ? numbers(labels) : labels);

/** Rows of one group on one side, ascending; with `labels`, each class has its share on both. */
function groupedRows(
  groups: Groups,
  testSize: number,
  permute: Permute,
  labels: readonly number[] | undefined,
): { train: number[]; test: number[] } {
  const rows = groups.of.length;
  const n = labels ? rows : groups.count;
  const nTest = testRows(n, testSize);
  if (groups.count < 2)
    throw new UserError(
      `trainTestSplit: all ${rows} rows are of one group, which cannot be both trained on and tested; add rows of other groups`,
    );
  if (!Number.isInteger(nTest) || nTest < 1 || nTest >= n)
    throw new UserError(
      `trainTestSplit: testSize ${testSize} does not leave groups on both sides of ${groups.count} groups in ${rows} rows: give a share between 0 and 1, or a number of ${labels ? "rows" : "groups"} from 1 to ${n - 1}`,
    );
  let tested: (row: number) => boolean;
  if (labels) {
    const shares = [1 - nTest / n, nTest / n];
    const parts = noneEmpty(stratifiedGroupParts(labels, groups, shares, permute), groups, 2);
    tested = (row) => parts[row] === 1;
  } else {
    const chosen = new Set(permute(n).slice(0, nTest));
    tested = (row) => chosen.has(groups.of[row]!);
  }
  const all = Array.from({ length: rows }, (_, row) => row);
  return { train: all.filter((row) => !tested(row)), test: all.filter(tested) };
}

/** As scikit-learn's ShuffleSplit: the first rows of a permutation test, the others train. */
function shuffledRows(n: number, testSize: number, permute: Permute): { train: number[]; test: number[] } {
  const nTest = testRows(n, testSize);
  if (!Number.isInteger(nTest) || nTest < 1 || nTest >= n) {
    throw new UserError(
      `trainTestSplit: testSize ${testSize} does not leave rows on both sides of a dataset of ${n} rows: give a share between 0 and 1, or a number of rows from 1 to ${n - 1}`,
    );
  }
  const rows = permute(n);
  return { train: rows.slice(nTest), test: rows.slice(0, nTest) };
}

/** The rows of scikit-learn's StratifiedShuffleSplit, drawn in its order from `permute`'s stream. `nameOf` says a class in an error. */
export function stratifiedRows(
  labels: readonly number[],
  testSize: number,
  permute: Permute,
  nameOf: (label: number) => string = String,
): { train: number[]; test: number[] } {
  const n = labels.length;
  const nTest = testRows(n, testSize);
  const rowsOfClass = groupByClass(labels);
  const nClasses = rowsOfClass.length;
  if (!Number.isInteger(nTest) || nTest < nClasses || n - nTest < nClasses) {
    throw new UserError(
      `A stratified split with testSize ${testSize} puts ${nTest} of ${n} rows into the test part; both parts need at least ${nClasses}, one a class`,
    );
  }
  const lone = rowsOfClass.find((rows) => rows.length < 2);
  if (lone) {
    throw new UserError(
      `A stratified split needs two rows of every class, but class "${nameOf(labels[lone[0]!]!)}" has one; add rows or split without stratify`,
    );
  }
  const counts = rowsOfClass.map((rows) => rows.length);
  const nTrainOf = approximateMode(counts, n - nTest, permute);
  const nTestOf = approximateMode(
    counts.map((count, c) => count - nTrainOf[c]!),
    nTest,
    permute,
  );
  const train: number[] = [];
  const test: number[] = [];
  for (const [c, rows] of rowsOfClass.entries()) {
    const shuffled = permute(rows.length).map((i) => rows[i]!);
    for (const row of shuffled.slice(0, nTrainOf[c]!)) train.push(row);
    for (const row of shuffled.slice(nTrainOf[c]!, nTrainOf[c]! + nTestOf[c]!)) test.push(row);
  }
  const trainOrder = permute(train.length);
  const testOrder = permute(test.length);
  return { train: trainOrder.map((i) => train[i]!), test: testOrder.map((i) => test[i]!) };
}

/** A share between 0 and 1 is rounded up to rows; other numbers are rows. */
export function testRows(n: number, testSize: number): number {
  return testSize > 0 && testSize < 1 ? Math.ceil(testSize * n) : testSize;
}

/** The rows of each class that occurs, classes and rows ascending. */
function groupByClass(labels: readonly number[]): number[][] {
  const rows = new Map<number, number[]>();
  for (const [row, label] of labels.entries()) {
    const those = rows.get(label);
    if (those) those.push(row);
    else rows.set(label, [row]);
  }
  return [...rows.entries()].sort(([a], [b]) => a - b).map(([, those]) => those);
}

/**
 * The likeliest number of rows of each class among `draws`: every class its share rounded down, the rows that are
 * then left to the largest remainders, ties by lot.
 */
function approximateMode(counts: readonly number[], draws: number, permute: Permute): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const share = counts.map((count) => (count / total) * draws);
  const drawn = share.map(Math.floor);
  let left = draws - drawn.reduce((sum, count) => sum + count, 0);
  const remainder = share.map((value, c) => value - drawn[c]!);
  for (const value of [...new Set(remainder)].sort((a, b) => b - a)) {
    if (left === 0) break;
    const tied = remainder.flatMap((one, c) => (one === value ? [c] : []));
    const size = Math.min(tied.length, left);
    // choice without replacement is a permutation's first places; it spends the stream even where all are taken.
    for (const i of permute(tied.length).slice(0, size)) drawn[tied[i]!] = drawn[tied[i]!]! + 1;
    left -= size;
  }
  return drawn;
}

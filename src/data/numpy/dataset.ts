import { max, type NDArray, random, take } from "numpy-ts";
import { UserError } from "../../errors.ts";
import { numbers } from "../numbers/numbers.ts";
import { checkSeed } from "../random/seed.ts";
import type { LabelledRows } from "../rows/labelledRows.ts";
import { Labelled, type LabelledParts } from "../rows/labelledRows.ts";
import { type TrainTest, trainTestSplit } from "../rows/split.ts";
import { ndarray } from "./arrays.ts";

/** The names may be left out: then they are x0, x1, …, and the classes their numbers. */
export type DatasetParts = Pick<LabelledParts<NDArray, NDArray>, "features" | "labels"> &
  Partial<LabelledParts<NDArray, NDArray>>;

/**
 * Rows of features (any numeric dtype) with a class each (labels int32), or, without any classes, a value to predict
 * (float64). Immutable: every method returns a new Dataset.
 */
export class Dataset extends Labelled<NDArray, NDArray> {
  constructor(parts: DatasetParts) {
    checkParts(parts);
    super({
      ...parts,
      featureNames: parts.featureNames ?? defaultNames("x", parts.features.shape[1]!),
      classNames: parts.classNames ?? classNumbers(parts.labels),
    });
  }

  static of(rows: LabelledRows): Dataset {
    return new Dataset({ ...rows, features: ndarray(rows.features), labels: ndarray(rows.labels) });
  }

  /**
   * The rows in the order of `numpy.random.default_rng(seed).permutation(n_samples)`:
   * what `datasets.Dataset.shuffle(seed=seed)` gives.
   */
  shuffle(seed: number): Dataset {
    const generator = random.default_rng(checkSeed(seed, "shuffle"));
    return this.select(toIndices(generator.permutation(this.nSamples)));
  }

  /** The rows at `indices`, in that order, as `datasets.Dataset.select`. */
  select(indices: ArrayLike<number>): Dataset {
    if (typeof indices !== "object" || indices === null)
      throw new UserError(`select: takes a list of row numbers, found ${indices}; give [${indices}]`);
    const rows = Array.from(indices);
    const wrong = rows.find((row) => !Number.isInteger(row) || row < 0 || row >= this.nSamples);
    if (wrong !== undefined) {
      throw new UserError(`select: row ${wrong} is outside this dataset of ${this.nSamples} rows`);
    }
    return new Dataset({
      ...this,
      features: take(this.features, rows, 0) as NDArray,
      labels: take(this.labels, rows, 0) as NDArray,
      rowNames: this.rowNames && rows.map((row) => this.rowNames![row]!),
    });
  }

  /**
   * Two Datasets with no row in common, the rows drawn as scikit-learn's
   * `train_test_split(..., test_size=testSize, random_state=seed)` draws them.
   * A `testSize` between 0 and 1 is a share of the rows (rounded up), a whole number is that many rows.
   */
  trainTestSplit(testSize = 0.25, seed = 0): TrainTest<Dataset> {
    return trainTestSplit(this, { testSize, seed });
  }
}

/** Refuses parts that are not of the same rows, and labels that no class has: later they would be read past their end. */
function checkParts(parts: DatasetParts): void {
  const { features, labels, classNames, featureNames, rowNames } = parts ?? {};
  const shapes = { features: features?.shape, labels: labels?.shape };
  if (shapes.features?.length !== 2 || shapes.labels?.length !== 1) {
    const found = Object.entries(shapes).map(
      ([name, shape]) => `${name} ${shape ? showShape(shape) : "no array"}`,
    );
    throw new UserError(
      `Dataset: { features, labels } must be arrays (rows, features) and (rows,), such as np.array([[1, 2], [3, 4]]); found ${found.join(" and ")}`,
    );
  }
  const [n, d] = shapes.features as [number, number];
  const counts = {
    labels: [labels!.size, n],
    rowNames: [rowNames?.length, n],
    featureNames: [featureNames?.length, d],
  };
  for (const [name, [found, wanted]] of Object.entries(counts)) {
    if (found !== undefined && found !== wanted)
      throw new UserError(`Dataset: features ${showShape([n, d])} want ${wanted} ${name}, found ${found}`);
  }
  if (classNames?.length === 0) return;
  const classes = numbers(labels!);
  for (let row = 0; row < n; row++) {
    const label = classes[row]!;
    if (Number.isInteger(label) && label >= 0 && label < (classNames?.length ?? Infinity)) continue;
    throw new UserError(
      `Dataset: row ${row} has label ${label}, where ${classNames ? `there are ${classNames.length} classes (0 to ${classNames.length - 1})` : "classes are whole numbers from 0"}; of values to predict give classNames: []`,
    );
  }
}

const showShape = (shape: readonly number[]) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** x0, x1, ... */
function defaultNames(letter: string, n: number): string[] {
  return Array.from({ length: n }, (_, i) => `${letter}${i}`);
}

/** "0", "1", ... up to the largest label */
function classNumbers(labels: NDArray): string[] {
  const n = labels.size === 0 ? 0 : Number(max(labels)) + 1;
  return Array.from({ length: n }, (_, i) => String(i));
}

/** An array of row numbers (NumPy's are int64: BigInt here) as plain numbers. */
function toIndices(rows: { readonly data: ArrayLike<number | bigint> }): number[] {
  return Array.from(rows.data, Number);
}

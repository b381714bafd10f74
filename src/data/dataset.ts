import { max, type NDArray, random, take } from "numpy-ts";
import { UserError } from "../errors.ts";
import { ndarray } from "./arrays.ts";
import { Labelled, type LabelledParts } from "./labelled.ts";
import type { LabelledRows } from "./labelledRows.ts";
import { checkSeed } from "./random.ts";
import { type TrainTest, trainTestSplit } from "./split.ts";

/** The names may be left out: then they are x0, x1, …, and the classes their numbers. */
export type DatasetParts = Pick<LabelledParts<NDArray, NDArray>, "features" | "labels"> &
  Partial<LabelledParts<NDArray, NDArray>>;

/**
 * Rows of features (any numeric dtype) with a class each (labels int32), or, without any classes, a value to predict
 * (float64). Immutable: every method returns a new Dataset.
 */
export class Dataset extends Labelled<NDArray, NDArray> {
  constructor(parts: DatasetParts) {
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

import { array, type NDArray, random, take } from "numpy-ts";
import { UserError } from "../errors.ts";

export interface DatasetParts {
  /** (n_samples, n_features), any numeric dtype */
  features: NDArray;
  /** (n_samples,) int32: the index of each row's class in `classNames` */
  labels: NDArray;
  featureNames?: readonly string[];
  classNames?: readonly string[];
}

/** Rows of features with a class label each. Immutable: every method returns a new Dataset. */
export class Dataset {
  readonly features: NDArray;
  readonly labels: NDArray;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];

  constructor(parts: DatasetParts) {
    this.features = parts.features;
    this.labels = parts.labels;
    this.featureNames = parts.featureNames ?? defaultNames("x", this.nFeatures);
    this.classNames = parts.classNames ?? classNumbers(parts.labels);
  }

  get nSamples(): number {
    return this.features.shape[0]!;
  }

  get nFeatures(): number {
    return this.features.shape[1]!;
  }

  get nClasses(): number {
    return this.classNames.length;
  }

  /**
   * The rows in the order of `numpy.random.default_rng(seed).permutation(n_samples)`:
   * what `datasets.Dataset.shuffle(seed=seed)` gives.
   */
  shuffle(seed: number): Dataset {
    return this.select(toIndices(random.default_rng(seed).permutation(this.nSamples)));
  }

  /** The rows at `indices`, in that order, as `datasets.Dataset.select`. */
  select(indices: ArrayLike<number>): Dataset {
    const rows = Array.from(indices);
    const wrong = rows.find((row) => !Number.isInteger(row) || row < 0 || row >= this.nSamples);
    if (wrong !== undefined) {
      throw new UserError(`select: row ${wrong} is outside this dataset of ${this.nSamples} rows`);
    }
    return new Dataset({
      features: take(this.features, rows, 0) as NDArray,
      labels: take(this.labels, rows, 0) as NDArray,
      featureNames: this.featureNames,
      classNames: this.classNames,
    });
  }
}

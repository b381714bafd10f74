import type { ImageSpec } from "./image.ts";
import type { Numbers } from "./table.ts";

/** A matrix, row-major. An NDArray of numpy-ts says the same of itself, and more. */
export interface Matrix {
  readonly shape: readonly [rows: number, columns: number];
  readonly data: Numbers;
}

export interface LabelledRowsParts {
  /** (n_samples, n_features), finite */
  readonly features: Matrix;
  /** (n_samples,): the index of each row's class in `classNames` (Int32Array); of a regression, its value */
  readonly labels: Int32Array | Float64Array;
  readonly featureNames: readonly string[];
  /** none of a regression */
  readonly classNames: readonly string[];
  /** what image each row of features is */
  readonly image?: ImageSpec | undefined;
  /** the file that each row came from */
  readonly rowNames?: readonly string[] | undefined;
}

/**
 * Rows of features with a label each, as plain numbers: what a training takes. `Dataset` is the same in NumPy's arrays,
 * for whoever calls kiso from a program; the command line does without them, and so without loading them.
 */
export class LabelledRows implements LabelledRowsParts {
  readonly features: Matrix;
  readonly labels: Int32Array | Float64Array;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
  readonly image: ImageSpec | undefined;
  readonly rowNames: readonly string[] | undefined;

  constructor(parts: LabelledRowsParts) {
    this.features = parts.features;
    this.labels = parts.labels;
    this.featureNames = parts.featureNames;
    this.classNames = parts.classNames;
    this.image = parts.image;
    this.rowNames = parts.rowNames;
  }

  get nSamples(): number {
    return this.labels.length;
  }

  get nFeatures(): number {
    return this.features.shape[1];
  }

  get nClasses(): number {
    return this.classNames.length;
  }

  /** The rows at `rows`, in that order. */
  select(rows: ArrayLike<number>): LabelledRows {
    const { nFeatures: d, labels, features, rowNames } = this;
    const n = rows.length;
    const data = emptyLike(features.data, n * d);
    const chosen = emptyLike(labels, n);
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      chosen[i] = labels[row]!;
      for (let j = 0, from = row * d, to = i * d; j < d; j++) data[to++] = features.data[from++]!;
    }
    return new LabelledRows({
      ...this,
      features: { shape: [n, d], data },
      labels: chosen,
      rowNames: rowNames && Array.from(rows, (row) => rowNames[row]!),
    });
  }
}

/** Zeros of the same type. */
function emptyLike<T extends Numbers>(numbers: T, length: number): T {
  const Kind = numbers.constructor as new (length: number) => T;
  return new Kind(length);
}

import type { ImageSpec } from "../images/image.ts";
import type { Numbers } from "../table.ts";

/** What rows of features with a label each are made of, whatever holds their numbers. */
export interface LabelledParts<Features, Labels> {
  /** (n_samples, n_features) */
  readonly features: Features;
  /** (n_samples,): the index of each row's class in `classNames`; in a regression, its value */
  readonly labels: Labels;
  readonly featureNames: readonly string[];
  /** none of a regression */
  readonly classNames: readonly string[];
  /** what image each row of features is */
  readonly image?: ImageSpec | undefined;
  /** the file that each row came from */
  readonly rowNames?: readonly string[] | undefined;
}

/** Such rows: `LabelledRows` holds plain numbers, `Dataset` NumPy's arrays. */
export class Labelled<Features extends { readonly shape: readonly number[] }, Labels>
  implements LabelledParts<Features, Labels>
{
  readonly features: Features;
  readonly labels: Labels;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
  readonly image: ImageSpec | undefined;
  readonly rowNames: readonly string[] | undefined;

  constructor(parts: LabelledParts<Features, Labels>) {
    this.features = parts.features;
    this.labels = parts.labels;
    this.featureNames = parts.featureNames;
    this.classNames = parts.classNames;
    this.image = parts.image;
    this.rowNames = parts.rowNames;
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
}

/** A matrix, row-major. An NDArray of numpy-ts says the same of itself, and more. */
export interface Matrix {
  readonly shape: readonly [rows: number, columns: number];
  readonly data: Numbers;
}

/**
 * Rows of features, finite, with a label each, as plain numbers: what a training takes. `Dataset` is the same in NumPy's
 * arrays, for programs; the command line does without them, and so without loading them.
 */
export class LabelledRows extends Labelled<Matrix, Int32Array | Float64Array> {
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

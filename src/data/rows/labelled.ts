import type { ImageSpec } from "../images/image.ts";

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

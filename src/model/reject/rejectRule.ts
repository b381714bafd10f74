/** When a classifier answers "none of these". Plain JSON: it goes into the model's file. */
export interface RejectRule {
  /** the share of rows like the training rows that the rule was made to turn away, at most */
  readonly reject: number;
  /** held-out rows that set the two limits */
  readonly rows: number;
  /** An answer less sure than this is "uncertain". */
  readonly confidence: number;
  /** A row further than this from every class is "unknown". */
  readonly distance: number;
  /** Mean of each class in whitened features: (classes with rows, d). */
  readonly means: readonly (readonly number[])[];
  /** The features' common centre, taken away before whitening: (d,). */
  readonly centre: readonly number[];
  /** Lower triangle of the shared covariance's Cholesky factor, row by row: row i has i + 1 numbers. */
  readonly factor: readonly (readonly number[])[];
}

/** Where the classes lie: their means, and what whitens the covariance that they share. */
export type ClassGeometry = Pick<RejectRule, "means" | "centre" | "factor">;

/** Which numbers of a row a model's rule measures: its scaled features, or what the network makes of them. */
export type RejectSpace = "features" | "hidden" | "logits";

/** A rule, and what it measures. */
export interface ModelReject extends RejectRule {
  readonly space: RejectSpace;
}

// What cross-validation of a run's settings comes to. A run that is trained with them afterwards keeps it: its report says it, also
// where the training was stopped and went on.

import type { Rate } from "../../model/inspection/inspection.ts";

/** A regression's errors, in the label's unit. */
export interface RegressionFigures {
  r2: number;
  mae: number;
  rmse: number;
}

/** One fold's figures, measured on the rows that it did not learn from. */
export type FoldFigures = { rows: number; epochs: number } & (
  | { accuracy: number; found?: FoundFigures }
  | RegressionFigures
);

/** Of the class that is to be found, by the likeliest class of each row. */
export interface FoundFigures {
  name: string;
  /** 見逃し: rows of it that are given another class; none where no row is of it */
  missRate?: Rate;
  /** 過検出: other rows that are given it; none where all are of it */
  falseRejectRate?: Rate;
  /** none where no row, or each, is of the class */
  averagePrecision?: number;
}

/** The same of all folds: every row is tested once. */
export interface FoundInFolds {
  name: string;
  /** 見逃し: rows of it that are given another class; none where no row is of it */
  missRate?: Rate;
  /** 過検出: other rows that are given it; none where all are of it */
  falseRejectRate?: Rate;
  /** what always saying the commonest class would score */
  baseline: { name: string; accuracy: number };
  /** over the folds that have one */
  averagePrecision?: { mean: number; std: number };
}

export interface CrossValidated {
  folds: FoldFigures[];
  /** over the folds: of accuracy, or of R² */
  mean: number;
  /** population standard deviation over the folds */
  std: number;
  /** of a classifier that looks for a class */
  found?: FoundInFolds;
}

// What cross-validation of a run's settings comes to. A run that is trained with them afterwards keeps it: its report says it, also
// where the training was stopped and went on.

/** A regression's errors, in the label's unit. */
export interface RegressionFigures {
  r2: number;
  mae: number;
  rmse: number;
}

/** One fold's figures, measured on the rows that it did not learn from. */
export type FoldFigures = { rows: number; epochs: number } & ({ accuracy: number } | RegressionFigures);

export interface CrossValidated {
  folds: FoldFigures[];
  /** over the folds: of accuracy, or of R² */
  mean: number;
  /** population standard deviation over the folds */
  std: number;
}

import { checkLists } from "./metricInput.ts";

/** How far predicted values lie from the true ones. */
export interface RegressionScores {
  /** mean |y - ŷ|, in the unit of y */
  meanAbsoluteError: number;
  /** √ mean (y - ŷ)², in the unit of y */
  rootMeanSquaredError: number;
  /** 1 - Σ (y - ŷ)² / Σ (y - ȳ)²: 1 is perfect, 0 as good as always saying the mean, below 0 worse than that */
  r2: number;
  /** the largest |y - ŷ| */
  maxError: number;
}

/**
 * As scikit-learn's `mean_absolute_error`, `mean_squared_error(squared=False)`, `r2_score` and `max_error`. Where all true
 * values are equal, R² is 1 for perfect predictions and 0 for others; of fewer than two rows it is NaN.
 */
export function regressionScores(truth: ArrayLike<number>, predicted: ArrayLike<number>): RegressionScores {
  checkLists("regressionScores", ["true values", truth], ["predicted values", predicted]);
  const n = truth.length;
  let [sum, absolute, squares, maxError] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const error = Math.abs(truth[i]! - predicted[i]!);
    sum += truth[i]!;
    absolute += error;
    squares += error * error;
    maxError = Math.max(maxError, error);
  }
  let spread = 0;
  for (let i = 0; i < n; i++) spread += (truth[i]! - sum / n) ** 2;
  const r2 = spread !== 0 ? 1 - squares / spread : squares === 0 ? 1 : 0;
  return {
    meanAbsoluteError: absolute / n,
    rootMeanSquaredError: Math.sqrt(squares / n),
    r2: n < 2 ? Number.NaN : r2,
    maxError,
  };
}

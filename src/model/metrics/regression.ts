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

/** How sure these figures are: 95 % intervals, none of fewer than two rows or of equal ones. */
export interface RegressionIntervals {
  readonly r2: readonly [low: number, high: number] | null;
  readonly meanAbsoluteError: readonly [low: number, high: number] | null;
}

/** Of 95 %, both sides. */
const z = 1.959963984540054;

/**
 * From how the rows differ: MAE is a mean of rows, and R² nearly one by the delta method, where each row moves Σ (y − ŷ)² and
 * Σ (y − ȳ)². MAE ends at 0 and R² at 1.
 */
export function regressionIntervals(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
): RegressionIntervals {
  const n = truth.length;
  if (n < 2) return { r2: null, meanAbsoluteError: null };
  const mean = meanOf(truth);
  const errors = Float64Array.from({ length: n }, (_, i) => Math.abs(truth[i]! - predicted[i]!));
  const squares = errors.map((error) => error * error);
  const apart = Float64Array.from(truth, (value) => (value - mean) ** 2);
  const [left, all] = [meanOf(squares), meanOf(apart)];
  const mae = meanOf(errors);
  const away = z * standardError(errors);
  const meanAbsoluteError = [Math.max(0, mae - away), mae + away] as const;
  if (apart.every((_, i) => truth[i] === truth[0])) return { r2: null, meanAbsoluteError };
  const moved = squares.map((square, i) => (left * (apart[i]! - all)) / all ** 2 - (square - left) / all);
  const far = z * standardError(moved);
  const r2 = 1 - left / all;
  return { r2: [r2 - far, Math.min(1, r2 + far)], meanAbsoluteError };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Of the mean of the values. */
function standardError(values: Float64Array): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
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

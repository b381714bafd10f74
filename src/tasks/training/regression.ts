import type { Scaler } from "../../data/scale.ts";
import { regressionScores } from "../../model/metrics/regression.ts";
import { unscaledTargets } from "../../model/samples.ts";

/** Errors in the label's unit. */
export interface RegressionFigures {
  r2: number;
  mae: number;
  rmse: number;
}

/** Of targets and predictions in the scale that the network learned. */
export function regressionIn(
  target: Scaler,
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
): RegressionFigures {
  const scores = regressionScores(unscaledTargets(target, labels), unscaledTargets(target, predicted));
  return { r2: scores.r2, mae: scores.meanAbsoluteError, rmse: scores.rootMeanSquaredError };
}

export const regressionInWords = ({ r2, mae, rmse }: RegressionFigures): string =>
  `R² ${r2}, MAE ${mae}, RMSE ${rmse}`;

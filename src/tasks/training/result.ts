import type { Scaler } from "../../data/rows/scale.ts";
import type { Engine } from "../../engine/engine.ts";
import { evaluatorOf, type Measured } from "../../model/evaluator.ts";
import { regressionScores } from "../../model/metrics/regression.ts";
import type { ModelData } from "../../model/modelData.ts";
import { type Samples, unscaledTargets } from "../../model/samples.ts";
import type { Metric } from "../../train/run/metric.ts";
import type { RegressionFigures } from "../../train/run/validated.ts";

/** The errors of predictions; these and the labels are in the scale that the network learned. */
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

/** Accuracy, R² or AUROC, as the screen and the run's README say it. */
export function resultInWords(
  { accuracy, auroc }: Pick<Metric, "accuracy" | "auroc">,
  regression: RegressionFigures | undefined,
): string {
  if (regression) return regressionInWords(regression);
  if (auroc === undefined) return `accuracy ${accuracy}`;
  return pairsInWords(Number.isNaN(auroc) ? undefined : auroc);
}

/** How well distances tell pairs of one class from pairs of two; rows of one class alone have but one sort of pairs. */
export const pairsInWords = (auroc: number | undefined): string =>
  auroc === undefined
    ? "no AUROC of pairs: it takes pairs of one class and pairs of two, and these rows have one sort alone"
    : `AUROC ${auroc} of same and different pairs`;

/** What a model makes of labelled rows, scaled as its training rows were. */
export async function measured(tested: Samples, model: ModelData, engine: Engine): Promise<Measured> {
  const evaluator = evaluatorOf(model, engine);
  try {
    return await evaluator.measure(tested);
  } finally {
    evaluator.dispose();
  }
}

import type { Scaler } from "../../data/rows/scale.ts";
import type { Engine } from "../../engine/engine.ts";
import { evaluatorOf, type Measured } from "../../model/evaluator.ts";
import { classTotals, confusionCounts } from "../../model/metrics/confusion.ts";
import { positiveRates } from "../../model/metrics/positive.ts";
import { regressionScores } from "../../model/metrics/regression.ts";
import type { ModelData } from "../../model/modelData.ts";
import { decided } from "../../model/predictor.ts";
import { answeredTargets, type Samples, unscaledTargets } from "../../model/samples.ts";
import type { Report } from "../../report/report.ts";
import type { Metric } from "../../train/run/metric.ts";
import type { RegressionFigures } from "../../train/run/validated.ts";
import type { Missed } from "./reports.ts";

/** The errors of predictions; these and the labels are in the scale that the network learned. */
export function regressionIn(
  target: Scaler,
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
): RegressionFigures {
  const scores = regressionScores(unscaledTargets(target, labels), answeredTargets(target, predicted));
  return { r2: scores.r2, mae: scores.meanAbsoluteError, rmse: scores.rootMeanSquaredError };
}

/** How many rows of the class that is to be found are missed; nothing where there are none. */
export function missedOf(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  { classNames, positive }: { classNames: readonly string[]; positive: string },
): Missed | undefined {
  const classes = classNames.length;
  const totals = classTotals(confusionCounts(labels, predicted, { classes }), classes);
  const { missRate } = positiveRates(totals, classNames.indexOf(positive));
  return missRate && { positive, wrong: missRate.wrong, of: missRate.of };
}

/** The same of a report. */
export function missedIn(report: Report): Missed | undefined {
  if (report.kind === "regression" || report.positive === null || !report.metrics.missRate) return undefined;
  const { wrong, of } = report.metrics.missRate;
  return { positive: report.positive, wrong, of };
}

/** `, missed 8 of 8 "NG"` */
export const missedInWords = (missed: Missed | undefined): string =>
  missed ? `, missed ${missed.wrong} of ${missed.of} "${missed.positive}"` : "";

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
    return decided(await evaluator.measure(tested), tested.labels, model);
  } finally {
    evaluator.dispose();
  }
}

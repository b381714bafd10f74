import { regressionIntervals, regressionScores } from "../model/metrics/regression.ts";
import { featureImportances } from "./importances.ts";
import { mostMistakes, placed } from "./mistakes.ts";
import type { RegressionReport, ReportContext } from "./report.ts";

/** Rows that a regressor was measured on, in the target's own unit. */
export interface RegressionResult {
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** name of the predicted column */
  readonly target: string;
}

/** A regressor's answers in figures and tables, without pictures. */
export function regressionFigures(
  { truth, predicted, target }: RegressionResult,
  context: ReportContext,
): RegressionReport {
  const { title, lang = "en", data = {}, model = {}, findings = [], rowNames, asked } = context;
  const { effects = null, pairs = null } = context;
  const { r2, ...scores } = regressionScores(truth, predicted);
  const intervals = regressionIntervals(truth, predicted);
  const off = (i: number) => Math.abs(truth[i]! - predicted[i]!);
  const furthest = Array.from({ length: truth.length }, (_, i) => i).sort((a, b) => off(b) - off(a) || a - b);
  return {
    kind: "regression",
    title,
    lang,
    data,
    model,
    findings,
    target,
    asked: asked ?? null,
    metrics: {
      ...scores,
      rows: truth.length,
      r2: Number.isNaN(r2) ? null : r2,
      r2Interval: intervals.r2,
      meanAbsoluteErrorInterval: intervals.meanAbsoluteError,
      baseline: baselineOf(truth),
    },
    mistakes: placed(
      furthest.slice(0, mostMistakes).map((i) => ({
        row: rowNames?.[i] ?? i + 1,
        index: i,
        truth: truth[i]!,
        predicted: predicted[i]!,
      })),
      context,
    ),
    importance: featureImportances("r2", context),
    effects,
    pairs,
    pictures: [],
  };
}

/** What always saying the mean scores. */
function baselineOf(truth: ArrayLike<number>) {
  const values = Float64Array.from(truth);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean,
    meanAbsoluteError: values.reduce((sum, value) => sum + Math.abs(value - mean), 0) / values.length,
  };
}

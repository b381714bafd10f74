import { regressionScores } from "../train/regression.ts";
import { featureImportances, sharedPictures } from "./context.ts";
import type { RegressionReport, ReportContext } from "./report.ts";
import { words } from "./words.ts";

/** Rows that a regressor was measured on, in the target's own unit. */
export interface RegressionResult {
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** name of the predicted column */
  readonly target: string;
}

const mostMistakes = 20;

/** Measures a regressor's answers and draws the pictures. */
export async function regressionReport(
  { truth, predicted, target }: RegressionResult,
  context: ReportContext,
): Promise<RegressionReport> {
  const { title, lang = "en", data = {}, model = {}, findings = [], rowNumbers } = context;
  const { predictedChart, residualChart } = await import("../plot/residuals.ts");
  const { chart, difference, rows } = words[lang];
  const { r2, ...scores } = regressionScores(truth, predicted);
  const all = Array.from({ length: truth.length }, (_, i) => ({
    row: rowNumbers?.[i] ?? i + 1,
    truth: truth[i]!,
    predicted: predicted[i]!,
  }));
  const off = (one: (typeof all)[number]) => Math.abs(one.truth - one.predicted);
  return {
    kind: "regression",
    title,
    lang,
    data,
    model,
    findings,
    target,
    metrics: { ...scores, rows: truth.length, r2: Number.isNaN(r2) ? null : r2 },
    mistakes: [...all].sort((a, b) => off(b) - off(a) || a.row - b.row).slice(0, mostMistakes),
    importance: featureImportances("r2", context),
    pictures: [
      {
        name: "predicted",
        svg: await predictedChart({ truth, predicted, xLabel: chart.true, yLabel: chart.predicted }),
      },
      {
        name: "residuals",
        svg: await residualChart({ truth, predicted, xLabel: difference, yLabel: rows }),
      },
      ...(await sharedPictures("r2", context)),
    ],
  };
}

import { effectPictures } from "./effectPictures.ts";
import { featureImportances } from "./importances.ts";
import { placed } from "./mistakes.ts";
import { type RegressionResult, regressionFigures } from "./regressionFigures.ts";
import type { RegressionReport, ReportContext } from "./report.ts";
import { sharedPictures } from "./sharedPictures.ts";
import { words } from "./words/words.ts";

/** Measures a regressor's answers and draws the pictures. */
export async function regressionReport(
  result: RegressionResult,
  context: ReportContext,
): Promise<RegressionReport> {
  return drawRegression(regressionFigures(result, context), result, context);
}

/** The report with its pictures, and with the importances that were measured since. */
export async function drawRegression(
  report: RegressionReport,
  { truth, predicted }: RegressionResult,
  context: ReportContext,
): Promise<RegressionReport> {
  const { predictedChart, residualChart } = await import("../plot/charts/residuals.ts");
  const { effects = null, pairs = null } = context;
  const mistakes = placed(report.mistakes, context);
  const whole = { ...report, importance: featureImportances("r2", context), effects, pairs, mistakes };
  const { chart, rows } = words[report.lang];
  const { target } = report;
  const pictures = [
    {
      name: "predicted",
      svg: await predictedChart({
        truth,
        predicted,
        xLabel: chart.true(target),
        yLabel: chart.predicted(target),
      }),
    },
    {
      name: "residuals",
      svg: await residualChart({ truth, predicted, xLabel: chart.difference(target), yLabel: rows }),
    },
    ...(await effectPictures(whole)),
    ...(await sharedPictures("r2", context)),
  ] as const;
  return { ...whole, pictures };
}

import { wilsonInterval } from "../model/metrics/metrics.ts";
import { averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from "../model/metrics/ranking.ts";
import { type ClassificationResult, classificationFigures, headlineClass } from "./classificationFigures.ts";
import { effectPictures } from "./effectPictures.ts";
import { featureImportances, mostCurves } from "./importances.ts";
import { placed } from "./mistakes.ts";
import type { ClassificationReport, ReportContext, ReportPicture } from "./report.ts";
import { sharedPictures } from "./sharedPictures.ts";
import { columnsOf } from "./tally.ts";
import { words } from "./words/words.ts";

/** Measures a classifier's answers and draws the pictures. */
export async function classificationReport(
  result: ClassificationResult,
  context: ReportContext,
): Promise<ClassificationReport> {
  return drawClassification(await classificationFigures(result, context), result, context);
}

/** The report with its pictures, and with the importances that were measured since. */
export async function drawClassification(
  report: ClassificationReport,
  result: ClassificationResult,
  context: ReportContext,
): Promise<ClassificationReport> {
  const { effects = null, pairs = null } = context;
  const mistakes = placed(report.mistakes, context);
  const whole = { ...report, importance: featureImportances("accuracy", context), effects, pairs, mistakes };
  const w = words[report.lang];
  const { reliabilityChart } = await import("../plot/charts/reliability.ts");
  const calibration = await reliabilityChart({
    bins: report.reliability.map((bin) =>
      bin.accuracy === null
        ? bin
        : { ...bin, interval: wilsonInterval(Math.round(bin.accuracy * bin.rows), bin.rows) },
    ),
    confidenceLabel: w.confidence,
    accuracyLabel: w.accuracy,
    gapLabel: w.chart.gap,
    rowsLabel: w.rows,
  });
  const pictures = [
    ...(await rankingPictures(result, report)),
    { name: "reliability", svg: calibration } as const,
    ...(await effectPictures(whole)),
    ...(await sharedPictures("accuracy", context)),
  ];
  return { ...whole, pictures };
}

async function rankingPictures(
  { labels, probabilities, classNames, positive }: ClassificationResult,
  { classes, lang }: ClassificationReport,
): Promise<ReportPicture[]> {
  const { precisionRecallChart, rocChart } = await import("../plot/charts/roc.ts");
  const k = classNames.length;
  const judged = classes.flatMap(({ auroc }, c) => (auroc === null ? [] : [{ c, auroc }]));
  const worst = [...judged].sort((a, b) => a.auroc - b.auroc).slice(0, mostCurves);
  const one = headlineClass(classNames, positive);
  const drawn = one === undefined ? worst : judged.filter(({ c }) => c === one);
  const shown = drawn.map(({ c }) => c).sort((a, b) => a - b);
  if (shown.length === 0) return [];
  const columns = await columnsOf(probabilities, shown, { rows: labels.length, classes: k });
  const sides = shown.map((c, i) => ({
    name: classNames[c]!,
    labels: Uint8Array.from(labels, (label) => Number(label === c)),
    scores: columns[i]!,
  }));
  const roc = sides.map(({ name, labels, scores }) => {
    const { falsePositiveRate, truePositiveRate } = rocCurve(labels, scores);
    return { name, x: falsePositiveRate, y: truePositiveRate, area: rocAuc(labels, scores) };
  });
  const pr = sides.map(({ name, labels, scores }) => {
    const { recall, precision } = precisionRecallCurve(labels, scores);
    return { name, x: recall, y: precision, area: averagePrecision(labels, scores) };
  });
  const { chart } = words[lang];
  const positives = sides[0]!.labels.reduce((sum, label) => sum + label, 0) / labels.length;
  return [
    { name: "roc", svg: await rocChart({ curves: roc, ...chart.rate }) },
    {
      name: "precisionRecall",
      svg: await precisionRecallChart({
        curves: pr,
        ...chart.pr,
        positives: shown.length === 1 ? positives : undefined,
      }),
    },
  ];
}

import { expectedCalibrationError, reliability } from "../model/metrics/calibration.ts";
import {
  accuracy,
  type ClassScores,
  classScores,
  confusionMatrix,
  logLoss,
  wilsonInterval,
} from "../model/metrics/metrics.ts";
import { type Answer, answers, answersByCell, confidentMistakes } from "../model/metrics/mistakes.ts";
import {
  against,
  averagePrecision,
  type OneVsRest,
  oneVsRest,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from "../model/metrics/ranking.ts";
import { type RejectReason, rejectScores } from "../model/reject/applyReject.ts";
import type { RejectRule } from "../model/reject/rejectRule.ts";
import { featureImportances, mostCurves, sharedPictures } from "./context.ts";
import type { ClassificationReport, ClassRow, ReportContext, ReportPicture } from "./report.ts";
import { words } from "./words/words.ts";

/** Rows that a classifier was measured on. */
export interface ClassificationResult {
  /** class of each row, from 0 */
  readonly labels: ArrayLike<number>;
  /** (n, classes) row-major */
  readonly probabilities: ArrayLike<number>;
  readonly classNames: readonly string[];
  /** a rule, and what it said of these rows */
  readonly reject?: { readonly rule: Pick<RejectRule, "reject">; readonly reasons: readonly RejectReason[] };
}

/** A cell of the confusion matrix keeps so many of its rows at most. */
export const mostRowsInCell = 200;

const mostTurnedAway = 20;

/** Measures a classifier's answers and draws the pictures. */
export async function classificationReport(
  result: ClassificationResult,
  context: ReportContext,
): Promise<ClassificationReport> {
  return drawClassification(classificationFigures(result, context), result, context);
}

/** A classifier's answers in figures and tables, without pictures. */
export function classificationFigures(
  { labels, probabilities, classNames, reject }: ClassificationResult,
  context: ReportContext,
): ClassificationReport {
  const k = classNames.length;
  const { title, lang = "en", data = {}, model = {}, findings = [], rowNames } = context;
  const all = answers(labels, probabilities, { classes: k });
  const confusion = confusionMatrix(
    labels,
    all.map(({ predicted }) => predicted),
    { classes: k },
  );
  const right = confusion.reduce((sum, row, c) => sum + row[c]!, 0);
  const scores = classScores(confusion);
  const auroc = oneVsRest(rocAuc, labels, probabilities, k);
  const ap = oneVsRest(averagePrecision, labels, probabilities, k);
  const row = (one: ClassScores, pick: (of: OneVsRest) => number): ClassRow => ({
    ...one,
    auroc: known(pick(auroc)),
    averagePrecision: known(pick(ap)),
  });
  // Two classes have one figure, the second's, as everywhere; more have the plain mean.
  const headline = (of: OneVsRest) => known(k === 2 ? of.classes[1]! : of.macro);
  const named = ({ row, confidence }: Answer) => ({ row: rowNames?.[row] ?? row + 1, confidence });
  const turnedAway = all.flatMap((answer, i) => {
    const reason = reject?.reasons[i] ?? null;
    return reason === null ? [] : [{ answer, reason }];
  });
  return {
    kind: "classification",
    title,
    lang,
    data,
    model,
    findings,
    classNames,
    metrics: {
      rows: labels.length,
      accuracy: accuracy(confusion),
      accuracyInterval: wilsonInterval(right, labels.length),
      auroc: headline(auroc),
      averagePrecision: headline(ap),
      logLoss: logLoss(labels, probabilities, { classes: k }),
      ece: expectedCalibrationError(reliability(labels, probabilities, { classes: k })),
    },
    classes: scores.classes.map((one, c) => row(one, (of) => of.classes[c]!)),
    macro: row(scores.macro, (of) => of.macro),
    weighted: row(scores.weighted, (of) => of.weighted),
    confusion,
    cells: answersByCell(all, k).map((cells) =>
      cells.map((cell) => cell.slice(0, mostRowsInCell).map(named)),
    ),
    mistakes: confidentMistakes(all).map((answer) => {
      const { label, predicted } = answer;
      return { ...named(answer), label, predicted };
    }),
    reliability: reliability(labels, probabilities, { classes: k, bins: 10 }),
    reject: reject ? { ...rejectScores(all, reject.reasons), reject: reject.rule.reject } : null,
    turnedAway: turnedAway.slice(0, mostTurnedAway).map(({ answer, reason }) => {
      const { label, predicted } = answer;
      return { ...named(answer), label, predicted, reason };
    }),
    importance: featureImportances("accuracy", context),
    pictures: [],
  };
}

/** The report with its pictures, and with the importances that were measured since. */
export async function drawClassification(
  report: ClassificationReport,
  result: ClassificationResult,
  context: ReportContext,
): Promise<ClassificationReport> {
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
    ...(await sharedPictures("accuracy", context)),
  ];
  return { ...report, importance: featureImportances("accuracy", context), pictures };
}

const known = (value: number) => (Number.isNaN(value) ? null : value);

async function rankingPictures(
  { labels, probabilities, classNames }: ClassificationResult,
  { classes, lang }: ClassificationReport,
): Promise<ReportPicture[]> {
  const { precisionRecallChart, rocChart } = await import("../plot/charts/roc.ts");
  const k = classNames.length;
  const judged = classes.flatMap(({ auroc }, c) => (auroc === null ? [] : [{ c, auroc }]));
  const worst = [...judged].sort((a, b) => a.auroc - b.auroc).slice(0, mostCurves);
  const shown = k === 2 ? judged.slice(-1).map(({ c }) => c) : worst.map(({ c }) => c).sort((a, b) => a - b);
  if (shown.length === 0) return [];
  const sides = shown.map((c) => ({ name: classNames[c]!, ...against(c, labels, probabilities, k) }));
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

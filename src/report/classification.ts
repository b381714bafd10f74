import { expectedCalibrationError, reliability } from "../train/calibration.ts";
import {
  accuracy,
  type ClassScores,
  classScores,
  confusionMatrix,
  logLoss,
  wilsonInterval,
} from "../train/metrics.ts";
import { type Answer, answers, answersByCell, confidentMistakes } from "../train/mistakes.ts";
import {
  against,
  averagePrecision,
  type OneVsRest,
  oneVsRest,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from "../train/ranking.ts";
import { type RejectReason, type RejectRule, rejectScores } from "../train/reject.ts";
import { featureImportances, mostCurves, sharedPictures } from "./context.ts";
import type { ClassificationReport, ClassRow, Picture, ReportContext } from "./report.ts";
import { words } from "./words.ts";

/** Rows that a classifier was measured on. */
export interface ClassificationResult {
  /** class of each row, from 0 */
  readonly labels: ArrayLike<number>;
  /** (n, classes) row-major */
  readonly probabilities: ArrayLike<number>;
  readonly classNames: readonly string[];
  /** a rule, and what it said of these rows */
  readonly reject?: { readonly rule: RejectRule; readonly reasons: readonly RejectReason[] };
}

/** Of more rows than this in a cell of the confusion matrix, as many are kept. */
export const mostRowsInCell = 200;

/** Measures a classifier's answers and draws the pictures. */
export async function classificationReport(
  { labels, probabilities, classNames, reject }: ClassificationResult,
  context: ReportContext,
): Promise<ClassificationReport> {
  const k = classNames.length;
  const { title, lang = "en", data = {}, model = {}, findings = [], rowNumbers } = context;
  const all = answers(labels, probabilities, k);
  const confusion = confusionMatrix(
    labels,
    all.map(({ predicted }) => predicted),
    k,
  );
  const right = confusion.reduce((sum, row, c) => sum + row[c]!, 0);
  const scores = classScores(confusion);
  const auroc = oneVsRest(rocAuc, labels, probabilities, k);
  const ap = oneVsRest(averagePrecision, labels, probabilities, k);
  const bins = reliability(labels, probabilities, k, 10);
  const row = (one: ClassScores, pick: (of: OneVsRest) => number): ClassRow => ({
    ...one,
    auroc: known(pick(auroc)),
    averagePrecision: known(pick(ap)),
  });
  // Of two classes the second's figure is the figure, as everywhere; of more the plain mean.
  const headline = (of: OneVsRest) => known(k === 2 ? of.classes[1]! : of.macro);
  const numbered = ({ row, confidence }: Answer) => ({ row: rowNumbers?.[row] ?? row + 1, confidence });
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
      logLoss: logLoss(labels, probabilities, k),
      ece: expectedCalibrationError(reliability(labels, probabilities, k)),
    },
    classes: scores.classes.map((one, c) => row(one, (of) => of.classes[c]!)),
    macro: row(scores.macro, (of) => of.macro),
    weighted: row(scores.weighted, (of) => of.weighted),
    confusion,
    cells: answersByCell(all, k).map((cells) =>
      cells.map((cell) => cell.slice(0, mostRowsInCell).map(numbered)),
    ),
    mistakes: confidentMistakes(all).map((answer) => {
      const { label, predicted } = answer;
      return { ...numbered(answer), label, predicted };
    }),
    reliability: bins,
    reject: reject ? { ...rejectScores(all, reject.reasons), reject: reject.rule.reject } : null,
    importance: featureImportances("accuracy", context),
    pictures: [
      ...(await rankingPictures({ labels, probabilities, classNames }, auroc, lang)),
      {
        name: "reliability",
        svg: await (await import("../plot/reliability.ts")).reliabilityChart({
          bins,
          confidenceLabel: words[lang].confidence,
          accuracyLabel: words[lang].accuracy,
          gapLabel: words[lang].chart.gap,
          rowsLabel: words[lang].rows,
        }),
      },
      ...(await sharedPictures("accuracy", context)),
    ],
  };
}

const known = (value: number) => (Number.isNaN(value) ? null : value);

async function rankingPictures(
  { labels, probabilities, classNames }: ClassificationResult,
  auroc: OneVsRest,
  lang: "en" | "ja",
): Promise<Picture[]> {
  const { precisionRecallChart, rocChart } = await import("../plot/roc.ts");
  const k = classNames.length;
  const judged = classNames.map((_, c) => c).filter((c) => !Number.isNaN(auroc.classes[c]!));
  const worstFirst = [...judged].sort((a, b) => auroc.classes[a]! - auroc.classes[b]!);
  const shown = k === 2 ? judged.slice(-1) : worstFirst.slice(0, mostCurves).sort((a, b) => a - b);
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
        ...(shown.length === 1 ? { positives } : {}),
      }),
    },
  ];
}

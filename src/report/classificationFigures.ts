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
import { averagePrecision, type OneVsRest, oneVsRest, rocAuc } from "../model/metrics/ranking.ts";
import { type RejectReason, rejectScores } from "../model/reject/applyReject.ts";
import type { RejectRule } from "../model/reject/rejectRule.ts";
import { featureImportances } from "./importances.ts";
import type { ClassificationReport, ClassRow, ReportContext } from "./report.ts";

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

const known = (value: number) => (Number.isNaN(value) ? null : value);

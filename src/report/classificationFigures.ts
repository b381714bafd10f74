import { expectedCalibrationError, reliabilityOf } from "../model/metrics/calibration.ts";
import { classTotals, countScores, denseMatrix } from "../model/metrics/confusion.ts";
import { type ClassScores, wilsonInterval } from "../model/metrics/metrics.ts";
import { type Answer, answersByCell, confidentMistakes } from "../model/metrics/mistakes.ts";
import type { OneVsRest } from "../model/metrics/oneVsRest.ts";
import { type RejectReason, rejectScores } from "../model/reject/applyReject.ts";
import type { RejectRule } from "../model/reject/rejectRule.ts";
import { featureImportances } from "./importances.ts";
import type { ClassificationReport, ClassRow, ReportContext, ReportedCount, ReportedRow } from "./report.ts";
import { type ClassProbabilities, tally } from "./tally.ts";

/** Rows that a classifier was measured on. */
export interface ClassificationResult {
  /** class of each row, from 0 */
  readonly labels: ArrayLike<number>;
  readonly probabilities: ClassProbabilities;
  readonly classNames: readonly string[];
  /** a rule, and what it said of these rows */
  readonly reject?: { readonly rule: Pick<RejectRule, "reject">; readonly reasons: readonly RejectReason[] };
}

/** A cell of the confusion matrix keeps so many of its rows at most. */
export const mostRowsInCell = 200;

const mostTurnedAway = 20;

/** A classifier's answers in figures and tables, without pictures. */
export async function classificationFigures(
  { labels, probabilities, classNames, reject }: ClassificationResult,
  context: ReportContext,
): Promise<ClassificationReport> {
  const k = classNames.length;
  const { title, lang = "en", data = {}, model = {}, findings = [], rowNames } = context;
  const { all, auroc, averagePrecision: ap, logLoss } = await tally(labels, probabilities, k);
  const behind = answersByCell(all);
  const counts = behind.map((cell): ReportedCount => {
    const { label, predicted } = cell[0]!;
    return { label, predicted, rows: cell.length, surest: cell.slice(0, mostRowsInCell).map(named) };
  });
  const { right } = classTotals(counts, k);
  const rightRows = right.reduce((sum, rows) => sum + rows, 0);
  const confusion = denseMatrix(counts, k);
  const scores = countScores(counts, k);
  const row = (one: ClassScores, pick: (of: OneVsRest) => number): ClassRow => ({
    ...one,
    auroc: known(pick(auroc)),
    averagePrecision: known(pick(ap)),
  });
  // Two classes have one figure, the second's, as everywhere; more have the plain mean.
  const headline = (of: OneVsRest) => known(k === 2 ? of.classes[1]! : of.macro);
  function named({ row, confidence }: Answer) {
    return { row: rowNames?.[row] ?? row + 1, confidence };
  }
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
      accuracy: rightRows / labels.length,
      accuracyInterval: wilsonInterval(rightRows, labels.length),
      auroc: headline(auroc),
      averagePrecision: headline(ap),
      logLoss,
      ece: expectedCalibrationError(reliabilityOf(all)),
    },
    classes: scores.classes.map((one, c) => row(one, (of) => of.classes[c]!)),
    macro: row(scores.macro, (of) => of.macro),
    weighted: row(scores.weighted, (of) => of.weighted),
    confusion,
    cells: confusion && cellsOf(counts, k),
    counts,
    mistakes: confidentMistakes(all).map((answer) => {
      const { label, predicted } = answer;
      return { ...named(answer), label, predicted };
    }),
    reliability: reliabilityOf(all, 10),
    reject: reject ? { ...rejectScores(all, reject.reasons), reject: reject.rule.reject } : null,
    turnedAway: turnedAway.slice(0, mostTurnedAway).map(({ answer, reason }) => {
      const { label, predicted } = answer;
      return { ...named(answer), label, predicted, reason };
    }),
    importance: featureImportances("accuracy", context),
    pictures: [],
  };
}

function cellsOf(counts: readonly ReportedCount[], k: number): (readonly ReportedRow[])[][] {
  const cells = Array.from({ length: k }, () => Array.from({ length: k }, (): readonly ReportedRow[] => []));
  for (const { label, predicted, surest } of counts) cells[label]![predicted] = surest;
  return cells;
}

const known = (value: number) => (Number.isNaN(value) ? null : value);

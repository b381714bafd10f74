import { argMax } from "../data/numbers/numbers.ts";
import { UserError } from "../errors.ts";
import { type Decision, thresholdOf } from "../model/decision.ts";
import { expectedCalibrationError, reliabilityOf } from "../model/metrics/calibration.ts";
import { classTotals, countScores, denseMatrix } from "../model/metrics/confusion.ts";
import { type ClassScores, wilsonInterval } from "../model/metrics/metrics.ts";
import { type Answer, answersByCell } from "../model/metrics/mistakes.ts";
import type { OneVsRest } from "../model/metrics/oneVsRest.ts";
import { positiveRates } from "../model/metrics/positive.ts";
import { type RejectReason, rejectScores } from "../model/reject/applyReject.ts";
import type { RejectRule } from "../model/reject/rejectRule.ts";
import { featureImportances } from "./importances.ts";
import { placed, worstMistakes } from "./mistakes.ts";
import type { ClassificationReport, ClassRow, ReportContext, ReportedCount, ReportedRow } from "./report.ts";
import { type ClassProbabilities, tally } from "./tally.ts";

/** Rows that a classifier was measured on. */
export interface ClassificationResult {
  /** class of each row, from 0 */
  readonly labels: ArrayLike<number>;
  readonly probabilities: ClassProbabilities;
  readonly classNames: readonly string[];
  /** the class that is to be found, such as NG: the figures and curves are of it */
  readonly positive?: string | undefined;
  /** of two classes: from which probability on a row is given the positive one, and what that was chosen for */
  readonly decision?: Decision | undefined;
  /** a rule, and what it said of these rows */
  readonly reject?: { readonly rule: Pick<RejectRule, "reject">; readonly reasons: readonly RejectReason[] };
}

/** A cell of the confusion matrix keeps so many of its rows at most. */
export const mostRowsInCell = 200;

const mostTurnedAway = 20;

/** A classifier's answers in figures and tables, without pictures. */
export async function classificationFigures(
  { labels, probabilities, classNames, positive, decision, reject }: ClassificationResult,
  context: ReportContext,
): Promise<ClassificationReport> {
  const k = classNames.length;
  const { title, lang = "en", data = {}, model = {}, findings = [], rowNames, asked } = context;
  const { effects = null, pairs = null } = context;
  const {
    all,
    auroc,
    averagePrecision: ap,
    logLoss,
  } = await tally(labels, probabilities, k, thresholdOf({ classNames, positive, decision }));
  const behind = answersByCell(all);
  const counts = behind.map((cell): ReportedCount => {
    const { label, predicted } = cell[0]!;
    return { label, predicted, rows: cell.length, surest: cell.slice(0, mostRowsInCell).map(named) };
  });
  const totals = classTotals(counts, k);
  const rightRows = totals.right.reduce((sum, rows) => sum + rows, 0);
  const confusion = denseMatrix(counts, k);
  const scores = countScores(counts, k);
  const row = (one: ClassScores, pick: (of: OneVsRest) => number): ClassRow => ({
    ...one,
    auroc: known(pick(auroc)),
    averagePrecision: known(pick(ap)),
  });
  const found = headlineClass(classNames, positive);
  const headline = (of: OneVsRest) => known(found === undefined ? of.macro : of.classes[found]!);
  const rates = positive === undefined ? undefined : positiveRates(totals, found!);
  function named({ row, confidence }: Answer): ReportedRow {
    const { line, file } = context.placeOf?.(row, []) ?? {};
    const name = rowNames?.[row] ?? row + 1;
    if (line === undefined) return { row: name, confidence };
    return file === undefined ? { row: name, line, confidence } : { row: name, line, file, confidence };
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
    asked: asked ?? null,
    classNames,
    positive: positive ?? null,
    decision: decision ?? null,
    metrics: {
      rows: labels.length,
      baseline: commonest(scores.classes, classNames),
      missRate: rates?.missRate ?? null,
      falseRejectRate: rates?.falseRejectRate ?? null,
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
    mistakes: placed(
      worstMistakes(all, positive === undefined ? undefined : found).map((answer) => {
        const { row: index, label, predicted } = answer;
        return { ...named(answer), index, label, predicted };
      }),
      context,
    ),
    reliability: reliabilityOf(all, 10),
    reject: reject ? { ...rejectScores(all, reject.reasons), reject: reject.rule.reject } : null,
    turnedAway: turnedAway.slice(0, mostTurnedAway).map(({ answer, reason }) => {
      const { label, predicted } = answer;
      return { ...named(answer), label, predicted, reason };
    }),
    importance: featureImportances("accuracy", context),
    effects,
    pairs,
    pictures: [],
  };
}

/** The class whose figures and curve stand for all: the positive one, else the second of two; more have the plain mean. */
export function headlineClass(
  classNames: readonly string[],
  positive: string | undefined,
): number | undefined {
  if (positive === undefined) return classNames.length === 2 ? 1 : undefined;
  const found = classNames.indexOf(positive);
  if (found >= 0) return found;
  throw new UserError(
    `classificationReport: positive is "${positive}"; the classes are ${classNames.slice(0, 20).join(", ")}`,
  );
}

/** What always saying one class scores: that of the most rows, of equals the first. */
function commonest(classes: readonly ClassScores[], classNames: readonly string[]) {
  const most = argMax(classes.map(({ support }) => support));
  const rows = classes.reduce((sum, { support }) => sum + support, 0);
  return { name: classNames[most]!, accuracy: classes[most]!.support / rows };
}

function cellsOf(counts: readonly ReportedCount[], k: number): (readonly ReportedRow[])[][] {
  const cells = Array.from({ length: k }, () => Array.from({ length: k }, (): readonly ReportedRow[] => []));
  for (const { label, predicted, surest } of counts) cells[label]![predicted] = surest;
  return cells;
}

const known = (value: number) => (Number.isNaN(value) ? null : value);

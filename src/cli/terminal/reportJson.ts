import type { Report } from "../../report/report.ts";
import { summaryOf } from "../../report/summary.ts";

/** The report's figures and rows as --json gives them; its findings have a key of their own there. */
export function reportJson(report: Report): object {
  const { metrics, importance, effects, pairs } = report;
  const why = { importance, effects, pairs, summary: summaryOf(report) };
  if (report.kind === "regression") return { metrics, mistakes: report.mistakes, ...why };
  const { classNames, confusion, counts, macro, weighted } = report;
  const classes = report.classes.map((one, c) => ({ name: classNames[c]!, ...one }));
  const mistakes = report.mistakes.map(({ label, predicted, ...row }) => ({
    ...row,
    label: classNames[label]!,
    predicted: classNames[predicted]!,
  }));
  return {
    confusion,
    // of many classes the matrix is nearly all zeros: [true class, predicted class, rows], counted from 0
    confusionCounts: confusion
      ? undefined
      : counts.map(({ label, predicted, rows }) => [label, predicted, rows]),
    classNames,
    positive: report.positive,
    decision: report.decision,
    metrics,
    classes,
    macro,
    weighted,
    mistakes,
    ...why,
    reject: report.reject,
  };
}

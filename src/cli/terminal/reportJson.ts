import type { Report } from "../../report/report.ts";

/** The report's figures and rows as --json gives them; its findings have a key of their own there. */
export function reportJson(report: Report): object {
  const { metrics, importance } = report;
  if (report.kind === "regression") return { metrics, mistakes: report.mistakes, importance };
  const { classNames, confusion, macro, weighted } = report;
  const classes = report.classes.map((one, c) => ({ name: classNames[c]!, ...one }));
  const mistakes = report.mistakes.map(({ label, predicted, ...row }) => ({
    ...row,
    label: classNames[label]!,
    predicted: classNames[predicted]!,
  }));
  return {
    confusion,
    classNames,
    metrics,
    classes,
    macro,
    weighted,
    mistakes,
    importance,
    reject: report.reject,
  };
}

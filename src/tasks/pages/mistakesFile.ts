import type { WriteColumn, WritePieces } from "../../data/formats/writeColumn.ts";
import { thresholdOf } from "../../model/decision.ts";
import { answerOf } from "../../model/metrics/mistakes.ts";
import { headlineClass } from "../../report/classificationFigures.ts";
import { placed, worstMistakes } from "../../report/mistakes.ts";
import { rowCell } from "../../report/pages/mistakeBlocks.ts";
import type { Report, ReportContext, ReportedMiss, ReportedMistake } from "../../report/report.ts";
import { type Words, words } from "../../report/words/words.ts";
import type { Reported } from "../training/figures.ts";

/** Of so many rows that are missed, and of so many others. */
const mostWritten = 1000;

/** The mistakes of a report as columns, in its order: the row, its ids, what it is and was taken for, its most important values. */
export async function* mistakePieces(report: Report, reported: Reported): WritePieces {
  const w = words[report.lang];
  if (report.kind === "regression") {
    yield unlike([
      ...placeColumns(report.mistakes, w),
      { name: w.truth, values: Float64Array.from(report.mistakes, ({ truth }) => truth) },
      { name: w.predicted, values: Float64Array.from(report.mistakes, ({ predicted }) => predicted) },
      ...valueColumns(report.mistakes),
    ]);
    return;
  }
  const { classNames, positive } = report;
  const mistakes = mistakesOf(report, reported);
  const ofPositive = positive !== null && classNames.length === 2;
  yield unlike([
    ...placeColumns(mistakes, w),
    { name: w.truth, text: mistakes.map(({ label }) => classNames[label]!) },
    { name: w.predicted, text: mistakes.map(({ predicted }) => classNames[predicted]!) },
    {
      name: ofPositive ? w.probabilityOf(positive) : w.confidence,
      digits: 6,
      values: Float64Array.from(mistakes, ({ predicted, confidence }) =>
        ofPositive && classNames[predicted] !== positive ? 1 - confidence : confidence,
      ),
    },
    ...valueColumns(mistakes),
  ]);
}

/** Those that the page lists, and more where all probabilities are at hand. */
function mistakesOf(
  report: Extract<Report, { kind: "classification" }>,
  { samples: { labels }, said: { probabilities }, context }: Reported,
): readonly ReportedMistake[] {
  if (typeof probabilities === "function") return report.mistakes;
  const { classNames, positive, decision } = report;
  const k = classNames.length;
  const by = thresholdOf({ classNames, positive: positive ?? undefined, decision: decision ?? undefined });
  const all = Array.from(labels, (label, row) => answerOf(row, label, probabilities, row * k, k, by));
  const found = positive === null ? undefined : headlineClass(classNames, positive);
  return placed(
    worstMistakes(all, found, mostWritten).map(({ row, label, predicted, confidence }) => ({
      row: nameOf(row, context),
      index: row,
      label,
      predicted,
      confidence,
    })),
    context,
  );
}

const nameOf = (row: number, { rowNames }: ReportContext) => rowNames?.[row] ?? row + 1;

function placeColumns(mistakes: readonly (ReportedMistake | ReportedMiss)[], w: Words): WriteColumn[] {
  const ids = Object.keys(mistakes[0]?.id ?? {});
  return [
    { name: w.row, text: mistakes.map(rowCell) },
    ...ids.map((name) => ({ name, text: mistakes.map(({ id }) => id?.[name] ?? "") })),
  ];
}

function valueColumns(mistakes: readonly (ReportedMistake | ReportedMiss)[]): WriteColumn[] {
  return Object.keys(mistakes[0]?.values ?? {}).map((name) => {
    const cells = mistakes.map(({ values }) => values?.[name] ?? "");
    return cells.every((cell) => typeof cell === "number")
      ? { name, values: Float64Array.from(cells) }
      : { name, text: cells.map(String) };
  });
}

/** Columns whose names differ: a file's own column may be called as one of ours. */
function unlike(columns: readonly WriteColumn[]): WriteColumn[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let { name } = column;
    for (let i = 2; taken.has(name); i++) name = `${column.name} (${i})`;
    taken.add(name);
    return { ...column, name };
  });
}

import type {
  ClassificationReport,
  RegressionReport,
  ReportedMiss,
  ReportedMistake,
  ReportedRow,
  RowPlace,
} from "../report.ts";
import { percent, quantities } from "../words/format.ts";
import type { Words } from "../words/words.ts";
import type { Block, Table } from "./blocks.ts";

/** The wrong answers that the model was surest of, with what they are called by and the values of the most important columns. */
export function mistakeBlocks(report: ClassificationReport, w: Words): Block[] {
  const { mistakes, classNames, positive } = report;
  if (mistakes.length === 0) return [{ kind: "text", text: w.noMistakes }];
  // Of two classes the probability of the one that is to be found; else that of what was answered.
  const ofPositive = positive !== null && classNames.length === 2;
  const score = ({ predicted, confidence }: ReportedMistake) =>
    percent(ofPositive && classNames[predicted] !== positive ? 1 - confidence : confidence);
  const table = tableOf(
    mistakes,
    w,
    [w.truth, w.predicted, ofPositive ? w.probabilityOf(positive) : w.confidence],
    (mistake) => [classNames[mistake.label]!, classNames[mistake.predicted]!, score(mistake)],
  );
  const first = positive === null ? "" : w.missedFirst(positive);
  const text = [first, w.mistakesText, numbering(mistakes, w)].filter(Boolean).join(" ");
  return [
    { kind: "text", text },
    { kind: "table", table: { title: w.mistakes, ...table } },
  ];
}

/** The rows whose numbers are furthest off. */
export function missBlocks(report: RegressionReport, w: Words): Block[] {
  const { mistakes, metrics } = report;
  const apart = metrics.maxError || undefined; // so much is to be seen of each pair
  const truths = quantities(
    mistakes.map(({ truth }) => truth),
    apart,
  );
  const predictions = quantities(
    mistakes.map(({ predicted }) => predicted),
    apart,
  );
  const differences = quantities(mistakes.map(({ truth, predicted }) => truth - predicted));
  const table = tableOf(mistakes, w, [w.truth, w.predicted, w.difference], (_, i) => [
    truths[i]!,
    predictions[i]!,
    differences[i]!,
  ]);
  const text = numbering(mistakes, w);
  return [
    { kind: "table", table: { title: w.furthest, ...table } },
    ...(text === "" ? [] : [{ kind: "text", text } as const]),
  ];
}

/** The row, what it is called by, what was answered, and its values. */
function tableOf<Row extends ReportedMistake | ReportedMiss>(
  rows: readonly Row[],
  w: Words,
  head: readonly string[],
  answers: (row: Row, i: number) => string[],
): Pick<Table, "head" | "rows"> {
  const ids = Object.keys(rows[0]?.id ?? {});
  const columns = Object.keys(rows[0]?.values ?? {});
  const values = columns.map((name) => written(rows.map((row) => row.values?.[name] ?? "")));
  return {
    head: [w.row, ...ids, ...head, ...columns],
    rows: rows.map((row, i) => [
      rowCell(row),
      ...ids.map((name) => row.id?.[name] ?? ""),
      ...answers(row, i),
      ...values.map((column) => column[i]!),
    ]),
  };
}

/** Numbers as they are, but for the last bits of a sum; words as they are. */
const written = (cells: readonly (string | number)[]): string[] =>
  cells.map((cell) =>
    typeof cell === "string" ? cell : String(Number(cell.toPrecision(12))).replace("-", "−"),
  );

/** How rows are numbered, where they are: as Excel shows them where the file has lines. */
function numbering(rows: readonly (RowPlace & Pick<ReportedRow, "row">)[], w: Words): string {
  const files = [...new Set(rows.flatMap(({ line, file }) => (line === undefined ? [] : [file])))];
  if (files.length === 1) return w.excelRows(files[0]!);
  if (files.length > 1) return w.excelRows("");
  return rows.some(({ row }) => typeof row === "number") ? w.rowNumbers : "";
}

/** The same of all rows of a confusion matrix. */
export const cellNumbering = ({ counts }: ClassificationReport, w: Words): string =>
  numbering(
    counts.flatMap(({ surest }) => surest),
    w,
  );

/** A row as a table of one file calls it. */
export const rowCell = ({ row, line, file }: Pick<ReportedRow, "row" | "line" | "file">): string =>
  String(line === undefined ? row : typeof row === "number" ? line : `${file} ${line}`);

/** A row as a list calls it. */
export const rowInWords = (one: ReportedRow, w: Words): string =>
  typeof one.row === "number" ? w.rowName(one.line ?? one.row) : rowCell(one);

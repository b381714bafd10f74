import { rowCells, type WrongCell } from "./columns/cells/wrongRows.ts";
import type { Encoder } from "./columns/encoding.ts";
import { selectRows } from "./columns/missing.ts";
import { isMissing } from "./columns/noValue.ts";
import { parseNumber } from "./columns/number.ts";
import type { WritePieces } from "./formats/writeColumn.ts";
import { type BadLine, type Column, type RowName, Table } from "./table.ts";

/** A row that was set aside, as a list of such rows has it. */
export interface SkippedRow {
  readonly file: string;
  /** its number among the file's rows, from 1, or the name of the file that it is; none of a line that is no row */
  readonly row?: RowName | undefined;
  readonly line?: number | undefined;
  /** where one cell is to blame */
  readonly column?: string | undefined;
  readonly reason: string;
  /** as they stand in the file, by column */
  readonly cells: Readonly<Record<string, string>>;
}

/** Rows, and those that were set aside from among them. */
export interface Sorted {
  readonly table: Table;
  readonly skipped: readonly SkippedRow[];
}

/** So many rows are listed; of more it is said how many they are. */
export const mostSkipped = 100_000;

/** Sets the rows aside that are wrong, by their place from 0, and names the lines that the reader set aside. */
export function setAside(
  table: Table,
  wrong: ReadonlyMap<number, WrongCell>,
  { columns }: Pick<Encoder, "columns">,
): Sorted {
  const lines = (table.traits.badLines ?? []).map((line) => lineSkipped(line, table.columnNames));
  if (wrong.size === 0) return { table, skipped: lines };
  const skipped = [...wrong]
    .sort(([a], [b]) => a - b)
    .slice(0, mostSkipped)
    .map(([row, { column, reason }]) => ({
      ...table.place(row),
      column,
      reason,
      cells: rowCells(table, row),
    }));
  const left = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !wrong.has(row));
  const plain = columns.filter(({ kind }) => kind === "number").map(({ name }) => name);
  return {
    table: withPlainNumbers(selectRows(table, left), plain),
    skipped: [...lines, ...skipped].sort(byLine),
  };
}

/** As they stand in a file; those of several files stay in the files' order. */
const byLine = (a: SkippedRow, b: SkippedRow): number =>
  a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : 0;

function lineSkipped({ file, line, cells, why }: BadLine, names: readonly string[]): SkippedRow {
  const called = cells.map((cell, k) => [names[k] ?? `cell ${k + 1}`, cell] as const);
  return { file, line, reason: why, cells: Object.fromEntries(called) };
}

/** Columns that were text for the sake of rows that are gone, as numbers. */
function withPlainNumbers(table: Table, names: readonly string[]): Table {
  const columns = new Map(table.columns);
  for (const name of names) {
    const column = columns.get(name);
    if (column?.kind !== "text") continue;
    const numbers = plainNumbers(column.values);
    if (numbers) columns.set(name, numbers);
  }
  return new Table(columns, table.parts, table.traits);
}

/** Cells of text as a column of numbers; nothing where one is neither a number nor a word for none. */
export function plainNumbers(cells: readonly string[]): Column | undefined {
  const values = new Float64Array(cells.length);
  const words = new Map<number, string>();
  const spelled = new Map<number, string>();
  for (const [row, cell] of cells.entries()) {
    values[row] = parseNumber(cell);
    if (!Number.isNaN(values[row])) {
      if (String(values[row]) !== cell) spelled.set(row, cell);
      continue;
    }
    if (!isMissing(cell)) return undefined;
    if (cell !== "") words.set(row, cell);
  }
  const [gap] = words;
  return {
    kind: "number",
    values,
    gap: gap && { row: gap[0], text: gap[1] },
    words: words.size > 0 ? words : undefined,
    spelled: spelled.size > 0 ? spelled : undefined,
  };
}

/** Adds rows to a list of such rows; a line that its file's tables all name is added once. */
export function addSkipped(list: SkippedRow[], more: readonly SkippedRow[]): void {
  const lineOf = ({ file, line }: SkippedRow) => `${line} ${file}`;
  const lines = new Set(list.filter(({ row }) => row === undefined).map(lineOf));
  for (const one of more) {
    if (list.length === mostSkipped) return;
    if (one.row === undefined) {
      if (lines.has(lineOf(one))) continue;
      lines.add(lineOf(one));
    }
    list.push(one);
  }
}

/** `parts.csv, row 3 (line 4), column d: "big" is not a number` */
export function skippedInWords({ file, row, line, column, reason }: SkippedRow): string {
  const lineSaid = line === undefined ? "" : row === undefined ? `, line ${line}` : ` (line ${line})`;
  const where =
    typeof row === "string" ? row : `${file}${row === undefined ? "" : `, row ${row}`}${lineSaid}`;
  return `${where}${column === undefined ? "" : `, column ${column}`}: ${reason}`;
}

/** The skipped rows as a table to write: where each is, why it was skipped, and its cells. */
export async function* skippedPieces(skipped: readonly SkippedRow[]): WritePieces {
  yield skippedColumns(skipped);
}

function skippedColumns(skipped: readonly SkippedRow[]): { name: string; text: string[] }[] {
  const own = ["file", "row", "line", "column", "reason"] as const;
  const names = new Set(skipped.flatMap(({ cells }) => Object.keys(cells)));
  const taken = new Set<string>(own);
  return [
    ...own.map((name) => ({ name, text: skipped.map((one) => String(one[name] ?? "")) })),
    ...Array.from(names, (name) => ({
      name: taken.has(name) ? `${name} (cell)` : name,
      text: skipped.map(({ cells }) => cells[name] ?? ""),
    })),
  ];
}

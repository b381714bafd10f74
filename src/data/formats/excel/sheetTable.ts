import type { HowToRead } from "../../reading.ts";
import { type Column, Table } from "../../table.ts";
import { CsvColumns } from "../csv/csvColumns.ts";
import { CsvMargins } from "../csv/csvMargins.ts";
import { withoutSummaries } from "../summaries/summaries.ts";
import type { Merge, SheetCells } from "./sheetCells.ts";
import type { OtherSheet } from "./sheetGroups.ts";
import { type SeenSheet, sheetNotes } from "./sheetNotes.ts";
import { tableColumns } from "./tableColumns.ts";

/** A sheet's cells as a table. What a CSV file may have around its rows, a sheet may too, and the same page sees to it. */
export function sheetTable(
  cells: SheetCells,
  {
    name,
    others,
    how,
  }: { readonly name: string; readonly others: readonly OtherSheet[]; readonly how: HowToRead },
): Table {
  const { columns, aside, several } = tableColumns(cells.rows, how);
  const rows = Array.from(cells.rows, (row) => (row ? [...row] : []));
  moveTitles(rows, columns);
  for (const merge of cells.merges) spreadGroup(rows, merge, columns);
  let table = rowsTable(rows, columns, name, how);
  const start = table.parts[0]!.lineOf!(0) - 1;
  const filled = fillMerged(rows, cells.merges, columns, start);
  if (filled.size > 0) table = rowsTable(rows, columns, name, how);
  const names = table.columnNames.length === columns.length ? table.columnNames : [];
  const nameOf = new Map(names.map((name, i) => [columns[i]!, name]));
  const columnOf = (column: number) => {
    const name = nameOf.get(column) ?? "";
    return { name, isNumber: table.columns.get(name)?.kind === "number" };
  };
  const notes = sheetNotes(cells, { name, others, aside, several, columns, start, filled, columnOf, how });
  const { sheet } = how;
  const columnsRead = withPercent(table, cells, { columns, start, columnOf });
  return withoutSummaries(
    new Table(columnsRead, table.parts, {
      ...table.traits,
      reading: sheet === undefined ? table.traits.reading : { ...table.traits.reading, sheet },
      notes: [...notes, ...(table.traits.notes ?? [])],
    }),
  );
}

/** Numbers that all stand as percentages wear their sign, as those of a CSV file do: 12% is 0.12 in both. */
function withPercent(
  table: Table,
  cells: SheetCells,
  { columns, start, columnOf }: Pick<SeenSheet, "columns" | "start" | "columnOf">,
): ReadonlyMap<string, Column> {
  const read = new Map(table.columns);
  for (const column of columns) {
    const { name, isNumber } = columnOf(column);
    const percent = new Set(cells.odd.get(column)?.get("percent"));
    if (!isNumber || percent.size === 0) continue;
    const isPercent = cells.rows.every((row, i) => {
      const cell = row?.[column];
      return i < start || cell === undefined || percent.has(i) || Number.isNaN(Number(cell));
    });
    const found = read.get(name);
    if (isPercent && found?.kind === "number") read.set(name, { ...found, dress: { unit: "%", bare: true } });
  }
  return read;
}

type Rows = readonly (string | undefined)[][];

/** A column that begins as numbers and turns out to hold text is read again as text. */
function rowsTable(rows: Rows, columns: readonly number[], name: string, how: HowToRead): Table {
  const text = new Set<string>();
  for (;;) {
    const sink = new CsvColumns({ name, size: undefined, text, without: new Set(), delimiter: ",", how });
    const margins = new CsvMargins(sink, ",");
    for (const [row, cells] of rows.entries())
      margins.record(
        columns.map((column) => cells[column] ?? ""),
        row + 1,
      );
    sink.end();
    const turned = sink.turnedOutText();
    if (turned.length === 0) return sink.table();
    for (const column of turned) text.add(column);
  }
}

/** A title that stands to the left of the table stands above its first column. */
function moveTitles(rows: Rows, columns: readonly number[]): void {
  const first = columns[0]!;
  for (const cells of rows) {
    const title = cells.findIndex((cell) => cell !== undefined);
    if (title >= 0 && title < first && cells[first] === undefined) cells[first] = cells[title];
  }
}

/**
 * Writes the name of a group, which stands merged over its columns, above each of them: 寸法 over 外径 and 内径. What goes over all
 * columns is a title; a row that holds numbers is none of a header.
 */
function spreadGroup(rows: Rows, { top, left, right }: Merge, columns: readonly number[]): void {
  const cells = rows[top];
  const text = cells?.[left];
  if (!cells || text === undefined || right === left) return;
  const over = columns.filter((column) => column >= left && column <= right);
  if (over.length === columns.length) return;
  const isNumber = (column: number) => column !== left && !Number.isNaN(Number(cells[column] ?? Number.NaN));
  if (columns.some(isNumber)) return;
  for (const column of over) cells[column] ??= text;
}

/**
 * Writes a cell that is merged over several rows into each of them, as a person reads it: a lot's number beside its parts. Those of
 * the header are left as they are. How many cells were filled, by column.
 */
function fillMerged(
  rows: Rows,
  merges: readonly Merge[],
  columns: readonly number[],
  start: number,
): Map<number, number> {
  const filled = new Map<number, number>();
  for (const { top, left, bottom } of merges) {
    if (top < start || bottom === top || !columns.includes(left)) continue;
    const text = rows[top]?.[left];
    if (text === undefined) continue;
    for (let row = top + 1; row <= bottom && row < rows.length; row++) {
      if (rows[row]![left] !== undefined) continue;
      rows[row]![left] = text;
      filled.set(left, (filled.get(left) ?? 0) + 1);
    }
  }
  return filled;
}

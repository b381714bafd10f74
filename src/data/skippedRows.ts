import { rowCells, type WrongCell } from "./columns/cells/wrongRows.ts";
import { selectRows } from "./columns/missing.ts";
import type { RowName, Table } from "./table.ts";

/** A row that was set aside, as a list of such rows has it. */
export interface SkippedRow {
  readonly file: string;
  /** its number in the file, from 1, or the name of the file that it is */
  readonly row: RowName;
  readonly line?: number | undefined;
  /** where one cell is to blame */
  readonly column?: string | undefined;
  readonly reason: string;
  /** as they stand in the file, by column */
  readonly cells: Readonly<Record<string, string>>;
}

/** Rows and those that were set aside from among them. */
export interface Sorted {
  readonly table: Table;
  readonly skipped: readonly SkippedRow[];
}

/** Sets the rows aside that are wrong, by their place from 0. */
export function setAside(table: Table, wrong: ReadonlyMap<number, WrongCell>): Sorted {
  if (wrong.size === 0) return { table, skipped: [] };
  const skipped = [...wrong]
    .sort(([a], [b]) => a - b)
    .map(([row, { column, reason }]) => ({
      ...table.place(row),
      column,
      reason,
      cells: rowCells(table, row),
    }));
  const left = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !wrong.has(row));
  return { table: selectRows(table, left), skipped };
}

/** So many rows are named in the lines that are said of them. */
const named = 10;

/** `parts.csv, row 3 (line 4), column d: "big" is not a number` */
export function skippedInWords(skipped: readonly SkippedRow[]): string[] {
  const lines = skipped.slice(0, named).map(({ file, row, line, column, reason }) => {
    const where =
      typeof row === "string" ? row : `${file}, row ${row}${line === undefined ? "" : ` (line ${line})`}`;
    return `set aside ${where}${column === undefined ? "" : `, column ${column}`}: ${reason}`;
  });
  if (skipped.length > named) lines.push(`set aside ${skipped.length - named} more rows like these`);
  return lines;
}

import { selectRows } from "../../columns/missing.ts";
import { isMissing } from "../../columns/noValue.ts";
import { parseNumber } from "../../columns/number.ts";
import { plainNumbers } from "../../skippedRows.ts";
import { type Column, cellsOf, Table } from "../../table.ts";
import { rowSaid } from "../csv/ends.ts";
import { kindOf } from "../csv/header.ts";
import { readApart } from "../csv/leftovers.ts";

/** Cells of text that tell whether a column begins with numbers. */
const sampled = 5;

/**
 * A table without another one that stands below a blank row or line, with names of its own: it is said, and not read. What is narrower
 * than the table in a file of CSV, the lines show before.
 */
export function withoutOtherTable(table: Table): Table {
  const found = table.traits.delimited && table.rows > 3 ? otherTable(table) : undefined;
  if (!found) return table;
  const { from, names } = found;
  const kept = selectRows(
    table,
    Array.from({ length: from }, (_, row) => row),
  );
  const columns = new Map(kept.columns);
  for (const [name, column] of kept.columns) {
    const numbers = column.kind === "text" ? plainNumbers(column.values) : undefined;
    if (numbers) columns.set(name, numbers);
  }
  const [first, last] = [names, table.rows - 1].map((row) => table.place(row).line ?? row + 1);
  const note = `${table.parts[0]!.file}: lines ${first} to ${last} are another table (${rowSaid(rowOf(table, names))}), not read; ${readApart}`;
  return new Table(columns, kept.parts, { ...table.traits, notes: [...(table.traits.notes ?? []), note] });
}

/** From which row on another table stands, and the row of its names. */
function otherTable(table: Table): { from: number; names: number } | undefined {
  const columns = [...table.columns.values()];
  const blank = blankRow(columns, table.rows);
  if (blank !== undefined) {
    const names = namesBelow(table, blank + 1);
    if (names !== undefined && isNarrower(columns, names, table.rows)) return { from: blank, names };
  }
  // The first word in a column of numbers: of as wide a table the names stand there.
  const first = firstWord(columns);
  if (first === undefined || first < 2 || first > table.rows - 2) return undefined;
  const cells = rowOf(table, first);
  if (!areNames(cells) || cells.includes("")) return undefined;
  const [above, own] = [first - 1, first].map((row) => table.place(row).line ?? 0);
  if (rowOf(table, first - 1).every((cell) => cell === "")) return { from: first - 1, names: first };
  return own! > above! + 1 ? { from: first, names: first } : undefined;
}

const rowOf = (table: Table, row: number): string[] =>
  Array.from(table.columns.values(), (column) => cellsOf(selected(column, row))[0] ?? "");

/** One row of a column. */
const selected = (column: Column, row: number): Column =>
  column.kind === "number"
    ? { ...column, values: column.values.subarray(row, row + 1), words: undefined, spelled: undefined }
    : column.kind === "text"
      ? { kind: "text", values: [column.values[row]!] }
      : column;

const isBlank = (column: Column, row: number): boolean =>
  column.kind === "text"
    ? column.values[row] === ""
    : column.kind === "number" && Number.isNaN(column.values[row]) && !column.words?.has(row);

/** The first row without a single cell. */
function blankRow(columns: readonly Column[], rows: number): number | undefined {
  const [first, ...more] = columns;
  if (!first || columns.some((column) => column.kind === "number" && column.gap === undefined))
    return undefined;
  for (let row = 2; row < rows - 2; row++)
    if (isBlank(first, row) && more.every((column) => isBlank(column, row))) return row;
  return undefined;
}

/** Different words, two at least. */
function areNames(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== "");
  return (
    filled.length > 1 &&
    new Set(filled).size === filled.length &&
    filled.every((cell) => kindOf(cell) === "word")
  );
}

/** The row of names at `from`, or below a title there. */
function namesBelow(table: Table, from: number): number | undefined {
  for (let row = from; row < Math.min(from + 4, table.rows - 1); row++) {
    const cells = rowOf(table, row);
    if (areNames(cells)) return row;
    if (cells.filter((cell) => cell !== "").length > 1) return undefined;
  }
  return undefined;
}

/** Whether the rows from the names on leave the same columns empty, one at least. */
function isNarrower(columns: readonly Column[], names: number, rows: number): boolean {
  const empty = columns.filter((column) => isBlank(column, names));
  if (empty.length === 0) return false;
  for (let row = names + 1; row < rows; row++)
    if (!empty.every((column) => isBlank(column, row))) return false;
  return true;
}

/** The first row with a word in a column that begins with numbers, where all such columns have one there. */
function firstWord(columns: readonly Column[]): number | undefined {
  let first: number | undefined;
  for (const column of columns) {
    if (column.kind !== "text") continue;
    const begin = column.values.slice(0, sampled).filter((cell) => !isMissing(cell));
    if (begin.length === 0 || begin.some((cell) => Number.isNaN(parseNumber(cell)))) continue;
    const row = column.values.findIndex((cell) => !isMissing(cell) && Number.isNaN(parseNumber(cell)));
    if (row < 0 || (first !== undefined && row !== first)) return undefined;
    first = row;
  }
  return first;
}

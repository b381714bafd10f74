import { asProgram, shown } from "../../../errors.ts";
import { append } from "../../numbers/lists.ts";
import type { HowToRead } from "../../reading.ts";
import { doubtSaid } from "../blocks/sideBySide.ts";
import { lettersOf, type OddKind, referenceOf, type SheetCells } from "./sheetCells.ts";
import type { OtherSheet } from "./sheetGroups.ts";
import type { TableColumns } from "./tableColumns.ts";

export interface SeenSheet {
  /** the file */
  readonly name: string;
  /** other sheets that hold something */
  readonly others: readonly OtherSheet[];
  /** what stands beside the table */
  readonly aside: readonly string[];
  /** the parts of a table that may be several */
  readonly several?: TableColumns["several"];
  /** the table's columns within the sheet, from 0 */
  readonly columns: readonly number[];
  /** the first row of the table's body, from 0 */
  readonly start: number;
  /** cells that were filled because they are merged with one above, by column */
  readonly filled: ReadonlyMap<number, number>;
  /** a column as its header calls it, or empty, and whether it was read as numbers */
  columnOf(column: number): { readonly name: string; readonly isNumber: boolean };
  readonly how: HowToRead;
}

/** What a person should know of a sheet that was read: each fact in a line. */
export function sheetNotes(cells: SheetCells, seen: SeenSheet): string[] {
  const { name, others, aside, several, columns, filled, how } = seen;
  const spell = how.spell ?? asProgram;
  const notes: string[] = [];
  const note = (text: string) => notes.push(`${name}: ${text}`);
  if (others.length > 0) {
    const asked = spell("sheet", others[0]!.name);
    const names = others.map((other) =>
      other.why === undefined ? other.name : `${other.name} (${other.why})`,
    );
    note(
      `the sheet ${cells.name} is read; ${listed(names)} ${one(others) ? "holds" : "hold"} cells too (${asked} reads ${one(others) ? "it" : "the first of them"})`,
    );
  }
  if (aside.length > 0)
    note(
      `${listed(aside)}, beside the table and behind an empty column, ${one(aside) ? "is" : "are"} not read`,
    );
  if (several) notes.push(doubtSaid(name, several.parts, several.last, how));
  const hidden = hiddenIn(cells, seen);
  if (hidden !== undefined) note(`${hidden} read as well; delete them in the file to leave them out`);
  if (filled.size > 0) {
    const count = [...filled.values()].reduce((sum, n) => sum + n);
    note(
      `${count} ${count === 1 ? "cell that is" : "cells that are"} merged with the one above ${count === 1 ? "holds" : "hold"} its text (${listed([...filled.keys()].map((column) => called(column, seen)))})`,
    );
  }
  const having = (kind: OddKind) =>
    columns.filter((column) => bodyRows(cells, column, kind, seen).length > 0);
  const percent = having("percent");
  if (percent.length > 0)
    note(
      `percentages are read as Excel keeps them, 12% as 0.12 (${listed(percent.map((column) => called(column, seen)))})`,
    );
  const durations = having("duration");
  if (durations.length > 0)
    note(
      `durations are read as seconds, 0:01:30 as 90 (${listed(durations.map((column) => called(column, seen)))})`,
    );
  for (const column of columns) append(notes, oddities(cells, column, seen));
  return notes;
}

const one = (list: readonly unknown[]): boolean => list.length === 1;

const listed = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");

function called(column: number, { columnOf }: SeenSheet): string {
  const { name } = columnOf(column);
  return name === "" ? lettersOf(column) : name.replaceAll(/\s+/g, " ");
}

function hiddenIn(cells: SheetCells, { columns, start }: SeenSheet): string | undefined {
  let rows = 0;
  for (const row of cells.hiddenRows) if (row >= start && cells.rows[row]) rows++;
  const hidden = columns.filter((column) => cells.hiddenColumns.has(column));
  const said: string[] = [];
  if (rows > 0) said.push(`${rows} hidden ${rows === 1 ? "row" : "rows"}`);
  if (hidden.length > 0)
    said.push(`the hidden ${one(hidden) ? "column" : "columns"} ${listed(hidden.map(lettersOf))}`);
  if (said.length === 0) return undefined;
  return `${said.join(" and ")} ${rows + hidden.length === 1 ? "is" : "are"}`;
}

function bodyRows(cells: SheetCells, column: number, kind: OddKind, { start }: SeenSheet): number[] {
  return (cells.odd.get(column)?.get(kind) ?? []).filter((row) => row >= start);
}

/** What may be wrong with a column's cells, and where the first of them is. */
function oddities(cells: SheetCells, column: number, seen: SeenSheet): string[] {
  if (!cells.odd.has(column)) return [];
  const { name, start } = seen;
  const rows = (kind: OddKind) => bodyRows(cells, column, kind, seen);
  const at = (row: number) => `${referenceOf(row, column)}: ${shown(cells.rows[row]?.[column] ?? "")}`;
  let filled = 0;
  for (let row = start; row < cells.rows.length; row++) if (cells.rows[row]?.[column] !== undefined) filled++;
  const notes: string[] = [];
  const note = (text: string) => notes.push(`${name}, column ${called(column, seen)}: ${text}`);

  const percent = new Set(rows("percent"));
  const plain = cells.rows.findIndex(
    (row, i) => percent.size > 0 && i >= start && !percent.has(i) && Math.abs(Number(row?.[column] ?? 0)) > 1,
  );
  if (plain >= 0)
    note(`numbers stand beside percentages (${at(plain)}); write all of them as percentages or none`);
  const dates = rows("date");
  if (dates.length > 0 && 2 * dates.length < filled)
    note(
      `${dates.length} of ${filled} cells ${one(dates) ? "is a date" : "are dates"} (${at(dates[0]!)}); Excel makes dates of what looks like one, such as 1/2 or 2-1`,
    );
  const texts = rows("number as text");
  if (texts.length > 0 && 2 * texts.length < filled && seen.columnOf(column).isNumber)
    note(
      `${texts.length} of ${filled} numbers ${one(texts) ? "is stored as text and is" : "are stored as text and are"} read as ${one(texts) ? "a number" : "numbers"} (${at(texts[0]!)})`,
    );
  const long = rows("long number");
  if (long.length > 0)
    note(
      `${long.length} ${one(long) ? "number has" : "numbers have"} more digits than the 15 that Excel keeps (${at(long[0]!)}); the last were lost when they were typed, so keep such codes as text`,
    );
  return notes;
}

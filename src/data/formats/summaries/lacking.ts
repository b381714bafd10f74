import { isGap, isMissing } from "../../columns/noValue.ts";
import { append } from "../../numbers/lists.ts";
import { labelRank } from "../../rows/chooseLabel.ts";
import type { Column, Table } from "../../table.ts";

/** So few rows may lack a cell that nearly all have: this many, or this share of them. */
const [fewRows, fewShare] = [3, 0.1];

/** So large a share may lack a class, where lots of a few parts are summed up. */
const lotShare = 1 / 3;

/** What a row lacks that nearly all others have. */
export interface Lack {
  /** so many cells */
  cells: number;
  /** a name or a class is among them */
  word: boolean;
}

/** The rows that lack cells which nearly all others have, and how many cells these have. */
export interface Lacking {
  rows: ReadonlyMap<number, Lack>;
  usual: number;
  /** rows that lack a name or a class, of which more may do so */
  open: readonly number[];
}

/** Whether a cell is missing; `strictly`: a dash is one too, as it is where a row says something of the others. */
export function isEmpty(column: Column, row: number, strictly = false): boolean {
  if (column.kind === "text") return (strictly ? isMissing : isGap)(column.values[row]!);
  return column.kind === "number" && Number.isNaN(column.values[row]);
}

/** Whether a column holds words, or what may be the class. */
export const mayBeWord = (table: Table, name: string): boolean =>
  table.column(name).kind === "text" || name === table.columnNames.at(-1) || labelRank(name) !== undefined;

/** `ends`: rows at either end that are looked at closely. */
export function lackingCells(table: Table, ends: number): Lacking {
  const rows = new Map<number, Lack>();
  const open: number[] = [];
  let usual = 0;
  const most = Math.min(Math.max(fewRows, fewShare * table.rows), (table.rows - 1) / 2);
  for (const [name, column] of table.columns) {
    const isWord = mayBeWord(table, name);
    const upTo = isWord ? Math.max(most, lotShare * table.rows) : most;
    const empty = emptyIn(column, { ends, most: upTo, rows: table.rows });
    if (empty === undefined) continue;
    if (isWord) append(open, empty);
    if (empty.length > most) continue;
    usual++;
    for (const row of empty) {
      const lack = rows.get(row) ?? { cells: 0, word: false };
      rows.set(row, { cells: lack.cells + 1, word: lack.word || isWord });
    }
  }
  return { rows, usual, open };
}

/** The rows where a column has no cell; nothing where these are more than a few. */
function emptyIn(
  column: Column,
  { ends, most, rows }: { ends: number; most: number; rows: number },
): number[] | undefined {
  const empty: number[] = [];
  if (column.kind === "number" && column.gap === undefined) return empty;
  if (column.kind !== "number" && column.kind !== "text") return undefined;
  for (let row = 0; row < rows; row++) {
    const atEnd = row < ends || row >= rows - ends;
    // Within the table cells are looked at in haste: of text those that hold nothing at all.
    const is = column.kind === "text" && !atEnd ? column.values[row] === "" : isEmpty(column, row, true);
    if (is) empty.push(row);
    if (empty.length > most) return undefined;
  }
  return empty;
}

import { selectRows } from "../../columns/missing.ts";
import { isMissing } from "../../columns/noValue.ts";
import { parseNumber } from "../../columns/number.ts";
import { plainNumbers } from "../../skippedRows.ts";
import { type Column, Table } from "../../table.ts";
import { linesSaid, rowSaid } from "../csv/ends.ts";
import { judged, named } from "./named.ts";
import { nameless } from "./nameless.ts";
import { withoutOtherTable } from "./otherTable.ts";
import { cellsIn, type Doubtful, notesOn, notesOnKept, type What } from "./remarks.ts";

/** Rows that are summaries, and those that look like one, and are kept. */
interface Summaries {
  readonly found: ReadonlyMap<number, What>;
  readonly kept: ReadonlyMap<number, Doubtful>;
}

/**
 * A table without the rows that sum it up or say its limits, wherever they stand: 小計, USL. Such a row has a word for it in its first
 * cell, or lacks cells, or stands at an end; and where it is whole, its numbers show what it is. Where they do not, it stays a row;
 * where its word is rare, or its numbers lie far beyond the others', that is said.
 */
export function withoutSummaries(whole: Table): Table {
  const table = withoutOtherTable(whole);
  const { found, kept: doubtful } = summariesIn(table, true);
  if (found.size === 0 && doubtful.size === 0) return table;
  const notes = [...(table.traits.notes ?? []), ...notesOn(table, found), ...notesOnKept(table, doubtful)];
  if (found.size === 0) return new Table(table.columns, table.parts, { ...table.traits, notes });
  const left = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !found.has(row));
  const kept = selectRows(table, left);
  const columns = new Map(kept.columns);
  for (const [name, column] of kept.columns) {
    if (column.kind !== "text" || ![...found.keys()].some((row) => isWord(table.column(name), row))) continue;
    const numbers = plainNumbers(column.values);
    if (numbers) columns.set(name, numbers);
  }
  return new Table(columns, kept.parts, { ...table.traits, notes });
}

/** `whole`: the table is no piece of another. */
function summariesIn(table: Table, whole: boolean): Summaries {
  const none: Summaries = { found: new Map(), kept: new Map() };
  if (table.columns.size < 2 || table.rows < 3) return none;
  const rows = named(table);
  const far = nameless(table, rows, whole);
  for (const row of rows.found.keys()) rows.whole.delete(row);
  const kept = new Map([...far, ...judged(table, rows)]);
  for (const row of rows.found.keys()) kept.delete(row);
  return rows.found.size === table.rows ? none : { found: rows.found, kept };
}

const isWord = (column: Column, row: number): boolean =>
  column.kind === "text" && !isMissing(column.values[row]!) && Number.isNaN(parseNumber(column.values[row]!));

/** Such rows of a stream, seen a table at a time: it keeps them, and says so. */
export class SeenSummaries {
  readonly #lines: number[] = [];
  #first = "";

  add(table: Table): void {
    if (!table.traits.delimited) return;
    const { found, kept } = summariesIn(table, false);
    for (const row of [...found.keys(), ...kept.keys()].sort((a, b) => a - b)) {
      const { file, line } = table.place(row);
      if (this.#lines.length === 0) this.#first = `${file}: # (${rowSaid(cellsIn(table, row))})`;
      this.#lines.push(line ?? row + 1);
    }
  }

  get notes(): string[] {
    if (this.#lines.length === 0) return [];
    const one = this.#lines.length === 1;
    return [
      `${this.#first.replace("#", linesSaid(this.#lines))} ${one ? "looks like a total, a mean or a limit and stays a row" : "look like totals, means or limits and stay rows"}, since the file is read in parts; delete ${one ? "it" : "them"}`,
    ];
  }
}

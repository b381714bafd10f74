import { isMissing } from "../../columns/noValue.ts";
import { parseNumber } from "../../columns/number.ts";
import { chanceOfSummary, limitsOf, type Span } from "../../numbers/summing.ts";
import { type Column, cellsOf, type Table } from "../../table.ts";
import { isLimit, isTotal } from "../csv/ends.ts";
import { Figures } from "./figures.ts";
import { isEmpty, mayBeWord } from "./lacking.ts";
import type { Doubtful, What } from "./remarks.ts";

/** So large a share of the other rows has a cell where a summary has none. */
const usualShare = 0.9;

/** Rows that are whole and have such a word are looked at where they are so few; of more the word is a category. */
const mostWhole = 200;

/** A row that is called a total is one where another would be as near to it less often than this. */
const likely = 0.1;

type Word = "total" | "limit";

export const wordFor = (cell: string): Word | undefined =>
  isTotal(cell) ? "total" : isLimit(cell) ? "limit" : undefined;

/** A row that has such a word, and may be a row all the same. */
interface Whole {
  readonly what: Word;
  readonly cell: string;
}

/** The rows with a word for what they are, and those that have it but may be rows all the same. */
export interface Named {
  found: Map<number, What>;
  whole: Map<number, Whole>;
}

/**
 * Rows whose first cell is such a word are summaries where it stands among numbers, or where a name, a class or half of the cells
 * are missing that nearly all rows have.
 */
export function named(table: Table): Named {
  const candidates = wordsIn(table);
  const found = new Map<number, What>();
  const whole = new Map<number, Whole>();
  if (candidates.size === 0 || 2 * candidates.size > table.rows) return { found, whole };
  const others = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !candidates.has(row));
  const usual = [...table.columns.keys()].filter((name) => {
    const column = table.column(name);
    return others.filter((row) => !isEmpty(column, row)).length >= usualShare * others.length;
  });
  const lacks = (row: number, column: string): boolean => {
    const missing = usual.filter((name) => name !== column && isEmpty(table.column(name), row, true));
    return missing.some((name) => mayBeWord(table, name)) || 2 * missing.length >= Math.max(2, usual.length);
  };
  const amongNumbers = (name: string) => {
    const cells = cellsOf(table.column(name));
    const present = others.filter((row) => !isMissing(cells[row]!));
    return present.length > 0 && present.every((row) => !Number.isNaN(parseNumber(cells[row]!)));
  };
  const numbered = new Map<string, boolean>();
  const values = new Set<string>();
  const cellAt = (row: number, column: string) => `${column}\n${cellsOf(table.column(column))[row]}`;
  for (const [row, { what, column }] of candidates) {
    if (!numbered.has(column)) numbered.set(column, amongNumbers(column));
    const cell = cellAt(row, column);
    if (lacks(row, column) || numbered.get(column)) found.set(row, what);
    else {
      whole.set(row, { what, cell });
      values.add(cell);
    }
  }
  for (const [row, what] of [...found]) {
    const cell = cellAt(row, candidates.get(row)!.column);
    if (!values.has(cell)) continue;
    found.delete(row);
    whole.set(row, { what: what === "limit" ? what : "total", cell });
  }
  return { found, whole };
}

/** The rows whose first cell is such a word, and its column. */
function wordsIn(table: Table): ReadonlyMap<number, { what: Word; column: string }> {
  const candidates = new Map<number, { what: Word; column: string }>();
  // The rows to the left of whose cells nothing stands: of the first column all.
  let open: ArrayLike<number> | undefined;
  for (const [name, column] of table.columns) {
    if (column.kind === "text") {
      const kinds = new Map<string, Word | "none">();
      for (let k = 0; k < (open?.length ?? table.rows); k++) {
        const row = open?.[k] ?? k;
        const cell = column.values[row]!;
        let what = kinds.get(cell);
        if (what === undefined) {
          what = wordFor(cell) ?? "none";
          kinds.set(cell, what);
        }
        if (what !== "none") candidates.set(row, { what, column: name });
      }
    }
    open = openAfter(column, open, table.rows);
    if (open.length === 0) break;
  }
  return candidates;
}

function openAfter(column: Column, before: ArrayLike<number> | undefined, rows: number): number[] {
  const empty: number[] = [];
  if (column.kind === "number" && column.gap === undefined) return empty;
  for (let k = 0; k < (before?.length ?? rows); k++) {
    const row = before?.[k] ?? k;
    if (isEmpty(column, row)) empty.push(row);
  }
  return empty;
}

/**
 * Of rows that are whole and have such a word, those whose numbers show that they are what it says go to `found`; of the others
 * those are returned whose word is rare, so that it may be no category.
 */
export function judged(table: Table, { found, whole }: Named): ReadonlyMap<number, Doubtful> {
  if (whole.size === 0 || whole.size > mostWhole) return new Map();
  const words = new Map<string, number[]>();
  for (const [row, { cell }] of whole) {
    const rows = words.get(cell);
    if (rows) rows.push(row);
    else words.set(cell, [row]);
  }
  const shown = rowsShown(table, { found, whole });
  const kept = new Map<number, Doubtful>();
  for (const rows of words.values()) {
    const those = rows.filter((row) => shown.has(row));
    const isSummary = 2 * those.length >= rows.length;
    for (const row of rows) {
      const { what } = whole.get(row)!;
      if (isSummary && shown.has(row)) found.set(row, what);
      else if (isSummary || rows.length <= 2) kept.set(row, what);
    }
  }
  return kept;
}

/** The rows whose numbers show that they sum up others, or are their limits. */
function rowsShown(table: Table, { found, whole }: Named): ReadonlySet<number> {
  const except = { has: (row: number) => whole.has(row) || found.has(row) };
  const others = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !except.has(row));
  const limits = [...whole.keys()].filter((row) => whole.get(row)!.what === "limit");
  const totals = [...whole.keys()].filter((row) => whole.get(row)!.what !== "limit");
  const ends = [...whole.keys(), ...found.keys()].sort((a, b) => a - b);
  const all: Span = { from: 0, to: table.rows, except };
  const shown = new Set<number>();
  for (const decimal of [".", ","] as const) {
    const columns = [...new Figures(table, decimal).over(all)];
    if (columns.length === 0) continue;
    for (const row of limitsOf(columns, limits, others)) shown.add(row);
    for (const row of totals) {
      const last = ends.findLast((one) => one < row && others.some((other) => other > one && other < row));
      const next = ends.find((one) => one > row) ?? table.rows;
      const spans: Span[] = [
        { from: last === undefined ? 0 : last + 1, to: row, except },
        { from: 0, to: row, except },
        all,
        { from: row + 1, to: next, except },
      ];
      if (spans.some((span) => chanceOfSummary(columns, row, span, { byHand: true }) <= likely))
        shown.add(row);
    }
  }
  return shown;
}

import { numberOf, readNumeral } from "../columns/cells/numerals.ts";
import { selectRows } from "../columns/missing.ts";
import { isGap, isMissing } from "../columns/noValue.ts";
import { parseNumber } from "../columns/number.ts";
import { halfDigit, isMeasured, limitsOf, sumsUpRows } from "../numbers/summing.ts";
import { plainNumbers } from "../skippedRows.ts";
import { type Column, cellsOf, type Numbers, Table } from "../table.ts";
import { isLimit, isTotal, linesSaid, rowSaid } from "./csv/ends.ts";

/** So large a share of the other rows has a cell where a summary has none. */
const usualShare = 0.9;

type What = "total" | "limit" | "unnamed";

const said: Readonly<Record<What, readonly [one: string, many: string]>> = {
  total: ["is a total or a mean", "are totals or means"],
  limit: ["is a limit or a target", "are limits or targets"],
  unnamed: [
    "has no name, and its numbers are the sums or means of those above: it is a total",
    "have no name, and their numbers are the sums or means of those above: they are totals",
  ],
};

/** Rows that are whole and have such a word are looked at where they are so few; of more the word is a category. */
const mostWhole = 200;

/** Rows that are summaries, and those that look like one, and are kept. */
interface Summaries {
  readonly found: Map<number, What>;
  readonly kept: ReadonlyMap<number, What>;
}

/**
 * A table without the rows that sum it up or say its limits, wherever they stand: 小計, USL. Such a row has the word in its first
 * cell, among numbers or with a cell missing that nearly all rows have; or it is whole, and its numbers show what it is. Where
 * they do not, it stays a row; where its word is rare, that is said.
 */
export function withoutSummaries(table: Table): Table {
  const { found, kept: doubtful } = summariesIn(table);
  if (found.size === 0 && doubtful.size === 0) return table;
  const before = table.traits.notes ?? [];
  if (found.size === 0)
    return new Table(table.columns, table.parts, {
      ...table.traits,
      notes: [...before, ...notesOnKept(table, doubtful)],
    });
  const left = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !found.has(row));
  const kept = selectRows(table, left);
  const columns = new Map(kept.columns);
  for (const [name, column] of kept.columns) {
    if (column.kind !== "text" || ![...found.keys()].some((row) => wordIn(table.column(name), row))) continue;
    const numbers = plainNumbers(column.values);
    if (numbers) columns.set(name, numbers);
  }
  const notes = [...before, ...notesOn(table, found), ...notesOnKept(table, doubtful)];
  return new Table(columns, kept.parts, { ...table.traits, notes });
}

function summariesIn(table: Table): Summaries {
  const none: Summaries = { found: new Map(), kept: new Map() };
  if (table.columns.size < 2 || table.rows < 3) return none;
  const { found, whole } = named(table);
  for (const [row, what] of unnamed(table, found)) {
    found.set(row, what);
    whole.delete(row);
  }
  const kept = judged(table, whole, found);
  return found.size === table.rows ? none : { found, kept };
}

/** Such rows of a stream, seen a table at a time: it keeps them, and says so. */
export class SeenSummaries {
  readonly #lines: number[] = [];
  #first = "";

  add(table: Table): void {
    if (!table.traits.delimited) return;
    for (const row of summaryRows(table)) {
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

function summaryRows(table: Table): number[] {
  const { found, kept } = summariesIn(table);
  return [...found.keys(), ...kept.keys()].sort((a, b) => a - b);
}

const whatIs = (cell: string): What | undefined =>
  isTotal(cell) ? "total" : isLimit(cell) ? "limit" : undefined;

const cellsIn = (table: Table, row: number): string[] =>
  Array.from(table.columns.values(), (column) => cellsOf(column)[row] ?? "");

const wordIn = (column: Column, row: number): boolean =>
  column.kind === "text" && whatIs(column.values[row]!) !== undefined;

/** A row that has such a word, and is whole. */
interface Whole {
  readonly what: What;
  readonly cell: string;
}

/** The rows with a word for what they are, and those that have it but may be rows all the same. */
function named(table: Table): { found: Map<number, What>; whole: Map<number, Whole> } {
  const candidates = new Map<number, { what: What; column: string }>();
  // The rows to the left of whose cells nothing stands: of the first column all.
  let open: ArrayLike<number> | undefined;
  for (const [name, column] of table.columns) {
    if (column.kind === "text") {
      const kinds = new Map<string, What | "none">();
      for (let k = 0; k < (open?.length ?? table.rows); k++) {
        const row = open?.[k] ?? k;
        const cell = column.values[row]!;
        let what = kinds.get(cell);
        if (what === undefined) {
          what = whatIs(cell) ?? "none";
          kinds.set(cell, what);
        }
        if (what !== "none") candidates.set(row, { what, column: name });
      }
    }
    const before = open;
    const empty: number[] = [];
    for (let k = 0; k < (before?.length ?? table.rows); k++) {
      const row = before?.[k] ?? k;
      if (isEmpty(column, row)) empty.push(row);
    }
    open = empty;
    if (empty.length === 0) break;
  }
  const found = new Map<number, What>();
  const whole = new Map<number, Whole>();
  if (candidates.size === 0 || 2 * candidates.size > table.rows) return { found, whole };
  const others = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !candidates.has(row));
  const usual = [...table.columns.keys()].filter((name) => {
    const column = table.column(name);
    return others.filter((row) => !isEmpty(column, row)).length >= usualShare * others.length;
  });
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
    const lacks = usual.some((name) => name !== column && isEmpty(table.column(name), row));
    const cell = cellAt(row, column);
    if (lacks || numbered.get(column)) found.set(row, what);
    else {
      whole.set(row, { what, cell });
      values.add(cell);
    }
  }
  for (const [row, what] of [...found]) {
    const cell = cellAt(row, candidates.get(row)!.column);
    if (!values.has(cell)) continue;
    found.delete(row);
    whole.set(row, { what, cell });
  }
  return { found, whole };
}

/**
 * Of rows that are whole and have such a word, those whose numbers show that they are what it says go to `found`; of the others
 * those are returned whose word is rare, so that it may be no category.
 */
function judged(
  table: Table,
  whole: ReadonlyMap<number, Whole>,
  found: Map<number, What>,
): ReadonlyMap<number, What> {
  if (whole.size === 0 || whole.size > mostWhole) return new Map();
  const words = new Map<string, number[]>();
  for (const [row, { cell }] of whole) {
    const rows = words.get(cell);
    if (rows) rows.push(row);
    else words.set(cell, [row]);
  }
  const shown = rowsShown(table, whole, found);
  const kept = new Map<number, What>();
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
function rowsShown(
  table: Table,
  whole: ReadonlyMap<number, Whole>,
  found: ReadonlyMap<number, What>,
): ReadonlySet<number> {
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const others = rows.filter((row) => !whole.has(row) && !found.has(row));
  const limits = [...whole.keys()].filter((row) => whole.get(row)!.what === "limit");
  const totals = [...whole.keys()].filter((row) => whole.get(row)!.what !== "limit");
  const ends = [...whole.keys(), ...found.keys()].sort((a, b) => a - b);
  const shown = new Set<number>();
  for (const decimal of [".", ","] as const) {
    const columns = figuresIn(table, others, decimal);
    if (columns.length === 0) continue;
    for (const row of limitsOf(columns, limits, others)) shown.add(row);
    for (const row of totals) {
      const last = ends.findLast((one) => one < row && others.some((other) => other > one && other < row));
      const above = others.filter((one) => one < row);
      const since = last === undefined ? above : above.filter((one) => one > last);
      const next = ends.find((one) => one > row) ?? table.rows;
      const below = others.filter((one) => one > row && one < next);
      if ([since, above, others, below].some((of) => of.length > 1 && sumsUpRows(columns, row, of)))
        shown.add(row);
    }
  }
  return shown;
}

/** The columns of numbers, those among them that are still text with such a decimal mark. */
function figuresIn(table: Table, others: readonly number[], decimal: "." | ","): Numbers[] {
  const columns: Numbers[] = [];
  for (const column of table.columns.values()) {
    let values: Numbers | undefined;
    if (column.kind === "number" && !column.names) values = column.values;
    else if (column.kind === "text") {
      const cells = column.values;
      const read = (cell: string): number => {
        const numeral = readNumeral(cell);
        return numeral ? numberOf(numeral, decimal) : Number.NaN;
      };
      // Words are no numbers: a few cells tell.
      const sample = others.slice(0, 20).filter((row) => !isMissing(cells[row]!));
      if (sample.length === 0 || sample.some((row) => Number.isNaN(read(cells[row]!)))) continue;
      values = Float64Array.from(cells, (cell) => (isMissing(cell) ? Number.NaN : read(cell)));
    }
    if (values && isMeasured(values, others)) columns.push(values);
  }
  return columns;
}

function isEmpty(column: Column, row: number): boolean {
  if (column.kind === "text") return isGap(column.values[row]!);
  return column.kind === "number" && Number.isNaN(column.values[row]);
}

/** The rows without a word, or with one that is not their first cell, whose numbers are all the sums, or all the means, of the rows above them, back to the last summary. */
function unnamed(table: Table, found: ReadonlyMap<number, What>): ReadonlyMap<number, What> {
  const texts: (readonly string[])[] = [];
  const numbers: ArrayLike<number>[] = [];
  for (const column of table.columns.values()) {
    if (column.kind === "text") texts.push(column.values);
    else if (column.kind === "number" && !column.names) numbers.push(column.values);
    else return new Map();
  }
  if (texts.length === 0 || numbers.length < 2) return new Map();
  const candidates = new Set<number>();
  const [first, ...more] = texts as [readonly string[], ...(readonly string[])[]];
  for (let row = 0; row < table.rows; row++)
    if (isGap(first[row]!) && more.every((cells) => isGap(cells[row]!))) candidates.add(row);
  for (const cells of texts) for (const row of totalsIn(cells)) candidates.add(row);
  if (candidates.size === 0) return new Map();
  const rows = new Map<number, What>();
  let above = numbers.map(() => new Above());
  let height = 0;
  for (let row = 0; row < table.rows; row++) {
    const isOne = height > 2 && candidates.has(row) && !found.has(row) && sumsUp(numbers, above, row);
    if (isOne) rows.set(row, texts.every((cells) => isGap(cells[row]!)) ? "unnamed" : "total");
    if (isOne || found.has(row)) [above, height] = [numbers.map(() => new Above()), 0];
    else {
      for (const [k, values] of numbers.entries()) above[k]!.add(values[row]!);
      height++;
    }
  }
  return rows;
}

/** The rows whose cell is a word for a sum or a mean. */
function totalsIn(cells: readonly string[]): number[] {
  const kinds = new Map<string, boolean>();
  const rows: number[] = [];
  for (const [row, cell] of cells.entries()) {
    let is = kinds.get(cell);
    if (is === undefined) {
      is = isTotal(cell);
      kinds.set(cell, is);
    }
    if (is) rows.push(row);
  }
  return rows;
}

/** The numbers of a column above a row: their count, sum and mean, and the squares of what differs from it (Welford's way). */
class Above {
  count = 0;
  sum = 0;
  mean = 0;
  squares = 0;

  add(value: number): void {
    if (Number.isNaN(value)) return;
    const difference = value - this.mean;
    this.count++;
    this.sum += value;
    this.mean += difference / this.count;
    this.squares += difference * (value - this.mean);
  }
}

function sumsUp(numbers: readonly ArrayLike<number>[], above: readonly Above[], row: number): boolean {
  let [sums, means, filled] = [0, 0, 0];
  for (const [k, values] of numbers.entries()) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    filled++;
    const { count, sum, mean, squares } = above[k]!;
    const deviation = Math.sqrt(squares / count);
    // A mean is rounded; one that is near to many rows by its rounding alone tells nothing.
    const half = halfDigit(value);
    const error = 1e-9 * Math.abs(sum);
    if (deviation > 0 && Math.abs(value - mean) <= Math.min(half, 0.05 * deviation) + error) means++;
    else if (count > 1 && Math.abs(value - sum) <= half + error) sums++;
  }
  return filled > 1 && (sums === filled || means === filled);
}

/** Rows of one kind, and where they stand. */
interface OfKind {
  readonly what: What;
  readonly count: number;
  /** "a.csv: lines 3 and 9" */
  readonly lines: string;
  /** the cells of the first of them */
  readonly first: string;
}

function byKind(table: Table, summaries: ReadonlyMap<number, What>): OfKind[] {
  return (["total", "limit", "unnamed"] as const).flatMap((what) => {
    const rows = [...summaries].flatMap(([row, one]) => (one === what ? [row] : [])).sort((a, b) => a - b);
    const [first] = rows;
    if (first === undefined) return [];
    const lines = linesSaid(rows.map((row) => table.place(row).line ?? row + 1));
    return [
      {
        what,
        count: rows.length,
        lines: `${table.parts[0]!.file}: ${lines}`,
        first: rowSaid(cellsIn(table, first)),
      },
    ];
  });
}

/** The rows that look like a summary and are kept, a line for each kind. */
function notesOnKept(table: Table, kept: ReadonlyMap<number, What>): string[] {
  return byKind(table, kept).map(({ what, count, lines, first }) => {
    const is =
      count === 1
        ? `looks like ${what === "total" ? "a total or a mean" : "a limit or a target"} and stays a row, for no cell is empty and its numbers do not show it; if it is none, delete it`
        : `look like ${what === "total" ? "totals or means" : "limits or targets"} and stay rows, for no cell is empty and their numbers do not show it; if they are none, delete them`;
    return `${lines} (${first}) ${is}`;
  });
}

function notesOn(table: Table, found: ReadonlyMap<number, What>): string[] {
  return byKind(table, found).map(({ what, count, lines, first }) => {
    const [one, many] = said[what];
    const [are, is] =
      count === 1
        ? [one, `not a row; if it is one, ${what === "unnamed" ? "name it" : "call it otherwise"}`]
        : [many, `not rows; if they are, ${what === "unnamed" ? "name them" : "call them otherwise"}`];
    return `${lines} ${are} (${first}), ${is}`;
  });
}

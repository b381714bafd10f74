import { readNumeral } from "../../columns/cells/numerals.ts";
import { isGap, isMissing } from "../../columns/noValue.ts";
import { chanceOfSummary, halfDigit, heldBetween, type Span, Spread } from "../../numbers/summing.ts";
import type { Numbers, Table } from "../../table.ts";
import { isTotal } from "../csv/ends.ts";
import { isBound } from "../csv/units.ts";
import { Figures } from "./figures.ts";
import { isEmpty, type Lacking, lackingCells } from "./lacking.ts";
import type { Named } from "./named.ts";
import type { Doubtful, What } from "./remarks.ts";
import { isTally } from "./tallies.ts";

/** So many rows at either end are looked at, whatever is in them. */
const atEnds = 12;

/** So many of them that nothing sets apart but their numbers. */
const plainEnds = 6;

/** A row that lacks cells, or is called as no other is, sums up others where any number would be as near less often than this. */
const unlikely = 0.0015;

/** The same of a row that nothing else sets apart, which has at least two numbers and three rows to sum up. */
const beyondDoubt = 3e-7;

/** Rows below which their ends do not tell. */
const [fewRows, enoughRows] = [8, 10];

/** Numbers that are added up in looking for totals in the midst of a table, at most. */
const mostWork = 1e7;

/** Names that come again are looked for in so many rows at most, and where so large a share differs. */
const [mostNames, namesShare] = [50_000, 0.7];

/** So much of the others' range limits that have no name lie beyond them. */
const beyond = 0.1;

/**
 * Puts rows that no known word calls a summary, but their numbers do, into `found`: a row that lacks a cell which nearly all have, or
 * has a word among numbers; one at either end that sums up all others beyond doubt; limits between which all others lie. `ends`:
 * the table's rows are all there are.
 */
export function nameless(table: Table, rows: Named, ends: boolean): ReadonlyMap<number, Doubtful> {
  const end = Math.min(atEnds, Math.floor(table.rows / 3));
  const lacking = lackingCells(table, ends ? end : 0);
  const search = new Search(table, rows, end);
  const odd = new Set([...lacking.rows.keys(), ...lacking.open]);
  const strange = ends ? strangers(table, end) : [];
  for (const row of strange) odd.add(row);
  search.odd(odd);
  search.called(wordsElsewhere(table));
  if (table.rows <= mostNames) search.called(repeatedNames(table));
  if (!ends) return new Map();
  search.tolerances(strange);
  search.tallies(lacking);
  search.alike();
  search.beside(lacking);
  search.bounds([...odd].filter((row) => lacking.rows.get(row)?.word));
  search.beside(lacking);
  return search.far();
}

/** A column's numbers, and how those between the ends lie: few rows need more than the first column's. */
class Middle {
  readonly values: Numbers;
  readonly #span: Span;
  #spread: Spread | undefined;

  constructor(values: Numbers, span: Span) {
    this.values = values;
    this.#span = span;
  }

  get spread(): Spread {
    this.#spread ??= new Spread(this.values, this.#span);
    return this.#spread;
  }
}

class Search {
  readonly #table: Table;
  readonly #found: Map<number, What>;
  readonly #whole: Named["whole"];
  /** rows at either end */
  readonly #end: number;
  readonly #figures;
  readonly #all: Span;
  #middle: Middle[] | undefined;
  #odd: ReadonlySet<number> = new Set();
  #work = 0;

  constructor(table: Table, { found, whole }: Named, end: number) {
    this.#table = table;
    this.#found = found;
    this.#whole = whole;
    this.#end = end;
    this.#figures = ([".", ","] as const).map((decimal) => new Figures(table, decimal));
    this.#all = { from: 0, to: table.rows, except: { has: (row) => this.#isSummary(row) } };
  }

  #isSummary(row: number): boolean {
    return this.#found.has(row) || this.#whole.has(row);
  }

  #isEnd = (row: number): boolean => row < this.#end || row >= this.#table.rows - this.#end;

  /** Rows that are unlike others, from the first to the last: those whose numbers are sums, means or the like of others. */
  odd(odd: ReadonlySet<number>): void {
    this.#odd = odd;
    for (const row of [...odd].sort((a, b) => a - b)) if (!this.#isSummary(row)) this.#sums(row);
  }

  /** Rows with a word for a sum in another cell than the first, by that cell: a class may be called so, of whose rows most are none. */
  called(cells: ReadonlyMap<string, readonly number[]>): void {
    for (const all of cells.values()) {
      const rows = all.filter((row) => !this.#isSummary(row));
      for (const row of rows) this.#sums(row);
      const summaries = rows.filter((row) => this.#isSummary(row));
      if (2 * summaries.length < rows.length) for (const row of summaries) this.#found.delete(row);
    }
  }

  #sums(row: number): void {
    if (this.#work > mostWork && !this.#isEnd(row)) return;
    const { rows } = this.#table;
    let since = row;
    while (since > 0 && !this.#found.has(since - 1)) since--;
    const spans = this.#excepts().flatMap((except): Span[] => [
      { from: since, to: row, except },
      // On top of a table stands what sums up all below.
      row < this.#end ? { from: row + 1, to: rows, except } : { from: 0, to: row, except },
    ]);
    const is = spans.some((span) => {
      this.#work += span.to - span.from;
      return (
        span.to - span.from > 2 &&
        this.#figures.some((figures) => chanceOfSummary(figures.over(this.#all), row, span) <= unlikely)
      );
    });
    if (is) this.#found.set(row, this.#kindOf(row));
  }

  /** What is no row to sum up: the summaries; these and all that lack cells. */
  #excepts(): readonly { has(row: number): boolean }[] {
    return [
      { has: (row) => this.#isSummary(row) },
      { has: (row) => this.#isSummary(row) || this.#odd.has(row) },
    ];
  }

  #kindOf(row: number): What {
    const words = [...this.#table.columns.values()].flatMap((column) =>
      column.kind === "text" && !isGap(column.values[row]!) ? [column.values[row]!] : [],
    );
    return words.length === 0 ? "unnamed" : words.some(isTotal) ? "total" : "shown";
  }

  /** Of rows with words where others have numbers those whose words there are all tolerances or limits. */
  tolerances(strange: readonly number[]): void {
    for (const row of strange) {
      if (this.#isSummary(row)) continue;
      const cells = [...this.#table.columns.values()].flatMap((column) =>
        column.kind === "text" && !isMissing(column.values[row]!) ? [column.values[row]!] : [],
      );
      const bounds = cells.filter((cell) => isBound(cell));
      const lacks = [...this.#table.columns.values()].some((column) => isEmpty(column, row, true));
      const isNumber = [...this.#table.columns.values()].some(
        (column) => column.kind === "number" && !isEmpty(column, row),
      );
      if (!isNumber && lacks && bounds.length > 1 && cells.length - bounds.length <= 1)
        this.#found.set(row, "tolerance");
    }
  }

  /** Rows at the ends with few cells, which count the others, or say shares of them. */
  tallies({ rows, usual }: Lacking): void {
    for (const [row, { cells }] of rows)
      if (!this.#isSummary(row) && this.#isEnd(row) && cells > 1 && 2 * cells >= usual)
        if (this.#excepts().some((except) => isTally(this.#table, row, { ...this.#all, except })))
          this.#found.set(row, "shown");
  }

  /** Rows at the ends that nothing sets apart: those that sum up all rows between, or between which all others lie. */
  alike(): void {
    const { rows } = this.#table;
    const few = Math.min(plainEnds, this.#end);
    if (rows - 2 * few < fewRows) return;
    const middle = this.#columns();
    if (middle.length < 2) return;
    const { values, spread } = middle[0]!;
    // The rows at the ends move the mean by no more than this.
    const moved = (2 * this.#end * spread.range) / spread.count;
    const mayBe = (row: number): boolean =>
      Number.isNaN(values[row]!) ||
      Math.abs(values[row]! - spread.mean) <= halfDigit(values[row]!) + moved ||
      values[row]! > spread.most ||
      values[row]! < spread.least;
    const near = Array.from({ length: few }, (_, k) => k);
    for (const row of [...near.map((k) => rows - few + k), ...near.toReversed()]) {
      if (this.#isSummary(row) || !mayBe(row)) continue;
      const span = row < few ? { ...this.#all, from: row + 1 } : { ...this.#all, to: row };
      const columns = middle.map((one) => one.values).filter((one) => !Number.isNaN(one[row]!));
      if (
        columns.length > 1 &&
        chanceOfSummary(columns, row, span, { figures: ["sum", "mean"] }) <= beyondDoubt
      )
        this.#found.set(row, this.#kindOf(row));
    }
    this.#pairs(few);
  }

  /** The columns that measure the rows between the ends. */
  #columns(): readonly Middle[] {
    const except = this.#found.size + this.#whole.size > 0 ? this.#all.except : undefined;
    const between = { from: this.#end, to: this.#table.rows - this.#end, except };
    this.#middle ??= [...this.#figures[0]!.over(between)].map((values) => new Middle(values, between));
    return this.#middle;
  }

  /** All columns of numbers, how those of all rows but some lie. */
  #without(rows: readonly number[]): Middle[] {
    const except = { has: (row: number) => this.#isSummary(row) || rows.includes(row) };
    return this.#columns().map(({ values }) => new Middle(values, { from: 0, to: this.#table.rows, except }));
  }

  /** Two rows side by side at one end, one plainly above all others in each column, one below: limits, and what stands between or outside. */
  #pairs(few: number): void {
    const { rows } = this.#table;
    for (const from of [0, rows - few]) {
      const sides = Array.from({ length: few }, (_, k) =>
        this.#isSummary(from + k) ? 0 : sideOf(this.#columns(), from + k, beyond),
      );
      const [upper, lower] = [sides.indexOf(1), sides.indexOf(-1)];
      if (upper < 0 || lower < 0 || Math.abs(upper - lower) > 2) continue;
      const others = this.#without([from + upper, from + lower]);
      if (sideOf(others, from + upper, beyond) !== 1 || sideOf(others, from + lower, beyond) !== -1) continue;
      const [first, last] = upper < lower ? [upper, lower] : [lower, upper];
      const [start, stop] = from === 0 ? [0, last] : [first, few - 1];
      if (stop - start > 2) continue;
      for (let k = start; k <= stop; k++) if (!this.#isSummary(from + k)) this.#found.set(from + k, "bounds");
    }
  }

  /** Of rows that lack a name or a class those at the ends that all others lie below or above, or most lie between. */
  bounds(lacking: readonly number[]): void {
    const { rows } = this.#table;
    const candidates = lacking.filter((row) => this.#isEnd(row) && !this.#isSummary(row));
    if (candidates.length === 0 || rows < enoughRows) return;
    const except = { has: (row: number) => this.#isSummary(row) || candidates.includes(row) };
    for (const figures of this.#figures) {
      const columns = [...figures.over({ from: 0, to: rows, except })].map(
        (values) => new Middle(values, { from: 0, to: rows, except }),
      );
      const several = candidates.filter(
        (row) => columns.filter(({ values }) => !Number.isNaN(values[row]!)).length > 1,
      );
      for (const row of several) if (sideOf(columns, row, 0) !== 0) this.#found.set(row, "bounds");
      if (several.length < 2) continue;
      const others = Array.from({ length: rows }, (_, row) => row).filter((row) => !except.has(row));
      const numbers = columns.map(({ values }) => values);
      for (const row of heldBetween(numbers, several, others)) this.#found.set(row, "bounds");
    }
  }

  /** Rows that lack cells and stand beside summaries: half of the cells anywhere, a name or a class where the table ends there. */
  beside({ rows: lacking, usual }: Lacking): void {
    const { rows, traits } = this.#table;
    const half = (row: number): boolean => {
      const cells = lacking.get(row)?.cells ?? 0;
      return cells > 1 && 2 * cells >= usual;
    };
    const add = (row: number) => this.#found.set(row, "beside");
    const known = [...this.#found.keys()];
    for (const one of traits.summed ? [...known, rows] : known)
      for (const step of [1, -1])
        for (let row = one + step; half(row) && !this.#isSummary(row); row += step) add(row);
    let last = rows - 1;
    while (!this.#found.has(last) && (lacking.get(last)?.word || half(last))) last--;
    if (this.#found.has(last) && rows - 1 - last <= this.#end)
      for (let row = last + 1; row < rows; row++) add(row);
  }

  /** Rows at the ends each of whose numbers lies far beyond those of all others; a first line that may be a header is said before. */
  far(): ReadonlyMap<number, Doubtful> {
    const doubtful = new Map<number, Doubtful>();
    const { rows, traits } = this.#table;
    const isSaid = (row: number) => row === 0 && (traits.headerless || traits.reading?.header === false);
    const few = Math.min(3, this.#end);
    if (rows - 2 * this.#end < fewRows || this.#columns().length < 2) return doubtful;
    const ends = Array.from({ length: few }, (_, k) => [k, rows - few + k]).flat();
    const far = ends.filter((row) => !this.#isSummary(row) && !isSaid(row) && farIn(this.#columns(), row));
    const others = this.#without(far);
    for (const row of far) if (farIn(others, row)) doubtful.set(row, "far");
    return doubtful;
  }
}

/** Whether each of a row's numbers lies above (1) or below (-1) all others of its column, by so much of their range, or neither. */
function sideOf(columns: readonly Middle[], row: number, by: number): -1 | 0 | 1 {
  let [side, told] = [0, 0];
  for (const { values, spread } of columns) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const { least, most, range } = spread;
    const here = value > most + by * range ? 1 : value < least - by * range ? -1 : 0;
    if (here === 0 || (told > 0 && here !== side)) return 0;
    side = here;
    told++;
  }
  return told < 2 ? 0 : side > 0 ? 1 : -1;
}

/** Whether each of a row's numbers lies by the others' whole range beyond them, on either side. */
function farIn(columns: readonly Middle[], row: number): boolean {
  let told = 0;
  for (const { values, spread } of columns) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const { least, most, range } = spread;
    if (value <= most + range && value >= least - range) return false;
    told++;
  }
  return told > 1;
}

/** The rows at the ends that have a word where a column has numbers. */
function strangers(table: Table, end: number): number[] {
  const found = new Set<number>();
  const { rows } = table;
  const isNumber = (cell: string) => readNumeral(cell) !== undefined;
  for (const column of table.columns.values()) {
    if (column.kind !== "text") continue;
    const middle = column.values
      .slice(end, Math.min(rows - end, end + 20))
      .filter((cell) => !isMissing(cell));
    if (middle.length === 0 || !middle.every(isNumber)) continue;
    for (let k = 0; k < 2 * end; k++) {
      const row = k < end ? k : rows - 1 - (k - end);
      const cell = column.values[row]!;
      if (!isMissing(cell) && !isNumber(cell)) found.add(row);
    }
  }
  return [...found];
}

/** Of a first column of names that nearly all differ those that come again: the subtotals of lots are called alike. */
function repeatedNames(table: Table): ReadonlyMap<string, number[]> {
  const found = new Map<string, number[]>();
  const column = [...table.columns.values()].find(({ kind }) => kind === "text");
  if (column?.kind !== "text") return found;
  for (const [row, cell] of column.values.entries()) {
    const rows = found.get(cell);
    if (rows) rows.push(row);
    else found.set(cell, [row]);
  }
  if (found.size < namesShare * table.rows) return new Map();
  for (const [cell, rows] of found) if (rows.length === 1 || isMissing(cell)) found.delete(cell);
  return found;
}

/** The rows that a cell calls a sum or a mean, by column and cell. */
function wordsElsewhere(table: Table): ReadonlyMap<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [name, column] of table.columns) {
    if (column.kind !== "text") continue;
    const kinds = new Map<string, boolean>();
    for (let row = 0; row < table.rows; row++) {
      const cell = column.values[row]!;
      let is = kinds.get(cell);
      if (is === undefined) {
        is = isTotal(cell);
        kinds.set(cell, is);
      }
      if (!is) continue;
      const rows = found.get(`${name}\n${cell}`);
      if (rows) rows.push(row);
      else found.set(`${name}\n${cell}`, [row]);
    }
  }
  return found;
}

import { momentsOf } from "../../../data/columns/cells/dates/dateColumn.ts";
import { dayMs, dayText } from "../../../data/columns/cells/dates/dates.ts";
import { partsSaid } from "../../../data/columns/cells/dates/parts.ts";
import { undressed } from "../../../data/columns/cells/undress.ts";
import type { EncodedColumn, Encoder } from "../../../data/columns/encoding.ts";
import { allNames } from "../../../data/listing/oneLine.ts";
import type { Range } from "../../../data/numbers/tails.ts";
import { cellsOf, type RowName, type Table } from "../../../data/table.ts";
import { grouped } from "../../../report/words/format.ts";
import { namedFor } from "./columns.ts";

// One cell of 5000 among numbers of 9.8 to 10.2, or a day of 1926 among those of 2024, is answered as any other. What a model keeps of
// its training rows, the range of each column, shows it.

const namedAtMost = 4;
const rowsNamed = 5;

/** The next rows come after the first: so many years later are ordinary, before them fewer. */
const [yearsBefore, yearsAfter] = [5, 10];
/** Of days that are spread over years so many spreads; but a life is no reason for two. */
const [spreads, mostYears] = [3, 50];
const year = 365.25;

interface Cell {
  where: string;
  shown: string;
  /** in words, how far outside */
  apart: string;
}

interface Found {
  first: Cell;
  rows: RowName[];
  cells: number;
  learned: string;
}

/** Gathers the cells that lie far outside of what a model learned from, column by column. */
export class FarCells {
  readonly #encoder: Encoder | undefined;
  readonly #given: string;
  readonly #found = new Map<string, Found>();

  /** `given`: what the model gives, as a note calls it */
  constructor(encoder: Encoder | undefined, given: string) {
    this.#encoder = encoder;
    this.#given = given;
  }

  /** `table`: rows that the encoder takes; `without`: columns of which more is said */
  add(table: Table, without: ReadonlySet<string>): void {
    const encoder = this.#encoder;
    if (!encoder || table.rows === 0) return;
    const named = namedFor(table, encoder);
    for (const column of encoder.columns) {
      if (without.has(column.name) || !named.columns.has(column.name)) continue;
      if (column.kind === "date") this.#addDays(named, column);
      else if (column.kind !== "category" && column.seen) this.#addNumbers(named, column, column.seen);
    }
  }

  #addNumbers(table: Table, column: EncodedColumn, { least, most, low, high }: Range): void {
    const { name } = column;
    const found = column.kind === "number" ? undressed(table, name, column.dress) : table.column(name);
    if (found.kind !== "number" && found.kind !== "list") return;
    const { values } = found;
    const width = found.kind === "list" ? found.width : 1;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!(value < low || value > high)) continue;
      this.#addCell(table, name, Math.floor(i / width), {
        learned: `${short(least)} to ${short(most)}`,
        shown: (row) => (found.kind === "list" ? String(value) : cellsOf(table.column(name))[row]!),
        apart: () => {
          const times = (value > most ? value - most : least - value) / (most - least);
          return `${grouped(Number(times.toPrecision(2)))} times that range ${value > most ? "above" : "below"} it`;
        },
      });
    }
  }

  #addDays(table: Table, column: Extract<EncodedColumn, { kind: "date" }>): void {
    const { name, first, last, together } = column;
    if (first === undefined || last === undefined) return;
    const [from, to] = [Date.parse(first) / dayMs, Date.parse(last) / dayMs];
    const spread = Math.min(spreads * (to - from), mostYears * year);
    const low = from - Math.max(yearsBefore * year, spread);
    const high = to + Math.max(yearsAfter * year, spread);
    const { days } = momentsOf(table, name, column);
    for (let row = 0; row < days.length; row++) {
      const day = days[row]!;
      if (!(day < low || day > high)) continue;
      const columns = together && [name, ...together.columns];
      this.#addCell(table, together?.title ?? name, row, {
        learned: `${first} to ${last}`,
        shown: () => (columns ? partsSaid(table, columns, row) : shownDay(table, name, row, day)),
        apart: () =>
          `${grouped(Math.round((day > to ? day - to : from - day) / year))} years ${day > to ? "after" : "before"}`,
      });
    }
  }

  #addCell(
    table: Table,
    name: string,
    row: number,
    { learned, shown, apart }: { learned: string; shown: (row: number) => string; apart: () => string },
  ): void {
    const known = this.#found.get(name);
    const found = known ?? {
      first: { where: table.where(row, name), shown: shown(row), apart: apart() },
      rows: [],
      cells: 0,
      learned,
    };
    if (!known) this.#found.set(name, found);
    else if (found.rows.length < rowsNamed) found.rows.push(table.rowName(row));
    found.cells++;
  }

  get notes(): string[] {
    const all = [...this.#found];
    const lines = all
      .slice(0, namedAtMost)
      .map(
        ([, { first, rows, cells, learned }]) =>
          `${first.where}: ${first.shown}${moreCells(rows, cells - 1)} lies far outside of what the model learned from, ${learned} (${first.apart}); the ${this.#given}`,
      );
    const more = all.slice(namedAtMost).map(([name]) => name);
    if (more.length === 0) return lines;
    const named =
      more.length > namedAtMost ? [...more.slice(0, 3), `${grouped(more.length - 3)} more`] : more;
    return [
      ...lines,
      `${more.length === 1 ? "column" : "columns"} ${allNames(named)}: cells lie far outside of what the model learned from there too`,
    ];
  }
}

/** " (and 2 more such cells: rows 9 and 12)" */
function moreCells(rows: readonly RowName[], count: number): string {
  if (count === 0) return "";
  const named = rows.map(String);
  if (count > rows.length) named.push(`${grouped(count - rows.length)} more`);
  const listed = `${count === 1 ? "row" : "rows"} ${allNames(named)}`;
  return ` (and ${grouped(count)} more such ${count === 1 ? "cell" : "cells"}: ${listed})`;
}

/** As the cell has it, where it is text. */
function shownDay(table: Table, name: string, row: number, day: number): string {
  const column = table.column(name);
  return column.kind === "text" ? column.values[row]! : dayText(day);
}

/** As a person writes it: few digits. */
const short = (value: number): string => String(Number(value.toPrecision(4)));

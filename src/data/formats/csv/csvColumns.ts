import { UserError } from "../../../errors.ts";
import { isMissing } from "../../columns/noValue.ts";
import { EXACT_DIGITS, parseNumber } from "../../columns/number.ts";
import { type Column, Table } from "../../table.ts";
import { NumberCells, TextCells } from "./csvCells.ts";
import type { RecordSink } from "./csvRecords.ts";

/** Rows that are looked at before the header and the columns' kinds are decided. */
const SAMPLE = 64;
/** Nothing but numbers and delimiters. */
const PLAIN = /^[-+.\deE,\t;|]*$/;
const CANDIDATES = [",", "\t", ";", "|"];

/** The delimiter of a text: the one that occurs, outside quotation marks, equally often in its first lines. */
export function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 1 << 16)
    .replaceAll(/"[^"]*"/g, "")
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .slice(0, 10);
  const counts = CANDIDATES.map((one) => lines.map((line) => line.split(one).length - 1));
  const steady = counts.map((of) => (of.every((n) => n === of[0]) ? of[0]! : 0));
  const most = Math.max(...steady);
  if (most > 0) return CANDIDATES[steady.indexOf(most)]!;
  const firsts = counts.map((of) => of[0] ?? 0);
  // A title above the table has none.
  const first = Math.max(...firsts) > 0 ? firsts : counts.map((of) => of.reduce((sum, n) => sum + n, 0));
  return CANDIDATES[first.indexOf(Math.max(...first))]!;
}

/** Takes records and keeps columns. Numbers go straight into float64 arrays. */
export class CsvColumns implements RecordSink {
  delimiter = ",";
  readonly #name: string;
  readonly #size: number | undefined;
  readonly #text: ReadonlySet<string>;
  #sample: { cells: string[]; line: number }[] | undefined = [];
  #names: string[] = [];
  #cells: (NumberCells | TextCells)[] = [];
  #headerless = false;
  #headerLine = 1;
  /** cells of the first line, empty ones at its end counted */
  #headerWidth = 0;
  #rows = 0;
  /** rows that were cleared */
  #before = 0;
  #searched = "";
  #next = -1;
  /** row i starts on line i + shift, where the shift changes at these rows */
  #shifts: { row: number; shift: number }[] = [];

  /** `size` in bytes where known: it tells how many rows to make room for. `text`: columns that are not numbers. */
  constructor(name: string, size: number | undefined, text: ReadonlySet<string>) {
    this.#name = name;
    this.#size = size;
    this.#text = text;
  }

  line(text: string, start: number, end: number, line: number): void {
    if (this.#sample) {
      const cells = text.slice(start, end).split(this.delimiter);
      this.record(
        cells.map((cell) => cell.trim()),
        line,
      );
      return;
    }
    const columns = this.#cells;
    if (end - start > EXACT_DIGITS * columns.length) {
      const record = text.slice(start, end);
      if (PLAIN.test(record)) {
        this.#plain(record.split(this.delimiter), line);
        return;
      }
    }
    let [k, width] = [0, 0];
    for (let from = start; ; ) {
      const next = this.#nextDelimiter(text, from);
      const cellEnd = next < end ? next : end;
      if (k < columns.length) columns[k]!.add(text, from, cellEnd);
      k++;
      if (k <= columns.length || text.slice(from, cellEnd).trim() !== "") width = k;
      if (cellEnd === end) break;
      from = cellEnd + 1;
    }
    this.#endRow(width, line);
  }

  record(cells: string[], line: number): void {
    if (this.#sample) {
      this.#sample.push({ cells, line });
      if (this.#sample.length > SAMPLE) this.#decide();
      return;
    }
    const columns = this.#cells;
    for (let k = 0; k < cells.length && k < columns.length; k++) {
      columns[k]!.add(cells[k]!, 0, cells[k]!.length);
    }
    this.#endRow(this.#widthOf(cells), line);
  }

  /** A record of numbers with so many digits that each has to become a string: cut into them at once. */
  #plain(cells: string[], line: number): void {
    const columns = this.#cells;
    for (let k = 0; k < cells.length && k < columns.length; k++) columns[k]!.addPlain(cells[k]!);
    this.#endRow(this.#widthOf(cells), line);
  }

  /** How many cells a record has, empty ones to the right of the table left out: Excel writes what it once held. */
  #widthOf(cells: readonly string[]): number {
    const width = this.#names.length;
    return cells.length > width ? Math.max(width, filledWidth(cells)) : cells.length;
  }

  end(): void {
    if (this.#sample) this.#decide();
  }

  /** Columns that were taken for numbers and hold a cell that is none. */
  turnedOutText(): string[] {
    return this.#names.filter((_, k) => {
      const cells = this.#cells[k]!;
      return cells instanceof NumberCells && cells.sawText;
    });
  }

  get rows(): number {
    return this.#rows;
  }

  get columnNames(): readonly string[] {
    return this.#names;
  }

  /** Forgets the rows so far, of which those that follow keep count. */
  clear(): void {
    this.#cells = this.#cells.map((cells) =>
      cells instanceof NumberCells ? new NumberCells(this.#rows + 1) : new TextCells(),
    );
    this.#before += this.#rows;
    this.#shifts = this.#shifts.slice(-1).map(({ shift }) => ({ row: 0, shift: shift + this.#rows }));
    this.#rows = 0;
  }

  table(): Table {
    const columns = new Map<string, Column>(this.#names.map((name, k) => [name, this.#cells[k]!.column()]));
    const [shifts, before] = [this.#shifts, this.#before];
    const part = {
      file: this.#name,
      rows: this.#rows,
      lineOf: (row: number) => row + (shifts.findLast((one) => one.row <= row)?.shift ?? 1),
      rowOf: before > 0 ? (row: number) => before + row : undefined,
    };
    return new Table(columns, [part], { delimited: true, headerless: this.#headerless });
  }

  /** The first delimiter from `from` on. It may lie lines away, so it is kept until it is passed. */
  #nextDelimiter(text: string, from: number): number {
    if (this.#next < from || text !== this.#searched) {
      const found = text.indexOf(this.delimiter, from);
      this.#next = found < 0 ? Infinity : found;
      this.#searched = text;
    }
    return this.#next;
  }

  #endRow(cells: number, line: number): void {
    const width = this.#names.length;
    if (cells !== width) {
      if (width > 1 && cells > width && cells <= this.#headerWidth) throw this.#unnamed(width);
      const title =
        width === 1 && !this.#headerless
          ? `if line ${this.#headerLine} is a title, delete it, so that the file begins with the names of the columns`
          : undefined;
      const expected = this.#headerless ? "the first row has" : "the header has";
      throw new UserError(
        `${this.#name}, line ${line}: ${cells} ${cells === 1 ? "cell" : "cells"}, but ${expected} ${width}; ${title ?? `mend or delete the line (a cell that holds "${this.delimiter}" needs quotation marks)`}`,
      );
    }
    if (this.#shifts.at(-1)?.shift !== line - this.#rows) {
      this.#shifts.push({ row: this.#rows, shift: line - this.#rows });
    }
    this.#rows++;
  }

  /** Settles header, names and kinds by the first rows, and takes these in. */
  #decide(): void {
    const sample = this.#sample ?? [];
    this.#sample = undefined;
    const first = sample[0];
    if (!first) throw new UserError(`${this.#name}: is empty; a CSV file has a header and rows of data`);
    const rows = sample.map(({ cells }) => cells);
    this.#headerless = !hasHeader(rows);
    const body = this.#headerless ? sample : sample.slice(1);
    [this.#headerLine, this.#headerWidth] = [first.line, first.cells.length];
    this.#names = this.#headerless
      ? madeUpNames(Math.min(first.cells.length, Math.max(...rows.map(filledWidth))))
      : this.#checkHeader(first.cells.slice(0, filledWidth(first.cells)));
    const bytes = body.reduce((sum, { cells }) => sum + cells.reduce((n, cell) => n + cell.length + 1, 0), 0);
    const room =
      this.#size === undefined || body.length === 0 ? SAMPLE : (this.#size / bytes) * body.length * 1.1;
    this.#cells = this.#names.map((name, k) => {
      const isNumber = !this.#text.has(name) && body.every(({ cells }) => isNumberLike(cells[k] ?? ""));
      return isNumber ? new NumberCells(Math.ceil(room) + 1) : new TextCells();
    });
    for (const { cells, line } of body) this.record(cells, line);
  }

  #unnamed(at: number): UserError {
    const pandas = at === 0 ? " (pandas writes its index so: save with index=False)" : "";
    return new UserError(
      `${this.#name}, line ${this.#headerLine}: column ${at + 1} of the header has no name${pandas}; name it or delete it`,
    );
  }

  #checkHeader(cells: readonly string[]): string[] {
    const names = cells.map((cell, k) => (k === 0 ? cell.replace(/^#\s*/, "") : cell));
    const unnamed = names.indexOf("");
    if (unnamed >= 0) throw this.#unnamed(unnamed);
    const twice = names.find((name, k) => names.indexOf(name) !== k);
    if (twice !== undefined) {
      throw new UserError(
        `${this.#name}, line ${this.#headerLine}: two columns are called "${twice}"; give each its own name`,
      );
    }
    return names;
  }
}

/** Cells up to the last that is not empty. */
const filledWidth = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== "") + 1;

const isNumberLike = (cell: string) => isMissing(cell) || !Number.isNaN(parseNumber(cell));

/**
 * A first row without a number is a header. So is 0, 1, 2, 3, ... (pandas names columns so), words among them or not.
 * A file of a single row is data if it holds a number.
 */
function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const numbers = rows[0]!.map(parseNumber).filter((value) => !Number.isNaN(value));
  if (numbers.length === 0) return true;
  return rows.length > 1 && numbers.length >= 4 && numbers.every((value, i) => value === i);
}

/** x0, x1, ..., label */
function madeUpNames(width: number): string[] {
  return Array.from({ length: width }, (_, k) => (k === width - 1 && k > 0 ? "label" : `x${k}`));
}

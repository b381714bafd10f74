import { UserError } from "../errors.ts";
import type { RecordSink } from "./csvRecords.ts";
import { isGapWord, isMissing } from "./noValue.ts";
import { EXACT_DIGITS, parseNumber, scanNumber } from "./number.ts";
import { type Column, type Gap, Table } from "./table.ts";

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
  const first = counts.map((of) => of[0] ?? 0);
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
    let k = 0;
    for (let from = start; ; ) {
      const next = this.#nextDelimiter(text, from);
      const cellEnd = next < end ? next : end;
      if (k < columns.length) columns[k]!.add(text, from, cellEnd);
      k++;
      if (cellEnd === end) break;
      from = cellEnd + 1;
    }
    this.#endRow(k, line);
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
    this.#endRow(cells.length, line);
  }

  /** A record of numbers with so many digits that each has to become a string: cut into them at once. */
  #plain(cells: string[], line: number): void {
    const columns = this.#cells;
    for (let k = 0; k < cells.length && k < columns.length; k++) columns[k]!.addPlain(cells[k]!);
    this.#endRow(cells.length, line);
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
      ...(before > 0 ? { rowOf: (row: number) => before + row } : {}),
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
      const expected = this.#headerless ? "the first row has" : "the header has";
      throw new UserError(
        `${this.#name}, line ${line}: ${cells} ${cells === 1 ? "cell" : "cells"}, but ${expected} ${width}; mend or delete the line (a cell that holds "${this.delimiter}" needs quotation marks)`,
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
    this.#names = this.#headerless
      ? madeUpNames(first.cells.length)
      : this.#checkHeader(first.cells, first.line);
    const bytes = body.reduce((sum, { cells }) => sum + cells.reduce((n, cell) => n + cell.length + 1, 0), 0);
    const room =
      this.#size === undefined || body.length === 0 ? SAMPLE : (this.#size / bytes) * body.length * 1.1;
    this.#cells = this.#names.map((name, k) => {
      const isNumber = !this.#text.has(name) && body.every(({ cells }) => isNumberLike(cells[k] ?? ""));
      return isNumber ? new NumberCells(Math.ceil(room) + 1) : new TextCells();
    });
    for (const { cells, line } of body) this.record(cells, line);
  }

  #checkHeader(cells: readonly string[], line: number): string[] {
    const names = cells.map((cell, k) => (k === 0 ? cell.replace(/^#\s*/, "") : cell));
    const where = `${this.#name}, line ${line}`;
    const unnamed = names.indexOf("");
    if (unnamed >= 0) {
      const pandas = unnamed === 0 ? " (pandas writes its index so: save with index=False)" : "";
      throw new UserError(
        `${where}: column ${unnamed + 1} of the header has no name${pandas}; name it or delete it`,
      );
    }
    const twice = names.find((name, k) => names.indexOf(name) !== k);
    if (twice !== undefined) {
      throw new UserError(`${where}: two columns are called "${twice}"; give each its own name`);
    }
    return names;
  }
}

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

class NumberCells {
  sawText = false;
  #values: Float64Array;
  #length = 0;
  #gap: Gap | undefined;
  #words: Map<number, string> | undefined;

  constructor(room: number) {
    this.#values = new Float64Array(room);
  }

  add(text: string, start: number, end: number): void {
    const value = scanNumber(text, start, end);
    this.#append(Number.isNaN(value) ? this.#parse(text.slice(start, end).trim()) : value);
  }

  /** A cell of digits, signs, points and e's alone. */
  addPlain(cell: string): void {
    const value = cell === "" ? Number.NaN : Number(cell);
    this.#append(Number.isNaN(value) ? this.#parse(cell) : value);
  }

  #append(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  #parse(cell: string): number {
    const value = parseNumber(cell);
    if (Number.isNaN(value)) {
      if (!isMissing(cell)) this.sawText = true;
      this.#gap ??= { row: this.#length, text: cell };
      if (isGapWord(cell)) {
        this.#words ??= new Map();
        this.#words.set(this.#length, cell);
      }
    }
    return value;
  }

  column(): Column {
    const [values, words] = [this.#values.subarray(0, this.#length), this.#words];
    return { kind: "number", values, gap: this.#gap, ...(words ? { words } : {}) };
  }
}

class TextCells {
  readonly #values: string[] = [];
  /** Cells repeat: one string for each word, and none that keeps the whole file's text alive. */
  readonly #words = new Map<string, string>();

  add(text: string, start: number, end: number): void {
    const whole = start === 0 && end === text.length;
    const cell = whole ? text : text.slice(start, end).trim();
    let word = this.#words.get(cell);
    if (word === undefined) {
      word = cell;
      if (this.#words.size < 10_000) this.#words.set(cell, cell);
    }
    this.#values.push(word);
  }

  addPlain(cell: string): void {
    this.add(cell, 0, cell.length);
  }

  column(): Column {
    return { kind: "text", values: this.#values };
  }
}

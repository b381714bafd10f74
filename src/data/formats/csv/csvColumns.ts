import { isScale } from "../../columns/cells/units.ts";
import { idNameOf } from "../../columns/idColumns.ts";
import { isMissing } from "../../columns/noValue.ts";
import { EXACT_DIGITS, parseNumber } from "../../columns/number.ts";
import type { HowToRead } from "../../reading.ts";
import { labelRank } from "../../rows/chooseLabel.ts";
import { type Column, Table, type TableTraits } from "../../table.ts";
import {
  EveryText,
  IdText,
  LabelText,
  type Marks,
  mayHavePoints,
  NumberCells,
  PointText,
  TextCells,
} from "./csvCells.ts";
import type { RecordSink } from "./csvRecords.ts";
import { isFooter, isTotal, rowSaid } from "./ends.ts";
import { kindOf, type TopRow } from "./header.ts";
import { filledWidth, type Layout, layoutOf } from "./layout.ts";
import { emptyTable, Leftovers } from "./leftovers.ts";
import { codesIn, unnamedColumn } from "./names.ts";
import { unitOf } from "./units.ts";

/** Rows that are looked at before the header and the columns' kinds are decided. */
const SAMPLE = 128;

/** Nothing but numbers and delimiters. */
const PLAIN = /^[-+.\deE,\t;|]*$/;
/** Rows until V8 has compiled the scan of cells: before, its own `split` and `Number` take a third of the time on many digits. */
const COLD = 10_000;

/** What is known of a text before its first row is read. */
export interface ColumnsPlan {
  /** of the file */
  name: string;
  /** in bytes where known: it tells how many rows to make room for */
  size: number | undefined;
  /** columns that are not numbers */
  text: ReadonlySet<string>;
  /** the lines of rows that are none of the table, where an earlier reading found them out */
  without: ReadonlySet<number>;
  delimiter: string;
  how: HowToRead;
}

/** Takes records and keeps columns. Numbers go straight into float64 arrays. */
export class CsvColumns implements RecordSink {
  readonly #plan: ColumnsPlan;
  readonly #delimiter: string;
  #codes: TableTraits["codes"];
  readonly #marks: Marks = { odd: false };
  readonly #left: Leftovers;
  #sample: TopRow[] | undefined = [];
  #layout: Layout | undefined;
  #names: readonly string[] = [];
  #cells: (NumberCells | TextCells)[] = [];
  /** Names of numbers alone: the header again would look like a row. */
  #numbered = false;
  /** whether every row may be one that is none */
  #wary: boolean;
  #rows = 0;
  #lastLine = 0;
  /** totals stood below the last row */
  #summed = false;
  /** rows that were cleared */
  #before = 0;
  #searched = "";
  #searchedFrom = 0;
  #next = -1;
  /** row i starts on line i + shift, where the shift changes at these rows */
  #shifts: { row: number; shift: number }[] = [];

  constructor(plan: ColumnsPlan) {
    this.#plan = plan;
    this.#delimiter = plan.delimiter;
    this.#wary = plan.without.size > 0;
    const { spell, onError } = plan.how;
    this.#left = new Leftovers(plan.name, { spell, skip: onError === "skip" }, (row) => this.#misfit(row));
  }

  line(text: string, start: number, end: number, line: number): void {
    if (this.#sample) {
      this.record(this.#cut(text, start, end), line);
      return;
    }
    const columns = this.#cells;
    if (this.#before + this.#rows < COLD && end - start > EXACT_DIGITS * columns.length) {
      const record = text.slice(start, end);
      if (PLAIN.test(record)) {
        this.#plain(record.split(this.#delimiter), line);
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
    if (width === columns.length) this.#endRow(line);
    else this.#drop(k, { cells: this.#cut(text, start, end), line });
  }

  record(cells: string[], line: number): void {
    if (this.#sample) {
      this.#sample.push({ cells, line });
      if (this.#sample.length > SAMPLE) this.#decide();
      return;
    }
    this.#add({ cells, line });
  }

  #add({ cells, line }: TopRow): void {
    const columns = this.#cells;
    for (let k = 0; k < cells.length && k < columns.length; k++) {
      columns[k]!.add(cells[k]!, 0, cells[k]!.length);
    }
    if (this.#widthOf(cells) === columns.length) this.#endRow(line);
    else this.#drop(cells.length, { cells, line });
  }

  /** A record of numbers alone. */
  #plain(cells: string[], line: number): void {
    const columns = this.#cells;
    for (let k = 0; k < cells.length && k < columns.length; k++) columns[k]!.addPlain(cells[k]!);
    if (this.#widthOf(cells) === columns.length) this.#endRow(line);
    else this.#drop(cells.length, { cells, line });
  }

  #cut(text: string, start: number, end: number): string[] {
    return text
      .slice(start, end)
      .split(this.#delimiter)
      .map((cell) => cell.trim());
  }

  /** How many cells a record has, empty ones to the right of the table left out: Excel writes what it once held. */
  #widthOf(cells: readonly string[]): number {
    const width = this.#names.length;
    return cells.length > width ? Math.max(width, filledWidth(cells)) : cells.length;
  }

  end(): void {
    if (this.#sample) this.#decide();
    this.#endTable();
    this.#left.end(this.#lastLine);
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

  /** The lines that are no rows of the table. */
  get without(): readonly number[] {
    return this.#left.lines;
  }

  /** How the table was read, and what is to be said of it. */
  get traits(): TableTraits {
    const { headerless, header, units, notes } = this.#layout!;
    const { bad } = this.#left;
    return {
      delimited: true,
      delimiter: this.#delimiter,
      headerless,
      reading: header === undefined ? undefined : { header },
      notes: [...notes, ...this.#left.notes],
      units,
      codes: this.#codes,
      summed: this.#summed || undefined,
      badLines: bad.length > 0 ? bad : undefined,
    };
  }

  /** Forgets the rows so far, of which those that follow keep count. */
  clear(): void {
    this.#cells = this.#cells.map((cells, k) =>
      cells instanceof NumberCells
        ? this.#numberCells(k, this.#rows + 1)
        : new TextCells(this.#nameCell(k), this.#marks),
    );
    this.#before += this.#rows;
    this.#shifts = this.#shifts.slice(-1).map(({ shift }) => ({ row: 0, shift: shift + this.#rows }));
    this.#rows = 0;
  }

  table(): Table {
    const columns = new Map<string, Column>(this.#names.map((name, k) => [name, this.#column(name, k)]));
    const [shifts, before] = [this.#shifts, this.#before];
    const part = {
      file: this.#plan.name,
      rows: this.#rows,
      lineOf: (row: number) => row + (shifts.findLast((one) => one.row <= row)?.shift ?? 1),
      rowOf: before > 0 ? (row: number) => before + row : undefined,
    };
    return new Table(columns, [part], this.traits);
  }

  #column(name: string, k: number): Column {
    const column = this.#cells[k]!.column();
    const unit = unitOf(this.#layout!.units?.[name] ?? "");
    // A scale would have to be taken in: 万 is left to who names the column.
    return column.kind === "number" && unit !== "" && !isScale(unit)
      ? { ...column, dress: { unit } }
      : column;
  }

  /** The first delimiter from `from` on. It may lie lines away, so it is kept until it is passed. */
  #nextDelimiter(text: string, from: number): number {
    // A piece of the same text as the one before is searched from its beginning again.
    if (this.#next < from || from < this.#searchedFrom || text !== this.#searched) {
      const found = text.indexOf(this.#delimiter, from);
      this.#next = found < 0 ? Infinity : found;
      [this.#searched, this.#searchedFrom] = [text, from];
    }
    return this.#next;
  }

  #endRow(line: number): void {
    if ((this.#marks.odd || this.#wary) && this.#isNoRow(line)) return;
    if (this.#left.waiting) this.#left.settle(this.#lastLine);
    if (this.#shifts.at(-1)?.shift !== line - this.#rows) {
      this.#shifts.push({ row: this.#rows, shift: line - this.#rows });
    }
    this.#rows++;
    this.#lastLine = line;
  }

  /** Takes back the cells of a line that has more or fewer than the table. */
  #drop(cells: number, row: TopRow): void {
    for (let k = 0; k < cells && k < this.#cells.length; k++) this.#cells[k]!.drop();
    this.#marks.odd = false;
    if (this.#isHead(row.cells)) this.#beginAgain(row);
    else this.#left.misfit(row, this.#lastLine);
  }

  /** Looks at the row at hand, whose cells are in the columns: takes it away where it is the header again. */
  #isNoRow(line: number): boolean {
    this.#marks.odd = false;
    const { without } = this.#plan;
    if (without.size > 0 ? !without.has(line) : !this.#isHead(this.#lastCells())) return false;
    const cells = this.#lastCells();
    for (const column of this.#cells) column.drop();
    this.#beginAgain({ cells, line });
    return true;
  }

  #lastCells(): string[] {
    return this.#cells.map((column) => column.last());
  }

  /** Whether a row is one of the header's. */
  #isHead(cells: readonly string[]): boolean {
    return this.#layout!.heads.some(
      (head) =>
        filledWidth(head) === filledWidth(cells) &&
        cells.every(
          (cell, k) =>
            cell === (head[k] ?? "") || (this.#numbered && Number(cell) === Number(head[k] || Number.NaN)),
        ),
    );
  }

  /** The header again: the rows right above end a table. */
  #beginAgain(row: TopRow): void {
    this.#endTable(true);
    this.#left.beginAgain(this.#lastLine);
    this.#left.add("head", row);
  }

  /** Takes the last rows away while they are totals or a footer with the table's number of cells; `again`: a table follows. */
  #endTable(again = false): void {
    for (let taken = again; this.#rows > 1; taken = true) {
      const cells = this.#lastCells();
      const filled = cells.filter((cell) => cell !== "");
      const [first = ""] = filled;
      const alone = filled.length === 1 && this.#names.length > 1;
      if (filled.length > 0) {
        if (alone && isFooter(first)) this.#left.add("footer", { cells, line: this.#lastLine });
        else if (isTotal(first) && this.#isOutside(cells, first)) {
          this.#left.add("total", { cells, line: this.#lastLine });
          this.#summed = true;
        } else if (again && alone && kindOf(first) === "word")
          this.#left.add("title", { cells, line: this.#lastLine });
        else break;
      } else if (!taken) break;
      for (const column of this.#cells) column.drop();
      this.#rows--;
      if (this.#shifts.at(-1)?.row === this.#rows) this.#shifts.pop();
      this.#lastLine = this.#rows - 1 + (this.#shifts.at(-1)?.shift ?? 1);
    }
  }

  /**
   * Whether a word for a total is no value of its column: among numbers or names, or one that does not come before, in a row that
   * lacks a class or half of its cells. Of others the numbers tell.
   */
  #isOutside(cells: readonly string[], word: string): boolean {
    const column = this.#cells[cells.indexOf(word)]!;
    if (column instanceof NumberCells) return true;
    if (column.sawBefore(word)) return false;
    const empty = cells.flatMap((cell, k) => (cell === "" ? [k] : []));
    const isClass = (k: number) =>
      k === cells.length - 1 ||
      this.#cells[k] instanceof TextCells ||
      labelRank(this.#names[k]!) !== undefined;
    return column.namesRows || empty.some(isClass) || 2 * empty.length >= cells.length;
  }

  /** Settles header, names and kinds by the first rows, and takes these in. */
  #decide(): void {
    const sample = this.#sample ?? [];
    const { name, how, size, text } = this.#plan;
    this.#sample = undefined;
    if (sample.length === 0) throw emptyTable(name);
    const layout = layoutOf(sample, name, how);
    this.#layout = layout;
    this.#names = layout.names;
    this.#numbered = !layout.headerless && layout.names.every((one) => !Number.isNaN(parseNumber(one)));
    this.#wary ||= this.#numbered;
    const { body } = layout;
    this.#codes = codesIn(layout.names, body);
    const bytes = body.reduce((sum, { cells }) => sum + cells.reduce((n, cell) => n + cell.length + 1, 0), 0);
    const room = size === undefined || body.length === 0 ? SAMPLE : (size / bytes) * body.length * 1.1;
    const usual = body.filter((row) => !this.#mayBeNoRow(row));
    this.#cells = this.#names.map((one, k) => {
      const isNumber = !text.has(one) && usual.every(({ cells }) => isNumberLike(cells[k] ?? ""));
      return isNumber
        ? this.#numberCells(k, Math.ceil(room) + 1)
        : new TextCells(this.#nameCell(k), this.#marks);
    });
    for (const row of body) this.#add(row);
  }

  /** Numbers of ids and of what may be the label are kept as they are written. */
  #numberCells(k: number, room: number): NumberCells {
    const [name, { keep, ownText, learned }] = [this.#names[k]!, this.#plan.how];
    const isLabel = name === learned || k === this.#names.length - 1 || labelRank(name) !== undefined;
    const label = isLabel ? new LabelText() : undefined;
    const isKept = ownText || (!isLabel && idNameOf(name) === "id");
    const own = keep?.includes(name) ? new IdText() : isKept ? new EveryText() : label;
    const points = mayHavePoints(this.#names, k, this.#plan.how);
    return new NumberCells(room, this.#marks, points ? new PointText(own) : own);
  }

  /** The header's cell over a column, as it stands in the file. */
  #nameCell(k: number): string {
    return this.#layout!.heads[0]?.[k] || this.#names[k]!;
  }

  /** Whether a row may turn out to be none, so that its cells say nothing of the columns. */
  #mayBeNoRow({ cells }: TopRow): boolean {
    const filled = cells.filter((cell) => cell !== "");
    return (
      this.#widthOf(cells) !== this.#names.length ||
      this.#isHead(cells) ||
      isTotal(filled[0] ?? "") ||
      (filled.length === 1 && this.#names.length > 1)
    );
  }

  /** What is wrong with a line of so many cells, and the mend. */
  #misfit({ cells, line }: TopRow): string {
    const [width, layout] = [this.#names.length, this.#layout!];
    const found = this.#widthOf(cells);
    if (width > 1 && found > width && found <= layout.headerWidth)
      throw unnamedColumn(this.#plan.name, layout.headerLine, { at: width });
    const title =
      width === 1 && !layout.headerless
        ? `if line ${layout.headerLine} is a title, delete it, so that the file begins with the names of the columns`
        : `mend or delete the line (a cell that holds "${this.#delimiter}" needs quotation marks)`;
    const filled = cells.filter((cell) => cell !== "");
    const looks = isTotal(filled[0] ?? "")
      ? "; it looks like a total"
      : filled.length === 1 && width > 1 && line > 0 && kindOf(filled[0]!) === "word"
        ? `; it looks like a title or a footer (${rowSaid(cells)})`
        : "";
    const expected = layout.headerless ? "the first row has" : "the header has";
    return `${found} ${found === 1 ? "cell" : "cells"}, but ${expected} ${width}${looks}; ${title}`;
  }
}

const isNumberLike = (cell: string) => isMissing(cell) || !Number.isNaN(parseNumber(cell));

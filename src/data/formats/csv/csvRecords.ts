import { UserError } from "../../../errors.ts";
import { blankCells } from "./delimiter.ts";
import { blankRecords, quotedRecords } from "./quoted.ts";

/** Who takes the records. Lines count from 1. */
export interface RecordSink {
  /** A record without a quotation mark: text[start, end) is cells with delimiters between. */
  line(text: string, start: number, end: number, line: number): void;
  /** A record with quoted cells, parsed. */
  record(cells: string[], line: number): void;
}

const LONGEST_RECORD = 1 << 24;
const QUOTE = '"';

/**
 * Cuts text, given in pieces, into records. `quotedRecords` reads those that hold quotation marks; the others, in
 * a file of numbers all of them, go to the sink uncut, because cutting 47 million cells into strings costs
 * ten times what reading them in place does.
 */
export class RecordSplitter {
  readonly #sink: RecordSink;
  readonly #delimiter: string;
  readonly #name: string;
  #rest = "";
  /** of the rest, so much is known to hold no end of its record, and whether a quotation mark is open there */
  #looked = 0;
  #open = false;
  #line = 1;

  constructor(sink: RecordSink, delimiter: string, name: string) {
    this.#sink = sink;
    this.#delimiter = delimiter;
    this.#name = name;
  }

  push(piece: string): void {
    const text = this.#rest + piece;
    let position = 0;
    let quote = text.indexOf(QUOTE);
    let quotedFrom = -1; // the first of a run of records with quotation marks, not yet parsed
    let quotedLine = this.#line;
    while (position < text.length) {
      if (quote >= 0 && quote < position) quote = text.indexOf(QUOTE, position);
      let end = text.indexOf("\n", position);
      if (end < 0) break;
      if (quote < 0 || quote > end) {
        if (quotedFrom >= 0) this.#parse(text.slice(quotedFrom, position), quotedLine);
        quotedFrom = -1;
        const last = text.charCodeAt(end - 1) === 13 && end > position ? end - 1 : end;
        if (last > position) this.#sink.line(text, position, last, this.#line);
        this.#line++;
      } else {
        end = this.#endOfQuoted(text, quote);
        if (end < 0) break;
        if (quotedFrom < 0) [quotedFrom, quotedLine] = [position, this.#line];
        this.#line += count(text, "\n", position, end + 1);
      }
      position = end + 1;
    }
    if (quotedFrom >= 0) this.#parse(text.slice(quotedFrom, position), quotedLine);
    this.#rest = text.slice(position);
    this.#looked = Math.max(0, this.#looked - position);
    if (this.#rest.length > LONGEST_RECORD) {
      const mark = this.#rest.indexOf(QUOTE);
      if (mark >= 0) this.#endOfQuoted(this.#rest, mark);
      const open = this.#open ? ": a quotation mark is opened and not closed" : "";
      throw new UserError(
        `${this.#name}, line ${this.#line}: has more than ${LONGEST_RECORD.toLocaleString("en-US")} characters${open}; a row is shorter`,
      );
    }
  }

  /** The newline that ends the record whose first quotation mark is at `quote`: the first after an even number of marks. */
  #endOfQuoted(text: string, quote: number): number {
    let at = Math.max(quote, this.#looked);
    let end = -1;
    for (;;) {
      const mark = text.indexOf(QUOTE, at);
      if (!this.#open && end < at) {
        end = text.indexOf("\n", at);
        if (end < 0) end = text.length;
      }
      if (!this.#open && end < text.length && (mark < 0 || mark > end)) {
        this.#looked = 0;
        return end;
      }
      if (mark < 0) {
        this.#looked = text.length;
        return -1;
      }
      this.#open = !this.#open;
      at = mark + 1;
    }
  }

  end(): void {
    const line = this.#line;
    const rest = this.#rest;
    if (rest === "") return;
    this.push("\n");
    // Still there: a quotation mark is open, and the parser says so.
    if (this.#rest !== "") this.#parse(rest, line);
  }

  #parse(text: string, line: number): void {
    const read = this.#delimiter === " " ? blankRecords : quotedRecords;
    read(text, { delimiter: this.#delimiter, name: this.#name, line }, (cells, at) =>
      this.#sink.record(cells, at),
    );
  }
}

/** Cuts at any number of blanks the records that are not quoted. */
export class BlankCells implements RecordSink {
  readonly #sink: RecordSink;

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  line(text: string, start: number, end: number, line: number): void {
    const cells = blankCells(text.slice(start, end));
    if (cells.length > 1 || cells[0] !== "") this.#sink.record(cells, line);
  }

  record(cells: string[], line: number): void {
    this.#sink.record(cells, line);
  }
}

function count(text: string, what: string, start: number, end: number): number {
  let n = 0;
  for (let i = text.indexOf(what, start); i >= 0 && i < end; i = text.indexOf(what, i + 1)) n++;
  return n;
}

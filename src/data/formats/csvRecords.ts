import { createRequire } from "node:module";
import { UserError } from "../../errors.ts";

/** Who takes the records. Lines count from 1. */
export interface RecordSink {
  /** A record without a quotation mark: text[start, end) is cells with delimiters between. */
  line(text: string, start: number, end: number, line: number): void;
  /** A record with quoted cells, parsed. */
  record(cells: string[], line: number): void;
}

/** csv-parse is loaded where there is a quotation mark to parse. */
const require = createRequire(import.meta.url);

const LONGEST_RECORD = 1 << 24;
const QUOTE = '"';

const mends: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE:
    'a quotation mark stands inside an unquoted cell; put the whole cell in quotation marks and write "" for the mark',
  CSV_INVALID_CLOSING_QUOTE:
    'text follows a closing quotation mark; write "" for a mark within a quoted cell',
  CSV_QUOTE_NOT_CLOSED: "a quotation mark is never closed",
};

/**
 * Cuts text, given in pieces, into records. csv-parse reads the records that hold quotation marks; the others,
 * in a file of numbers all of them, go to the sink uncut, because cutting 47 million cells into strings costs
 * ten times what reading them in place does.
 */
export class RecordSplitter {
  readonly #sink: RecordSink;
  readonly #delimiter: string;
  readonly #name: string;
  #rest = "";
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
        end = endOfQuoted(text, quote);
        if (end < 0) break;
        if (quotedFrom < 0) [quotedFrom, quotedLine] = [position, this.#line];
        this.#line += count(text, "\n", position, end + 1);
      }
      position = end + 1;
    }
    if (quotedFrom >= 0) this.#parse(text.slice(quotedFrom, position), quotedLine);
    this.#rest = text.slice(position);
    if (this.#rest.length > LONGEST_RECORD) {
      throw new UserError(
        `${this.#name}, line ${this.#line}: a quotation mark is opened and not closed within 16 MiB`,
      );
    }
  }

  end(): void {
    const line = this.#line;
    const rest = this.#rest;
    if (rest === "") return;
    this.push("\n");
    // Still there: a quotation mark is open, and csv-parse says so.
    if (this.#rest !== "") this.#parse(rest, line);
  }

  #parse(text: string, line: number): void {
    let before = line;
    const { parse }: typeof import("csv-parse/sync") = require("csv-parse/sync");
    try {
      parse(text, {
        delimiter: this.#delimiter,
        relaxColumnCount: true,
        trim: this.#delimiter !== "\t",
        recordDelimiter: ["\r\n", "\n"],
        onRecord: (cells: string[], { lines }) => {
          this.#sink.record(cells, before);
          before = line + lines;
          return null;
        },
      });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      const mend = mends[code];
      if (!mend) throw error;
      // An open quotation mark is noticed at the file's end; its record begins where this text does.
      const within = error instanceof Error && "lines" in error && code !== "CSV_QUOTE_NOT_CLOSED";
      const lines = within ? Number(error.lines) : 1;
      throw new UserError(`${this.#name}, line ${line + lines - 1}: ${mend}`, { cause: error });
    }
  }
}

/** The newline that ends the record whose first quotation mark is at `quote`: the first after an even number of marks. */
function endOfQuoted(text: string, quote: number): number {
  let open = quote;
  for (;;) {
    const close = text.indexOf(QUOTE, open + 1);
    if (close < 0) return -1;
    const end = text.indexOf("\n", close + 1);
    if (end < 0) return -1;
    const next = text.indexOf(QUOTE, close + 1);
    if (next < 0 || next > end) return end;
    open = next;
  }
}

function count(text: string, what: string, start: number, end: number): number {
  let n = 0;
  for (let i = text.indexOf(what, start); i >= 0 && i < end; i = text.indexOf(what, i + 1)) n++;
  return n;
}

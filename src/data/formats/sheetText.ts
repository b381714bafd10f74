import { runs, withoutFormula } from "../columns/cells/formulas.ts";
import { textEncoder } from "./encodeText.ts";
import { encodingNamed } from "./encoding/names.ts";
import { rowsOf, type WriteColumn, type WritePieces } from "./writeColumn.ts";

/** How a table of text is written that people open in a spreadsheet, or take from a pipe. */
export interface SheetText {
  readonly delimiter: string;
  /** as TextDecoder calls it; UTF-8 when left out */
  readonly encoding?: string | undefined;
  /** a file begins with a byte order mark, without which Excel takes UTF-8 for Shift_JIS, and its lines end as in Windows */
  readonly file: boolean;
}

/** So many rows are put into words at a time. */
const spokenRows = 1000;

/**
 * A table as CSV for people: numbers with as many digits as their column says, no value as an empty cell, and no cell that a
 * spreadsheet would take for a formula. Where numbers must read back with the same bits, `delimitedBytes` writes them.
 */
export async function* sheetText(pieces: WritePieces, form: SheetText): AsyncGenerator<Uint8Array> {
  const { delimiter, encoding = "utf-8", file } = form;
  const encode = textEncoder(encoding);
  const end = file ? "\r\n" : "\n";
  const line = (cells: readonly string[]) => `${cells.join(delimiter)}${end}`;
  let started = false;
  for await (const columns of pieces) {
    const { header, cells } = spelled(columns, file);
    if (!started)
      yield encode(`${file && /^utf-/.test(encodingNamed(encoding)) ? "\uFEFF" : ""}${line(header)}`);
    started = true;
    const rows = columns.length === 0 ? 0 : rowsOf(columns[0]!);
    for (let start = 0; start < rows; start += spokenRows) {
      let text = "";
      for (let row = start; row < Math.min(rows, start + spokenRows); row++)
        text += line(cells.map((at) => at(row)));
      yield encode(text);
    }
  }
}

function spelled(columns: readonly WriteColumn[], file: boolean) {
  const header: string[] = [];
  const cells: ((row: number) => string)[] = [];
  const word = (text: string) => (file && losesDigits.test(text) ? `"${text}"` : textCell(text));
  for (const column of columns) {
    if ("width" in column) {
      for (let j = 0; j < column.width; j++) {
        header.push(textCell(`${column.name}[${j}]`));
        cells.push((row) => numeral(column.values[row * column.width + j]!));
      }
      continue;
    }
    header.push(textCell(column.name));
    if ("text" in column) cells.push((row) => word(column.text[row]!));
    else {
      const { values, cells: own, digits } = column;
      cells.push((row) => {
        const text = own?.(row);
        return text === undefined ? numeral(values[row]!, digits) : word(text);
      });
    }
  }
  return { header, cells };
}

/**
 * What texts of a .csv a spreadsheet changes when it opens the file: LibreOffice and Excel make 58 of 00058, in quotation marks or not
 * (tests/golden/csv_in_sheets.py), and would run `=1+1`, so that an apostrophe stands before it. A line for each of the two; .xlsx
 * keeps all texts.
 */
export class SheetChanges {
  readonly #changed = new Map<string, string>();
  readonly #run = new Map<string, string>();

  /** Looks at the texts of some rows. */
  add(columns: readonly WriteColumn[]): void {
    for (const column of columns) {
      if (runs(column.name)) this.#run.set(column.name, column.name);
      if ("width" in column) continue;
      const rows = "text" in column || column.cells ? rowsOf(column) : 0;
      for (let row = 0; row < rows; row++) {
        const text = "text" in column ? column.text[row]! : column.cells?.(row);
        if (text === undefined) continue;
        if (!this.#changed.has(column.name) && changes.test(text)) this.#changed.set(column.name, text);
        if (!this.#run.has(column.name) && runs(text)) this.#run.set(column.name, text);
      }
    }
  }

  /** One line where something would be changed, and one where something would be run. */
  notes(path: string): string[] {
    const notes: string[] = [];
    if (this.#changed.size > 0)
      notes.push(
        `${path}: a spreadsheet that opens it makes numbers or dates of ${some(this.#changed)}; a name that ends in .xlsx keeps the texts`,
      );
    if (this.#run.size > 0)
      notes.push(
        `${path}: an apostrophe stands before what a spreadsheet would run, in ${some(this.#run)}; kiso reads it without one, and a name that ends in .xlsx keeps the texts`,
      );
    return notes;
  }
}

/** What is to be said of a table of texts that was written: of a .csv or .tsv what a spreadsheet would change. */
export function sheetNotes(path: string, columns: readonly WriteColumn[]): string[] {
  const changes = new SheetChanges();
  if (/\.[ct]sv$/i.test(path)) changes.add(columns);
  return changes.notes(path);
}

/** The first three, and how many more. */
function some(found: ReadonlyMap<string, string>): string {
  const all = [...found].map(([name, text]) => `${name} (${JSON.stringify(text)})`);
  return `${all.slice(0, 3).join(", ")}${all.length > 3 ? ` and ${all.length - 3} more` : ""}`;
}

/** Zeros in front, more than 15 digits, powers of ten, days and truth values. */
const changes = /^[-+]?0\d[\d.]*$|^\d{16,}$|^\d+(\.\d+)?[eE][-+]?\d+$|^\d{1,4}[-/]\d{1,2}$|^(true|false)$/i;

/** A text that a spreadsheet would make another number or a date of; some keep it as text where it stands in quotation marks. */
const losesDigits = /^[-+]?0\d[\d.]*$|^\d{16,}$|^\d+[eE][-+]?\d+$|^\d{1,4}[-/]\d{1,2}$/;

/** A number in decimal digits, with so many significant ones at most; no value is an empty cell. */
export function numeral(value: number, digits?: number): string {
  if (Number.isNaN(value)) return "";
  const short = digits === undefined || Number.isInteger(value) ? value : Number(value.toPrecision(digits));
  return Object.is(short, -0) ? "0" : String(short);
}

/** A text as a cell that nothing runs; whatever a spreadsheet may divide cells by stands in quotation marks. */
export function textCell(text: string): string {
  const safe = withoutFormula(text);
  const plain = !/[",;|\t\r\n]|^\s|\s$|^#/.test(safe);
  return plain ? safe : `"${safe.replaceAll('"', '""')}"`;
}

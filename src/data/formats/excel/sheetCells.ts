import { UserError } from "../../../errors.ts";
import { isGap } from "../../columns/noValue.ts";
import { type Archive, broken } from "./archive.ts";
import { momentText, type NumberMeaning, withZeros } from "./numberFormat.ts";
import { type ListedSheet, RichText, unescaped, type Workbook } from "./workbook.ts";
import { isYes, readXml } from "./xml.ts";

/** What a cell was that its text does not say. */
export type OddKind = "percent" | "date" | "duration" | "number as text" | "long number";

/** Cells that stand in more than one row or column. All from 0, the last one inclusive. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A sheet's cells as texts, as a CSV file would hold them, and what a text does not say. */
export interface SheetCells {
  readonly name: string;
  /** by row, from 0; a row without a cell is missing, and so is an empty cell */
  readonly rows: readonly (readonly (string | undefined)[] | undefined)[];
  readonly merges: readonly Merge[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** by column, from 0: the rows, from 0, of its odd cells */
  readonly odd: ReadonlyMap<number, ReadonlyMap<OddKind, readonly number[]>>;
}

/** A workbook's sheets, each read when it is asked for. */
export interface Sheets {
  readonly list: readonly { readonly name: string; readonly hidden: boolean }[];
  /** sheets that hold a chart and no cells */
  readonly charts?: readonly string[];
  /** with `first`, none but the first cells */
  read(index: number, first?: boolean): Promise<SheetCells>;
}

const mostRows = 2 ** 20;
const mostColumns = 2 ** 14;
const mostCells = 40e6;
/** Of one cell: Excel keeps 32,767, LibreOffice somewhat more. */
const longestText = 2 ** 20;
/** Of all cells; a text that many cells share counts for each. */
const mostText = 2 ** 29;

/** The cells of a sheet in the making. Rows and columns count from 0. */
export class CellCollector {
  readonly rows: (string | undefined)[][] = [];
  readonly merges: Merge[] = [];
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns = new Set<number>();
  readonly odd = new Map<number, Map<OddKind, number[]>>();
  readonly #name: string;
  readonly #is1904: boolean;
  #cells = 0;
  #characters = 0;

  constructor(name: string, is1904: boolean) {
    this.#name = name;
    this.#is1904 = is1904;
  }

  add(row: number, column: number, text: string): void {
    if (text === "") return;
    if (!(row >= 0 && row < mostRows && column >= 0 && column < mostColumns))
      throw broken(this.#name, new Error(`a cell stands in row ${row + 1}, column ${column + 1}`));
    if (++this.#cells > mostCells)
      throw new UserError(
        `${this.#name}: holds more than ${mostCells / 1e6} million cells; save the sheet as .csv, which kiso reads in pieces`,
      );
    this.#characters += text.length;
    if (text.length > longestText || this.#characters > mostText)
      throw new UserError(
        text.length > longestText
          ? `${this.#name}, cell ${referenceOf(row, column)}: holds ${text.length} characters, and ${longestText} is the limit; shorten it, or save the sheet as .csv`
          : `${this.#name}: its cells hold more than ${mostText / 1e6} million characters; save the sheet as .csv, which kiso reads in pieces`,
      );
    this.rows[row] ??= [];
    this.rows[row][column] = text;
  }

  addText(row: number, column: number, text: string): void {
    this.add(row, column, text.replaceAll("\r\n", "\n").trim());
    if (/^[-+]?\d[\d.]*$/.test(text)) this.#note(column, "number as text", row);
  }

  addNumber(row: number, column: number, value: number, meaning: NumberMeaning): void {
    if (meaning === "date" || meaning === "date and time" || meaning === "time") {
      const text = momentText(value, meaning, this.#is1904);
      if (text !== undefined) {
        this.addMoment(row, column, text);
        return;
      }
    }
    if (meaning === "percent") this.#note(column, "percent", row);
    if (meaning === "duration") this.#note(column, "duration", row);
    if (Math.abs(value) >= 1e15 && Number.isInteger(value)) this.#note(column, "long number", row);
    if (typeof meaning === "object" && Number.isSafeInteger(value) && value >= 0)
      this.add(row, column, withZeros(value, meaning));
    // A tenth of a millisecond is what is left of a second in a part of a day.
    else this.add(row, column, String(meaning === "duration" ? Number((value * 86_400).toFixed(4)) : value));
  }

  /** A date, a time of day, or both. */
  addMoment(row: number, column: number, text: string): void {
    this.#note(column, "date", row);
    this.add(row, column, text);
  }

  #note(column: number, kind: OddKind, row: number): void {
    let kinds = this.odd.get(column);
    if (!kinds) {
      kinds = new Map();
      this.odd.set(column, kinds);
    }
    const rows = kinds.get(kind);
    if (rows) rows.push(row);
    else kinds.set(kind, [row]);
  }
}

/** `AB12` as row 11, column 27. */
export function placeOf(reference: string): { row: number; column: number } {
  const [, letters = "", digits = ""] = /^\$?([A-Za-z]+)\$?(\d+)$/.exec(reference) ?? [];
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits) - 1, column: column - 1 };
}

/** Column 27 as `AB`. */
export function lettersOf(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Row 11, column 27 as `AB12`. */
export const referenceOf = (row: number, column: number): string => `${lettersOf(column)}${row + 1}`;

/** The cells of one sheet of an .xlsx file; with `first`, none behind the first that holds something. */
export async function sheetCells(
  archive: Archive,
  { is1904, strings, meanings }: Workbook,
  sheet: ListedSheet,
  { name, first = false }: { readonly name: string; readonly first?: boolean },
): Promise<SheetCells> {
  const cells = new CellCollector(name, is1904);
  const inline = new RichText();
  let [row, column, type, style] = [-1, -1, "n", 0];
  let [value, hasValue, inValue, formula] = ["", false, false, false];

  function endCell(): void {
    const at = () => referenceOf(row, column);
    if (type === "inlineStr") cells.addText(row, column, inline.take());
    else if (!hasValue || (value === "" && type !== "str")) {
      if (formula) throw withoutResult(name, sheet.name, at());
    } else if (type === "s") {
      const text = strings[Number(value)];
      if (text === undefined)
        throw broken(name, new Error(`cell ${at()} names a text that the file has not`));
      cells.addText(row, column, text);
    } else if (type === "str") cells.addText(row, column, unescaped(value));
    else if (type === "b") cells.add(row, column, isYes(value.trim()) ? "True" : "False");
    // An error that kiso has no word for is one as well.
    else if (type === "e") cells.add(row, column, isGap(value) ? value : "#N/A");
    else if (type === "d") cells.addMoment(row, column, value.replace(/Z$/, "").replace("T", " "));
    else {
      const number = Number(value);
      if (Number.isNaN(number))
        throw broken(name, new Error(`cell ${at()} should hold a number, found ${value}`));
      const meaning = meanings[style] ?? (style === 0 ? "number" : undefined);
      if (meaning === undefined)
        throw broken(name, new Error(`cell ${at()} names a format that the file has not`));
      cells.addNumber(row, column, number, meaning);
    }
  }

  await readXml(archive.pieces(sheet.path), name, {
    open(tag, attributes) {
      if (tag === "c") {
        column = attributes.r === undefined ? column + 1 : placeOf(attributes.r).column;
        type = attributes.t ?? "n";
        style = Number(attributes.s ?? 0);
        [value, hasValue, formula] = ["", false, false];
      } else if (tag === "v") [inValue, hasValue] = [true, true];
      else if (tag === "f") formula = true;
      else if (tag === "row") {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1;
        column = -1;
        if (isYes(attributes.hidden)) cells.hiddenRows.add(row);
      } else if (tag === "col") {
        if (!isYes(attributes.hidden)) return;
        const [from, to] = [Number(attributes.min), Math.min(Number(attributes.max), mostColumns)];
        for (let one = from; one <= to; one++) cells.hiddenColumns.add(one - 1);
      } else if (tag === "mergeCell") {
        const [from = "", to = from] = (attributes.ref ?? "").split(":");
        const [start, end] = [placeOf(from), placeOf(to)];
        cells.merges.push({ top: start.row, left: start.column, bottom: end.row, right: end.column });
      } else inline.open(tag);
    },
    text(piece) {
      if (inValue) value += piece;
      else inline.text(piece);
    },
    close(tag) {
      if (tag === "v") inValue = false;
      else if (tag === "c") endCell();
      else inline.close(tag);
    },
    done: () => first && cells.rows.length > 0,
  });
  const { rows, merges, hiddenRows, hiddenColumns, odd } = cells;
  return { name: sheet.name, rows, merges, hiddenRows, hiddenColumns, odd };
}

const withoutResult = (name: string, sheet: string, cell: string): UserError =>
  new UserError(
    `${name}, sheet ${sheet}, cell ${cell}: holds a formula without its result, which a program wrote that does not calculate; open the file in Excel or LibreOffice and save it`,
  );

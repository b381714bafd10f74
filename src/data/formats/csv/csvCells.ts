import { isGapWord, isMissing } from "../../columns/noValue.ts";
import { parseNumber, scanNumber } from "../../columns/number.ts";
import type { HowToRead } from "../../reading.ts";
import { labelRank } from "../../rows/chooseLabel.ts";
import type { Column, Gap } from "../../table.ts";

/** Set by a column whose cell wants a look at the whole row: words among numbers, or the column's own name. */
export interface Marks {
  odd: boolean;
}

/** Words among numbers that are kept: a column with more of them is text. */
const mostOdd = 64;

/** A column of numbers in the making. */
export class NumberCells {
  #texts = 0;
  #odd: Map<number, string> | undefined;
  readonly #marks: Marks;
  #values: Float64Array;
  #length = 0;
  #gap: Gap | undefined;
  #words: Map<number, string> | undefined;
  /** one class of columns: the loop over a row's cells calls one function */
  readonly #own: OwnText | undefined;

  constructor(room: number, marks: Marks, own?: OwnText) {
    this.#values = new Float64Array(room);
    this.#marks = marks;
    this.#own = own;
  }

  /** whether a cell is text */
  get sawText(): boolean {
    return this.#texts > 0 || this.#own?.isText === true;
  }

  add(text: string, start: number, end: number): void {
    if (this.#own !== undefined) this.#own.keep(text.slice(start, end).trim(), this.#length);
    const value = scanNumber(text, start, end);
    this.#append(Number.isNaN(value) ? this.#parse(text.slice(start, end).trim()) : value);
  }

  /** A cell of digits, signs, points and e's alone. */
  addPlain(cell: string): void {
    if (this.#own !== undefined) this.#own.keep(cell, this.#length);
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
      if (!isMissing(cell)) this.#addText(cell);
      this.#gap ??= { row: this.#length, text: cell };
      if (isGapWord(cell)) {
        this.#words ??= new Map();
        this.#words.set(this.#length, cell);
      }
    }
    return value;
  }

  #addText(cell: string): void {
    this.#texts++;
    this.#marks.odd = true;
    this.#odd ??= new Map();
    if (this.#odd.size < mostOdd) this.#odd.set(this.#length, cell);
  }

  /** The last row's cell: its number, or the text in its place, and "" where it is missing. */
  last(): string {
    const row = this.#length - 1;
    const own = this.#own?.kept?.get(row);
    if (own !== undefined) return own;
    const value = this.#values[row]!;
    return this.#odd?.get(row) ?? (Number.isNaN(value) ? "" : String(value));
  }

  /** Takes the last row away. */
  drop(): void {
    const row = --this.#length;
    if (this.#odd?.delete(row)) this.#texts--;
    if (this.#gap?.row === row) this.#gap = undefined;
    this.#words?.delete(row);
    this.#own?.drop(row);
  }

  column(): Column {
    const values = this.#values.subarray(0, this.#length);
    return { kind: "number", values, gap: this.#gap, words: this.#words, spelled: this.#own?.kept };
  }
}

/** A number as it is written in short. */
const short = /^-?(?:0|[1-9]\d{0,14})$/;
const isShort = (cell: string): boolean => short.test(cell) || String(Number(cell)) === cell;

/** Keeps what the cells of a column of numbers were, beside their values. */
export abstract class OwnText {
  readonly spelled = new Map<number, string>();

  abstract keep(cell: string, row: number): void;

  /** whether the column is to be text, as its cells cannot be kept as numbers */
  get isText(): boolean {
    return false;
  }

  drop(row: number): void {
    this.spelled.delete(row);
  }

  /** the texts by row, where numbers do not tell them */
  get kept(): ReadonlyMap<number, string> | undefined {
    return this.spelled.size > 0 ? this.spelled : undefined;
  }
}

/** Of ids: the column is text where a cell is empty, or written otherwise than its number is: 00058, 2E5, 17 digits. */
export class IdText extends OwnText {
  #isText = false;

  keep(cell: string): void {
    this.#isText ||= !isShort(cell);
  }

  override get isText(): boolean {
    return this.#isText;
  }
}

/** Of labels, as long as they are whole numbers: their own text is kept where it is not the number in short. */
export class LabelText extends OwnText {
  /** with decimals they are amounts, whatever the others are */
  #amounts = false;
  /** labels repeat: one string for each */
  readonly #texts = new Map<string, string>();

  keep(cell: string, row: number): void {
    if (this.#amounts) return;
    if (isShort(cell)) {
      if (cell.includes(".")) this.#amounts = true;
      return;
    }
    const value = parseNumber(cell);
    if (Number.isNaN(value)) return;
    if (Number.isFinite(value) && !Number.isInteger(value)) {
      this.#amounts = true;
      return;
    }
    let own = this.#texts.get(cell);
    if (own === undefined) {
      own = cell;
      this.#texts.set(cell, own);
    }
    this.spelled.set(row, own);
  }

  override get kept(): ReadonlyMap<number, string> | undefined {
    return this.#amounts ? undefined : super.kept;
  }
}

/** Of any numbers: the own text is kept where it is not the number in short: 10.10, 1E2, NA. */
export class EveryText extends OwnText {
  keep(cell: string, row: number): void {
    if (cell !== "" && !isShort(cell)) this.spelled.set(row, cell);
  }
}

/** Every number's fraction stands behind one to three digits and has three: 6.254. */
const inThousands = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

/** Where a comma was said to be for decimals: the column is text where each of its points may be one for thousands. */
export class PointText extends OwnText {
  #points = 0;
  #others = 0;
  /** what else is kept of the cells */
  readonly #more: OwnText | undefined;

  constructor(more?: OwnText) {
    super();
    this.#more = more;
  }

  keep(cell: string, row: number): void {
    this.#more?.keep(cell, row);
    if (inThousands.test(cell)) this.#points++;
    else if (cell.includes(".") && !Number.isNaN(parseNumber(cell))) this.#others++;
  }

  override get isText(): boolean {
    return this.#more?.isText === true || (this.#points > 0 && this.#others === 0);
  }

  override drop(row: number): void {
    this.#more?.drop(row);
  }

  override get kept(): ReadonlyMap<number, string> | undefined {
    return this.#more?.kept;
  }
}

/** Whether a column of numbers may have points for thousands; classes are kept as they stand. */
export function mayHavePoints(names: readonly string[], k: number, { points, learned }: HowToRead): boolean {
  if (points !== "features") return points === "all";
  if (learned !== undefined) return names[k] !== learned;
  const isLabel = (name: string): boolean => labelRank(name) !== undefined;
  return names.some(isLabel) ? !isLabel(names[k]!) : k < names.length - 1;
}

/** So many different words of a column are kept once. */
const mostWords = 10_000;

/** A column of text in the making. */
export class TextCells {
  readonly #values: string[] = [];
  /** Cells repeat: one string for each word, and none that keeps the whole file's text alive. */
  readonly #words = new Map<string, string>();
  readonly #name: string;
  readonly #marks: Marks;

  constructor(name: string, marks: Marks) {
    this.#name = name;
    this.#marks = marks;
  }

  add(text: string, start: number, end: number): void {
    const whole = start === 0 && end === text.length;
    const cell = whole ? text : text.slice(start, end).trim();
    let word = this.#words.get(cell);
    if (word === undefined) {
      word = cell;
      if (cell === this.#name) this.#marks.odd = true;
      else if (this.#words.size < mostWords) this.#words.set(cell, cell);
    }
    this.#values.push(word);
  }

  addPlain(cell: string): void {
    this.add(cell, 0, cell.length);
  }

  last(): string {
    return this.#values.at(-1)!;
  }

  /** Whether nearly all cells differ. */
  get namesRows(): boolean {
    return this.#words.size >= Math.min(0.9 * this.#values.length, mostWords);
  }

  /** Whether a cell before the last one is that word. */
  sawBefore(word: string): boolean {
    return this.#values.indexOf(word) < this.#values.length - 1;
  }

  drop(): void {
    this.#values.pop();
  }

  column(): Column {
    return { kind: "text", values: this.#values };
  }
}

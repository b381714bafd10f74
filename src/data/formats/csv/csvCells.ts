import { isGapWord, isMissing } from "../../columns/noValue.ts";
import { parseNumber, scanNumber } from "../../columns/number.ts";
import type { Column, Gap } from "../../table.ts";

/** A column of numbers in the making. */
export class NumberCells {
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
    return { kind: "number", values, gap: this.#gap, words };
  }
}

/** A column of text in the making. */
export class TextCells {
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

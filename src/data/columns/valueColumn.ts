import type { Column, Gap } from "../table.ts";
import { truthText } from "./cells/spelling.ts";

/** A number whose digits are more than a double holds. */
export class LongNumber {
  readonly number: number;
  readonly text: string;

  constructor(number: number, text: string) {
    this.number = number;
    this.text = text;
  }
}

/**
 * A column built from the values that a Parquet or JSON reader gives, one a row: numbers and big integers become numbers,
 * booleans alone the words True and False, dates a column of dates, lists of numbers a list column, null a gap; whatever
 * else is kept as the reason why the column cannot be used.
 */
export class ValueColumn {
  #rows = 0;
  #numbers: number[] = [];
  /** whether no number but booleans came so far, and whether any did */
  #areTruths = true;
  #sawTruth = false;
  /** milliseconds since 1970 */
  #dates: number[] | undefined;
  #texts: string[] | undefined;
  #width: number | undefined;
  #gap: Gap | undefined;
  /** by row the whole numbers that have more digits than a double holds */
  #spelled: Map<number, string> | undefined;
  #reason: string | undefined;
  readonly #firstRow: number;

  /** `firstRow`: where the column is a part of a file, the place of its first row, from 0; `text`: whether it holds text */
  constructor({ firstRow = 0, text = false }: { firstRow?: number; text?: boolean } = {}) {
    this.#firstRow = firstRow;
    if (text) this.#texts = [];
  }

  add(value: unknown): void {
    const row = this.#rows++;
    if (this.#reason !== undefined) return;
    if (value instanceof Date || this.#dates) this.#addDate(row, value);
    else if (isNumeric(value) || value === null || value === undefined) this.#addScalar(row, value);
    else if (typeof value === "string") this.#addText(row, value);
    else if (value instanceof LongNumber) this.#addLong(row, value);
    else if (Array.isArray(value) || ArrayBuffer.isView(value)) this.#addList(row, value);
    else this.#refuse("it holds nested records");
  }

  /** Rows without a value up to so many in all. */
  fill(rows: number): void {
    while (this.#rows < rows) this.add(undefined);
  }

  addAll(values: ArrayLike<unknown>): void {
    for (let i = 0; i < values.length; i++) this.add(values[i]);
  }

  column(names?: readonly string[]): Column {
    if (this.#reason !== undefined) return { kind: "unusable", reason: this.#reason, rows: this.#rows };
    if (this.#texts) return { kind: "text", values: this.#texts };
    if (this.#dates)
      return {
        kind: "unusable",
        reason: "it holds dates",
        rows: this.#rows,
        dates: Float64Array.from(this.#dates),
      };
    if (this.#areTruths && this.#sawTruth && names === undefined)
      return { kind: "text", values: this.#truthTexts() };
    const values = Float64Array.from(this.#numbers);
    if (this.#width !== undefined) return { kind: "list", values, width: this.#width };
    return { kind: "number", values, gap: this.#gap, names, spelled: this.#spelled };
  }

  #addScalar(row: number, value: number | bigint | boolean | null | undefined): void {
    if (typeof value === "boolean") this.#sawTruth = true;
    else if (value !== null && value !== undefined) this.#areTruths = false;
    if (this.#width !== undefined)
      this.#refuse(`row ${this.#numberOf(row)} holds no list where the rows before do`);
    else if (this.#texts) this.#texts.push(textOf(value));
    else if (value === null || value === undefined) {
      this.#gap ??= { row, text: "null" };
      this.#numbers.push(Number.NaN);
    } else {
      const number = Number(value);
      if (typeof value === "bigint" && !Number.isSafeInteger(number)) {
        this.#spelled ??= new Map();
        this.#spelled.set(row, String(value));
      }
      this.#numbers.push(number);
    }
  }

  #addLong(row: number, { number, text }: LongNumber): void {
    if (this.#texts) this.#texts.push(text);
    else {
      this.#addScalar(row, number);
      this.#spelled ??= new Map();
      this.#spelled.set(row, text);
    }
  }

  #addText(row: number, value: string): void {
    if (this.#width !== undefined) {
      this.#refuse(`row ${this.#numberOf(row)} holds text where the rows before hold lists`);
      return;
    }
    this.#texts ??= this.#areTruths
      ? this.#truthTexts()
      : this.#numbers.map(
          (number, at) => this.#spelled?.get(at) ?? (Number.isNaN(number) ? "" : String(number)),
        );
    this.#numbers = [];
    this.#texts.push(value);
  }

  #truthTexts(): string[] {
    return this.#numbers.map((number) => (Number.isNaN(number) ? "" : truthText(number === 1)));
  }

  #addDate(row: number, value: unknown): void {
    const isNone = value === null || value === undefined;
    const isFirst =
      !this.#dates && !this.#texts && this.#width === undefined && this.#numbers.every(Number.isNaN);
    if (isFirst) {
      this.#dates = this.#numbers;
      this.#numbers = [];
    }
    if (this.#dates && (isNone || value instanceof Date))
      this.#dates.push(isNone ? Number.NaN : Number(value));
    else if (this.#texts && value instanceof Date) this.#texts.push(textOf(value));
    else this.#refuse(`row ${this.#numberOf(row)} and the rows before hold dates and something else`);
  }

  #addList(row: number, value: unknown[] | ArrayBufferView): void {
    const reason = this.#unfit(row, value);
    if (reason !== undefined) this.#refuse(reason);
    else if (Array.isArray(value)) {
      this.#width = value.length;
      for (const element of value) this.#numbers.push(element === null ? Number.NaN : Number(element));
    }
  }

  /** Why a list cannot stand below the rows before it, if it cannot. */
  #unfit(row: number, value: unknown[] | ArrayBufferView): string | undefined {
    if (!Array.isArray(value)) return "it holds bytes";
    if (row > 0 && this.#width === undefined) {
      return `row ${this.#numberOf(row)} holds a list where the rows before hold none`;
    }
    if (row > 0 && value.length !== this.#width) {
      return `its lists differ in length: ${this.#width} in row ${this.#numberOf(0)}, ${value.length} in row ${this.#numberOf(row)}`;
    }
    const numeric = value.every((element) => isNumeric(element) || element === null);
    return numeric ? undefined : "its lists hold something other than numbers";
  }

  /** as a person counts the file's rows */
  #numberOf(row: number): number {
    return this.#firstRow + row + 1;
  }

  #refuse(reason: string): void {
    this.#reason = reason;
    this.#numbers = [];
    this.#dates = undefined;
    this.#texts = undefined;
  }
}

/** A value among words. */
function textOf(value: number | bigint | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return truthText(value);
  return value instanceof Date ? value.toISOString() : String(value);
}

function isNumeric(value: unknown): value is number | bigint | boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
}

import { UserError } from "../../errors.ts";
import type { Numbers, Table } from "../table.ts";
import { undress } from "./dressedNumber.ts";
import type { LeftOut } from "./encoding.ts";
import { Gaps } from "./gaps.ts";
import { NotNumbers } from "./notNumbers.ts";
import { isGap, isGapWord } from "./noValue.ts";
import { parseNumber } from "./number.ts";

export type Judgement = { kind: "number" | "category" | "list" } | { kind: "left out"; why: string };

const numberedRows = "an id: every row differs";
const namedRows = "every row differs";

/** Columns that tell rows apart: no features, but what a result is joined by. */
export const idsAmong = (leftOut: readonly LeftOut[]): string[] =>
  leftOut.filter(({ why }) => why === numberedRows || why === namedRows).map(({ name }) => name);

const leftOut = (why: string): Judgement => ({ kind: "left out", why });

/** More categories than this are free text. */
const mostCategories = 50;

/**
 * What a column is: numbers, categories, lists, or nothing that a network can use. Its rows are seen a table at a time,
 * and judged at the end.
 */
export class SeenColumn {
  readonly gaps = new Gaps();
  readonly #name: string;
  readonly #inFamily: boolean;
  readonly #numbers: SeenNumbers;
  readonly #texts: SeenTexts;
  /** where it is neither numbers nor text, or numbers with names */
  #other: Judgement | undefined;
  #width: number | undefined;

  /** Told apart are so many different cells at most: a stream has no room for all. */
  constructor(table: Table, name: string, most = Infinity) {
    this.#name = name;
    this.#inFamily = inFamily(table, name);
    this.#numbers = new SeenNumbers(idName.test(name) ? most : 0);
    this.#texts = new SeenTexts(table, name, most);
  }

  add(table: Table): void {
    const name = this.#name;
    const column = table.column(name);
    this.gaps.add(table, name);
    if (column.kind === "unusable") this.#other = leftOut(column.reason);
    else if (column.kind === "list") this.#addLists(table, column.width);
    else if (column.kind === "text") this.#texts.add(table, column.values);
    else if (column.names) this.#other = { kind: "category" };
    else this.#numbers.add(column.values);
  }

  #addLists(table: Table, width: number): void {
    this.#width ??= width;
    if (width === this.#width) this.#other ??= { kind: "list" };
    else
      this.#other = leftOut(
        `its lists differ in length: ${this.#width} in row 1, ${width} in row ${table.numberInFile(0)}`,
      );
  }

  /** Throws a UserError that names the cell where the column holds mistakes. */
  judgement(): Judgement {
    const [numbers, texts] = [this.#numbers, this.#texts];
    if (this.#other?.kind === "list" && numbers.rows + texts.rows > 0)
      return leftOut("it holds lists in some rows and none in others");
    if (this.#other) return this.#other;
    if (texts.rows > 0) return texts.judgement();
    const found = numbers.judgement();
    // The dark corner of an image belongs to it all the same.
    return found.kind === "left out" && this.#inFamily ? { kind: "number" } : found;
  }
}

/** Columns that differ only in numbers, pixel_0_0 to pixel_7_7, stand for one thing: an image, a spectrum. */
const smallestFamily = 8;

export function inFamily(table: Table, name: string): boolean {
  const stem = stemOf(name);
  if (stem === name) return false;
  return table.columnNames.filter((one) => stemOf(one) === stem).length >= smallestFamily;
}

const stemOf = (name: string): string => name.replaceAll(/\d+/g, "#");

const idName =
  /^(id|uid|uuid|guid|index|idx|row|row[_ -]?(id|no|nr|num|number)|no|nr|serial([_ -]?(no|nr|num|number))?|key|unnamed: 0|番号|連番|通し番号|製造番号|.+[_ -](id|no|nr|uuid)|.*[a-z](Id|ID|No))$/i;

class SeenNumbers {
  rows = 0;
  #present = 0;
  #least = Infinity;
  #most = -Infinity;
  readonly #room: number;
  readonly #different = new Set<number>();

  /** `room`: how many values are told apart, of a column whose name says that it numbers the rows */
  constructor(room: number) {
    this.#room = room;
  }

  add(values: Numbers): void {
    let [present, least, most] = [0, this.#least, this.#most];
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      present++;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const known = this.#different;
    for (let i = 0; i < values.length && this.rows + i < this.#room; i++) known.add(values[i]!);
    this.rows += values.length;
    this.#present += present;
    [this.#least, this.#most] = [least, most];
  }

  judgement(): Judgement {
    const rows = this.rows;
    if (this.#present === 0) return leftOut("every cell is empty");
    // A single row has no variety to judge by; a constant with gaps still tells gap from no gap, but nothing else.
    if (this.#least === this.#most && rows > 1) return leftOut(`every row is ${this.#least}`);
    if (this.#room === 0 || this.#present < 3) return { kind: "number" };
    // Such numbers are rounded, so that rows that differ look the same.
    if (
      Math.max(-this.#least, this.#most) > Number.MAX_SAFE_INTEGER &&
      Number.isFinite(this.#most - this.#least)
    )
      return leftOut("an id: more digits than a number holds");
    const different = this.#different;
    const isId =
      different.size === Math.min(rows, this.#room) && Array.from(different).every(Number.isInteger);
    return isId ? leftOut(numberedRows) : { kind: "number" };
  }
}

const decimalComma = /^[+-]?\d+,\d+$/;
const thousands = /^[+-]?\d{1,3}([,.' ]\d{3})+([.,]\d+)?$/;
const date =
  /^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([T ]\d{1,2}:\d{2}.*)?$|^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;

class SeenTexts {
  rows = 0;
  readonly #name: string;
  readonly #most: number;
  readonly #different = new Set<string>();
  readonly #wrong: NotNumbers;
  #gaps = 0;
  #dates = 0;
  /** numbers, also those written as other countries do */
  #numeric = 0;
  /** the first number with a unit or the like, and how many different cells are dressed as it is */
  #dressed: { cell: string; plain: string; dress: string; cells: number } | undefined;
  /** the first cell whose characters were lost */
  #garbled: { where: string; cell: string } | undefined;

  constructor(table: Table, name: string, most: number) {
    this.#name = name;
    this.#most = most;
    this.#wrong = new NotNumbers(table, name);
  }

  add(table: Table, cells: readonly string[]): void {
    this.rows += cells.length;
    const different = this.#different;
    for (const [row, cell] of cells.entries()) {
      if (isGap(cell)) {
        this.#gaps++;
        continue;
      }
      const before = different.size;
      if (before < this.#most) different.add(cell);
      if (different.size > before) this.#addDressed(cell);
      if (date.test(cell)) this.#dates++;
      const isNumber = Number.isFinite(parseNumber(cell));
      if (isNumber || decimalComma.test(cell) || thousands.test(cell)) this.#numeric++;
      if (!isNumber && !isGapWord(cell)) this.#wrong.add(table, row, cell);
      if (cell.includes("\uFFFD")) this.#garbled ??= { where: table.where(row, this.#name), cell };
    }
  }

  /** Called once for each different cell. */
  #addDressed(cell: string): void {
    const found = undress(cell);
    if (!found) return;
    const first = this.#dressed;
    if (!first) this.#dressed = { cell, ...found, cells: 1 };
    else if (found.dress === first.dress) first.cells++;
  }

  /** The judgement of a column with too many different cells. */
  #varied(why: string): Judgement {
    const first = this.#dressed;
    if (!first || 2 * first.cells < this.#different.size) return leftOut(why);
    return leftOut(
      `numbers written as ${JSON.stringify(first.cell)}; write them as ${first.plain} to use them`,
    );
  }

  judgement(): Judgement {
    const cells = this.rows - this.#gaps;
    if (cells === 0) return leftOut("every cell is empty");
    if (this.#dates === cells) return leftOut("dates or times; turn them into numbers to use them");
    // Mostly numbers: the rest are mistakes, not categories.
    if (2 * this.#numeric >= cells) throw this.#wrong.error(this.rows);
    if (this.#garbled) throw garbled(this.#garbled);
    const { size } = this.#different;
    const [first] = this.#different;
    if (size === 1 && this.rows > 1) return leftOut(`every row is ${cut(first!)}`);
    if (size === cells && cells > 2) return this.#varied(namedRows);
    if (size > mostCategories || (size > 10 && 2 * size > cells)) {
      const least = size === this.#most ? "at least " : "";
      return this.#varied(`free text: ${least}${size} different in ${cells} rows`);
    }
    return { kind: "category" };
  }
}

function garbled({ where, cell }: { where: string; cell: string }): UserError {
  return new UserError(
    `${where}: ${JSON.stringify(cut(cell))} holds characters that were lost when the file was saved in a wrong encoding; save it from the source again as UTF-8`,
  );
}

const cut = (cell: string): string => (cell.length > 30 ? `${cell.slice(0, 30)}…` : cell);

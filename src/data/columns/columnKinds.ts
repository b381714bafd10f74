import type { Numbers, Table } from "../table.ts";
import { type DateWriting, numbersInWords, writingOf, writingsOf } from "./cells/dates/dateNumbers.ts";
import type { Dress } from "./cells/dress.ts";
import { type Judging, type Mark, SeenTexts } from "./cells/seenTexts.ts";
import { type Judgement, leftOut } from "./encoding.ts";
import { Gaps, gapsOf } from "./gaps.ts";
import { datesLeftOut, type IdName, idNameOf, isWhyId, mayRound, RowOrder, whyId } from "./idColumns.ts";
import { isMissing } from "./noValue.ts";

/**
 * What a column is: numbers, categories, lists, or nothing that a network can use. Its rows are seen a table at a time,
 * and judged at the end.
 */
export class SeenColumn {
  readonly gaps = new Gaps();
  /** the same where it turns out to hold numbers or dates: more words say that there is none */
  readonly gapsAmongNumbers = new Gaps(isMissing);
  readonly #name: string;
  readonly #inFamily: boolean;
  /** x0, x1, ... say nothing: a running number among them is one */
  readonly #madeUp: boolean;
  readonly #numbers: SeenNumbers;
  #texts: SeenTexts | undefined;
  /** where it is neither numbers nor text, or numbers with names */
  #other: Judgement | undefined;
  #width: number | undefined;
  /** what its numbers wear, where the file says so apart from its cells */
  #dress: Dress | undefined;
  #holdsDates = false;

  readonly #most: number;

  /** Told apart are so many different cells at most: a stream has no room for all. */
  constructor(table: Table, name: string, most = Infinity) {
    this.#name = name;
    this.#most = most;
    this.#inFamily = inFamily(table, name);
    this.#numbers = new SeenNumbers(name, most);
    this.#madeUp = table.traits.headerless === true;
  }

  add(table: Table): void {
    const name = this.#name;
    const column = table.column(name);
    const gaps = gapsOf(column);
    this.gaps.addRows({ table, name, rows: gaps });
    // A number is missing or not, whatever the words for it.
    if (column.kind === "text") this.gapsAmongNumbers.add(table, name);
    else this.gapsAmongNumbers.addRows({ table, name, rows: gaps });
    if (column.kind === "unusable" && column.dates) this.#holdsDates = true;
    else if (column.kind === "unusable") this.#other = leftOut(column.reason);
    else if (column.kind === "list") this.#addLists(table, column.width);
    else if (column.kind === "text") {
      this.#texts ??= new SeenTexts(table, name, this.#most);
      this.#texts.add(table, column.values);
    } else if (column.names) this.#other = { kind: "category" };
    else {
      this.#numbers.add(column.values, table);
      this.#dress ??= column.dress;
    }
  }

  #addLists(table: Table, width: number): void {
    this.#width ??= width;
    if (width === this.#width) this.#other ??= width > 0 ? { kind: "list" } : leftOut("its lists are empty");
    else
      this.#other = leftOut(
        `its lists differ in length: ${this.#width} in row 1, ${width} in row ${table.numberInFile(0)}`,
      );
  }

  /** What a column of text tells of the decimal mark of its table. */
  get mark(): Mark | undefined {
    return this.#texts?.mark;
  }

  /** Throws a UserError that names the cell where the column holds mistakes. */
  judgement(by: Judging = {}): Judgement {
    const [numbers, texts] = [this.#numbers, this.#texts];
    if (this.#other?.kind === "list" && numbers.rows + (texts?.rows ?? 0) > 0)
      return leftOut("it holds lists in some rows and none in others");
    if (this.#other) return this.#other;
    if (this.#holdsDates) return by.dates ? { kind: "date" } : leftOut(datesLeftOut);
    if (texts && texts.rows > 0) return texts.judgement(by);
    const found = numbers.judgement(by);
    if (found.kind === "number" && this.#dress) return { kind: "number", dress: this.#dress };
    // The dark corner of an image belongs to it all the same.
    const belongs = this.#inFamily && !(this.#madeUp && found.kind === "left out" && isWhyId(found.why));
    return found.kind === "left out" && belongs ? { kind: "number" } : found;
  }
}

/** Columns that differ only in numbers, pixel_0_0 to pixel_7_7, stand for one thing: an image, a spectrum. */
const smallestFamily = 8;

export function inFamily(table: Table, name: string): boolean {
  const stem = stemOf(name);
  if (stem === name) return false;
  let sizes = families.get(table);
  if (sizes === undefined) {
    sizes = new Map();
    for (const one of table.columns.keys()) sizes.set(stemOf(one), (sizes.get(stemOf(one)) ?? 0) + 1);
    families.set(table, sizes);
  }
  return sizes.get(stem)! >= smallestFamily;
}

/** How many columns have each stem, counted once for a table: it may have thousands. */
const families = new WeakMap<Table, Map<string, number>>();

const stemOf = (name: string): string => name.replaceAll(/\d+/g, "#");

/** Whole numbers beyond 2⁵³ may look the same and be different. */
const isRounded = (value: number): boolean =>
  Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER;

class SeenNumbers {
  rows = 0;
  #present = 0;
  #least = Infinity;
  #most = -Infinity;
  readonly #name: IdName;
  readonly #room: number;
  readonly #different = new Set<number>();
  readonly #order = new RowOrder();
  /** how a moment is written that every number so far may be */
  #writing: DateWriting | "none" | undefined;
  readonly #writings: readonly DateWriting[];

  /** `most`: how many values are told apart, of a column whose name says that it numbers the rows */
  constructor(column: string, most: number) {
    const name = idNameOf(column);
    this.#name = name;
    this.#writings = writingsOf(column);
    this.#room = name === undefined ? 0 : most;
  }

  add(values: Numbers, table: Table): void {
    this.#order.add(values, table);
    let [present, least, most] = [0, this.#least, this.#most];
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      present++;
      if (value < least) least = value;
      if (value > most) most = value;
      if (this.#writing !== "none") this.#writing = this.#writingWith(value);
    }
    const known = this.#different;
    for (let i = 0; i < values.length && this.rows + i < this.#room; i++) known.add(values[i]!);
    this.rows += values.length;
    this.#present += present;
    [this.#least, this.#most] = [least, most];
  }

  #writingWith(value: number): DateWriting | "none" {
    const before = this.#writing;
    const [only] = this.#writings;
    // Of most columns the first number tells, and quickly.
    if (this.#writings.length === 1 && only === "day" && !(value >= 19_500_101 && value <= 20_991_231))
      return "none";
    const writing = writingOf(value);
    const isOne = writing !== undefined && this.#writings.includes(writing);
    return isOne && (before === undefined || before === writing) ? writing : "none";
  }

  get #areMoments(): boolean {
    if (this.#writing === undefined || this.#writing === "none") return false;
    return this.#writings.length > 1 || this.#present >= 8;
  }

  judgement({ dates }: Judging = {}): Judgement {
    const rows = this.rows;
    if (this.#present === 0) return leftOut("every cell is empty");
    // A single row has no variety to judge by; a constant with gaps still tells gap from no gap, but nothing else.
    if (this.#least === this.#most && rows > 1)
      return leftOut(this.#name && isRounded(this.#most) ? mayRound : `every row is ${this.#least}`);
    if (this.#present < 3) return { kind: "number" };
    if (this.#areMoments) {
      if (dates) return { kind: "date" };
      return leftOut(`a time: ${numbersInWords(this.#least) ?? `days such as ${this.#least}`}`);
    }
    const why = whyId({
      name: this.#name,
      order: this.#order,
      rows,
      different: this.#different,
      room: this.#room,
      least: this.#least,
      most: this.#most,
    });
    return why === undefined ? { kind: "number" } : leftOut(why);
  }
}

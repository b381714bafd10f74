import type { UserError } from "../../../errors.ts";
import type { Table } from "../../table.ts";
import { type Judgement, leftOut } from "../encoding.ts";
import { datesLeftOut, daysLeftOut, idNameOf, namedRows, whyIdOfWords } from "../idColumns.ts";
import { NotNumbers } from "../notNumbers.ts";
import { isGap } from "../noValue.ts";
import { type DateOrder, dateOrders, possibleOrders, Years } from "./dates/dates.ts";
import { Durations } from "./dates/durations.ts";
import { type Yearless, YearlessDays } from "./dates/yearless.ts";
import { isDimension, isLetter, toleranceIn, withoutToleranceIn } from "./dimensions.ts";
import type { Dress } from "./dress.ts";
import { anyDigit, type Kind, kindOf } from "./kindOf.ts";
import {
  cut,
  disordered,
  firstOf,
  garbled,
  type Met,
  mixedMarks,
  mixedUnits,
  noDate,
  noDuration,
  openMark,
  openOrder,
  placeOf,
  sumOf,
  wrongMark,
} from "./mistakes.ts";
import { type Decimal, Fractions } from "./numerals.ts";
import { truthOf, truthText } from "./spelling.ts";
import { isMeasure } from "./units.ts";

/** How a column of text is judged where it could be read in several ways. */
export interface Judging {
  /** what stands between whole and fraction, as it was said */
  decimal?: Decimal | undefined;
  /** the same of the table's other columns, where this one leaves it open */
  usual?: Decimal | undefined;
  /** whether dates become features */
  dates?: boolean | undefined;
  /** in which order day and month stand, as it was said */
  dateOrder?: DateOrder | undefined;
  /** rows with mistakes are set aside, so that none is an error */
  skip?: boolean | undefined;
  /** what an error offers to do about missing cells */
  rules?: readonly string[] | undefined;
}

/** What a column tells of its table's decimal mark. */
export type Mark = Decimal | "open" | "whole";

/** More categories than this are free text. */
const mostCategories = 50;
/** More units than this need not be told apart. */
const mostUnits = 1000;
/** More different cells than this are no choice of a few. */
const mostChoices = 20;
const isWhole = /^[+-]?\d{1,9}$/;
const sumOfAll = (counts: Iterable<number>): number => {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
};
/** So many different cells are remembered with what they are. */
const remembered = 10_000;

/** The cells of a column of text, and what together they say of it. */
export class SeenTexts {
  rows = 0;
  readonly #name: string;
  readonly #most: number;
  readonly #different = new Set<string>();
  readonly #kinds = new Map<string, Kind>();
  #differentNumbers = 0;
  /** how often each cell occurs that says something, as long as they are few */
  readonly #times = new Map<string, number>();
  readonly #counts = { gap: 0, gapWord: 0, truth: 0, censored: 0, word: 0, date: 0, month: 0, number: 0 };
  readonly #truths = new Set<boolean>();
  /** numbers by their unit, "" where they have none */
  readonly #units = new Map<string, Met & { unit: string }>();
  /** numbers by what they tell of the decimal mark: `.` or `,` for certain, `?,` a comma that may be either, `,.` both */
  readonly #marks = new Map<string, Met>();
  /** neither numbers nor missing */
  readonly #wrong: NotNumbers;
  #firstWrong = Infinity;
  #orders: readonly DateOrder[] = dateOrders;
  /** the first date whose day and month could change places, and the first that leaves them no order */
  #unordered: Met | undefined;
  #disordered: Met | undefined;
  #noDate: Met | undefined;
  readonly #years = new Years();
  /** days without a year, the first of them, and the first cell that is none */
  readonly #days: YearlessDays;
  #day: Met | undefined;
  #noDay: Met | undefined;
  readonly #durations: Durations;
  readonly #fractions = new Fractions();
  #noDuration: Met | undefined;
  /** the first cell whose characters were lost */
  #garbled: Met | undefined;

  constructor(table: Table, name: string, most: number) {
    this.#name = name;
    this.#most = most;
    this.#wrong = new NotNumbers(table, name);
    this.#days = new YearlessDays(name);
    this.#durations = new Durations(name);
  }

  add(table: Table, cells: readonly string[]): void {
    for (const [row, cell] of cells.entries()) this.#add(table, row, cell);
    this.rows += cells.length;
  }

  #add(table: Table, row: number, cell: string): void {
    const counts = this.#counts;
    if (isGap(cell)) {
      counts.gap++;
      return;
    }
    const different = this.#different;
    const before = different.size;
    if (before < this.#most) different.add(cell);
    const isNew = different.size > before;
    const met = (cells = 1): Met => ({
      cell,
      where: table.where(row, this.#name),
      ...placeOf(table, row),
      at: this.rows + row,
      cells,
    });
    const kind = this.#kindOf(cell);
    if (kind.is !== "gapWord") {
      const times = this.#times;
      if (times.size <= mostChoices) times.set(cell, (times.get(cell) ?? 0) + 1);
      if (this.#days.add(cell)) this.#day ??= met();
      else this.#noDay ??= met();
      if (!this.#durations.add(cell)) this.#noDuration ??= met();
      this.#fractions.add(cell, kind.is === "number" ? kind.numeral : undefined);
    }
    if (kind.is === "number") {
      counts.number++;
      if (isNew) this.#differentNumbers++;
      const unit = this.#units.get(kind.key);
      if (unit) unit.cells++;
      else if (this.#units.size < mostUnits) this.#units.set(kind.key, { ...met(), unit: kind.numeral.unit });
      const mark = this.#marks.get(kind.mark);
      if (mark) mark.cells++;
      else if (kind.mark !== "") this.#marks.set(kind.mark, met());
      return;
    }
    if (kind.is === "date") {
      counts[kind.moment.isMonth ? "month" : "date"]++;
      this.#years.add(kind.moment);
      if (kind.moment.unordered) this.#addUnordered(possibleOrders(kind.moment.unordered), met);
    } else {
      counts[kind.is]++;
      if (kind.is === "truth") this.#truths.add(truthOf(cell)!);
      if (kind.is === "gapWord") return;
      this.#noDate ??= met();
    }
    if (this.#firstWrong === Infinity) this.#firstWrong = this.rows + row;
    this.#wrong.add(table, row, cell);
    if (cell.includes("\uFFFD")) this.#garbled ??= met();
  }

  #addUnordered(orders: readonly DateOrder[], met: () => Met): void {
    this.#unordered ??= met();
    const left = this.#orders.filter((order) => orders.includes(order));
    if (left.length > 0) this.#orders = left;
    else this.#disordered ??= met();
  }

  #kindOf(cell: string): Kind {
    const known = this.#kinds.get(cell);
    if (known) return known;
    const kind = kindOf(cell);
    if (this.#kinds.size < remembered) this.#kinds.set(cell, kind);
    return kind;
  }

  /**
   * What the column tells of the decimal mark of its table: one of them, or that its own is open; "whole" where whole numbers
   * of less than a thousand stand beside, so that a comma is rather for thousands.
   */
  get mark(): Mark | undefined {
    if (!this.#isNumeric() || this.#days.found || this.#durations.found) return undefined;
    const [point, comma] = [this.#marks.has(".") || this.#marks.has(".,"), this.#certainComma];
    if (point !== comma) return point ? "." : ",";
    if (point || !this.#marks.has("?,")) return undefined;
    return sumOf([...this.#marks.values()]) < this.#counts.number ? "whole" : "open";
  }

  get #certainComma(): boolean {
    return this.#marks.has(",") || this.#marks.has(",.");
  }

  judgement(by: Judging = {}): Judgement {
    const { gap, gapWord, truth } = this.#counts;
    const cells = this.rows - gap;
    if (cells === 0) return leftOut("every cell is empty");
    const { size } = this.#different;
    const [first] = this.#different;
    const fractions = this.#fractions.found;
    if (fractions)
      return size === 1 && this.rows > 1
        ? leftOut(`every row is ${cut(first!)}`)
        : { kind: "number", dress: fractions };
    const days = this.#days.found;
    // A point is for decimals where that was said.
    if (days && !(days.decimals && by.decimal === "."))
      return by.dates ? this.#yearless(days, by) : leftOut(`${daysLeftOut} such as ${days.example}`);
    const durations = this.#durations.found;
    if (durations) {
      if (durations.others > 0 && !by.skip) throw noDuration(this.#noDuration!, durations.others);
      const { unit } = durations;
      return size === 1 && this.rows > 1
        ? leftOut(`every row is ${cut(first!)}`)
        : { kind: "number", dress: { duration: unit } };
    }
    const dates = this.#counts.date + (by.dates ? this.#counts.month : 0);
    if (dates > 0 && (by.dates ? 2 * dates >= cells : 10 * dates >= 9 * (cells - gapWord)))
      return by.dates ? this.#dates(by, cells - dates - gapWord) : leftOut(datesLeftOut);
    if (truth === cells)
      return this.#truths.size === 1 && this.rows > 1
        ? leftOut(`every row is ${truthText(truthOf(first!)!)}`)
        : { kind: "category" };
    const id = idNameOf(this.#name) === "id" ? whyIdOfWords(size, cells, this.#most) : undefined;
    if (id !== undefined) return leftOut(id);
    const constant = size === 1 && this.rows > 1 ? leftOut(`every row is ${cut(first!)}`) : undefined;
    const tolerances = this.#tolerances();
    if (tolerances !== undefined) return leftOut(tolerances);
    // Mostly numbers: the rest are mistakes, not categories.
    if (this.#isNumeric()) {
      if (this.#areChoices()) return { kind: "category" };
      const { dress, mistake } = this.#numbers(by);
      if (mistake && !by.skip) throw mistake();
      return constant ?? { kind: "number", dress };
    }
    if (this.#garbled && !by.skip) throw garbled(this.#garbled);
    if (constant) return constant;
    if (size === cells && cells > 2) return leftOut(namedRows);
    if (size > mostCategories || (size > 10 && 2 * size > cells)) {
      const least = size === this.#most ? "at least " : "";
      return leftOut(`free text: ${least}${size} different in ${cells} rows`);
    }
    return { kind: "category" };
  }

  /**
   * Plain numbers in half of the cells, or numbers in one dress in all: then the others are mistakes. Codes such as 1A and
   * 2B, and words among which a number stands now and then, are categories.
   */
  #isNumeric(): boolean {
    const { gap, gapWord, censored, number, date, month } = this.#counts;
    const cells = this.rows - gap;
    if (number === 0) return false;
    if (2 * (this.#units.get("")?.cells ?? 0) >= cells) return true;
    const keys = [...this.#units.keys()];
    // R5 and C3 are codes where no R0.5 stands among them.
    if (this.#marks.size === 0 && keys.some(isLetter)) return false;
    if (keys.length > 1 && !keys.every((key) => key === "" || isMeasure(key) || isDimension(key)))
      return false;
    const words = cells - number - gapWord;
    if (words === 0 || (words === censored && number >= censored)) return true;
    if (date + month > 0) return false;
    const other = this.#different.size - this.#differentNumbers;
    return 2 * number >= cells && this.#differentNumbers >= 4 && 2 * other <= this.#differentNumbers;
  }

  /**
   * A few whole numbers that come again and again, and a few words as often: 2, 3, 4 and 5more. A word that comes now and then is a
   * mistake, and one that tells no value, a limit of measurement or an amount in a unit is none of a choice.
   */
  #areChoices(): boolean {
    const times = this.#times;
    if (times.size > mostChoices) return false;
    const cells = sumOfAll(times.values());
    const frequent = Math.max(3, cells / (4 * times.size));
    let [numbers, words] = [0, 0];
    for (const [cell, count] of times) {
      if (isWhole.test(cell)) numbers++;
      else if (count >= frequent && this.#isChoice(cell)) words++;
      else return false;
    }
    return numbers > 1 && words > 0 && cells >= 4 * times.size;
  }

  #isChoice(cell: string): boolean {
    const kind = this.#kindOf(cell);
    if (kind.is === "number") return kind.key !== "" && !isMeasure(kind.key) && !isDimension(kind.key);
    return kind.is === "word" || (kind.is === "censored" && anyDigit.test(cell));
  }

  /** Why numbers are left out whose tolerances differ: one feature cannot hold both. */
  #tolerances(): string | undefined {
    const { gap, gapWord, number } = this.#counts;
    const keys = [...this.#units.keys()];
    if (keys.length < 2 || number < this.rows - gap - gapWord) return undefined;
    const [first, second] = keys.filter((key) => toleranceIn(key) !== "");
    if (first === undefined || new Set(keys.map(withoutToleranceIn)).size > 1) return undefined;
    return `its numbers have different tolerances (${toleranceIn(first)}, ${second === undefined ? "none" : toleranceIn(second)}); write value and tolerance in columns of their own`;
  }

  /** In what dress the numbers are, and the first cell that is not. */
  #numbers({ decimal: said, usual = ".", rules }: Judging): {
    dress: Dress | undefined;
    mistake: (() => UserError) | undefined;
  } {
    const mistakes: { at: number; error: () => UserError }[] = [];
    if (this.#wrong.count > 0)
      mistakes.push({ at: this.#firstWrong, error: () => this.#wrong.error(this.rows, rules) });
    const [main, ...rest] = [...this.#units.values()].sort((a, b) => b.cells - a.cells || a.at - b.at);
    const odd = firstOf(rest);
    if (odd) mistakes.push({ at: odd.at, error: () => mixedUnits(main!, odd, sumOf(rest)) });
    const marks = this.#marks;
    const of = (...names: string[]) => names.flatMap((name) => marks.get(name) ?? []);
    const [points, commas] = [of(".", ".,"), of(",", ",.")];
    const [open, openPoints] = [marks.get("?,"), marks.get("?.")];
    let decimal = said;
    if (said !== undefined) {
      const wrong = said === "." ? commas : points;
      const first = firstOf(wrong);
      if (first) mistakes.push({ at: first.at, error: () => wrongMark(first, said, sumOf(wrong)) });
    } else if (points.length > 0 && commas.length > 0) {
      decimal = sumOf(commas) > sumOf(points) ? "," : ".";
      const [those, these] = decimal === "," ? [commas, points] : [points, commas];
      const [usualOne, first] = [firstOf(those)!, firstOf(these)!];
      mistakes.push({ at: first.at, error: () => mixedMarks(first, usualOne, sumOf(these)) });
    } else if (commas.length > 0) {
      decimal = ",";
      if (openPoints && !marks.has(",."))
        mistakes.push({ at: openPoints.at, error: () => openMark(openPoints, firstOf(commas)!) });
    } else if (open) {
      decimal = points.length > 0 ? "." : usual;
      if (openPoints && points.length === 0)
        mistakes.push({
          at: Math.max(open.at, openPoints.at),
          error: () => (open.at > openPoints.at ? openMark(open, openPoints) : openMark(openPoints, open)),
        });
    } else if (marks.has(".,")) decimal = ".";
    const unit = main === undefined || main.unit === "" ? undefined : main.unit;
    const dress: Dress = {};
    if (unit !== undefined) dress.unit = unit;
    if (decimal === "," || (decimal === "." && (open || marks.has(".,")))) dress.decimal = decimal;
    if (dress.decimal === "." && open && points.length === 0) dress.thousands = true;
    if (said === "," && openPoints) dress.thousands = true;
    return {
      dress: Object.keys(dress).length > 0 ? dress : undefined,
      mistake: mistakes.sort((a, b) => a.at - b.at)[0]?.error,
    };
  }

  #yearless({ orders, open, digits, others: wrong }: Yearless, { dateOrder, skip }: Judging): Judgement {
    if (!skip && wrong > 0) throw noDate(this.#noDay!, wrong);
    const order = orders.find((one) => one === dateOrder);
    if (open && order === undefined) throw openOrder(this.#day!, orders[0]!, orders[1]!);
    return { kind: "date", order: order ?? orders[0], yearless: digits };
  }

  #dates({ dateOrder, skip }: Judging, wrong: number): Judgement {
    const odd = this.#disordered;
    const first = this.#noDate ?? firstOf([...this.#units.values()]);
    if (!skip && wrong > 0 && first) throw noDate(first, wrong);
    const { calendar } = this.#years;
    if (!this.#unordered) return { kind: "date", calendar };
    if (dateOrder !== undefined) {
      if (!skip && !this.#orders.includes(dateOrder))
        throw disordered(odd ?? this.#unordered, this.#unordered);
      return { kind: "date", order: dateOrder, calendar };
    }
    if (odd && !skip) throw disordered(odd, this.#unordered);
    const [order, ...more] = this.#orders;
    if (more.length === 0) return { kind: "date", order, calendar };
    throw openOrder(this.#unordered, order!, more[0]!);
  }
}

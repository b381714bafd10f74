import { largest } from "../../../numbers/lists.ts";
import { isMissing } from "../../noValue.ts";
import { isCodeName } from "../excelHabits.ts";
import { writingsOf } from "./dateNumbers.ts";
import { type DateOrder, type DayDigits, daysOf, hoursOf, type Moment, withoutWeekday } from "./dates.ts";
import { englishMonthOf, isDoubtful, MONTH, monthOf } from "./monthNames.ts";

// Days without a year: 05.01, 31.12., 5/1, 05-01, 1月5日, 5-Jan. Two numbers with a mark between them may be a decimal, a fraction or
// a code too, so that the whole column and its name decide.

/** A day without a year as it was read. */
interface DayMonth {
  readonly numbers: readonly [number, number];
  /** what stands between them; "" where the cell says itself which is the month */
  readonly mark: string;
  /** whether both have two digits, and whether the first begins with a zero */
  readonly padded: boolean;
  readonly zero: boolean;
  /** whether a point ends it: 05.01. */
  readonly closed: boolean;
  readonly hours: number | undefined;
  /** whether the name of its month is a word too */
  readonly doubtful?: boolean;
  /** whether it is written as Jan-24, which may be a month of 2024 */
  readonly hyphen?: boolean;
}

const NUMBERS = /^(\d{1,2})([./-])(\d{1,2})(\.?)(?=$|[ (,])/;
const IN_WORDS = /^(\d{1,2})(?:月 ?(\d{1,2})[日号號]|월 ?(\d{1,2})일)/;
const DAY_NAME = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th|er|º)?(?:\\.? |-|\\.)(?:of |de )?(${MONTH})\\.?(?=$|[ (,])`,
  "u",
);
const NAME_DAY = /^([A-Za-z]{3,9})(\.? |-)(\d{1,2})(?:st|nd|rd|th)?(?=$|[ (,])/;
/** No such day is told in more characters, a weekday and a time with it. */
const longest = 30;

/** A cell as a day without a year; nothing where it cannot be one in any order. */
export function readDayMonth(cell: string): DayMonth | undefined {
  if (cell.length < 3 || cell.length > longest) return undefined;
  const text = withoutWeekday(cell);
  const found = NUMBERS.exec(text);
  if (found) {
    const [all, first, mark, second, end] = found as unknown as [string, string, string, string, string];
    if (end !== "" && mark !== ".") return undefined;
    return settled(text.slice(all.length), {
      numbers: [Number(first), Number(second)],
      mark,
      padded: first.length === 2 && second.length === 2,
      zero: first.startsWith("0"),
      closed: end !== "",
    });
  }
  const certain = inWords(text);
  return certain && settled(certain.rest, { ...certain.day, padded: false, zero: false, closed: false });
}

/** Day and month, where the cell says which is which. */
function inWords(
  text: string,
): { day: Pick<DayMonth, "numbers" | "mark" | "doubtful" | "hyphen">; rest: string } | undefined {
  const words = IN_WORDS.exec(text);
  if (words)
    return {
      day: { numbers: [Number(words[2] ?? words[3]), Number(words[1])], mark: "" },
      rest: text.slice(words[0].length),
    };
  const day = DAY_NAME.exec(text);
  if (day) {
    const [all, number, name] = day as unknown as [string, string, string];
    return {
      day: { numbers: [Number(number), monthOf(name)], mark: "", doubtful: isDoubtful(name) },
      rest: text.slice(all.length),
    };
  }
  const named = NAME_DAY.exec(text);
  if (!named) return undefined;
  const [all, name, between, number] = named as unknown as [string, string, string, string];
  return {
    day: {
      numbers: [Number(number), englishMonthOf(name)],
      mark: "",
      hyphen: between === "-" && number.length === 2,
    },
    rest: text.slice(all.length),
  };
}

function settled(rest: string, day: Omit<DayMonth, "hours">): DayMonth | undefined {
  const time = withoutWeekday(rest, true);
  const hours = time === "" ? undefined : hoursOf(time);
  const found: DayMonth = { ...day, hours };
  return (time === "" || hours !== undefined) && ordersOf(found).length > 0 ? found : undefined;
}

/** Of two numbers no order puts a year among them. */
const orders = ["dmy", "mdy"] as const satisfies readonly DateOrder[];
type Order = (typeof orders)[number];

/** A leap year, in which every day is one that a year may have. */
const anyYear = 2000;

/** The days since 1970-01-01 of a day of that year; undefined where there is no such day. */
function dayIn({ numbers: [a, b], mark }: DayMonth, order: Order): number | undefined {
  if (mark === "") return daysOf([anyYear, b, a]);
  return order === "dmy" ? daysOf([anyYear, b, a]) : daysOf([anyYear, a, b]);
}

const ordersOf = (day: DayMonth): Order[] => orders.filter((order) => dayIn(day, order) !== undefined);

/** The moment of a cell in a column of days without a year. */
export function momentInYear(cell: string, order: DateOrder | undefined): Moment | undefined {
  const found = readDayMonth(cell);
  const days = found && dayIn(found, order === "mdy" ? "mdy" : "dmy");
  return days === undefined ? undefined : { days, hours: found!.hours };
}

/** The same of a number that a reader made of 05.01: of 5.1 it takes two digits throughout to know that it is 05.10. */
export function numberInYear(
  value: number,
  { order, yearless }: { order: DateOrder | undefined; yearless: DayDigits },
): Moment | undefined {
  const [whole = "", fraction = ""] = String(value).split(".");
  if (yearless === "two") return momentInYear(`${whole}.${fraction.padEnd(2, "0")}`, order);
  // 5.1 may be 5.1 or 5.10.
  return fraction.length === 1 && /[123]/.test(fraction)
    ? undefined
    : momentInYear(`${whole}.${fraction}`, order);
}

/** The day of that year that a day of any year is. */
export function inAnyYear(days: number): number {
  const date = new Date(days * 86_400_000);
  return Date.UTC(anyYear, date.getUTCMonth(), date.getUTCDate()) / 86_400_000;
}

/** Names of columns that hold dates, in the languages where days are written without their year. */
const dateName =
  /(^|[\s_.-])(datum|dato|fecha|dátum|tarih|päiväys|päivämäärä|pvm|kuupäev|datums|ngày)$|.datum$|^(дата|день)(\s|$)|(날짜|일자|日期|月日)$/iu;
/** The same that may say something else: Tag 1.5 is a day and a half. */
const mayBeDateName = /(^|[\s_.-])(data|tag|day|jour|giorno|día|dag|den|dzień|dzien|nap|päivä|день|日)$/iu;

/** What a name says: that the column holds dates, that it may, or nothing. */
function saysDate(name: string): "yes" | "perhaps" | "no" {
  const narrow = name
    .normalize("NFKC")
    .trim()
    .replace(/[([［【][^)\]］】]*[)\]］】]$/, "")
    .trim();
  if (mayBeDateName.test(narrow)) return "perhaps";
  if (dateName.test(narrow) || writingsOf(name).includes("excel")) return "yes";
  return "no";
}

/** How a column of days without a year is read. */
export interface Yearless {
  /** the orders in which its cells are days, the likeliest first */
  orders: readonly Order[];
  /** whether nothing tells which it is */
  open: boolean;
  digits: DayDigits;
  /** how many cells are no such days */
  others: number;
  /** a cell of it */
  example: string;
  /** whether its cells would be decimals too */
  decimals: boolean;
}

/** Rows that go on by so many days at most follow one another. */
const longestStep = 7;
/** Fewer steps from row to row than this show nothing. */
const fewestSteps = 8;

/** How days go from row to row in one order. */
class InOrder {
  cells = 0;
  steps = 0;
  forward = 0;
  backward = 0;
  readonly days = new Set<number>();
  readonly months = new Set<number>();
  #last = Number.NaN;

  add(day: number): void {
    this.cells++;
    const date = new Date(day * 86_400_000);
    this.days.add(date.getUTCDate());
    this.months.add(date.getUTCMonth());
    const step = (((day - this.#last) % 366) + 366) % 366;
    this.#last = day;
    if (Number.isNaN(step)) return;
    this.steps++;
    if (step <= longestStep) this.forward++;
    if (step === 0 || step >= 366 - longestStep) this.backward++;
  }

  /** Whether nearly every row follows the one before by some days, through the end of a month. */
  get runs(): boolean {
    const least = 0.97 * this.steps;
    return (
      this.steps >= fewestSteps &&
      this.months.size > 1 &&
      this.days.size > 3 &&
      (this.forward >= least || this.backward >= least)
    );
  }

  /** Whether there are more days than months, as a calendar has. */
  get spread(): boolean {
    return this.days.size > 3 && this.days.size >= this.months.size;
  }
}

/** What the cells of a column of text say together of days without a year. */
export class YearlessDays {
  readonly #name: string;
  #others = 0;
  #cells = 0;
  #padded = true;
  #zero = false;
  #closed = true;
  #example = "";
  #doubtful = true;
  #hyphens = true;
  readonly #marks = new Set<string>();
  readonly #inOrder: Readonly<Record<Order, InOrder>> = { dmy: new InOrder(), mdy: new InOrder() };

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes a cell in that is not missing; whether it may be such a day. */
  add(cell: string): boolean {
    // Once so many cells are no such days, the column is none of them.
    if (this.#others > 4 + 0.1 * this.#cells) return false;
    const found = readDayMonth(cell);
    if (!found) {
      this.#others++;
      return false;
    }
    if (this.#cells++ === 0) this.#example = cell;
    this.#marks.add(found.mark);
    this.#padded &&= found.padded;
    this.#zero ||= found.zero;
    this.#closed &&= found.closed;
    this.#doubtful &&= found.doubtful === true;
    this.#hyphens &&= found.hyphen === true;
    for (const order of orders) {
      const day = dayIn(found, order);
      if (day !== undefined) this.#inOrder[order].add(day);
    }
    return true;
  }

  /** How the column is read, where it holds days without a year. */
  get found(): Yearless | undefined {
    const all = this.#cells + this.#others;
    if (this.#cells === 0 || this.#marks.size > 1 || 10 * this.#cells < 9 * all) return undefined;
    const [mark] = this.#marks as unknown as [string];
    const most = largest(orders.map((order) => this.#inOrder[order].cells));
    const possible = orders.filter((order) => this.#inOrder[order].cells === most && 10 * most >= 9 * all);
    const shown = possible.filter((order) => this.#isShown(mark, order));
    if (shown.length === 0) return undefined;
    const running = shown.filter((order) => this.#inOrder[order].runs);
    const best = mark === "" ? [this.#usual] : running.length === 1 ? running : shown;
    // With a point between them the day stands first, but for the languages that put the year before all.
    const open = best.length > 1 && mark !== ".";
    return {
      orders: best.length > 1 ? [this.#usual, ...best.filter((order) => order !== this.#usual)] : best,
      open,
      digits: this.#padded ? "two" : "few",
      others: this.#others,
      example: this.#example,
      decimals: mark === "." && !this.#closed,
    };
  }

  get #usual(): Order {
    return /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|dátum|nap$/iu.test(`${this.#name}${this.#example}`)
      ? "mdy"
      : "dmy";
  }

  #isShown(mark: string, order: Order): boolean {
    if (mark === "") {
      const { days, months } = this.#inOrder.dmy;
      return !this.#doubtful && !(this.#hyphens && days.size <= Math.max(months.size, 5));
    }
    const { runs, spread, cells, days, months } = this.#inOrder[order];
    const named = saysDate(this.#name);
    if (named === "yes") return true;
    if (named === "perhaps" && (mark !== "." || this.#closed || (this.#padded && spread))) return true;
    if (runs) return order === "dmy" || mark !== "." || (this.#padded && this.#zero && cells > 20);
    // Not in turn, it takes zeros in front, and more days than months: 05.01 may be a number, and 05-01 a code.
    if (!spread || !this.#padded || isCodeName(this.#name)) return false;
    if (mark === ".") return order === "dmy" && cells > 3 && (this.#closed || this.#zero);
    return this.#zero && months.size > 1 && days.size >= 8 && largest(days) > 20;
  }
}

/** Whether the days of a column could be read in another order too. */
export function mayTurn(name: string, cells: readonly string[]): boolean {
  const days = new YearlessDays(name);
  for (const cell of cells) if (!isMissing(cell)) days.add(cell);
  return (days.found?.orders.length ?? 0) > 1;
}

import { plainText } from "../numerals.ts";
import { englishMonthOf, MONTH, monthOf } from "./monthNames.ts";

/** Which number of 1/5/2024 is the day, which the month; of 24/1/5 also the year. */
export type DateOrder = "dmy" | "mdy" | "ymd";
export const dateOrders = ["dmy", "mdy", "ymd"] as const satisfies readonly DateOrder[];

/** How many digits day and month have in a column of days without a year: always two, or as few as they need. */
export type DayDigits = "two" | "few";

/** A moment as it is written, whatever the zone: days since 1970-01-01, where there is a date, and hours since midnight. */
export interface Moment {
  days?: number;
  /** 24:00 is 24 */
  hours?: number;
}

/** A moment as it was read: of a month alone, its first day; `unordered` where day and month could change places. */
export interface ReadMoment extends Moment {
  isMonth?: boolean;
  unordered?: Unordered;
  /** where its year may be one of the Buddhist calendar: the days then. 2567 is 2024 */
  buddhist?: number;
}

/** Whose years are meant. */
export type Calendar = "buddhist";

const ERAS: Readonly<Record<string, number>> = {
  ...{ 令和: 2018, 平成: 1988, 昭和: 1925, 大正: 1911, 明治: 1867, 令: 2018, 平: 1988, 昭: 1925 },
  ...{ R: 2018, H: 1988, S: 1925, T: 1911, M: 1867 },
};
const YEAR_FIRST = /^(\d{4})([-/.]|年 ?)(\d{1,2})(?:(?:\2|月 ?)(\d{1,2})日?|月?)(?![\d/.-])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=T\d)/;
const ERA = new RegExp(
  `^(${Object.keys(ERAS).join("|")})\\.? ?(\\d{1,2}|元)(?:[-/.]|年 ?)(\\d{1,2})(?:(?:[-/.]|月 ?)(\\d{1,2})日?|(?<=年 ?\\d{1,2})月(?! ?\\d))`,
  "i",
);
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)/;
const DAY_NAME = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th|er|º)?[-. /]{1,2}(?:of |de )?(${MONTH})\\.?[-, /]{1,2}(?:del? )?(?:พ\\.ศ\\. ?)?(\\d{4}|\\d{2})(?!\\d)(?: ?(?:г\\.?|года|р\\.|року)(?=$| ))?`,
  "u",
);
const NAME_DAY = /^([A-Za-z]{3,9})\.?[ -](\d{1,2})(?:st|nd|rd|th)?(?:,? |-)(\d{4})(?!\d)/;
const NAME_YEAR = /^([A-Za-z]{3,9})\.?(?:[ ,-]{1,2}(\d{4})|[-'](\d{2}))$/;
const WEEKDAY_BEFORE =
  /^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|mo(?:ntag)?|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?|fr(?:eitag)?|sa(?:mstag)?|so(?:nntag)?)[., ]+(?=\S)/i;
const WEEKDAY_BEHIND =
  /^ ?(?:\((?:[月火水木金土日祝](?:曜日?)?|mon|tue|wed|thu|fri|sat|sun)\)|[月火水木金土日]曜日?)/i;
const TIME =
  /^(?:T|,? ?)(午前|午後)? ?(\d{1,2})(?:時(?:(\d{1,2})分(?:(\d{1,2})秒)?)?|:(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?)(?: ?([ap])\.?m\.?)?(?: ?(?:Z|UTC|GMT|JST|[+-]\d{2}:?(?:\d{2})?))?$/i;

/** The three numbers of a date whose order is not plain. */
export interface Unordered {
  readonly numbers: readonly [number, number, number];
  /** how many digits the first and the last have */
  readonly digits: readonly [first: number, last: number];
  readonly mark: string;
}

interface Parsed {
  ymd?: readonly [number, number, number];
  unordered?: Unordered;
  isMonth?: boolean;
  /** what stands behind the date */
  rest: string;
}

function parseDay(text: string): Parsed | undefined {
  const first = COMPACT.exec(text) ?? undefined;
  if (first) return { ymd: [Number(first[1]), Number(first[2]), Number(first[3])], rest: text.slice(8) };
  const year = YEAR_FIRST.exec(text);
  if (year && (year[4] !== undefined || year[2] !== ".")) {
    const isMonthAlone = year[4] === undefined;
    if (isMonthAlone && /^\d/.test(text.slice(year[0].length).trim())) return undefined;
    return {
      ymd: [Number(year[1]), Number(year[3]), Number(year[4] ?? 1)],
      isMonth: isMonthAlone,
      rest: text.slice(year[0].length),
    };
  }
  const era = ERA.exec(text);
  if (era) {
    const begins = ERAS[era[1]!] ?? ERAS[era[1]!.toUpperCase()]!;
    const ofEra = era[2] === "元" ? 1 : Number(era[2]);
    return {
      ymd: [begins + ofEra, Number(era[3]), Number(era[4] ?? 1)],
      isMonth: era[4] === undefined,
      rest: text.slice(era[0].length),
    };
  }
  const last = YEAR_LAST.exec(text);
  if (last) {
    const numbers = [Number(last[1]), Number(last[3]), Number(last[4])] as const;
    return {
      unordered: { numbers, digits: [last[1]!.length, last[4]!.length], mark: last[2]! },
      rest: text.slice(last[0].length),
    };
  }
  const day = DAY_NAME.exec(text);
  if (day) {
    const [all, number, name, digits] = day as unknown as [string, string, string, string];
    // Two digits beside a Thai month are of a Buddhist year.
    const year =
      digits.length === 2 && /[\u0E00-\u0E7F]/.test(name) ? 2500 + Number(digits) : fullYear(digits);
    return ofMonth(monthOf(name), year, number, text.slice(all.length));
  }
  const named = NAME_DAY.exec(text);
  if (named) {
    const [all, name, number, digits] = named as unknown as [string, string, string, string];
    return ofMonth(englishMonthOf(name), fullYear(digits), number, text.slice(all.length));
  }
  const alone = NAME_YEAR.exec(text);
  const month = alone ? englishMonthOf(alone[1]!) : 0;
  return month === 0
    ? undefined
    : { ymd: [fullYear((alone![2] ?? alone![3])!), month, 1], isMonth: true, rest: "" };
}

const ofMonth = (month: number, year: number, day: string, rest: string): Parsed | undefined =>
  month === 0 ? undefined : { ymd: [year, month, Number(day)], rest };

/** 24 is 2024, 69 is 1969, as POSIX has it. */
const fullYear = (digits: string): number => {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
};

/** The orders in which three numbers are a date. A point between day and month puts the day first wherever it is in use. */
export function possibleOrders({ numbers, digits, mark }: Unordered): DateOrder[] {
  const [first, last] = digits;
  const isYear = { dmy: last > 1, mdy: last > 1 && mark !== ".", ymd: first === 2 && last < 4 };
  return dateOrders.filter((order) => {
    const date = ordered({ numbers, digits, mark }, order);
    return isYear[order] && (daysOf(date) ?? buddhistDays(date)) !== undefined;
  });
}

function ordered(
  { numbers: [a, b, c], digits }: Unordered,
  order: DateOrder,
): readonly [number, number, number] {
  if (order === "ymd") return [fullYear(String(a).padStart(2, "0")), b, c];
  const year = fullYear(String(c).padStart(digits[1], "0"));
  return order === "dmy" ? [year, b, a] : [year, a, b];
}

/** The years that may be of the Buddhist calendar, 543 more than those of the common one: 1900 to 2100. */
const buddhist = { least: 2443, most: 2643, more: 543 };

/** The days of a date of the Buddhist calendar; undefined where its year is none. */
export const buddhistDays = ([year, month, day]: readonly [number, number, number]): number | undefined =>
  year >= buddhist.least && year <= buddhist.most ? daysOf([year - buddhist.more, month, day]) : undefined;

/** Days since 1970-01-01; undefined where there is no such day. */
export function daysOf([year, month, day]: readonly [number, number, number]): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const days = Date.UTC(year, month - 1, day) / 86_400_000;
  return new Date(days * 86_400_000).getUTCDate() === day ? days : undefined;
}

/** The time of the day that a text is, in hours. */
export function hoursOf(text: string): number | undefined {
  const found = TIME.exec(
    text
      .replace(/^(\d{1,2}) ?h ?([0-5]\d)$/, "$1:$2")
      .replace(/^T(\d{2})(\d{2})(\d{2})?(?![\d:])/, (_, h, m, s = "00") => `T${h}:${m}:${s}`),
  );
  if (!found) return undefined;
  const [, half, hour, minutes, seconds, minute, second, fraction, ap] = found;
  const [m, s] = [Number(minute ?? minutes ?? 0), Number(second ?? seconds ?? 0)];
  let h = Number(hour);
  const twelve = half ?? ap;
  if (twelve !== undefined) {
    if (h > 12) return undefined;
    h = (h % 12) + (/^p|午後/i.test(twelve) ? 12 : 0);
  }
  if (h >= 48 || m >= 60 || s > 60) return undefined;
  return h + m / 60 + (s + Number(`0.${fraction ?? 0}`)) / 3600;
}

/** A cell in characters of usual width without the weekday before it, or behind. */
export const withoutWeekday = (cell: string, behind = false): string =>
  behind ? cell.replace(WEEKDAY_BEHIND, "").trim() : plainText(cell).replace(WEEKDAY_BEFORE, "");

/** A cell as a date, a time or both; `unordered` where day and month could change places. */
export function readMoment(cell: string): ReadMoment | undefined {
  if (cell.length < 3 || cell.length > 45 || !/[0-9０-９]/.test(cell)) return undefined;
  const text = withoutWeekday(cell);
  const day = parseDay(text);
  if (!day) {
    const hours = hoursOf(text);
    return hours === undefined ? undefined : { hours };
  }
  const rest = withoutWeekday(day.rest, true);
  const hours = rest === "" ? undefined : hoursOf(rest);
  if (rest !== "" && hours === undefined) return undefined;
  if (day.unordered) {
    const [order] = possibleOrders(day.unordered);
    if (order === undefined) return undefined;
    return { unordered: day.unordered, hours, buddhist: buddhistDays(ordered(day.unordered, order)) };
  }
  const other = buddhistDays(day.ymd!);
  // 2567-02-29 is a day of that calendar alone.
  const days = daysOf(day.ymd!) ?? other;
  return days === undefined ? undefined : { days, hours, isMonth: day.isMonth, buddhist: other };
}

/** The moment of a cell, where the order of its numbers is known, and whose years they are. */
export function momentOf(
  cell: string,
  order: DateOrder | undefined,
  calendar?: Calendar | undefined,
): Moment | undefined {
  const found = readMoment(cell);
  if (!found) return undefined;
  const { hours, buddhist, unordered } = found;
  if (!unordered) {
    if (buddhist === undefined) return found;
    const days = calendar === "buddhist" ? buddhist : found.days;
    return calendar === undefined && days === buddhist ? undefined : { days, hours };
  }
  const orders = possibleOrders(unordered);
  if (order === undefined || !orders.includes(order)) return undefined;
  const date = ordered(unordered, order);
  const days = (calendar === "buddhist" ? buddhistDays(date) : undefined) ?? daysOf(date);
  return days === undefined ? undefined : { days, hours };
}

export const dayMs = 86_400_000;

/** `2024-01-05` */
export const dayText = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10);

/** Days of other years than these belong to other rows. */
const near = 20 * 365.25;

/** Whose years the dates of a column are. */
export class Years {
  #usual = { least: Infinity, most: -Infinity };
  #buddhist = { least: Infinity, most: -Infinity };

  add({ days, buddhist, unordered }: ReadMoment): void {
    const found = buddhist ?? days ?? (unordered && daysOf([yearIn(unordered), 1, 1]));
    if (found === undefined) return;
    const range = buddhist === undefined ? this.#usual : this.#buddhist;
    if (found < range.least) range.least = found;
    if (found > range.most) range.most = found;
  }

  /** Buddhist where all are, or where they lie among the others only so: 2567 beside 2024. A last day of 2500 does not. */
  get calendar(): Calendar | undefined {
    const [usual, other] = [this.#usual, this.#buddhist];
    if (other.most < other.least) return undefined;
    const isAmong =
      usual.most < usual.least || (other.least > usual.least - near && other.most < usual.most + near);
    return isAmong ? "buddhist" : undefined;
  }
}

const yearIn = ({ numbers: [first, , last], digits }: Unordered): number =>
  digits[1] > 1 ? fullYear(String(last).padStart(digits[1], "0")) : fullYear(String(first).padStart(2, "0"));

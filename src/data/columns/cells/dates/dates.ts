import { plainText } from "../numerals.ts";

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
}

const ERAS: Readonly<Record<string, number>> = {
  ...{ 令和: 2018, 平成: 1988, 昭和: 1925, 大正: 1911, 明治: 1867, 令: 2018, 平: 1988, 昭: 1925 },
  ...{ R: 2018, H: 1988, S: 1925, T: 1911, M: 1867 },
};
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const YEAR_FIRST = /^(\d{4})([-/.]|年 ?)(\d{1,2})(?:(?:\2|月 ?)(\d{1,2})日?|月?)(?![\d/.-])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=T\d)/;
const ERA = new RegExp(
  `^(${Object.keys(ERAS).join("|")})\\.? ?(\\d{1,2}|元)(?:[-/.]|年 ?)(\\d{1,2})(?:(?:[-/.]|月 ?)(\\d{1,2})日?|(?<=年 ?\\d{1,2})月(?! ?\\d))`,
  "i",
);
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)/;
const DAY_NAME = /^(\d{1,2})(?:st|nd|rd|th)?[-. /]{1,2}([A-Za-z]{3,9})\.?[-, /]{1,2}(\d{4}|\d{2})(?!\d)/;
const NAME_DAY = /^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/;
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
  const named = day
    ? [day[3]!, day[2]!, day[1]!, day[0]]
    : NAME_DAY.exec(text) && fromName(NAME_DAY.exec(text)!);
  if (!named) return undefined;
  const month = monthOf(named[1]!);
  if (month === 0) return undefined;
  return { ymd: [fullYear(named[0]!), month, Number(named[2])], rest: text.slice(named[3]!.length) };
}

/** The month of an English name, or its first letters; 0 where there is none. */
export const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

const fromName = (found: RegExpExecArray): string[] => [found[3]!, found[1]!, found[2]!, found[0]];

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
  return dateOrders.filter(
    (order) => isYear[order] && daysOf(ordered({ numbers, digits, mark }, order)) !== undefined,
  );
}

function ordered(
  { numbers: [a, b, c], digits }: Unordered,
  order: DateOrder,
): readonly [number, number, number] {
  if (order === "ymd") return [fullYear(String(a).padStart(2, "0")), b, c];
  const year = fullYear(String(c).padStart(digits[1], "0"));
  return order === "dmy" ? [year, b, a] : [year, a, b];
}

/** Days since 1970-01-01; undefined where there is no such day. */
export function daysOf([year, month, day]: readonly [number, number, number]): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const days = Date.UTC(year, month - 1, day) / 86_400_000;
  return new Date(days * 86_400_000).getUTCDate() === day ? days : undefined;
}

/** The time of the day that a text is, in hours. */
export function hoursOf(text: string): number | undefined {
  const found = TIME.exec(
    text.replace(/^T(\d{2})(\d{2})(\d{2})?(?![\d:])/, (_, h, m, s = "00") => `T${h}:${m}:${s}`),
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
  if (day.unordered) return possibleOrders(day.unordered).length === 0 ? undefined : { ...day, hours };
  const days = daysOf(day.ymd!);
  return days === undefined ? undefined : { days, hours, isMonth: day.isMonth };
}

/** The moment of a cell, where the order of its numbers is known. */
export function momentOf(cell: string, order: DateOrder | undefined): Moment | undefined {
  const found = readMoment(cell);
  if (!found?.unordered) return found;
  const orders = possibleOrders(found.unordered);
  const days =
    order !== undefined && orders.includes(order) ? daysOf(ordered(found.unordered, order)) : undefined;
  return days === undefined ? undefined : { days, hours: found.hours };
}

export const dayMs = 86_400_000;

/** `2024-01-05` */
export const dayText = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10);

import { idNameOf } from "../../idColumns.ts";
import { dayText, type Moment } from "./dates.ts";

// Days and moments written as one number: 20240531, 202405, 45443 (Excel counts days), seconds since 1970. No two ways share a number.

/** How a moment is written as one number. */
export type DateWriting = "day" | "month" | "excel" | "minute" | "second" | "unix" | "unixMs";

interface Way {
  readonly least: number;
  readonly most: number;
  /** of numbers such as this one, in a note */
  readonly called: string;
  /** days since 1970-01-01, with the time of the day as a fraction, and whether there is one; NaN where there is no such day */
  readonly days: (value: number) => number;
}

const secondsOfDay = 86_400;

/** The day of 20240531; NaN where there is none. */
function dayOf(value: number): number {
  const [year, month, day] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100];
  const days = Date.UTC(year, month - 1, day) / (1000 * secondsOfDay);
  const date = new Date(days * 1000 * secondsOfDay);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? days : Number.NaN;
}

/** The moment of 20240531093000. */
function secondOf(value: number): number {
  const [hour, minute, second] = [
    Math.floor(value / 10_000) % 100,
    Math.floor(value / 100) % 100,
    value % 100,
  ];
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return dayOf(Math.floor(value / 1_000_000)) + (3600 * hour + 60 * minute + second) / secondsOfDay;
}

const ways: { readonly [W in DateWriting]: Way } = {
  // 1950 to 2099
  excel: { least: 18_264, most: 73_051, called: "Excel's days", days: (value) => value - 25_569 },
  month: { least: 195_001, most: 209_912, called: "months", days: (value) => dayOf(100 * value + 1) },
  day: { least: 19_500_101, most: 20_991_231, called: "days", days: dayOf },
  minute: {
    least: 195_001_010_000,
    most: 209_912_312_359,
    called: "days and minutes",
    days: (value) => secondOf(100 * value),
  },
  second: {
    least: 19_500_101_000_000,
    most: 20_991_231_235_959,
    called: "days and seconds",
    days: secondOf,
  },
  // 1990 to 2099
  unix: {
    least: 631_152_000,
    most: 4_102_444_799,
    called: "seconds since 1970 (UTC)",
    days: (value) => value / secondsOfDay,
  },
  unixMs: {
    least: 631_152_000_000,
    most: 4_102_444_799_999,
    called: "milliseconds since 1970 (UTC)",
    days: (value) => value / (1000 * secondsOfDay),
  },
};
const writings = Object.keys(ways) as DateWriting[];

/** How a moment is written that a number may be, by its range and its digits; a day such as the 31st of June counts, as a mistake. */
export function writingOf(value: number): DateWriting | undefined {
  const found = writings.find((one) => value >= ways[one].least && value <= ways[one].most);
  if (found === undefined || found === "excel" || found.startsWith("unix")) return found;
  if (!Number.isInteger(value)) return undefined;
  const places = { month: 0, day: 1, minute: 3, second: 4 }[found as "month" | "day" | "minute" | "second"];
  const month = Math.floor(value / 100 ** places) % 100;
  const day = places === 0 ? 1 : Math.floor(value / 100 ** (places - 1)) % 100;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? found : undefined;
}

/** The moment that a number is; nothing where it is none. */
export function momentOfNumber(value: number): Moment | undefined {
  const writing = writingOf(value);
  const all = writing === undefined ? Number.NaN : ways[writing].days(value);
  if (Number.isNaN(all)) return undefined;
  const days = Math.floor(all);
  if (writing === "day" || writing === "month" || (writing === "excel" && all === days)) return { days };
  // A fraction of a day is no more exact than a millisecond.
  return { days, hours: Math.round((all - days) * 1000 * secondsOfDay) / 3_600_000 };
}

/** `Excel's days such as 45443 (2024-05-31)` */
export function numbersInWords(value: number): string | undefined {
  const [writing, moment] = [writingOf(value), momentOfNumber(value)];
  if (writing === undefined || moment?.days === undefined) return undefined;
  const isPlain = ["day", "month", "minute", "second"].includes(writing);
  return `${ways[writing].called} such as ${value}${isPlain ? "" : ` (${dayText(moment.days)})`}`;
}

const dateWords =
  /^(dates?|day|日|日時|年月|月度|yearmonth|ym|yyyymm|yyyymmdd|date(and)?time|.*(日付|年月日?|日時|[^曜平休祝毎]日))$/;
const dateTail = /(^|[\s_.-])(date|day|month|datetime)$|^date[\s_.-]|[a-z](Date|Day|DateTime)$/i;

/** The ways in which the numbers of a column so called may be written; eight digits that are all days need no name. */
export function writingsOf(name: string): readonly DateWriting[] {
  const narrow = name
    .normalize("NFKC")
    .trim()
    .replace(/[([［【][^)\]］】]*[)\]］】]$/, "")
    .trim();
  if (dateWords.test(narrow.toLowerCase()) || dateTail.test(narrow)) return writings;
  // A clock may count from its own beginning, so that 45443 says nothing.
  return idNameOf(name) === "time" ? writings.filter((one) => one !== "excel" && one !== "month") : ["day"];
}

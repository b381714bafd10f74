import type { Range } from "../numbers/tails.ts";
import type { Calendar, DateOrder, DayDigits } from "./cells/dates/dates.ts";
import type { Dress } from "./cells/dress.ts";
import type { MissingRule } from "./missing.ts";

/** How one column of a table becomes features. `fill` stands in for a missing cell. */
export type EncodedColumn =
  /** `dress`: what its numbers wore in the training rows, where they were no plain numbers */
  /** `within`: the column that begins the date of which it is a part, so that it is no feature of its own */
  /** `seen`: what the numbers of the training rows were */
  | { kind: "number"; name: string; fill?: number; dress?: Dress; within?: string; seen?: Range }
  /** one feature a category, `colour=red`: 1 where the cell is that category, else 0 */
  | { kind: "category"; name: string; categories: readonly string[]; fill?: string }
  /** dates and times: one feature a part, `day_weekday` */
  | {
      kind: "date";
      name: string;
      parts: readonly DatePart[];
      /** the first day of the training rows, from which days are counted: 2024-01-05 */
      first?: string;
      /** the last of them */
      last?: string;
      /** where day and month could change places */
      order?: DateOrder;
      /** where its years are not those of the common calendar */
      calendar?: Calendar;
      /** of days without a year (05.01), which count as days of 2000: how many digits they have */
      yearless?: DayDigits;
      /** the columns of month, day and perhaps hour, where this one holds the years alone, and what they are called together */
      together?: { columns: readonly string[]; title: string };
      /** a value for each part */
      fill?: readonly number[];
    }
  /** row-wise lists: one feature an element, `name[0]`, `name[1]`, … */
  | { kind: "list"; name: string; width: number; seen?: Range };

/**
 * What a date says: days since the first of the training rows, the time of the day as a fraction among them; month 1 to 12;
 * weekday 0, Monday, to 6; hour 0 to 24, minutes as a fraction.
 */
export type DatePart = "days" | "month" | "weekday" | "hour";
export const dateParts = ["days", "month", "weekday", "hour"] as const satisfies readonly DatePart[];

/** What turns a table's raw rows into features. Plain JSON: a model keeps it, so that predict takes raw rows. */
export interface Encoder {
  columns: readonly EncodedColumn[];
  leftOut: readonly LeftOut[];
  missing?: MissingRule;
  /** of a regression: what the numbers of its label wore, where they were no plain numbers */
  target?: Dress;
  /** all columns but the label, where the training file had no header: what counts there is the position */
  positions?: readonly string[];
  /** all columns of the training file in their order, where its features, and a label behind them, are not all: files without a header go by it */
  order?: readonly string[];
}

/** Where the label stands in a file without a header, from 0, whose other columns are called x0, x1, ... by their places. */
export function labelPlace(positions: readonly string[]): number {
  const place = positions.findIndex((name, i) => name !== `x${i}`);
  return place < 0 ? positions.length : place;
}

/** Whether made-up names are those of a whole file, and not of some columns that were read of it. */
export function nameWholeFile(names: readonly string[], positions: readonly string[]): boolean {
  const last = names.length - 1;
  if (!names.every((name) => /^(x\d+|label)$/.test(name))) return true;
  if (!names.every((name, i) => name === `x${i}` || i === last)) return false;
  return names[last] === "label" || (names[last] === `x${last}` && last === positions.length);
}

/** All columns of the training file in their order, as far as a model tells it. */
export function columnOrder({ columns, positions, order }: Encoder, label?: string): readonly string[] {
  if (order) return order;
  const names = positions ?? columns.map(({ name }) => name);
  return label === undefined
    ? names
    : names.toSpliced(positions ? labelPlace(positions) : names.length, 0, label);
}

/** A column that is no feature, with a word why. */
export interface LeftOut {
  name: string;
  why: string;
}

/** What a column is found to be. */
export type Judgement =
  | { kind: "category" }
  | { kind: "list" }
  | { kind: "number"; dress?: Dress | undefined }
  | {
      kind: "date";
      order?: DateOrder | undefined;
      yearless?: DayDigits | undefined;
      calendar?: Calendar | undefined;
    }
  | { kind: "left out"; why: string };

export const leftOut = (why: string): Judgement => ({ kind: "left out", why });

/** Enough of a column to tell the rows that are not whole. */
export function settledLater(
  name: string,
  found: Judgement,
  missing: MissingRule | undefined,
): EncodedColumn | LeftOut {
  const fills = missing === "mean" || missing === "median";
  if (found.kind === "category")
    return { kind: "category", name, categories: [], fill: fills ? "" : undefined };
  if (found.kind === "date") {
    const { order, yearless, calendar } = found;
    return { kind: "date", name, parts: ["days"], order, yearless, calendar, fill: fills ? [0] : undefined };
  }
  if (found.kind === "number")
    return { kind: "number", name, fill: fills ? 0 : undefined, dress: found.dress };
  return { name, why: "" };
}

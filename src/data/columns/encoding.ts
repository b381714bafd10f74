import type { DateOrder } from "./cells/dates.ts";
import type { Dress } from "./cells/dress.ts";
import type { MissingRule } from "./missing.ts";

/** How one column of a table becomes features. `fill` stands in for a missing cell. */
export type EncodedColumn =
  /** `dress`: what its numbers wore in the training rows, where they were no plain numbers */
  | { kind: "number"; name: string; fill?: number; dress?: Dress }
  /** one feature a category, `colour=red`: 1 where the cell is that category, else 0 */
  | { kind: "category"; name: string; categories: readonly string[]; fill?: string }
  /** dates and times: one feature a part, `day_weekday` */
  | {
      kind: "date";
      name: string;
      parts: readonly DatePart[];
      /** the first day of the training rows, from which days are counted: 2024-01-05 */
      first?: string;
      /** where day and month could change places */
      order?: DateOrder;
      /** a value for each part */
      fill?: readonly number[];
    }
  /** row-wise lists: one feature an element, `name[0]`, `name[1]`, … */
  | { kind: "list"; name: string; width: number };

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
  | { kind: "date"; order?: DateOrder | undefined }
  | { kind: "left out"; why: string };

export const leftOut = (why: string): Judgement => ({ kind: "left out", why });

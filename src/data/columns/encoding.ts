import type { MissingRule } from "./missing.ts";

/** How one column of a table becomes features. `fill` stands in for a missing cell. */
export type EncodedColumn =
  | { kind: "number"; name: string; fill?: number }
  /** one feature a category, `colour=red`: 1 where the cell is that category, else 0 */
  | { kind: "category"; name: string; categories: readonly string[]; fill?: string }
  /** row-wise lists: one feature an element, `name[0]`, `name[1]`, … */
  | { kind: "list"; name: string; width: number };

/** What turns a table's raw rows into features. Plain JSON: a model keeps it, so that predict takes raw rows. */
export interface Encoder {
  columns: readonly EncodedColumn[];
  leftOut: readonly LeftOut[];
  missing?: MissingRule;
  /** all columns but the label, where the training file had no header: what counts there is the position */
  positions?: readonly string[];
}

/** A column that is no feature, with a word why. */
export interface LeftOut {
  name: string;
  why: string;
}

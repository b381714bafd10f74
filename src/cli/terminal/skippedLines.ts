import { type SkippedRow, skippedInWords } from "../../data/skippedRows.ts";
import { grouped } from "./console.ts";

/** So many rows are named on a screen. */
const named = 10;

/** The rows that were set aside, as lines on the screen: where there is a list of them, only how many it holds. */
export function skippedLines(skipped: readonly SkippedRow[], list: string | undefined): string[] {
  const { length } = skipped;
  if (length === 0) return [];
  const rows = `${grouped(length)} ${length === 1 ? "row" : "rows"}`;
  if (list !== undefined)
    return [`${rows} set aside, listed in ${list} (the first: ${skippedInWords(skipped[0]!)})`];
  const lines = skipped.slice(0, named).map((one) => `set aside: ${skippedInWords(one)}`);
  return length > named ? [...lines, `set aside: ${grouped(length - named)} more rows`] : lines;
}

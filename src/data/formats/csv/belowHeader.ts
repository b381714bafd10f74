import { SettingError } from "../../../errors.ts";
import { isRule, isTotal, rowSaid } from "./ends.ts";
import { columnKind, kindOf, type TopRow } from "./header.ts";
import { isFlagRow, isTypeRow, isUnitRow } from "./units.ts";

/** What stands between a header and the rows of its table. */
export interface BelowHeader {
  /** so many rows are none of the table */
  skipped: number;
  /** by column, where a row says them */
  units: Readonly<Record<string, string>> | undefined;
  notes: string[];
}

interface Above {
  /** of the file */
  name: string;
  /** of the header */
  line: number;
  /** its rows; the same further down is the header again */
  heads: readonly TopRow[];
  /** Someone said which line the header is, or that lines that hold no row are set aside. */
  told: boolean;
}

/** Rows right below a header that are none of the table: units, types, a rule. */
export function belowHeader(body: readonly TopRow[], names: readonly string[], above: Above): BelowHeader {
  const found: BelowHeader = { skipped: 0, units: undefined, notes: [] };
  const pass = (row: TopRow, what: string) => {
    found.skipped++;
    found.notes.push(`${above.name}: line ${row.line} ${what} (${rowSaid(row.cells)}), not a row`);
  };
  for (;;) {
    const row = body[found.skipped];
    if (row && isRule(row.cells)) {
      pass(row, "is a rule");
      continue;
    }
    const said = row && wordsOverNumbers(row, body.slice(found.skipped + 1), names.length);
    if (!row || said === undefined) break;
    if (found.units === undefined && isUnitRow(row.cells)) {
      const cells = names.map((one, k) => [one, row.cells[k] ?? ""] as const);
      found.units = Object.fromEntries(cells.filter(([, unit]) => unit !== ""));
      pass(row, "holds units");
    } else if (found.skipped < 2 && isTypeRow(row.cells)) {
      pass(row, "says what the columns hold");
      const flags = body[found.skipped];
      if (flags && isFlagRow(flags.cells)) pass(flags, "says what the columns are for");
    } else break;
  }
  if (!above.told) refuseOther(body.slice(found.skipped), names.length, above);
  return found;
}

/** The rows that may be of a table so wide: no total, no title, no units, and not the row above again. */
export function likelyRows(
  rows: readonly TopRow[],
  width: number,
  above: TopRow | undefined,
): readonly (readonly string[])[] {
  const isOther = (cells: readonly string[]) => {
    const filled = cells.filter((cell) => cell !== "");
    return filled.length < 2 || isTotal(filled[0]!) || isUnitRow(cells) || isRule(cells);
  };
  const isAgain = (cells: readonly string[]) =>
    above !== undefined && cells.every((cell, k) => cell === (above.cells[k] ?? ""));
  const likely = rows.filter(
    ({ cells }) => cells.length >= width && !isAgain(cells) && (width < 2 || !isOther(cells)),
  );
  return likely.map(({ cells }) => cells);
}

/** The words of a row over columns of numbers; nothing where it has a number there, or no word. */
function wordsOverNumbers(row: TopRow, below: readonly TopRow[], width: number): string[] | undefined {
  const words: string[] = [];
  const rows = likelyRows(below, width, row);
  for (let k = 0; k < width; k++) {
    const kind = columnKind(rows.map((cells) => cells[k] ?? ""));
    if (kind !== "number" && kind !== "dressed") continue;
    const cell = row.cells[k] ?? "";
    const is = kindOf(cell);
    if (is === "number") return undefined;
    if (is !== undefined) words.push(cell);
  }
  return words.length > 0 ? words : undefined;
}

/** So far down is looked for the header of a table below lines that say something else. */
const farthest = 40;

/** Refuses a row of words below the header where all rows further down have numbers: which of the two names the columns? */
function refuseOther(body: readonly TopRow[], width: number, { name, line, heads }: Above): void {
  for (let at = 0; at < Math.min(body.length - 2, farthest); at++) {
    const row = body[at]!;
    const below = body.slice(at + 1);
    const different = new Set(row.cells).size === row.cells.length && row.cells.length === width;
    const isHead = heads.some(({ cells }) => row.cells.every((cell, k) => cell === (cells[k] ?? "")));
    if (!different || isHead || row.cells.some((cell) => kindOf(cell) !== "word")) continue;
    // A word that comes again in its column is a value of it.
    if (row.cells.some((cell, k) => below.some(({ cells }) => cells[k] === cell))) continue;
    const words = wordsOverNumbers(row, below, width);
    const apart = at > 0 && row.line > body[at - 1]!.line + 1;
    if (words === undefined || (words.length < 2 && !apart)) continue;
    throw new SettingError(
      (say) =>
        `${name}, line ${row.line}: looks like ${at === 0 ? "a second" : "the"} header (${rowSaid(row.cells)}): words where the rows below hold numbers; ${say("header", row.line)} takes its names, ${say("header", line)} those of line ${line} (then delete line ${row.line}, or leave it out with ${say("onError", "skip")})`,
    );
  }
}

import { SettingError } from "../../../errors.ts";
import { isMissing, orSkipped } from "../../columns/noValue.ts";
import { isRule, isTotal, rowSaid } from "./ends.ts";
import { columnKind, kindOf, type TopRow } from "./header.ts";
import { isBound, isFlagRow, isTolerance, isTypeRow, isUnitRow } from "./units.ts";

/** What stands between a header and the rows of its table. */
export interface BelowHeader {
  /** the rows that are none of the table */
  passed: readonly TopRow[];
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

/** So far down, below limits and the like, is looked for units. */
const farthestUnits = 6;

/** Rows below a header that are none of the table: units, tolerances, types, a rule. */
export function belowHeader(body: readonly TopRow[], names: readonly string[], above: Above): BelowHeader {
  const passed: TopRow[] = [];
  const notes: string[] = [];
  let units: BelowHeader["units"];
  const pass = (row: TopRow, what: string) => {
    passed.push(row);
    notes.push(`${above.name}: line ${row.line} ${what} (${rowSaid(row.cells)}), not a row`);
  };
  let types = false;
  for (let at = 0; at < Math.min(body.length, farthestUnits); at++) {
    const row = body[at]!;
    const rest = body.slice(at + 1);
    const isTop = passed.length === at;
    if (isTop && isRule(row.cells)) pass(row, "is a rule");
    else if (!maySayOfColumns(row.cells) || !wordsOverNumbers(row, rest, names.length)) continue;
    else if (units === undefined && holdsUnits(row, rest, names)) {
      const cells = names.map((one, k) => [one, row.cells[k] ?? ""] as const);
      units = Object.fromEntries(cells.filter(([, cell]) => isUnitRow([cell])));
      pass(row, "holds units");
    } else if (holdsTolerances(row, rest, names.length)) pass(row, "holds tolerances");
    else if (isTop && !types && isTypeRow(row.cells)) {
      types = true;
      pass(row, "says what the columns hold");
      const flags = body[at + 1];
      if (flags && isFlagRow(flags.cells)) {
        pass(flags, "says what the columns are for");
        at++;
      }
    }
  }
  if (!above.told) refuseOther(without(body, passed), names.length, above);
  return { passed, units, notes };
}

/** The rows of a body that were not passed over. */
export const without = (body: readonly TopRow[], passed: readonly TopRow[]): readonly TopRow[] =>
  passed.length === 0 ? body : body.filter((row) => !passed.includes(row));

/** Whether a row below names says something of their columns, and does not name them. */
export const saysOfColumns = (row: TopRow, below: readonly TopRow[], names: readonly string[]): boolean =>
  isUnitRow(row.cells) ||
  isTypeRow(row.cells) ||
  isRule(row.cells) ||
  (maySayOfColumns(row.cells) &&
    (holdsUnits(row, below, names) || holdsTolerances(row, below, names.length)));

/** What few rows pass, looked at before the columns are. */
const maySayOfColumns = (cells: readonly string[]): boolean =>
  isUnitRow(cells) || isUnitRow(cells.slice(1)) || isTypeRow(cells) || cells.some(isBound);

/**
 * Whether a row says what the columns are measured in: it holds nothing but units; or units over the numbers, beside names that are
 * all there, and a word in front, whatever it is: Egység, mm, N.
 */
function holdsUnits(row: TopRow, below: readonly TopRow[], names: readonly string[]): boolean {
  if (isUnitRow(row.cells)) return true;
  const [first = "", ...rest] = row.cells;
  if (kindOf(first) !== "word" || new Set(names).size < names.length || names.includes("")) return false;
  const words = wordsOverNumbers(row, below, names.length) ?? [];
  return words.length > 1 && !words.includes(first) && isUnitRow(rest);
}

/** Whether the words of a row over numbers are all tolerances. */
function holdsTolerances(row: TopRow, below: readonly TopRow[], width: number): boolean {
  const words = wordsOverNumbers(row, below, width);
  if (words === undefined || words.length === 0) return false;
  // A value below what can be measured looks like a limit: a row of limits lacks a class, and has several.
  const lacks = row.cells.length < width || row.cells.some((cell) => isMissing(cell));
  return words.every(isTolerance) || (lacks && words.length > 1 && words.every(isBound));
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

/** So many rows are a table. */
const fewRows = 5;

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
    const above = body[at - 1];
    const apart =
      above !== undefined && (row.line > above.line + 1 || above.cells.every((cell) => cell === ""));
    if (words === undefined || (words.length < 2 && !apart)) continue;
    // Behind a blank line below rows of numbers it is another table's, which is said.
    if (apart && at >= fewRows) return;
    throw new SettingError(
      (say) =>
        `${name}, line ${row.line}: looks like ${at === 0 ? "a second" : "the"} header (${rowSaid(row.cells)}): words where the rows below hold numbers; ${say("header", row.line)} takes its names, ${say("header", line)} those of line ${line} (then delete line ${row.line}${orSkipped(say, "it")})`,
    );
  }
}

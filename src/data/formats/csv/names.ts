import { SettingError, UserError } from "../../../errors.ts";
import { YearlessDays } from "../../columns/cells/dates/yearless.ts";
import { textOf } from "../../columns/cells/formulas.ts";
import { repeated } from "../../numbers/lists.ts";
import type { TableTraits } from "../../table.ts";
import { kindOf, type TopRow } from "./header.ts";

interface Where {
  name: string;
  line: number;
  /** The header lacks the first column's name, as R writes it. */
  rowNames: boolean;
  notes: string[];
}

/** A header's cells as names: each has one, and its own. */
export function settledNames(
  cells: readonly string[],
  body: readonly TopRow[],
  { name, line, rowNames, notes }: Where,
): string[] {
  const names = cells.map((cell, k) =>
    textOf(oneLine(k === 0 ? cell.replace(/^(#\s*|%+\s+)(?=.)/, "") : cell)),
  );
  if (names[0] === "" && names.length > 1 && (rowNames || namesRows(body))) {
    names[0] = rowNames ? "rownames" : "Unnamed: 0";
    notes.push(`${name}: the first column has no name and names the rows; it is called "${names[0]}"`);
  }
  // Excel writes columns that are empty from the header on: each is left out as such, by the name that pandas gives it.
  for (const k of names.keys())
    if (names[k] === "" && body.length > 0 && body.every(({ cells }) => (cells[k] ?? "") === ""))
      names[k] = `Unnamed: ${k}`;
  const unnamed = names.indexOf("");
  if (unnamed >= 0) throw unnamedColumn(name, line, { at: unnamed, other: fullLine(body, cells.length) });
  const plain = names.map((one) => one.normalize("NFKC"));
  const second = repeated(plain);
  const [twice, first] = [names[second], names[plain.indexOf(plain[second] ?? "")]];
  if (twice !== undefined && twice !== first)
    throw new UserError(
      `${name}, line ${line}: the columns "${first}" and "${twice}" have one name, but for the width of its letters; give each its own`,
    );
  if (twice !== undefined)
    throw new UserError(`${name}, line ${line}: two columns are called "${twice}"; give each its own name`);
  return names;
}

/** A name stands on one line, without blanks around it. */
const oneLine = (cell: string): string => cell.trim().replaceAll(/\s*[\r\n]+\s*/g, " ");

/** Whether the first cells tell rows apart, as pandas' index does. */
function namesRows(body: readonly TopRow[]): boolean {
  const first = body.map(({ cells }) => cells[0] ?? "");
  return first.length > 0 && !first.includes("") && new Set(first).size === first.length;
}

/** The first line below that has a word in every column, as a header does. */
const fullLine = (body: readonly TopRow[], width: number): number | undefined =>
  body.find(
    ({ cells }) =>
      cells.length >= width &&
      new Set(cells).size === cells.length &&
      cells.every((cell) => kindOf(cell) === "word"),
  )?.line;

/** The error of a column without a name, which `other` may be the line of. */
export function unnamedColumn(
  name: string,
  line: number,
  { at, other }: { at: number; other?: number | undefined },
): UserError {
  const pandas = at === 0 ? " (pandas writes its index so: save with index=False)" : "";
  return new SettingError(
    (say) =>
      `${name}, line ${line}: column ${at + 1} of the header has no name${pandas}; name it or delete it${other === undefined ? "" : `; if the header is line ${other}, say ${say("header", other)}`}`,
  );
}

/** Names of columns whose two digits are of the calendar or the clock. */
const ofTime = /[年月日週時分秒]|year|month|day|week|hour|min|sec|quarter|tag|monat|jahr|date|time/i;

/**
 * Columns whose cells are all of one width, two digits and more, zeros in front of some, and come again: codes, of which a few are
 * given. Also columns of days without a year, such as 05.01, which would be numbers.
 */
export function codesIn(
  names: readonly string[],
  rows: readonly TopRow[],
): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, readonly string[]>();
  for (const [k, name] of names.entries()) {
    const days = daysIn(name, rows, k);
    if (days !== undefined) {
      found.set(name, [days]);
      continue;
    }
    const different = new Set<string>();
    let [filled, width] = [0, 0];
    for (const { cells } of rows) {
      const cell = cells[k] ?? "";
      if (cell === "") continue;
      if (filled++ === 0) width = cell.length;
      if (cell.length !== width || width < 2 || !/^\d+$/.test(cell)) {
        width = 0;
        break;
      }
      different.add(cell);
    }
    const codes = [...different].filter((cell) => cell.startsWith("0"));
    if (width < 2 || (width === 2 && ofTime.test(name)) || codes.length === 0) continue;
    if (different.size > 1 && 2 * different.size <= filled) found.set(name, codes.slice(0, 2));
  }
  return found.size > 0 ? found : undefined;
}

/** A cell of a column of days without a year, which would be numbers: 05.01. */
function daysIn(name: string, rows: readonly TopRow[], k: number): string | undefined {
  const days = new YearlessDays(name);
  for (const { cells } of rows) {
    const cell = cells[k] ?? "";
    if (cell !== "" && !/^\d{1,2}\.\d{1,2}$/.test(cell)) return undefined;
    if (cell !== "") days.add(cell);
  }
  return days.found?.example;
}

/** Of such columns those that hold days. */
export const daysAmong = (codes: TableTraits["codes"]): string[] =>
  codes ? [...codes].flatMap(([name, [cell]]) => (cell!.includes(".") ? [name] : [])) : [];

/** Whether a first row holds names that a model knows. */
export function isKnown(cells: readonly string[], known: readonly string[]): boolean {
  const names = new Set(known.map(comparable));
  const given = cells.filter((cell) => cell !== "");
  const found = given.filter((cell) => names.has(comparable(cell))).length;
  const numbers = given.every((cell) => kindOf(cell) === "number");
  return found > 0 && (numbers ? found === given.length : 2 * found >= Math.min(given.length, names.size));
}

const comparable = (name: string): string => name.normalize("NFKC").trim();

/** x0, x1, ..., label */
export function madeUpNames(width: number): string[] {
  return Array.from({ length: width }, (_, k) => (k === width - 1 && k > 0 ? "label" : `x${k}`));
}

import { SettingError } from "../../../errors.ts";
import { readMoment } from "../../columns/cells/dates/dates.ts";
import { readDuration } from "../../columns/cells/dates/durations.ts";
import { readNumeral } from "../../columns/cells/numerals.ts";
import { isMissing } from "../../columns/noValue.ts";
import { parseNumber } from "../../columns/number.ts";
import type { HowToRead } from "../../reading.ts";
import { labelRank } from "../../rows/chooseLabel.ts";
import { linesSaid, rowSaid } from "./ends.ts";
import { isUnitRow } from "./units.ts";

/** A row at the top of a file, in cells, and the line that it begins on. */
export interface TopRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Whether a table's first row is its header. */
export interface Header {
  is: boolean;
  /** why it is read so or why it could be the other way, where it could: "for …", "though …" */
  doubt?: string | undefined;
}

type Kind = "number" | "dressed" | "date" | "word";

/** What a cell looks like; nothing where it says that there is no value. */
export function kindOf(cell: string): Kind | undefined {
  if (isMissing(cell)) return undefined;
  if (!Number.isNaN(parseNumber(cell))) return "number";
  if (readMoment(cell)) return "date";
  const numeral = readNumeral(cell);
  if (numeral === undefined) return readDuration(cell) ? "dressed" : "word";
  return numeral.unit === "" ? "number" : "dressed";
}

/** What most cells of a column look like. */
export function columnKind(cells: readonly string[]): Kind | undefined {
  const kinds = cells.map(kindOf).filter((kind) => kind !== undefined);
  if (kinds.length === 0) return undefined;
  const usual = (["number", "date", "dressed"] as const).find(
    (kind) => kinds.filter((one) => one === kind).length >= 0.8 * kinds.length,
  );
  return usual ?? "word";
}

/**
 * A first row is a header where a word stands over numbers or dates; where it has no number and its words are not those of the
 * rows below; and where its numbers are names: different, in a running order or far from those below or of another kind (2019 2020
 * 2021 over 8.4 9.5 8.9), and the rows below are not so.
 */
export function headerOf(first: readonly string[], body: readonly (readonly string[])[]): Header {
  if (body.length === 0) return { is: first.every((cell) => kindOf(cell) !== "number") };
  const columns = first.map((cell, k) => {
    const cells = body.map((row) => row[k] ?? "");
    return { cell, cells, kind: kindOf(cell), below: columnKind(cells) };
  });
  const filled = columns.filter(({ kind, below }) => kind !== undefined && below !== undefined);
  const same = filled.filter(({ kind, below }) => kind === below && below !== "word");
  const differ = filled.filter(({ kind, below }) => kind !== below && below !== "word");
  const words = filled.filter(({ kind, below }) => kind === "word" && below === "word");
  const seen = words.filter(({ cell, cells }) => cells.includes(cell)).length;
  // A word among a few that come again and again, but which never comes, is no value of the column.
  const fresh = words.filter(
    ({ cell, cells }) =>
      !cells.includes(cell) && cells.length >= 4 && 2 * new Set(cells).size <= cells.length,
  ).length;
  if (same.length === 0) {
    if (differ.length > 0) return { is: true };
    if (seen === 0) return { is: columns.some(({ kind }) => kind !== "number" && kind !== undefined) };
    return seen > fresh
      ? { is: false, doubt: "for its words are those of the rows below" }
      : { is: true, doubt: "though some of its words are those of the rows below" };
  }
  const numbers = same.filter(({ kind }) => kind === "number").map(asNumbers);
  if (numbers.length < same.length) return { is: false };
  // A name of a label, which no cell below is, is no value: `label,3,1,7` over digits.
  const named = [...differ, ...words].some(
    ({ kind, cell, cells }) => kind === "word" && labelRank(cell) !== undefined && !cells.includes(cell),
  );
  return numberedHeader(numbers, { words: differ.length, fresh, seen, named });
}

interface Numbers {
  cell: string;
  value: number;
  below: number[];
  texts: readonly string[];
  /** it is none of the few different numbers below */
  isNew: boolean;
}

function asNumbers({ cell, cells }: { cell: string; cells: readonly string[] }): Numbers {
  const [value, below] = [parseNumber(cell), cells.map(parseNumber)];
  const different = new Set(below);
  return {
    cell,
    value,
    below,
    texts: cells.filter((one) => kindOf(one) === "number"),
    isNew: !different.has(value) && below.length >= 10 && 4 * different.size <= below.length,
  };
}

/** Of a first row with numbers over numbers. `words` stand over numbers, `fresh` and `seen` ones over words; `named`: one names a label. */
function numberedHeader(
  numbers: readonly Numbers[],
  { words, fresh, seen, named }: { words: number; fresh: number; seen: number; named: boolean },
): Header {
  const names = numbers.map(({ value }) => value);
  const n = names.length;
  const shown = n > 3 ? `${names[0]} … ${names.at(-1)}` : names.join(", ");
  const taken = (why: string): Header => ({ is: true, doubt: `for its numbers (${shown}) are ${why}` });
  const different = new Set(names).size === n && names.every(Number.isFinite);
  const running = n > 2 && isRunning(names);
  const counted = n > 1 && (names.every((one, i) => one === i) || names.every((one, i) => one === i + 1));
  const far = numbers.every(isFar);
  const isOrder = n > 2 && (counted || isRunning(names, false));
  const left: Header = {
    is: false,
    doubt:
      words > 0
        ? "though words stand where other rows hold numbers"
        : seen > 0
          ? isOrder && numbers.every(isWholeOverDecimals)
            ? `though its numbers (${shown}) are in a running order, and whole over decimals`
            : undefined
          : isOrder
            ? `though its numbers (${shown}) are in a running order`
            : far
              ? `though its numbers (${shown}) are far from those below`
              : undefined,
  };
  if (!different || (seen > 0 && !(running && far))) return left;
  const rows = numbers[0]!.below.length;
  const all = Array.from({ length: rows }, (_, i) => numbers.map(({ below }) => below[i]!));
  const alsoRun = all.filter((row) => isRunning(row)).length;
  const inSteps = isRunning(names, false);
  const alsoInSteps = all.filter((row) => isRunning(row, false)).length;
  const otherKind = numbers.every(isWholeOverDecimals);
  const order = "in a running order";
  if (running && (words > 0 || fresh > 0 || far || otherKind) && 10 * alsoRun < rows) return taken(order);
  if (n > 2 && inSteps && (words > 0 || fresh > 0) && 10 * alsoInSteps < rows) return taken(order);
  const fromZero = names.every((one, i) => one === i);
  if (fromZero && words > 0) return taken(order);
  if (counted && n > 2 && numbers.some(({ isNew }) => isNew)) return taken(order);
  if (running && far && 2 * alsoRun <= rows) return taken(order);
  if (running && alsoRun === 0 && (counted || (rows >= 20 && n > 3 && names.every(Number.isInteger))))
    return taken(order);
  if (counted && otherKind && rows >= 3) return taken(order);
  if (far && rows >= 3 && (n > 2 || fresh > 0 || words > 0)) return taken("far from those below");
  if (otherKind && rows >= 3 && (n > 4 || fresh > 0 || words > 0)) return taken("whole over decimals");
  if (words > n || named)
    return { is: true, doubt: `though ${shown} ${n === 1 ? "stands" : "stand"} over numbers` };
  return left;
}

/** Rising or falling throughout, in equal steps or, where these will do, in whole numbers. */
function isRunning(values: readonly number[], whole = true): boolean {
  const steps = values.slice(1).map((value, i) => value - values[i]!);
  const oneWay = steps.every((step) => step > 0) || steps.every((step) => step < 0);
  const equal = steps.every((step) => Math.abs(step - steps[0]!) < 1e-6 * Math.abs(steps[0]!));
  return oneWay && (equal || (whole && values.every(Number.isInteger)));
}

/** By half of their range at least outside of what the rows below hold. */
function isFar({ value, below }: Numbers): boolean {
  let [least, most] = [Infinity, -Infinity];
  for (const one of below)
    if (!Number.isNaN(one)) [least, most] = [Math.min(least, one), Math.max(most, one)];
  const range = most - least;
  return range > 0 && (value > most + range / 2 || value < least - range / 2);
}

const isWholeOverDecimals = ({ cell, texts }: Numbers): boolean =>
  /^\d+$/.test(cell) && texts.filter((one) => /[.,]\d/.test(one)).length >= 0.9 * texts.length;

/** Refuses a table whose rows are variables and whose columns are parts, unless someone said how it is to be read. */
export function refuseOnItsSide(rows: readonly TopRow[], name: string, { header, onError }: HowToRead): void {
  const why = header === undefined && onError !== "skip" ? onItsSide(rows) : undefined;
  if (why === undefined) return;
  throw new SettingError(
    (say) =>
      `${name}: seems to lie on its side, a column for each part: ${why}; transpose it (in a spreadsheet: copy, paste special, transpose), so that each part is a row; if each row is a part already, delete that line, or say ${say("header", true)}`,
  );
}

/** A table on its side has so many parts at least. */
const fewParts = 3;

/**
 * Why a table seems to lie on its side, its rows variables and its columns parts, in words; nothing where it does not: behind a name each
 * line holds numbers alone or words alone, and one of words that come again says the class, by its name or below numbers.
 */
function onItsSide(rows: readonly TopRow[]): string | undefined {
  const lines = rows.map(({ cells, line }) => {
    const [name = "", ...rest] = cells;
    return { name, line, rest: rest.slice(0, rest.findLastIndex((cell) => cell !== "") + 1) };
  });
  const [first] = lines;
  if (!first || lines.length < 2 || first.rest.length < fewParts) return undefined;
  if (lines.some(({ name, rest }) => kindOf(name) !== "word" || rest.length !== first.rest.length))
    return undefined;
  if (new Set(lines.map(({ name }) => name)).size < lines.length) return undefined;
  // A few cells tell of most tables that they stand upright.
  const isWords = ({ rest }: (typeof lines)[number], cells = rest) => isOf("word", cells);
  const inHaste = lines.filter(({ rest }) => kindOf(rest[0]!) === "word" && kindOf(rest.at(-1)!) === "word");
  if (inHaste.length === 0 || inHaste.length === lines.length) return undefined;
  const words = inHaste.filter((line) => isWords(line));
  const numbers = lines.filter(({ rest }) => isOf("number", rest) || isOf("dressed", rest));
  const others = lines.filter((line) => !words.includes(line) && !numbers.includes(line));
  if (numbers.length === 0 || others.some(({ rest }) => !isOf("date", rest))) return undefined;
  const classes = words.find((line) => {
    const different = new Set(line.rest).size;
    const repeats = different <= Math.max(2, line.rest.length / 2) && different < line.rest.length;
    const isCalled = labelRank(line.name) !== undefined;
    const isBelow = line !== first && numbers.some((one) => one.line < line.line);
    // A line of verdicts may stand below upright rows, of which there are more than columns.
    const isUpright = isBelow && numbers.length > line.rest.length;
    return repeats && (isCalled || (isBelow && different > 1)) && !isUpright && !isUnitRow(line.rest);
  });
  if (!classes) return undefined;
  const said = linesSaid(numbers.map(({ line }) => line));
  const hold = numbers.length === 1 ? "holds" : "hold";
  return `line ${classes.line} (${rowSaid([classes.name, ...classes.rest])}) holds words where ${said} (${rowSaid(numbers.map(({ name }) => name))}) ${hold} numbers`;
}

/** Whether the cells that are not missing are of one kind, two of them at least. */
function isOf(kind: Kind, cells: readonly string[]): boolean {
  const kinds = cells.map(kindOf).filter((one) => one !== undefined);
  return kinds.length > 1 && kinds.every((one) => one === kind);
}

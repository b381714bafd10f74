import { UserError } from "../../errors.ts";
import type { Matrix } from "../rows/labelledRows.ts";
import { type Column, type Numbers, offer, type Table } from "../table.ts";
import { truthOf } from "./cells/spelling.ts";
import { notNumbersOf, others } from "./notNumbers.ts";

type Usable = Extract<Column, { kind: "number" | "list" }>;

/** The feature names of `columns`: a column of numbers gives one, a column of lists `name[0]`, `name[1]`, ... */
export function featureNamesOf(table: Table, columns: readonly string[]): string[] {
  return columns.flatMap((name) => {
    const column = table.column(name);
    return column.kind === "list" ? Array.from({ length: column.width }, (_, i) => `${name}[${i}]`) : [name];
  });
}

/**
 * The named features of a table, (rows, features), for a network that was trained on them: columns are found by
 * name in any order, others are left out. A list column of the right width serves whole, and a file without a
 * header by position.
 */
export function toFeatures(table: Table, featureNames: readonly string[]): Matrix {
  if (table.rows === 0) throw new UserError(`${table.source}: has no rows`);
  return featureMatrix(table, columnsFor(table, featureNames), featureNames);
}

/** The columns, in order, that together hold `featureNames`. */
function columnsFor(table: Table, featureNames: readonly string[]): (string | Pick)[] {
  const lists = [...table.columns].filter(([, column]) => column.kind === "list");
  const offered = new Map<string, string | Pick>();
  for (const [name, column] of table.columns) {
    if (column.kind !== "list") offered.set(name, name);
    else for (let i = 0; i < column.width; i++) offered.set(`${name}[${i}]`, { list: name, at: i });
  }
  const found = featureNames.map((name) => offered.get(name));
  const whole = lists.find(([, column]) => column.kind === "list" && column.width === featureNames.length);
  if (found.every((one) => one !== undefined)) {
    const list = whole?.[0];
    const isWhole = list !== undefined && featureNames.every((name, i) => name === `${list}[${i}]`);
    return isWhole ? [list] : found;
  }
  if (whole && (lists.length === 1 || whole[0] === "features")) return [whole[0]];
  const names = table.columnNames;
  // A file without a header names its columns x0, x1, ..., label: what counts there is the position.
  const extra = names.length - featureNames.length;
  if (table.traits.headerless && (extra === 0 || extra === 1)) return names.slice(0, featureNames.length);
  const missing = featureNames.filter((_, i) => found[i] === undefined);
  const more =
    missing.length > 1 ? ` (and ${missing.length - 1} more of the ${featureNames.length} features)` : "";
  throw new UserError(`${table.source}: no column "${missing[0]}"${more}${offer(missing[0]!, names)}`);
}

/** One element of a list column. */
interface Pick {
  list: string;
  at: number;
}

/**
 * (rows, features). A single list column keeps its type (images stay uint8); everything else is float64.
 * Every value is checked: text, a gap, NaN and infinity are errors that name the cell.
 */
export function featureMatrix(
  table: Table,
  columns: readonly (string | Pick)[],
  featureNames: readonly string[],
): Matrix {
  const n = table.rows;
  const d = featureNames.length;
  const sources = columns.map((one) => usable(table, typeof one === "string" ? one : one.list));
  const only = sources.length === 1 && sources[0]!.kind === "list" ? sources[0] : undefined;
  if (only) return { shape: [n, d], data: only.values };
  const data = new Float64Array(n * d);
  let start = 0;
  for (const [k, column] of sources.entries()) {
    const one = columns[k]!;
    const width = column.kind === "list" && typeof one === "string" ? column.width : 1;
    const stride = column.kind === "list" ? column.width : 1;
    const first = typeof one === "string" ? 0 : one.at;
    const { values } = column;
    for (let j = 0; j < width; j++) {
      for (let i = 0, from = first + j, to = start + j; i < n; i++, from += stride, to += d) {
        data[to] = values[from]!;
      }
    }
    start += width;
  }
  return { shape: [n, d], data };
}

/** The column `name`, known to hold finite numbers only. */
function usable(table: Table, name: string): Usable {
  const column = table.column(name);
  if (column.kind === "text" && column.values.every((cell) => truthOf(cell) !== undefined))
    return { kind: "number", values: Float64Array.from(column.values, (cell) => Number(truthOf(cell))) };
  if (column.kind === "text") throw notNumbersOf(table, name, column.values).error(column.values.length);
  if (column.kind === "unusable") {
    throw new UserError(
      `${table.source}, column ${name}: ${column.reason}; features must be numbers: leave the column out`,
    );
  }
  if (column.kind === "number" || isFloat(column.values)) checkFinite(table, name, column);
  return column;
}

function isFloat(values: Numbers): boolean {
  return values instanceof Float64Array || values instanceof Float32Array;
}

export function checkFinite(table: Table, name: string, column: Usable): void {
  const { values } = column;
  if (![Number.NaN, Infinity, -Infinity].some((one) => values.includes(one))) return;
  let first = -1;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    // x - x is 0 for a finite x, NaN for NaN and the infinities
    if (values[i]! - values[i]! !== 0) {
      if (first < 0) first = i;
      count++;
    }
  }
  const width = column.kind === "list" ? column.width : 1;
  const row = Math.floor(first / width);
  const at = column.kind === "list" ? `${name}[${first % width}]` : name;
  const text = column.kind === "number" && column.gap?.row === row ? column.gap.text : String(values[first]);
  const found = text === "" ? "the cell is empty" : `${text} is not a finite number`;
  throw new UserError(
    `${table.where(row, at)}: ${found}${others(count - 1)}; fill in a number or delete the row`,
  );
}

import { UserError } from "../../errors.ts";
import { type Column, Table } from "../table.ts";
import { oneLine } from "./oneLine.ts";
import { isPartKey, keyedFolder } from "./partNames.ts";

/** What Hive and Spark call the folder of rows that have no value. */
const noValue = "__HIVE_DEFAULT_PARTITION__";

const number = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The columns that folders name as Hive, Spark and pandas write them (lot=3/part-0.parquet), by file: numbers where each value
 * of a column is one. A folder that names the part of its rows (split=train) is none. Nothing where no folder names a column.
 * Throws a `UserError` where some files lie in such folders and others do not, or in others.
 */
export function hiveColumns(
  names: readonly string[],
): ReadonlyMap<string, ReadonlyMap<string, number | string>> | undefined {
  const found = names.map((name) => ({ name, columns: columnsOf(name) }));
  const first = found.find(({ columns }) => columns.size > 0);
  if (!first) return undefined;
  const keys = [...first.columns.keys()];
  for (const { name, columns } of found)
    if ([...columns.keys()].join("/") !== keys.join("/"))
      throw new UserError(
        `${oneLine(name)} lies in ${columns.size === 0 ? "no folder that names a column" : `${[...columns.keys()].join("=, ")}=`}, and ${oneLine(first.name)} in ${keys.join("=, ")}=; put all files into folders of the same columns`,
      );
  const numbers = new Set(keys.filter((key) => found.every(({ columns }) => isNumber(columns.get(key)!))));
  return new Map(
    found.map(({ name, columns }) => [
      name,
      new Map([...columns].map(([key, value]) => [key, cellOf(value, numbers.has(key))])),
    ]),
  );
}

const isNumber = (value: string): boolean => value === noValue || number.test(value);

function cellOf(value: string, isNumber: boolean): number | string {
  if (value === noValue) return isNumber ? Number.NaN : "";
  return isNumber ? Number(value) : value;
}

function columnsOf(name: string): Map<string, string> {
  const columns = new Map<string, string>();
  for (const step of name.split("/").slice(0, -1)) {
    const keyed = keyedFolder(step);
    if (keyed && !isPartKey(keyed)) columns.set(decoded(keyed.key), decoded(keyed.value));
  }
  return columns;
}

/** Spark writes signs that a path cannot hold as %3A. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A table with the columns that its folders name, first: the last column of a CSV is its label. */
export function withFolderColumns(table: Table, columns: ReadonlyMap<string, number | string>): Table {
  const all = new Map<string, Column>();
  for (const [name, value] of columns) {
    const own = table.columns.get(name);
    if (own && !allEqual(own, value))
      throw new UserError(
        `${table.source}: has a column "${name}" of its own, whose cells are not all ${value}, as its folder says; rename the column or the folder`,
      );
    if (!own) all.set(name, constant(value, table.rows));
  }
  if (all.size === 0) return table;
  for (const [name, column] of table.columns) all.set(name, column);
  return new Table(all, table.parts, table.traits);
}

function constant(value: number | string, rows: number): Column {
  if (typeof value === "string") return { kind: "text", values: Array<string>(rows).fill(value) };
  const values = new Float64Array(rows).fill(value);
  return { kind: "number", values, gap: Number.isNaN(value) && rows > 0 ? { row: 0, text: "" } : undefined };
}

function allEqual(column: Column, value: number | string): boolean {
  if (column.kind === "number") return column.values.every((one) => Object.is(one, Number(value)));
  return column.kind === "text" && column.values.every((one) => one === String(value));
}

import type { NDArray } from "numpy-ts";
import { UserError } from "../errors.ts";
import { sortClasses } from "./classes.ts";
import { judge, type LeftOut } from "./columnKinds.ts";
import { toFeatures } from "./features.ts";
import { isGap, type MissingRule, mean, median, mode } from "./missing.ts";
import type { Scaler } from "./scale.ts";
import { type Column, type Numbers, offer, Table } from "./table.ts";

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

export interface EncoderOptions {
  /** the column that is no feature */
  label?: string | undefined;
  /** without it, a missing cell is an error */
  missing?: MissingRule | undefined;
  /** the training rows: categories and fill values are theirs alone; all rows when left out */
  rows?: ArrayLike<number> | undefined;
}

/** Looks at every column and says what it is; a column that holds mistakes is a UserError that names the cell. */
export function fitEncoder(table: Table, { label, missing, rows }: EncoderOptions = {}): Encoder {
  if (table.rows === 0) throw new UserError(`${table.source}: has a header but no rows; add rows of data`);
  const names = table.columnNames.filter((name) => name !== label);
  if (names.length === 0) {
    throw new UserError(
      `${table.source}: no feature columns, only the label "${label}"; add columns of numbers`,
    );
  }
  const leftOut: LeftOut[] = [];
  const columns: EncodedColumn[] = [];
  for (const name of names) {
    const found = judge(table, name);
    if (found.kind === "left out") leftOut.push({ name, why: found.why });
    else columns.push(fitColumn(found.kind, name, table.column(name), missing, rows));
  }
  if (columns.length === 0) {
    const why = leftOut.map(({ name, why }) => `${name}: ${why}`).join("; ");
    throw new UserError(`${table.source}: no column can be a feature (${why}); add columns of numbers`);
  }
  const encoder: Encoder = {
    columns,
    leftOut,
    ...(missing === undefined ? {} : { missing }),
    ...(table.traits.headerless ? { positions: names } : {}),
  };
  if (missing === undefined) checkNoGaps(table, encoder);
  return encoder;
}

function fitColumn(
  kind: EncodedColumn["kind"],
  name: string,
  column: Column,
  missing: MissingRule | undefined,
  rows: ArrayLike<number> | undefined,
): EncodedColumn {
  if (kind === "list") return { kind, name, width: column.kind === "list" ? column.width : 0 };
  const fills = missing === "mean" || missing === "median";
  if (kind === "category") {
    const all = cellsOf(column);
    const cells = (rows ? Array.from(rows, (row) => all[row]!) : all).filter((cell) => !isGap(cell));
    const categories = sortClasses(new Set(cells));
    return { kind, name, categories, ...(fills ? { fill: mode(cells, categories) } : {}) };
  }
  if (!fills) return { kind, name };
  const all = column.kind === "number" ? column.values : new Float64Array();
  const values = Float64Array.from(rows ? Array.from(rows, (row) => all[row]!) : all).filter(
    (value) => !Number.isNaN(value),
  );
  if (values.length === 0) {
    throw new UserError(
      `column ${name}: no training row holds a number, so there is no ${missing} to fill in; leave the column out`,
    );
  }
  return { kind, name, fill: missing === "mean" ? mean(values) : median(values) };
}

/** The names of the features that an encoder makes. */
export function encodedNames({ columns }: Encoder): string[] {
  return columns.flatMap((column) => {
    if (column.kind === "number") return [column.name];
    if (column.kind === "category") return column.categories.map((one) => `${column.name}=${one}`);
    return Array.from({ length: column.width }, (_, i) => `${column.name}[${i}]`);
  });
}

/** For each column of the table, the places of its features: what belongs together. */
export function encodedGroups({ columns }: Encoder): { name: string; features: number[] }[] {
  let start = 0;
  return columns.flatMap((column) => {
    const width =
      column.kind === "list" ? column.width : column.kind === "category" ? column.categories.length : 1;
    const features = Array.from({ length: width }, (_, i) => start + i);
    start += width;
    if (column.kind !== "list") return [{ name: column.name, features }];
    return features.map((j, i) => ({ name: `${column.name}[${i}]`, features: [j] }));
  });
}

/**
 * A table's rows as features, (rows, features). Columns are found by name, in any order, and others are left out.
 * A category that the encoder does not know is 0 in all of its column's features, as scikit-learn's
 * `OneHotEncoder(handle_unknown="ignore")`; `unseenCategories` names such cells.
 */
export function encode(table: Table, encoder: Encoder): NDArray {
  const names = encodedNames(encoder);
  // Numbers alone need nothing made of them, and may lie in the file as columns or as one list.
  const plain = encoder.columns.every((column) => column.kind !== "category" && !("fill" in column));
  if (plain && !encoder.positions) return toFeatures(table, names);
  return toFeatures(expanded(placed(table, encoder), encoder), names);
}

/** The columns of a file without a header get the names that they have in the encoder. */
function placed(table: Table, { positions, columns }: Encoder): Table {
  if (table.rows === 0) throw new UserError(`${table.source}: has no rows`);
  const names = table.columnNames;
  if (positions && table.traits.headerless) {
    const extra = names.length - positions.length;
    if (extra !== 0 && extra !== 1) {
      throw new UserError(
        `${table.source}: has ${names.length} columns, but the model was trained on ${positions.length} and a label`,
      );
    }
    const renamed = positions.map((name, i) => [name, table.column(names[i]!)] as const);
    return new Table(new Map(renamed), table.parts, table.traits);
  }
  const missing = columns.filter(({ name }) => !table.columns.has(name)).map(({ name }) => name);
  if (missing.length === 0) return table;
  const more = missing.length > 1 ? ` (and ${missing.length - 1} more of the ${columns.length} columns)` : "";
  throw new UserError(`${table.source}: no column "${missing[0]}"${more}${offer(missing[0]!, names)}`);
}

/** A table of numbers: gaps filled, categories one-hot. */
function expanded(table: Table, encoder: Encoder): Table {
  checkNoGaps(table, encoder);
  const made = encoder.columns.flatMap((encoded): [string, Column][] => {
    const { name } = encoded;
    const column = table.column(name);
    if (encoded.kind === "category") return oneHot(table, column, encoded);
    if (encoded.kind === "list" || encoded.fill === undefined || column.kind !== "number")
      return [[name, column]];
    return [[name, { kind: "number", values: filled(column.values, encoded.fill) }]];
  });
  return new Table(new Map(made), table.parts, { ...table.traits, headerless: false });
}

const filled = (values: Numbers, fill: number): Float64Array =>
  Float64Array.from(values, (value) => (Number.isNaN(value) ? fill : value));

function oneHot(
  table: Table,
  column: Column,
  { name, categories, fill }: Extract<EncodedColumn, { kind: "category" }>,
): [string, Column][] {
  if (column.kind === "list" || column.kind === "unusable") {
    const found = column.kind === "list" ? `lists of ${column.width} numbers` : column.reason;
    throw new UserError(
      `${table.source}, column ${name}: holds categories (${some(categories)}) in the training data, here ${found}`,
    );
  }
  const features = categories.map(() => new Uint8Array(table.rows));
  const places = new Map(categories.map((category, k) => [category, k]));
  for (const [row, cell] of cellsOf(column).entries()) {
    const k = places.get(isGap(cell) && fill !== undefined ? fill : cell);
    if (k !== undefined) features[k]![row] = 1;
  }
  return features.map((values, k) => [`${name}=${categories[k]}`, { kind: "number", values }]);
}

/** A missing cell in a column that the encoder has nothing to fill with. */
function checkNoGaps(table: Table, { columns, missing }: Encoder): void {
  let first: { row: number; name: string; found: string } | undefined;
  let cells = 0;
  let inColumns = 0;
  for (const encoded of columns) {
    if (encoded.kind === "list" || encoded.fill !== undefined) continue;
    const gaps = gapsOf(table.column(encoded.name));
    if (gaps.length === 0) continue;
    first ??= { row: gaps[0]!, name: encoded.name, found: gapText(table.column(encoded.name), gaps[0]!) };
    cells += gaps.length;
    inColumns++;
  }
  if (!first || missing === "drop") {
    if (!first) return;
    throw new UserError(
      `${table.where(first.row, first.name)}: ${first.found}${counted(cells, inColumns)}; the model was trained with --missing drop, so it knows no such rows: fill it in or delete the row`,
    );
  }
  throw new UserError(
    `${table.where(first.row, first.name)}: ${first.found}${counted(cells, inColumns)}; fill it in or delete the row, or train with --missing mean, median or drop`,
  );
}

function gapText(column: Column, row: number): string {
  const text =
    column.kind === "text" ? column.values[row] : column.kind === "number" ? (column.gap?.text ?? "NaN") : "";
  return text === "" ? "the cell is empty" : `the cell is ${text}, which is no value`;
}

function counted(cells: number, columns: number): string {
  if (cells === 1) return "";
  return `, the first of ${cells} in ${columns} ${columns === 1 ? "column" : "columns"}`;
}

/** The rows of a column's missing cells. */
export function gapsOf(column: Column): number[] {
  const rows: number[] = [];
  if (column.kind === "number") {
    const { values } = column;
    for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) rows.push(row);
  } else if (column.kind === "text") {
    for (const [row, cell] of column.values.entries()) if (isGap(cell)) rows.push(row);
  }
  return rows;
}

/** Cells of a category that the training rows did not have. */
export interface Unseen {
  column: string;
  /** the first such cell: where it is, and what stands there */
  where: string;
  value: string;
  cells: number;
  categories: readonly string[];
}

export function unseenCategories(raw: Table, encoder: Encoder): Unseen[] {
  if (!encoder.columns.some(({ kind }) => kind === "category")) return [];
  const table = placed(raw, encoder);
  return encoder.columns.flatMap((encoded) => {
    if (encoded.kind !== "category") return [];
    const { name, categories } = encoded;
    const known = new Set(categories);
    const cells = cellsOf(table.column(name));
    const rows = cells.flatMap((cell, row) => (known.has(cell) || isGap(cell) ? [] : [row]));
    if (rows.length === 0) return [];
    const [row] = rows as [number];
    return [
      { column: name, where: table.where(row, name), value: cells[row]!, cells: rows.length, categories },
    ];
  });
}

/** "parts.csv, row 3 (line 4), column colour: "mauve" is none of the 3 categories …" */
export function unseenInWords({ where, value, cells, categories }: Unseen): string {
  const more = cells > 1 ? ` (and ${cells - 1} more such ${cells === 2 ? "cell" : "cells"})` : "";
  return `${where}: "${value}"${more} is none of the ${categories.length} categories that were trained on (${some(categories)}); taken as none of them`;
}

/** Standardisation of categories would only blur them: their features stay 0 and 1. */
export function withoutCategories(scaler: Scaler, encoder: Encoder): Scaler {
  const keep = encoder.columns.flatMap((column) =>
    column.kind === "category"
      ? column.categories.map(() => false)
      : Array<boolean>(column.kind === "list" ? column.width : 1).fill(true),
  );
  return {
    kind: scaler.kind,
    offset: scaler.offset.map((value, j) => (keep[j] ? value : 0)),
    scale: scaler.scale.map((value, j) => (keep[j] ? value : 1)),
  };
}

/** The cells of a column of text, or of numbers, as text. */
function cellsOf(column: Column): readonly string[] {
  if (column.kind === "text") return column.values;
  if (column.kind !== "number") return [];
  const { names } = column;
  return Array.from(column.values, (value) => (Number.isNaN(value) ? "" : (names?.[value] ?? String(value))));
}

const some = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(", ")}, …` : names.join(", ");

import { checkNames, UserError } from "../../errors.ts";
import { sortClasses } from "../rows/classes.ts";
import type { Matrix } from "../rows/labelledRows.ts";
import type { Scaler } from "../rows/scale.ts";
import { type Column, cellsOf, type Numbers, offer, Table } from "../table.ts";
import { SeenColumn } from "./columnKinds.ts";
import type { EncodedColumn, Encoder, LeftOut } from "./encoding.ts";
import { toFeatures } from "./features.ts";
import { checkNoGaps, checkSeenGaps } from "./gaps.ts";
import { countCells, type MissingRule, mean, median, mode } from "./missing.ts";
import { isGap } from "./noValue.ts";

export interface EncoderOptions {
  /** the column that is no feature */
  label?: string | undefined;
  /** without it, a missing cell is an error */
  missing?: MissingRule | undefined;
  /** the training rows: categories and fill values are theirs alone; all rows when left out */
  rows?: ArrayLike<number> | undefined;
  /** the columns as more rows than the table's show them */
  seen?: ReadonlyMap<string, SeenColumn> | undefined;
}

/** Looks at every column and says what it is; a column that holds mistakes is a UserError that names the cell. */
export function fitEncoder(table: Table, options: EncoderOptions = {}): Encoder {
  checkNames("fitEncoder", options, ["label", "missing", "rows", "seen"]);
  const { label, missing, rows } = options;
  if (label !== undefined) table.column(label); // misspelt, the label would be a feature
  if (table.rows === 0) throw new UserError(`${table.source}: has a header but no rows; add rows of data`);
  const image = table.imageColumn;
  const names = image === undefined ? table.columnNames.filter((name) => name !== label) : [image];
  if (names.length === 0) {
    throw new UserError(
      `${table.source}: no feature columns, only the label "${label}"; add columns of numbers`,
    );
  }
  const leftOut: LeftOut[] = [];
  const columns: EncodedColumn[] = [];
  const seen = options.seen ?? seenColumns(table, names);
  for (const name of names) {
    const found = seen.get(name)!.judgement();
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
    missing,
    positions: table.traits.headerless ? names : undefined,
  };
  if (missing === undefined) checkSeenGaps((name) => seen.get(name)!.gaps, encoder);
  return encoder;
}

const seenColumns = (table: Table, names: readonly string[]): Map<string, SeenColumn> =>
  new Map(
    names.map((name) => {
      const column = new SeenColumn(table, name);
      column.add(table);
      return [name, column];
    }),
  );

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
    return { kind, name, categories, fill: fills ? mode(countCells(cells), categories) : undefined };
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

/** A table's rows as features, as `encode` (arrays.ts) says. */
export function encodeRows(table: Table, encoder: Encoder): Matrix {
  const names = encodedNames(encoder);
  // Numbers alone need nothing made of them, and may lie in the file as columns or as one list.
  const plain = encoder.columns.every((column) => column.kind !== "category" && !("fill" in column));
  if (plain && !encoder.positions) return toFeatures(table, names);
  return toFeatures(expanded(placed(table, encoder), encoder), names);
}

/** The columns of a file without a header get the names that they have in the encoder. */
export function placed(table: Table, { positions, columns }: Encoder): Table {
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
function expanded(raw: Table, encoder: Encoder): Table {
  // A dash is a category where dashes were categories, though these rows hold numbers beside it, or nothing else.
  const categories = encoder.columns.filter(({ kind }) => kind === "category");
  const table = raw.withWords(categories.map(({ name }) => name));
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

/** Standardisation of categories would only blur them: their features stay 0 and 1. */
export function withoutCategories(scaler: Scaler, encoder: Encoder): Scaler {
  const keep = encoder.columns.flatMap((column) =>
    column.kind === "category"
      ? column.categories.map(() => false)
      : Array<boolean>(column.kind === "list" ? column.width : 1).fill(true),
  );
  return {
    ...scaler,
    offset: scaler.offset.map((value, j) => (keep[j] ? value : 0)),
    scale: scaler.scale.map((value, j) => (keep[j] ? value : 1)),
  };
}

/** The first few names of many. */
export const some = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(", ")}, …` : names.join(", ");

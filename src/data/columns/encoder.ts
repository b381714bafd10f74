import { checkNames, SettingError, UserError } from "../../errors.ts";
import type { ColumnRoles } from "../reading.ts";
import type { Matrix } from "../rows/labelledRows.ts";
import { judged } from "../rows/roles.ts";
import type { Scaler } from "../rows/scale.ts";
import { type Column, cellsOf, type Numbers, offer, Table } from "../table.ts";
import { dateFeatures, dateNames } from "./cells/dates/dateColumn.ts";
import { type DateOrder, dateOrders } from "./cells/dates/dates.ts";
import { datesInParts } from "./cells/dates/parts.ts";
import { fitColumn, fitPart, isFree, seenIn } from "./cells/fitColumn.ts";
import type { Decimal } from "./cells/numerals.ts";
import type { Judging } from "./cells/seenTexts.ts";
import { Categories, Spellings } from "./cells/spelling.ts";
import { usualMark } from "./cells/target.ts";
import { undressed } from "./cells/undress.ts";
import type { SeenColumn } from "./columnKinds.ts";
import { type EncodedColumn, type Encoder, type LeftOut, labelPlace, nameWholeFile } from "./encoding.ts";
import { toFeatures } from "./features.ts";
import { checkNoGaps, checkSeenGaps } from "./gaps.ts";
import { isWhyDate, onlyNumbers } from "./idColumns.ts";
import type { MissingRule } from "./missing.ts";
import { isGap, isGapWord } from "./noValue.ts";

export interface EncoderOptions {
  /** the column that is no feature */
  label?: string | undefined;
  /** without it, a missing cell is an error */
  missing?: MissingRule | undefined;
  /** the training rows: categories and fill values are theirs alone; all rows when left out */
  rows?: ArrayLike<number> | undefined;
  /** the columns as more rows than the table's show them */
  seen?: ReadonlyMap<string, SeenColumn> | undefined;
  /** whether dates become features; they do not when left out */
  dates?: boolean | undefined;
  /** in which order day, month and year stand in dates such as 1/5/2024; found when left out */
  dateOrder?: DateOrder | undefined;
  /** what stands between whole and fraction in columns of text; found when left out */
  decimal?: Decimal | undefined;
  /** with "skip", cells with mistakes are no error: their rows are set aside (wrongRows) */
  onError?: "stop" | "skip" | undefined;
  /** those rows are gone from the table, though `seen` saw them */
  sound?: boolean | undefined;
  /** what columns are for, by the table's names; found by their names and cells when left out */
  roles?: ColumnRoles | undefined;
}

const optionNames = [
  "label",
  "missing",
  "rows",
  "seen",
  "dates",
  "dateOrder",
  "decimal",
  "onError",
  "sound",
  "roles",
] as const satisfies (keyof EncoderOptions)[];

/** Looks at every column and says what it is; a column that holds mistakes is a UserError that names the cell. */
export function fitEncoder(table: Table, options: EncoderOptions = {}): Encoder {
  checkNames("fitEncoder", options, optionNames);
  const { label, missing, dateOrder, decimal, roles = {} } = options;
  if (dateOrder !== undefined && !dateOrders.includes(dateOrder))
    throw new SettingError((say) => `${say("dateOrder", dateOrder)} is none of ${dateOrders.join(", ")}`);
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
  const judging: Judging = {
    decimal,
    usual: usualMark(
      table,
      names.map((name) => seen.get(name)!.mark),
    ),
    dates: options.dates ?? dateOrder !== undefined,
    dateOrder,
    skip: options.onError === "skip",
  };
  const inParts = judging.dates
    ? datesInParts(table).filter((date) =>
        date.columns.every((name) => name !== label && isFree(name!, roles)),
      )
    : [];
  const fillers = { ...options, settled: judging.skip && !options.sound };
  for (const name of names) {
    const date = inParts.find(({ columns: all }) => all.includes(name));
    if (date) {
      const found = fitPart(name, date, table, fillers);
      if ("why" in found) leftOut.push(found);
      else columns.push(found);
      continue;
    }
    const judgement = judged(name, roles, () => seen.get(name)!.judgement(judging));
    const found = fitColumn(name, judgement, table, options);
    if ("why" in found) leftOut.push(found);
    else columns.push(found);
  }
  if (columns.length === 0)
    for (const name of onlyNumbers(table, leftOut)) {
      const found = fitColumn(name, { kind: "number" }, table, options);
      if (!("why" in found)) columns.push(found);
    }
  if (columns.length === 0) throw noFeatures(table, leftOut);
  const encoder: Encoder = {
    columns,
    leftOut,
    missing,
    positions: table.traits.headerless ? names : undefined,
    order: tellsOrder(table, label, leftOut) ? undefined : table.columnNames,
  };
  if (missing === undefined && !judging.skip)
    checkSeenGaps(({ name, kind }) => {
      const { gaps, gapsAmongNumbers } = seen.get(name)!;
      return kind === "category" ? gaps : gapsAmongNumbers;
    }, encoder);
  return encoder;
}

/** Whether the features and a label behind them are all columns of a table, or its columns have no names. */
const tellsOrder = (table: Table, label: string | undefined, leftOut: readonly LeftOut[]): boolean =>
  label === undefined ||
  table.traits.headerless === true ||
  table.imageColumn !== undefined ||
  (leftOut.length === 0 && table.columnNames.at(-1) === label);

const seenColumns = (table: Table, names: readonly string[]): Map<string, SeenColumn> =>
  new Map(names.map((name) => [name, seenIn(table, name)]));

function noFeatures(table: Table, leftOut: readonly LeftOut[]): UserError {
  const why = leftOut.map(({ name, why }) => `${name}: ${why}`).join("; ");
  const dates = leftOut.some(({ why }) => isWhyDate(why));
  return new SettingError(
    (say) =>
      `${table.source}: no column can be a feature (${why}); add columns of numbers${dates ? `, or make numbers of dates with ${say("dates", true)}` : ""}`,
  );
}

/** The names of the features that an encoder makes. */
export function encodedNames({ columns }: Encoder): string[] {
  const names = new Set(columns.map(({ name }) => name));
  return columns.flatMap((column) => {
    if (column.kind === "number") return column.within === undefined ? [column.name] : [];
    if (column.kind === "category") return column.categories.map((one) => `${column.name}=${one}`);
    if (column.kind === "date") return dateNames(column, names);
    return Array.from({ length: column.width }, (_, i) => `${column.name}[${i}]`);
  });
}

/** How many features a column gives. */
export function widthOf(column: EncodedColumn): number {
  if (column.kind === "list") return column.width;
  if (column.kind === "category") return column.categories.length;
  if (column.kind === "date") return column.parts.length;
  return column.within === undefined ? 1 : 0;
}

/** For each column of the table, the places of its features: what belongs together. */
export function encodedGroups({ columns }: Encoder): { name: string; features: number[] }[] {
  let start = 0;
  return columns.flatMap((column) => {
    const width = widthOf(column);
    const features = Array.from({ length: width }, (_, i) => start + i);
    start += width;
    if (width === 0) return [];
    if (column.kind === "date") return [{ name: column.together?.title ?? column.name, features }];
    if (column.kind !== "list") return [{ name: column.name, features }];
    return features.map((j, i) => ({ name: `${column.name}[${i}]`, features: [j] }));
  });
}

/** A table's rows as features, as `encode` (arrays.ts) says. */
export function encodeRows(table: Table, encoder: Encoder): Matrix {
  const names = encodedNames(encoder);
  const { columns } = table;
  // Numbers alone need nothing made of them, and may lie in the file as columns or as one list.
  const plain = encoder.columns.every(
    (column) =>
      column.kind !== "category" && column.kind !== "date" && !("fill" in column) && !("dress" in column),
  );
  if (
    plain &&
    !encoder.positions &&
    !(table.traits.headerless && table.traits.delimited) &&
    encoder.columns.every(({ name }) => columns.get(name)?.kind !== "text")
  ) {
    const named = encoder.columns.every(({ name }) => columns.has(name)) ? table : renamed(table, encoder);
    return toFeatures(named, names);
  }
  return toFeatures(expanded(readAs(table, encoder), encoder), names);
}

/** The columns of a file without a header get the names that they have in the encoder. */
export function placed(table: Table, encoder: Encoder): Table {
  const { positions, columns } = encoder;
  if (table.rows === 0) throw new UserError(`${table.source}: has no rows`);
  const names = table.columnNames;
  if (positions && table.traits.headerless && nameWholeFile(names, positions)) {
    const extra = names.length - positions.length;
    if (extra !== 0 && extra !== 1) {
      throw new UserError(
        `${table.source}: has ${names.length} columns, but the model was trained on ${positions.length} and a label`,
      );
    }
    const own = extra === 0 ? names : names.toSpliced(labelPlace(positions), 1);
    const renamed = positions.map((name, i) => [name, table.column(own[i]!)] as const);
    return new Table(new Map(renamed), table.parts, table.traits);
  }
  const found = renamed(table, encoder);
  const missing = columns.filter(({ name }) => !found.columns.has(name)).map(({ name }) => name);
  if (missing.length === 0) return found;
  if (table.traits.headerless && table.traits.delimited)
    throw new UserError(
      positions
        ? `${table.source}: has ${names.length} columns, but the model was trained on ${positions.length} and a label`
        : `${table.source}: has no header and ${names.length} columns, which are not those of the model's file (${some(encoder.order ?? columns.map(({ name }) => name))}); give it a header`,
    );
  const more = missing.length > 1 ? ` (and ${missing.length - 1} more of the ${columns.length} columns)` : "";
  throw new UserError(`${table.source}: no column "${missing[0]}"${more}${offer(missing[0]!, names)}`);
}

/** A table whose columns are called as those of an encoder, where they differ in width or white space alone. */
export const renamed = (table: Table, { columns }: Encoder): Table =>
  withNames(
    table,
    columns.map(({ name }) => name),
  );

/** The same of any names. A column that has one of them already keeps it. */
export function withNames(table: Table, names: readonly string[]): Table {
  const wanted = names.filter((name) => !table.columns.has(name));
  if (wanted.length === 0) return table;
  const taken = new Set(names);
  const free = table.columnNames.filter((name) => !taken.has(name));
  const spellings = new Spellings(free);
  const called = new Map(
    wanted.flatMap((name) => {
      const place = spellings.place(name);
      return place === undefined ? [] : [[free[place]!, name] as const];
    }),
  );
  if (called.size === 0) return table;
  const columns = [...table.columns].map(([name, column]) => [called.get(name) ?? name, column] as const);
  return new Table(new Map(columns), table.parts, table.traits);
}

/** A table with its columns as an encoder calls them, and its numbers out of their dress. */
export function readAs(raw: Table, encoder: Encoder): Table {
  const table = placed(raw, encoder);
  const read = new Map<string, Column>();
  for (const column of encoder.columns) {
    const { name, kind } = column;
    const found = table.column(name);
    if (kind === "number") {
      const numbers = undressed(table, name, column.dress);
      if (numbers !== found) read.set(name, numbers);
    } else if (kind === "date" && found.kind === "text" && found.values.some(isGapWord))
      read.set(name, { kind: "text", values: found.values.map((cell) => (isGapWord(cell) ? "" : cell)) });
  }
  if (read.size === 0) return table;
  return new Table(new Map([...table.columns, ...read]), table.parts, table.traits);
}

/** A table of numbers: gaps filled, categories one-hot, dates in parts. */
function expanded(raw: Table, encoder: Encoder): Table {
  // A dash is a category where dashes were categories, though these rows hold numbers beside it, or nothing else.
  const categories = encoder.columns.filter(({ kind }) => kind === "category");
  const table = raw.withWords(categories.map(({ name }) => name));
  checkNoGaps(table, encoder);
  const names = new Set(encoder.columns.map(({ name }) => name));
  const made = encoder.columns.flatMap((encoded): [string, Column][] => {
    const { name } = encoded;
    const column = table.column(name);
    if (encoded.kind === "category") return oneHot(table, column, encoded);
    if (encoded.kind === "date") {
      const parts = dateFeatures(table, encoded);
      return dateNames(encoded, names).map((part, k) => [part, { kind: "number", values: parts[k]! }]);
    }
    if (encoded.kind === "number" && encoded.within !== undefined) return [];
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
  const known = new Categories(categories);
  const places = new Map<string, number | undefined>();
  for (const [row, cell] of cellsOf(column).entries()) {
    const said = isGap(cell) && fill !== undefined ? fill : cell;
    if (!places.has(said)) places.set(said, known.place(said));
    const k = places.get(said);
    if (k !== undefined) features[k]![row] = 1;
  }
  return features.map((values, k) => [`${name}=${categories[k]}`, { kind: "number", values }]);
}

/** Standardisation of categories would only blur them: their features stay 0 and 1. */
export function withoutCategories(scaler: Scaler, encoder: Encoder): Scaler {
  const keep = encoder.columns.flatMap((column) =>
    Array<boolean>(widthOf(column)).fill(column.kind !== "category"),
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

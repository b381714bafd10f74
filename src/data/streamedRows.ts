import { UserError } from "../errors.ts";
import { sortClasses } from "./classes.ts";
import { mostCategories } from "./columnKinds.ts";
import { type Encoder, encodedNames, fitEncoder, withoutCategories } from "./encoder.ts";
import { gapsOf } from "./gaps.ts";
import type { LabelledRows } from "./labelledRows.ts";
import { isGap, type MissingRule, selectRows } from "./missing.ts";
import { type RowParts, rowParts, type Shares } from "./rowParts.ts";
import type { RowStream } from "./rowStream.ts";
import { RunningMoments } from "./runningMoments.ts";
import type { Scaler, ScalerKind } from "./scale.ts";
import { concatTables, type Table } from "./table.ts";
import { findLabel, type Task, toRows } from "./toRows.ts";

export interface StreamedOptions {
  label?: string | undefined;
  task: Task;
  missing?: MissingRule | undefined;
  scale: ScalerKind;
  testSize: number;
  validation: number;
  seed: number;
}

/** Rows of a stream, read once to learn how they are to be read. */
export interface StreamedRows {
  label: string;
  encoder: Encoder;
  scaler: Scaler;
  target?: Scaler;
  /** training rows of each group */
  groupRows: readonly number[];
  /** of the training rows those that are kept in memory: the loss is measured on them */
  sample: LabelledRows;
  test?: LabelledRows;
  validation?: LabelledRows;
  /** the rows of `test`, or of `sample` where there is none, as their file numbers them from 1 */
  rowNumbers: number[];
  /** how many rows `--missing drop` left out */
  dropped: number;
  /** Other rows, as those of the stream. */
  encode(table: Table): LabelledRows;
  /** The training rows of a group. */
  read(group: number): AsyncIterable<LabelledRows>;
}

/** Of test rows, of validation rows and of the sample: the more is kept, the more memory it takes. */
const keptRows = 100_000;
const keptNumbers = 2 ** 22;

/** More classes than this are amounts or names. */
const mostClasses = 1000;

/**
 * Two passes. The first takes rows to judge the columns by, as `fitEncoder` does of a file in memory, and gathers all
 * classes and categories; the second checks every cell and fits the scale to all training rows.
 */
export async function streamRows(stream: RowStream, options: StreamedOptions): Promise<StreamedRows> {
  const { task, missing, seed } = options;
  if (stream.rows === 0) throw new UserError(`${stream.name}: has a header but no rows; add rows of data`);
  const gathered = await gather(stream, options);
  const { label, shares, classes } = gathered;
  const all = concatTables(gathered.sample);
  const judged = () => fitEncoder(all, { label, missing }).columns.map(({ name }) => name);
  const sampled = missing === "drop" ? wholeRows(all, [...judged(), label]) : all;
  const encoder = withAllCategories(fitEncoder(sampled, { label, missing }), gathered.words);
  const columns = [...encoder.columns.map(({ name }) => name), label];
  const classNames = task === "classify" ? classNamesOf(stream.name, label, classes) : [];
  const encoded = (table: Table) => toRows(table, { label, task, encoder, classNames, piece: true });

  const moments = new RunningMoments(encodedNames(encoder).length);
  const targets = new RunningMoments(1);
  const groupRows: number[] = [];
  let read = 0;
  for (let group = 0; group < stream.groups; group++) {
    const before = moments.rows;
    for await (const { rows, parts } of pieces(group)) {
      moments.add(rows.features.data, parts.train);
      if (task === "regress") targets.add(rows.labels, parts.train);
      read += rows.nSamples;
    }
    groupRows.push(moments.rows - before);
  }
  if (moments.rows === 0)
    throw new UserError(`${stream.name}: no row is left to train on; state a smaller --test-size`);
  const whole = (table: Table) => (missing === "drop" ? wholeRows(table, columns) : table);
  const kept = (tables: readonly Table[]) => (tables.length === 0 ? undefined : whole(concatTables(tables)));
  const [test, validation] = [kept(gathered.test), kept(gathered.validation)];
  const named = test ?? sampled;
  const target = targets.scaler("standard");
  if (task === "regress" && targets.isConstant(0))
    throw new UserError(
      `${stream.name}, column ${label}: every row is ${target.offset[0]}; there is nothing to predict`,
    );
  return {
    label,
    encoder,
    scaler: withoutCategories(moments.scaler(options.scale), encoder),
    ...(task === "regress" ? { target } : {}),
    groupRows,
    sample: encoded(sampled),
    ...(test ? { test: encoded(test) } : {}),
    ...(validation ? { validation: encoded(validation) } : {}),
    rowNumbers: Array.from({ length: named.rows }, (_, row) => named.numberInFile(row)),
    dropped: stream.rows - read,
    encode: (table) => encoded(whole(table)),
    async *read(group) {
      for await (const { rows, parts } of pieces(group)) yield rows.select(parts.train);
    },
  };

  /** A group's rows, encoded, and which of them train. */
  async function* pieces(group: number): AsyncGenerator<{ rows: LabelledRows; parts: RowParts }> {
    for await (const { table, first } of stream.read(group, columns)) {
      const parts = rowParts(first, table.rows, seed, shares);
      if (missing !== "drop") yield { rows: encoded(table), parts };
      else {
        const places = placesOfWhole(table, columns);
        if (places.length === 0) continue;
        const trains = new Set(parts.train);
        const train = places.flatMap((row, i) => (trains.has(row) ? [i] : []));
        yield { rows: encoded(selectRows(table, places)), parts: { ...parts, train } };
      }
    }
  }
}

interface Gathered {
  label: string;
  shares: Shares;
  sample: Table[];
  test: Table[];
  validation: Table[];
  /** the label's values as text */
  classes: Classes;
  /** the words of each column of text, in training rows; one more than categories may be at most */
  words: Map<string, Set<string>>;
}

interface Classes {
  /** where the file names them */
  names?: readonly string[] | undefined;
  found: Set<string | number>;
}

/** The first pass. */
async function gather(stream: RowStream, options: StreamedOptions): Promise<Gathered> {
  const { task, seed } = options;
  const gathered = { sample: [] as Table[], test: [] as Table[], validation: [] as Table[] };
  const words = new Map<string, Set<string>>();
  const classes: Classes = { found: new Set() };
  let { label } = options;
  let shares: Shares | undefined;
  for (let group = 0; group < stream.groups; group++) {
    for await (const { table, first } of stream.read(group)) {
      label ??= findLabel(table, task);
      shares ??= sharesOf(stream.rows, widthOf(table), options);
      const parts = rowParts(first, table.rows, seed, shares);
      for (const part of ["sample", "test", "validation"] as const)
        if (parts[part].length > 0) gathered[part].push(selectRows(table, parts[part]));
      if (task === "classify") addClasses(classes, table, label);
      for (const [name, column] of table.columns)
        if (name !== label && column.kind === "text") addWords(words, name, column.values, parts.train);
    }
  }
  if (gathered.sample.length === 0)
    throw new UserError(`${stream.name}: no row is left to train on; state a smaller --test-size`);
  return { ...gathered, label: label!, shares: shares!, classes, words };
}

/** Held-out rows lie in memory: beyond so many, a test grows no sharper that anyone would see. */
function sharesOf(rows: number, width: number, { testSize, validation }: StreamedOptions): Shares {
  const most = Math.min(keptRows, Math.max(1000, Math.floor(keptNumbers / width))) / rows;
  const test = Math.min(testSize, most);
  return { test, validation: Math.min(validation, most), sample: Math.min(1, most) };
}

const widthOf = ({ columns }: Table): number =>
  [...columns.values()].reduce((sum, column) => sum + (column.kind === "list" ? column.width : 1), 0);

function addClasses(classes: Classes, table: Table, label: string): void {
  const { found } = classes;
  const column = table.column(label);
  if (column.kind !== "number" && column.kind !== "text") return; // said when the column is read
  if (column.kind === "number") classes.names = column.names;
  const { values } = column;
  for (let row = 0; row < values.length && found.size <= mostClasses; row++) {
    const value = values[row]!;
    if (value !== "" && !Number.isNaN(value)) found.add(value);
  }
}

function classNamesOf(name: string, label: string, { names, found }: Classes): readonly string[] {
  if (names) return names;
  if (found.size > mostClasses)
    throw new UserError(
      `${name}, column ${label}: has more than ${mostClasses} different values, too many to be classes; choose another with --label, or say --task regress to predict numbers`,
    );
  const all = sortClasses(Array.from(found, String));
  if (all.length < 2)
    throw new UserError(
      `${name}, column ${label}: every row is of class "${all[0]}"; a classifier needs at least two classes`,
    );
  return all;
}

function addWords(
  words: Map<string, Set<string>>,
  name: string,
  cells: readonly string[],
  rows: readonly number[],
): void {
  const found = words.get(name) ?? new Set<string>();
  words.set(name, found);
  for (const row of rows) {
    if (found.size > mostCategories) return;
    if (!isGap(cells[row]!)) found.add(cells[row]!);
  }
}

/** What the sample took for a category has all categories of the training rows; a column of too many is left out. */
function withAllCategories(encoder: Encoder, words: ReadonlyMap<string, ReadonlySet<string>>): Encoder {
  const leftOut = [...encoder.leftOut];
  const columns = encoder.columns.flatMap((column) => {
    const found = words.get(column.name);
    if (column.kind !== "category" || !found) return [column];
    if (found.size <= mostCategories) return [{ ...column, categories: sortClasses(found) }];
    leftOut.push({ name: column.name, why: `free text: more than ${mostCategories} different` });
    return [];
  });
  return { ...encoder, columns, leftOut };
}

/** Without the rows that lack a cell of these columns. */
const wholeRows = (table: Table, columns: readonly string[]): Table =>
  selectRows(table, placesOfWhole(table, columns));

function placesOfWhole(table: Table, columns: readonly string[]): number[] {
  const gaps = new Set(columns.flatMap((name) => gapsOf(table.column(name))));
  return Array.from({ length: table.rows }, (_, row) => row).filter((row) => !gaps.has(row));
}

import { nearest, UserError } from "../errors.ts";
import type { Dress } from "./columns/cells/dress.ts";
import type { ImageFile } from "./images/decode.ts";
import type { ImageSpec } from "./images/image.ts";
import { namesInAll } from "./listing/oneLine.ts";
import type { FileReading } from "./reading.ts";

export type Numbers =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** A cell that held no number: its row and what stood there. The value itself is NaN. */
export interface Gap {
  row: number;
  text: string;
}

export type Column =
  /** `names`, where the file gives them: the class that each whole number stands for */
  | {
      kind: "number";
      values: Numbers;
      gap?: Gap | undefined;
      names?: readonly string[] | undefined;
      /** by row the words that say "no value" among numbers and something else among words: -, ? */
      words?: ReadonlyMap<number, string> | undefined;
      /** what the numbers wore in the file: a unit, which their column has in common */
      dress?: Dress | undefined;
      /** by row the cells that are not written as their number is in short: 007, 1E2, 1.0, more digits than a number holds */
      spelled?: ReadonlyMap<number, string> | undefined;
    }
  /** An empty string is an empty cell. */
  | { kind: "text"; values: string[] }
  /** Row-wise vectors of equal length, row after row: (rows, width) flattened. `image`: each is an image's pixels */
  | { kind: "list"; values: Numbers; width: number; image?: ImageSpec }
  /**
   * What no network takes (dates, nested records, lists of unequal length), and why; an error only when asked for.
   * `images` become a list when they are decoded; `dates`, milliseconds since 1970 or NaN, features where they are asked for.
   */
  | {
      kind: "unusable";
      reason: string;
      rows: number;
      images?: readonly ImageFile[] | undefined;
      dates?: Float64Array | undefined;
    };

/** Consecutive rows that came from one file. */
export interface Part {
  file: string;
  rows: number;
  /** the workbook, where the file is called with one of several sheets */
  book?: string;
  /** the line (from 1) on which the part's row (from 0) begins, where the file has lines */
  lineOf?: (row: number) => number;
  /** the file's own number (from 0) of the part's row, where rows were dropped */
  rowOf?: (row: number) => number;
  /** the file of each row, where every row is a file of its own */
  names?: readonly string[];
  /** what each row's group is called, where rows are known to be one: a picture and its copies go to one side of a split */
  groups?: readonly string[];
}

/** Where a picture's defects are. */
export interface Region {
  /** the paths of pictures of its size that are not black there */
  readonly masks: readonly string[];
  /** in pixels; x and y are of the upper left corner */
  readonly boxes: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

/** That what rows lie in is called as their class is, or may be. */
export interface ClassNames {
  of: "files" | "folders" | "sheets";
  classes: readonly string[];
  /** whether there is a column of them, "label" */
  made: boolean;
}

export interface TableTraits {
  /** A CSV or TSV file: with no usual name among its columns, the last one is the label. */
  delimited?: boolean;
  /** of such a file: what divides its cells */
  delimiter?: string;
  /** The names x0, x1, ... were made up: columns may be matched by position. */
  headerless?: boolean;
  /** how its files were read, where they could have been read otherwise */
  reading?: FileReading;
  /** what a reader should know of the files, a line each */
  notes?: readonly string[];
  /** of pictures without classes: what they have instead, in words */
  noClasses?: string;
  /** by the name of a row that is a picture: where its defects are */
  regions?: ReadonlyMap<string, Region>;
  /** what the columns are measured in, where a row below the header says it */
  units?: Readonly<Record<string, string>>;
  /** the names of what the rows lie in, where these are classes or may be */
  byName?: ClassNames;
  /** columns that some of its files have alone, which are left out */
  uncommon?: readonly string[];
  /** by column of numbers: some cells that are written as codes are, with zeros in front: 003, 011; or as days without a year: 05.01 */
  codes?: ReadonlyMap<string, readonly string[]>;
  /** totals stood below its last row, and were left out */
  summed?: boolean;
  /** lines that hold no row and were set aside */
  badLines?: readonly BadLine[];
}

/** A line of a file that is no row of its table, as it stands there but for the blanks around its cells. */
export interface BadLine {
  file: string;
  line: number;
  cells: readonly string[];
  why: string;
}

/** A row as a person calls it: its number in the file, from 1, or the name of the file that it is. */
export type RowName = number | string;

/** Named columns of equal height that know where they came from. */
export class Table {
  readonly columns: ReadonlyMap<string, Column>;
  readonly parts: readonly Part[];
  readonly traits: TableTraits;

  constructor(columns: ReadonlyMap<string, Column>, parts: readonly Part[], traits: TableTraits = {}) {
    this.columns = columns;
    this.parts = parts;
    this.traits = traits;
  }

  get rows(): number {
    return this.parts.reduce((sum, part) => sum + part.rows, 0);
  }

  get columnNames(): string[] {
    return [...this.columns.keys()];
  }

  /** The file, or "train-0.csv and 3 more files". */
  get source(): string {
    const sheets = new Set(this.parts.map(({ file }) => file));
    const [first, ...more] =
      sheets.size > 1 ? new Set(this.parts.map(({ file, book }) => book ?? file)) : sheets;
    if (more.length === 0) return first!;
    return `${first} and ${more.length} more ${more.length === 1 ? "file" : "files"}`;
  }

  /** by part, the rows before it */
  #starts: readonly number[] | undefined;

  /** The part that holds a row, and the row's number within it, both from 0. */
  #partOf(row: number): { part: Part; within: number } {
    if (this.#starts === undefined) {
      let before = 0;
      this.#starts = this.parts.map(({ rows }) => {
        before += rows;
        return before - rows;
      });
    }
    const starts = this.#starts;
    // The last part that begins at the row or before it: parts without rows are none that holds one.
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= row) low = middle;
      else high = middle;
    }
    return { part: this.parts[low]!, within: row - starts[low]! };
  }

  /** "parts.csv, row 17 (line 18), column grade": rows and lines count from 1, as a person counts. */
  where(row: number, column?: string): string {
    const { part, within } = this.#partOf(row);
    if (part.names && !part.lineOf) return part.names[within] ?? part.file;
    const line = part.lineOf ? ` (line ${part.lineOf(within)})` : "";
    return `${part.file}, row ${numberIn(part, within)}${line}${column === undefined ? "" : `, column ${column}`}`;
  }

  /** The same in parts. */
  place(row: number): { file: string; row: RowName; line: number | undefined } {
    const { part, within } = this.#partOf(row);
    const name = part.lineOf ? undefined : part.names?.[within];
    return { file: part.file, row: name ?? numberIn(part, within), line: part.lineOf?.(within) };
  }

  /** A row's number in its own file, from 1. */
  numberInFile(row: number): number {
    const { part, within } = this.#partOf(row);
    return numberIn(part, within);
  }

  /** A row as a list of rows names it: its own file, or its number in the file, and of several files which. */
  rowName(row: number): RowName {
    const { part, within } = this.#partOf(row);
    const name = part.names?.[within];
    if (name !== undefined) return name;
    const number = numberIn(part, within);
    return this.parts.every(({ file }) => file === part.file) ? number : `${part.file} ${number}`;
  }

  /** The file that each row is, where every row is a file of its own. */
  get rowNames(): readonly string[] | undefined {
    const names = this.parts.flatMap((part) => part.names ?? []);
    return names.length === this.rows && names.length > 0 ? names : undefined;
  }

  /** What each row's group is called, where a part of the table knows of such; a row of no group is one alone. */
  get rowGroups(): readonly string[] | undefined {
    if (this.parts.every(({ groups }) => groups === undefined)) return undefined;
    return this.parts.flatMap(
      ({ groups, rows }, part) =>
        groups ?? Array.from({ length: rows }, (_, row) => `row ${row} of part ${part}`),
    );
  }

  /** The first column of images, decoded or not. A network that sees them looks at no other column. */
  get imageColumn(): string | undefined {
    for (const [name, column] of this.columns) {
      if (column.kind === "list" ? column.image : column.kind === "unusable" && column.images) return name;
    }
    return undefined;
  }

  /** Without the columns `names`. */
  without(names: ReadonlySet<string>): Table {
    const columns = [...this.columns].filter(([name]) => !names.has(name));
    return new Table(new Map(columns), this.parts, this.traits);
  }

  /** With the columns `names` as words, where dashes among their numbers were taken for missing values. */
  withWords(names: readonly string[]): Table {
    const worded = names.filter((name) => {
      const column = this.columns.get(name);
      return column?.kind === "number" && column.words !== undefined;
    });
    if (worded.length === 0) return this;
    const columns = new Map(this.columns);
    for (const name of worded) columns.set(name, asWords(columns.get(name)!));
    return new Table(columns, this.parts, this.traits);
  }

  /** The column called `name`; an error that lists the columns and offers the nearest name. */
  column(name: string): Column {
    const column = this.columns.get(name);
    if (column) return column;
    throw new UserError(`${this.source}: no column "${name}"${offer(name, this.columnNames)}`);
  }
}

/** A row's number in its file, from 1. */
const numberIn = ({ rowOf }: Part, within: number): number => (rowOf?.(within) ?? within) + 1;

/** `; did you mean "grade"? Its columns are a, b, grade` */
export function offer(name: string, columns: readonly string[]): string {
  const near = nearest(name, columns);
  return `${near === undefined ? "" : `; did you mean "${near}"?`}${near === undefined ? "; its" : " Its"} columns are ${namesInAll(columns)}`;
}

/** The rows of several files, one after another; every file must have the columns of the first. */
export function concatTables(tables: readonly Table[]): Table {
  const [first, ...more] = tables;
  if (more.length === 0) return first!;
  for (const table of more) checkSameColumns(first!, table);
  const columns = first!.columnNames.map((name) => [name, concatColumn(name, tables)] as const);
  return new Table(
    new Map(columns),
    tables.flatMap((table) => table.parts),
    {
      ...first!.traits,
      notes: tables.flatMap(({ traits }) => traits.notes ?? []),
      units: sameUnits(tables),
      badLines: tables.flatMap(({ traits }) => traits.badLines ?? []),
    },
  );
}

/** What a file, read or not, says of itself. */
interface Headed {
  readonly source: string;
  readonly columnNames: readonly string[];
}

/** Refuses a file whose rows cannot stand below those of another. */
export function checkSameColumns(first: Headed, { source, columnNames }: Headed): void {
  const [wanted, found] = [new Set(first.columnNames), new Set(columnNames)];
  const missing = [...wanted].find((name) => !found.has(name));
  if (missing !== undefined) {
    throw new UserError(
      `${source}: no column "${missing}", which ${first.source} has; files of one split must have the same columns`,
    );
  }
  const extra = [...found].find((name) => !wanted.has(name));
  if (extra !== undefined) {
    throw new UserError(
      `${source}: column "${extra}" is not in ${first.source}; files of one split must have the same columns`,
    );
  }
}

/** The units of files that stand in one table; an error where a column has two. */
function sameUnits(tables: readonly Table[]): Readonly<Record<string, string>> | undefined {
  const units: Record<string, { unit: string; source: string }> = {};
  for (const { source, traits } of tables) {
    for (const [name, unit] of Object.entries(traits.units ?? {})) {
      const known = Object.hasOwn(units, name) ? units[name]! : undefined;
      if (known && known.unit.normalize("NFKC") !== unit.normalize("NFKC"))
        throw new UserError(
          `${source}: column "${name}" is in ${unit}, and in ${known.unit} in ${known.source}; bring them to one unit`,
        );
      units[name] ??= { unit, source };
    }
  }
  const found = Object.entries(units).map(([name, { unit }]) => [name, unit] as const);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function concatColumn(name: string, tables: readonly Table[]): Column {
  const columns = tables.map((table) => table.columns.get(name)!);
  const first = columns[0]!;
  const unusable = columns.find((column) => column.kind === "unusable");
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  if (unusable?.kind === "unusable") {
    const images = columns.flatMap((column) => (column.kind === "unusable" ? (column.images ?? []) : []));
    const { reason } = unusable;
    const dates = columns.flatMap((column) =>
      column.kind === "unusable" && column.dates ? [column.dates] : [],
    );
    return {
      kind: "unusable",
      reason,
      rows,
      images: images.length === rows ? images : undefined,
      dates: dates.length === columns.length ? (concatNumbers(dates) as Float64Array) : undefined,
    };
  }
  const other = columns.findIndex((column) => column.kind !== first.kind);
  // A column of numbers in one file that holds words in another is a column of text in all.
  if (other > 0 && first.kind !== "list" && columns.every((column) => column.kind !== "list")) {
    return { kind: "text", values: columns.flatMap((column) => [...cellsOf(column)]) };
  }
  const odd =
    other > 0
      ? other
      : columns.findIndex((c) => c.kind === "list" && first.kind === "list" && c.width !== first.width);
  if (odd > 0) {
    throw new UserError(
      `${tables[odd]!.source}, column ${name}: holds ${describe(columns[odd]!)}, but ${tables[0]!.source} holds ${describe(first)}`,
    );
  }
  if (first.kind === "text")
    return { kind: "text", values: columns.flatMap((column) => [...cellsOf(column)]) };
  const values = concatNumbers(
    columns.map((column) =>
      column.kind === "number" || column.kind === "list" ? column.values : new Float64Array(),
    ),
  );
  if (first.kind === "list") return { ...first, values };
  let start = 0;
  let gap: Gap | undefined;
  const words = new Map<number, string>();
  const spelled = new Map<number, string>();
  for (const [i, column] of columns.entries()) {
    if (column.kind === "number") for (const [row, word] of column.words ?? []) words.set(start + row, word);
    if (column.kind === "number")
      for (const [row, text] of column.spelled ?? []) spelled.set(start + row, text);
    if (!gap && column.kind === "number" && column.gap) {
      gap = { ...column.gap, row: column.gap.row + start };
    }
    start += tables[i]!.rows;
  }
  const names = first.kind === "number" ? first.names : undefined;
  const dress = sameDress(columns);
  return { kind: "number", values, gap, names, words: someOf(words), spelled: someOf(spelled), dress };
}

/** What the numbers of all columns wear. */
function sameDress(columns: readonly Column[]): Dress | undefined {
  const [first, ...more] = columns.map((column) => (column.kind === "number" ? column.dress : undefined));
  const own = JSON.stringify(first);
  return more.every((dress) => JSON.stringify(dress) === own) ? first : undefined;
}

const someOf = (cells: ReadonlyMap<number, string>) => (cells.size > 0 ? cells : undefined);

/** The cells of a column of text, or of numbers, as text. */
export function cellsOf(column: Column): readonly string[] {
  if (column.kind === "text") return column.values;
  if (column.kind !== "number") return [];
  const { values, names, words, spelled } = column;
  return Array.from(values, (value, row) =>
    Number.isNaN(value) ? (words?.get(row) ?? "") : (names?.[value] ?? spelled?.get(row) ?? String(value)),
  );
}

/** A column of numbers whose gaps are words, where it is to hold words. */
export const asWords = (column: Column): Column =>
  column.kind === "number" && column.words ? { kind: "text", values: [...cellsOf(column)] } : column;

/** One array of all the values, in the arrays' own type where they agree, else float64. */
function concatNumbers(arrays: readonly Numbers[]): Numbers {
  const length = arrays.reduce((sum, a) => sum + a.length, 0);
  const same = arrays.every((a) => a.constructor === arrays[0]!.constructor);
  const all = same ? emptyLike(arrays[0]!, length) : new Float64Array(length);
  let start = 0;
  for (const array of arrays) {
    all.set(array, start);
    start += array.length;
  }
  return all;
}

function emptyLike(array: Numbers, length: number): Numbers {
  const Kind = array.constructor as new (length: number) => Numbers;
  return new Kind(length);
}

function describe(column: Column): string {
  if (column.kind === "list") return `lists of ${column.width} numbers`;
  return { number: "numbers", text: "text", unusable: "something else" }[column.kind];
}

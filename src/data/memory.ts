import { shown, UserError } from "../errors.ts";
import { isRecord, RecordColumns, type RowRecord } from "./columns/records.ts";
import { readCsv } from "./formats/csv/csv.ts";
import type { ImageSpec } from "./images/image.ts";
import type { UnreadFile } from "./listing/walk.ts";
import { Sha256 } from "./numbers/sha256.ts";
import { type FileReading, type HowToRead, readingOf } from "./reading.ts";
import { type Column, Table } from "./table.ts";

/** Rows that a program holds: a table, a list of records, or a `Blob` of CSV, such as the `File` of a page's form. */
export type RowsInMemory = Table | readonly RowRecord[] | Blob;

/** The same, in one piece or by what the rows are for. */
export type DataInMemory = RowsInMemory | PartsInMemory;

/** Rows to learn from, and rows to test and to validate on. */
export interface PartsInMemory {
  readonly train: RowsInMemory;
  readonly test?: RowsInMemory | undefined;
  readonly validation?: RowsInMemory | undefined;
}

/** What a data source gives, wherever it lies. */
export interface SourceTables {
  source: string;
  /** of a source's bytes; of rows that have none, of what `memoryTables` says */
  sha256: string;
  /** by split */
  tables: Record<string, Table>;
  /** how the rows of images were made, where they are images */
  image?: ImageSpec;
  /** how its files were read, where they could have been read otherwise */
  reading?: FileReading;
  /** what a reader should know of the rows, a line each */
  notes: string[];
  /** the files of a folder or a repository that were not read, each with the reason */
  unread?: readonly UnreadFile[];
}

/** What rows without a file's name are called. */
export const rowsInMemory = "rows in memory";

const partNames = ["train", "test", "validation"] as const;

/** The file's name, or "rows in memory". */
export function memoryName(data: DataInMemory): string {
  const rows = isParts(data) ? data.train : data;
  const name = rows instanceof Blob && "name" in rows ? String(rows.name) : "";
  return name === "" ? rowsInMemory : name;
}

/** Whether it is something that `memoryTables` reads; the rows themselves are looked at when they are read. */
export const isInMemory = (data: unknown): data is DataInMemory =>
  isRows(data) ||
  (isParts(data) && partNames.every((name) => data[name] === undefined || isRows(data[name])));

const isRows = (data: unknown): data is RowsInMemory =>
  data instanceof Table || data instanceof Blob || Array.isArray(data);

const isParts = (data: unknown): data is PartsInMemory =>
  isRecord(data) &&
  !isRows(data) &&
  isRows(data.train) &&
  Object.keys(data).every((name) => partNames.includes(name as "train"));

/**
 * The tables of rows in memory. The SHA-256 is that of a Blob's bytes, as of the same file on a disk; of a table or records it is
 * that of their cells: each column's name and kind as JSON, then its numbers as float64, or its words as JSON. Where there are
 * several parts, it is taken over all of them, each after its name and a zero.
 */
export async function memoryTables(data: DataInMemory, how: HowToRead = {}): Promise<SourceTables> {
  const parts = isParts(data) ? data : { train: data };
  const given = partNames.flatMap((name) => (parts[name] === undefined ? [] : [{ name, rows: parts[name] }]));
  const hash = new Sha256();
  const tables: Record<string, Table> = {};
  for (const { name, rows } of given) {
    if (given.length > 1) hash.update(`${name}\0`);
    if (rows instanceof Blob) {
      tables[name] = await blobTable(rows, how);
      for await (const piece of pieces(rows)) hash.update(piece);
    } else {
      tables[name] = rows instanceof Table ? rows : recordsTable(rows);
      addTable(hash, tables[name]);
    }
  }
  return {
    source: memoryName(data),
    sha256: hash.digest(),
    tables,
    image: imageOf(tables.train!),
    ...readOf(tables),
  };
}

/** How tables were read, and what is to be said of it. */
export function readOf(tables: Readonly<Record<string, Table>>): Pick<SourceTables, "reading" | "notes"> {
  const all = Object.values(tables);
  return {
    reading: (tables.train ?? all[0])?.traits.reading,
    notes: [...new Set(all.flatMap(({ traits }) => traits.notes ?? []))],
  };
}

/** Reads CSV; other formats say so, and what to give instead. */
function blobTable(blob: Blob, how: HowToRead): Promise<Table> {
  const name = memoryName(blob);
  if (/\.(xls[xmb]?|ods)$/i.test(name))
    throw new UserError(
      `${name}: is a workbook, which kiso reads in Node alone (loadTables of kiso/node); save its sheet as CSV (UTF-8), or give its rows as records`,
    );
  if (/\.(parquet|jsonl?|np[yz]|zip|png|jpe?g|bmp|tiff?|webp)(\.gz)?$/i.test(name))
    throw new UserError(
      `${name}: is no CSV, which a File of rows is; save it as .csv, or give its rows as records`,
    );
  return readCsv(blob, { name, ...readingOf(how), spell: how.spell });
}

async function* pieces(blob: Blob): AsyncGenerator<Uint8Array> {
  const most = 2 ** 22;
  for (let start = 0; start < blob.size; start += most)
    yield new Uint8Array(await blob.slice(start, start + most).arrayBuffer());
}

/** Records as a table: what is a number is a number, a missing cell is one without a value. */
export function recordsTable(records: readonly RowRecord[], name = rowsInMemory): Table {
  const columns = new RecordColumns();
  for (const [i, record] of records.entries()) {
    const where = `${name}, row ${i + 1}`;
    if (!isRecord(record))
      throw new UserError(`${where}: is ${shown(record)}; give an object of cells, { column: value }`);
    columns.add(withLists(record), where);
  }
  const table = columns.table({ file: name, rows: records.length });
  if (!table) throw new UserError(`${name}: there are no rows; give at least one record, { column: value }`);
  return table;
}

/** A typed array is a list of numbers. */
function withLists(record: RowRecord): Record<string, unknown> {
  const entries = Object.entries(record);
  if (!entries.some(([, cell]) => ArrayBuffer.isView(cell))) return record;
  return Object.fromEntries(entries.map(([name, cell]) => [name, isTyped(cell) ? Array.from(cell) : cell]));
}

const isTyped = (cell: unknown): cell is ArrayLike<number> => ArrayBuffer.isView(cell) && "length" in cell;

function imageOf(table: Table): ImageSpec | undefined {
  const column = table.imageColumn === undefined ? undefined : table.columns.get(table.imageColumn);
  if (column?.kind === "unusable")
    throw new UserError(
      `${table.source}: its pictures are not decoded yet; load them with loadTables of kiso/node, or give rows of pixels`,
    );
  return column?.kind === "list" ? column.image : undefined;
}

function addTable(hash: Sha256, table: Table): void {
  hash.update(JSON.stringify({ rows: table.rows }));
  for (const [name, column] of table.columns) {
    hash.update(JSON.stringify({ name, ...saidOf(column) }));
    if (column.kind === "text") addWords(hash, column.values);
    else if (column.kind !== "unusable") addNumbers(hash, column.values);
  }
}

/** All that a column is, its cells aside. */
function saidOf(column: Column): object {
  const { kind } = column;
  if (kind === "number") return { kind, names: column.names, words: column.words && [...column.words] };
  if (kind === "list") return { kind, width: column.width, image: column.image };
  return kind === "text" ? { kind } : { kind, reason: column.reason };
}

const atOnce = 2 ** 14;

function addWords(hash: Sha256, words: readonly string[]): void {
  for (let i = 0; i < words.length; i += atOnce) hash.update(JSON.stringify(words.slice(i, i + atOnce)));
}

function addNumbers(hash: Sha256, numbers: ArrayLike<number>): void {
  const values = Float64Array.from({ length: Math.min(atOnce, numbers.length) });
  for (let i = 0; i < numbers.length; i += atOnce) {
    const count = Math.min(atOnce, numbers.length - i);
    for (let j = 0; j < count; j++) values[j] = numbers[i + j]!;
    hash.update(new Uint8Array(values.buffer, 0, 8 * count));
  }
}

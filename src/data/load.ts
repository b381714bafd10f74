import { checkNames, nearest, UserError } from "../errors.ts";
import { filesSha256 } from "./fileHash.ts";
import type { DecodedTables } from "./images/images.ts";
import { idleNotes } from "./listing/content/idleFlags.ts";
import { unreadNote } from "./listing/fates.ts";
import type { UnreadFile } from "./listing/walk.ts";
import { readOf, type SourceTables } from "./memory.ts";
import { type HowToRead, readerNames, readingOf } from "./reading.ts";
import type { ReadSource, SourceOptions } from "./sourceOptions.ts";
import { readSource } from "./sources.ts";
import type { RowStream } from "./streams/rowStream.ts";
import type { Table } from "./table.ts";

/** What `loadTables` may be told. */
export const sourceNames = ["revision", "token", "image", "split", ...readerNames];

export interface LoadedFiles {
  source: string;
  /** SHA-256 of the files' bytes, in order */
  sha256: string;
  files: string[];
  /** the files of a folder or a repository that were not read, each with the reason */
  unread: readonly UnreadFile[];
}

/** The tables of files. */
export interface LoadedTables extends LoadedFiles, Omit<SourceTables, "unread"> {}

/**
 * The tables of a data source, by split: a file, a folder of files, a data set that ships with kiso, or one on the
 * Hugging Face Hub (OWNER/NAME). A file that names no split is "train". Every file of the source is among `files` or, with the
 * reason, among `unread`; a note says what a reader might have taken for data.
 */
export async function loadTables(source: string, options: SourceOptions = {}): Promise<LoadedTables> {
  if (typeof source !== "string")
    throw new UserError(`a source is a path, a shipped name or a Hub id, found ${typeof source}`);
  checkNames("loadTables", options, sourceNames);
  const read = await readSource(source, options);
  const { skipped: left, tables, ...decoded } = await withPictures(read, options);
  const { reading } = readOf(tables);
  const skipped = new Set(left.map(({ file }) => file));
  return {
    source,
    sha256: await filesSha256(read.files, read.names),
    files: read.files.filter((file) => !skipped.has(file)),
    unread: [...read.unread, ...left],
    tables,
    ...decoded,
    reading: reading ?? readingOf(options),
    notes: sourceNotes(source, { ...read, tables }, options, decoded.notes),
  };
}

/** What a reader should know of a source, a line each. `ofPictures`: what was said when they were decoded */
export function sourceNotes(
  source: string,
  { unread, files, notes, tables }: ReadSource,
  options: SourceOptions,
  ofPictures: readonly string[] = [],
): string[] {
  const left = unreadNote(unread);
  return [
    ...(left === undefined ? [] : [left]),
    ...idleNotes(source, files, options),
    ...notes,
    ...ofPictures,
    ...readOf(tables).notes,
  ];
}

/** The tables with their pictures decoded, where they have any, and those that were left out; what decodes them is loaded then. */
async function withPictures(
  { tables, files }: ReadSource,
  { image, spell, onError }: SourceOptions,
): Promise<DecodedTables & { skipped: readonly UnreadFile[] }> {
  if (image === undefined && Object.values(tables).every((table) => table.imageColumn === undefined))
    return { tables, notes: [], skipped: [] };
  const { decodeTables } = await import("./images/images.ts");
  if (onError !== "skip") return { ...(await decodeTables(tables, image, spell)), skipped: [] };
  const { skippedNote, wholePictures } = await import("./images/wholePictures.ts");
  const { tables: whole, skipped } = await wholePictures(tables, spell);
  const decoded = await decodeTables(whole, image, spell);
  return { ...decoded, skipped, notes: [...skippedNote(skipped, files.length), ...decoded.notes] };
}

/** The wanted split's table with its name, else the first of `others` that there is, else (given others) the only one. */
export function pickSplit(
  { source, tables }: LoadedTables,
  wanted: string,
  ...others: string[]
): [split: string, table: Table] {
  const name = pickName(source, Object.keys(tables), wanted, ...others);
  return [name, tables[name]!];
}

/** The same of a source's splits by their names alone. */
export function pickName(
  source: string,
  names: readonly string[],
  wanted: string,
  ...others: string[]
): string {
  const name =
    [wanted, ...others].find((split) => names.includes(split)) ??
    (others.length > 0 && names.length === 1 ? names[0] : undefined);
  if (name !== undefined) return name;
  const near = nearest(wanted, names);
  throw new UserError(
    `${source}: has no split "${wanted}"${near === undefined ? "; its" : `; did you mean "${near}"? Its`} splits are ${names.join(", ")}`,
  );
}

/** Opens a file as a stream of rows; nothing where its format can only be read whole. */
export async function openRowStream(path: string, how: HowToRead = {}): Promise<RowStream | undefined> {
  if (/\.parquet$/i.test(path)) return (await import("./formats/parquet/parquet.ts")).openParquetStream(path);
  if (/\.(csv|tsv|tab|txt|dat|data|asc|prn)(\.gz)?$/i.test(path))
    return (await import("./formats/csv/csvFile.ts")).openCsvStream(path, how);
  return undefined;
}

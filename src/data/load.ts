import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { checkNames, nearest, UserError } from "../errors.ts";
import { filePieces } from "./formats/bytes.ts";
import { readTextFile, readWorkbook } from "./formats/excel/byContent.ts";
import { type DataFile, folderFiles, folderNames } from "./formats/folder.ts";
import { idxPartner, isIdx, isIdxImages, readIdx } from "./formats/idx.ts";
import { readJsonl } from "./formats/jsonl.ts";
import { readNpy, readNpz } from "./formats/npy.ts";
import { readParquet } from "./formats/parquet/parquet.ts";
import { imageExtensions } from "./images/decode.ts";
import type { ImageSpec } from "./images/image.ts";
import { imageTable, isImage, readImageFolder } from "./images/imageFolder.ts";
import { decodeTables } from "./images/images.ts";
import { litter } from "./listing/litter.ts";
import type { Unread } from "./listing/walk.ts";
import { readOf, type SourceTables } from "./memory.ts";
import { fileReadingNames, type HowToRead, readingOf } from "./reading.ts";
import { shippedFiles, shippedNames } from "./shipped.ts";
import type { RowStream } from "./streams/rowStream.ts";
import { concatTables, Table } from "./table.ts";

export interface SourceOptions extends HowToRead {
  /** On the Hub: a branch, tag or commit. */
  revision?: string | undefined;
  /** On the Hub: an access token. */
  token?: string | undefined;
  /** how images become rows; what is left out follows from the images */
  image?: Partial<ImageSpec> | undefined;
  onProgress?: ((progress: { file: string; loaded: number; total?: number }) => void) | undefined;
}

/** What `loadTables` may be told. */
export const sourceNames = [
  "revision",
  "token",
  "image",
  "onProgress",
  "split",
  "spell",
  ...fileReadingNames,
];

export interface LoadedFiles {
  source: string;
  /** SHA-256 of the files' bytes, in order */
  sha256: string;
  files: string[];
}

/** The tables of files. */
export interface LoadedTables extends LoadedFiles, SourceTables {}

type Read = (path: string, name: string, how: HowToRead) => Promise<Table | Record<string, Table>>;

const readers: Readonly<Record<string, Read>> = {
  csv: readTextFile,
  tsv: readTextFile,
  xlsx: readWorkbook,
  xlsm: readWorkbook,
  ods: readWorkbook,
  // What these are, the page that is asked says; some are .xlsx under an older name.
  xls: readWorkbook,
  xlsb: readWorkbook,
  parquet: readParquet,
  jsonl: readJsonl,
  json: readJsonl,
  npy: readNpy,
  npz: readNpz,
};

/**
 * The tables of a data source, by split: a file, a folder of files, a data set that ships with kiso, or one on the
 * Hugging Face Hub (OWNER/NAME). A file that names no split is "train".
 */
export async function loadTables(
  source: string,
  options: SourceOptions & { split?: string | undefined } = {},
): Promise<LoadedTables> {
  if (typeof source !== "string")
    throw new UserError(`a source is a path, a shipped name or a Hub id, found ${typeof source}`);
  checkNames("loadTables", options, sourceNames);
  const names = await stat(source).then(
    (found) => (found.isDirectory() ? folderNames(source) : undefined),
    () => undefined,
  );
  const read = (path: string) => readTable(path, options);
  const images = names
    ? await readImageFolder(source, names, { labels: options.labels, spell: options.spell, read })
    : undefined;
  const tabular = images ? undefined : await readFiles(source, names, options);
  const { tables, ...decoded } = await decodeTables(images?.tables ?? tabular!.tables, options.image);
  const files = images ? images.files.map((name) => join(source, name)) : tabular!.files;
  const { reading, notes } = readOf(tables);
  return {
    source,
    sha256: await sha256(files, images?.files),
    files,
    tables,
    ...decoded,
    reading: reading ?? readingOf(options),
    notes: [...(images ? [...unreadNotes(images.unread), ...images.notes] : []), ...decoded.notes, ...notes],
  };
}

async function readFiles(
  source: string,
  names: readonly string[] | undefined,
  options: SourceOptions & { split?: string | undefined },
): Promise<{ files: string[]; tables: Record<string, Table> }> {
  const parts = new Map<string, Table[]>();
  const files: string[] = [];
  for (const file of names ? folderFiles(source, names) : await filesOf(source, options)) {
    const { paths, tables } = await readFile(file, options);
    files.push(...paths);
    for (const [split, table] of Object.entries(tables)) {
      parts.set(split, [...(parts.get(split) ?? []), table]);
    }
  }
  return {
    files,
    tables: Object.fromEntries([...parts].map(([split, found]) => [split, concatTables(found)])),
  };
}

/** One file (and, of IDX files, its partner) as tables by split. */
async function readFile(
  { path, split, name }: DataFile,
  how: HowToRead,
): Promise<{ paths: string[]; tables: Record<string, Table> }> {
  if (isIdx(path)) {
    const partner = idxPartner(path);
    const [images, labels] = isIdxImages(path) ? [path, partner] : [partner, path];
    return { paths: [images, labels], tables: { [split]: await readIdx(images, labels) } };
  }
  if (isImage(name)) return { paths: [path], tables: { [split]: imageTable(path) } };
  const found = await readerOf(name)(path, name, how);
  if (found instanceof Table) return { paths: [path], tables: { [split]: found } };
  const [only, ...more] = Object.values(found);
  return { paths: [path], tables: more.length === 0 ? { [split]: only! } : found };
}

function unreadNotes(unread: readonly Unread[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { file, why } of unread) if (why !== litter) groups.set(why, [...(groups.get(why) ?? []), file]);
  if (groups.size === 0) return [];
  const some = (files: readonly string[]) =>
    files.length > 3 ? `${files.slice(0, 3).join(", ")} and ${files.length - 3} more` : files.join(", ");
  return [`not read: ${[...groups].map(([why, files]) => `${some(files)} (${why})`).join("; ")}`];
}

/** A file that holds one table. */
async function readTable(path: string, how: HowToRead): Promise<Table> {
  const found = await readerOf(path)(path, path, how);
  return found instanceof Table ? found : Object.values(found)[0]!;
}

async function filesOf(
  source: string,
  { split, revision, token, onProgress }: SourceOptions & { split?: string | undefined },
): Promise<DataFile[]> {
  const found = await stat(source).catch(() => undefined);
  if (found) return [{ path: source, split: "train", name: source }];
  const shipped = shippedFiles(source);
  if (shipped) return shipped;
  if (/^[\w.-]+\/[\w.-]+$/.test(source) && !source.startsWith(".") && !hasReader(source)) {
    const { downloadDataset } = await import("./hub/hub.ts");
    const { files } = await downloadDataset(source, {
      split,
      revision,
      token,
      onProgress,
    });
    return files;
  }
  const near = nearest(source, shippedNames);
  throw new UserError(
    `${source}: no such file or folder${near === undefined ? "" : `; did you mean "${near}"?`}${near === undefined ? ";" : ""} kiso ships ${shippedNames.join(", ")}, and OWNER/NAME is looked up on the Hugging Face Hub`,
  );
}

const extensionOf = (name: string) => /\.(\w+?)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? "";
const hasReader = (name: string) => Object.hasOwn(readers, extensionOf(name)) || isIdx(name) || isImage(name);

function readerOf(name: string): Read {
  const extension = extensionOf(name);
  if (Object.hasOwn(readers, extension)) return readers[extension]!;
  throw new UserError(
    `${name}: kiso does not read this kind of file; it reads ${Object.keys(readers)
      .filter((one) => !/^xlsb?$/.test(one))
      .map((one) => `.${one}`)
      .join(", ")}, IDX and images (.${imageExtensions.join(", .")})`,
  );
}

/** The SHA-256 of a file's bytes, hexadecimal. */
export const fileSha256 = (path: string): Promise<string> => sha256([path]);

/** The SHA-256 of the files' bytes; with `names`, of these too, since the folder of an image says its class. */
async function sha256(paths: readonly string[], names?: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const [i, path] of paths.entries()) {
    if (names) hash.update(`${names[i]}\0`);
    for await (const piece of filePieces(path)) hash.update(piece);
  }
  return hash.digest("hex");
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
  if (/\.(csv|tsv)(\.gz)?$/i.test(path))
    return (await import("./formats/csv/csvFile.ts")).openCsvStream(path, how);
  return undefined;
}

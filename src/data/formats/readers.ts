import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { isImage } from "../images/layouts/folderFiles.ts";
import { checkContent } from "../listing/content/content.ts";
import { extensionOf, packable, type TableExtension, whyUnread } from "../listing/fileKinds.ts";
import type { DataFile } from "../listing/folder.ts";
import { withFolderColumns } from "../listing/hive.ts";
import { isLitter } from "../listing/litter.ts";
import { oneLine } from "../listing/oneLine.ts";
import { walk } from "../listing/walk.ts";
import type { HowToRead } from "../reading.ts";
import { Table } from "../table.ts";
import { readTextFile, readWorkbook } from "./excel/byContent.ts";
import { idxPartner, isIdx, isIdxImages, readIdx } from "./idx.ts";

type Read = (path: string, name: string, how: HowToRead) => Promise<Table | Record<string, Table>>;

// What reads a format is loaded when there is a file of it; of tables as text there nearly always is.
const json: Read = async (...file) => (await import("./jsonl.ts")).readJsonl(...file);
const npy: Read = async (path, name) => (await import("./npy.ts")).readNpy(path, name);
const npz: Read = async (...file) => (await import("./npy.ts")).readNpz(...file);
const parquet: Read = async (...file) => (await import("./parquet/parquet.ts")).readParquet(...file);

const readers: Readonly<Record<TableExtension, Read>> = {
  csv: readTextFile,
  tsv: readTextFile,
  tab: readTextFile,
  txt: readTextFile,
  dat: readTextFile,
  data: readTextFile,
  asc: readTextFile,
  prn: readTextFile,
  // Some sets of the UCI's call their parts so: optdigits.tra, adult.test.
  train: readTextFile,
  test: readTextFile,
  tra: readTextFile,
  tes: readTextFile,
  trn: readTextFile,
  tst: readTextFile,
  xlsx: readWorkbook,
  xlsm: readWorkbook,
  ods: readWorkbook,
  // What these are, the page that is asked says; some are .xlsx under an older name.
  xls: readWorkbook,
  xlsb: readWorkbook,
  parquet,
  jsonl: json,
  json,
  npy,
  npz,
};

const isTable = (extension: string): extension is TableExtension => Object.hasOwn(readers, extension);

/** Whether a file of this name can be read. */
export const hasReader = (name: string): boolean =>
  isTable(extensionOf(name)) || isIdx(name) || isImage(name);

function readerOf(name: string): Read {
  const extension = extensionOf(name);
  if (isTable(extension) && (!/\.(gz|zip)$/i.test(name) || packable.includes(extension)))
    return readers[extension];
  const why = whyUnread(name);
  if (why !== undefined) throw new UserError(`${name}: is ${why}`);
  throw new UserError(
    `${name}: kiso does not read this kind of file; it reads ${Object.keys(readers)
      .filter((one) => !/^(xlsb?|t(ra|es|rn|st|rain|est))$/.test(one))
      .map((one) => `.${one}`)
      .join(", ")}, IDX and images`,
  );
}

/** One file (and, of IDX files, its partner) as tables by part. */
export async function readDataFile(
  { path, split, name, columns }: DataFile,
  how: HowToRead,
): Promise<{ paths: string[]; tables: Record<string, Table> }> {
  if (isIdx(path)) {
    const partner = idxPartner(path);
    const [images, labels] = isIdxImages(path) ? [path, partner] : [partner, path];
    return { paths: [images, labels], tables: { [split]: await readIdx(images, labels, how) } };
  }
  if (isImage(name)) {
    const { imageTable } = await import("../images/imageFolder.ts");
    return { paths: [path], tables: { [split]: imageTable(path, how) } };
  }
  // A name that says nothing leaves it to the first bytes: a workbook called .xml.
  if (!hasReader(name) && whyUnread(name) === undefined) await checkContent(path, name);
  const read = readerOf(name);
  const from = /\.zip$/i.test(path) ? await onlyMember(path, name, how) : path;
  await checkContent(from, name);
  const found = await read(from, name, how);
  const parts = found instanceof Table ? { [split]: found } : found;
  const tables = Object.entries(parts).map(
    ([part, table]) => [part, columns ? withFolderColumns(table, columns) : table] as const,
  );
  const [only, ...more] = tables;
  return { paths: [path], tables: more.length === 0 ? { [split]: only![1] } : Object.fromEntries(tables) };
}

/** The one file that a zip archive such as parts.csv.zip holds. */
async function onlyMember(path: string, name: string, how: HowToRead): Promise<string> {
  const { unzip } = await import("./unzip.ts");
  const { folder } = await unzip(path, name, how);
  const { names } = await walk(folder);
  const [only, ...more] = names.filter((one) => !isLitter(one));
  if (only !== undefined && more.length === 0) return join(folder, only);
  throw new UserError(
    `${name}: holds ${names.length} files, where its name says one; unpack it, or name it alone and not its folder`,
  );
}

/** A file that holds one table. */
export async function readOneTable(path: string, how: HowToRead): Promise<Table> {
  const name = oneLine(path);
  await checkContent(path, name);
  const found = await readerOf(path)(path, name, how);
  return found instanceof Table ? found : Object.values(found)[0]!;
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { readCsvFile } from "../formats/csv/csvFile.ts";
import { sortClasses } from "../rows/classes.ts";
import { type Column, Table } from "../table.ts";
import { type ImageFile, imageExtensions } from "./decode.ts";

/** A folder of images, not decoded yet. */
export interface ImageFolder {
  tables: Record<string, Table>;
  /** every file that was read, in order, relative to the folder */
  files: string[];
}

/** Lists of a folder's images with their labels, and the column that names the file; `metadata.csv` is the Hub's. */
const lists = ["labels.csv", "metadata.csv", "parts.csv"];
const fileColumns = ["file", "file_name", "filename", "image", "path"];

const splitNames: Readonly<Record<string, RegExp>> = {
  train: /^train(ing)?$/i,
  validation: /^(val|valid|validation|dev)$/i,
  test: /^test(ing)?$/i,
};

/** Images that kiso does not read, so that they are not passed over in silence. */
const otherImages = /\.(gif|tiff?|heic|heif|avif|jp2|svg|psd|raw|cr2|nef|dng)$/i;

export const isImage = (name: string): boolean =>
  imageExtensions.includes(/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "");

/**
 * A folder whose images lie in sub-folders named after their classes, or beside a list (labels.csv) that gives each
 * file its label, or without either, as new images do; in any of them once more by split, under train/, test/.
 * Undefined where the folder's names say that it is none of these.
 */
export async function readImageFolder(
  folder: string,
  all: readonly string[],
): Promise<ImageFolder | undefined> {
  const names = all.filter((name) => !/(^|\/)(\.|__)/.test(name));
  const images = names.filter(isImage);
  if (images.length === 0) return undefined;
  const tops = new Set(images.map((name) => (name.includes("/") ? name.slice(0, name.indexOf("/")) : "")));
  const splits = [...tops].map((top) =>
    Object.keys(splitNames).find((split) => splitNames[split]!.test(top)),
  );
  if (splits.some((split) => split === undefined)) {
    const found = await readSplit(folder, names);
    return found && { tables: { train: found.table }, files: found.files };
  }
  const read: ImageFolder = { tables: {}, files: [] };
  for (const split of Object.keys(splitNames)) {
    const top = [...tops][splits.indexOf(split)];
    if (top === undefined) continue;
    const within = names
      .filter((name) => name.startsWith(`${top}/`))
      .map((name) => name.slice(top.length + 1));
    const found = await readSplit(join(folder, top), within);
    if (found === undefined) return undefined;
    read.tables[split] = found.table;
    read.files.push(...found.files.map((file) => `${top}/${file}`));
  }
  return read;
}

interface Found {
  table: Table;
  files: string[];
}

async function readSplit(folder: string, names: readonly string[]): Promise<Found | undefined> {
  const list = lists.find((name) => names.includes(name));
  if (list !== undefined) return readListed(folder, list, names);
  const images = names.filter(isImage).sort();
  const loose = images.filter((name) => !name.includes("/"));
  const classes = sortClasses(new Set(images.filter((name) => name.includes("/")).map(classOf)));
  // A table with a folder of pictures beside it is a table.
  if (classes.length < 2 && names.some((name) => /\.(csv|tsv|parquet|jsonl?|npz)$/i.test(name)))
    return undefined;
  checkKinds(folder, names);
  if (classes.length === 0) return { table: tableOf(folder, images), files: images };
  if (loose.length > 0) {
    throw new UserError(
      `${join(folder, loose[0]!)}: lies beside the class folders (${some(classes)})${loose.length > 1 ? `, as do ${loose.length - 1} more images` : ""}; put every image into the folder of its class`,
    );
  }
  const label: Column = { kind: "text", values: images.map(classOf) };
  return { table: tableOf(folder, images, new Map([["label", label]])), files: images };
}

const classOf = (name: string): string => name.slice(0, name.indexOf("/"));

/** The rows are those of the list, in its order. */
async function readListed(folder: string, list: string, names: readonly string[]): Promise<Found> {
  const path = join(folder, list);
  const table = await readCsvFile(path, path);
  const fileColumn = fileColumns.find((name) => table.columns.has(name));
  if (fileColumn === undefined) {
    throw new UserError(
      `${path}: no column names the image files; call it file. Its columns are ${table.columnNames.join(", ")}`,
    );
  }
  const column = table.column(fileColumn);
  const files = column.kind === "text" ? column.values : [];
  const known = new Set(names);
  const seen = new Map<string, number>();
  for (const [row, file] of files.entries()) {
    const where = table.where(row, fileColumn);
    if (!known.has(file))
      throw new UserError(`${where}: there is no file ${join(folder, file)}; correct the name`);
    if (seen.has(file))
      throw new UserError(`${where}: ${file} stands in row ${seen.get(file)! + 1} already; delete one`);
    seen.set(file, row);
  }
  if (column.kind !== "text") throw new UserError(`${path}, column ${fileColumn}: holds no names of files`);
  const others = new Map([...table.columns].filter(([name]) => name !== fileColumn));
  const made = tableOf(folder, files, others);
  const parts = table.parts.map((part) => ({ ...part, names: made.parts[0]!.names! }));
  return { table: new Table(made.columns, parts, table.traits), files: [list, ...files] };
}

/** One image file as a table without labels. */
export function imageTable(path: string): Table {
  return new Table(new Map([["image", encoded([{ name: path, read: () => readFile(path) }])]]), [
    { file: path, rows: 1, names: [path] },
  ]);
}

function tableOf(
  folder: string,
  files: readonly string[],
  others: ReadonlyMap<string, Column> = new Map(),
): Table {
  const images = files.map((file): ImageFile => {
    const path = join(folder, file);
    return { name: path, read: () => readFile(path) };
  });
  const columns = new Map<string, Column>([["image", encoded(images)], ...others]);
  return new Table(columns, [{ file: folder, rows: files.length, names: images.map(({ name }) => name) }]);
}

const encoded = (images: readonly ImageFile[]): Column => ({
  kind: "unusable",
  reason: "it holds images",
  rows: images.length,
  images,
});

function checkKinds(folder: string, names: readonly string[]): void {
  const other = names.find((name) => otherImages.test(name));
  if (other === undefined) return;
  throw new UserError(
    `${join(folder, other)}: kiso reads PNG, JPEG, WebP and BMP images; convert it, or take it out of the folder`,
  );
}

const some = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 6).join(", ")}, …` : names.join(", ");

import { stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { SettingError, UserError } from "../../../errors.ts";
import { unpackedPieces } from "../../formats/bytes.ts";
import { namesInAll } from "../../listing/oneLine.ts";
import { partOfName, partOfPath } from "../../listing/partNames.ts";
import type { UnreadFile } from "../../listing/walk.ts";
import { type Column, cellsOf, Table } from "../../table.ts";
import { exportTable } from "./exports.ts";
import { baseOf, type FolderFiles, isImage, stemOf } from "./folderFiles.ts";
import { asNumbers, type NamedCells, PictureNames } from "./pictureNames.ts";
import { textList } from "./textList.ts";

/** Reads a table file by its name's ending. */
export type ReadTable = (path: string) => Promise<Table>;

/** A list of pictures: a table of which a column names files of the folder. */
export interface PictureList {
  /** relative to the folder; outside where that leads out of it */
  readonly file: string;
  readonly path: string;
  readonly outside: boolean;
  readonly table: Table;
  /** the column that names the pictures */
  readonly column: string;
  readonly cells: readonly string[];
  readonly named: NamedCells;
}

export interface FoundLists {
  readonly lists: PictureList[];
  readonly unread: UnreadFile[];
}

/** What the column of files is called; where none is called so, it is the one whose cells name most pictures. */
const fileColumns =
  /^(files?|file[-_ ]?names?|filenames?|images?|image[-_ ]?(files?|names?|paths?|ids?)|img|pictures?|paths?|file[-_ ]?paths?|ファイル名?|画像(ファイル)?名?|ファイルパス)$/i;

const tables = /\.(csv|tsv|jsonl?|xml|xlsx|xlsm|xls|ods)(\.gz)?$/i;
const xml = /\.xml$/i;
const texts = /\.(txt|lst)$/i;

/** What the column of masks is called. */
export const maskColumn =
  /^(masks?|mask[-_ ]?(files?|paths?|names?|images?)|ground[-_ ]?truth|segmentation|マスク)$/i;

/** Lists of answers that a contest shows the form of: their classes are made up. */
const sample = /(^|[-_ ])submissions?([-_ .]|$)/i;

/** The lists by which kiso is used to find pictures named; of several that name the same, the first is meant. */
const preferred = [/^labels\.csv$/i, /^metadata\.(csv|jsonl)$/i, /^parts\.csv$/i];
export const rankOf = (file: string): number => {
  const rank = preferred.findIndex((one) => one.test(baseOf(file)));
  return rank < 0 ? preferred.length : rank;
};

/** Every table of the folder whose cells name its pictures; or the one that is asked for, wherever it lies. */
export async function findLists(
  files: FolderFiles,
  pictures: readonly string[],
  { labels, read }: { labels: string | undefined; read: ReadTable },
): Promise<FoundLists> {
  const names = new PictureNames(pictures);
  if (labels !== undefined)
    return { lists: [await askedList(files.folder, labels, names, read)], unread: [] };
  // A file of each picture, as YOLO's, VOC's and labelme's, is no list.
  const stems = new Set(files.pictures.map((path) => stemOf(baseOf(path))));
  const lists: PictureList[] = [];
  const unread: UnreadFile[] = [];
  for (const file of files.others) {
    if (!(tables.test(file) || texts.test(file)) || stems.has(stemOf(baseOf(file)))) continue;
    if (sample.test(baseOf(file))) {
      unread.push({ file, why: "a form for answers, whose classes are made up" });
      continue;
    }
    if (
      baseOf(file) === "image_anno.csv" &&
      pictures.some((path) => /(^|\/)Data\/Images\/Normal\//.test(path))
    ) {
      unread.push({
        file,
        why: "VisA's list of the kinds of defects, several of a picture: the folders are classes",
      });
      continue;
    }
    const found = await listAt(files.folder, file, names, read);
    if (typeof found === "string") unread.push({ file, why: found });
    else if (found) lists.push(found);
  }
  return withoutRivals(lists, unread);
}

async function askedList(
  folder: string,
  labels: string,
  names: PictureNames,
  read: ReadTable,
): Promise<PictureList> {
  const within = isAbsolute(labels) ? [labels] : [labels, join(folder, labels)];
  for (const path of within) {
    if (
      !(await stat(path).then(
        (found) => found.isFile(),
        () => false,
      ))
    )
      continue;
    const inner = relative(resolve(folder), resolve(path)).split(sep).join("/");
    const outside = inner.startsWith("..") || isAbsolute(inner);
    const found = await readList({ file: inner, path, outside }, names, read);
    if (typeof found === "object") return found;
    throw new SettingError(
      (say) =>
        `${path}: no column names pictures of ${folder}; ${say("labels")} is a list with a column of files and one of classes`,
    );
  }
  throw new SettingError(
    (say) => `${labels}: no such file; ${say("labels")} names a list of the pictures and their classes`,
  );
}

async function listAt(
  folder: string,
  file: string,
  names: PictureNames,
  read: ReadTable,
): Promise<PictureList | string | undefined> {
  const path = join(folder, file);
  if (rankOf(file) === preferred.length && !(await mayName(path, names))) return undefined;
  try {
    return await readList({ file, path, outside: false }, names, read);
  } catch (error) {
    // A table that cannot be read and names no picture is some other table; so is a text that is no list.
    if (!(error instanceof UserError) || rankOf(file) < preferred.length) throw error;
    if (texts.test(file) || !(await mayName(path, names))) return undefined;
    throw error;
  }
}

interface Place {
  readonly file: string;
  readonly path: string;
  readonly outside: boolean;
}

async function readList(
  place: Place,
  names: PictureNames,
  read: ReadTable,
): Promise<PictureList | string | undefined> {
  const { file, path, outside } = place;
  const base = outside ? "" : file.slice(0, file.lastIndexOf("/") + 1);
  const ofTool = await exportTable(path);
  if (!ofTool && xml.test(file)) return undefined;
  let table = texts.test(file) ? await textList(path) : (ofTool ?? (await read(path)));
  // "TRAIN,gs://lot/000.png,good" has no header: its first row is one of the pictures.
  if (!table.traits.headerless && table.columnNames.some((name) => names.names(name, base)))
    table = headerAsRow(table);
  const found = fileColumn(table, names, place, base);
  if (found === undefined && rankOf(file) < preferred.length)
    throw new UserError(
      `${path}: no column names the image files; call it file. Its columns are ${namesInAll(table.columnNames)}`,
    );
  if (found?.named.found === 0 && rankOf(file) === preferred.length)
    return "names pictures that are not here";
  return found && { ...place, table, ...found };
}

/** A table whose first row was taken for its header: all of text, its columns x0, x1, … */
function headerAsRow(table: Table): Table {
  const columns = table.columnNames.map((name, x): [string, Column] => [
    `x${x}`,
    { kind: "text", values: [name, ...cellsOf(table.column(name))] },
  ]);
  const [first] = table.parts;
  const lineOf = (row: number) => (row === 0 ? 1 : (first!.lineOf?.(row - 1) ?? row + 1));
  const part = { file: first!.file, rows: table.rows + 1, lineOf };
  return new Table(new Map(columns), [part], { ...table.traits, headerless: true });
}

function fileColumn(table: Table, names: PictureNames, { file, path }: Place, base: string) {
  // Of pictures that are called alike, test.csv means those in test/.
  const part = partOfName(stemOf(baseOf(file)));
  const meant = (picture: string) => part !== undefined && partOfPath(picture) === part;
  const candidates = table.columnNames.flatMap((column) => {
    const cells = cellsOf(table.column(column));
    if (cells.length === 0 || maskColumn.test(column.trim())) return [];
    const usual = fileColumns.test(column.trim());
    const looks = cells.filter((cell) => isImage(cell.trim())).length;
    // Numbers name pictures only where the column says so: widths and classes are numbers too.
    const numbers = cells.every((cell) => /^\s*[\d.]*\s*$/.test(cell));
    if (!usual && numbers && !/^(id|no|number|番号|id_code|x0)$/i.test(column.trim())) return [];
    const named = names.column(cells, base, meant);
    const share = named.cells === 0 ? 0 : named.found / named.cells;
    const enough =
      share >= 0.5 ||
      (usual && (named.found > 0 || 2 * looks >= cells.length)) ||
      (2 * looks >= cells.length && rankOf(file) === preferred.length);
    return enough ? [{ column, cells, named, share }] : [];
  });
  // The list that everyone writes, and whose column of files is called so, is taken at its word.
  // A running number beside the names may be a number in a name too, of another picture.
  const byNumber = (one: { named: NamedCells }) => Number(one.named.how === asNumbers);
  const [best, ...more] = candidates.sort((a, b) => byNumber(a) - byNumber(b) || b.share - a.share);
  if (best === undefined) return undefined;
  for (const { column, named, share } of more) {
    if (
      share < 0.5 ||
      byNumber({ named }) > byNumber(best) ||
      named.pictures.every(
        (one, row) => one === undefined || String(one) === String(best.named.pictures[row]),
      )
    )
      continue;
    throw new UserError(
      `${path}: names a picture in column ${best.column} and another in column ${column}; a list has one picture a row: leave one of them out`,
    );
  }
  return { column: best.column, cells: best.cells, named: best.named };
}

/** So many bytes of a text show whether it names pictures. */
const looked = 1 << 16;

/** Whether the beginning of a file may hold the name of a picture; what is no text is read to see. */
async function mayName(path: string, names: PictureNames): Promise<boolean> {
  if (!/\.(csv|tsv|txt|lst|jsonl?|xml)(\.gz)?$/i.test(path)) return true;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of unpackedPieces(path, path)) {
    pieces.push(piece);
    size += piece.length;
    if (size >= looked) break;
  }
  const bytes = Buffer.concat(pieces).subarray(0, looked);
  const wide = bytes.includes(0);
  return (wide ? ["utf-16le", "utf-16be"] : ["utf-8", "shift_jis", "euc-jp"]).some((encoding) =>
    names.mentioned(new TextDecoder(encoding).decode(bytes)),
  );
}

/** Of lists that name the same pictures, the one that kiso is used to; an error where that does not say which. */
function withoutRivals(lists: readonly PictureList[], unread: UnreadFile[]): FoundLists {
  const kept: PictureList[] = [];
  for (const list of [...lists].sort((a, b) => rankOf(a.file) - rankOf(b.file))) {
    const own = new Set(list.named.pictures.map(String));
    const rival = kept.find((one) =>
      one.named.pictures.some((name) => name !== undefined && own.has(String(name))),
    );
    if (rival === undefined) kept.push(list);
    else if (rankOf(rival.file) < rankOf(list.file) || rival.table.columns.size > list.table.columns.size)
      unread.push({ file: list.file, why: `names the same pictures as ${rival.file}` });
    else
      throw new SettingError(
        (say) =>
          `${rival.path} and ${list.path} name the same pictures; choose one: ${say("labels", list.file)}`,
      );
  }
  return { lists: [...kept].sort((a, b) => (a.file < b.file ? -1 : 1)), unread };
}

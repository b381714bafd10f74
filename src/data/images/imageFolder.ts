import { join } from "node:path";
import { asProgram, type Spell, UserError } from "../../errors.ts";
import { readBytes } from "../../files.ts";
import { selectRows } from "../columns/missing.ts";
import {
  isSecondName,
  secondName,
  secondNamesInWords,
  withoutSecondNames,
} from "../listing/content/secondNames.ts";
import { aMask } from "../listing/fates.ts";
import { isLitter } from "../listing/litter.ts";
import type { PartName } from "../listing/partNames.ts";
import type { UnreadFile } from "../listing/walk.ts";
import { append } from "../numbers/lists.ts";
import type { HowToRead } from "../reading.ts";
import { type Column, cellsOf, concatTables, Table, type TableTraits } from "../table.ts";
import type { ImageFile } from "./decode.ts";
import { formatsInWords } from "./imageKind.ts";
import { type Arrangement, arranged, type Picture } from "./layouts/arrangement.ts";
import { boxesInWords } from "./layouts/exports.ts";
import { baseOf, type FolderFiles, isImage, sortFiles, stemOf } from "./layouts/folderFiles.ts";
import { sayGood } from "./layouts/goodWord.ts";
import type { UsedList } from "./layouts/listColumns.ts";
import { type ListedPicture, listedPictures } from "./layouts/listed.ts";
import { findLists, type ReadTable } from "./layouts/lists.ts";
import type { OpenPicture } from "./layouts/maskContent.ts";
import { doubtfulInWords, findMasks, type Masks } from "./layouts/masks.ts";
import { type Regions, regionsOf } from "./layouts/regions.ts";
import { listed } from "./layouts/topFolders.ts";

export { isImage };

/** A folder of images, not decoded yet. */
export interface ImageFolder {
  tables: Record<string, Table>;
  /** every file that was read, in order, relative to the folder */
  files: string[];
  /** pictures, masks and lists that are not read, and why */
  unread: UnreadFile[];
  /** how the folder was read, where it could have been read otherwise, a line each */
  notes: string[];
}

export interface ImageFolderOptions {
  /** the list of the pictures and their classes; "folders" where only folders count */
  labels?: string | undefined;
  /** whether the pictures are parts to be answered, none of which is left out for what it looks like */
  lot?: boolean | undefined;
  /** whether links are the reader's own, as in the cache of the Hub, where pictures of equal bytes are links to one file */
  linked?: boolean | undefined;
  read: ReadTable;
  /** rows of a list that name no file are errors, or left out and counted */
  onError?: "stop" | "skip" | undefined;
  /** million pixels that a picture may have */
  maxPixels?: number | undefined;
  /** how notes spell settings */
  spell?: Spell | undefined;
}

/** Images that kiso does not read, so that they are not passed over in silence. */
const otherImages = /\.(heic|heif|jxl|jp2|svg|psd|raw|cr2|nef|dng)$/i;

const partNames = ["train", "validation", "test"] as const;

/**
 * A folder whose images lie in sub-folders named after their classes, or are named by a list that gives each its label, or have
 * masks that say what is bad, or nothing of it, as new images do; once more by part (train/, test/), in any of the ways that
 * data sets are known to be laid out. Undefined where the folder holds a table, or no image.
 */
export async function readImageFolder(
  folder: string,
  all: readonly string[],
  { labels, lot, linked, maxPixels, read, onError, spell = asProgram }: ImageFolderOptions,
): Promise<ImageFolder | undefined> {
  const files = await sortFiles(folder, all);
  if (files.pictures.length === 0) return undefined;
  const openPicture: OpenPicture = (name) => {
    const path = join(folder, name);
    return { name: path, read: () => readBytes(path), maxPixels };
  };
  const content = labels === "folders" ? "unused" : lot ? "doubtful" : "masks";
  const masks = await findMasks(files.pictures, openPicture, content);
  const pictures = files.pictures.filter((name) => !masks.all.has(name));
  const asked = labels === "folders" ? undefined : labels;
  const found =
    labels === "folders"
      ? { lists: [], unread: [] }
      : await findLists(files, pictures, { labels: asked, read });
  const byFolder = () => arranged(folder, pictures, masks, openPicture);
  const made = new Made(files, masks, openPicture, spell);
  const unread = [...found.unread];
  if (found.lists.length > 0) {
    const { lists } = found;
    const given = {
      folder,
      pictures,
      masks,
      lists,
      asked: asked !== undefined,
      skip: onError === "skip",
      spell,
      byFolder,
    };
    const listing = await listedPictures(given);
    if (listing) {
      checkKinds(files);
      if (!linked) append(unread, await takenOnce(folder, listing.parts, lot));
      return made.listed(listing.parts, [...listing.unread, ...unread], listing.notes);
    }
    const why = `names some of the pictures only, and the folders are classes; it is read with ${spell("labels", lists[0]!.file)}`;
    append(
      unread,
      lists.map(({ file }) => ({ file, why })),
    );
  }
  const stems = new Set(files.pictures.map((name) => stemOf(baseOf(name))));
  const tables = files.others.filter(
    (name) => /\.(csv|tsv|parquet|jsonl?|npz)$/i.test(name) && !stems.has(stemOf(baseOf(name))),
  );
  const arrangement = await byFolder().catch((error: unknown) => {
    if (tables.length > 0 && error instanceof UserError && !pictures.some((name) => name.includes("/")))
      return undefined;
    throw error;
  });
  // A table with a folder of pictures beside it is a table.
  if (!arrangement || (tables.length > 0 && hasNoClasses(arrangement))) return undefined;
  checkKinds(files);
  if (!linked) append(unread, await takenOnce(folder, arrangement.parts, lot));
  const bare = ![...arrangement.parts.values()].flat().some(({ label }) => label !== undefined);
  return made.arranged(arrangement, unread, bare ? await boxesInWords(files) : undefined);
}

/**
 * Leaves second names of one file in one part out of the parts, and says of which files they are. Those of another class, or of other
 * cells in a list, are kept to be learned from: the picture stands in two classes, and that is said. The parts of a lot have none.
 */
async function takenOnce<T extends ListedPicture>(
  folder: string,
  parts: Map<PartName, T[]>,
  lot = false,
): Promise<UnreadFile[]> {
  const left: UnreadFile[] = [];
  const cells = new Map<Table, (readonly string[])[]>();
  const cellsOfRow = (table: Table, row: number) => {
    const columns = cells.get(table) ?? table.columnNames.map((name) => cellsOf(table.column(name)));
    cells.set(table, columns);
    return columns.map((column) => column[row]!);
  };
  for (const [part, those] of parts) {
    const { once, again } = await withoutSecondNames(
      those,
      ({ file }) => join(folder, file),
      ({ label, group, from }) =>
        lot ? "" : JSON.stringify([label, group, from && cellsOfRow(from.used.table, from.index)]),
    );
    if (again.length > 0) parts.set(part, [...once]);
    append(
      left,
      again.map(({ item, first }) => ({ file: item.file, why: secondName(first.file) })),
    );
  }
  return left;
}

function hasNoClasses({ parts }: Arrangement): boolean {
  const labels = new Set([...parts.values()].flat().map(({ label }) => label));
  return parts.size < 2 && labels.size < 2 && !sayGood([...labels].flatMap((label) => label ?? []));
}

/** Makes the tables of what was found, and says what is in none of them. */
class Made {
  readonly #files: FolderFiles;
  readonly #masks: Masks;
  readonly #open: OpenPicture;
  readonly #spell: Spell;

  constructor(files: FolderFiles, masks: Masks, open: OpenPicture, spell: Spell) {
    this.#files = files;
    this.#masks = masks;
    this.#open = open;
    this.#spell = spell;
  }

  /** `instead`: what the pictures have in the place of classes */
  arranged(
    { parts, unread, notes, read }: Arrangement,
    more: readonly UnreadFile[],
    instead: string | undefined,
  ): ImageFolder {
    const tables: Record<string, Table> = {};
    const files: string[] = [];
    for (const part of partNames) {
      const pictures = parts.get(part);
      if (!pictures || pictures.length === 0) continue;
      tables[part] = this.#table(pictures, folderColumns(pictures), undefined, instead);
      for (const { file } of pictures) files.push(file);
    }
    return this.#folder(tables, [...files, ...read], [...unread, ...more], notes);
  }

  listed(
    parts: ReadonlyMap<PartName, readonly ListedPicture[]>,
    unread: readonly UnreadFile[],
    notes: readonly string[],
  ): ImageFolder {
    const tables: Record<string, Table> = {};
    const files: string[] = [];
    for (const part of partNames) {
      const pictures = parts.get(part);
      if (!pictures || pictures.length === 0) continue;
      tables[part] = this.#listedTable(pictures);
      const lists = new Set(pictures.flatMap(({ from }) => (from ? [from.used.list.file] : [])));
      for (const file of lists) if (!files.includes(file)) files.push(file);
      for (const { file } of pictures) files.push(file);
    }
    const lists = new Set([...parts.values()].flat().flatMap(({ from }) => (from ? [from.used] : [])));
    return this.#folder(tables, files, unread, notes, [...lists]);
  }

  #folder(
    tables: Record<string, Table>,
    files: string[],
    unread: readonly UnreadFile[],
    notes: readonly string[],
    lists: readonly UsedList[] = [],
  ): ImageFolder {
    const { folder, hidden } = this.#files;
    const small = hidden.filter((file) => isImage(file) && !isLitter(file));
    const regions = regionsOf(folder, this.#masks, lists);
    const read = new Set(files);
    const { all, lone } = this.#masks;
    const alone = new Set(lone.map(({ file }) => file));
    const masks = [...all].filter((file) => !read.has(file) && !alone.has(file));
    const apart = [
      ...small.map((file) => ({ file, why: "hidden, or a thumbnail" })),
      ...masks.map((file) => ({ file, why: aMask })),
      ...lone,
    ];
    const made = Object.entries(tables).map(([part, table]) => [part, withRegions(table, regions)]);
    return {
      tables: Object.fromEntries(made),
      files,
      unread: [...unread, ...apart],
      notes: [...notes, ...maskNotes(folder, this.#masks, this.#spell), ...secondNameNotes(folder, unread)],
    };
  }

  #listedTable(pictures: readonly ListedPicture[]): Table {
    const lists = [...new Set(pictures.map(({ from }) => from?.used))];
    const tables = lists.map((used) => {
      const own = pictures.filter(({ from }) => from?.used === used);
      const columns = folderColumns(own);
      if (!used) return this.#table(own, columns);
      const rows = own.map(({ from }) => from!.index);
      const table = selectRows(used.table, rows);
      return this.#table(own, new Map([...table.columns, ...columns]), table);
    });
    return concatTables(tables);
  }

  #table(
    pictures: readonly Picture[],
    others: ReadonlyMap<string, Column>,
    list?: Table,
    instead?: string,
  ): Table {
    const images = pictures.map(({ file }): ImageFile => this.#open(file));
    const columns = new Map<string, Column>([["image", encoded(images)], ...others]);
    const names = images.map(({ name }) => name);
    // Pictures of one item lie on one side of a split.
    const items = pictures.some(({ group }) => group !== undefined);
    const groups = items ? pictures.map(({ group }, row) => group ?? `picture ${row}`) : undefined;
    const part = { file: this.#files.folder, rows: names.length, names, groups };
    const parts = list ? list.parts.map((one) => ({ ...one, names, groups })) : [part];
    return new Table(columns, parts, instead === undefined ? list?.traits : { noClasses: instead });
  }
}

/** What the folders say of pictures; no column where they say nothing. */
function folderColumns(pictures: readonly Picture[]): Map<string, Column> {
  const columns = new Map<string, Column>();
  for (const [name, of] of [
    ["label", "label"],
    ["item", "group"],
  ] as const)
    if (pictures.some((picture) => picture[of] !== undefined))
      columns.set(name, { kind: "text", values: pictures.map((picture) => picture[of] ?? "") });
  return columns;
}

function withRegions(table: Table, regions: Regions): Table {
  const traits: TableTraits = regions.size > 0 ? { ...table.traits, regions } : table.traits;
  return new Table(table.columns, table.parts, traits);
}

function maskNotes(folder: string, { all, folders, of, byContent, doubtful }: Masks, spell: Spell): string[] {
  const notes = doubtful.map((one) => `${folder}: ${doubtfulInWords(one, "read as a class")}`);
  if (all.size === 0) return notes;
  const where = folders.map((one) => (one === "" ? "beside the pictures" : `in ${one}/`));
  const told =
    byContent.length === 0
      ? ""
      : `; ${listed(byContent.map((one) => `${one}/`))} ${byContent.length === 1 ? "is" : "are"} told by the names and by black and white alone: ${spell("labels", "folders")} reads it as a class`;
  notes.push(
    `${folder}: ${all.size} masks of ${of.size} pictures (${listed(where)}) are no pictures and no classes; they score where a model looks${told}`,
  );
  return notes;
}

function secondNameNotes(folder: string, unread: readonly UnreadFile[]): string[] {
  const again = unread.filter(({ why }) => isSecondName(why)).map(({ file, why }) => `${file} (${why})`);
  return again.length === 0 ? [] : [`${folder}: ${secondNamesInWords(again)}`];
}

/** One image file as a table without labels. */
export function imageTable(path: string, { maxPixels }: HowToRead): Table {
  const image: ImageFile = { name: path, read: () => readBytes(path), maxPixels };
  return new Table(new Map([["image", encoded([image])]]), [{ file: path, rows: 1, names: [path] }]);
}

const encoded = (images: readonly ImageFile[]): Column => ({
  kind: "unusable",
  reason: "it holds images",
  rows: images.length,
  images,
});

function checkKinds({ folder, others }: FolderFiles): void {
  const other = others.find((name) => otherImages.test(name));
  if (other === undefined) return;
  throw new UserError(
    `${join(folder, other)}: kiso reads ${formatsInWords}; convert it, or take it out of the folder`,
  );
}

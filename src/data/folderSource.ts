import { join } from "node:path";
import { UserError } from "../errors.ts";
import { readOneTable } from "./formats/readers.ts";
import { unzip } from "./formats/unzip.ts";
import { cardParts } from "./hub/cardParts.ts";
import { readImageFolder } from "./images/imageFolder.ts";
import { checkContent } from "./listing/content/content.ts";
import { whyNoPicture } from "./listing/fates.ts";
import { fileKind } from "./listing/fileKinds.ts";
import { folderTables } from "./listing/folder.ts";
import { oneLine } from "./listing/oneLine.ts";
import { leadsNowhere, type Walked, walk } from "./listing/walk.ts";
import { readTables } from "./readTables.ts";
import { Renaming } from "./renamed.ts";
import type { ReadSource, SourceOptions } from "./sourceOptions.ts";

/** A zip archive, read as the folder that it holds. */
export async function readArchive(source: string, options: SourceOptions): Promise<ReadSource> {
  await checkContent(source, oneLine(source));
  const { folder, unread } = await unzip(source, oneLine(source), options);
  const renaming = new Renaming(folder, oneLine(source));
  try {
    const read = renaming.read(await readFolder(folder, options));
    return { ...read, files: [source], unread: [...read.unread, ...unread] };
  } catch (error) {
    throw renaming.error(error);
  }
}

/** A folder of tables or of pictures, each file of which is read or named. */
export async function readFolder(folder: string, options: SourceOptions): Promise<ReadSource> {
  const walked = await walk(folder);
  // Rows that are not where they are said to be are a mistake; of anything else a word is enough.
  const lost = walked.unread.find(({ file, why }) => why === leadsNowhere && fileKind(file).is !== "other");
  if (lost)
    throw new UserError(
      `${oneLine(join(folder, lost.file))}: no such file; check its name, or what it links to`,
    );
  const parts = await cardParts(folder, walked.names, options);
  const pictures = parts ? undefined : await readPictures(folder, walked, options);
  return pictures ?? readTables(folderTables(folder, walked, parts), options, folder);
}

/** The pictures of a folder; undefined where it holds tables. */
async function readPictures(
  folder: string,
  { names, unread }: Pick<Walked, "names" | "unread">,
  { spell, ...how }: SourceOptions,
  linked = false,
): Promise<ReadSource | undefined> {
  const read = (path: string) => readOneTable(path, how);
  const found = await readImageFolder(folder, names, {
    labels: how.labels,
    lot: how.lot,
    linked,
    onError: how.onError,
    maxPixels: how.maxPixels,
    spell,
    read,
  });
  if (!found) return undefined;
  const told = new Set([...found.files, ...found.unread.map(({ file }) => file)]);
  const left = names.filter((name) => !told.has(name)).map((file) => ({ file, why: whyNoPicture(file) }));
  return {
    tables: found.tables,
    files: found.files.map((name) => join(folder, name)),
    names: found.files,
    unread: [...found.unread, ...left, ...unread],
    notes: found.notes,
  };
}

/** A data set of the Hub, whose files are fetched. */
export async function readFromHub(id: string, options: SourceOptions): Promise<ReadSource> {
  const { downloadDataset } = await import("./hub/hub.ts");
  const { split, revision, token, config, onProgress, signal, spell } = options;
  const found = await downloadDataset(id, { split, revision, token, config, onProgress, signal, spell });
  if (!found.pictures) return readTables(found, options);
  const { folder, names } = found.pictures;
  const read = await readPictures(folder, { names, unread: [] }, options, true);
  if (!read)
    throw new UserError(
      `${id}: its pictures lie in no folders of classes, and no metadata.csv or .jsonl lists them; they are in ${folder}: sort them into a folder for each class`,
    );
  return { ...read, unread: [...read.unread, ...found.unread], notes: [...read.notes, ...found.notes] };
}

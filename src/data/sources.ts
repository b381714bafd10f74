import { stat } from "node:fs/promises";
import { join } from "node:path";
import { nearest, SettingError, UserError } from "../errors.ts";
import { hasReader, readOneTable } from "./formats/readers.ts";
import { cardParts } from "./hub/cardParts.ts";
import type { WantedImage } from "./images/image.ts";
import { readImageFolder } from "./images/imageFolder.ts";
import { checkContent, unopened } from "./listing/content/content.ts";
import { whyNoPicture } from "./listing/fates.ts";
import { fileKind } from "./listing/fileKinds.ts";
import { type DataFile, folderTables, type TableFiles } from "./listing/folder.ts";
import { oneLine } from "./listing/oneLine.ts";
import { spelledPath } from "./listing/spelledPath.ts";
import { leadsNowhere, type Walked, walk } from "./listing/walk.ts";
import type { HowToRead } from "./reading.ts";
import { type ReadTables, readTables } from "./readTables.ts";
import { Renaming } from "./renamed.ts";
import { shippedFiles, shippedNames } from "./shipped.ts";

export interface SourceOptions extends HowToRead {
  /** On the Hub: a branch, tag or commit. */
  revision?: string | undefined;
  /** On the Hub: an access token. */
  token?: string | undefined;
  /** how images become rows; what is left out follows from the images */
  image?: WantedImage | undefined;
  /** on the Hub: only this split's files are fetched */
  split?: string | undefined;
  /** pictures that cannot be decoded stop the reading, or are left out and named; stop when left out */
  onError?: "stop" | "skip" | undefined;
  onProgress?: ((progress: { file: string; loaded: number; total?: number }) => void) | undefined;
}

/** What is read of a source, its pictures not decoded yet. */
export interface ReadSource extends ReadTables {
  /** of files whose names say something of their rows, as a picture's folder says its class: the names */
  names?: readonly string[];
}

/** Reads a file, a folder, a shipped data set, or one on the Hub. */
export async function readSource(source: string, options: SourceOptions): Promise<ReadSource> {
  const { config } = options;
  const found = await stat(source).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EACCES" || error.code === "EPERM") throw unopened(oneLine(source), error);
    return undefined;
  });
  const spelled = found ? undefined : await spelledPath(source);
  if (spelled !== undefined) return readSource(spelled, options);
  if (found?.isDirectory()) return readFolder(source, options);
  const shipped = found ? undefined : shippedFiles(source);
  if (config !== undefined && (found || shipped))
    throw new SettingError(
      (say) =>
        `${oneLine(source)}: is one data set, and has no configurations; leave out ${say("config", config)}`,
    );
  if (found?.isFile() && /\.zip$/i.test(source)) return readArchive(source, options);
  if (found?.isFile())
    return readTables(whole([{ path: source, split: "train", name: oneLine(source) }]), options);
  if (found)
    throw new UserError(
      `${oneLine(source)}: is a pipe or a device, which can be read only once; write it into a file and name that`,
    );
  if (shipped) return readTables(whole(shipped), options);
  if (/^[\w.-]+\/[\w.-]+$/.test(source) && !source.startsWith(".") && !hasReader(source))
    return readFromHub(source, options);
  throw notThere(source);
}

/** Files of which none is left out. */
const whole = (files: readonly DataFile[]): TableFiles => ({ files, unread: [], notes: [] });

/** A zip archive, read as the folder that it holds. */
async function readArchive(source: string, options: SourceOptions): Promise<ReadSource> {
  const { unzip } = await import("./formats/unzip.ts");
  await checkContent(source, oneLine(source));
  const { folder, unread } = await unzip(source, oneLine(source));
  const renaming = new Renaming(folder, oneLine(source));
  try {
    const read = renaming.read(await readFolder(folder, options));
    return { ...read, files: [source], unread: [...read.unread, ...unread] };
  } catch (error) {
    throw renaming.error(error);
  }
}

async function readFolder(folder: string, options: SourceOptions): Promise<ReadSource> {
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
): Promise<ReadSource | undefined> {
  const read = (path: string) => readOneTable(path, how);
  const found = await readImageFolder(folder, names, {
    labels: how.labels,
    onError: how.onError,
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

async function readFromHub(id: string, options: SourceOptions): Promise<ReadSource> {
  const { downloadDataset } = await import("./hub/hub.ts");
  const { split, revision, token, config, onProgress, spell } = options;
  const found = await downloadDataset(id, { split, revision, token, config, onProgress, spell });
  if (!found.pictures) return readTables(found, options);
  const { folder, names } = found.pictures;
  const read = await readPictures(folder, { names, unread: [] }, options);
  if (!read)
    throw new UserError(
      `${id}: its pictures lie in no folders of classes, and no metadata.csv or .jsonl lists them; they are in ${folder}: sort them into a folder for each class`,
    );
  return { ...read, unread: [...read.unread, ...found.unread], notes: [...read.notes, ...found.notes] };
}

function notThere(source: string): UserError {
  const near = nearest(source, shippedNames);
  return new UserError(
    `${oneLine(source)}: no such file or folder${near === undefined ? "" : `; did you mean "${near}"?`}${near === undefined ? ";" : ""} kiso ships ${shippedNames.join(", ")}, and OWNER/NAME is looked up on the Hugging Face Hub`,
  );
}

import { open } from "node:fs/promises";
import { join } from "node:path";
import { isLitter } from "../../listing/litter.ts";
import type { UnreadFile } from "../../listing/walk.ts";
import { imageExtensions, imageKind, kindBytes } from "../imageKind.ts";

/** The files of a folder, by what they may be for; paths are relative to it, with "/", sorted. */
export interface FolderFiles {
  readonly folder: string;
  readonly pictures: readonly string[];
  /** neither pictures nor passed over: tables, texts, whatever */
  readonly others: readonly string[];
  /** hidden files, and those that a system keeps for itself */
  readonly hidden: readonly string[];
}

/** Beside what everyone passes over: what a name hides, and the small copies that programs keep of pictures. */
const hiddenFolder = /^(\.|__|@)|^thumb(nail)?s?$/i;

/** Whether a file, or a folder on its way, is hidden, a thumbnail, or the system's own. */
export function isHidden(path: string): boolean {
  const folders = path.split("/").slice(0, -1);
  return isLitter(path) || baseOf(path).startsWith(".") || folders.some((name) => hiddenFolder.test(name));
}

/** Files whose name says that they hold no picture; others without a picture's name are looked into. */
const noPicture =
  /\.(csv|tsv|txt|jsonl?|parquet|np[yz]|xlsx?|ods|xml|ya?ml|toml|ini|cfg|log|md|rst|html?|pdf|docx?|pptx?|py|m|ipynb|js|ts|sh|bat|zip|gz|tar|7z|rar|db|sqlite3?|pkl|pth?|onnx|safetensors|h5|hdf5|mat|mp4|avi|mov|wav|mp3)$/i;

export const extensionOf = (name: string): string => /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** A name without its extension. */
export const stemOf = (name: string): string => name.replace(/\.\w+$/, "");

export const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export const isImage = (name: string): boolean => imageExtensions.includes(extensionOf(name));

/** Sorts the files of a folder. A file is a picture by its name, or where that says nothing by how its bytes begin. */
export async function sortFiles(folder: string, names: readonly string[]): Promise<FolderFiles> {
  const hidden: string[] = [];
  const pictures: string[] = [];
  const others: string[] = [];
  for (const name of [...names].sort()) {
    if (isHidden(name)) hidden.push(name);
    else if (isImage(name)) pictures.push(name);
    else if (!noPicture.test(name) && (await beginsAsPicture(join(folder, name)))) pictures.push(name);
    else others.push(name);
  }
  return { folder, pictures, others, hidden };
}

/** Adds files that are not read, and why. */
export function leave(unread: UnreadFile[], files: Iterable<string>, why: string): void {
  for (const file of files) unread.push({ file, why });
}

/** The items of each key, keys in the order in which they appear. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

async function beginsAsPicture(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(kindBytes), 0, kindBytes, 0);
    return imageKind(buffer.subarray(0, bytesRead)) !== undefined;
  } catch {
    return false; // a folder that a link leads to
  } finally {
    await file.close();
  }
}

/** A path of the folder's, for messages. */
export const joinPath = (folder: string, path: string): string =>
  join(folder, path).replace(/(.)[\\/]$/, "$1");

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { missingShard, splitsByName } from "../hub/splits.ts";
import { idxSplit, isIdxImages } from "./idx.ts";

export interface DataFile {
  path: string;
  split: string;
  /** as messages call it; its extension says the format */
  name: string;
}

/** The files of a folder and of all below it, relative to it, with "/" on every system. */
export async function folderNames(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(folder, "x").length - 1))
    .map((name) => name.replaceAll("\\", "/"));
}

/** The data files among a folder's, each with its split, by the Hub's naming: train.csv, data/test-00000-of-00002.parquet. */
export function folderFiles(folder: string, names: readonly string[]): DataFile[] {
  const missing = missingShard(names);
  if (missing !== undefined) {
    throw new UserError(
      `${join(folder, missing)}: is missing, though the files beside it count it; get it, or rename them`,
    );
  }
  const named = (name: string, split: string) => ({
    path: join(folder, name),
    split,
    name: join(folder, name),
  });
  const splits = [...splitsByName(names)].flatMap(([split, files]) =>
    files.map((name) => named(name, split)),
  );
  if (splits.length > 0) return splits;
  const images = names.filter(isIdxImages).sort();
  if (images.length > 0) return images.map((name) => named(name, idxSplit(name)));
  const npz = names.filter((name) => /\.np[yz]$/.test(name)).sort();
  if (npz.length > 0)
    return npz.map((name) =>
      named(name, /test/.test(name) ? "test" : /val/.test(name) ? "validation" : "train"),
    );
  throw new UserError(
    `${folder}: holds no data files; put .csv, .tsv, .parquet, .jsonl, .npz or IDX files there, or images in a folder for each class`,
  );
}

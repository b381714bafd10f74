import { realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileSha256 } from "../fileHash.ts";
import { gather } from "../numbers/lists.ts";
import type { DataFile } from "./folder.ts";

/** A file that holds the very bytes of another. */
export interface Copy {
  readonly of: Pick<DataFile, "path" | "name" | "split">;
  readonly copy: DataFile;
}

/** The files of a folder that hold the very bytes of another, or of its labels. Only files of equal size are read for it. */
export async function copiesAmong(files: readonly DataFile[], folder: string): Promise<Copy[]> {
  const bySize = new Map<number, DataFile[]>();
  // Features that have their labels beside them are no copy of those that have none.
  const labelled = files.filter(({ labels }) => labels !== undefined);
  const labels = labelled.map((file): DataFile => ({ ...file, ...file.labels!, labels: undefined }));
  const own = new Set(labels);
  const rest = files.filter(({ labels: beside }) => beside === undefined);
  // The copy is what a link names, or the file of the longer name: a.csv and a (1).csv.
  const root = await realpath(folder);
  const linked = new Map<DataFile, boolean>();
  for (const file of rest)
    linked.set(file, (await realpath(file.path)) !== join(root, relative(folder, file.path)));
  rest.sort((a, b) => Number(linked.get(a)) - Number(linked.get(b)) || a.name.length - b.name.length);
  for (const file of [...labelled, ...labels, ...rest]) {
    const size = (await stat(file.path).catch(() => undefined))?.size ?? 0;
    if (size > 0) gather(bySize, size, file);
  }
  const copies: Copy[] = [];
  for (const alike of bySize.values()) {
    if (alike.length === 1) continue;
    const first = new Map<string, DataFile>();
    for (const file of alike) {
      // The columns that its folders name and the labels beside a file are of its rows too.
      const beside = file.labels ? await contentOf(file.labels.path) : "";
      const key = `${await contentOf(file.path)} ${JSON.stringify([...(file.columns ?? [])])}`;
      const of = first.get(`${key} ${beside}`) ?? (file.labels ? undefined : first.get(key));
      if (!of) {
        first.set(`${key} ${beside}`, file);
        if (!first.has(key)) first.set(key, file);
      } else if (!own.has(file)) copies.push({ of, copy: file });
    }
  }
  return copies;
}

/** A file that cannot be read is a copy of none: whoever reads it says why. */
const contentOf = (path: string): Promise<string> => fileSha256(path).catch(() => path);

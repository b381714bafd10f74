import { stat } from "node:fs/promises";
import { fileSha256 } from "../fileHash.ts";
import type { DataFile } from "./folder.ts";

/** Files of the same bytes: the first, and one that comes later. */
export interface Copy {
  readonly of: DataFile;
  readonly copy: DataFile;
}

/** The files that hold the very bytes of an earlier one. Only files of equal size are read for it. */
export async function copiesAmong(files: readonly DataFile[]): Promise<Copy[]> {
  const bySize = new Map<number, DataFile[]>();
  for (const file of files) {
    const size = (await stat(file.path).catch(() => undefined))?.size ?? 0;
    if (size > 0) bySize.set(size, [...(bySize.get(size) ?? []), file]);
  }
  const copies: Copy[] = [];
  for (const alike of bySize.values()) {
    if (alike.length === 1) continue;
    const first = new Map<string, DataFile>();
    for (const file of alike) {
      // The labels beside a file and the columns of its folders are of its rows too.
      const labels = file.labels ? await fileSha256(file.labels.path) : "";
      const key = `${await fileSha256(file.path)} ${labels} ${JSON.stringify([...(file.columns ?? [])])}`;
      const of = first.get(key);
      if (of) copies.push({ of, copy: file });
      else first.set(key, file);
    }
  }
  return copies;
}

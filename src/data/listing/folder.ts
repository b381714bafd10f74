import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { missingShard } from "../hub/splits.ts";
import { fatesOf, unreadNote } from "./fates.ts";
import { fileKind } from "./fileKinds.ts";
import { hiveColumns } from "./hive.ts";
import { oneLine } from "./oneLine.ts";
import { type TableParts, tableParts } from "./tableParts.ts";
import type { UnreadFile, Walked } from "./walk.ts";

/** A file of rows. */
export interface DataFile {
  readonly path: string;
  readonly split: string;
  /** as messages call it; its extension says the format */
  readonly name: string;
  /** the file beside it that holds the labels of its rows, where there is one */
  readonly labels?: { readonly path: string; readonly name: string } | undefined;
  /** the columns that its folders name, as lot=3 does */
  readonly columns?: ReadonlyMap<string, number | string> | undefined;
}

/** What is read of a listing, in order, and what is not. */
export interface TableFiles {
  readonly files: readonly DataFile[];
  readonly unread: readonly UnreadFile[];
  /** readings that could have gone another way, a line each */
  readonly notes: readonly string[];
}

/** The files of tables in a folder, by part. Throws a `UserError` that says what it holds where it holds none. */
export function folderTables(
  folder: string,
  { names, unread }: Pick<Walked, "names" | "unread">,
  parts = tableParts(names),
): TableFiles {
  const tables = names.filter((name) => fileKind(name).is === "table");
  const missing = missingShard(tables);
  if (missing !== undefined)
    throw new UserError(
      `${oneLine(join(folder, missing))}: is missing, though the files beside it count it; get it, or rename them`,
    );
  const at = (name: string) => ({ path: join(folder, name), name: oneLine(join(folder, name)) });
  const listed = filesOf(names, parts, at);
  const found = { ...listed, unread: [...listed.unread, ...unread] };
  if (found.files.length > 0) return found;
  const held = unreadNote(found.unread);
  throw new UserError(
    `${oneLine(folder)}: holds no data files${held === undefined ? "" : ` (${held})`}; put .csv, .tsv, .parquet, .jsonl, .npz or IDX files there, or images in a folder for each class`,
  );
}

/** The files that parts list, as they are read; all else is named. */
export function filesOf(
  names: readonly string[],
  parts: TableParts,
  at: (name: string) => { path: string; name: string },
): TableFiles {
  const fates = fatesOf(names, parts);
  const labels = new Set(parts.beside.values());
  const read = fates.flatMap((fate) => ("read" in fate && !labels.has(fate.file) ? [fate] : []));
  const columns = hiveColumns(read.map(({ file }) => file));
  return {
    files: read.map(({ file, part }) => {
      const beside = parts.beside.get(file);
      return {
        ...at(file),
        split: part,
        labels: beside === undefined ? undefined : at(beside),
        columns: columns?.get(file),
      };
    }),
    unread: fates.flatMap((fate) => ("read" in fate ? [] : [fate])),
    notes: parts.notes,
  };
}

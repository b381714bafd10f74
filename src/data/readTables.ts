import { relative, sep } from "node:path";
import { readDataFile } from "./formats/readers.ts";
import { copiesAmong } from "./listing/copies.ts";
import type { DataFile, TableFiles } from "./listing/folder.ts";
import { joinLabels, sameColumns } from "./listing/joinLabels.ts";
import { apartFrom } from "./listing/otherTables.ts";
import type { UnreadFile } from "./listing/walk.ts";
import type { HowToRead } from "./reading.ts";
import { concatTables, type Table } from "./table.ts";

/** Tables of several files, by part. */
export interface ReadTables {
  tables: Record<string, Table>;
  /** the paths that were read, in order */
  files: string[];
  unread: UnreadFile[];
  notes: string[];
}

/** Reads files of tables. With `folder`, which they lie in, one of two copies is read, and what describes the others is not. */
export async function readTables(
  { files, unread, notes }: TableFiles,
  how: HowToRead,
  folder?: string,
): Promise<ReadTables> {
  const read: ReadTables = { tables: {}, files: [], unread: [...unread], notes: [...notes] };
  const within = (path: string) => relative(folder!, path).split(sep).join("/");
  const left = (file: DataFile, why: string) => read.unread.push({ file: within(file.path), why });
  const copies = folder === undefined ? [] : await copiesAmong(files, folder);
  const twice = new Map(
    copies.filter(({ of, copy }) => of.split === copy.split).map((one) => [one.copy, one]),
  );
  for (const { of, copy } of copies) {
    if (twice.has(copy)) continue;
    const [first, second] =
      files.indexOf(copy) < files.findIndex(({ path }) => path === of.path) ? [copy, of] : [of, copy];
    read.notes.push(
      `${first.name} and ${second.name} are copies: the rows of ${second.split} are those of ${first.split} too`,
    );
  }
  const parts = new Map<string, { file: DataFile; paths: string[]; table: Table }[]>();
  for (const file of files) {
    const twin = twice.get(file);
    if (twin) left(file, `a copy of ${within(twin.of.path)}`);
    else
      for (const [part, { table, paths }] of Object.entries(await readWithLabels(file, how)))
        parts.set(part, [...(parts.get(part) ?? []), { file, paths, table }]);
  }
  for (const [part, found] of parts) {
    const apart = folder === undefined ? new Set() : apartFrom(found.map(({ table }) => table));
    for (const { file, table, paths } of found)
      if (apart.has(table)) left(file, "it describes the other files, whose columns it lacks");
      else read.files.push(...paths.filter((path) => !read.files.includes(path)));
    read.tables[part] = concatTables(found.flatMap(({ table }) => (apart.has(table) ? [] : [table])));
  }
  return read;
}

/** A file's tables, joined with those of the file beside it that holds its labels. */
async function readWithLabels(
  file: DataFile,
  how: HowToRead,
): Promise<Record<string, { table: Table; paths: string[] }>> {
  const { paths, tables } = await readDataFile(file, how);
  const joined: Record<string, { table: Table; paths: string[] }> = {};
  for (const [part, table] of Object.entries(tables)) joined[part] = { table, paths };
  const [only, ...more] = Object.keys(joined);
  if (!file.labels || more.length > 0 || paths.includes(file.labels.path)) return joined;
  const { tables: beside } = await readDataFile({ ...file, ...file.labels, labels: undefined }, how);
  const [table, labels] = [joined[only!]!.table, beside[only!]!];
  return {
    [only!]: {
      table: sameColumns(table, labels) ? concatTables([table, labels]) : joinLabels(table, labels),
      paths: [...paths, file.labels.path],
    },
  };
}

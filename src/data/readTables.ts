import { relative, sep } from "node:path";
import { asProgram } from "../errors.ts";
import {
  classesByName,
  classesOfTables,
  commonNotes,
  inCommon,
  madeNote,
  type NamedTables,
  sameNames,
} from "./classNames.ts";
import { readNpyColumn } from "./formats/npy.ts";
import { readDataFile } from "./formats/readers.ts";
import { namesGood, sayGood } from "./images/layouts/goodWord.ts";
import { copiesAmong } from "./listing/copies.ts";
import type { DataFile, TableFiles } from "./listing/folder.ts";
import { joinLabels, sameColumns } from "./listing/joinLabels.ts";
import { oneLine, someNames } from "./listing/oneLine.ts";
import { apartFrom } from "./listing/otherTables.ts";
import type { UnreadFile } from "./listing/walk.ts";
import { append } from "./numbers/lists.ts";
import type { HowToRead } from "./reading.ts";
import { type Column, cellsOf, concatTables, type Table } from "./table.ts";

/** Tables of several files, by part. */
export interface ReadTables {
  tables: Record<string, Table>;
  /** the paths that were read, in order */
  files: string[];
  unread: UnreadFile[];
  notes: string[];
  /** of files whose names say the class of their rows: the names */
  names?: readonly string[];
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
        at(parts, part).push({ file, paths, table });
  }
  const called = (path: string) => (folder === undefined ? path : within(path));
  for (const all of parts.values()) leaveUncommon(all, how, { folder, called, notes: read.notes });
  const classed = classesOf([...parts.values()].flat(), how, { called, notes: read.notes });
  const made = [...classed.values()].some(({ traits }) => traits.byName?.made);
  const used = new Set<string>();
  for (const [part, all] of parts) {
    const found = all.map((one) => ({ ...one, table: classed.get(one.table) ?? one.table }));
    const apart = folder === undefined ? new Set() : apartFrom(found.map(({ table }) => table));
    for (const { file, table, paths } of found)
      if (apart.has(table)) left(file, "it describes the other files, whose columns it lacks");
      else for (const path of paths) used.add(path);
    read.tables[part] = concatTables(found.flatMap(({ table }) => (apart.has(table) ? [] : [table])));
  }
  append(read.files, used);
  return made ? { ...read, names: read.files.map(called) } : read;
}

/** The list under a key, begun where there is none. */
function at<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** Takes the columns that not all files of a part have out of those that have them; what describes the others is left as it is. */
function leaveUncommon(
  all: { file: DataFile; table: Table }[],
  how: HowToRead,
  {
    folder,
    called,
    notes,
  }: { folder: string | undefined; called: (path: string) => string; notes: string[] },
): void {
  if (all.length < 2) return;
  const apart = folder === undefined ? new Set() : apartFrom(all.map(({ table }) => table));
  const rows = all.filter(({ table }) => !apart.has(table));
  const files = rows.map(({ file }) => called(file.path));
  const common = inCommon({ tables: rows.map(({ table }) => table), ...tellingNames(files) }, how);
  if (!common) return;
  append(notes, commonNotes(common, files, "file"));
  for (const [i, one] of rows.entries()) one.table = common.tables[i]!;
}

/** The tables with the class that their file's name says, where no column is the label; what was made of the names is noted. */
function classesOf(
  found: readonly { file: DataFile; table: Table }[],
  how: HowToRead,
  { called, notes }: { called: (path: string) => string; notes: string[] },
): ReadonlyMap<Table, Table> {
  const none = new Map<Table, Table>();
  const tables = found.map(({ table }) => table);
  if (found.length < 2 || !sameNames(tables)) return none;
  const files = found.map(({ file }) => called(file.path));
  const { of, names } = tellingNames(files);
  const classed = classesOfTables({ tables, names, of }, how);
  if (classed?.made) notes.push(`${someNames(files)}: ${madeNote(classed, of, how.spell ?? asProgram)}`);
  if (classed) return new Map(tables.map((table, i) => [table, classed.tables[i]!]));
  const classes = classesByName(names);
  const good = classes && sayGood(classes) ? classes.findIndex(namesGood) : -1;
  const bad = classes?.findIndex((name) => !namesGood(name)) ?? -1;
  if (good >= 0 && bad >= 0 && of === "files")
    notes.push(
      `${oneLine(files[good]!)} and ${oneLine(files[bad]!)}: the names of files are no column; to learn them as classes, put each file into a folder such as label=${oneLine(classes![good]!)}`,
    );
  return none;
}

/** The names that may be classes: the files' own, else those of the folders, from the outermost, that tell the files apart. */
function tellingNames(files: readonly string[]): Pick<NamedTables, "of" | "names"> {
  const steps = files.map((name) => name.split("/"));
  const stems = steps.map((own) => own.at(-1)!.replace(/\.\w+(\.gz)?$/, ""));
  if (classesByName(stems)) return { of: "files", names: stems };
  const depth = steps.reduce((least, own) => Math.min(least, own.length - 1), Infinity);
  for (let k = 0; k < depth; k++) {
    const names = steps.map((own) => own[k]!);
    if (classesByName(names, true)) return { of: "folders", names };
  }
  return { of: "files", names: stems };
}

/** A file's tables, joined with those of the file beside it that holds its labels. */
async function readWithLabels(
  file: DataFile,
  how: HowToRead,
): Promise<Record<string, { table: Table; paths: string[] }>> {
  const { labels } = file;
  if (labels && /\.npy$/i.test(file.path)) {
    const features = await readNpyColumn(file.path, file.name, "X");
    const table = joinLabels(features, await readNpyColumn(labels.path, labels.name, "y"));
    return { [file.split]: { table, paths: [file.path, labels.path] } };
  }
  const { paths, tables } = await readDataFile(file, how);
  const found: Record<string, { table: Table; paths: string[] }> = {};
  for (const [part, table] of Object.entries(tables)) found[part] = { table, paths };
  const [only, ...more] = Object.entries(tables);
  if (!labels || !only || more.length > 0 || paths.includes(labels.path)) return found;
  const [part, table] = only;
  return {
    [part]: { table: await labelled(table, { ...file, ...labels }, how), paths: [...paths, labels.path] },
  };
}

/** A table with the labels of the file beside it; where both have the same columns, the rows of both. */
async function labelled(table: Table, file: DataFile, how: HowToRead): Promise<Table> {
  const read = async (as: HowToRead) => Object.values((await readDataFile(file, as)).tables)[0]!;
  const labels = await read(how);
  if (sameColumns(table, labels)) return concatTables([table, labels]);
  if (labels.rows >= table.rows || how.header !== undefined) return joinLabels(table, labels);
  // A list of words lacks a row where its first word was taken for a header: that is one of its other cells then.
  const bare = await read({ ...how, header: false });
  const [[, column]] = [...bare.columns] as [[string, Column]];
  const [first, ...others] = cellsOf(column);
  return joinLabels(table, bare.rows === table.rows && others.includes(first!) ? bare : labels);
}

import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { LoadedTables } from "../../../../src/data/load.ts";
import { cellsOf } from "../../../../src/data/table.ts";

/** How many pictures of each class each part has: { train: { good: 3 } }. */
export function classesOf({ tables }: LoadedTables): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(tables).map(([part, table]) => {
      const counts: Record<string, number> = {};
      const label = table.columns.get("label");
      const cells = label ? cellsOf(label) : new Array<string>(table.rows).fill("(none)");
      for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
      return [part, counts];
    }),
  );
}

/** The notes, without the way to the folder. */
export const notesOf = (folder: string, { notes }: LoadedTables): string[] =>
  notes.map((note) => note.replaceAll(`${folder}/`, "").replaceAll(folder, "."));

/** The pictures that have a mask or boxes, with how many of each. */
export function regionsOf(
  folder: string,
  { tables }: LoadedTables,
): Record<string, [masks: number, boxes: number]> {
  const found: Record<string, [number, number]> = {};
  for (const table of Object.values(tables))
    for (const name of table.rowNames ?? []) {
      const region = table.traits.regions?.get(name);
      if (region) found[relative(folder, name)] = [region.masks.length, region.boxes.length];
    }
  return found;
}

/** Every file of a folder and of those below it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();

/** What is said of files: each was read, or is named with a reason, as itself or by the folder that it lies in; and none is both. */
export function accounted(folder: string, { files, unread }: LoadedTables): string[] {
  const read = files.map((file) => relative(folder, file));
  const whole = unread.filter(({ file }) => file.endsWith("/")).map(({ file }) => file);
  const left = unread.map(({ file }) => file).filter((file) => !file.endsWith("/"));
  const within = filesIn(folder).filter((file) => whole.some((one) => file.startsWith(one)));
  return [...read, ...left, ...within].sort();
}

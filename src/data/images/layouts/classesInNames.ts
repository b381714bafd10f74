import { baseOf, groupBy, stemOf } from "./folderFiles.ts";
import { sayGood } from "./goodWord.ts";

/** The six kinds of NEU's steel surfaces, as NEU-CLS and NEU-DET write them. */
const neu = [
  ["cr", "in", "pa", "ps", "rs", "sc"],
  ["crazing", "inclusion", "patches", "pitted_surface", "rolled-in_scale", "scratches"],
].map((names) => new Set(names));

/** What stands before the number of a name: Cr_1.bmp, good-0001.png, OK (12).jpg. */
export function beginning(path: string): string | undefined {
  return /^(.*?\p{L})[-_. ]*\(?\d+\)?$/u.exec(stemOf(baseOf(path)))?.[1];
}

/**
 * The classes that the names of pictures begin with, where these are known to be classes: those of NEU, or where one calls
 * its parts good. Nothing else is told from the names of cameras, lots and days.
 */
export function classesInNames(paths: readonly string[]): { file: string; label: string }[] | undefined {
  const begun = paths.map((file) => ({ file, label: beginning(file) }));
  if (begun.some(({ label }) => label === undefined)) return undefined;
  const all = begun as { file: string; label: string }[];
  const names = [...groupBy(all, ({ label }) => label).keys()];
  if (names.length < 2) return undefined;
  const plain = names.map((name) => name.toLowerCase());
  const known = neu.some((set) => plain.every((name) => set.has(name)));
  return known || sayGood(names) ? all : undefined;
}

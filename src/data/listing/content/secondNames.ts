import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { someNames } from "../oneLine.ts";

// A file may have several names: links lead to it, or it has hard links. It is one picture, and one row.

/** Something that lies in a file, called otherwise before. */
export interface SecondName<T> {
  readonly item: T;
  readonly first: T;
}

/**
 * Items whose files are each taken once, by the first name that is no link, and the others. `apart` says what divides names of one file:
 * the class of a picture, which then stands in two.
 */
export async function withoutSecondNames<T>(
  items: readonly T[],
  path: (item: T) => string,
  apart: (item: T) => string = () => "",
): Promise<{ once: readonly T[]; again: readonly SecondName<T>[] }> {
  const byFile = new Map<string, T[]>();
  for (let start = 0; start < items.length; start += atOnce) {
    const some = items.slice(start, start + atOnce);
    const files = await Promise.all(some.map((item) => fileOf(path(item))));
    for (const [i, file] of files.entries()) {
      const names = byFile.get(file);
      if (names) names.push(some[i]!);
      else byFile.set(file, [some[i]!]);
    }
  }
  const firsts = new Map<T, T>();
  for (const names of byFile.values()) if (names.length > 1) await findFirsts(names, { path, apart }, firsts);
  const again = [...firsts].map(([item, first]) => ({ item, first }));
  return { once: firsts.size === 0 ? items : items.filter((item) => !firsts.has(item)), again };
}

const atOnce = 256;

/** Gives each name of a file but the first that first one; for each of those that lie apart. */
async function findFirsts<T>(
  names: readonly T[],
  { path, apart }: { path: (item: T) => string; apart: (item: T) => string },
  firsts: Map<T, T>,
): Promise<void> {
  const kinds = new Map<string, { item: T; link: boolean }[]>();
  for (const item of names) {
    const key = apart(item);
    const one = { item, link: await isLink(path(item)) };
    const kind = kinds.get(key);
    if (kind) kind.push(one);
    else kinds.set(key, [one]);
  }
  for (const kind of kinds.values()) {
    const first = kind.find(({ link }) => !link) ?? kind[0]!;
    for (const one of kind) if (one !== first) firsts.set(one.item, first.item);
  }
}

/** Which file a name leads to; the name itself where there is none. */
async function fileOf(name: string): Promise<string> {
  try {
    const { dev, ino } = await stat(name, { bigint: true });
    // Some file systems number no files.
    return ino === 0n ? await realpath(name) : `${dev} ${ino}`;
  } catch {
    return name;
  }
}

const isLink = async (name: string): Promise<boolean> =>
  (await realpath(name).catch(() => name)) !== resolve(name);

/** Why a file is not read whose picture is taken by another name. */
export const secondName = (first: string): string => `the same file as ${first}`;

export const isSecondName = (why: string): boolean => why.startsWith("the same file as ");

/** "2 pictures that have two names are taken once: b.png (the same file as a.png), d.png (the same file as c.png)" */
export const secondNamesInWords = (names: readonly string[]): string =>
  `${names.length === 1 ? "a picture that has two names is" : `${names.length} pictures that have two names are`} taken once: ${someNames(names)}`;

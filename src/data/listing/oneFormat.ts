import { extensionOf, type TableKind, tableKind } from "./fileKinds.ts";

/**
 * The files of the most exact format among those of one part, and why the others are left: two formats of the same rows must not be
 * read as twice the rows. Of two files that differ in their extension alone, one is read.
 */
export function oneFormat(names: readonly string[]): {
  read: string[];
  left: ReadonlyMap<string, string>;
} {
  const kinds = new Map<string, TableKind>();
  const twins = new Map<string, string>();
  for (const name of names) {
    const kind = tableKind(name);
    if (!kind) continue;
    kinds.set(name, kind);
    const stem = kind.stem.toLowerCase();
    const other = twins.get(stem);
    if (other === undefined || before(kind, kinds.get(other)!)) twins.set(stem, name);
  }
  let best = Number.POSITIVE_INFINITY;
  for (const { rank } of kinds.values()) best = Math.min(best, Math.floor(rank));
  const first = [...kinds].find(([, { rank }]) => Math.floor(rank) === best)?.[0] ?? "";
  const left = new Map<string, string>();
  const read: string[] = [];
  for (const [name, kind] of kinds) {
    const twin = twins.get(kind.stem.toLowerCase())!;
    if (twin !== name && before(kinds.get(twin)!, kind)) left.set(name, `${twin} is read instead`);
    else if (Math.floor(kind.rank) > best) left.set(name, `${formatOf(first)} are read instead`);
    else read.push(name);
  }
  return { read, left };
}

/** Whether of two files the first is read rather than the second. */
const before = (a: TableKind, b: TableKind): boolean =>
  a.rank < b.rank || (a.rank === b.rank && a.packed === undefined && b.packed !== undefined);

const formatOf = (name: string): string => {
  const extension = extensionOf(name);
  return /ubyte/.test(extension) || extension === "" ? "the IDX files" : `the .${extension} files`;
};

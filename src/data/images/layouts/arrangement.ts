import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../../errors.ts";
import { type PartName, partOfName } from "../../listing/partNames.ts";
import { holdsRuns, type UnreadFile } from "../../listing/walk.ts";
import { append } from "../../numbers/lists.ts";
import { sortClasses } from "../../rows/classes.ts";
import { classesInNames } from "./classesInNames.ts";
import { baseOf, isHidden, joinPath, leave } from "./folderFiles.ts";
import { sayGood } from "./goodWord.ts";
import type { OpenPicture } from "./maskContent.ts";
import { type Masks, marksSomething } from "./masks.ts";
import { type Below, listed, neutral, partsOf, topsOf, unwrapped } from "./topFolders.ts";

/** A picture of a part, and what its place in the folder says of it. */
export interface Picture {
  /** relative to the folder that was named */
  readonly file: string;
  /** its class; nothing where nothing says it */
  readonly label?: string | undefined;
  /** the item that it shows, where several pictures show one */
  readonly group?: string | undefined;
}

/** The pictures of a folder by what they are for, with their classes. */
export interface Arrangement {
  readonly parts: Map<PartName, Picture[]>;
  readonly unread: UnreadFile[];
  readonly notes: string[];
  /** masks that gave pictures their classes */
  readonly read: string[];
}

/** What the folders, the masks and the names of pictures say of each. `pictures` are no masks. */
export async function arranged(
  folder: string,
  pictures: readonly string[],
  masks: Masks,
  openPicture: OpenPicture,
): Promise<Arrangement> {
  const all = unwrapped({ prefix: "", paths: pictures });
  const inside = masks.folders.some((one) => one !== "" && one.includes("/"));
  const masked = (prefix: string) =>
    (inside || masks.folders.includes("")) && [...masks.all].some((path) => path.startsWith(prefix));
  const { parts, unread, notes, classesOnTop } = partsOf(folder, all, masked);
  const found: Arrangement = { parts: new Map(), unread, notes, read: [] };
  const given = { folder, masks, openPicture, parts: parts.size, classesOnTop };
  for (const [part, belows] of parts) {
    const those: Picture[] = [];
    for (const below of belows) for (const picture of await classed(below, given, found)) those.push(picture);
    found.parts.set(part, those);
  }
  return withoutBare(folder, found);
}

interface Given {
  readonly folder: string;
  readonly masks: Masks;
  readonly openPicture: OpenPicture;
  readonly parts: number;
  readonly classesOnTop: boolean;
}

async function classed(below: Below, given: Given, found: Arrangement): Promise<Picture[]> {
  const inner = given.classesOnTop ? below : unwrapped(below);
  const { tops, loose } = topsOf(inner);
  const { folder, masks } = given;
  const marked = inner.paths.filter((path) => masks.of.has(path));
  const names = [...tops.keys()];
  // Kolektor's folders are items, each seen several times, and every picture has a mask: most are empty.
  const byMask =
    marked.length > 0 &&
    (names.length === 0 || (!sayGood(names) && 10 * marked.length >= 9 * inner.paths.length));
  if (byMask) {
    const made = await classesOfMasks(inner, given, names.length > 0);
    if (names.length === 0 || new Set(made.map(({ label }) => label)).size > 1) {
      found.notes.push(
        `${joinPath(folder, inner.prefix)}: a picture is bad where its mask marks something, and good where it does not or has none: ${made.filter(({ label }) => label === "bad").length} bad, ${made.filter(({ label }) => label === "good").length} good${names.length > 0 ? `; the pictures of one folder (${names[0]}) are of one item, and lie on one side of a split` : ""}`,
      );
      for (const file of marked) append(found.read, masks.of.get(file)!);
      return made;
    }
  }
  if (names.length === 0) {
    const made = classesInNames(inner.paths);
    if (made) {
      found.notes.push(
        `${joinPath(folder, inner.prefix)}: the classes (${listed(sortClasses(new Set(made.map(({ label }) => label))))}) are those that the names of the files begin with`,
      );
      return made;
    }
    return inner.paths.map((file) => ({ file }));
  }
  if (loose.length > 0)
    throw new UserError(
      `${joinPath(folder, loose[0]!)}: lies beside the class folders (${listed(sortClasses(names))})${loose.length > 1 ? `, as do ${loose.length - 1} more images` : ""}; put every image into the folder of its class`,
    );
  const past = inner.prefix
    .slice(given.parts === 1 ? 0 : below.prefix.length)
    .split("/")
    .slice(0, -1);
  if (past.some((step) => !neutral.test(step) && partOfName(step) === undefined))
    found.notes.push(
      `${joinPath(folder, inner.prefix)}: its folders are read as classes (${listed(sortClasses(names))})`,
    );
  const empty = await emptyFolders(folder, inner.prefix, new Set([...names, ...masks.folders.map(baseOf)]));
  if (empty.length > 0)
    found.notes.push(
      `${joinPath(folder, inner.prefix + empty[0]!)}: holds no pictures${empty.length > 1 ? `, nor ${empty.length === 2 ? "does" : "do"} ${listed(empty.slice(1))}` : ""}; ${empty.length > 1 ? "they are no classes" : "it is no class"}`,
    );
  const deep = inner.paths.filter(
    (path) => path.slice(inner.prefix.length).split("/").length > (given.classesOnTop ? 3 : 2),
  );
  if (deep.length > 0)
    found.notes.push(
      `${joinPath(folder, deep[0]!)}: lies in a folder of its class's folder${deep.length > 1 ? `, as do ${deep.length - 1} more images` : ""}; the first folder is the class`,
    );
  return [...tops].flatMap(([label, files]) => files.map((file) => ({ file, label })));
}

/** Folders beside the class folders without a picture, at any depth. */
async function emptyFolders(folder: string, prefix: string, filled: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true });
  const empty = entries
    .filter((entry) => entry.isDirectory() && !filled.has(entry.name) && !isHidden(`${entry.name}/x`))
    .map(({ name }) => name);
  const ofRuns = await Promise.all(empty.map((name) => holdsRuns(join(folder, prefix, name))));
  return empty.filter((_, i) => !ofRuns[i]).sort();
}

async function classesOfMasks(
  { prefix, paths }: Below,
  { masks, openPicture }: Given,
  grouped: boolean,
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const file of paths) {
    let bad = false;
    for (const mask of masks.of.get(file) ?? []) bad ||= await marksSomething(openPicture(mask));
    const within = file.slice(prefix.length);
    const group = grouped ? within.slice(0, within.indexOf("/")) : undefined;
    pictures.push({ file, label: bad ? "bad" : "good", group });
  }
  return pictures;
}

/** Without pictures that have no class, where others have one. */
function withoutBare(folder: string, found: Arrangement): Arrangement {
  const labelled = [...found.parts.values()].some((those) => those.some(({ label }) => label !== undefined));
  if (!labelled) return found;
  for (const [part, those] of found.parts) {
    const bare = those.filter(({ label }) => label === undefined);
    if (bare.length === 0) continue;
    if (part === "train" && bare.length === those.length)
      throw new UserError(
        `${joinPath(folder, bare[0]!.file)}: the pictures to learn from have no classes, though those of ${listed([...found.parts.keys()].filter((one) => one !== part))} have; put those of each class into a folder of its own (all into one, such as ${joinPath(folder, "train/good")}, where all are good)`,
      );
    leave(
      found.unread,
      bare.map(({ file }) => file),
      "without a class",
    );
    const kept = those.filter(({ label }) => label !== undefined);
    if (kept.length > 0) found.parts.set(part, kept);
    else found.parts.delete(part);
  }
  return found;
}

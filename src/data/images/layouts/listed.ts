import { join } from "node:path";
import { type Spell, UserError } from "../../../errors.ts";
import type { PartName } from "../../listing/partNames.ts";
import type { UnreadFile } from "../../listing/walk.ts";
import { labelRank } from "../../rows/chooseLabel.ts";
import { cellsOf, Table } from "../../table.ts";
import type { Arrangement, Picture } from "./arrangement.ts";
import { leave } from "./folderFiles.ts";
import { type UsedList, usedList } from "./listColumns.ts";
import { type PictureList, rankOf } from "./lists.ts";
import type { Masks } from "./masks.ts";
import { PictureNames } from "./pictureNames.ts";
import { listed, partsOf, unwrapped } from "./topFolders.ts";

/** A picture with its row in a list; without one, what its folder says. */
export interface ListedPicture extends Picture {
  readonly from?: { readonly used: UsedList; readonly index: number } | undefined;
}

export interface Listing {
  readonly parts: Map<PartName, ListedPicture[]>;
  readonly unread: UnreadFile[];
  readonly notes: string[];
}

interface Given {
  readonly folder: string;
  readonly pictures: readonly string[];
  readonly masks: Masks;
  readonly lists: readonly PictureList[];
  /** the list was asked for */
  readonly asked: boolean;
  /** rows that name no file are left out */
  readonly skip: boolean;
  readonly spell: Spell;
  readonly byFolder: () => Promise<Arrangement>;
}

/**
 * The pictures as their lists say; the folders say the parts, where the lists do not, and the classes, where no list has any.
 * Nothing where the folders are classes and the lists are of some of the pictures only.
 */
export async function listedPictures(given: Given): Promise<Listing | undefined> {
  const { folder, pictures, masks, lists } = given;
  const maskNames = new PictureNames([...masks.all]);
  const maskOf = (cells: readonly string[]) =>
    maskNames
      .column(cells, "", () => true)
      .pictures.map((one) => (typeof one === "string" ? one : undefined));
  let used = lists.map((list) => usedList(list, { masks: maskOf, skip: given.skip }));
  // What is wrong with the folders as classes does not matter where a list says the classes.
  const arrangement = await given.byFolder().catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  const classes = folderClasses(arrangement);
  const partOf = folderParts(folder, pictures);
  const notes = used.flatMap((one) => one.notes);
  const unread: UnreadFile[] = [];
  const parts = new Map<PartName, ListedPicture[]>();
  const add = (part: PartName, picture: ListedPicture) => {
    const those = parts.get(part);
    if (those) those.push(picture);
    else parts.set(part, [picture]);
  };
  const seen = new Set(used.flatMap((one) => one.pictures));
  // Whether the list says the classes; else the folders do.
  const says = (one: UsedList) =>
    one.label !== undefined &&
    (hasUsualLabel(one.table) || !one.pictures.every((file) => classes?.has(file)));
  const labelled = used.some(says);
  const placed = new Map(
    used.flatMap((one) =>
      one.pictures.map((file, i) => [file, one.parts[i] ?? partOf.get(file) ?? "train"] as const),
    ),
  );
  const spoken = new Set(placed.values());
  const meant = pictures.filter((file) => spoken.has(partOf.get(file) ?? "train"));
  const most = labelled ? 2 * seen.size >= meant.length : seen.size === meant.length;
  if (classes && !most && !given.asked && lists.every(({ file }) => rankOf(file) > 0)) return undefined;
  const others = labelled ? otherParts(arrangement, classes, spoken) : new Map<PartName, Picture[]>();
  if (others.size > 0) used = used.map(justClasses);
  for (const one of used)
    for (const [index, file] of one.pictures.entries()) {
      const from = { used: one, index };
      if (labelled && !says(one)) unread.push({ file, why: "without a class" });
      else add(placed.get(file)!, { file, label: labelled ? undefined : classes?.get(file), from });
    }
  for (const [part, those] of others)
    for (const picture of those) {
      add(part, picture);
      seen.add(picture.file);
    }
  if (labelled) sayFoldersAreNoClasses(given, used, classes, notes);
  const names = listed(lists.map(({ file }) => file));
  leave(
    unread,
    pictures.filter((file) => !seen.has(file)),
    `not in ${names}`,
  );
  return { parts: withTrain(folder, parts, notes), unread, notes };
}

/** The parts that no list speaks of, where their folders are classes. */
function otherParts(
  arrangement: Arrangement | undefined,
  classes: ReadonlyMap<string, string> | undefined,
  spoken: ReadonlySet<PartName>,
): Map<PartName, Picture[]> {
  if (!classes) return new Map();
  return new Map(
    [...(arrangement?.parts ?? [])].filter(
      ([part, those]) => !spoken.has(part) && those.every(({ label }) => label !== undefined),
    ),
  );
}

/** A list with its classes alone, in a column that is called as that of the folders. */
function justClasses(used: UsedList): UsedList {
  const { table, label } = used;
  const columns = label === undefined ? [] : [["label", table.column(label)] as const];
  return { ...used, label: "label", table: new Table(new Map(columns), table.parts, table.traits) };
}

const hasUsualLabel = ({ columnNames }: Table): boolean =>
  columnNames.some((name) => (labelRank(name) ?? 2) < 2);

/** The class of each picture by its folder, where the folders are at least two classes. */
function folderClasses(arrangement: Arrangement | undefined): Map<string, string> | undefined {
  const all = [...(arrangement?.parts.values() ?? [])].flat();
  const classes = new Map(
    all.flatMap(({ file, label }) => (label === undefined ? [] : [[file, label] as const])),
  );
  return new Set(classes.values()).size > 1 ? classes : undefined;
}

function folderParts(folder: string, paths: readonly string[]): Map<string, PartName> {
  try {
    const { parts } = partsOf(folder, unwrapped({ prefix: "", paths }), () => false);
    return new Map(
      [...parts].flatMap(([part, belows]) =>
        belows.flatMap((below) => below.paths.map((path) => [path, part] as const)),
      ),
    );
  } catch (error) {
    if (error instanceof UserError) return new Map(); // several data sets, of which the list makes one
    throw error;
  }
}

function sayFoldersAreNoClasses(
  { folder, spell }: Given,
  used: readonly UsedList[],
  classes: ReadonlyMap<string, string> | undefined,
  notes: string[],
): void {
  if (!classes) return;
  const differ = used.some(({ table, pictures, label }) => {
    const cells = label === undefined ? [] : cellsOf(table.column(label));
    return pictures.some((file, i) => classes.has(file) && cells[i] !== classes.get(file));
  });
  if (!differ) return;
  const [first] = used;
  notes.push(
    `${folder}: the classes are those of ${first!.list.file}${used.length > 1 ? ` and ${used.length - 1} more lists` : ""} (column ${first!.label}), not the folders ${listed([...new Set(classes.values())].sort())}; these are read as classes with ${spell("labels", "folders")}`,
  );
}

function withTrain(
  folder: string,
  parts: Map<PartName, ListedPicture[]>,
  notes: string[],
): Map<PartName, ListedPicture[]> {
  if (parts.size !== 1 || parts.has("train")) return parts;
  const [[part, pictures]] = [...parts] as [[PartName, ListedPicture[]]];
  notes.push(`${join(folder)}: ${part} is the only part, so it is taken for all the data`);
  return new Map([["train", pictures]]);
}

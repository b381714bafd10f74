import { UserError } from "../../../errors.ts";
import { type PartName, partOfName } from "../../listing/partNames.ts";
import type { UnreadFile } from "../../listing/walk.ts";
import { gather } from "../../numbers/lists.ts";
import { groupBy, leave } from "./folderFiles.ts";
import { sayGood, saysGood } from "./goodWord.ts";

/** Pictures under one folder: `prefix` is the way to it ("" or "a/b/"), `paths` are relative to what was named. */
export interface Below {
  readonly prefix: string;
  readonly paths: readonly string[];
}

/** The pictures of each folder that lies directly below, and those that lie in none. */
export function topsOf({ prefix, paths }: Below): { tops: Map<string, string[]>; loose: string[] } {
  const tops = groupBy(paths, (path) => {
    const rest = path.slice(prefix.length);
    return rest.includes("/") ? rest.slice(0, rest.indexOf("/")) : "";
  });
  const loose = tops.get("") ?? [];
  tops.delete("");
  return { tops, loose };
}

export const under = ({ prefix }: Below, top: string, paths: readonly string[]): Below => ({
  prefix: `${prefix}${top}/`,
  paths,
});

/** Folders that only say that pictures are in them. */
export const neutral =
  /^(images?|imgs?|pictures?|photos?|jpegimages|data(sets?)?|all|root|archive|input|画像|写真|データ(セット)?)$/i;

/** Past folders that hold nothing but one folder, as archives and downloads nest what they hold: dataset/dataset/train. */
export function unwrapped(below: Below): Below {
  const { tops, loose } = topsOf(below);
  const [top, ...more] = tops;
  if (top === undefined || more.length > 0 || loose.length > 0) return below;
  const [name, paths] = top;
  const within = under(below, name, paths);
  const inner = topsOf(within);
  if (partOfName(name) !== undefined && !neutral.test(name)) return below;
  if (neutral.test(name)) return unwrapped(within);
  if (inner.loose.length > 0 || saysGood(name)) return below; // a class
  return unwrapped(within);
}

/** Pictures without classes, kept beside those that have one. */
const unlabelled =
  /^(un|no|without|not)[-_ ]?(labell?(ed|s)?|annotated)$|^(未|無)?ラベル(なし|無し|未設定)?$|^未分類$/i;

/** The pictures of a folder by what they are for. */
export interface TopParts {
  /** several folders may say the same part */
  readonly parts: ReadonlyMap<PartName, readonly Below[]>;
  readonly unread: UnreadFile[];
  readonly notes: string[];
  /** the folders are classes, and their parts lie within: OK/train, NG/train */
  readonly classesOnTop: boolean;
}

/** One part; of its folders those that call themselves unlabelled beside others are none of its classes. */
function only(below: Below): TopParts {
  const { tops } = topsOf(below);
  const bare = [...tops].filter(([top]) => unlabelled.test(top)).flatMap(([, paths]) => paths);
  const aside = new Set(bare.length < below.paths.length ? bare : []);
  const paths = below.paths.filter((path) => !aside.has(path));
  return {
    parts: new Map([["train", [{ ...below, paths }]]]),
    unread: [...aside].map((file) => ({ file, why: "without a class" })),
    notes: [],
    classesOnTop: false,
  };
}

const saidPart = (name: string): PartName | undefined => {
  const said = partOfName(name);
  return said === "several" ? undefined : said;
};

/**
 * The parts that the folders say, in any spelling. `masked`: whether a path lies where masks are, which tells kinds of parts
 * (each with its own train/) from classes. Throws a `UserError` where a folder holds several data sets.
 */
export function partsOf(folder: string, below: Below, masked: (prefix: string) => boolean): TopParts {
  const { tops, loose } = topsOf(below);
  const said = [...tops].flatMap(([top, paths]) => {
    const part = saidPart(top);
    return part === undefined ? [] : [{ top, part, within: under(below, top, paths) }];
  });
  if (said.length === 0) return severalOrOne(folder, below, tops, masked);
  const others = [...tops.keys()].filter((top) => saidPart(top) === undefined && !unlabelled.test(top));
  const flat = (one: Below) => topsOf(one).tops.size === 0;
  // valid/ and invalid/ are classes, and so is train/ among car/ and bus/.
  const lone = new Set(said.map(({ part }) => part)).size === 1;
  if (
    lone &&
    others.length > 0 &&
    said.every(({ within }) => flat(within)) &&
    others.every((top) => flat(under(below, top, tops.get(top)!)))
  )
    return only(below);
  const parts = new Map<PartName, Below[]>();
  for (const { part, within } of said) gather(parts, part, within);
  const unread: UnreadFile[] = [];
  const notes: string[] = [];
  const inner = new Set(said.flatMap(({ within }) => [...topsOf(unwrapped(within)).tops.keys()]));
  const rest = others.flatMap((top) => tops.get(top)!);
  if (!parts.has("train") && others.some((top) => inner.has(top))) {
    parts.set("train", [{ prefix: below.prefix, paths: rest }]);
    notes.push(
      `${folder}: ${listed(others)} ${others.length === 1 ? "is" : "are"} read as the part train, since ${listed(said.map(({ top }) => `${top}/`))} ${said.length === 1 ? "is a part" : "are parts"}`,
    );
  } else leave(unread, rest, "in a folder that is neither train, validation nor test");
  for (const [top, paths] of tops) if (unlabelled.test(top)) leave(unread, paths, "without a class");
  leave(unread, loose, "beside the folders of the parts");
  const odd = said.filter(({ top }) => !/^(train(ing)?|val(id|idation)?|dev|test(ing)?)$/i.test(top));
  if (odd.length > 0)
    notes.push(`${folder}: ${odd.map(({ top, part }) => `${top}/ is read as the part ${part}`).join(", ")}`);
  if (parts.size === 1 && !parts.has("train")) {
    const [[part, those]] = [...parts] as [[PartName, Below[]]];
    notes.push(`${folder}: ${part} is the only part, so it is taken for all the data`);
    return { parts: new Map([["train", those]]), unread, notes, classesOnTop: false };
  }
  return { parts, unread, notes, classesOnTop: false };
}

/** A folder without parts of its own: classes, classes with their parts within, or a data set in each of its folders. */
function severalOrOne(
  folder: string,
  below: Below,
  tops: ReadonlyMap<string, string[]>,
  masked: (prefix: string) => boolean,
): TopParts {
  const withParts = [...tops].filter(([top, paths]) =>
    [...topsOf(under(below, top, paths)).tops.keys()].some((name) => saidPart(name) !== undefined),
  );
  const ofParts = withParts.every(([top, paths]) => {
    const inner = topsOf(under(below, top, paths));
    return (
      inner.loose.length === 0 &&
      [...inner.tops].every(
        ([name, own]) =>
          saidPart(name) !== undefined &&
          own.every((path) => path.slice(`${below.prefix}${top}/${name}/`.length).indexOf("/") < 0),
      )
    );
  });
  const names = [...tops.keys()];
  if (withParts.length > 1 && withParts.length === tops.size && ofParts) {
    const good = sayGood(names);
    if (good || !names.some((top) => masked(`${below.prefix}${top}/`)))
      return classesWithParts(folder, below, tops);
  }
  if (withParts.length === 1) {
    const [top, paths] = withParts[0]!;
    const found = partsOf(folder, unwrapped(under(below, top, paths)), masked);
    const rest = names.filter((name) => name !== top).flatMap((name) => tops.get(name)!);
    const unread = rest.map((file) => ({ file, why: `beside ${top}/, which holds the data set` }));
    return { ...found, unread: [...found.unread, ...unread] };
  }
  const sets = [...tops].filter(([top, paths]) => isSet(under(below, top, paths)));
  if (sets.length > 1 && !sayGood(names))
    throw several(
      folder,
      below.prefix,
      sets.map(([top]) => top),
    );
  return only(below);
}

/** Whether a folder is a data set of its own: it has parts, or a class of good parts and others. */
function isSet(below: Below): boolean {
  const { tops, loose } = topsOf(unwrapped(below));
  if (loose.length > 0) return false;
  const names = [...tops.keys()];
  return names.some((name) => saidPart(name) !== undefined) || (names.length > 1 && sayGood(names));
}

const several = (folder: string, prefix: string, sets: readonly string[]) =>
  new UserError(
    `${folder}: holds ${sets.length} data sets, one in each of ${listed(sets, 20)}; name one of them, such as ${folder.replace(/[\\/]$/, "")}/${prefix}${sets[0]}, or put the pictures of each class into one folder`,
  );

function classesWithParts(folder: string, below: Below, tops: ReadonlyMap<string, string[]>): TopParts {
  const paths = new Map<PartName, string[]>();
  for (const [top, all] of tops)
    for (const [name, own] of topsOf(under(below, top, all)).tops) {
      const part = saidPart(name)!;
      for (const path of own) gather(paths, part, path);
    }
  const parts = new Map([...paths].map(([part, own]) => [part, [{ prefix: below.prefix, paths: own }]]));
  return {
    parts,
    unread: [],
    notes: [`${folder}: ${listed([...tops.keys()])} are read as classes, the folders in each as parts`],
    classesOnTop: true,
  };
}

/** "a, b, c, …" */
export const listed = (names: readonly string[], most = 6): string =>
  names.length > most ? `${names.slice(0, most).join(", ")}, …` : names.join(", ");

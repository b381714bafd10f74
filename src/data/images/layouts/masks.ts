import { partOfName } from "../../listing/partNames.ts";
import type { UnreadFile } from "../../listing/walk.ts";
import { gather } from "../../numbers/lists.ts";
import { decodeImage, type ImageFile } from "../decode.ts";
import { isMask, markedPixels } from "../pixels/maskPixels.ts";
import { baseOf, groupBy, stemOf } from "./folderFiles.ts";
import { saysGood } from "./goodWord.ts";
import { type MasksByContent, masksByContent, type OpenPicture } from "./maskContent.ts";

// A mask says of each pixel of a picture whether it belongs to a defect. It is no picture of a part, and its folder no
// class: it scores where a model looks.

/** What folders of masks are called. */
const maskFolder =
  /^(ground[-_ ]?truths?|gts?|(.*[-_ ])?masks?([-_ ]?(images?|imgs?|pictures))?|seg(mentations?)?([-_ ]?masks?)?|(pixel[-_ ]?)?labels?|annotations?|マスク(画像)?|正解(画像|マスク)?)$/i;

/** What a mask's name has after its picture's: 000_mask.png, Part0_label.bmp, 10000_GT.png. */
const maskSuffix = /[-_. ](masks?|gt|ground[-_]?truth|labels?|seg(mentation)?)$/i;

/** Folders that say nothing of which picture a mask belongs to. */
const neutralFolder = /^(images?|imgs?|pictures|photos|data|rgb|jpegimages|画像)$/i;

const foldersOf = (path: string): string[] => path.split("/").slice(0, -1);

/** The folder of masks that a picture lies in, if its name says so: "mask", "bottle/ground_truth". */
function maskFolderOf(path: string): string | undefined {
  const folders = foldersOf(path);
  const at = folders.findIndex((folder) => maskFolder.test(folder));
  return at < 0 ? undefined : folders.slice(0, at + 1).join("/");
}

/** What picture and mask have in common: crack/000 of mask/crack/000_mask.png and test/crack/000.png. */
function keysOf(path: string): string[] {
  const folders = foldersOf(path).filter(
    (folder) => !maskFolder.test(folder) && partOfName(folder) === undefined && !neutralFolder.test(folder),
  );
  const stem = stemOf(baseOf(path)).replace(maskSuffix, "");
  const key = [...folders, stem].join("/").toLowerCase();
  // MVTec LOCO keeps the masks of a picture in a folder of its own: 000/000.png.
  return folders.at(-1) === undefined ? [key] : [key, folders.join("/").toLowerCase()];
}

/** A picture that is a mask by its name, and the pictures that it may belong to. */
interface Candidate {
  readonly mask: string;
  /** all masks of a group are masks, or none is */
  readonly group: string;
  readonly pictures: readonly string[];
}

export interface Masks {
  /** the masks of each picture that has some */
  readonly of: ReadonlyMap<string, readonly string[]>;
  /** every mask, those of no picture too */
  readonly all: ReadonlySet<string>;
  /** where they lie: ground_truth, mask; "" where they lie beside their pictures */
  readonly folders: readonly string[];
  /** masks whose picture is not told, and why */
  readonly lone: readonly UnreadFile[];
  /** folders of masks that only what they hold tells */
  readonly byContent: readonly string[];
  /** folders that hold what may be masks of another's pictures, and are read as pictures */
  readonly doubtful: MasksByContent["doubtful"];
}

/**
 * Which of the pictures are masks of others: those in a folder that is called so, or beside a picture of the same name, and
 * that hold few grey values as no photograph does; and those that the content of both tells. `content` is what becomes of these:
 * masks where a model learns, doubtful where each picture is a part to be judged, and not looked for where only names count.
 */
export async function findMasks(
  pictures: readonly string[],
  openPicture: OpenPicture,
  content: "masks" | "doubtful" | "unused" = "masks",
): Promise<Masks> {
  const groups = groupBy(candidatesOf(pictures), ({ group }) => group);
  const of = new Map<string, string[]>();
  const all = new Set<string>();
  const folders: string[] = [];
  const lone: UnreadFile[] = [];
  for (const [group, masks] of groups) {
    const paired = masks.filter((one) => one.pictures.length > 0);
    if (2 * paired.length < masks.length || !(await looksLikeMasks(masks, openPicture))) continue;
    folders.push(group);
    for (const { mask, pictures: own } of masks) {
      all.add(mask);
      const picture = chosen(mask, own);
      if (picture === undefined) lone.push({ file: mask, why: loneMask(own.length, "its name") });
      else gather(of, picture, mask);
    }
  }
  const plain = content === "unused" ? [] : pictures.filter((path) => !all.has(path));
  const { groups: found, doubtful } = await masksByContent(plain, openPicture);
  if (content === "doubtful")
    return { of, all, folders, lone, byContent: [], doubtful: [...found, ...doubtful] };
  for (const { folder, pairs } of found) {
    folders.push(pairs.some(({ picture }) => picture?.startsWith(`${folder}/`)) ? "" : folder);
    for (const { mask, picture, namesakes } of pairs) {
      all.add(mask);
      if (picture === undefined) lone.push({ file: mask, why: loneMask(namesakes, "its black and white") });
      else gather(of, picture, mask);
    }
  }
  const byContent = [...new Set(found.map(({ folder }) => folder))];
  return { of, all, folders: [...new Set(folders)], lone, byContent, doubtful };
}

const loneMask = (namesakes: number, by: string): string =>
  `a mask, by ${by}; ${namesakes > 1 ? "several pictures have its name" : "its picture is not there"}`;

function candidatesOf(pictures: readonly string[]): Candidate[] {
  const named = pictures.filter((path) => maskFolderOf(path) !== undefined);
  const inFolders = new Set(named);
  const plain = pictures.filter((path) => !inFolders.has(path));
  const beside = named.length > 0 ? plain : [];
  const byKey = groupBy(beside, (path) => keysOf(path)[0]!);
  const byStem = groupBy(beside, (path) => stemOf(baseOf(path)).toLowerCase());
  const found = named.map((mask): Candidate => {
    const own = keysOf(mask)
      .map((key) => byKey.get(key) ?? [])
      .find((some) => some.length > 0);
    const stem = stemOf(baseOf(mask)).replace(maskSuffix, "").toLowerCase();
    return { mask, group: maskFolderOf(mask)!, pictures: own ?? byStem.get(stem) ?? [] };
  });
  const stems = groupBy(plain, (path) => stemOf(path).toLowerCase());
  for (const mask of plain) {
    const stem = stemOf(mask);
    if (!maskSuffix.test(stem)) continue;
    const own = stems.get(stem.replace(maskSuffix, "").toLowerCase()) ?? [];
    if (own.length > 0) found.push({ mask, group: "", pictures: own });
  }
  return found;
}

/**
 * Of several pictures of one number: that of the mask's own part, else that of test, whose masks score; and not one in a folder
 * of good parts.
 */
function chosen(mask: string, pictures: readonly string[]): string | undefined {
  if (pictures.length < 2) return pictures[0];
  const partIn = (path: string) =>
    foldersOf(path)
      .map(partOfName)
      .find((part) => part !== undefined);
  const part = partIn(mask) ?? "test";
  const bad = (path: string) => !foldersOf(path).some(saysGood);
  const own = pictures.filter((path) => partIn(path) === part);
  return [own, pictures.filter(bad), own.filter(bad)].find((some) => some.length === 1)?.[0];
}

/** That a folder may hold masks, where its pictures are taken for what they are all the same. */
export function doubtfulInWords({ folder, of }: Masks["doubtful"][number], taken: string): string {
  const where = (path: string) => (path === "" ? "the folder itself" : `${path}/`);
  const which =
    folder === of
      ? `some pictures in ${where(folder)} are black and white and have the names of others there`
      : `the pictures in ${where(folder)} are black and white and have the names of those in ${where(of)}`;
  return `${which}: they are ${taken}; if they are masks, ${folder === of ? "end their names in _mask" : "call the folder masks"}`;
}

/** So many masks of a group are looked at. */
const looked = 5;

async function looksLikeMasks(masks: readonly Candidate[], openPicture: OpenPicture): Promise<boolean> {
  const step = Math.ceil(masks.length / looked);
  for (let i = 0; i < masks.length; i += step) {
    const pixels = await decodeImage(openPicture(masks[i]!.mask)).catch(() => undefined);
    if (!pixels || !isMask(pixels)) return false;
  }
  return true;
}

/** Whether a mask marks anything. */
export const marksSomething = async (mask: ImageFile): Promise<boolean> =>
  markedPixels(await decodeImage(mask)).includes(1);

import { decodeImage, type ImageFile } from "../decode.ts";
import { isMask, markedPixels } from "../pixels/maskPixels.ts";
import { baseOf, groupBy, stemOf } from "./folderFiles.ts";
import { saysGood } from "./goodWord.ts";
import { neutral } from "./topFolders.ts";

// Masks whose folder has no name that says so are known by three things together: each has the name of a picture of
// another folder, each is black with some white at that picture's size, and that picture is none such itself. Class folders
// of black-and-white pictures share names too (0001.png), but there both are black and white.

/** A picture of a folder, not decoded. */
export type OpenPicture = (name: string) => ImageFile;

/** Pictures that are masks by what they hold, and those that may be. */
export interface MasksByContent {
  /** the folder of each group, its masks, and the picture of each where one is told */
  readonly groups: readonly ContentMasks[];
  /** folders that may be masks of the other, but may be its second class as well */
  readonly doubtful: readonly { readonly folder: string; readonly of: string }[];
}

interface ContentMasks {
  readonly folder: string;
  /** a folder of their pictures */
  readonly of: string;
  /** the picture of each mask, and how many have its name */
  readonly pairs: readonly {
    readonly mask: string;
    readonly picture: string | undefined;
    readonly namesakes: number;
  }[];
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** What stands behind a picture's own name: _bw of 001_bw.png. */
const ending = /[-_. ]\p{L}+$/u;

/** Finds them among pictures whose names say nothing of masks. Only those are decoded whose names coincide, a few of each folder. */
export async function masksByContent(
  pictures: readonly string[],
  openPicture: OpenPicture,
): Promise<MasksByContent> {
  const byStem = groupBy(pictures, (path) => stemOf(baseOf(path)).toLowerCase());
  const endingOf = (path: string) => ending.exec(stemOf(baseOf(path)).toLowerCase())?.[0] ?? "";
  const groups: ContentMasks[] = [];
  for (const [key, own] of groupBy(pictures, (path) => `${folderOf(path)}/${endingOf(path)}`)) {
    const folder = folderOf(own[0]!);
    const end = key.slice(folder.length + 1);
    const among = own.map((mask) => ({ mask, of: namesakes(mask, end, byStem) }));
    if (own.length < 2 || among.filter(({ of }) => of.length > 0).length < 0.9 * own.length) continue;
    const pairs = among.map(({ mask, of }) => ({
      mask,
      picture: pictureOf(mask, of),
      namesakes: of.length,
    }));
    const first = among.find((one) => one.of.length > 0)!.of[0]!;
    if (await areMasks(among, openPicture)) groups.push({ folder, of: folderOf(first), pairs });
  }
  const masks = new Set(groups.flatMap(({ pairs }) => pairs.map(({ mask }) => mask)));
  const rest = new Set(pictures.filter((path) => !masks.has(path)).map(folderOf));
  const [only] = rest;
  const lone = rest.size === 1 && !only!.split("/").some((step) => saysGood(step) || neutral.test(step));
  // Beside one folder alone, whose name says nothing, a folder of its own may be its only other class.
  const sure = groups.filter(({ folder }) => !lone || folder === only);
  return {
    groups: sure,
    doubtful: groups.filter((one) => !sure.includes(one)).map(({ folder }) => ({ folder, of: only! })),
  };
}

/** Pictures of the mask's name in other folders, or of its name without the ending in any. */
function namesakes(mask: string, end: string, byStem: ReadonlyMap<string, readonly string[]>): string[] {
  const stem = stemOf(baseOf(mask)).toLowerCase();
  const same = (byStem.get(stem) ?? []).filter((path) => folderOf(path) !== folderOf(mask));
  if (end === "" || same.length > 0) return same;
  return [...(byStem.get(stem.slice(0, -end.length)) ?? [])];
}

/** The picture of a mask: the only one; else that in a folder called alike, else that in no folder of good parts. */
function pictureOf(mask: string, pictures: readonly string[]): string | undefined {
  const kind = baseOf(folderOf(mask));
  const alike = pictures.filter((path) => baseOf(folderOf(path)) === kind);
  const bad = pictures.filter((path) => !path.split("/").slice(0, -1).some(saysGood));
  return [pictures, alike, bad].find((some) => some.length === 1)?.[0];
}

/** So many of a folder are looked at. */
const looked = 6;

async function areMasks(
  among: readonly { mask: string; of: readonly string[] }[],
  openPicture: OpenPicture,
): Promise<boolean> {
  const step = Math.max(1, Math.floor(among.length / looked));
  let marking = 0;
  for (let i = 0; i < among.length; i += step) {
    const { mask, of } = among[i]!;
    const marks = await decodeImage(openPicture(mask)).catch(() => undefined);
    if (!marks || !isMask(marks)) return false;
    const marked = markedPixels(marks).reduce((sum, one) => sum + one, 0);
    // White all over is no mask, and neither is a drawing on white.
    if (2 * marked > marks.width * marks.height) return false;
    if (marked > 0) marking++;
    let fits = of.length === 0;
    for (const one of of) {
      const picture = await decodeImage(openPicture(one)).catch(() => undefined);
      if (picture && isMask(picture)) return false;
      fits ||= picture !== undefined && picture.width === marks.width && picture.height === marks.height;
    }
    if (!fits) return false;
  }
  // Pictures that are all black are no masks: a lamp was off.
  return marking > 0;
}

import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ImageFile } from "../../data/images/decode.ts";
import { imageKind, kindBytes } from "../../data/images/imageKind.ts";
import { imageFileAt } from "../../data/images/imageRow.ts";
import { doubtfulInWords, findMasks } from "../../data/images/layouts/masks.ts";
import { secondName, withoutSecondNames } from "../../data/listing/content/secondNames.ts";
import { isLitter, litter } from "../../data/listing/litter.ts";
import { oneLine } from "../../data/listing/oneLine.ts";
import { walk } from "../../data/listing/walk.ts";
import { append } from "../../data/numbers/lists.ts";
import type { HowToRead } from "../../data/reading.ts";
import { UserError } from "../../errors.ts";

/** A part that cannot be looked at, and why. */
export interface Unread {
  readonly file: string;
  readonly message: string;
}

/** What was named, sorted: each file is one of these. */
export interface PartFiles {
  /** to be decoded; a file that turns out to hold no picture is named then */
  readonly pictures: readonly ImageFile[];
  /** what cannot be looked at */
  readonly unread: readonly Unread[];
  /** what is plainly no picture, what no file is behind, and another way to a picture that is taken already */
  readonly passedOver: readonly string[];
  /** what may be otherwise, a line each */
  readonly notes: readonly string[];
}

/** Names of what people and programs lay beside pictures. */
const beside =
  /\.(txt|csv|tsv|jsonl?|ya?ml|xml|md|rst|html?|log|ini|cfg|toml|lnk|url|db|docx?|xlsx?|xlsm|ods|pptx?|pdf|parquet|np[yz]|h5|pkl|pt|pth|onnx|safetensors|py|ipynb|js|ts|sh|bat|exe|dll|m|mat|sha256|md5|mp3|wav)$/i;

/**
 * The pictures of paths: each file itself, or all within a folder and those below it, links followed, in the order of their
 * names. A file is passed over where it is hidden, left by the system, or called as no picture is and begins as none does; every other
 * is taken for a picture, whatever its name.
 */
export async function partFiles(paths: readonly string[], how: HowToRead = {}): Promise<PartFiles> {
  const found: Found = { pictures: [], unread: [], passedOver: [], notes: [] };
  for (const path of paths) {
    try {
      await gather(path, found, how);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      found.unread.push({ file: path, message: error.message });
    }
  }
  return { ...found, ...(await withoutRepeats(found)) };
}

const namedTwice = "(named twice)";

/** Whether a file is passed over since its picture is taken by another name. */
export const isRepeat = (passedOver: string): boolean =>
  passedOver.endsWith(namedTwice) || / \(the same file as .*\)$/s.test(passedOver);

/** A picture that several names lead to (its folder and itself, a link, another hard link) is one part. */
async function withoutRepeats({
  pictures,
  passedOver,
}: PartFiles): Promise<Pick<PartFiles, "pictures" | "passedOver">> {
  const { once, again } = await withoutSecondNames(pictures, ({ name }) => name);
  const repeats = again.map(
    ({ item, first }) =>
      `${item.name} ${item.name === first.name ? namedTwice : `(${secondName(first.name)})`}`,
  );
  return { pictures: once, passedOver: [...passedOver, ...repeats] };
}

type Found = { pictures: ImageFile[]; unread: Unread[]; passedOver: string[]; notes: string[] };

async function gather(path: string, found: Found, how: HowToRead): Promise<void> {
  const named = await stat(path).catch(() => undefined);
  if (!named?.isDirectory()) {
    found.pictures.push(imageFileAt(path, how));
    return;
  }
  const { names, unread } = await walk(path);
  for (const { file, why } of unread) {
    const at = join(path, file);
    if (/^a link (that leads nowhere|that leads to itself|to )/.test(why))
      found.unread.push({ file: at, message: `${oneLine(at)}: is ${why}; mend it, or take it out` });
    else found.passedOver.push(why === litter ? at : `${at} (${why})`);
  }
  const before = found.pictures.length + found.unread.length;
  const pictures: string[] = [];
  for (const name of names) {
    const at = join(path, name);
    if (await isBeside(name, at)) found.passedOver.push(at);
    else pictures.push(name);
  }
  const masks = await findMasks(pictures, (name) => imageFileAt(join(path, name), how), "doubtful");
  append(
    found.notes,
    masks.doubtful.map((one) => `${path}: ${doubtfulInWords(one, "taken for parts")}`),
  );
  for (const name of pictures) {
    const at = join(path, name);
    if (masks.all.has(name)) found.passedOver.push(`${at} (a mask)`);
    else found.pictures.push(imageFileAt(at, how));
  }
  if (found.pictures.length + found.unread.length > before) return;
  throw new UserError(`${oneLine(path)}: the folder holds no images; put pictures there, or name another`);
}

const isHidden = (name: string): boolean => /(^|\/)\./.test(name);

async function isBeside(name: string, path: string): Promise<boolean> {
  if (isHidden(name) || isLitter(name)) return true;
  if (!beside.test(name)) return false;
  const kind = imageKind(await headOf(path));
  return kind === undefined || kind === "pnm"; // two letters begin many a text
}

/** The first bytes; none of a file that cannot be read. */
async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path).catch(() => undefined);
  if (!file) return new Uint8Array();
  const nothing = { buffer: new Uint8Array(), bytesRead: 0 };
  const { buffer, bytesRead } = await file
    .read(new Uint8Array(kindBytes), 0, kindBytes, 0)
    .catch(() => nothing);
  await file.close().catch(() => {}); // it was only read
  return buffer.subarray(0, bytesRead);
}

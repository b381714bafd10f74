import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ImageFile } from "../../data/images/decode.ts";
import { imageKind, kindBytes } from "../../data/images/imageKind.ts";
import { imageFileAt } from "../../data/images/imageRow.ts";
import { isHidden } from "../../data/images/layouts/folderFiles.ts";
import { doubtfulInWords, findMasks } from "../../data/images/layouts/masks.ts";
import { secondName, withoutSecondNames } from "../../data/listing/content/secondNames.ts";
import { whyUnread } from "../../data/listing/fileKinds.ts";
import { isLitter, litter } from "../../data/listing/litter.ts";
import { oneLine } from "../../data/listing/oneLine.ts";
import { noName, walk } from "../../data/listing/walk.ts";
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
  /** of each archive the folder that it was unpacked into; a picture of it is called archive/name */
  readonly archives: ReadonlyMap<string, string>;
}

/** Where a picture stands that a message calls so. */
export function pathOf(name: string, archives: PartFiles["archives"]): string {
  for (const [archive, folder] of archives)
    if (name.startsWith(`${archive}/`)) return join(folder, name.slice(archive.length + 1));
  return name;
}

/** Names of what people and programs lay beside pictures. */
const beside =
  /\.(txt|csv|tsv|jsonl?|ya?ml|xml|md|rst|html?|log|ini|cfg|toml|lnk|url|db|docx?|xlsx?|xlsm|ods|pptx?|pdf|parquet|np[yz]|h5|pkl|pt|pth|onnx|safetensors|py|ipynb|js|ts|sh|bat|exe|dll|m|mat|sha256|md5|mp3|wav)$/i;

/**
 * The pictures of paths: each file itself, or all within a folder, or a zip archive, and those below it, links followed, in the order of their
 * names. A file is passed over where it is hidden, a thumbnail, left by the system, or called as no picture is and begins as none does; every other
 * is taken for a picture, whatever its name.
 */
export async function partFiles(paths: readonly string[], how: HowToRead = {}): Promise<PartFiles> {
  const found: Found = { pictures: [], unread: [], passedOver: [], notes: [], archives: new Map() };
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
const hiddenOrSmall = "(hidden, or a thumbnail)";

/** Whether a file is passed over since its picture is taken by another name. */
export const isRepeat = (passedOver: string): boolean =>
  passedOver.endsWith(namedTwice) || / \(the same file as .*\)$/s.test(passedOver);

/** Whether a file is passed over for its name alone, or that of its folder: it may be a picture. */
export const isHiddenOrSmall = (passedOver: string): boolean => passedOver.endsWith(hiddenOrSmall);

/** A picture that several names lead to (its folder and itself, a link, another hard link) is one part. */
async function withoutRepeats({
  pictures,
  passedOver,
  archives,
}: PartFiles): Promise<Pick<PartFiles, "pictures" | "passedOver">> {
  const { once, again } = await withoutSecondNames(pictures, ({ name }) => pathOf(name, archives));
  const repeats = again.map(
    ({ item, first }) =>
      `${item.name} ${item.name === first.name ? namedTwice : `(${secondName(first.name)})`}`,
  );
  return { pictures: once, passedOver: [...passedOver, ...repeats] };
}

type Found = {
  pictures: ImageFile[];
  unread: Unread[];
  passedOver: string[];
  notes: string[];
  archives: Map<string, string>;
};

async function gather(path: string, found: Found, how: HowToRead): Promise<void> {
  const named = await stat(path).catch(() => undefined);
  if (named?.isDirectory()) await gatherFolder(path, path, found, how);
  else if (named && /\.zip$/i.test(path)) await gatherArchive(path, found, how);
  else if (named && isPacked(path)) throw packed(path);
  else found.pictures.push(imageFileAt(path, how));
}

const isPacked = (path: string): boolean => whyUnread(path)?.startsWith("packed") === true;

const packed = (path: string): UserError => new UserError(`${oneLine(path)}: is ${whyUnread(path)}`);

async function gatherArchive(path: string, found: Found, how: HowToRead): Promise<void> {
  if (found.archives.has(path)) {
    found.passedOver.push(`${path} ${namedTwice}`);
    return;
  }
  const { unzip } = await import("../../data/formats/unzip.ts");
  const { folder, unread } = await unzip(path, oneLine(path), how);
  found.archives.set(path, folder);
  for (const { file, why } of unread)
    found.passedOver.push(why === litter ? `${path}/${file}` : `${path}/${file} (${why})`);
  await gatherFolder(folder, path, found, how);
}

/** The pictures of a folder that messages call `called`. */
async function gatherFolder(path: string, called: string, found: Found, how: HowToRead): Promise<void> {
  const { names, unread } = await walk(path);
  const nameOf = (file: string) => (path === called ? join(path, file) : `${called}/${file}`);
  const open = (file: string) => ({ ...imageFileAt(join(path, file), how), name: nameOf(file) });
  for (const { file, why } of unread) {
    const at = nameOf(file);
    if (/^a link (that leads nowhere|that leads to itself|to )/.test(why))
      found.unread.push({ file: at, message: `${oneLine(at)}: is ${why}; mend it, or take it out` });
    else if (why === noName) found.unread.push({ file: at, message: `${oneLine(at)}: has ${why}` });
    else found.passedOver.push(why === litter ? at : `${at} (${why})`);
  }
  const before = found.pictures.length + found.unread.length;
  const pictures: string[] = [];
  for (const name of names) {
    const at = nameOf(name);
    if (isLitter(name)) found.passedOver.push(at);
    else if (isHidden(name)) found.passedOver.push(`${at} ${hiddenOrSmall}`);
    else if (await isBeside(name, join(path, name))) found.passedOver.push(at);
    else if (isPacked(name)) found.unread.push({ file: at, message: packed(at).message });
    else pictures.push(name);
  }
  const masks = await findMasks(pictures, open, "doubtful");
  append(
    found.notes,
    masks.doubtful.map((one) => `${called}: ${doubtfulInWords(one, "taken for parts")}`),
  );
  for (const name of pictures) {
    if (masks.all.has(name)) found.passedOver.push(`${nameOf(name)} (a mask)`);
    else found.pictures.push(open(name));
  }
  if (found.pictures.length + found.unread.length > before) return;
  throw new UserError(
    `${oneLine(called)}: the ${path === called ? "folder" : "archive"} holds no images; put pictures there, or name another`,
  );
}

async function isBeside(name: string, path: string): Promise<boolean> {
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

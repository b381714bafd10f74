import { createWriteStream, rmSync } from "node:fs";
import { mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Entry, ZipFile } from "yauzl";
import { UserError } from "../../errors.ts";
import { makeFolder, readError, writeError } from "../../files.ts";
import { isLitter, litter } from "../listing/litter.ts";
import { oneLine } from "../listing/oneLine.ts";
import type { UnreadFile } from "../listing/walk.ts";
import type { HowToRead } from "../reading.ts";
import { checkUnpacked } from "./unpacking.ts";
import { entryPieces, listed } from "./zipEntry.ts";

/** An archive's files as a folder. */
export interface Unpacked {
  /** is removed when the process ends: pictures in it are read late */
  readonly folder: string;
  /** what was not unpacked, and why */
  readonly unread: readonly UnreadFile[];
}

/** Folders to remove when the process ends. */
const made = new Set<string>();

/**
 * Unpacks a zip archive into a folder of its own. yauzl reads the list. Throws a `UserError` for one that is broken, locked with a
 * password, or has names that lead out of the folder.
 */
export async function unzip(path: string, name: string, how: HowToRead = {}): Promise<Unpacked> {
  const { openPromise } = await import("yauzl");
  const folder = await mkdtemp(join(tmpdir(), "kiso-zip-"));
  if (made.size === 0)
    process.once("exit", () => {
      for (const one of made) rmSync(one, { recursive: true, force: true });
    });
  made.add(folder);
  const unread: UnreadFile[] = [];
  const seen = new Set<string>();
  const { size } = await stat(path);
  let total = 0;
  let zip: ZipFile | undefined;
  try {
    // Names are decoded here: those that Windows writes in Japan are no UTF-8, and say so nowhere.
    zip = await openPromise(path, { decodeStrings: false, autoClose: false });
    for await (const entry of listed(zip)) {
      const file = nameOf(entry);
      checkName(file, name);
      if (file.endsWith("/")) continue;
      total += entry.uncompressedSize;
      checkUnpacked(name, size, total, how);
      const why = whyNot(file, entry, seen);
      if (why !== undefined) unread.push({ file, why });
      else {
        seen.add(file);
        await unpack(zip, entry, { to: join(folder, ...file.split("/")), file, name });
      }
    }
  } catch (error) {
    const read = readError(name, error);
    throw read instanceof UserError ? read : broken(name, error);
  } finally {
    zip?.close();
  }
  return { folder, unread };
}

function whyNot(file: string, entry: Entry, seen: ReadonlySet<string>): string | undefined {
  if (isLitter(file)) return litter;
  if (seen.has(file)) return "the second file of this name in the archive";
  const isLink =
    entry.versionMadeBy >> 8 === 3 && ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  return isLink ? "a link, which an archive does not hold the target of" : undefined;
}

interface Place {
  readonly to: string;
  readonly file: string;
  readonly name: string;
}

async function unpack(zip: ZipFile, entry: Entry, { to, file, name }: Place): Promise<void> {
  if (entry.isEncrypted())
    throw new UserError(
      `${name}: is locked with a password; unpack it with the password and name the folder`,
    );
  if (!entry.canDecodeFileData())
    throw new UserError(
      `${name}: ${oneLine(file)} is packed in a way that kiso does not read (method ${entry.compressionMethod}); unpack it and name the folder`,
    );
  try {
    await makeFolder(dirname(to));
    await pipeline(entryPieces(zip, entry, oneLine(file)), createWriteStream(to));
  } catch (error) {
    throw error instanceof Error && "syscall" in error && error.syscall !== "read"
      ? writeError(to, error)
      : error;
  }
}

/** A name in UTF-8 where it is, else as Windows writes it in Japan, else as DOS did. */
function nameOf({ fileNameRaw }: Entry): string {
  for (const encoding of ["utf-8", "shift_jis"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(fileNameRaw).replaceAll("\\", "/");
    } catch {
      // the next one
    }
  }
  return fileNameRaw.toString("latin1").replaceAll("\\", "/");
}

function checkName(file: string, name: string): void {
  const steps = file.replace(/\/$/, "").split("/");
  if (!steps.some((step) => step === "" || step === "." || step === "..") && !/^[a-z]:|\0/i.test(file))
    return;
  throw new UserError(
    `${name}: the file name "${oneLine(file)}" in it leads out of the archive; unpack it and name the folder`,
  );
}

const broken = (name: string, error: unknown): UserError =>
  new UserError(
    `${name}: is broken or cut short (${(error instanceof Error ? error.message : String(error)).replace(/\.$/, "")}); get the file again`,
    { cause: error },
  );

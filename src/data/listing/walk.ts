import type { Dirent, Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { UserError } from "../../errors.ts";
import { isLitterFolder, litter } from "./litter.ts";
import { oneLine } from "./oneLine.ts";

/** A file that is not read, and why. */
export interface UnreadFile {
  /** relative to what was named, with "/" on every system; a folder ends in "/" */
  readonly file: string;
  readonly why: string;
}

/** Why a link is not read whose target is not there. */
export const leadsNowhere = "a link that leads nowhere";

/** What a folder holds. */
export interface Walked {
  /** its files and those of all folders below it, relative to it, with "/" on every system, in the order of their names */
  readonly names: string[];
  /** by name, of a file that is reached through a link: the file of this folder that it leads to, where it is one */
  readonly sameAs: ReadonlyMap<string, string>;
  /** what holds no file to read: links that lead nowhere or in a circle, pipes, folders that the system keeps */
  readonly unread: UnreadFile[];
}

/**
 * The files of a folder and of all below it. Links are followed, to files and to folders; one that leads back to a folder that
 * it lies in is not, and is named. Throws a `UserError` for a folder that may not be opened: what it holds would be lost in silence.
 */
export async function walk(folder: string): Promise<Walked> {
  const root = await realpath(folder);
  const walked = { names: [] as string[], sameAs: new Map<string, string>(), unread: [] as UnreadFile[] };
  await visit({ folder, name: "", above: [root], linked: false }, root, walked);
  walked.names.sort();
  // What a link leads to is a file of this folder only where it is listed by that name itself.
  const listed = new Set(walked.names);
  for (const [name, target] of walked.sameAs)
    if (!listed.has(target) || target === name) walked.sameAs.delete(name);
  return walked;
}

interface Place {
  readonly folder: string;
  /** relative to where the walk began: "" or "a/b/" */
  readonly name: string;
  /** the real paths of this folder and of those that it lies in */
  readonly above: readonly string[];
  /** a link led here */
  readonly linked: boolean;
}

type Walking = { names: string[]; sameAs: Map<string, string>; unread: UnreadFile[] };

async function visit({ folder, name, above, linked }: Place, root: string, walked: Walking): Promise<void> {
  for (const entry of await entriesOf(name === "" ? folder : join(folder, name.slice(0, -1)))) {
    const file = name + entry.name;
    const path = join(folder, file);
    if (isLitterFolder(entry.name) && !entry.isFile()) {
      walked.unread.push({ file: `${file}/`, why: litter });
      continue;
    }
    const isLink = entry.isSymbolicLink();
    const found = isLink ? await target(path) : entry;
    if (typeof found === "string") walked.unread.push({ file, why: found });
    else if (found.isDirectory()) {
      const real = isLink ? await realpath(path) : join(above.at(-1)!, entry.name);
      if (above.includes(real) || `${above.at(-1)!}${sep}`.startsWith(`${real}${sep}`))
        walked.unread.push({ file, why: "a link that leads back to a folder that it lies in" });
      else
        await visit(
          { folder, name: `${file}/`, above: [...above, real], linked: linked || isLink },
          root,
          walked,
        );
    } else if (found.isFile()) {
      walked.names.push(file);
      if (isLink || linked) await noteTarget(file, path, root, walked.sameAs);
    } else walked.unread.push({ file, why: specialKind(found) });
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const denied = code === "EACCES" || code === "EPERM";
    throw new UserError(
      denied
        ? `${oneLine(folder)}: the folder may not be opened (permission denied); change its rights, or take it out`
        : `${oneLine(folder)}: cannot be read (${code ?? message}); take it out, or name another`,
      { cause: error },
    );
  }
}

/** What a link leads to, or why to nothing. */
async function target(path: string): Promise<Stats | string> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP") return "a link that leads to itself";
    if (code === "EACCES" || code === "EPERM") return "a link to what may not be opened";
    return leadsNowhere;
  }
}

async function noteTarget(
  file: string,
  path: string,
  root: string,
  sameAs: Map<string, string>,
): Promise<void> {
  const within = relative(root, await realpath(path));
  if (within !== "" && !within.startsWith("..")) sameAs.set(file, within.split(sep).join("/"));
}

function specialKind(found: Pick<Stats, "isFIFO" | "isSocket">): string {
  if (found.isFIFO()) return "a pipe, no file";
  return found.isSocket() ? "a socket, no file" : "a device, no file";
}

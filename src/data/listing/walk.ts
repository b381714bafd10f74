import type { Dirent, Stats } from "node:fs";
import { lstat, open, readdir, readlink, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
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

/** Why a folder is not read that a training wrote: its pictures and tables are of the model. */
export const aRun = "a run of kiso, no data";

/** Why what lies in a folder under bytes that are no letters is not read: its name, as Node gives it, leads nowhere. */
export const noName = "a name that is no UTF-8 text: rename it";

const isUnreachable = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => false,
    () => true,
  );

/** What a folder holds. */
export interface Walked {
  /** its files and those of all folders below it, relative to it, with "/" on every system, in the order of their names */
  readonly names: string[];
  /** what holds no file to read: links that lead nowhere or in a circle, pipes, folders that the system keeps, runs */
  readonly unread: UnreadFile[];
}

/**
 * The files of a folder and of all below it. Links are followed, to files and to folders; one that leads back to a folder that
 * it lies in is not, and is named, and so is a run within. Throws a `UserError` for a folder that may not be opened, since what it
 * holds would be lost in silence, and for one that is a run itself.
 */
export async function walk(folder: string): Promise<Walked> {
  const walking = new Walking(folder);
  const root = await realpath(folder);
  await walking.visit({ name: "", real: root, above: [root], again: false });
  await walking.followLinks();
  const { names, unread } = walking;
  return { names: names.sort(), unread: unread.sort((a, b) => (a.file < b.file ? -1 : 1)) };
}

/** A folder on the way. */
interface Place {
  /** relative to where the walk began: "" or "a/b/" */
  readonly name: string;
  readonly real: string;
  /** the real paths of this folder and of those that its name leads through */
  readonly above: readonly string[];
  /** a link led here, and what it leads to is read by another name too */
  readonly again: boolean;
}

/** What links lead to once more may have so many entries, beside some for each that is read the first time. */
const fewAgain = 1000;
const timesAgain = 3;

/**
 * Folders first, then what links lead to: so a file's first name is that without a link. A folder that several links lead to is read by
 * each of the names (a part may be a link to another), but not by what links within it make of these: chains of links that each fork
 * would have more names than anyone can count.
 */
class Walking {
  readonly names: string[] = [];
  readonly unread: UnreadFile[] = [];
  readonly #folder: string;
  readonly #known = new Set<string>();
  readonly #links: Place[] = [];
  #entries = 0;
  #entriesAgain = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async visit({ name, real, above, again }: Place): Promise<void> {
    const folder = this.#at(name.slice(0, -1));
    const entries = await entriesOf(folder);
    if (await isRun(folder, entries)) {
      if (name !== "") this.unread.push({ file: name, why: aRun });
      else
        throw new UserError(
          `${oneLine(folder)}: is a run of kiso and holds no data; name the rows or pictures`,
        );
      return;
    }
    if (this.#known.has(real)) this.#entriesAgain += entries.length;
    else this.#entries += entries.length;
    this.#known.add(real);
    for (const entry of entries) {
      const file = name + entry.name;
      if (isLitterFolder(entry.name) && !entry.isFile()) {
        this.unread.push({ file: `${file}/`, why: litter });
        continue;
      }
      if (entry.name.includes("\ufffd") && (await isUnreachable(this.#at(file)))) {
        this.unread.push({ file, why: noName });
        continue;
      }
      const isLink = entry.isSymbolicLink();
      const found = isLink ? await target(this.#at(file)) : entry;
      if (typeof found === "string") this.unread.push({ file, why: found });
      else if (found.isFile()) this.names.push(file);
      else if (!found.isDirectory()) this.unread.push({ file, why: specialKind(found) });
      else if (isLink) {
        const to = await realpath(this.#at(file));
        const circle = above.some((one) => isWithin(one, to));
        if (circle) this.unread.push({ file, why: "a link that leads back to a folder that it lies in" });
        else if (again) this.unread.push({ file, why: byAnotherName });
        else this.#links.push({ name: `${file}/`, real: to, above: [...above, to], again });
      } else {
        const inner = join(real, entry.name);
        await this.visit({ name: `${file}/`, real: inner, above: [...above, inner], again });
      }
    }
  }

  /** Each link to a folder that is not read yet, and then those to folders that are. */
  async followLinks(): Promise<void> {
    const second: Place[] = [];
    for (const place of this.#links)
      if (this.#known.has(place.real)) second.push({ ...place, again: true });
      else await this.#once(place);
    for (const place of second) await this.#once(place);
  }

  /** Reads what a link leads to, whole or not at all. */
  async #once(place: Place): Promise<void> {
    const [names, unread, links] = [this.names.length, this.unread.length, this.#links.length];
    if (!this.#tooManyAgain) await this.visit(place);
    if (!this.#tooManyAgain) return;
    this.names.length = names;
    this.unread.length = unread;
    this.#links.length = links;
    this.unread.push({ file: place.name.slice(0, -1), why: byAnotherName });
  }

  get #tooManyAgain(): boolean {
    return this.#entriesAgain > fewAgain + timesAgain * this.#entries;
  }

  #at(name: string): string {
    return name === "" ? this.#folder : join(this.#folder, name);
  }
}

const byAnotherName = "a linked folder that is read by another name";

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

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

/** Whether a training wrote the folder: its config.json, or the model.json of a copied model, says so in its first lines. */
async function isRun(folder: string, entries: readonly Dirent[]): Promise<boolean> {
  for (const entry of entries)
    if (
      entry.isFile() &&
      /^(config|model)\.json$/.test(entry.name) &&
      (await saysKiso(join(folder, entry.name)))
    )
      return true;
  return false;
}

/** Whether a folder is a run, or has some directly within, as `runs/` has. */
export async function holdsRuns(folder: string): Promise<boolean> {
  const entries = await entriesOf(folder);
  if (await isRun(folder, entries)) return true;
  for (const entry of entries)
    if (entry.isDirectory()) {
      const inner = join(folder, entry.name);
      if (await isRun(inner, await entriesOf(inner))) return true;
    }
  return false;
}

async function saysKiso(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return /^\s*\{\s*"format"\s*:\s*"kiso-(run|model)"/.test(buffer.toString("latin1", 0, bytesRead));
  } catch {
    return false; // a folder of this name
  } finally {
    await file.close();
  }
}

/** What a link leads to, or why to nothing. */
async function target(path: string): Promise<Stats | string> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP")
      return (await isCircle(path))
        ? "a link that leads to itself"
        : "behind more links than the system follows";
    if (code === "EACCES" || code === "EPERM") return "a link to what may not be opened";
    return leadsNowhere;
  }
}

/** Whether links lead from one to the next and back. */
async function isCircle(path: string): Promise<boolean> {
  const seen = new Set<string>();
  for (let at = path; !seen.has(at); ) {
    seen.add(at);
    const next = await readlink(at).catch(() => undefined);
    if (next === undefined) return false;
    at = resolve(dirname(at), next);
  }
  return true;
}

function specialKind(found: Pick<Stats, "isFIFO" | "isSocket">): string {
  if (found.isFIFO()) return "a pipe, no file";
  return found.isSocket() ? "a socket, no file" : "a device, no file";
}

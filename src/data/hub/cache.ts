import { randomUUID } from "node:crypto";
import { copyFile, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { UserError } from "../../errors.ts";
import { makeFolder } from "../../files.ts";
import { isCommit, keptListing, type RepoFile } from "./repoFile.ts";
import type { HubSettings } from "./settings.ts";

/**
 * One data set's folder in the cache, laid out as Python's huggingface_hub lays it out, so that both share it:
 *
 *     datasets--OWNER--NAME/
 *       blobs/ETAG                      the bytes, once each; ETAG.incomplete while they come
 *       refs/main                       the commit that the branch stood at: 40 hex digits, no line end
 *       snapshots/COMMIT/data/a.parquet -> ../../../blobs/ETAG
 *
 * Everything takes its final name by a rename: a file that has its name is whole.
 */
export class HubCache {
  readonly folder: string;
  readonly #listings: string;

  constructor(settings: HubSettings, id: string) {
    const name = `datasets--${id.replaceAll("/", "--")}`;
    this.folder = join(settings.cacheDir, name);
    this.#listings = join(settings.listingDir, name);
  }

  blob(etag: string): string {
    return join(this.folder, "blobs", etag);
  }

  snapshotFolder(commit: string): string {
    return join(this.folder, "snapshots", commit);
  }

  snapshotFile(commit: string, path: string): string {
    return join(this.snapshotFolder(commit), ...path.split("/"));
  }

  /** The commit that `revision` stood at when it was last seen. */
  async commitOf(revision: string): Promise<string | undefined> {
    if (isCommit(revision)) return revision;
    const commit = (await readIfThere(join(this.folder, "refs", revision)))?.trim();
    return commit !== undefined && isCommit(commit) ? commit : undefined;
  }

  async rememberCommit(revision: string, commit: string): Promise<void> {
    if (isCommit(revision) || (await this.commitOf(revision)) === commit) return;
    await writeWhole(join(this.folder, "refs", revision), commit);
  }

  /** The path of a commit's file if its bytes are here. A wrong size means damage, and counts as not here. */
  async find(commit: string, file: RepoFile): Promise<string | undefined> {
    const path = this.snapshotFile(commit, file.path);
    return (await sizeOf(path)) === file.size ? path : undefined;
  }

  /** Gives a blob its name in a commit: a relative link, or a copy where the system allows no links (Windows). */
  async link(etag: string, commit: string, path: string): Promise<string> {
    const name = this.snapshotFile(commit, path);
    const target = relative(dirname(name), this.blob(etag));
    const fresh = `${name}.${randomUUID()}`;
    await makeFolder(dirname(name));
    try {
      await symlink(target, fresh);
    } catch (error) {
      if (errorCode(error) !== "EPERM") throw error;
      await copyFile(this.blob(etag), fresh);
    }
    await rename(fresh, name);
    return name;
  }

  /** The files of a commit as the Hub listed them, if kiso has asked before and the list is whole. */
  async listing(commit: string): Promise<RepoFile[] | undefined> {
    const text = await readIfThere(join(this.#listings, `${commit}.json`));
    return text === undefined ? undefined : keptListing(text);
  }

  async rememberListing(commit: string, files: RepoFile[]): Promise<void> {
    await writeWhole(join(this.#listings, `${commit}.json`), JSON.stringify(files));
  }

  /** The files of a commit that are in the cache, put there by kiso or by Python. */
  async snapshotListing(commit: string): Promise<RepoFile[]> {
    const folder = this.snapshotFolder(commit);
    let entries: string[];
    try {
      entries = await readdir(folder, { recursive: true });
    } catch (error) {
      if (errorCode(error) === "ENOENT") return [];
      throw error;
    }
    const files: RepoFile[] = [];
    for (const entry of entries) {
      const size = await sizeOf(join(folder, entry)); // follows the link: a link to nowhere is no file
      if (size !== undefined) files.push({ path: entry.split(sep).join("/"), size });
    }
    return files;
  }
}

/** The size of a file, its links followed; undefined if there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What the file system's refusals mean to the user. Other errors come back as they are. */
export function cacheFault(error: unknown, settings: HubSettings): unknown {
  const code = errorCode(error);
  const { cacheDir } = settings;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new UserError(
      `no space left for the Hub cache ${cacheDir}; free some, or set HF_HOME to a folder on another disk`,
    );
  }
  if (code === "ENAMETOOLONG")
    return new UserError(
      `a file's name is too long for the Hub cache ${cacheDir}; set HF_HOME to a folder with a shorter path, or ask the owner to rename it`,
    );
  if (code === "EISDIR" || code === "ENOTEMPTY")
    return new UserError(
      `the Hub cache ${cacheDir} has a folder where a file belongs (${code}); remove the data set's folder in it, and run this again`,
    );
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR" || code === "EEXIST") {
    return new UserError(
      `the Hub cache ${cacheDir} cannot be written (${code}); set HF_HOME to a folder of yours`,
    );
  }
  return error;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(errorCode(error) ?? "")) return undefined;
    throw error;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomUUID()}`;
  await makeFolder(dirname(path));
  try {
    await writeFile(fresh, text);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

import { shown } from "../../errors.ts";

/** A file of a commit. A commit never changes, so neither does this. */
export interface RepoFile {
  path: string;
  size: number;
  /** the content's hash, for a file in large-file storage */
  sha256?: string;
  /** Git's blob id, for a file in Git itself */
  gitSha1?: string;
}

export const isCommit = (revision: string): boolean => /^[0-9a-f]{40}$/.test(revision);

/** The files that an earlier listing holds; undefined where the text is cut or no listing of kiso's: it is then asked for anew. */
export function keptListing(text: string): RepoFile[] | undefined {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(kept)) return undefined;
  const files: RepoFile[] = [];
  for (const entry of kept) {
    if (!isRecord(entry)) return undefined;
    const { path, size, sha256, gitSha1 } = entry;
    const lfs = sha256 === undefined ? undefined : { oid: sha256 };
    const found = repoFile({ path, size, lfs, oid: gitSha1 });
    if (typeof found === "string") return undefined;
    files.push(found);
  }
  return contradiction(files) === undefined ? files : undefined;
}

/** What a path may have on Linux. */
const longestName = 4096;

/** A file as the Hub lists it, or what is wrong with it, in words. */
export function repoFile({ path, size, lfs, oid, xetHash }: Record<string, unknown>): RepoFile | string {
  if (typeof path !== "string" || path === "") return `a file whose name is ${shown(path)}`;
  if (path.length > longestName) return `a file whose name has ${path.length} characters`;
  if (!Number.isSafeInteger(size) || (size as number) < 0) return `"${path}" with the size ${shown(size)}`;
  const file: RepoFile = { path, size: size as number };
  // Outside large-file storage `oid` is Git's name of the content; inside, of the pointer to it.
  if (lfs != null) {
    if (!isRecord(lfs) || !isHash(lfs.oid, 64)) return `"${path}" without a hash`;
    if (lfs.size != null && lfs.size !== size)
      return `"${path}" with the sizes ${size} and ${shown(lfs.size)}`;
    return { ...file, sha256: lfs.oid };
  }
  if (oid == null || xetHash) return file;
  return isHash(oid, 40) ? { ...file, gitSha1: oid } : `"${path}" with the hash ${shown(oid)}`;
}

const isHash = (value: unknown, digits: number): value is string =>
  typeof value === "string" && value.length === digits && /^[0-9a-f]*$/.test(value);

/** A name that is listed twice, or as a file and as a folder. */
export function contradiction(files: readonly RepoFile[]): string | undefined {
  const names = new Set<string>();
  for (const { path } of files) {
    if (names.has(path)) return `"${path}" twice`;
    names.add(path);
  }
  for (const name of names)
    for (let end = name.indexOf("/"); end > 0; end = name.indexOf("/", end + 1))
      if (names.has(name.slice(0, end))) return `"${name.slice(0, end)}" as a file and as a folder`;
  return undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

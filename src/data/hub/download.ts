import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, rename, rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../../errors.ts";
import { makeFolder } from "../../files.ts";
import { insteadOfData } from "../listing/content/pointers.ts";
import { errorCode, type HubCache, sizeOf } from "./cache.ts";
import { HubError } from "./refusal.ts";
import type { RepoFile } from "./repoFile.ts";
import { type HubConnection, isRedirect, request } from "./request.ts";

/** Called with the bytes of `file` that are here so far. */
export type Loaded = (loaded: number) => void;

/**
 * Brings one file of a commit into the cache and gives its path there.
 *
 * The bytes gather in `blobs/ETAG.incomplete`, as Python's huggingface_hub does it; a later run, or Python, goes on
 * from where they end (`Range`). The file takes its final name when its size and its hash are those of the listing.
 *
 * Two downloads of one file need no lock: each writes the same bytes at the same offsets and never truncates, so the
 * bytes before the end of the partial file are always right, no matter which of them wrote them.
 */
export async function downloadFile(
  hub: HubConnection,
  cache: HubCache,
  commit: string,
  file: RepoFile,
  onLoaded: Loaded,
): Promise<string> {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const url = `${hub.settings.endpoint}/datasets/${hub.id}/resolve/${commit}/${path}`;
  // The Hub's ETag is the hash that it lists. Named by what is verified, no file is given the bytes of another.
  const name = file.sha256 ?? file.gitSha1 ?? nameOfUnhashed(file, await fetchEtag(hub, url));
  const blob = cache.blob(name);
  if ((await sizeOf(blob)) !== file.size) {
    await makeFolder(dirname(blob));
    await fetchBlob(hub, url, blob, file, onLoaded);
  }
  return cache.link(name, commit, file.path);
}

/** An ETag is one address's: another file may bear the same, so the name is of both. */
const nameOfUnhashed = ({ path }: RepoFile, etag: string): string =>
  createHash("sha256").update(`${path}\n${etag}`).digest("hex");

/**
 * What tells one content of a file from another where the listing has no hash: `X-Linked-Etag` (large-file storage), else `ETag`,
 * before any redirect to the CDN, whose own ETag is another. Only a redirect within the Hub (a renamed repository) is followed.
 */
async function fetchEtag(hub: HubConnection, url: string): Promise<string> {
  let at = url;
  for (let hops = 0; hops < 5; hops++) {
    const response = await request(
      hub,
      at,
      async () => ({ method: "HEAD", redirect: "manual" }),
      async (answer) => answer,
    );
    const header = response.headers.get("x-linked-etag") ?? response.headers.get("etag");
    const next =
      isRedirect(response) && !response.headers.has("x-linked-etag") ? within(response, at) : undefined;
    if (next !== undefined) {
      at = next;
      continue;
    }
    const etag = header?.replace(/^W\//, "").replace(/^"(.*)"$/, "$1");
    if (etag) return etag;
    break;
  }
  throw new HubError(
    "broken",
    `${hub.id}: ${hub.settings.endpoint} names no ETag for ${url}; check HF_ENDPOINT`,
  );
}

/** Where a redirect leads, if to the same server. */
function within(response: Response, from: string): string | undefined {
  const location = response.headers.get("location") ?? "";
  if (!URL.canParse(location, from)) return undefined;
  const next = new URL(location, from);
  return next.origin === new URL(from).origin ? next.href : undefined;
}

async function fetchBlob(
  hub: HubConnection,
  url: string,
  blob: string,
  file: RepoFile,
  onLoaded: Loaded,
): Promise<void> {
  const incomplete = `${blob}.incomplete`;
  for (let chances = 2; ; chances--) {
    const partial = await openOwn(incomplete);
    try {
      const before = (await partial.stat()).size;
      await fillFile(hub, url, { partial, incomplete }, file, onLoaded);
      const found = await mismatch(partial, file);
      if (found === undefined) {
        await partial.sync();
        break;
      }
      // Wrong bytes may have lain here from an earlier run: once more from the start. Then it is the Hub's.
      await rm(incomplete, { force: true });
      if (before === 0 || chances === 1)
        throw new HubError("broken", `${hub.id}: ${file.path} arrived damaged: ${found}; try again`);
    } finally {
      await partial.close();
    }
  }
  try {
    await rename(incomplete, blob);
  } catch (error) {
    // Another download of the same file was first: its blob is ours too.
    if (errorCode(error) !== "ENOENT" || (await sizeOf(blob)) !== file.size) throw error;
  }
}

/** Opens a file that is to be written, but no other by way of it: what links elsewhere, or is no file, is replaced by one. */
async function openOwn(path: string): Promise<FileHandle> {
  const found = await lstat(path).catch(() => undefined);
  if (found && !(found.isFile() && found.nlink === 1)) await rm(path, { recursive: true });
  const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = constants; // Windows has no O_NOFOLLOW
  return open(path, O_RDWR | O_CREAT | O_NOFOLLOW);
}

/** Requests what is still missing of a file until all of it is there. */
async function fillFile(
  hub: HubConnection,
  url: string,
  { partial, incomplete }: { partial: FileHandle; incomplete: string },
  file: RepoFile,
  onLoaded: Loaded,
): Promise<void> {
  let here = (await partial.stat()).size; // the bytes [0, here) are written
  if (here > file.size) {
    await partial.truncate(0);
    here = 0;
  }
  if (here > 0) onLoaded(here);
  if (here === file.size) return;
  await checkSpace(hub, file, here, incomplete);

  let start = here;
  let furthest = here;
  const broken = (what: string, retry?: "backoff") => new HubError("broken", `${hub.id}: ${what}`, retry);
  const missing = async (): Promise<RequestInit> => {
    start = here;
    return start > 0 ? { headers: { range: `bytes=${start}-` } } : {};
  };
  await request(hub, url, missing, async (response, pulse) => {
    const total = totalOf(response);
    if (total !== undefined && total !== file.size) {
      const instead = response.status === 200 ? await insteadOf(response) : undefined;
      throw broken(
        instead
          ? `${file.path} ${instead}`
          : `the Hub lists ${file.path} with ${file.size} bytes and has ${total}; try again later, or tell the owner`,
      );
    }
    const offset = bodyOffset(response, start);
    if (offset === undefined) {
      here = 0;
      throw broken(`the Hub does not go on with ${file.path} at byte ${start}`, "backoff");
    }
    await writeBody(response, partial, offset, file.size, (end, bytes) => {
      pulse.alive(bytes);
      pulse.progressed(Math.max(0, end - furthest));
      here = Math.max(here, end);
      furthest = Math.max(furthest, end);
      onLoaded(end);
    });
    if (here < file.size)
      throw broken(
        `${file.path} breaks off at byte ${here} of ${file.size}; run this again to go on from there`,
        "backoff",
      );
    if (here > file.size) {
      await partial.truncate(0);
      throw broken(
        `${file.path} arrived damaged: more than the ${file.size} bytes that the Hub lists; try again`,
      );
    }
  });
}

/** Says at once that a file has no room on the disk, before hours of a download. */
async function checkSpace(hub: HubConnection, file: RepoFile, here: number, path: string): Promise<void> {
  const missing = file.size - here;
  if (missing < 2 ** 26) return;
  const { bavail, bsize } = await statfs(dirname(path));
  if (missing <= bavail * bsize) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new UserError(
    `${hub.id}: ${file.path} needs ${gigabytes(missing)}, and the disk of the Hub cache has ${gigabytes(bavail * bsize)} left; free some, or set HF_HOME to a folder on another disk`,
  );
}

/** How large the whole file is, as the server that sends it says; undefined where it does not say. */
function totalOf(response: Response): number | undefined {
  const { status, headers } = response;
  const said =
    status === 200 && !headers.has("content-encoding")
      ? headers.get("content-length")
      : /^bytes [^/]*\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1];
  return said != null && /^\d+$/.test(said) ? Number(said) : undefined;
}

/** What was sent in the place of a file, by how it begins: a web page, a pointer to the file. */
async function insteadOf(response: Response): Promise<string | undefined> {
  for await (const chunk of response.body ?? [])
    return insteadOfData(Buffer.from(chunk).subarray(0, 1000).toString("latin1"));
  return undefined;
}

/** Where in the file a body begins: at `start` if the server keeps ranges, at 0 if it sends the whole file. */
function bodyOffset(response: Response, start: number): number | undefined {
  if (response.status === 200) return 0;
  const range = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "");
  return response.status === 206 && Number(range?.[1]) === start ? start : undefined;
}

/** Writes a body from `offset` on, and reports where the written bytes end. Stops once there are more than `size`. */
async function writeBody(
  response: Response,
  partial: FileHandle,
  offset: number,
  size: number,
  onWritten: (end: number, bytes: number) => void,
): Promise<void> {
  let end = offset;
  for await (const chunk of response.body ?? []) {
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await partial.write(chunk, done, chunk.length - done, end);
      done += bytesWritten;
      end += bytesWritten;
    }
    onWritten(end, chunk.length);
    if (end > size) return;
  }
}

/** How the bytes differ from the listing's hash; undefined if they do not. */
async function mismatch(partial: FileHandle, file: RepoFile): Promise<string | undefined> {
  const expected = file.sha256 ?? file.gitSha1;
  if (expected === undefined) return undefined;
  const hash = file.sha256 ? createHash("sha256") : createHash("sha1").update(`blob ${file.size}\0`); // as Git names a blob
  for await (const chunk of partial.createReadStream({ start: 0, autoClose: false })) hash.update(chunk);
  const found = hash.digest("hex");
  return found === expected ? undefined : `its hash is ${found}, and the Hub lists ${expected}`;
}

/** A name from the Hub becomes a path below the cache, so it must not lead out of it on any system. */
export function checkName(name: string, id: string): void {
  const parts = name.split(/[/\\]/);
  if (
    parts.some((part) => part === "" || part === "." || part === "..") ||
    /\\|[:\0]|\p{Surrogate}/u.test(name)
  ) {
    throw new UserError(
      `${id}: the file name ${JSON.stringify(name)} cannot be kept safely; ask the owner to rename it`,
    );
  }
}

import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../../errors.ts";
import { errorCode, type HubCache, type RepoFile, sizeOf } from "./cache.ts";
import { HubError } from "./refusal.ts";
import { type HubConnection, isRedirect, type Pulse, request } from "./request.ts";

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
  const etag = await fetchEtag(hub, url);
  const blob = cache.blob(etag);
  if ((await sizeOf(blob)) !== file.size) {
    await mkdir(dirname(blob), { recursive: true });
    await fetchBlob(hub, url, blob, file, onLoaded);
  }
  return cache.link(etag, commit, file.path);
}

/**
 * The name of a file's blob: `X-Linked-Etag` (large-file storage), else `ETag`, before any redirect to the CDN,
 * whose own ETag is another. Only a redirect within the Hub (a renamed repository) is followed.
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
    const location = response.headers.get("location");
    const header = response.headers.get("x-linked-etag") ?? response.headers.get("etag");
    if (isRedirect(response) && location?.startsWith("/") && !response.headers.has("x-linked-etag")) {
      at = new URL(location, at).href;
      continue;
    }
    const etag = header?.replace(/^W\//, "").replace(/^"(.*)"$/, "$1");
    if (etag && /^[\w-]+$/.test(etag)) return etag;
    break;
  }
  throw new HubError(
    "broken",
    `${hub.id}: ${hub.settings.endpoint} names no ETag for ${url}; check HF_ENDPOINT`,
  );
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
    const partial = await open(incomplete, constants.O_RDWR | constants.O_CREAT);
    try {
      const before = (await partial.stat()).size;
      await fillFile(hub, url, partial, file, onLoaded);
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

/** Requests what is still missing of a file until all of it is there. */
async function fillFile(
  hub: HubConnection,
  url: string,
  partial: FileHandle,
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

  let start = here;
  const missing = async (): Promise<RequestInit> => {
    start = here;
    return start > 0 ? { headers: { range: `bytes=${start}-` } } : {};
  };
  await request(hub, url, missing, async (response, pulse) => {
    const offset = bodyOffset(response, start);
    if (offset === undefined) {
      here = 0;
      throw new HubError(
        "broken",
        `${hub.id}: the Hub does not go on with ${file.path} at byte ${start}`,
        "backoff",
      );
    }
    await writeBody(response, partial, offset, file.size, (end) => {
      notePulse(pulse, end > here);
      here = Math.max(here, end);
      onLoaded(end);
    });
    if (here < file.size) {
      const message = `${hub.id}: ${file.path} breaks off at byte ${here} of ${file.size}; run this again to go on from there`;
      throw new HubError("broken", message, "backoff");
    }
    if (here > file.size) {
      await partial.truncate(0);
      throw new HubError(
        "broken",
        `${hub.id}: ${file.path} arrived damaged: more than the ${file.size} bytes that the Hub lists; try again`,
      );
    }
  });
}

function notePulse(pulse: Pulse, further: boolean): void {
  pulse.alive();
  if (further) pulse.progressed();
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
  onWritten: (end: number) => void,
): Promise<void> {
  let end = offset;
  for await (const chunk of response.body ?? []) {
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await partial.write(chunk, done, chunk.length - done, end);
      done += bytesWritten;
      end += bytesWritten;
    }
    onWritten(end);
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
  if (parts.some((part) => part === "" || part === "." || part === "..") || /\\|[:\0]/.test(name)) {
    throw new UserError(`${id}: the file name "${name}" cannot be kept safely; ask the owner to rename it`);
  }
}

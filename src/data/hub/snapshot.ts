import type { HubCache } from "./cache.ts";
import { checkName, downloadFile } from "./download.ts";
import { askCommit, askListing } from "./listing.ts";
import { HubError } from "./refusal.ts";
import { isCommit, type RepoFile } from "./repoFile.ts";
import type { HubConnection } from "./request.ts";

export interface Progress {
  file: string;
  loaded: number;
  total?: number;
  /** why nothing comes for a while; of no file then */
  waiting?: string;
}

/** A repository as it stands at one commit: what files it has, and a way to have one of them on this disk. */
export interface Snapshot {
  revision: string;
  commit: string;
  files: RepoFile[];
  /** true where `files` is only what the cache holds, for want of a listing */
  partial: boolean;
  fetch(file: RepoFile): Promise<string>;
  /** keeps what is known of the commit, once its files have proved it: a listing that was a lie is asked for anew */
  remember(): Promise<void>;
}

/**
 * Policy, as Python's `datasets`: when the Hub can be reached, one small request asks which commit the revision
 * stands at, and nothing of that commit that is in the cache is asked for again. When it cannot be reached (no network,
 * a fault of the Hub, HF_HUB_OFFLINE), the commit that was seen last serves as it lies in the cache. A commit that is
 * given by its own 40 digits never changes: if its files are here, nothing is asked at all.
 */
export async function openSnapshot(
  hub: HubConnection,
  cache: HubCache,
  onProgress: ((progress: Progress) => void) | undefined,
): Promise<Snapshot> {
  const { id, revision } = hub;
  let away: HubError | undefined = hub.settings.offline ? isOffline(hub) : undefined;

  const elseFromCache = async <T>(
    ask: () => Promise<T>,
    recall: () => Promise<T | undefined>,
  ): Promise<T> => {
    if (!away) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof HubError && (error.trouble === "unreachable" || error.trouble === "busy")))
          throw error;
        away = error;
      }
    }
    const recalled = await recall();
    if (recalled === undefined) throw away;
    return recalled;
  };

  const commit = isCommit(revision)
    ? revision
    : await elseFromCache(
        () => askCommit(hub),
        () => cache.commitOf(revision),
      );
  let files = await cache.listing(commit);
  const isKept = files !== undefined;
  let partial = false;
  files ??= await elseFromCache(
    () => askListing(hub, commit),
    async () => {
      partial = true;
      const found = await cache.snapshotListing(commit);
      return found.length > 0 ? found : undefined;
    },
  );

  const fetch = async (file: RepoFile): Promise<string> => {
    checkName(file.path, id);
    const found = await cache.find(commit, file);
    if (found !== undefined) return found;
    if (away) {
      const message = `${id}: ${file.path} is not in the cache ${cache.folder}, and the Hub cannot be reached; connect and run this again`;
      throw new HubError("unreachable", message);
    }
    return downloadFile(hub, cache, commit, file, (loaded) =>
      onProgress?.({ file: file.path, loaded, total: file.size }),
    );
  };
  const listed = files;
  const remember = async (): Promise<void> => {
    if (!isKept && !partial) await cache.rememberListing(commit, listed);
    await cache.rememberCommit(revision, commit);
  };
  return { revision, commit, files, partial, fetch, remember };
}

function isOffline({ id, revision, settings }: HubConnection): HubError {
  const message = `${id} at ${revision} is not in the cache ${settings.cacheDir}, and HF_HUB_OFFLINE is set; unset it, or give a local file or folder`;
  return new HubError("unreachable", message);
}

import { HubError } from "./refusal.ts";
import { contradiction, isCommit, isRecord, type RepoFile, repoFile } from "./repoFile.ts";
import { apiFetch, type HubConnection } from "./request.ts";

/** The commit that the revision stands at now. */
export async function askCommit(hub: HubConnection): Promise<string> {
  const { datasetInfo } = await import("@huggingface/hub");
  const { sha } = await datasetInfo({
    name: hub.id,
    revision: hub.revision,
    additionalFields: ["sha"],
    hubUrl: hub.settings.endpoint,
    fetch: apiFetch(hub, (answer) => (isRecord(answer) ? undefined : "does not describe the data set")),
  });
  if (typeof sha === "string" && isCommit(sha)) return sha;
  throw new HubError(
    "broken",
    `${hub.id}: ${hub.settings.endpoint} names no commit for ${hub.revision}; check HF_ENDPOINT`,
  );
}

/** Every file of the commit, page by page. Throws a HubError where the listing is none, or has no end. */
export async function askListing(hub: HubConnection, commit: string): Promise<RepoFile[]> {
  const { listFiles } = await import("@huggingface/hub");
  const { endpoint } = hub.settings;
  const { pages: mostPages, files: mostFiles, names: mostCharacters } = hub.limits;
  const pages = new Set<string>();
  const wrongPage = (answer: unknown, response: Response): string | undefined => {
    if (!Array.isArray(answer)) return "sends something else than a list of files";
    // The page itself, however it was reached, and those that it calls the next: none of them may come again.
    const next = /<([^>]+)>;\s+rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
    if (next === undefined) return undefined;
    if (next === response.url || pages.has(next)) return "sends a listing whose pages lead round in a circle";
    pages.add(response.url).add(next);
    return pages.size > mostPages ? `sends a listing of more than ${mostPages} pages` : undefined;
  };
  const entries = listFiles({
    repo: { type: "dataset", name: hub.id },
    revision: commit,
    recursive: true,
    hubUrl: endpoint,
    fetch: apiFetch(hub, wrongPage),
  });
  const files: RepoFile[] = [];
  let characters = 0;
  for await (const entry of entries as AsyncIterable<unknown>) {
    const wrong = (what: string) =>
      new HubError("broken", `${hub.id}: ${endpoint} lists ${what}; check HF_ENDPOINT and the proxy`);
    if (!isRecord(entry) || typeof entry.type !== "string")
      throw wrong("something that is no file or folder");
    if (entry.type !== "file") continue;
    const found = repoFile(entry);
    if (typeof found === "string") throw wrong(found);
    files.push(found);
    characters += found.path.length;
    if (files.length > mostFiles) throw wrong(`more than ${mostFiles} files`);
    if (characters > mostCharacters)
      throw wrong(`files whose names have more than ${mostCharacters} characters`);
  }
  const doubt = contradiction(files);
  if (doubt === undefined) return files;
  throw new HubError("broken", `${hub.id}: ${endpoint} lists ${doubt}; check HF_ENDPOINT and the proxy`);
}

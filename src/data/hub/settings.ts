import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../errors.ts";

/** Where the Hub is, who asks, and where its files are kept: the environment variables of Python's huggingface_hub. */
export interface HubSettings {
  /** HF_ENDPOINT, without a trailing slash */
  endpoint: string;
  /** the access token, and where it came from, so that an error can name it */
  token?: { value: string; source: string };
  /** HF_HUB_CACHE: one folder a repository, laid out as Python's huggingface_hub does */
  cacheDir: string;
  /** listings of commits that kiso has seen; outside `cacheDir`, so that Python's scan finds nothing strange there */
  listingDir: string;
  /** HF_HUB_OFFLINE: no request at all */
  offline: boolean;
  /** HF_HUB_DOWNLOAD_TIMEOUT: how long a connection may give no byte */
  stallMs: number;
}

const DEFAULT_STALL_MS = 30_000;

export async function hubSettings(token: string | undefined, env: NodeJS.ProcessEnv): Promise<HubSettings> {
  const home =
    expand(env.HF_HOME) ?? join(expand(env.XDG_CACHE_HOME) ?? join(homedir(), ".cache"), "huggingface");
  const found = await findToken(token, env, home);
  return {
    endpoint: endpoint(env.HF_ENDPOINT),
    token: found,
    cacheDir: expand(env.HF_HUB_CACHE) ?? expand(env.HUGGINGFACE_HUB_CACHE) ?? join(home, "hub"),
    listingDir: join(home, "kiso", "listings"),
    offline: isTrue(env.HF_HUB_OFFLINE),
    stallMs: stallTime(env.HF_HUB_DOWNLOAD_TIMEOUT),
  };
}

function endpoint(value: string | undefined): string {
  const url = (value || "https://huggingface.co").replace(/\/+$/, "");
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw new UserError(
      `HF_ENDPOINT is "${value}", which is no web address; write it as https://huggingface.co`,
    );
  }
  return url;
}

/** The first of: the argument, HF_TOKEN, the file that `hf auth login` writes. */
async function findToken(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
  home: string,
): Promise<HubSettings["token"]> {
  const path = expand(env.HF_TOKEN_PATH) ?? join(home, "token");
  const candidates = [
    { value: given, source: "the token option" },
    { value: env.HF_TOKEN, source: "HF_TOKEN" },
    { value: env.HUGGING_FACE_HUB_TOKEN, source: "HUGGING_FACE_HUB_TOKEN" },
    { value: await readIfThere(path), source: path },
  ];
  for (const { value, source } of candidates) {
    const trimmed = value?.trim();
    if (!trimmed) continue;
    if (!/^[\x21-\x7e]+$/.test(trimmed)) {
      throw new UserError(
        `the Hub token in ${source} holds a space or a character outside ASCII; copy it again`,
      );
    }
    return { value: trimmed, source };
  }
  return undefined;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined; // no token file, or one that is not ours to read: ask the Hub without a token
  }
}

function stallTime(seconds: string | undefined): number {
  if (!seconds) return DEFAULT_STALL_MS;
  const ms = Number(seconds) * 1000;
  if (!(ms > 0))
    throw new UserError(`HF_HUB_DOWNLOAD_TIMEOUT is "${seconds}"; give a number of seconds above 0`);
  return ms;
}

function isTrue(value: string | undefined): boolean {
  return ["1", "ON", "YES", "TRUE"].includes((value ?? "").toUpperCase());
}

function expand(path: string | undefined): string | undefined {
  if (!path) return undefined;
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}

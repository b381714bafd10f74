import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { UserError } from "../../errors.ts";
import { cacheFault, HubCache } from "./cache.ts";
import { type CardConfig, cardConfigs, defaultConfig } from "./card.ts";
import { HubError } from "./refusal.ts";
import type { HubConnection } from "./request.ts";
import { hubSettings } from "./settings.ts";
import { openSnapshot, type Progress, type Snapshot } from "./snapshot.ts";
import {
  configsOfConversion,
  missingShard,
  READABLE,
  type Splits,
  splitsByName,
  splitsByPattern,
  splitsOfConversion,
} from "./splits.ts";

export interface DownloadOptions {
  /** only this split's files; otherwise all of them */
  split?: string;
  /** a branch, tag or commit; "main" when absent */
  revision?: string;
  /** an access token; when absent HF_TOKEN, then the file that `hf auth login` writes */
  token?: string;
  onProgress?: (progress: Progress) => void;
}

export interface DownloadedDataset {
  /** `path` on this disk, `name` in the repository; by split (train, validation, test, others), then by name */
  files: { path: string; split: string; name: string }[];
  /** the commit: 40 hex digits */
  revision: string;
}

/** What a test puts in place of the machine's environment and of real seconds. */
export interface HubSurroundings {
  env?: NodeJS.ProcessEnv;
  wait?: (ms: number) => Promise<void>;
}

/** How many times in a row a request may fail: with the waits between them, half a minute. */
const ATTEMPTS = 6;
/** The branch where the Hub keeps its own Parquet copy of a data set. */
const CONVERTED = "refs/convert/parquet";
const IMAGES = [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"];

/**
 * The data files of a Hugging Face data set, brought into the cache that Python's huggingface_hub shares
 * (hubCache.ts). When they are asked for again: hubSnapshot.ts. Which files, of which split: hubSplits.ts.
 *
 * Throws a UserError of one line for what the user can mend: no such data set, revision or split, a private or gated
 * one (hubRefusal.ts), no network, no space.
 */
export async function downloadDataset(
  id: string,
  options: DownloadOptions = {},
  surroundings: HubSurroundings = {},
): Promise<DownloadedDataset> {
  const revision = options.revision ?? "main";
  checkId(id);
  checkRevision(revision, id);
  const settings = await hubSettings(options.token, surroundings.env ?? process.env);
  const wait = surroundings.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  try {
    return await download(
      { id, revision, settings, wait, attempts: ATTEMPTS },
      new HubCache(settings, id),
      options,
    );
  } catch (error) {
    throw cacheFault(error, settings);
  }
}

async function download(
  hub: HubConnection,
  cache: HubCache,
  options: DownloadOptions,
): Promise<DownloadedDataset> {
  const main = await openSnapshot(hub, cache, options.onProgress);
  const config = defaultConfig(await readCard(main, hub.id), hub.id);
  let [snapshot, splits] = [main, splitsOf(main, config)];
  if (splits.size === 0) {
    snapshot = await openConversion(hub, cache, main, options.onProgress);
    splits = conversionSplits(snapshot, config, hub.id);
  }
  if (options.split !== undefined) splits = onlySplit(splits, options.split, hub.id);

  const byName = new Map(snapshot.files.map((file) => [file.path, file]));
  if (snapshot.partial) checkShards([...splits.values()].flat(), hub.id);
  const files: DownloadedDataset["files"] = [];
  for (const [split, names] of splits) {
    for (const name of names) files.push({ path: await snapshot.fetch(byName.get(name)!), split, name });
  }
  // Last of all, so that a download that breaks leaves the branch at the commit whose files are whole.
  await cache.rememberCommit(main.revision, main.commit);
  await cache.rememberCommit(snapshot.revision, snapshot.commit);
  return { files, revision: snapshot.commit };
}

async function readCard(snapshot: Snapshot, id: string): Promise<CardConfig[]> {
  const card = snapshot.files.find((file) => file.path === "README.md");
  return card ? cardConfigs(await readFile(await snapshot.fetch(card), "utf8"), id) : [];
}

/** The card's patterns where it gives them, else the names in the configuration's folder. */
function splitsOf(snapshot: Snapshot, config: CardConfig | undefined): Splits {
  const names = snapshot.files.map((file) => file.path);
  if (config?.dataFiles) return splitsByPattern(names, config.dataFiles);
  if (!config?.dataDir) return splitsByName(names);
  const folder = `${config.dataDir}/`;
  const inside = names.filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length));
  return new Map(
    [...splitsByName(inside)].map(([split, files]) => [split, files.map((name) => folder + name)]),
  );
}

/** The Hub's Parquet copy, for a repository that holds its rows in some other way (a script, an archive). */
async function openConversion(
  hub: HubConnection,
  cache: HubCache,
  main: Snapshot,
  onProgress: DownloadOptions["onProgress"],
): Promise<Snapshot> {
  const extensions = main.files.map((file) => extname(file.path).toLowerCase());
  const images = extensions.filter((extension) => IMAGES.includes(extension));
  if (images.length > 0) {
    throw new UserError(
      `${hub.id} holds ${images.length} images (${images[0]}) and no table; download it and give the folder that has one folder of images for each class`,
    );
  }
  const others = [
    ...new Set(extensions.filter((extension) => extension !== "" && extension !== ".md")),
  ].sort();
  const held = others.length > 0 ? `; it holds ${others.join(", ")}` : "";
  const none = `${hub.id} at ${hub.revision} has no data file that kiso reads (${READABLE.join(", ")})${held}`;
  // The copy is made of main's newest commit: it is not what stands at any other revision.
  if (hub.revision !== "main") throw new UserError(none);
  try {
    return await openSnapshot({ ...hub, revision: CONVERTED }, cache, onProgress);
  } catch (error) {
    if (!(error instanceof HubError && error.trouble === "revision")) throw error;
    throw new UserError(`${none}, and the Hub has made no Parquet copy of it`);
  }
}

function conversionSplits(snapshot: Snapshot, config: CardConfig | undefined, id: string): Splits {
  const names = snapshot.files.map((file) => file.path);
  const configs = configsOfConversion(names);
  const chosen =
    config?.name ?? (configs.length === 1 ? configs[0] : configs.find((name) => name === "default"));
  const splits = splitsOfConversion(names, chosen ?? "");
  if (splits.size > 0) return splits;
  throw new UserError(
    configs.length === 0
      ? `${id}: the Hub's Parquet copy is empty; the Hub could not read this data set either`
      : `${id} has the configurations ${configs.join(", ")} and no default; download the files of one and give their folder`,
  );
}

function onlySplit(splits: Splits, split: string, id: string): Splits {
  const names = splits.get(split);
  if (names) return new Map([[split, names]]);
  throw new UserError(`${id} has no split "${split}"; it has: ${[...splits.keys()].join(", ")}`);
}

function checkShards(names: string[], id: string): void {
  const missing = missingShard(names);
  if (missing === undefined) return;
  throw new UserError(
    `${id}: ${missing} is not in the cache, and the Hub cannot be reached; connect and run this again`,
  );
}

/** huggingface_hub's rule for names: letters, digits, "-", "_", "."; no "--" and no ".."; 96 characters at most. */
function checkId(id: string): void {
  const parts = id.split("/");
  const wellFormed = parts.length === 2 && parts.every((part) => /^\w(?:[\w.-]{0,94}\w)?$/.test(part));
  if (wellFormed && !/--|\.\.|\.git$/.test(id)) return;
  throw new UserError(
    `"${id}" is no data set on the Hub: write OWNER/NAME, such as scikit-learn/iris (and no local path has this name)`,
  );
}

/** A revision becomes the path of a file under refs/. */
function checkRevision(revision: string, id: string): void {
  const parts = revision.split("/");
  if (
    parts.every((part) => /^[\w@+=,#%(){}!$&';-][\w@+=,#%(){}!$&'.;-]*$/.test(part)) &&
    !revision.includes("..")
  )
    return;
  throw new UserError(`${id}: "${revision}" is no name of a revision; give a branch, a tag or a commit`);
}

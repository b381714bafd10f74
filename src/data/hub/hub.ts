import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { asProgram, type Spell, UserError } from "../../errors.ts";
import { fileKind } from "../listing/fileKinds.ts";
import { type DataFile, filesOf } from "../listing/folder.ts";
import type { UnreadFile } from "../listing/walk.ts";
import { append } from "../numbers/lists.ts";
import { cacheFault, HubCache } from "./cache.ts";
import { type CardConfig, cardConfigs, chosenConfig, configNote, noConfig, severalConfigs } from "./card.ts";
import { globPattern } from "./glob.ts";
import { type HubLimits, unheardLimits, usualLimits } from "./limits.ts";
import { HubError } from "./refusal.ts";
import type { HubConnection } from "./request.ts";
import { hubSettings } from "./settings.ts";
import { openSnapshot, type Progress, type Snapshot } from "./snapshot.ts";
import {
  configsOfConversion,
  type HubParts,
  isHidden,
  missingShard,
  partsOfConfig,
  READABLE,
  type Splits,
  splitsOfConversion,
} from "./splits.ts";

export interface DownloadOptions {
  /** only this split's files; otherwise all of them */
  split?: string | undefined;
  /** a branch, tag or commit; "main" when absent */
  revision?: string | undefined;
  /** an access token; when absent HF_TOKEN, then the file that `hf auth login` writes */
  token?: string | undefined;
  /** of a data set with several configurations, the one to read; the default when absent */
  config?: string | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** when aborted, the download ends at once, also while it waits, and throws the signal's reason */
  signal?: AbortSignal | undefined;
  /** how remarks spell settings */
  spell?: Spell | undefined;
}

export interface DownloadedDataset {
  /** `path` on this disk, `name` in the repository; by split (train, validation, test, others), then by name */
  files: DataFile[];
  /** the commit: 40 hex digits */
  revision: string;
  /** the repository's other files, each with the reason */
  unread: UnreadFile[];
  /** readings that could have gone another way, a line each */
  notes: string[];
  /** where the repository is of pictures: the folder that holds them on this disk, and what lies in it */
  pictures?: { folder: string; names: string[] };
}

/** What a test puts in place of the machine's environment and of real seconds. */
export interface HubSurroundings {
  env?: NodeJS.ProcessEnv;
  wait?: (ms: number) => Promise<void>;
  limits?: Partial<HubLimits>;
}

/** How many times in a row a request may fail: with the waits between them, half a minute. */
const ATTEMPTS = 6;
/** The branch where the Hub keeps its own Parquet copy of a data set. */
const CONVERTED = "refs/convert/parquet";

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
  const { signal } = options;
  signal?.throwIfAborted();
  const wait = surroundings.wait ?? ((ms: number) => pause(ms, signal));
  const hub: HubConnection = {
    id,
    revision,
    settings,
    wait,
    signal,
    attempts: ATTEMPTS,
    limits: { ...(options.onProgress ? usualLimits : unheardLimits), ...surroundings.limits },
    waited: { ms: 0 },
    say: (waiting) => options.onProgress?.({ file: "", loaded: 0, waiting }),
  };
  try {
    return await download(hub, new HubCache(settings, id), options);
  } catch (error) {
    throw cacheFault(error, settings);
  }
}

/** Waits, unless it is aborted. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", ended);
      resolve();
    }, ms);
    const ended = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    signal?.addEventListener("abort", ended, { once: true });
  });

async function download(
  hub: HubConnection,
  cache: HubCache,
  options: DownloadOptions,
): Promise<DownloadedDataset> {
  const { config: wanted, onProgress, spell = asProgram } = options;
  const main = await openSnapshot(hub, cache, onProgress);
  const configs = await readCard(main, hub);
  const config = chosenConfig(configs, hub.id, wanted);
  const notes = wanted === undefined ? configNote(configs, config, spell) : [];
  const fetchAll = async (from: Snapshot, names: readonly string[]) => {
    const byName = new Map(from.files.map((file) => [file.path, file]));
    return new Map(await side(names, async (name) => [name, await from.fetch(byName.get(name)!)] as const));
  };
  // Last of all, so that a download that breaks leaves the branch at the commit whose files are whole.
  const end = async <T extends object>(from: Snapshot, found: T) => {
    await main.remember();
    if (from !== main) await from.remember();
    return { ...found, revision: from.commit, notes };
  };

  let [snapshot, found] = [
    main,
    partsOfConfig(
      main.files.map((file) => file.path),
      config,
      hub.id,
    ),
  ];
  // A table that lists pictures is none of its own.
  const pictures = [...found.parts.values()].flat().every(isPictureList)
    ? picturesOf(main, config)
    : undefined;
  if (pictures) {
    await fetchAll(main, pictures);
    const folder = cache.snapshotFolder(main.commit);
    return end(main, { files: [], unread: [], pictures: { folder, names: pictures } });
  }
  if (found.parts.size === 0) {
    snapshot = await openConversion(hub, cache, main, onProgress);
    found = conversionParts(snapshot, { config, wanted }, hub.id);
  }
  const names = snapshot.files.map((file) => file.path);
  const asked = options.split === undefined ? found.parts : onlySplit(found.parts, options.split, hub.id);
  const read = [...asked.values()].flat();
  if (snapshot.partial) checkShards(read, hub.id);
  const paths = await fetchAll(snapshot, [...new Set(read)]);
  const why = new Map(found.why);
  for (const name of [...found.parts.values()].flat())
    if (!paths.has(name)) why.set(name, "of a split that was not asked for");
  const parts = { parts: asked, beside: new Map<string, string>(), why, notes: [] };
  const { files, unread } = filesOf(names, parts, (name) => ({ path: paths.get(name)!, name }));
  return end(snapshot, { files: [...files], unread: [...unread] });
}

/** So many files come at a time: each takes two requests, and pictures are many and small. */
const atOnce = 8;

/** Works on some items at a time, and gives what came of them in their order. Tables are few and large: those come one by one. */
async function side<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const width = items.length > 64 ? atOnce : 1;
  for (let start = 0; start < items.length; start += width)
    append(done, await Promise.all(items.slice(start, start + width).map(work)));
  return done;
}

async function readCard(snapshot: Snapshot, { id, limits }: HubConnection): Promise<CardConfig[]> {
  const card = snapshot.files.find((file) => file.path === "README.md");
  if (!card) return [];
  if (card.size <= limits.card) return cardConfigs(await readFile(await snapshot.fetch(card), "utf8"), id);
  throw new UserError(
    `${id}: its README.md has ${card.size} bytes, more than the ${limits.card} of a card; ask the owner to mend it, or download the files and give their folder`,
  );
}

/** The Hub's list of a folder's pictures and what is known of each. */
const isPictureList = (name: string): boolean => /(^|\/)metadata\.(csv|jsonl|parquet)$/.test(name);

/** The pictures of a repository that holds no table, and the lists that tell their classes; undefined where it holds none. */
function picturesOf({ files }: Snapshot, config: CardConfig | undefined): string[] | undefined {
  const names = files.map((file) => file.path).filter((name) => !isHidden(name));
  const patterns = config?.dataFiles && [...config.dataFiles.values()].flat().map(globPattern);
  const lists = names.filter(isPictureList);
  const pictures = names.filter(
    (name) =>
      fileKind(name).is === "picture" &&
      (patterns
        ? patterns.some((one) => one.test(name))
        : name.startsWith(config?.dataDir ? `${config.dataDir}/` : "")),
  );
  return pictures.length > 0 ? [...pictures, ...lists] : undefined;
}

/** The Hub's Parquet copy, for a repository that holds its rows in some other way (a script, an archive). */
async function openConversion(
  hub: HubConnection,
  cache: HubCache,
  main: Snapshot,
  onProgress: DownloadOptions["onProgress"],
): Promise<Snapshot> {
  const extensions = main.files.map((file) => extname(file.path).toLowerCase());
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

function conversionParts(
  snapshot: Snapshot,
  { config, wanted }: { config: CardConfig | undefined; wanted: string | undefined },
  id: string,
): HubParts {
  const names = snapshot.files.map((file) => file.path);
  const configs = configsOfConversion(names);
  if (wanted !== undefined && !configs.includes(wanted)) throw noConfig(id, wanted, configs);
  const chosen =
    wanted ??
    config?.name ??
    (configs.length === 1 ? configs[0] : configs.find((name) => name === "default"));
  const parts = splitsOfConversion(names, chosen ?? "");
  if (parts.size > 0) return { parts, why: new Map(names.map((name) => [name, "of another configuration"])) };
  if (configs.length > 0) throw severalConfigs(id, configs);
  throw new UserError(`${id}: the Hub's Parquet copy is empty; the Hub could not read this data set either`);
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

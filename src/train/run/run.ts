import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, open, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SettingError, UserError } from "../../errors.ts";
import { inShell, makeFolder, readText, syncFolder, writeError, writeFileAtomic } from "../../files.ts";
import { Watch } from "../doctor/watch.ts";
import type { Checkpoint } from "../fit/checkpoint.ts";
import type { Keeper } from "../fit/learn.ts";
import { isPlain } from "../fit/plan.ts";
import type { EpochReport } from "../fit/report.ts";
import { checkExperiment, strangeEntry } from "./checkExperiment.ts";
import { encodeCheckpoint, readCheckpoint } from "./checkpoint.ts";
import type { Experiment } from "./experiment.ts";
import { EpochHistory } from "./history.ts";
import { isAbandoned, takeLock } from "./lock.ts";
import { type Metric, metricOf, score } from "./metric.ts";
import { hashOfLines, linesOf, readMetrics } from "./metricsFile.ts";
import type { CrossValidated } from "./validated.ts";

const formatVersion = 1;
const lockName = ".lock";
const parts = ["checkpoint", "plots"];

/** What is known of a run when it is taken up. */
interface Found {
  history?: EpochHistory;
  from?: Checkpoint | undefined;
  passedOver?: readonly string[];
  validated?: CrossValidated | undefined;
  stated?: readonly string[] | undefined;
  watch?: Watch | undefined;
}

/**
 * A run's folder: config.json (all that is needed to repeat it), metrics.jsonl, checkpoint/ (latest, the one before
 * it, and best). Files are replaced whole, so a killed training leaves the last whole ones; `resumeRun` goes on from
 * them. One process at a time holds a run: it makes or resumes it, calls `begin` before it trains, and `release` at the end.
 */
export class Run implements Keeper {
  /** What may be lost of a long training, in seconds. */
  every = 5;
  /** Whether this process made the folder. */
  isMade = false;
  /** what was measured after each epoch */
  readonly history: EpochHistory;
  readonly from: Checkpoint | undefined;
  /** why newer checkpoints than `from` were passed over */
  readonly passedOver: readonly string[];
  /** what cross-validation came to, where the settings were cross-validated before */
  readonly validated: CrossValidated | undefined;
  /** settings of the training that were asked for, by name: the doctor may advise to leave them out */
  readonly stated: readonly string[];
  /** of the weights */
  readonly watch: Watch;
  #bestScore = Number.NEGATIVE_INFINITY;
  #bestSoFar: Checkpoint | undefined;
  #saved = performance.now();
  /** how many of the epochs stand in the file, and since when */
  #written = 0;
  #writtenAt = performance.now();
  /** whether the file's name may still be lost with the power */
  #isNew = false;
  /** over the lines of so many epochs */
  #hashed = { epochs: 0, sha256: createHash("sha256") };

  constructor(
    readonly folder: string,
    readonly experiment: Experiment,
    /** Gives the folder back to other processes. */
    readonly release: () => void,
    {
      history = new EpochHistory(),
      from,
      passedOver = [],
      validated,
      stated = [],
      watch = new Watch(),
    }: Found = {},
  ) {
    this.history = history;
    this.from = from;
    this.passedOver = passedOver;
    this.validated = validated;
    this.stated = stated;
    this.watch = watch;
    for (const metric of history) if (score(metric) > this.#bestScore) this.#bestScore = score(metric);
  }

  /** The epochs as objects, as metrics.jsonl holds them. */
  get metrics(): Metric[] {
    return [...this.history];
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Makes the folder ready to be written; until then a resumed one is as it was found. */
  async begin(): Promise<void> {
    for (const part of parts) await guarded(this.path(part), makeFolder);
    await sweep(this.folder);
    // What was noted after the checkpoint will be noted again.
    const path = this.path("metrics.jsonl");
    this.#isNew = this.history.length === 0 && !existsSync(path);
    if (this.#isNew) await guarded(path, () => writeFile(path, ""));
    else await writeFileAtomic(path, encoded(linesOf(this.history)));
    this.#written = this.history.length;
    this.#saved = this.#writtenAt = performance.now();
  }

  /** Takes the folder away where it was made for a training that never began; one that holds anything of a training stays. */
  async discard(): Promise<void> {
    if (!this.isMade || this.history.length > 0) return;
    const own = ["config.json", "metrics.jsonl", lockName, ...parts];
    const within = async (...part: string[]) => readdir(this.path(...part)).catch(() => []);
    if ((await within()).some((name) => !own.includes(name))) return;
    for (const part of parts) if ((await within(part)).length > 0) return;
    this.release();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Whether all was written: the README comes last. */
  get isFinished(): boolean {
    return existsSync(this.path("README.md"));
  }

  due(): boolean {
    return performance.now() - this.#saved >= this.every * 1000;
  }

  /**
   * Notes an epoch; the checkpoint follows when it is due, and at the end. Epochs that take milliseconds are written
   * together, a few times a second, and always before a checkpoint.
   */
  async record(report: EpochReport): Promise<void> {
    this.note(report);
    if (report.last || this.due()) await this.keep(report.checkpoint());
    else if (performance.now() - this.#writtenAt >= 200) await this.#writeMetrics();
  }

  /** Notes an epoch in memory. The caller that notes the last one keeps its checkpoint. */
  note(report: EpochReport): void {
    const metric = metricOf(report);
    this.history.push(metric);
    if (score(metric) > this.#bestScore) {
      this.#bestScore = score(metric);
      this.#bestSoFar = report.checkpoint();
    }
  }

  /** Writes the latest checkpoint, and keeps the one before it until this one is whole. */
  async keep(checkpoint: Checkpoint): Promise<void> {
    const path = (name: string) => this.path("checkpoint", `${name}.safetensors`);
    if (this.#bestSoFar) await writeFileAtomic(path("best"), encodeCheckpoint(this.#bestSoFar));
    this.#bestSoFar = undefined;
    // A checkpoint never stands on the disk before the metrics of its epochs.
    if (checkpoint.epochs > 0) await this.#writeMetrics({ flush: true });
    const { epochs, step } = checkpoint;
    const { way, before } = this.watch;
    const begin = step > 0 ? before : {};
    const bytes = encodeCheckpoint(checkpoint, { metrics: this.#hashOf(epochs), way, begin });
    await writeFileAtomic(path("latest"), bytes, { previous: path("previous") });
    this.#saved = performance.now();
  }

  /** The hash of the metrics of so many epochs. Those of earlier checkpoints are not hashed again: a run may have a million. */
  #hashOf(epochs: number): string {
    if (epochs < this.#hashed.epochs) return hashOfLines(this.history, epochs);
    for (const lines of linesOf(this.history, this.#hashed.epochs, epochs)) this.#hashed.sha256.update(lines);
    this.#hashed.epochs = epochs;
    return this.#hashed.sha256.copy().digest("hex");
  }

  /** Appends the epochs that are not in the file yet; with `flush`, all of it is on the disk then. */
  async #writeMetrics({ flush = false } = {}): Promise<void> {
    await guarded(this.path("metrics.jsonl"), async (path) => {
      const file = await open(path, "a");
      try {
        for (const lines of linesOf(this.history, this.#written)) await file.writeFile(lines);
        this.#written = this.history.length;
        if (flush) await file.sync();
      } finally {
        await file.close();
      }
      if (flush && this.#isNew) await syncFolder(this.folder);
      if (flush) this.#isNew = false;
    });
    this.#writtenAt = performance.now();
  }
}

/** A new run in `folder`, which must not exist yet, or be empty. */
export async function createRun(folder: string, experiment: Experiment): Promise<Run> {
  if (typeof folder !== "string" || typeof experiment?.network !== "object")
    throw new UserError(
      "createRun takes a folder and the experiment, a plan and its data: createRun(folder, experiment)",
    );
  if (!isPlain(experiment))
    throw new UserError(
      "createRun: a run's config.json holds names and numbers, no layers or functions; train such a plan with fit, and keep its checkpoints yourself",
    );
  return beginRun({ folder, experiment });
}

/** The same, of an experiment whose settings may have been cross-validated before, with those of them that were asked for. */
export async function beginRun({
  folder,
  experiment,
  validated,
  stated,
}: {
  folder: string;
  experiment: Experiment;
  validated?: CrossValidated | undefined;
  stated?: readonly string[] | undefined;
}): Promise<Run> {
  checkFree(folder);
  await guarded(folder, () => makeFolder(folder));
  const release = await takeLock(join(folder, lockName));
  try {
    checkFree(folder); // another process may have begun, and ended, a run here meanwhile
    const config = { format: "kiso-run", formatVersion, ...experiment, validated, stated };
    const json = JSON.stringify({ ...config, sha256: hashOf(config) }, null, 2);
    await writeFileAtomic(join(folder, "config.json"), `${json}\n`);
    const run = new Run(folder, experiment, release, { validated, stated });
    run.isMade = true;
    return run;
  } catch (error) {
    release();
    throw error;
  }
}

/** Says so if a run cannot be made in `folder`: before the training, not after it. */
export function checkFree(folder: string): void {
  if (!existsSync(folder)) return;
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch {
    throw new SettingError((say) => `${say("out", folder)} is a file, not a folder; name a new folder`);
  }
  if (entries.includes("config.json")) {
    throw new SettingError(
      (say) =>
        `${folder} already holds a run; name a new folder with ${say("out")}, or go on with it: ${say("resume")} ${inShell(folder)}`,
    );
  }
  // A run that was killed at its very beginning leaves nothing that anyone would miss.
  if (entries.some((name) => !/^\.(lock|config\.json)\b/.test(name)))
    throw new SettingError((say) => `${folder} is not empty; name a new folder with ${say("out")}`);
}

/** Makes the first of PREFIX-1, PREFIX-2, … that does not exist; processes that ask at once get one each. */
export async function nextFolder(prefix: string): Promise<string> {
  await guarded(dirname(prefix), makeFolder);
  for (let i = 1; ; i++) {
    const folder = `${prefix}-${i}`;
    if (existsSync(folder)) continue;
    if (await guarded(folder, () => mkdirNew(folder))) return folder;
  }
}

/** False where it is there already. */
async function mkdirNew(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** A run that was stopped, as its last whole checkpoint left it; where there is none, from its beginning. */
export async function resumeRun(folder: string): Promise<Run> {
  const { experiment, ...asked } = await readConfig(folder);
  const release = await takeLock(join(folder, lockName));
  try {
    const noted = await readMetrics(join(folder, "metrics.jsonl"));
    const { from, passedOver, watch } = await lastWhole(folder, noted);
    noted.cut(from?.epochs ?? 0);
    return new Run(folder, experiment, release, { history: noted, from, passedOver, watch, ...asked });
  } catch (error) {
    release();
    throw error;
  }
}

/** What a run's config.json says: all that is needed to repeat it. */
export const readExperiment = async (folder: string): Promise<Experiment> =>
  (await readConfig(folder)).experiment;

interface Config {
  experiment: Experiment;
  validated: CrossValidated | undefined;
  stated: readonly string[] | undefined;
}

async function readConfig(folder: string): Promise<Config> {
  const configPath = join(folder, "config.json");
  if (!existsSync(configPath)) {
    throw new UserError(
      `${folder} holds no run (there is no ${configPath}); kiso train DATA --out ${inShell(folder)} begins one`,
    );
  }
  let config: Experiment &
    Partial<Record<"format" | "formatVersion" | "sha256" | "validated" | "stated", unknown>>;
  const json = await readText(configPath);
  try {
    config = JSON.parse(json) ?? {};
    JSON.stringify(config); // lists in lists, thousands deep, are read and cannot be written
  } catch {
    throw new UserError(`${configPath} is not JSON, so the run cannot go on; begin a new one`);
  }
  const { sha256, ...written } = config;
  const { format, formatVersion: version, validated, stated, ...experiment } = written;
  if (format !== "kiso-run")
    throw new UserError(`${configPath} is not a kiso run's: its "format" is ${JSON.stringify(format)}`);
  if (!Number.isInteger(version) || Number(version) > formatVersion) {
    throw new UserError(
      `${configPath} has format version ${version}, this kiso reads up to ${formatVersion}; update kiso`,
    );
  }
  checkExperiment(written, configPath);
  // An older run's has no hash; an entry that is no experiment's may be the hash with a changed name.
  if (sha256 === undefined ? strangeEntry(experiment) : sha256 !== hashOf(written))
    throw new UserError(
      `${configPath}: not as kiso wrote it; bring the run's own config.json back, or begin a new run; to go on with what you changed, leave out its entry "sha256"`,
    );
  return {
    experiment,
    validated: validated as CrossValidated | undefined,
    stated: stated as readonly string[] | undefined,
  };
}

/** One changed bit would be another training: the entries in their order, as JSON. */
const hashOf = (config: object): string => createHash("sha256").update(JSON.stringify(config)).digest("hex");

/** The newest checkpoint that is whole and whose epochs are all noted, and why newer ones were passed over. */
async function lastWhole(
  folder: string,
  noted: EpochHistory,
): Promise<{ from?: Checkpoint; passedOver: string[]; watch?: Watch }> {
  const passedOver: string[] = [];
  for (const name of ["latest", "previous"]) {
    const path = join(folder, "checkpoint", `${name}.safetensors`);
    try {
      const kept = await readCheckpoint(path);
      if (kept === undefined) continue;
      const { beside, ...from } = kept;
      const { metrics, begin, way } = beside;
      const { epochs, step } = from;
      if (epochs > noted.length)
        passedOver.push(`${path} is of epoch ${epochs}, but metrics.jsonl has only ${noted.length}`);
      else if (metrics !== undefined && metrics !== hashOfLines(noted, epochs))
        passedOver.push(`${path} is of epoch ${epochs}, but metrics.jsonl is not as it was then`);
      else return { from, passedOver, watch: new Watch(step === 0 ? from.state : way && begin, way) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      passedOver.push(error.message);
    }
  }
  return { passedOver };
}

/** Removes what killed processes had not finished writing, and locks that they took over from one another. */
async function sweep(folder: string): Promise<void> {
  for (const part of ["", ...parts]) {
    for (const entry of await readdir(join(folder, part), { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const { name } = entry;
      const path = join(folder, part, name);
      const takeover = name.startsWith(`${lockName}.`) && !name.endsWith(".tmp");
      if (takeover ? isAbandoned(path) : /^\..+\.([0-9a-f]{8}|[0-9a-f]{12})\.tmp$/.test(name))
        await rm(path, { force: true });
    }
  }
}

async function* encoded(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}

async function guarded<T>(path: string, write: (path: string) => Promise<T>): Promise<T> {
  try {
    return await write(path);
  } catch (error) {
    throw writeError(path, error);
  }
}

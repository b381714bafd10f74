import { existsSync, readdirSync } from "node:fs";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { writeError, writeFileAtomic } from "../files.ts";
import { decodeSafetensors, encodeSafetensors, type Tensors } from "../model/safetensors.ts";
import type { Experiment } from "./experiment.ts";
import type { Checkpoint, EpochReport } from "./fit.ts";

const formatVersion = 1;

/** What is kept between two checkpoints of a long training, in seconds. */
const checkpointEvery = 5;

/** One line of metrics.jsonl. */
export type Metric = Pick<EpochReport, "epoch" | "loss" | "accuracy" | "seconds">;

/**
 * A run's folder: config.json (all that is needed to repeat it), metrics.jsonl, checkpoint/ (latest and best).
 * Files are replaced whole, so a killed training leaves the last whole ones; `resumeRun` goes on from them.
 */
export class Run {
  private best = -1;
  private bestSoFar: Checkpoint | undefined;
  private saved = performance.now();

  constructor(
    readonly folder: string,
    readonly experiment: Experiment,
    readonly metrics: Metric[] = [],
    readonly from?: Checkpoint,
  ) {
    for (const { accuracy } of metrics) this.best = Math.max(this.best, accuracy);
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Notes an epoch; the checkpoint follows when the last one is some seconds old, or at once with `last`. */
  async record(report: EpochReport, last: boolean): Promise<void> {
    const { epoch, loss, accuracy, seconds } = report;
    this.metrics.push({ epoch, loss, accuracy, seconds });
    await guarded(this.path("metrics.jsonl"), (path) =>
      appendFile(path, `${JSON.stringify({ epoch, loss, accuracy, seconds })}\n`),
    );
    const due = last || performance.now() - this.saved > checkpointEvery * 1000;
    if (accuracy > this.best) {
      this.best = accuracy;
      this.bestSoFar = report.checkpoint();
    }
    if (!due) return;
    if (this.bestSoFar) await this.save("best", this.bestSoFar);
    this.bestSoFar = undefined;
    await this.save("latest", report.checkpoint());
    this.saved = performance.now();
  }

  /** Keeps the last good state of a training that broke down. */
  keep(state: Tensors): Promise<void> {
    const epochs = this.metrics.length;
    return this.save("latest", { epochs, state, seconds: this.metrics.at(-1)?.seconds ?? 0 });
  }

  save(name: "latest" | "best", { epochs, seconds, state }: Checkpoint): Promise<void> {
    const metadata = { format: "kiso-checkpoint", epochs: String(epochs), seconds: String(seconds) };
    return writeFileAtomic(
      this.path("checkpoint", `${name}.safetensors`),
      encodeSafetensors(state, metadata),
    );
  }
}

/** A new run in `folder`, which must not exist yet, or be empty. */
export async function createRun(folder: string, experiment: Experiment): Promise<Run> {
  checkFree(folder);
  for (const part of ["checkpoint", "plots"]) {
    await guarded(folder, () => mkdir(join(folder, part), { recursive: true }));
  }
  const config = { format: "kiso-run", formatVersion, ...experiment };
  await writeFileAtomic(join(folder, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
  return new Run(folder, experiment);
}

/** Says so if a run cannot be made in `folder`: before the training, not after it. */
export function checkFree(folder: string): void {
  if (!existsSync(folder)) return;
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch {
    throw new UserError(`--out ${folder} is a file, not a folder; name a new folder`);
  }
  if (entries.includes("config.json")) {
    throw new UserError(
      `${folder} already holds a run; name a new folder with --out, or go on with it: --resume ${folder}`,
    );
  }
  if (entries.length > 0) throw new UserError(`${folder} is not empty; name a new folder with --out`);
}

/** The first of PREFIX-1, PREFIX-2, … that does not exist. */
export function freeFolder(prefix: string): string {
  for (let i = 1; ; i++) if (!existsSync(`${prefix}-${i}`)) return `${prefix}-${i}`;
}

/** A run that was stopped, as its last checkpoint left it; where there is none yet, from its beginning. */
export async function resumeRun(folder: string): Promise<Run> {
  const configPath = join(folder, "config.json");
  if (!existsSync(configPath)) {
    throw new UserError(
      `${folder} holds no run (there is no ${configPath}); kiso train DATA --out ${folder} begins one`,
    );
  }
  let config: Experiment & { format?: string; formatVersion?: number };
  try {
    config = JSON.parse(await readFile(configPath, "utf8"));
  } catch {
    throw new UserError(`${configPath} is not JSON, so the run cannot go on; begin a new one`);
  }
  const { format, formatVersion: version, ...experiment } = config;
  if (format !== "kiso-run")
    throw new UserError(`${configPath} is not a kiso run's: its "format" is ${JSON.stringify(format)}`);
  if (version === undefined || version > formatVersion) {
    throw new UserError(
      `${configPath} has format version ${version}, this kiso reads up to ${formatVersion}; update kiso`,
    );
  }
  const from = await readCheckpoint(join(folder, "checkpoint", "latest.safetensors"));
  const metrics = await readMetrics(join(folder, "metrics.jsonl"), from?.epochs ?? 0);
  return new Run(folder, experiment, metrics, from);
}

async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  if (!existsSync(path)) return undefined;
  const { tensors, metadata } = decodeSafetensors(await readFile(path), path);
  return { epochs: Number(metadata.epochs), seconds: Number(metadata.seconds), state: tensors };
}

/** The metrics up to the checkpoint; what was written after it will be written again, and is taken out of the file. */
async function readMetrics(path: string, epochs: number): Promise<Metric[]> {
  if (!existsSync(path)) return [];
  const lines = (await readFile(path, "utf8")).split("\n").slice(0, epochs);
  await writeFileAtomic(path, lines.map((line) => `${line}\n`).join(""));
  return lines.map((line) => JSON.parse(line));
}

async function guarded<T>(path: string, write: (path: string) => Promise<T>): Promise<T> {
  try {
    return await write(path);
  } catch (error) {
    throw writeError(path, error);
  }
}

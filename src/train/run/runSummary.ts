import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { notedIn } from "./checkpoint.ts";
import type { Experiment } from "./experiment.ts";
import type { EpochHistory } from "./history.ts";
import type { Metric } from "./metric.ts";
import { hashOfLines, readMetrics } from "./metricsFile.ts";
import { type RunResult, readResult } from "./result.ts";
import { readExperiment } from "./run.ts";

/** What a run's folder says of itself, without its weights. */
export interface RunSummary {
  folder: string;
  experiment: Experiment;
  /** what was measured after each epoch */
  history: EpochHistory;
  /** the same as objects */
  readonly metrics: readonly Metric[];
  /** of the epoch whose parameters the model has (with patience the best, else the last); none before the first */
  result?: Metric;
  finished: boolean;
  /** what the finished model came to, by what its task is judged by; nothing of a run of an earlier kiso */
  worth?: RunResult | undefined;
}

export async function summarise(folder: string): Promise<RunSummary> {
  const experiment = await readExperiment(folder);
  const { training } = experiment;
  // The checkpoint first: of a run that is being written its metrics are on the disk before it.
  const latest = join(folder, "checkpoint", "latest.safetensors");
  const noted = await notedIn(latest);
  const path = join(folder, "metrics.jsonl");
  const history = await readMetrics(path);
  if (noted && noted.metrics !== hashOfLines(history, noted.epochs))
    throw new UserError(
      `${path}: not as kiso wrote it, says ${latest} after epoch ${noted.epochs}; bring the run's own back, or train again`,
    );
  const result = training.patience === undefined ? history.at(-1) : lowest(history);
  const finished = existsSync(join(folder, "README.md"));
  return {
    folder,
    experiment,
    history,
    get metrics() {
      return [...history];
    },
    result,
    finished,
    worth: await readResult(folder),
  };
}

/** The first epoch of the lowest validation loss. */
function lowest(history: EpochHistory): Metric | undefined {
  const losses = history.column("validationLoss").map((loss) => (Number.isNaN(loss) ? Infinity : loss));
  return history.at(losses.indexOf(losses.reduce((a, b) => Math.min(a, b), Infinity)));
}

export interface RunList {
  runs: RunSummary[];
  /** folders that are no runs, or no whole ones */
  skipped: { folder: string; why: string }[];
}

/** The run in `folder`, or else the runs in the folders inside it. */
export async function findRuns(folder: string): Promise<RunList> {
  if (!existsSync(folder))
    throw new UserError(`there is no folder ${folder}; kiso train writes its runs to runs/`);
  if (!statSync(folder).isDirectory()) throw new UserError(`${folder} is a file; name a folder of runs`);
  if (existsSync(join(folder, "config.json"))) return { runs: [await summarise(folder)], skipped: [] };
  const list: RunList = { runs: [], skipped: [] };
  // A link to a run is one too.
  const isFolder = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory();
  const names = readdirSync(folder).filter(isFolder);
  for (const name of names.sort(new Intl.Collator("en", { numeric: true }).compare)) {
    const inside = join(folder, name);
    try {
      if (!existsSync(join(inside, "config.json")))
        throw new UserError("it holds no run (there is no config.json)");
      list.runs.push(await summarise(inside));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      list.skipped.push({ folder: inside, why: error.message });
    }
  }
  return list;
}

/** Where two plain values differ: paths such as `training.batch`, each with both values (undefined where one lacks it). */
export function differences(a: unknown, b: unknown, path = ""): Record<string, [unknown, unknown]> {
  if (JSON.stringify(a) === JSON.stringify(b)) return {};
  if (!isTable(a) || !isTable(b)) return { [path]: [a, b] };
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const inside = keys.map((key) => differences(a[key], b[key], path ? `${path}.${key}` : key));
  return Object.fromEntries(inside.flatMap((found) => Object.entries(found)));
}

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

import { basename } from "node:path";
import { checkNames } from "../errors.ts";
import { isEmbedding } from "../nn/losses/objectives.ts";
import { type CurvePanel, curvesChart } from "../plot/charts/curves.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import type { Metric } from "../train/run/metric.ts";
import type { JudgedFigure } from "../train/run/result.ts";
import { differences, findRuns, type RunList, type RunSummary, summarise } from "../train/run/runSummary.ts";

/**
 * What runs are ordered by, the best first. `best`: runs of the same data and task together, in the order of what that task is
 * judged by. Of a regression, R² is what accuracy is of a classifier.
 */
export type RunOrder = "best" | "accuracy" | "loss" | "seconds";

/** Larger is better. */
const merit: Readonly<Record<Exclude<RunOrder, "best">, (metric: Metric) => number>> = {
  accuracy: ({ accuracy, r2 }) => accuracy ?? r2 ?? Number.NEGATIVE_INFINITY,
  loss: ({ loss }) => -loss,
  seconds: ({ seconds }) => -seconds,
};

export interface ListRunsOptions {
  /** a run's folder, or one of runs; runs when left out */
  folder?: string;
  /** best when left out */
  sort?: RunOrder;
}

/** Runs of the same data and task, which one figure judges. */
export interface RunGroup {
  /** the data, as it was named */
  data: string;
  task: "classes" | "number" | "distances";
  /** the column that is learned, where it was named */
  label?: string | undefined;
  /** the class that is to be found */
  positive?: string | undefined;
  by: JudgedFigure;
  /** the best first */
  runs: readonly RunSummary[];
}

/** The runs of a folder, and which of them can be compared. */
export interface ListedRuns extends RunList {
  groups: readonly RunGroup[];
}

/** The runs in a folder, the best first, and the folders that are none: `(await listRuns({ sort: "loss" })).runs[0]`. */
export async function listRuns(options: ListRunsOptions = {}): Promise<ListedRuns> {
  checkNames("listRuns", options, ["folder", "sort"]);
  const { folder = "runs", sort = "best" } = options;
  const { runs, skipped } = await findRuns(folder);
  if (sort === "best") {
    const groups = groupsOf(runs, (some, by) => ranked(some, (run) => worthOf(run, by)));
    return { runs: groups.flatMap((group) => group.runs), skipped, groups };
  }
  const rank = ({ result }: RunSummary) => {
    const found = result ? merit[sort](result) : Number.NaN;
    return Number.isNaN(found) ? Number.NEGATIVE_INFINITY : found;
  };
  const sorted = ranked(runs, rank);
  return { runs: sorted, skipped, groups: groupsOf(sorted, (some) => some) };
}

/** The most first. A stable sort: runs of the same merit stay in the order of their names. */
function ranked(runs: readonly RunSummary[], rank: (run: RunSummary) => number): RunSummary[] {
  const ranks = new Map(runs.map((run) => [run, rank(run)]));
  return runs.toSorted((a, b) => (ranks.get(a) === ranks.get(b) ? 0 : ranks.get(b)! - ranks.get(a)!));
}

/** Those that are measured on what they learned from come last. */
function worthOf(run: RunSummary, by: JudgedFigure): number {
  const figure = figureOf(run, by);
  if (figure === undefined || Number.isNaN(figure)) return Number.NEGATIVE_INFINITY;
  const merit = by === "missed" ? -(figure + (run.worth?.overRejected ?? 0)) / 2 : figure;
  return run.worth?.onTrainingRows ? merit - 1e6 : merit;
}

/** A run's figure; of a run that is not finished, or of an earlier kiso, that of its last epoch. */
export function figureOf({ worth, result }: RunSummary, by: JudgedFigure): number | undefined {
  const last = by === "accuracy" || by === "r2" || by === "auroc" ? result?.[by] : undefined;
  return worth?.[by] ?? last;
}

function groupsOf(
  runs: readonly RunSummary[],
  order: (runs: readonly RunSummary[], by: JudgedFigure) => RunSummary[] | readonly RunSummary[],
): RunGroup[] {
  const found = new Map<string, { group: Omit<RunGroup, "by" | "runs">; runs: RunSummary[] }>();
  for (const run of runs) {
    const group = groupOf(run);
    const key = JSON.stringify(group);
    const same = found.get(key);
    if (same) same.runs.push(run);
    else found.set(key, { group, runs: [run] });
  }
  return Array.from(found.values(), ({ group, runs }) => {
    const by = judgedIn(group, runs);
    return { ...group, by, runs: order(runs, by) };
  });
}

function groupOf({ experiment: { data, positive, training, inspection } }: RunSummary) {
  const distances = isEmbedding(training.loss) || inspection !== undefined;
  const task = distances ? "distances" : data.task === "regress" ? "number" : "classes";
  return { data: data.source, task, label: data.label, positive: positive?.name } as const;
}

/** By the threshold that was asked for where all have one, since then its mistakes count; else by what all runs of the task have. */
function judgedIn(
  { task, positive }: Omit<RunGroup, "by" | "runs">,
  runs: readonly RunSummary[],
): JudgedFigure {
  if (task !== "classes") return task === "number" ? "r2" : "auroc";
  const known = runs.filter(({ worth }) => worth !== undefined);
  if (positive === undefined || known.length === 0) return "accuracy";
  return known.every(({ worth }) => worth!.by === "missed") ? "missed" : "averagePrecision";
}

export interface CompareRunsOptions {
  /** a run's folder */
  a: string;
  /** another */
  b: string;
  /** a file for both runs' curves in one picture: .png or .svg */
  out?: string;
}

/** Figures that a run may come to. */
export const resultNames = [
  "accuracy",
  "r2",
  "loss",
  "validationLoss",
  "validationAccuracy",
  "validationR2",
  "seconds",
] as const;
export type ResultName = (typeof resultNames)[number];

export interface ComparedRuns {
  /** settings that differ, by their path in config.json, of a and of b */
  settings: Record<string, [unknown, unknown]>;
  /** figures that one of them has; null where the other has none */
  results: Partial<Record<ResultName, [number | null, number | null]>>;
  /** epochs that were trained */
  epochs: [number, number];
}

/** What differs between two runs: `(await compareRuns({ a: "runs/iris-1", b: "runs/iris-2" })).settings`. */
export async function compareRuns(options: CompareRunsOptions): Promise<ComparedRuns> {
  checkNames("compareRuns", options, ["a", "b", "out"]);
  const { a, b, out } = options;
  if (out) checkChartPath(out);
  const [first, second] = [await summarise(a), await summarise(b)];
  const results: ComparedRuns["results"] = {};
  for (const name of resultNames) {
    const [x, y] = [first.result?.[name], second.result?.[name]];
    if (x !== undefined || y !== undefined) results[name] = [x ?? null, y ?? null];
  }
  if (out) await writeChart(out, await curvesChart({ panels: panels([first, second]) }), { dpi: 144 });
  return {
    settings: differences(first.experiment, second.experiment),
    results,
    epochs: [first.history.length, second.history.length],
  };
}

/** A panel for each figure that either run has of its epochs. */
function panels(runs: readonly RunSummary[]): CurvePanel[] {
  const folders = runs.map(({ folder }) => folder);
  const bases = folders.map((folder) => basename(folder));
  const names =
    new Set(bases).size === runs.length ? bases : folders.map((folder, i) => `${"ab"[i]}: ${folder}`);
  const wanted = [
    ["loss", "loss on the training rows"],
    ["validationLoss", "validation loss"],
    ["accuracy", "accuracy"],
    ["r2", "R²"],
  ] as const;
  return wanted.flatMap(([key, yLabel]) => {
    const series = runs.flatMap(({ history }, i) => {
      const values = history.column(key);
      const epochs = Float64Array.from(values, (_, epoch) => epoch).filter((epoch) =>
        Number.isFinite(values[epoch]),
      );
      return epochs.length === 0
        ? []
        : [{ name: names[i]!, x: epochs, y: epochs.map((epoch) => values[epoch]!) }];
    });
    const most = key === "accuracy" || key === "r2" ? 1 : undefined;
    return series.length > 0 ? [{ yLabel, series, most }] : [];
  });
}

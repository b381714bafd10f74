import { basename } from "node:path";
import { checkNames } from "../errors.ts";
import { type CurvePanel, curvesChart } from "../plot/charts/curves.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import type { Metric } from "../train/run/metric.ts";
import { differences, findRuns, type RunList, type RunSummary, summarise } from "../train/run/runSummary.ts";

/** What runs are ordered by, the best first; of a regression, R² is what accuracy is of a classifier. */
export type RunOrder = "accuracy" | "loss" | "seconds";

/** Larger is better. */
const merit: Readonly<Record<RunOrder, (metric: Metric) => number>> = {
  accuracy: ({ accuracy, r2 }) => accuracy ?? r2 ?? Number.NEGATIVE_INFINITY,
  loss: ({ loss }) => -loss,
  seconds: ({ seconds }) => -seconds,
};

export interface ListRunsOptions {
  /** a run's folder, or one of runs; runs when left out */
  folder?: string;
  /** accuracy when left out */
  sort?: RunOrder;
}

/** The runs in a folder, the best first, and the folders that are none: `(await listRuns({ sort: "loss" })).runs[0]`. */
export async function listRuns(options: ListRunsOptions = {}): Promise<RunList> {
  checkNames("listRuns", options, ["folder", "sort"]);
  const { folder = "runs", sort = "accuracy" } = options;
  const { runs, skipped } = await findRuns(folder);
  const rank = ({ result }: RunSummary) => {
    const found = result ? merit[sort](result) : Number.NaN;
    return Number.isNaN(found) ? Number.NEGATIVE_INFINITY : found;
  };
  const ranks = new Map(runs.map((run) => [run, rank(run)]));
  // A stable sort: runs of the same merit stay in the order of their names.
  runs.sort((a, b) => (ranks.get(a) === ranks.get(b) ? 0 : ranks.get(b)! - ranks.get(a)!));
  return { runs, skipped };
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

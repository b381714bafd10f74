import { existsSync } from "node:fs";
import { readText } from "../../files.ts";
import type { Metric } from "./metric.ts";

export const linesOf = (metrics: readonly Metric[]): string =>
  metrics.map((metric) => `${JSON.stringify(metric)}\n`).join("");

/** What a line holds: of any other name, it was damaged. */
const names: readonly string[] = [
  "epoch",
  "loss",
  "accuracy",
  "r2",
  "auroc",
  "validationLoss",
  "validationAccuracy",
  "validationR2",
  "validationAuroc",
  "seconds",
] satisfies (keyof Metric)[];

/** The epochs that are noted, up to the first line that is not whole. */
export async function readMetrics(path: string): Promise<Metric[]> {
  const metrics: Metric[] = [];
  if (!existsSync(path)) return metrics;
  for (const line of (await readText(path)).split("\n")) {
    try {
      const metric = JSON.parse(line, notFinite);
      if (
        metric.epoch !== metrics.length ||
        typeof metric.loss !== "number" ||
        !Object.keys(metric).every((key) => names.includes(key)) ||
        !Object.values(metric).every((value) => typeof value === "number")
      )
        break;
      metrics.push(metric);
    } catch {
      break;
    }
  }
  return metrics;
}

/** JSON has null for a number that is not finite: such a loss was too large, such a score is none. */
const notFinite = (key: string, value: unknown): unknown =>
  value !== null ? value : /loss$/i.test(key) ? Number.POSITIVE_INFINITY : Number.NaN;

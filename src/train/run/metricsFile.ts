import { existsSync } from "node:fs";
import { readText } from "../../files.ts";
import type { EpochReport } from "../fit/report.ts";

/** One line of metrics.jsonl. */
export interface Metric {
  epoch: number;
  loss: number;
  accuracy?: number;
  r2?: number;
  auroc?: number;
  validationLoss?: number;
  validationAccuracy?: number;
  validationR2?: number;
  validationAuroc?: number;
  seconds: number;
}

export const linesOf = (metrics: readonly Metric[]): string =>
  metrics.map((metric) => `${JSON.stringify(metric)}\n`).join("");

/** The line of an epoch; scores that it does not have are undefined, and left out of the file. */
export function metricOf({ epoch, loss, accuracy, r2, auroc, validation, seconds }: EpochReport): Metric {
  return {
    epoch,
    loss,
    accuracy,
    r2,
    auroc,
    validationLoss: validation?.loss,
    validationAccuracy: validation?.accuracy,
    validationR2: validation?.r2,
    validationAuroc: validation?.auroc,
    seconds,
  };
}

/** What the best epoch has most of: the lowest validation loss; without validation rows, accuracy, R² or AUROC. */
export const score = ({ accuracy, r2, auroc, validationLoss, loss }: Metric): number =>
  validationLoss === undefined ? (accuracy ?? r2 ?? auroc ?? -loss) : -validationLoss;

/** The epochs that are noted, up to the first line that is not whole. */
export async function readMetrics(path: string): Promise<Metric[]> {
  const metrics: Metric[] = [];
  if (!existsSync(path)) return metrics;
  for (const line of (await readText(path)).split("\n")) {
    try {
      const metric = JSON.parse(line, notFinite);
      if (
        metric.epoch !== metrics.length ||
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

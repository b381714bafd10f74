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

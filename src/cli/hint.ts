import type { Finding, FindingKind } from "../train/finding.ts";
import type { Metric } from "../train/run.ts";

/** After these findings, more epochs of the same are no advice. */
const against: readonly FindingKind[] = [
  "exploding",
  "rising loss",
  "unsteady loss",
  "plateau",
  "overfitting",
];

/** A word to whoever stopped too early: the last fifth of the epochs still took a tenth off the loss. */
export function hintOf(metrics: readonly Metric[], findings: readonly Finding[]): string | undefined {
  const last = metrics.at(-1)!;
  const before = metrics.at(-1 - Math.ceil(metrics.length / 5));
  if (!before || last.loss > 0.9 * before.loss || last.accuracy === 1) return undefined;
  if (findings.some(({ kind }) => against.includes(kind))) return undefined;
  // What only the training rows gain by is learned by heart.
  if (last.validationLoss !== undefined && last.validationLoss > 0.98 * before.validationLoss!)
    return undefined;
  return `hint   the loss was still falling (${before.loss.toFixed(4)} at epoch ${before.epoch}): try --epochs ${4 * metrics.length}`;
}

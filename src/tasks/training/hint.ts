import type { Finding, FindingKind, Remedy } from "../../train/doctor/finding.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { Metric } from "../../train/run/metric.ts";

/** A training that ended too early: its loss was still falling. */
export interface Hint {
  /** the loss so many epochs ago, and now */
  from: number;
  to: number;
  inEpochs: number;
  /** epochs to try in the place of those that were asked for, with the effort that fitted the rest */
  epochs: number;
  effort?: Experiment["effort"];
  /** settings to try, the likeliest first */
  remedies: readonly Remedy[];
}

/** Epochs, as a list or an `EpochHistory`. */
interface Measured {
  readonly length: number;
  at(i: number): Pick<Metric, "loss" | "accuracy" | "validationLoss"> | undefined;
}

/** After these findings, more epochs of the same are no advice. */
const against: readonly FindingKind[] = [
  "exploding",
  "rising loss",
  "unsteady loss",
  "plateau",
  "overfitting",
];

/**
 * Where the last fifth of the epochs still took a tenth off the loss. `epochs` were asked for; `metrics` are of those
 * that were trained.
 */
export function hintOf(
  metrics: Measured,
  findings: readonly Pick<Finding, "kind">[],
  epochs: number,
): Omit<Hint, "remedies"> | undefined {
  const last = metrics.at(-1)!;
  const fifth = Math.ceil(metrics.length / 5);
  const before = metrics.at(-1 - fifth);
  if (!before || last.loss > 0.9 * before.loss || last.accuracy === 1) return undefined;
  if (findings.some(({ kind }) => against.includes(kind))) return undefined;
  // The validation rows ended it: more epochs would end at the same.
  if (metrics.length < epochs) return undefined;
  // What only the training rows gain by is learned by heart.
  if (last.validationLoss !== undefined && last.validationLoss > 0.98 * before.validationLoss!)
    return undefined;
  return { from: before.loss, to: last.loss, inEpochs: fifth, epochs: 4 * epochs };
}

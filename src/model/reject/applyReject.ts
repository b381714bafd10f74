import { checkNames } from "../../errors.ts";
import type { Answer } from "../metrics/mistakes.ts";
import type { ClassGeometry, RejectRule } from "./rejectRule.ts";

/** The answer to a row that is turned away, in the place of a class. */
export const noneOfThese = "none of these";

/** Why a row was turned away; null where it was not. */
export type RejectReason = "unknown" | "uncertain" | null;

/** Writes the y of L y = x. With A = L Lᵀ a covariance, ‖y‖² is x's squared Mahalanobis length. */
export function whiten(l: ArrayLike<number>, x: ArrayLike<number>, y: Float64Array): void {
  const d = y.length;
  for (let i = 0; i < d; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * d + k]! * y[k]!;
    y[i] = sum / l[i * d + i]!;
  }
}

/** Mahalanobis distance of each row of (n, d) to the nearest class. */
export function distances(
  { means, centre, factor }: ClassGeometry,
  features: ArrayLike<number>,
): Float64Array {
  const d = centre.length;
  const l = new Float64Array(d * d);
  factor.forEach((row, i) => {
    l.set(row, i * d);
  });
  const x = new Float64Array(d);
  const y = new Float64Array(d);
  return Float64Array.from({ length: features.length / d }, (_, i) => {
    for (let j = 0; j < d; j++) x[j] = features[i * d + j]! - centre[j]!;
    whiten(l, x, y);
    let nearest = Infinity;
    for (const mean of means) {
      let sum = 0;
      for (let j = 0; j < d; j++) {
        const apart = y[j]! - mean[j]!;
        sum += apart * apart;
      }
      nearest = Math.min(nearest, sum); // NaN stays NaN
    }
    return Math.sqrt(nearest);
  });
}

/** The largest probability of each row of (n, classes). */
export function confidences(probabilities: ArrayLike<number>, classes: number): Float64Array {
  return Float64Array.from({ length: probabilities.length / classes }, (_, i) => {
    let best = -Infinity;
    for (let c = 0; c < classes; c++) best = Math.max(best, probabilities[i * classes + c]!);
    return best;
  });
}

export interface ApplyRejectOptions {
  /** the network's, (n, classes) row-major */
  readonly probabilities: ArrayLike<number>;
  readonly classes: number;
}

/**
 * The rows' reasons to be turned away, and their distances. What cannot be measured (a feature that is NaN) is unknown.
 */
export function applyReject(
  rule: RejectRule,
  features: ArrayLike<number>,
  options: ApplyRejectOptions,
): { reasons: RejectReason[]; distance: Float64Array } {
  checkNames("applyReject", options, ["probabilities", "classes"]);
  const { probabilities, classes } = options;
  const distance = distances(rule, features);
  return { reasons: reasonsOf(rule, distance, confidences(probabilities, classes)), distance };
}

/** The same from the rows' distances and largest probabilities. */
export const reasonsOf = (
  rule: RejectRule,
  distance: Float64Array,
  confidence: ArrayLike<number>,
): RejectReason[] =>
  Array.from(distance, (far, i) => {
    if (!(far <= rule.distance)) return "unknown";
    return confidence[i]! >= rule.confidence ? null : "uncertain";
  });

/** What a rule did to labelled rows. */
export interface RejectScores {
  /** share of rows that got an answer */
  readonly coverage: number;
  readonly kept: number;
  readonly unknown: number;
  readonly uncertain: number;
  /** among the rows that got an answer; null where none did */
  readonly accuracy: number | null;
  /** wrong answers among the rows turned away: what the rule saved */
  readonly mistakesAvoided: number;
}

/** What turning rows away costs, and what it saves: the share of rows that are answered, and their mistakes. */
export function rejectScores(all: readonly Answer[], reasons: readonly RejectReason[]): RejectScores {
  const kept = all.filter((_, i) => reasons[i] === null);
  const wrong = (some: readonly Answer[]) => some.filter((a) => a.label !== a.predicted).length;
  return {
    coverage: kept.length / all.length,
    kept: kept.length,
    unknown: reasons.filter((reason) => reason === "unknown").length,
    uncertain: reasons.filter((reason) => reason === "uncertain").length,
    accuracy: kept.length === 0 ? null : 1 - wrong(kept) / kept.length,
    mistakesAvoided: wrong(all) - wrong(kept),
  };
}

import { checkNames, UserError } from "../../errors.ts";
import type { Answer } from "../../model/metrics/mistakes.ts";
import { confidences, distances } from "../../model/reject/applyReject.ts";
import type { ClassGeometry, RejectRule } from "../../model/reject/rejectRule.ts";
import { type ClassedRows, classGeometry } from "./classGeometry.ts";

export interface HeldOut {
  /** (n, d) row-major, the same features as the training rows' */
  readonly features: ArrayLike<number>;
  /** (n, classes) row-major */
  readonly probabilities: ArrayLike<number>;
}

export interface FitRejectOptions {
  readonly classes: number;
  /** the share of rows to come that may be turned away; 0.02 when left out */
  readonly reject?: number;
}

/** How far held-out rows lie from the nearest class, and how sure the network is of them. */
export interface HeldOutMeasures {
  readonly distance: ArrayLike<number>;
  readonly confidence: ArrayLike<number>;
}

/**
 * Learns when to say "none of these" (K. Lee, K. Lee, H. Lee, J. Shin, "A Simple Unified Framework for Detecting
 * Out-of-Distribution Samples", 2018). Softmax is as sure of a row far from all it has seen as of any other, so there
 * are two limits: on the largest probability, and on the Mahalanobis distance to the nearest class (one covariance,
 * shared by the classes, shrunk). They are set by rows that the network did not learn from.
 */
export function fitReject(train: ClassedRows, heldOut: HeldOut, options: FitRejectOptions): RejectRule {
  checkNames("fitReject", options, ["classes", "reject"]);
  const { classes, reject = 0.02 } = options;
  const geometry = classGeometry(train, classes);
  const distance = distances(geometry, heldOut.features);
  return rejectRule(geometry, { distance, confidence: confidences(heldOut.probabilities, classes) }, reject);
}

/**
 * A rule whose limits each turn away at most half of `reject` of rows to come, on average, if they are like the held-out
 * ones. Fewer than 2 / reject - 1 held-out rows cannot show so small a share: the limits are then the outermost row.
 */
export function rejectRule(geometry: ClassGeometry, heldOut: HeldOutMeasures, reject: number): RejectRule {
  const rows = heldOut.distance.length;
  if (rows === 0)
    throw new UserError("reject: there are no held-out rows to set its limits by; hold some out");
  const doubts = Float64Array.from(heldOut.confidence, (p) => -p);
  return {
    reject,
    rows,
    confidence: -limit(doubts, reject / 2),
    distance: limit(Float64Array.from(heldOut.distance), reject / 2),
    ...geometry,
  };
}

/** What one more value of the same kind exceeds with a chance of at most `share`. */
function limit(values: Float64Array, share: number): number {
  const n = values.length;
  // The next of n + 1 values is as likely to be any in their order: beyond all but k of the n with chance (k + 1) / (n + 1).
  const beyond = Math.max(0, Math.floor(share * (n + 1) + 1e-9) - 1);
  return values.sort()[n - 1 - beyond]!;
}

/**
 * The least confidence at which the answers still err in at most `error` of the rows that keep one; null where no
 * confidence does. Put it into a rule's `confidence` to promise an error instead of a share.
 */
export function confidenceForError(all: readonly Answer[], error: number): number | null {
  const sorted = [...all].sort((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  let least: number | null = null;
  sorted.forEach((answer, i) => {
    if (answer.label !== answer.predicted) wrong++;
    const last = sorted[i + 1]?.confidence !== answer.confidence; // rows of equal confidence are kept together
    if (last && wrong <= error * (i + 1)) least = answer.confidence;
  });
  return least;
}

import { exp } from "../data/numbers/exp.ts";
import { nearest, shown, UserError } from "../errors.ts";
import type { Measured } from "./evaluator.ts";
import type { ModelCard } from "./file/card.ts";
import type { Inspection, Rate, Threshold } from "./inspection/inspection.ts";
import type { Verdict } from "./inspection/judge.ts";
import { byKind, type KindDistances } from "./inspection/kinds.ts";
import { passes } from "./inspection/likeness.ts";
import { ratesAt } from "./inspection/threshold.ts";
import { classTotals, countsOf } from "./metrics/confusion.ts";
import { type ClassScores, classScores, confusionMatrix } from "./metrics/metrics.ts";
import { answers } from "./metrics/mistakes.ts";
import { positiveRates } from "./metrics/positive.ts";
import { rocAuc } from "./metrics/ranking.ts";
import { type RegressionScores, regressionScores } from "./metrics/regression.ts";
import { type RejectReason, type RejectScores, rejectScores } from "./reject/applyReject.ts";
import { answeredTargets, type Samples, unscaledTargets } from "./samples.ts";

/** How well a model does on labelled rows. */
export type Evaluation = ClassEvaluation | NumberEvaluation | PartEvaluation;

export interface ClassEvaluation {
  kind: "classes";
  rows: number;
  /** mean cross-entropy, in nats */
  loss: number;
  /** the share of rows given their class; a rule for "none of these" is left out of it */
  accuracy: number;
  classNames: readonly string[];
  /** confusion[t][p]: rows of class t that were given class p */
  confusion: number[][];
  /** of each class, in the order of `classNames` */
  classes: ClassScores[];
  macro: ClassScores;
  /** of a model that has a positive class, such as NG: 見逃し, rows of it that are given another class */
  missRate?: Rate;
  /** 過検出: other rows that are given it */
  falseRejectRate?: Rate;
  /** of a model that may answer "none of these": what it turned away, and how well it does on the rest */
  reject?: RejectScores;
  r2?: undefined;
}

/** A regression's errors, in the unit of its label. */
export interface NumberEvaluation extends RegressionScores {
  kind: "numbers";
  rows: number;
  /** mean squared error, in units of the training labels' deviation */
  loss: number;
  accuracy?: undefined;
  confusion?: undefined;
}

/** How well an embedding judges parts: those of its good class are good, all others are defects. */
export interface PartEvaluation extends Threshold {
  kind: "parts";
  rows: number;
  /** the share of parts that are judged right */
  accuracy: number;
  /** [[good parts that pass, that fail], [defects that pass, that fail]] */
  confusion: number[][];
  /** the chance that a defect lies further from the good parts than a good one does; none where one of them is missing */
  auroc: number | undefined;
  /** of each kind of defect, where there are several */
  kinds?: readonly KindScores[] | undefined;
  loss?: undefined;
  r2?: undefined;
}

/** How a kind of defect was judged. */
export interface KindScores {
  /** its class */
  readonly kind: string;
  readonly parts: number;
  /** how many of them fail, as they should */
  readonly failed: number;
  /** the chance that one of them lies further from the good parts than a good one does; none without good parts */
  readonly auroc: number | undefined;
}

/** What a model made of rows, beside what they are. */
export function evaluationOf(
  { target, classNames, positive }: Pick<ModelCard, "target" | "classNames" | "positive">,
  { labels }: Samples,
  {
    loss,
    accuracy,
    predicted,
    outputs,
    reasons,
  }: Measured & { reasons: readonly RejectReason[] | undefined },
): ClassEvaluation | NumberEvaluation {
  const rows = labels.length;
  if (target) {
    const scores = regressionScores(unscaledTargets(target, labels), answeredTargets(target, predicted));
    return { kind: "numbers", rows, loss, ...scores };
  }
  const confusion = confusionMatrix(labels, predicted, { classes: classNames.length });
  const { classes, macro } = classScores(confusion);
  const found: ClassEvaluation = {
    kind: "classes",
    rows,
    loss,
    accuracy: accuracy!,
    classNames,
    confusion,
    classes,
    macro,
  };
  if (positive !== undefined) {
    const totals = classTotals(countsOf(confusion), classNames.length);
    Object.assign(found, positiveRates(totals, classNames.indexOf(positive)));
  }
  if (reasons)
    found.reject = rejectScores(answers(labels, outputs.map(exp), { classes: classNames.length }), reasons);
  return found;
}

/** How well verdicts tell good parts from defects. */
export function partEvaluation(
  verdicts: readonly Verdict[],
  labels: readonly string[],
  { good, chosen }: Pick<Inspection, "good" | "chosen">,
): PartEvaluation {
  const distances = verdicts.map(({ distance }) => distance);
  const known = byKind(distances, (row) => labels[row]!, good);
  return { kind: "parts", rows: verdicts.length, ...partScores(chosen.threshold, known) };
}

/** The same of distances to the good parts. */
export function partScores(threshold: number, known: KindDistances): Omit<PartEvaluation, "kind" | "rows"> {
  const { good, defects } = known;
  const rates = ratesAt(threshold, known);
  const wrong = (rate: Threshold["missRate"]) => rate?.wrong ?? 0;
  const [missed, rejected] = [wrong(rates.missRate), wrong(rates.falseRejectRate)];
  return {
    ...rates,
    accuracy: 1 - (missed + rejected) / (good.length + defects.length),
    confusion: [
      [good.length - rejected, rejected],
      [missed, defects.length - missed],
    ],
    auroc: aurocOf(good, defects),
    kinds: kindScores(threshold, known),
  };
}

/** The chance that a defect is further away than a good part. */
function aurocOf(good: readonly number[], defects: readonly number[]): number | undefined {
  if (good.length === 0 || defects.length === 0) return undefined;
  return rocAuc([...good.map(() => 0), ...defects.map(() => 1)], [...good, ...defects]);
}

function kindScores(threshold: number, { good, kinds }: KindDistances): KindScores[] | undefined {
  if (kinds.size < 2) return undefined;
  return [...kinds].map(([kind, distances]) => ({
    kind,
    parts: distances.length,
    failed: distances.filter((distance) => !passes({ distance }, threshold)).length,
    auroc: aurocOf(good, distances),
  }));
}

/** The labels as the classes' numbers; one that is no class is refused by its row. */
export function classNumbers(
  who: string,
  labels: readonly unknown[],
  classNames: readonly string[],
): Int32Array {
  const numbers = new Map(classNames.map((name, i) => [name, i]));
  return Int32Array.from(labels, (label, row) => {
    const number = numbers.get(String(label));
    if (number !== undefined) return number;
    const near = typeof label === "string" ? nearest(label, classNames) : undefined;
    const offer = near === undefined ? ";" : `; did you mean "${near}"?`;
    throw new UserError(
      `${who}, row ${row + 1}: ${shown(label)} is no class${offer} the classes are ${classNames.slice(0, 20).join(", ")}`,
    );
  });
}

/** The labels as numbers; one that is none is refused by its row. */
export function numberLabels(who: string, labels: readonly unknown[]): Float64Array {
  return Float64Array.from(labels, (label, row) => {
    const value = typeof label === "string" && label.trim() === "" ? Number.NaN : Number(label);
    if (Number.isFinite(value) && label !== null) return value;
    throw new UserError(`${who}, row ${row + 1}: the label is ${shown(label)}; give a finite number`);
  });
}

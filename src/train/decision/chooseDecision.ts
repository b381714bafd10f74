import { checkNames, nearest, shown, UserError } from "../../errors.ts";
import type { ClassAim, Decision, KnownScores } from "../../model/decision.ts";
import type { Rate } from "../../model/inspection/inspection.ts";
import { rateOf } from "../../model/metrics/positive.ts";
import { shortestInterval } from "./betaQuantile.ts";

/** A threshold, and what it does with rows to come. */
export type Chosen = Pick<
  Decision,
  "threshold" | "missRate" | "falseRejectRate" | "falseDiscoveryRate" | "unreached" | "cost"
>;

/**
 * The threshold for an aim, and the rates of both mistakes on rows to come, with 95 % intervals that keep their word though the
 * threshold was chosen on these rows.
 *
 * For recall it is the k-th smallest probability of the n rows of the class, k the most that promises it: of a row to come the
 * probability is below with chance k / (n + 1), and what lies below is distributed as Beta(k, n + 1 - k), whatever the distribution of
 * the probabilities (S. S. Wilks, 1941). The other rows had no part in the choice, so that their rate is a plain share (Wilson). False
 * rejects are the same with the sides changed. For precision, cost and F1 both sides choose: every other row of each class chooses, and
 * the rates are of the rest.
 *
 * `inTurn` says that rows were learned from by trainings that others are the scores of: cross-fitted. They count for five sixths.
 *
 * Throws a UserError where the rows are too few for what is promised. A precision that no threshold reaches is `unreached`, and the
 * threshold the nearest.
 *
 * @example
 * import { chooseDecision } from "kiso";
 *
 * const positives = [0.9, 0.8, 0.7, 0.35, 0.95, 0.6, 0.75, 0.5, 0.85]; // p(NG) of NG parts
 * const others = [0.1, 0.2, 0.3, 0.4, 0.15, 0.25, 0.05, 0.12]; // and of OK parts, none of them learned from
 * const { threshold, missRate } = chooseDecision({ name: "recall", recall: 0.9 }, { positives, others });
 * console.log(threshold, missRate.rate); // 0.35 0.1
 */
export function chooseDecision(
  aim: ClassAim,
  known: KnownScores,
  options: { readonly inTurn?: boolean } = {},
): Chosen {
  checkClassAim(aim);
  checkNames("chooseDecision", options, ["inTurn"]);
  const worth = options.inTurn ? worthInTurn : 1;
  const { positives, others } = known;
  const few = tooFew(aim, positives.length, others.length);
  if (few) throw new UserError(`aim: ${few.kind} are ${few.found} rows, and it takes ${few.needed}`);
  switch (aim.name) {
    case "recall": {
      const { length: n } = positives;
      const k = placesOf(1 - aim.recall, n);
      const threshold = Float64Array.from(positives).sort()[k - 1]!;
      return {
        threshold,
        missRate: exactRate(k, n, worth),
        falseRejectRate: rateOf(rejected(others, threshold), others.length, worth),
      };
    }
    case "falseReject": {
      const { length: n } = others;
      const k = placesOf(aim.rate, n);
      const threshold = Float64Array.from(others).sort()[n - k]!;
      return {
        threshold,
        missRate: rateOf(missed(positives, threshold), positives.length, worth),
        falseRejectRate: exactRate(k, n, worth),
      };
    }
    case "fixed":
      return measured(aim.threshold, known, worth);
    case "f1":
    case "cost":
    case "precision": {
      const [choosing, rest] = [everyOther(known, 0), everyOther(known, 1)];
      const { threshold, reached } = thresholdBy(aim, choosing);
      const found = measured(threshold, rest, worth);
      if (aim.name === "f1") return found;
      if (aim.name === "cost") {
        const f1 = measured(thresholdBy({ name: "f1" }, choosing).threshold, rest, worth);
        return { ...found, cost: costsOf(aim, found, { f1, known }) };
      }
      const { missRate, falseRejectRate } = found;
      const wrong = falseRejectRate.wrong;
      const given = missRate.of - missRate.wrong + wrong;
      return {
        ...found,
        falseDiscoveryRate: given === 0 ? undefined : rateOf(wrong, given, worth),
        unreached: reached ? undefined : true,
      };
    }
  }
}

/**
 * What a row that is held out in turn is worth beside one that no training learned from. Trainings share rows, and each learned from
 * rows that others were held to: on bench/DECISION.md's tables the variance is a fifth larger than of so many rows apart.
 */
export const worthInTurn = 5 / 6;

/** Rows of each class from which a threshold is chosen by both, and measured: five and five. */
const fewestRows = 10;

/** Which rows are too few to promise the aim, and how many it takes. */
export function tooFew(
  aim: ClassAim,
  positives: number,
  others: number,
): { kind: "positives" | "others"; found: number; needed: number } | undefined {
  const needed = neededFor(aim);
  if (positives < needed.positives) return { kind: "positives", found: positives, needed: needed.positives };
  if (others < needed.others) return { kind: "others", found: others, needed: needed.others };
  return undefined;
}

function neededFor(aim: ClassAim): { positives: number; others: number } {
  // k / (n + 1) ≤ share with k = 1
  const promising = (share: number) => Math.ceil(1 / share - 1e-9) - 1;
  switch (aim.name) {
    case "recall":
      return { positives: promising(1 - aim.recall), others: 1 };
    case "falseReject":
      return { positives: 1, others: promising(aim.rate) };
    case "fixed":
      return { positives: 1, others: 1 };
    case "precision":
      return { positives: Math.max(fewestRows, 2 * promising(1 - aim.precision)), others: fewestRows };
    default:
      return { positives: fewestRows, others: fewestRows };
  }
}

/** What each aim is told, beside its name. */
const settingsOf: { readonly [Name in ClassAim["name"]]: readonly string[] } = {
  recall: ["recall"],
  precision: ["precision"],
  cost: ["missCost", "falseRejectCost"],
  falseReject: ["rate"],
  f1: [],
  fixed: ["threshold"],
};

/** Refuses what is no aim of classes. */
export function checkClassAim(aim: ClassAim): void {
  const known = Object.keys(settingsOf);
  const { name } = Object(aim) as { readonly name?: unknown };
  if (typeof name !== "string" || !Object.hasOwn(settingsOf, name)) {
    const near = typeof name === "string" ? nearest(name, known) : undefined;
    throw new UserError(
      `aim: found ${shown(aim)}${near === undefined ? "" : `; did you mean "${near}"?`}; there are ${known.join(", ")}, such as { name: "recall", recall: 0.95 }`,
    );
  }
  checkNames(`aim ${name}`, aim, ["name", ...settingsOf[aim.name]]);
  for (const setting of settingsOf[aim.name]) {
    const value = (aim as unknown as Readonly<Record<string, unknown>>)[setting];
    const isCost = aim.name === "cost";
    const fits =
      typeof value === "number" && (isCost ? value > 0 && value < Infinity : value > 0 && value < 1);
    if (!fits)
      throw new UserError(
        `aim ${name}: ${setting} must be ${isCost ? "a number above 0" : "between 0 and 1, without both: no rows promise all or none"}, found ${shown(value)}`,
      );
  }
}

/** How many places from the end the threshold stands, so that on average no more than the share of rows to come lies beyond. */
const placesOf = (share: number, n: number): number => Math.floor(share * (n + 1) + 1e-9);

const exactRate = (k: number, n: number, worth: number): Rate => ({
  wrong: k - 1,
  of: n,
  rate: k / (n + 1),
  interval: shortestInterval(k * worth, (n + 1 - k) * worth),
});

const missed = (scores: ArrayLike<number>, threshold: number): number =>
  scores.length - rejected(scores, threshold);

function rejected(scores: ArrayLike<number>, threshold: number): number {
  let count = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! >= threshold) count++;
  return count;
}

const measured = (threshold: number, { positives, others }: KnownScores, worth: number): Chosen => ({
  threshold,
  missRate: rateOf(missed(positives, threshold), positives.length, worth),
  falseRejectRate: rateOf(rejected(others, threshold), others.length, worth),
});

/** Every other row of each side, from the first or the second. */
function everyOther({ positives, others }: KnownScores, from: 0 | 1): KnownScores {
  const half = (scores: ArrayLike<number>) => Array.from(scores).filter((_, i) => i % 2 === from);
  return { positives: half(positives), others: half(others) };
}

/** What the threshold is expected to cost, beside what needs no model, and beside the threshold of the highest F1. */
function costsOf(
  { missCost, falseRejectCost }: ClassAim & { name: "cost" },
  chosen: Chosen,
  { f1, known: { positives, others } }: { f1: Chosen; known: KnownScores },
): NonNullable<Decision["cost"]> {
  const share = positives.length / (positives.length + others.length);
  const cost = (missRate: number, rejectRate: number) =>
    1000 * (share * missRate * missCost + (1 - share) * rejectRate * falseRejectCost);
  return {
    share,
    chosen: cost(chosen.missRate.rate, chosen.falseRejectRate.rate),
    never: cost(1, 0),
    always: cost(0, 1),
    f1: cost(f1.missRate.rate, f1.falseRejectRate.rate),
  };
}

/**
 * The threshold of the highest worth; of several, that which misses fewest. It lies half-way to the probability below. Where none
 * reaches a precision, it is the one that comes nearest.
 */
function thresholdBy(
  aim: ClassAim & { name: "f1" | "cost" | "precision" },
  known: KnownScores,
): { threshold: number; reached: boolean } {
  const scores = [
    ...Array.from(known.positives, (score) => ({ score, positive: 1 })),
    ...Array.from(known.others, (score) => ({ score, positive: 0 })),
  ].sort((a, b) => b.score - a.score);
  const all = known.positives.length;
  let [found, wrong] = [0, 0];
  let best = { worth: -Infinity, threshold: 1 };
  let nearest = { worth: -Infinity, threshold: 1 };
  for (const [i, { score, positive }] of scores.entries()) {
    found += positive;
    wrong += 1 - positive;
    const below = scores[i + 1]?.score ?? 0;
    if (below === score && i + 1 < scores.length) continue; // equal probabilities go together
    const worth = worthOf(aim, { found, wrong, all });
    const threshold = between(below, score);
    if (worth >= best.worth) best = { worth, threshold };
    const precision = found / (found + wrong + 1);
    if (precision >= nearest.worth) nearest = { worth: precision, threshold };
  }
  const reached = best.worth > -Infinity;
  return { threshold: (reached ? best : nearest).threshold, reached };
}

/** Half-way, yet above `low` where rounding would reach it. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle > low ? middle : high;
}

function worthOf(
  aim: ClassAim & { name: "f1" | "cost" | "precision" },
  { found, wrong, all }: { found: number; wrong: number; all: number },
): number {
  switch (aim.name) {
    case "f1":
      return (2 * found) / (all + found + wrong); // 2 TP / (2 TP + FP + FN)
    case "cost":
      return -(aim.missCost * (all - found) + aim.falseRejectCost * wrong);
    case "precision":
      // A next one that is wrong leaves the promise kept.
      return found / (found + wrong + 1) >= aim.precision - 1e-12 ? found : -Infinity;
  }
}

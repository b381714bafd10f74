import { checkNames, nearest, SettingError, shown, UserError } from "../../errors.ts";
import { rateOf } from "../metrics/positive.ts";
import type { KnownDistances, Threshold, ThresholdAim } from "./inspection.ts";

/** A place between two neighbouring distances, and what lies on either side. */
interface Cut {
  readonly threshold: number;
  /** the furthest distance that passes; below all of them the threshold itself */
  readonly furthest: number;
  readonly misses: number;
  readonly falseRejects: number;
}

/**
 * The threshold for an aim, and what it does on these rows. They chose it, so on others it does somewhat worse.
 *
 * It lies half-way between the two neighbouring distances that it parts, since a part to come is as likely to be a little
 * nearer than the nearest known defect as a little further than the furthest good part below it. Below all distances it
 * is half the smallest (−1, which passes nothing, where that is 0); above all it is the largest.
 *
 * For recall it lies at the lower end of that space instead, at the furthest part that it passes: a person who wants no
 * defect passed would rather fail a part that is further than all those. For a recall of 1 it lies no higher than where a
 * twentieth of the known good parts fails, since some defects to come are nearer than the few that are known.
 *
 * Where several thresholds serve equally well, recall takes the highest, falseReject the lowest, and cost and f1 the one
 * with the fewest misses.
 */
export function chooseThreshold(aim: ThresholdAim, known: KnownDistances): Threshold {
  checkAim(aim);
  const { good, defects } = known;
  checkDistances("good", good);
  checkDistances("defects", defects);
  return ratesAt(choose(aim, known, cuts(good, defects)), known);
}

/** What each aim is told, beside its name. */
const settingsOf: { readonly [Name in ThresholdAim["name"]]: readonly string[] } = {
  recall: ["recall"],
  cost: ["missCost", "falseRejectCost", "defectRate"],
  f1: [],
  falseReject: ["rate"],
  fixed: ["threshold"],
};

/** Refuses what is no aim: misspelt, it would fail no part at all. */
export function checkAim(aim: ThresholdAim): void {
  const known = Object.keys(settingsOf);
  const { name } = Object(aim) as { readonly name?: unknown };
  if (typeof name !== "string") {
    throw new UserError(
      `aim: found ${shown(aim)}; give one by its name, such as { name: "recall", recall: 1 }; there are ${known.join(", ")}`,
    );
  }
  if (!Object.hasOwn(settingsOf, name)) {
    const near = nearest(name, known);
    throw new UserError(
      `aim: there is no aim ${shown(name)}${near === undefined ? "" : `; did you mean "${near}"?`}; there are ${known.join(", ")}`,
    );
  }
  checkNames(`aim ${name}`, aim, ["name", ...settingsOf[aim.name]]);
}

/** What a threshold does on parts that are known. */
export function ratesAt(threshold: number, { good, defects }: KnownDistances): Threshold {
  const above = (distances: ArrayLike<number>) => Array.from(distances).filter((d) => d > threshold).length;
  return {
    threshold,
    missRate: defects.length > 0 ? rateOf(defects.length - above(defects), defects.length) : undefined,
    falseRejectRate: good.length > 0 ? rateOf(above(good), good.length) : undefined,
  };
}

function choose(aim: ThresholdAim, { good, defects }: KnownDistances, all: readonly Cut[]): number {
  switch (aim.name) {
    case "recall": {
      inUnit("recall", aim.recall);
      needed(aim, { defects });
      const missable = Math.floor((1 - aim.recall) * defects.length + 1e-9);
      const { furthest } = all.findLast(({ misses }) => misses <= missable)!;
      return aim.recall === 1 ? Math.min(furthest, affordable(good)) : furthest;
    }
    case "cost": {
      needed(aim, { good, defects });
      const { missCost, falseRejectCost, defectRate = defects.length / (defects.length + good.length) } = aim;
      inUnit("defectRate", defectRate);
      for (const [name, cost] of Object.entries({ missCost, falseRejectCost }))
        if (!(cost >= 0 && cost < Infinity))
          throw new UserError(`threshold: ${name} must be at least 0, found ${cost}`);
      const missing = (defectRate * missCost) / defects.length;
      const rejecting = ((1 - defectRate) * falseRejectCost) / good.length;
      return best(all, ({ misses, falseRejects }) => -(missing * misses + rejecting * falseRejects));
    }
    case "f1": {
      needed(aim, { good, defects });
      // F1 = 2 TP / (2 TP + FP + FN)
      return best(all, ({ misses, falseRejects }) => {
        const found = defects.length - misses;
        return (2 * found) / (2 * found + falseRejects + misses);
      });
    }
    case "falseReject": {
      inUnit("rate", aim.rate);
      needed(aim, { good });
      // Each of n + 1 good parts is as likely to be the furthest: the next lies beyond k of n with chance (n + 1 − k) / (n + 1).
      const sorted = Float64Array.from(good).sort();
      const n = sorted.length;
      const k = Math.min(n, Math.max(1, Math.ceil((1 - aim.rate) * (n + 1) - 1e-9)));
      const next = sorted.find((distance) => distance > sorted[k - 1]!);
      return next === undefined ? sorted[n - 1]! : (sorted[k - 1]! + next) / 2;
    }
    case "fixed":
      if (Number.isFinite(aim.threshold)) return aim.threshold;
      throw new UserError(`threshold: ${aim.threshold} is not a finite number`);
  }
}

/** The share of the known good parts that may fail so that defects nearer than those known are caught too. */
const price = 0.05;

/** The lowest threshold that fails no more of the good parts than that share. */
function affordable(good: ArrayLike<number>): number {
  if (good.length === 0) return Infinity;
  const sorted = Float64Array.from(good).sort();
  return sorted[Math.ceil((1 - price) * sorted.length - 1e-9) - 1]!;
}

/** All that thresholds can do on these rows, from the lowest, which passes nothing. */
function cuts(good: ArrayLike<number>, defects: ArrayLike<number>): Cut[] {
  const parts = [
    ...Array.from(good, (distance) => ({ distance, defect: 0 })),
    ...Array.from(defects, (distance) => ({ distance, defect: 1 })),
  ].sort((a, b) => a.distance - b.distance);
  const lowest = parts[0]?.distance ?? 0;
  const below = lowest > 0 ? lowest / 2 : -1;
  const found: Cut[] = [{ threshold: below, furthest: below, misses: 0, falseRejects: good.length }];
  let [misses, passed] = [0, 0];
  for (const [i, { distance, defect }] of parts.entries()) {
    misses += defect;
    passed += 1 - defect;
    const next = parts[i + 1]?.distance ?? distance;
    if (next === distance && i + 1 < parts.length) continue; // equal distances pass together
    found.push({
      threshold: between(distance, next),
      furthest: distance,
      misses,
      falseRejects: good.length - passed,
    });
  }
  return found;
}

/** Half-way, yet below `high` where rounding would reach it. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}

/** The first, and so that of the fewest misses, of the highest worth. */
function best(all: readonly Cut[], worth: (cut: Cut) => number): number {
  return all.reduce((found, cut) => (worth(cut) > worth(found) ? cut : found)).threshold;
}

function checkDistances(kind: string, distances: ArrayLike<number>): void {
  const bad = Array.from(distances).findIndex((distance) => !(distance >= 0 && distance < Infinity));
  if (bad < 0) return;
  throw new UserError(
    `threshold: distance ${bad} of the ${kind} is ${distances[bad]}; give finite distances of at least 0`,
  );
}

function inUnit(name: string, value: number): void {
  if (!(value >= 0 && value <= 1))
    throw new UserError(`threshold: ${name} must be from 0 to 1, found ${value}`);
}

function needed(aim: ThresholdAim, kinds: Readonly<Record<string, ArrayLike<number>>>): void {
  const missing = Object.keys(kinds).find((kind) => kinds[kind]!.length === 0);
  if (missing === undefined) return;
  const what = missing === "good" ? "good parts" : "defects";
  throw new SettingError((say) => {
    const mend =
      missing === "defects"
        ? `; without any, choose it by a rate of false rejects: ${say("aim", { name: "falseReject", rate: 0.01 })}`
        : "";
    return `${say("aim", aim)} needs ${what}, and none are known${mend}`;
  });
}

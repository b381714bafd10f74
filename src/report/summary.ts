import { type ColumnEffect, type EffectTurn, rangeOf } from "../model/inspection/effects.ts";
import type { Rate } from "../model/inspection/inspection.ts";
import type { ColumnPair } from "../model/inspection/interactions.ts";
import type { Asked, FeatureImportances, Report, ReportFinding } from "./report.ts";

/** A report in five facts, each with its number, for who reads no more than that: what words/summary.ts says in two languages. */
export interface Summary {
  /** what was asked, and of how much data */
  readonly asked: (Asked & { readonly rows: number }) | { readonly rows: number };
  /** what always saying one thing would score */
  readonly baseline: BaselineFact;
  /** what the model scores */
  readonly result: ResultFact;
  /** what matters most, and in which direction; null where that was not measured, as of pictures */
  readonly most: MostFact | null;
  /** what to be careful about: the doctor's first finding */
  readonly care: ReportFinding | null;
}

export type BaselineFact =
  | {
      readonly kind: "class";
      readonly name: string;
      readonly accuracy: number;
      /** rows of the class that is to be found, which it would miss */
      readonly missed: number | null;
    }
  | { readonly kind: "mean"; readonly mean: number; readonly meanAbsoluteError: number };

export type ResultFact =
  | {
      readonly kind: "found";
      readonly positive: string;
      /** the other class, where there are two */
      readonly other: string | null;
      readonly missRate: Rate | null;
      readonly falseRejectRate: Rate | null;
      readonly right: RightRows;
    }
  | {
      readonly kind: "classes";
      readonly right: RightRows;
      /** the mistake that is made most often */
      readonly mixedUp: { readonly truth: string; readonly predicted: string; readonly rows: number } | null;
    }
  | {
      readonly kind: "number";
      readonly meanAbsoluteError: number;
      readonly meanAbsoluteErrorInterval: readonly [number, number] | null;
      readonly r2: number | null;
      readonly r2Interval: readonly [number, number] | null;
    };

/** How many rows are answered rightly. */
export interface RightRows {
  readonly rows: number;
  readonly of: number;
  /** 95 %, Wilson */
  readonly interval: readonly [low: number, high: number];
}

export interface MostFact {
  /** null where none matters alone */
  readonly column: string | null;
  /** what the score loses when the column is shuffled */
  readonly score: FeatureImportances["score"];
  readonly drop: number;
  readonly direction: Direction | null;
  /** a pair of columns that tells more than one alone */
  readonly pair: ColumnPair | null;
}

export type Direction =
  /** where the answer turns along the column */
  | { readonly kind: "turns"; readonly turns: readonly EffectTurn[]; readonly spread: number }
  /** from the one end of the column to the other, as most of its rows go */
  | {
      readonly kind: "rises" | "falls";
      readonly outcome: string;
      readonly from: { readonly at: number; readonly value: number };
      readonly to: { readonly at: number; readonly value: number };
      /** how far apart the column's values lie: so exactly they are to be written */
      readonly spread: number;
    }
  /** where the answer is lowest and highest, and neither lies at an end, or the column has words */
  | {
      readonly kind: "between";
      readonly outcome: string;
      readonly low: { readonly at: number | string; readonly value: number };
      readonly high: { readonly at: number | string; readonly value: number };
      readonly spread: number;
    };

/**
 * The five facts of a report.
 *
 * ```ts
 * const probabilities = [0.7, 0.3, 0.2, 0.8, 0.4, 0.6, 0.6, 0.4];
 * const rows = { labels: [0, 1, 1, 1], probabilities, classNames: ["NG", "OK"], positive: "NG" };
 * const report = await classificationReport(rows, { title: "lot 7" });
 * console.log(JSON.stringify(summaryOf(report).baseline)); // {"kind":"class","name":"OK","accuracy":0.75,"missed":1}
 * ```
 */
export function summaryOf(report: Report): Summary {
  const { findings, asked } = report;
  const { rows } = report.metrics;
  return {
    asked: asked ? { ...asked, rows } : { rows },
    baseline: baselineOf(report),
    result: resultOf(report),
    most: mostOf(report),
    care: findings[0] ?? null,
  };
}

function baselineOf(report: Report): BaselineFact {
  if (report.kind === "regression") return { kind: "mean", ...report.metrics.baseline };
  const { positive, metrics } = report;
  const { name, accuracy } = metrics.baseline;
  const missed = positive !== null && name !== positive ? (metrics.missRate?.of ?? null) : null;
  return { kind: "class", name, accuracy, missed };
}

function resultOf(report: Report): ResultFact {
  if (report.kind === "regression") {
    const { meanAbsoluteError, meanAbsoluteErrorInterval, r2, r2Interval } = report.metrics;
    return { kind: "number", meanAbsoluteError, meanAbsoluteErrorInterval, r2, r2Interval };
  }
  const { positive, classNames, counts, metrics } = report;
  const wrong = counts.filter(({ label, predicted }) => label !== predicted);
  const mistakes = wrong.reduce((sum, { rows }) => sum + rows, 0);
  const right = {
    rows: metrics.rows - mistakes,
    of: metrics.rows,
    interval: metrics.accuracyInterval,
  };
  if (positive === null) {
    const most = wrong.reduce<(typeof wrong)[number] | undefined>(
      (found, one) => (found && found.rows >= one.rows ? found : one),
      undefined,
    );
    return {
      kind: "classes",
      right,
      mixedUp: most
        ? { truth: classNames[most.label]!, predicted: classNames[most.predicted]!, rows: most.rows }
        : null,
    };
  }
  return {
    kind: "found",
    positive,
    other: classNames.length === 2 ? classNames.find((name) => name !== positive)! : null,
    missRate: metrics.missRate,
    falseRejectRate: metrics.falseRejectRate,
    right,
  };
}

function mostOf({ importance, effects, pairs }: Report): MostFact | null {
  if (!importance) return null;
  const { score, features } = importance;
  const pair = pairs?.pairs[0] ?? null;
  const first = features[0];
  if (!first || first.mean <= 0) return { column: null, score, drop: 0, direction: null, pair };
  const effect = effects?.columns.find(({ name }) => name === first.name);
  const direction = effect ? directionOf(effect, effects!.means) : null;
  return { column: first.name, score, drop: first.mean, direction, pair };
}

/** How far apart the values of a column of numbers lie; of words 0. */
export const spreadOf = (effect: ColumnEffect): number =>
  effect.kind === "number" ? effect.at.at(-1)! - effect.at[0]! : 0;

/** Which way the answer goes along a column. */
export function directionOf(
  effect: ColumnEffect,
  means: readonly { readonly outcome: string; readonly mean: number }[],
): Direction | null {
  const spread = spreadOf(effect);
  if (effect.kind === "number" && effect.turns.length > 0)
    return { kind: "turns", turns: effect.turns, spread };
  const curve = effect.curves[0]!;
  if (rangeOf(curve) === 0) return null;
  const { outcome, values } = curve;
  const mean = means.find((one) => one.outcome === outcome)!.mean;
  const point = (i: number) => ({ at: effect.at[i]!, value: mean + values[i]! });
  const place = (best: (a: number, b: number) => boolean) =>
    values.reduce((found, value, i) => (best(value, values[found]!) ? i : found), 0);
  const [low, high] = [place((a, b) => a < b), place((a, b) => a > b)];
  const between = { kind: "between", outcome, low: point(low), high: point(high), spread } as const;
  if (effect.kind === "category") return between;
  const walked = values.reduce((sum, value, i) => sum + (i === 0 ? 0 : Math.abs(value - values[i - 1]!)), 0);
  const gained = values.at(-1)! - values[0]!;
  if (Math.abs(gained) < steady * walked) return between;
  const end = (i: number) => ({ at: effect.at[i]!, value: mean + values[i]! });
  return { kind: gained > 0 ? "rises" : "falls", outcome, from: end(0), to: end(values.length - 1), spread };
}

/** A curve rises where it gains so much of all that it goes up and down. */
const steady = 0.8;

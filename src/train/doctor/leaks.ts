import type { ImageSpec } from "../../data/images/image.ts";
import { copyGroups } from "../../data/numbers/equalRows.ts";
import { largest } from "../../data/numbers/lists.ts";
import type { Samples } from "../../model/samples.ts";
import { rowsAt, spread } from "../../model/samples.ts";
import type { Finding } from "./finding.ts";

/** How often chance alone may raise a finding, over all features together. */
export const chance = 1e-3;

interface Rows {
  train: Samples;
  featureNames: readonly string[];
  /** none where numbers are predicted */
  classNames: readonly string[];
  image: ImageSpec | undefined;
}

/** Features that alone tell every row's label. Copies of a row, whose label is the same, say nothing of it. */
export function findLeaks(rows: Rows): Finding[] {
  const found = leaksAmong(rows);
  if (found.length === 0) return found;
  const { train, featureNames } = rows;
  const first = copyGroups({ features: train.features, width: featureNames.length });
  const own = Array.from(first.keys()).filter((row) => first[row] === row);
  return own.length === first.length ? found : leaksAmong({ ...rows, train: rowsAt(train, own) });
}

function leaksAmong({ train, featureNames, classNames, image }: Rows): Finding[] {
  const many = spread(train.labels.length, 20_000);
  const found =
    classNames.length > 0
      ? tellingClasses(train, featureNames.length, classNames.length, many)
      : tellingNumbers(train, featureNames.length, many);
  if (found.length === 0) return [];
  const names = found.map((j) => (image ? pixelAt(image, j) : featureNames[j]!));
  const [of, by] = [image ? "pixels" : "features", classNames.length > 0 ? "classes" : "order"] as const;
  return [{ kind: "leak", names, rows: many.length, of, by, remedies: [] }];
}

function tellingClasses(train: Samples, width: number, classes: number, many: Int32Array): number[] {
  const screens = [50, 500].map((most) => spread(train.labels.length, most));
  const limit = Math.log(chance / width);
  const found: number[] = [];
  let others: number | undefined;
  for (let j = 0; j < width; j++) {
    // Most features fail on a few rows already.
    if (!screens.every((rows) => tells(train, j, width, rows).all)) continue;
    const { all, byCode, byOrder } = tells(train, j, width, many);
    if (!all || Math.min(byCode, byOrder) >= limit) continue;
    // Classes that lie far apart differ in many features: that is an easy task, no leak.
    if (byCode >= limit) {
      others = nearestMean(train, width, classes, spread(train.labels.length, 2000), j);
      if (others > 0.99) continue;
    }
    found.push(j);
  }
  return found;
}

/** A number's rank correlation with another that is made of it; a measurement of the same thing has less. */
const sameOrder = 0.9999;

/** Features in the order of the label's numbers, or in the reverse: of a single feature that is all there is to learn. */
function tellingNumbers({ features, labels }: Samples, width: number, many: Int32Array): number[] {
  if (width < 2 || many.length < 20) return [];
  const found: number[] = [];
  for (let j = 0; j < width; j++) {
    const correlates = (rows: Int32Array) => {
      const [a, b] = [rows, rows].map(() => new Float64Array(rows.length));
      rows.forEach((row, i) => {
        a![i] = features[row * width + j]!;
        b![i] = labels[row]!;
      });
      return Math.abs(rankCorrelation(a!, b!)) >= sameOrder;
    };
    if (correlates(many.length > 100 ? spread(labels.length, 100) : many) && correlates(many)) found.push(j);
  }
  return found;
}

/** Spearman's ρ; 0 where all values are equal. */
export function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i]! - mean, y[i]! - mean];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** From 1; equal values share the mean of theirs. */
export function ranks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
  }
  return ranks;
}

/** Column and row from 0, from the upper left corner. */
function pixelAt({ width, channels }: ImageSpec, feature: number): string {
  const pixel = Math.floor(feature / channels);
  return `(${pixel % width}, ${Math.floor(pixel / width)})`;
}

/**
 * Whether a feature alone tells each row's class, and the logarithm of the probability that chance would let it:
 * as a code (equal values have equal classes, which each repeated value must agree on anew), or by its order
 * (each class is one interval: K! Π nₖ! of the n! orders of the rows are so).
 */
function tells({ features, labels }: Samples, j: number, width: number, rows: Int32Array) {
  const value = (row: number) => features[row * width + j]!;
  const sorted = rows.slice().sort((a, b) => value(a) - value(b));
  const counts = new Map<number, number>();
  let [distinct, runs] = [0, 0];
  for (let i = 0; i < sorted.length; i++) {
    const [row, before] = [sorted[i]!, sorted[i - 1]];
    const label = labels[row]!;
    counts.set(label, (counts.get(label) ?? 0) + 1);
    const repeated = before !== undefined && value(before) === value(row);
    if (repeated && labels[before] !== label) return { all: false, byCode: 0, byOrder: 0 };
    if (!repeated) distinct++;
    if (before === undefined || labels[before] !== label) runs++;
  }
  const classCounts = [...counts.values()];
  if (classCounts.length < 2) return { all: false, byCode: 0, byOrder: 0 };
  const n = sorted.length;
  const byCode = (n - distinct) * Math.log(largest(classCounts) / n);
  const orders = classCounts.reduce(
    (sum, count) => sum + lnFactorial(count),
    lnFactorial(classCounts.length),
  );
  const byOrder = runs === classCounts.length ? orders - lnFactorial(n) : 0;
  return { all: byCode < 0 || byOrder < 0, byCode, byOrder };
}

/** ln n!, by Stirling's series for n ≥ 1: off by less than 0.0006. */
const lnFactorial = (n: number): number =>
  n < 2 ? 0 : n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n);

/** The share of rows whose class has the nearest mean, in all features but one. */
function nearestMean(
  { features, labels }: Samples,
  width: number,
  classes: number,
  rows: Int32Array,
  but: number,
): number {
  const means = new Float64Array(classes * width);
  const counts = new Float64Array(classes);
  for (const row of rows) {
    counts[labels[row]!]!++;
    for (let j = 0; j < width; j++) means[labels[row]! * width + j]! += features[row * width + j]!;
  }
  for (let k = 0; k < classes; k++) for (let j = 0; j < width; j++) means[k * width + j]! /= counts[k]!;
  let right = 0;
  for (const row of rows) {
    let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
    for (let k = 0; k < classes; k++) {
      let distance = 0;
      for (let j = 0; j < width; j++) {
        if (j !== but) distance += (features[row * width + j]! - means[k * width + j]!) ** 2;
      }
      if (distance < least) [nearest, least] = [k, distance];
    }
    if (nearest === labels[row]) right++;
  }
  return right / rows.length;
}

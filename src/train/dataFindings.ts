import type { ImageSpec } from "../data/image.ts";
import type { Samples } from "./batches.ts";
import { type Finding, listed } from "./finding.ts";
import { spread } from "./rowSample.ts";

interface Rows {
  train: Samples;
  test?: Samples;
  featureNames: readonly string[];
  /** none of a regression */
  classNames: readonly string[];
  /** where the rows are images */
  image?: ImageSpec | undefined;
}

/** What is wrong with the rows, whatever learns from them. */
export function examineData({ train, test, featureNames, classNames, image }: Rows): Finding[] {
  const width = featureNames.length;
  return [
    ...(classNames.length > 0 ? findLeaks(train, featureNames, classNames.length, image) : []),
    ...(test ? findDuplicates(train, test, width) : []),
    ...(test ? findShift(train, test, featureNames) : []),
  ];
}

/** How often chance alone may raise a finding, over all features together. */
const chance = 1e-3;

/** Features that alone tell every row's class. */
function findLeaks(
  train: Samples,
  names: readonly string[],
  classes: number,
  image: ImageSpec | undefined,
): Finding[] {
  const screens = [50, 500].map((most) => spread(train.labels.length, most));
  const many = spread(train.labels.length, 20_000);
  const limit = Math.log(chance / names.length);
  const found: string[] = [];
  let others: number | undefined;
  for (const [j, name] of names.entries()) {
    // Most features fail on a few rows already.
    if (!screens.every((rows) => tells(train, j, names.length, rows).all)) continue;
    const { all, byCode, byOrder } = tells(train, j, names.length, many);
    if (!all || Math.min(byCode, byOrder) >= limit) continue;
    // Classes that lie far apart differ in many features: that is an easy task, no leak.
    if (byCode >= limit) {
      others = nearestMean(train, names.length, classes, spread(train.labels.length, 2000), j);
      if (others > 0.99) continue;
    }
    found.push(image ? pixelAt(image, j) : name);
  }
  if (found.length === 0) return [];
  const one = found.length === 1;
  const [subject, verb, it] = one ? ["feature", "tells", "it is"] : ["features", "each tell", "they are"];
  if (image) {
    return [
      {
        kind: "leak",
        message: `${one ? "pixel" : "pixels"} ${listed(found)} alone ${verb} the label (1.000 of ${many.length} images): if a stamp or another background gives the class away there, take the images anew`,
      },
    ];
  }
  return [
    {
      kind: "leak",
      message: `${subject} ${listed(found)} alone ${verb} the label (1.000 of ${many.length} rows): if ${it} known only after the label, or number the rows, leave the column out`,
    },
  ];
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
  const byCode = (n - distinct) * Math.log(Math.max(...classCounts) / n);
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

/** Test rows that the network has seen in training: they flatter its accuracy. */
function findDuplicates(train: Samples, test: Samples, width: number): Finding[] {
  const most = Math.max(1000, Math.floor(5e6 / width));
  const testRows = spread(test.labels.length, Math.min(most, 20_000));
  const trainRows = spread(train.labels.length, most);
  const byHash = new Map<number, number[]>();
  for (const row of testRows) {
    const key = hashRow(test.features, row, width);
    const same = byHash.get(key);
    if (same) same.push(row);
    else byHash.set(key, [row]);
  }
  const seen = new Set<number>();
  for (const row of trainRows) {
    for (const other of byHash.get(hashRow(train.features, row, width)) ?? []) {
      if (!seen.has(other) && sameRow(train.features, row, test.features, other, width)) seen.add(other);
    }
  }
  // One row in a hundred may well be measured twice; and where few different rows can exist, they must repeat.
  if (seen.size < 2 || seen.size < 0.01 * testRows.length) return [];
  if (possibleRows(train.features, trainRows, width) < 10 * train.labels.length) return [];
  const of = testRows.length < test.labels.length ? `${testRows.length} looked at` : `${testRows.length}`;
  return [
    {
      kind: "duplicates",
      message: `${seen.size} of ${of} test rows are also training rows: the accuracy flatters; take repeated rows out, or hold out whole groups with --test`,
    },
  ];
}

/** A row's values by their bits, mixed as in FNV. */
const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);
function hashRow(features: ArrayLike<number>, row: number, width: number): number {
  let hash = 0x811c9dc5;
  for (let k = row * width; k < (row + 1) * width; k++) {
    bits[0] = features[k]! + 0; // -0 and 0 are one value
    hash = Math.imul(hash ^ words[0]!, 0x01000193);
    hash = Math.imul((hash >>> 15) ^ hash ^ words[1]!, 0x01000193);
  }
  return hash;
}

function sameRow(
  a: ArrayLike<number>,
  row: number,
  b: ArrayLike<number>,
  other: number,
  width: number,
): boolean {
  for (let j = 0; j < width; j++) if (a[row * width + j] !== b[other * width + j]) return false;
  return true;
}

/** How many different rows the features' values could make: the product of their numbers of values. */
function possibleRows(features: ArrayLike<number>, rows: Int32Array, width: number): number {
  let product = 1;
  for (let j = 0; j < width && product < 1e15; j++) {
    const values = new Set<number>();
    for (const row of rows) if (values.size < 1000) values.add(features[row * width + j]!);
    product *= values.size;
  }
  return product;
}

/** Features whose values in the test rows are distributed otherwise than in training: two samples, Kolmogorov and Smirnov. */
function findShift(train: Samples, test: Samples, names: readonly string[]): Finding[] {
  const width = names.length;
  const most = Math.max(200, Math.min(1000, Math.floor(4e4 / width)));
  const [trainRows, testRows] = [spread(train.labels.length, most), spread(test.labels.length, most)];
  const found: { name: string; distance: number; p: number }[] = [];
  for (const [j, name] of names.entries()) {
    const a = sortedColumn(train.features, trainRows, j, width);
    const b = sortedColumn(test.features, testRows, j, width);
    const distance = kolmogorovSmirnov(a, b);
    const p = Math.min(1, width * tail(distance, a.length, b.length));
    if (distance >= 0.1 && p < chance / 10) found.push({ name, distance, p });
  }
  if (found.length === 0) return [];
  found.sort((a, b) => b.distance - a.distance);
  const { distance, p } = found[0]!;
  const [subject, verb] = found.length === 1 ? ["feature", "is"] : ["features", "are"];
  return [
    {
      kind: "shift",
      message: `${subject} ${listed(found.map(({ name }) => name))} ${verb} distributed otherwise in the test rows than in the training rows (Kolmogorov-Smirnov distance ${distance.toFixed(3)}, p ${p < 1e-9 ? "< 1e-9" : p.toExponential(0)}): are both measured, and drawn, the same way?`,
    },
  ];
}

function sortedColumn(features: ArrayLike<number>, rows: Int32Array, j: number, width: number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = features[rows[i]! * width + j]!;
  return values.sort();
}

/** The largest distance between two samples' empirical distributions; both ascending. */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): number {
  let [i, j, distance] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === x) i++;
    while (j < b.length && b[j] === x) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return distance;
}

/** P(D ≥ distance) by chance: Kolmogorov's series 2 Σ (-1)^(k-1) e^(-2k²λ²), with Stephens's λ for small samples. */
function tail(distance: number, n: number, m: number): number {
  const root = Math.sqrt((n * m) / (n + m));
  const lambda = (root + 0.12 + 0.11 / root) * distance;
  if (lambda < 0.3) return 1;
  let sum = 0;
  for (let k = 1; k <= 50; k++) sum += (k % 2 ? 2 : -2) * Math.exp(-2 * (k * lambda) ** 2);
  return Math.min(1, Math.max(0, sum));
}

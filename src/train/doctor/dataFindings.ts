import type { ImageSpec } from "../../data/images/image.ts";
import { hashRow, sameRow } from "../../data/numbers/equalRows.ts";
import type { Samples } from "../../model/samples.ts";
import { spread } from "../../model/samples.ts";
import type { Finding } from "./finding.ts";
import { chance, findLeaks } from "./leaks.ts";

interface Rows {
  train: Samples;
  test?: Samples;
  featureNames: readonly string[];
  /** none where numbers are predicted */
  classNames: readonly string[];
  /** where the rows are images */
  image?: ImageSpec | undefined;
}

/** What is wrong with the rows, whatever learns from them. */
export function examineData({ train, test, featureNames, classNames, image }: Rows): Finding[] {
  const width = featureNames.length;
  const leaks = findLeaks({ train, featureNames, classNames, image });
  if (!test) return leaks;
  return [...leaks, ...findDuplicates(train, test, width), ...findShift(train, test, featureNames)];
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
      if (seen.has(other)) continue;
      const [a, b] = [train, test].map(({ features }) => features);
      if (sameRow({ features: a!, row }, { features: b!, row: other }, width)) seen.add(other);
    }
  }
  // One row in a hundred may well be measured twice; and where few different rows can exist, they must repeat.
  if (seen.size < 2 || seen.size < 0.01 * testRows.length) return [];
  if (possibleRows(train.features, trainRows, width) < 10 * train.labels.length) return [];
  if (repeatByNature(train, test, width)) return [];
  const [of, all] = [testRows.length, testRows.length === test.labels.length];
  return [{ kind: "duplicates", seen: seen.size, of, all, remedies: [] }];
}

/**
 * Whether rows are alike because few things differ: then many of those that are no training row agree with one in all features but one.
 * Beside copies there are hardly any. Looked at in part, a million numbers of each side.
 */
function repeatByNature(train: Samples, test: Samples, width: number): boolean {
  const rowsOf = ({ labels }: Samples) => spread(labels.length, Math.max(100, Math.floor(1e6 / width)));
  /** Of each row a hash that is a sum over its features: what a feature adds can be taken out again. */
  const hashes = ({ features }: Samples, row: number) => {
    const parts = Array.from({ length: width }, (_, j) => hashRow([features[row * width + j]!, j], 0, 2));
    const all = parts.reduce((sum, part) => (sum + part) | 0, 0);
    return { all, others: parts.map((part, j) => `${(all - part) | 0} ${j}`) };
  };
  const [whole, butOne] = [new Set<number>(), new Set<string>()];
  for (const row of rowsOf(train)) {
    const { all, others } = hashes(train, row);
    whole.add(all);
    for (const other of others) butOne.add(other);
  }
  let [same, near, far] = [0, 0, 0];
  for (const row of rowsOf(test)) {
    const { all, others } = hashes(test, row);
    if (whole.has(all)) same++;
    else if (others.some((other) => butOne.has(other))) near++;
    else far++;
  }
  return near >= same || near >= far / 4;
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
  return [{ kind: "shift", names: found.map(({ name }) => name), distance, p, remedies: [] }];
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

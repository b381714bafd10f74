import { UserError } from "../../errors.ts";
import { largest, smallest } from "../numbers/lists.ts";

// Rows of one group (a lot, a part seen from several sides, a picture and its copies) go to one part of a split together.

/** The next permutation of 0 … n - 1 of a random stream. */
export type Permute = (n: number) => number[];

/** The groups of some rows, numbered from 0 in the order of their values, as NumPy's `unique` numbers them. */
export interface Groups {
  /** how many there are */
  count: number;
  /** the group of each row */
  of: Int32Array;
}

/** Rows with an equal number are one group. */
export function groupsOf(values: ArrayLike<number>, rows: number, where: string): Groups {
  if (values.length !== rows)
    throw new UserError(
      `${where}: there are ${rows} rows and ${values.length} groups; give one for each row`,
    );
  const sorted = [...new Set(Array.from(values))].sort((a, b) => a - b);
  const numbers = new Map(sorted.map((value, i) => [value, i]));
  return { count: sorted.length, of: Int32Array.from(values, (value) => numbers.get(value)!) };
}

/** Whether no group has two rows: then a split of groups is one of rows. */
export const areSingle = ({ count, of }: Groups): boolean => count === of.length;

/** The same groups under other numbers: the first of a permutation becomes 0. */
function shuffled({ count, of }: Groups, permute: Permute): Groups {
  const place = new Int32Array(count);
  for (const [i, group] of permute(count).entries()) place[group] = i;
  return { count, of: of.map((group) => place[group]!) };
}

/**
 * The part of each row, where every part is to have its share of every class: scikit-learn's StratifiedGroupKFold without a
 * shuffle, for groups in the order of a permutation, and for parts of unequal shares too. Groups in which the classes differ most
 * in number come first. Each goes to the part with which the parts' fillings, a row's class over that class's rows and the part's
 * share, have the smallest standard deviation (its mean over the classes), and of equally good parts to the emptiest.
 *
 * (scikit-learn's own `shuffle=True` permutes the counts and not the groups, so that its folds are not stratified.)
 */
export function stratifiedGroupParts(
  labels: ArrayLike<number>,
  groups: Groups,
  shares: readonly number[],
  permute: Permute,
): Int32Array {
  const { count, of } = shuffled(groups, permute);
  const classes = new Map(
    [...new Set(Array.from(labels))].sort((a, b) => a - b).map((label, c) => [label, c]),
  );
  const k = classes.size;
  const inGroup = Array.from({ length: count }, () => new Float64Array(k));
  const inAll = new Float64Array(k);
  for (let row = 0; row < of.length; row++) {
    const c = classes.get(labels[row]!)!;
    inGroup[of[row]!]![c]!++;
    inAll[c]!++;
  }
  const spread = inGroup.map(deviation);
  const order = Array.from(spread.keys()).sort((a, b) => spread[b]! - spread[a]!);
  const inPart = shares.map(() => new Float64Array(k));
  // 1 where all shares are equal: then the numbers are scikit-learn's.
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
  const size = shares.map((share) => share / mean);
  const filling = new Float64Array(shares.length);
  const partOf = new Int32Array(count);
  for (const group of order) {
    let [best, least, rows] = [0, Infinity, Infinity];
    for (let part = 0; part < shares.length; part++) {
      let sum = 0;
      for (let c = 0; c < k; c++) {
        for (let p = 0; p < shares.length; p++)
          filling[p] = (inPart[p]![c]! + (p === part ? inGroup[group]![c]! : 0)) / inAll[c]! / size[p]!;
        sum += deviation(filling);
      }
      const uneven = sum / k;
      const held = inPart[part]!.reduce((a, b) => a + b, 0) / size[part]!;
      if (uneven < least || (isClose(uneven, least) && held < rows))
        [best, least, rows] = [part, uneven, held];
    }
    for (let c = 0; c < k; c++) inPart[best]![c]! += inGroup[group]![c]!;
    partOf[group] = best;
  }
  return of.map((group) => partOf[group]!);
}

/**
 * The part of each row, where all parts are to have as many rows as it goes: scikit-learn's GroupKFold, of groups in the order of
 * a permutation. The largest group comes first, and each goes to the part with the fewest rows.
 */
export function evenGroupParts(groups: Groups, parts: number, permute: Permute): Int32Array {
  const { count, of } = shuffled(groups, permute);
  const rows = new Int32Array(count);
  for (const group of of) rows[group]!++;
  const held = new Array<number>(parts).fill(0);
  const partOf = new Int32Array(count);
  for (const group of Array.from(rows.keys()).sort((a, b) => rows[b]! - rows[a]!)) {
    const lightest = held.indexOf(smallest(held));
    held[lightest]! += rows[group]!;
    partOf[group] = lightest;
  }
  return of.map((group) => partOf[group]!);
}

/** The population standard deviation. */
function deviation(values: Float64Array): number {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  return Math.sqrt(squares / n);
}

/** As NumPy's `isclose`. */
const isClose = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b) && b < Infinity;

/** No part may stay empty: the smallest group of the part that has most groups goes over. Returns the parts as they are then. */
export function noneEmpty(partOf: Int32Array, { count, of }: Groups, parts: number): Int32Array {
  const found = Int32Array.from(partOf);
  for (let empty = 0; empty < parts; empty++) {
    if (found.includes(empty)) continue;
    const rows = new Int32Array(count);
    const partOfGroup = new Int32Array(count);
    for (let row = 0; row < of.length; row++) {
      rows[of[row]!]!++;
      partOfGroup[of[row]!] = found[row]!;
    }
    const groupsIn = new Array<number>(parts).fill(0);
    for (const part of partOfGroup) groupsIn[part]!++;
    const fullest = groupsIn.indexOf(largest(groupsIn));
    let least = -1;
    for (let group = 0; group < count; group++)
      if (partOfGroup[group] === fullest && (least < 0 || rows[group]! < rows[least]!)) least = group;
    for (let row = 0; row < of.length; row++) if (of[row] === least) found[row] = empty;
  }
  return found;
}

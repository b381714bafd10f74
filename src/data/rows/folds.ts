import { checkNames, UserError } from "../../errors.ts";
import { randomState } from "../random/randomState.ts";
import { checkSeed } from "../random/seed.ts";
import {
  areSingle,
  evenGroupParts,
  type Groups,
  groupsOf,
  noneEmpty,
  stratifiedGroupParts,
} from "./groups.ts";

/** Row numbers, ascending: each row tests in one fold and trains in all others. */
export interface Fold {
  train: number[];
  test: number[];
}

export interface FoldOptions {
  /** into how many parts the rows go, at least 2; 5 when left out */
  folds?: number;
  /** of the permutation; 0 when left out */
  seed?: number;
  /** a number for each row: rows with the same (a lot, a part seen from several sides, copies) are in one fold */
  groups?: ArrayLike<number> | undefined;
}

export interface StratifiedFoldOptions extends FoldOptions {
  /** a class's name, for the error about one that has too few rows; its number when left out */
  nameOf?: (label: number) => string;
}

/**
 * As scikit-learn's `KFold(folds, shuffle=True, random_state=seed)`, of the rows 0 … rows - 1. With `groups` as its `GroupKFold`:
 * the largest group first, in the order of a permutation, each into the fold with the fewest rows.
 */
export function kFold(rows: number, options: FoldOptions = {}): Fold[] {
  checkNames("kFold", options, ["folds", "seed", "groups"]);
  const { folds = 5, seed = 0 } = options;
  checkFolds(folds);
  if (rows < folds)
    throw new UserError(`${folds} folds of ${rows} rows leave some empty; use at most ${rows}`);
  const { permutation } = randomState(checkSeed(seed, "kFold"));
  const groups = options.groups && groupsOf(options.groups, rows, "kFold");
  if (groups) {
    checkGroups(groups, folds);
    return parted(evenGroupParts(groups, folds, permutation), folds);
  }
  const order = permutation(rows);
  const foldOf = new Int32Array(rows);
  let start = 0;
  for (let fold = 0; fold < folds; fold++) {
    const size = Math.floor(rows / folds) + (fold < rows % folds ? 1 : 0);
    for (const row of order.slice(start, start + size)) foldOf[row] = fold;
    start += size;
  }
  return parted(foldOf, folds);
}

/**
 * As scikit-learn's `StratifiedKFold(folds, shuffle=True, random_state=seed)`: every class is spread over the folds as
 * evenly as it goes. With `groups` by the rule of its `StratifiedGroupKFold`, the groups taken in the order of a permutation; where
 * every group is one row, as without groups.
 */
export function stratifiedKFold(labels: ArrayLike<number>, options: StratifiedFoldOptions = {}): Fold[] {
  checkNames("stratifiedKFold", options, ["folds", "seed", "nameOf", "groups"]);
  const { folds = 5, seed = 0, nameOf = String } = options;
  checkFolds(folds);
  const groups = options.groups && groupsOf(options.groups, labels.length, "stratifiedKFold");
  if (groups && !areSingle(groups)) {
    checkGroups(groups, folds);
    const { permutation } = randomState(checkSeed(seed, "stratifiedKFold"));
    const shares = Array<number>(folds).fill(1);
    const parts = stratifiedGroupParts(labels, groups, shares, permutation);
    return parted(noneEmpty(parts, groups, folds), folds);
  }
  // Classes in the order in which they appear, as scikit-learn numbers them.
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const rows = rowsOf.get(labels[row]!);
    if (rows) rows.push(row);
    else rowsOf.set(labels[row]!, [row]);
  }
  for (const [label, { length }] of rowsOf) {
    if (length >= folds) continue;
    throw new UserError(
      `class "${nameOf(label)}" has ${length} ${length === 1 ? "row" : "rows"}, too few for ${folds} folds with one each; use fewer folds, or add rows`,
    );
  }
  const { permutation } = randomState(checkSeed(seed, "stratifiedKFold"));
  const foldOf = new Int32Array(labels.length);
  // The sorted labels are dealt out to the folds in turn: each fold gets so many rows of each class.
  let dealt = 0;
  for (const rows of rowsOf.values()) {
    const counts = new Array<number>(folds).fill(0);
    for (let i = 0; i < rows.length; i++) counts[(dealt + i) % folds]!++;
    dealt += rows.length;
    const places = counts.flatMap((count, fold) => Array<number>(count).fill(fold));
    for (const [i, from] of permutation(rows.length).entries()) foldOf[rows[i]!] = places[from]!;
  }
  return parted(foldOf, folds);
}

function checkFolds(folds: number): void {
  if (!Number.isInteger(folds) || folds < 2)
    throw new UserError(`cross-validation needs a whole number of at least 2 folds, found ${folds}`);
}

function checkGroups({ count, of }: Groups, folds: number): void {
  if (count >= folds) return;
  throw new UserError(
    `${folds} folds of ${count} ${count === 1 ? "group" : "groups"} (${of.length} rows) leave some empty; use at most ${count}, or add rows of other groups`,
  );
}

function parted(foldOf: Int32Array, folds: number): Fold[] {
  const found = Array.from({ length: folds }, (): Fold => ({ train: [], test: [] }));
  for (const [row, own] of foldOf.entries()) {
    for (let fold = 0; fold < folds; fold++) found[fold]![fold === own ? "test" : "train"].push(row);
  }
  return found;
}

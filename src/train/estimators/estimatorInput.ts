import { array, type NDArray } from "numpy-ts";
import { compareCodePoints } from "../../data/classes.ts";
import { numbers } from "../../data/numbers.ts";
import { UserError } from "../../errors.ts";

/** Rows of features: (n, d). */
export type Rows = NDArray | readonly (readonly number[])[];

/** Labels or targets as a list. */
export function cellsOf<T extends string | number>(who: string, y: readonly T[] | NDArray): readonly T[] {
  if (Array.isArray(y)) return y;
  if (ArrayBuffer.isView(y)) return Array.from(y as unknown as ArrayLike<T>);
  if (isArray(y)) return Array.from<unknown>(numbers(y)) as T[];
  throw new UserError(`${who}: y must be a list, or an array (rows,), found ${typeof y}`);
}

const isArray = (thing: unknown): thing is NDArray =>
  typeof thing === "object" && thing !== null && "shape" in thing && "data" in thing;

/** Refuses labels that are neither all numbers nor all words. */
export function checkCells(who: string, y: readonly unknown[]): void {
  const odd = y.findIndex((cell) => cell === null || cell === undefined || Number.isNaN(cell));
  if (odd >= 0) throw new UserError(`${who}: y[${odd}] is ${y[odd]}; leave the row out, or give it a label`);
  const other = y.findIndex((cell) => typeof cell !== typeof y[0]);
  if (other >= 0)
    throw new UserError(
      `${who}: y[0] is a ${typeof y[0]} and y[${other}] a ${typeof y[other]}; make them all of one kind`,
    );
}

/** The different labels as numpy.unique sorts them: numbers ascending, words by code point. */
export function sortedLabels<T extends string | number>(labels: readonly T[]): T[] {
  const different = [...new Set(labels)];
  return different.every((label) => typeof label === "number")
    ? different.sort((a, b) => +a - +b)
    : different.sort((a, b) => compareCodePoints(String(a), String(b)));
}

/** What `fit` is given: the numbers of X, and y as a list, as long as X. */
export function examplesOf<T extends string | number>(who: string, X: Rows, y: readonly T[] | NDArray) {
  const rows = rowsOf(who, X);
  const given = cellsOf<T>(who, y);
  checkLength(who, rows.n, given.length);
  return { ...rows, given };
}

export function checkLength(who: string, rows: number, labels: number): void {
  if (rows !== labels) throw new UserError(`${who}: X has ${rows} rows, but y has ${labels} values`);
}

/** The numbers of X, checked: finite, and `width` a row where that is known. */
export function rowsOf(
  who: string,
  X: Rows,
  width?: number,
): { features: ArrayLike<number>; n: number; d: number } {
  const given = Array.isArray(X) ? X : undefined;
  if (!given && !isArray(X))
    throw new UserError(
      `${who}: X must be rows of features, [[1, 2], [3, 4]] or an array (rows, features); of a Dataset give dataset.features`,
    );
  const ragged = given?.findIndex((row) => row.length !== given[0]!.length) ?? -1;
  if (ragged >= 0)
    throw new UserError(
      `${who}: row ${ragged} of X has ${given![ragged].length} numbers, row 0 has ${given![0].length}`,
    );
  const matrix = given ? (array(given as number[][]) as NDArray) : (X as NDArray);
  const [n, d, ...more] = matrix.shape;
  if (n === undefined || d === undefined || more.length > 0 || n === 0)
    throw new UserError(
      `${who}: X must be (rows, features) with at least one row, found (${matrix.shape.join(", ")})`,
    );
  if (width !== undefined && d !== width)
    throw new UserError(`${who}: X has ${d} features, but it was fitted to ${width}`);
  const features = numbers(matrix);
  for (let i = 0; i < features.length; i++) {
    if (!Number.isFinite(features[i]!))
      throw new UserError(
        `${who}: row ${Math.floor(i / d)}, feature ${i % d} of X is ${features[i]}; give finite numbers`,
      );
  }
  return { features, n, d };
}

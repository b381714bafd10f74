import { type ArrayWithShape, numbers } from "../../data/numbers/numbers.ts";
import { compareCodePoints } from "../../data/rows/classes.ts";
import { UserError } from "../../errors.ts";

/** Rows of features: lists of numbers, or an array (n, d) with its shape, such as NumPy's of kiso/numpy. */
export type Rows = readonly ArrayLike<number>[] | ArrayWithShape;

/** Labels or targets: a list, a typed array, or an array (n,) with its shape. */
export type Labels<T extends string | number> = readonly T[] | ArrayLike<number> | ArrayWithShape;

/** Labels or targets as a list. */
export function cellsOf<T extends string | number>(who: string, y: Labels<T>): readonly T[] {
  if (Array.isArray(y)) return y;
  if (ArrayBuffer.isView(y)) return Array.from(y as unknown as ArrayLike<T>);
  if (isArray(y)) return Array.from<unknown>(numbers(y)) as T[];
  throw new UserError(`${who}: y must be a list, or an array (rows,), found ${typeof y}`);
}

const isArray = (thing: unknown): thing is ArrayWithShape =>
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
export function examplesOf<T extends string | number>(who: string, X: Rows, y: Labels<T>) {
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
  const { shape, data } = Array.isArray(X) ? flattened(who, X) : checkedArray(who, X);
  const [n, d, ...more] = shape;
  if (n === undefined || d === undefined || more.length > 0 || n === 0)
    throw new UserError(
      `${who}: X must be (rows, features) with at least one row, found (${shape.join(", ")})`,
    );
  if (width !== undefined && d !== width)
    throw new UserError(`${who}: X has ${d} features, but it was fitted to ${width}`);
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i]!))
      throw new UserError(
        `${who}: row ${Math.floor(i / d)}, feature ${i % d} of X is ${data[i]}; give finite numbers`,
      );
  }
  return { features: data, n, d };
}

interface Flat {
  shape: readonly number[];
  data: ArrayLike<number>;
}

function checkedArray(who: string, X: unknown): Flat {
  if (isArray(X)) return { shape: X.shape, data: numbers(X) };
  throw new UserError(
    `${who}: X must be rows of features, [[1, 2], [3, 4]] or an array (rows, features); of a Dataset give dataset.features`,
  );
}

/** Lists of equal length, one after the other. */
function flattened(who: string, rows: readonly ArrayLike<number>[]): Flat {
  const n = rows.length;
  const d = rows[0]?.length;
  if (d === undefined) return { shape: [n], data: [] };
  const data = new Float64Array(n * d);
  for (const [i, row] of rows.entries()) {
    if (row.length !== d)
      throw new UserError(`${who}: row ${i} of X has ${row.length} numbers, row 0 has ${d}`);
    for (let j = 0; j < d; j++) data[i * d + j] = row[j]!;
  }
  return { shape: [n, d], data };
}

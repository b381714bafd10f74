import { type ArrayWithShape, numbers } from "../../data/numbers/numbers.ts";
import { compareCodePoints } from "../../data/rows/classes.ts";
import { shown, UserError } from "../../errors.ts";

/** A number of X, as scikit-learn takes it: also true and false, and text that is a number. */
export type Value = number | bigint | boolean | string;

/** Rows of features: lists of numbers, or an array (n, d) with its shape, such as NumPy's of kiso/numpy. */
export type Rows = readonly ArrayLike<Value>[] | ArrayWithShape;

/** What a class may be called. */
export type AnyLabel = string | number | boolean;

/** Labels or targets: a list, a column ([[0], [1]]), a typed array, or an array (n,) or (n, 1) with its shape. */
export type Labels<T extends AnyLabel> =
  | readonly T[]
  | readonly (readonly T[])[]
  | ArrayLike<number>
  | ArrayWithShape;

/** Labels or targets as a list. A column is taken as one; of several columns it is said that they are no labels. */
export function cellsOf<T extends AnyLabel>(who: string, y: Labels<T>): readonly T[] {
  if (Array.isArray(y))
    return (y as readonly unknown[]).some(isList) ? ravelled<T>(who, y) : (y as readonly T[]);
  if (ArrayBuffer.isView(y)) return Array.from(y as unknown as ArrayLike<T>);
  if (isArray(y)) {
    const [, width = 1, ...more] = y.shape;
    if (width !== 1 || more.length > 0) throw severalColumns(who, `an array (${y.shape.join(", ")})`);
    return Array.from<unknown>(numbers(y)) as T[];
  }
  throw new UserError(`${who}: y must be a list, or an array (rows,), found ${typeof y}`);
}

const isList = (thing: unknown): thing is readonly unknown[] =>
  Array.isArray(thing) || ArrayBuffer.isView(thing);

/** [[0], [1]] as [0, 1] */
function ravelled<T extends AnyLabel>(who: string, y: readonly unknown[]): T[] {
  return y.map((row, i) => {
    if (!isList(row))
      throw new UserError(`${who}: y[${i}] is ${shown(row)}, where others are lists; give one label a row`);
    if (row.length !== 1) throw severalColumns(who, `y[${i}] is ${shown(Array.from(row))}`);
    return row[0] as T;
  });
}

function severalColumns(who: string, found: string): UserError {
  const mend =
    who === "MLPRegressor"
      ? "fit one MLPRegressor for each column"
      : "of one-hot rows give the place of each row's 1; several labels a row are several classifiers";
  return new UserError(`${who}: y must be one value a row, ${found}; ${mend}`);
}

const isArray = (thing: unknown): thing is ArrayWithShape =>
  typeof thing === "object" && thing !== null && "shape" in thing && "data" in thing;

/** Refuses labels that are not all numbers, all words or all true and false, and numbers that are no classes. */
export function checkCells(who: string, y: readonly unknown[]): void {
  const odd = y.findIndex((cell) => cell === null || cell === undefined || Number.isNaN(cell));
  if (odd >= 0) throw new UserError(`${who}: y[${odd}] is ${y[odd]}; leave the row out, or give it a label`);
  const other = y.findIndex((cell) => typeof cell !== typeof y[0]);
  if (other >= 0)
    throw new UserError(
      `${who}: y[0] is a ${typeof y[0]} and y[${other}] a ${typeof y[other]}; make them all of one kind`,
    );
  const strange = y.findIndex((cell) => !["number", "string", "boolean"].includes(typeof cell));
  if (strange >= 0)
    throw new UserError(`${who}: y[${strange}] is ${shown(y[strange])}; give numbers or words as labels`);
  const decimal = y.findIndex((cell) => typeof cell === "number" && !Number.isInteger(cell));
  if (decimal >= 0)
    throw new UserError(
      `${who}: y[${decimal}] is ${y[decimal]}, and classes are whole numbers or words; predict numbers with MLPRegressor, or make classes of them`,
    );
}

/** The different labels as numpy.unique sorts them: numbers ascending, words by code point. */
export function sortedLabels<T extends AnyLabel>(labels: readonly T[]): T[] {
  const different = [...new Set(labels)];
  return different.every((label) => typeof label === "number")
    ? different.sort((a, b) => +a - +b)
    : different.sort((a, b) => compareCodePoints(String(a), String(b))); // false comes before true, too
}

/** What `fit` is given: the numbers of X, and y as a list, as long as X. */
export function examplesOf<T extends AnyLabel>(who: string, X: Rows, y: Labels<T>) {
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
  if (d === 0)
    throw new UserError(`${who}: X has no features, only ${n} rows; give at least one number a row`);
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i]!)) throw notFinite(who, Math.floor(i / d), i % d, data[i]);
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

const notFinite = (who: string, row: number, feature: number, found: unknown): UserError =>
  new UserError(`${who}: row ${row}, feature ${feature} of X is ${shown(found)}; give finite numbers`);

/** Lists of equal length, one after the other. */
function flattened(who: string, rows: readonly ArrayLike<Value>[]): Flat {
  const n = rows.length;
  const d = rows[0]?.length;
  if (d === undefined) return { shape: [n], data: [] };
  const data = new Float64Array(n * d);
  for (const [i, row] of rows.entries()) {
    if (row?.length !== d)
      throw new UserError(
        `${who}: row ${i} of X ${row?.length === undefined ? `is ${shown(row)}` : `has ${row.length} numbers`}, row 0 has ${d}`,
      );
    for (let j = 0; j < d; j++) data[i * d + j] = numberOf(who, i, j, row[j]);
  }
  return { shape: [n, d], data };
}

/** A cell of X. What JavaScript would silently take for 0 (null, "", a list) is none. */
function numberOf(who: string, row: number, feature: number, cell: unknown): number {
  if (typeof cell === "number") return cell; // one that is not finite is found among all
  const number =
    typeof cell === "bigint" || typeof cell === "boolean"
      ? Number(cell)
      : typeof cell === "string" && cell.trim() !== ""
        ? Number(cell)
        : Number.NaN;
  if (!Number.isFinite(number)) throw notFinite(who, row, feature, cell);
  return number;
}

import { array, type NDArray } from "numpy-ts";
import { compareCodePoints } from "../data/classes.ts";
import { numbers } from "../data/numbers.ts";
import { UserError } from "../errors.ts";

/** Rows of features: (n, d). */
export type Rows = NDArray | readonly (readonly number[])[];

/** Labels or targets as a list. */
export const cellsOf = <T extends string | number>(y: readonly T[] | NDArray): readonly T[] =>
  Array.isArray(y) ? y : (Array.from<unknown>(numbers(y as NDArray)) as T[]);

/** The different labels as numpy.unique sorts them: numbers ascending, words by code point. */
export function sortedLabels<T extends string | number>(labels: readonly T[]): T[] {
  const different = [...new Set(labels)];
  return different.every((label) => typeof label === "number")
    ? different.sort((a, b) => +a - +b)
    : different.sort((a, b) => compareCodePoints(String(a), String(b)));
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

/** Functions of numbers that JavaScript lacks, or has otherwise than NumPy and PyTorch. */

/** aᵇ as in C: 1 to whatever power is 1, and so is −1 to ±∞. JavaScript's ** gives NaN for 1^NaN, 1^±∞ and (−1)^±∞. */
export const power = (a: number, b: number): number =>
  a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b;

/** Cut off towards 0; the nearest int32 where it is beyond, 0 for NaN. */
export const toInteger = (x: number): number =>
  Number.isNaN(x) ? 0 : Math.min(Math.max(Math.trunc(x), -(2 ** 31)), 2 ** 31 - 1) + 0;

/** The places of a row's numbers in the order of the sorted row; equals keep their order, NaN is above all. */
export function sortedPlaces(row: ArrayLike<number>, descending: boolean): Int32Array {
  const order = (i: number, j: number) =>
    row[i] < row[j] ? -1 : row[i] > row[j] ? 1 : Number(Number.isNaN(row[i])) - Number(Number.isNaN(row[j]));
  return Int32Array.from({ length: row.length }, (_, i) => i).sort(
    (i, j) => (descending ? order(j, i) : order(i, j)) || i - j,
  );
}

import { median } from "../columns/missing.ts";
import type { Numbers } from "../table.ts";
import { largest, smallest } from "./lists.ts";

// Whether a row that is called a total or a limit is one: its numbers show it.

/** Of so large a share of the rows a pair of limits holds. */
const withinLimits = 0.8;

/** A mean that is rounded by hand is nearer to the rows' than so many of their standard deviations. */
const nearMean = 0.1;

/** A sum that is rounded by hand is nearer to the rows' than this share of it. */
const nearSum = 0.01;

/** Half of the last digit that a number is written with: a rounded one is as near as that. */
export const halfDigit = (value: number): number => 0.5 * 10 ** -(String(value).split(".")[1]?.length ?? 0);

/** Whether a column tells more than two values apart, and does not number the rows: the others show nothing. */
export function isMeasured(values: Numbers, rows: readonly number[]): boolean {
  const different = new Set<number>();
  let running = rows.length > 2;
  let before = Number.NaN;
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (different.size < 3) different.add(value);
    if (!Number.isNaN(before) && value !== before + 1) running = false;
    before = value;
  }
  return different.size > 2 && !running;
}

/** Whether a row's numbers are all the sums, or all the means, medians, largest, smallest or deviations, of the rows `of`. */
export function sumsUpRows(columns: readonly Numbers[], row: number, of: readonly number[]): boolean {
  let all: ReadonlySet<string> | undefined;
  for (const values of columns) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const found = figuresLike(value, Float64Array.from(of, (one) => values[one]!).filter(Number.isFinite));
    all = all === undefined ? found : new Set([...all].filter((one) => found.has(one)));
    if (all.size === 0) return false;
  }
  return all !== undefined;
}

/** What of some numbers a value is. */
function figuresLike(value: number, numbers: Float64Array): Set<string> {
  const found = new Set<string>();
  const count = numbers.length;
  if (count < 2) return found;
  const sum = numbers.reduce((total, one) => total + one, 0);
  const mean = sum / count;
  const deviation = Math.sqrt(numbers.reduce((total, one) => total + (one - mean) ** 2, 0) / (count - 1));
  const [least, most] = [smallest(numbers), largest(numbers)];
  if (deviation === 0) return found;
  const half = halfDigit(value) + 1e-9 * Math.abs(sum);
  const is = (figure: number): boolean => Math.abs(value - figure) <= half;
  const far = Math.abs(value) > 1.5 * Math.max(Math.abs(least), Math.abs(most));
  if (is(sum) || (far && Math.abs(value - sum) <= nearSum * Math.abs(sum))) found.add("sum");
  const middle = Math.max(nearMean * deviation, Math.min(half, 2 * nearMean * deviation));
  if (Math.abs(value - mean) <= middle) found.add("mean");
  if (Math.abs(value - median(numbers)) <= middle) found.add("median");
  // A figure that is rounded to one that many rows have tells nothing.
  const isFine = half <= deviation;
  if (value === most || (isFine && is(most))) found.add("largest");
  if (value === least || (isFine && is(least))) found.add("smallest");
  if (isFine && (is(deviation) || is(deviation * Math.sqrt((count - 1) / count)))) found.add("deviation");
  return found;
}

/**
 * Of `candidates` those whose numbers are limits of the rows `of`: none of these lies beyond, or most lie between two of them;
 * and what lies between such two, as a target does.
 */
export function limitsOf(
  columns: readonly Numbers[],
  candidates: readonly number[],
  of: readonly number[],
): Set<number> {
  const found = new Set<number>();
  if (columns.length === 0 || of.length < 3) return found;
  const ranges = columns.map((values) => {
    const numbers = of.map((row) => values[row]!).filter((value) => !Number.isNaN(value));
    return { values, numbers, least: smallest(numbers), most: largest(numbers) };
  });
  const everywhere = (row: number, is: (value: number, range: (typeof ranges)[number]) => boolean) => {
    const told = ranges.filter(({ values }) => !Number.isNaN(values[row]!));
    return told.length > 0 && told.every((range) => is(range.values[row]!, range));
  };
  for (const row of candidates) {
    if (everywhere(row, (value, { most }) => value >= most)) found.add(row);
    if (everywhere(row, (value, { least }) => value <= least)) found.add(row);
  }
  for (const upper of candidates)
    for (const lower of candidates) {
      const between = everywhere(upper, (high, { values, numbers }) => {
        const low = values[lower]!;
        const inside = numbers.filter((value) => value >= low && value <= high).length;
        return low < high && inside >= withinLimits * numbers.length;
      });
      if (!between) continue;
      found.add(upper).add(lower);
      for (const target of candidates)
        if (everywhere(target, (value, { values }) => value > values[lower]! && value < values[upper]!))
          found.add(target);
    }
  return found;
}

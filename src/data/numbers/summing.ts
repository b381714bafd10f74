import { median } from "../columns/missing.ts";
import type { Numbers } from "../table.ts";
import { largest, smallest } from "./lists.ts";

// Whether a row sums up others, or limits them: its numbers show it.

/** Of so large a share of the rows a pair of limits holds. */
const withinLimits = 0.8;

/** A mean that is rounded by hand is nearer to the rows' than so many of their standard deviations. */
const nearMean = 0.1;

/** A sum that is rounded by hand is nearer to the rows' than this share of it. */
const nearSum = 0.01;

/** Cells that are looked at to know how many digits a column is written with. */
const someCells = 20;

/** Rows from one to another (which is none of them), but for some. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly except?: { has(row: number): boolean } | undefined;
}

const all = ["sum", "mean", "median", "largest", "smallest", "deviation", "count"] as const;

/** What a row may say of others. */
export type Figure = (typeof all)[number];

/** A row in the middle of a plan of experiments has such numbers too, but none that is finer than its column's. */
const middles: ReadonlySet<Figure> = new Set(["mean", "median"]);

/** Those that may stand side by side in one row: pieces are summed, thicknesses averaged. */
const mixed: readonly Figure[] = ["sum", "mean", "count"];

/** Digits of a number behind which a computer's own rounding stands: 0.1 * 3 is 0.30000000000000004. */
const sureDigits = 12;

/** Half of the last digit that a number is written with: a rounded one is as near as that. */
export function halfDigit(value: number): number {
  const [digits = "", exponent = "0"] = String(Number(value.toPrecision(sureDigits))).split("e");
  return 0.5 * 10 ** (Number(exponent) - (digits.split(".")[1]?.length ?? 0));
}

/** Whether a column tells more than two values apart, and does not number the rows: the others show nothing. */
export function isMeasured(values: Numbers, { from, to, except }: Span): boolean {
  const different = new Set<number>();
  let [running, count, before] = [true, 0, Number.NaN];
  for (let row = from; row < to; row++) {
    const value = values[row]!;
    if (Number.isNaN(value) || except?.has(row)) continue;
    if (different.size < 3) different.add(value);
    if (count > 0 && value !== before + 1) running = false;
    if (!running && different.size > 2) return true;
    before = value;
    count++;
  }
  return false;
}

/** How numbers of a column lie: their count, sum, mean and deviation (Welford's way), the least and the largest. */
export class Spread {
  count = 0;
  sum = 0;
  mean = 0;
  least = Infinity;
  most = -Infinity;
  #squares = 0;

  constructor(values: Numbers, { from, to, except }: Span) {
    for (let row = from; row < to; row++) {
      const value = values[row]!;
      if (!Number.isFinite(value) || except?.has(row)) continue;
      const difference = value - this.mean;
      this.count++;
      this.sum += value;
      this.mean += difference / this.count;
      this.#squares += difference * (value - this.mean);
      if (value < this.least) this.least = value;
      if (value > this.most) this.most = value;
    }
  }

  /** of a sample, n - 1 below the stroke */
  get deviation(): number {
    return Math.sqrt(this.#squares / (this.count - 1));
  }

  get range(): number {
    return this.most - this.least;
  }
}

/** A figure that a value is near to: where it lies, how near that is, and how likely any number would be as near. */
interface Near {
  readonly is: number;
  readonly within: number;
  readonly chance: number;
  /** The value has more digits than the column's. */
  readonly finer: boolean;
}

/** The figures that a row's number in a column is near to. */
interface Told {
  readonly values: Numbers;
  readonly found: ReadonlyMap<Figure, Near>;
}

/**
 * How likely a row that has nothing to do with the rows of a span would be as near to what sums them up, in all columns where it
 * has a number: to their sums, or to their means, medians, … ; 1 where it is not near. `figures`: those that are looked for;
 * `byHand`: they may be rounded further than they are written.
 */
export function chanceOfSummary(
  columns: Iterable<Numbers>,
  row: number,
  span: Span,
  { figures = all, byHand = false }: { figures?: readonly Figure[]; byHand?: boolean } = {},
): number {
  const told: Told[] = [];
  let same = [...figures];
  let isMixed = true;
  for (const values of columns) {
    if (Number.isNaN(values[row]!)) continue;
    const found = figuresLike(values[row]!, values, { span, figures, byHand });
    told.push({ values, found });
    same = same.filter((figure) => found.has(figure));
    isMixed &&= mixed.some((figure) => found.has(figure));
    if (same.length === 0 && !isMixed) return 1;
  }
  if (told.length === 0) return 1;
  const ways = same.map((figure) => chanceOfAll(told, [figure], { span, byHand }));
  if (isMixed && told.length > 1) ways.push(chanceOfAll(told, mixed, { span, byHand }));
  return smallest([1, ...ways]);
}

/** The chance that a row is as near in all columns, to one of some figures in each; where columns go together, as the nearest row shows. */
function chanceOfAll(
  told: readonly Told[],
  figures: readonly Figure[],
  { span, byHand }: { span: Span; byHand: boolean },
): number {
  const nearest = told.map(({ values, found }) => {
    const near = figures.flatMap((figure) => {
      const one = found.get(figure);
      return one ? [{ ...one, values, isMiddle: middles.has(figure) }] : [];
    });
    const chance = smallest(near.map((one) => one.chance));
    return near.find((one) => one.chance === chance)!;
  });
  if (!byHand && nearest.every(({ isMiddle, finer }) => isMiddle && !finer)) return 1;
  const apart = nearest.reduce((product, { chance }) => product * Math.min(1, figures.length * chance), 1);
  let [closest, count] = [Infinity, 0];
  for (let row = span.from; row < span.to; row++) {
    if (span.except?.has(row)) continue;
    count++;
    let away = 0;
    for (const { values, is, within } of nearest) {
      const value = values[row]!;
      if (!Number.isNaN(value)) away = Math.max(away, Math.abs(value - is) / within);
    }
    if (away < closest) closest = away;
  }
  return Math.min(1, Math.max(apart, 1 / ((count + 1) * Math.max(1, closest) ** 2)));
}

/**
 * Of the figures of some numbers those that a value is near to, and how likely it would be as near if it were any number: one of the
 * column, any amount of that size, or one that many rows have.
 */
function figuresLike(
  value: number,
  values: Numbers,
  { span, figures, byHand }: { span: Span; figures: readonly Figure[]; byHand: boolean },
): ReadonlyMap<Figure, Near> {
  const found = new Map<Figure, Near>();
  const { count, sum, mean, least, most, deviation } = new Spread(values, span);
  if (count < 2 || !(deviation > 0)) return found;
  const slack = 1e-9 * Math.abs(sum);
  const half = halfDigit(value) + slack;
  const usual = halfOf(values, span) + slack;
  const written = Math.min(half, usual);
  const add = (figure: Figure, is: number, near: number): void => {
    const error = Math.abs(value - is);
    if (error > near || found.has(figure)) return;
    const within = Math.max(error, written);
    const off = (is - mean) / deviation;
    const chances = [
      within / deviation / (1 + off * off),
      within / Math.abs(is),
      shareWithin(values, span, { is, within }),
    ];
    found.set(figure, { is, within, chance: Math.min(1, largest(chances)), finer: half < 0.5 * usual });
  };
  const far = Math.abs(value) > 1.5 * Math.max(Math.abs(least), Math.abs(most));
  const middle = Math.max(byHand ? nearMean * deviation : 0, Math.min(half, 2 * nearMean * deviation));
  // A figure that is rounded to one that many rows have tells nothing.
  const fine = half <= deviation ? half : 0;
  const looks: Readonly<Record<Figure, () => void>> = {
    sum: () => add("sum", sum, byHand && far ? Math.max(half, nearSum * Math.abs(sum)) : half),
    mean: () => add("mean", mean, middle),
    median: () => {
      if (value >= least && value <= most && isMiddling(value, values, { span, count, near: middle }))
        add("median", median(finite(values, span)), middle);
    },
    largest: () => add("largest", most, fine),
    smallest: () => add("smallest", least, fine),
    deviation: () => {
      if (fine === 0) return;
      add("deviation", deviation, fine);
      add("deviation", deviation * Math.sqrt((count - 1) / count), fine);
    },
    count: () => add("count", count, 0),
  };
  for (const figure of figures) looks[figure]();
  return found;
}

/** False where more than half of the `count` numbers lie further than `near` on one side of a value: the median is none of its likes. */
function isMiddling(
  value: number,
  values: Numbers,
  { span, count, near }: { span: Span; count: number; near: number },
): boolean {
  let [below, above] = [0, 0];
  for (let row = span.from; row < span.to; row++) {
    const other = values[row]!;
    if (!Number.isFinite(other) || span.except?.has(row)) continue;
    if (value - other > near && 2 * ++below > count) return false;
    if (other - value > near && 2 * ++above > count) return false;
  }
  return true;
}

/** Half of the last digit that the first numbers are written with. */
function halfOf(values: Numbers, { from, to, except }: Span): number {
  let half = Infinity;
  for (let row = from, seen = 0; row < to && seen < someCells; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value) || except?.has(row)) continue;
    half = Math.min(half, halfDigit(value));
    seen++;
  }
  return half;
}

function shareWithin(
  values: Numbers,
  { from, to, except }: Span,
  { is, within }: { is: number; within: number },
): number {
  let [near, count] = [0, 0];
  for (let row = from; row < to; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value) || except?.has(row)) continue;
    count++;
    if (Math.abs(value - is) <= within) near++;
  }
  return near / count;
}

function finite(values: Numbers, { from, to, except }: Span): Float64Array {
  const kept = new Float64Array(to - from);
  let count = 0;
  for (let row = from; row < to; row++)
    if (Number.isFinite(values[row]!) && !except?.has(row)) kept[count++] = values[row]!;
  return kept.subarray(0, count);
}

/** Of `candidates` those whose numbers are limits of the rows `of`: none of these lies beyond, or most lie between two of them. */
export function limitsOf(
  columns: readonly Numbers[],
  candidates: readonly number[],
  of: readonly number[],
): Set<number> {
  const ranges = rangesOf(columns, of);
  if (ranges.length === 0 || of.length < 3) return new Set();
  const found = heldBetween(columns, candidates, of);
  for (const row of candidates) {
    if (everywhere(ranges, row, (value, { most }) => value >= most)) found.add(row);
    if (everywhere(ranges, row, (value, { least }) => value <= least)) found.add(row);
  }
  return found;
}

/** Of `candidates` two between which most rows `of` lie, in all columns; and what lies between such two, as a target does. */
export function heldBetween(
  columns: readonly Numbers[],
  candidates: readonly number[],
  of: readonly number[],
): Set<number> {
  const found = new Set<number>();
  const ranges = rangesOf(columns, of);
  for (const upper of candidates)
    for (const lower of candidates) {
      const between = everywhere(ranges, upper, (high, { values, numbers }) => {
        const low = values[lower]!;
        const inside = numbers.filter((value) => value >= low && value <= high).length;
        return low < high && inside >= withinLimits * numbers.length;
      });
      if (!between) continue;
      found.add(upper).add(lower);
      for (const target of candidates)
        if (
          everywhere(ranges, target, (value, { values }) => value > values[lower]! && value < values[upper]!)
        )
          found.add(target);
    }
  return found;
}

/** The numbers of a column, and those of some rows among them. */
interface Range {
  readonly values: Numbers;
  readonly numbers: readonly number[];
  readonly least: number;
  readonly most: number;
}

const rangesOf = (columns: readonly Numbers[], of: readonly number[]): Range[] =>
  columns.map((values) => {
    const numbers = of.map((row) => values[row]!).filter((value) => !Number.isNaN(value));
    return { values, numbers, least: smallest(numbers), most: largest(numbers) };
  });

/** Whether it is so of each number that a row has, of one at least. */
function everywhere(
  ranges: readonly Range[],
  row: number,
  is: (value: number, range: Range) => boolean,
): boolean {
  const told = ranges.filter(({ values }) => !Number.isNaN(values[row]!));
  return told.length > 0 && told.every((range) => is(range.values[row]!, range));
}

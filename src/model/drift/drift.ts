import { largest } from "../../data/numbers/lists.ts";
import { type CategoriesSketch, type ColumnSketch, cellOf, type NumbersSketch } from "./sketch.ts";
import { type Drawn, drawn, fisher } from "./tails.ts";

/** Of so many lots that are like the training rows one is said to have drifted, whatever the columns and sizes are. */
export const falseAlarm = 0.01;

/** Less than a tenth of a deviation is no drift that a model would notice, though of many rows it can be told from chance. */
const leastShift = 0.1;

/** A column has so few numbers that each has a share of its own to look at. */
const fewNumbers = 4;

const isFew = ({ single, edges }: NumbersSketch): boolean => single && edges.length <= fewNumbers;

/** In what a column of a lot differs most from the training rows. */
export type DriftChange =
  /** its numbers are larger, or smaller */
  | { kind: "level"; median: number; was: number; deviations: number | undefined }
  /** they lie farther apart, or nearer together: how wide the middle half of them is */
  | { kind: "spread"; width: number; was: number }
  /** so many of them are not above a number, where middle and width say nothing: many rows have the same number */
  | { kind: "below"; limit: number; share: number; was: number }
  /** so many rows have this category, or this number */
  | { kind: "share"; value: string; share: number; was: number }
  /** so many rows lack a cell */
  | { kind: "missing"; share: number; was: number };

export interface DriftedColumn {
  column: string;
  change: DriftChange;
  /** in deviations of the column, of its ranks or of a share: comparable between columns */
  shift: number;
  /** the chance that a lot like the training rows differs as much in this column */
  p: number;
}

/** How a lot lies to the training rows of a model. */
export interface Drift {
  /** rows of the lot, and training rows, that were compared */
  rows: number;
  trainingRows: number;
  /** so many columns were compared */
  of: number;
  /** lots like the training rows of which any column is said to have drifted: at most this share */
  falseAlarms: number;
  /** those that have, the farthest first */
  columns: readonly DriftedColumn[];
}

/** What a lot has in the cells of a sketch, counted in one pass. */
export class LotCounts {
  readonly counts: Float64Array;
  missing = 0;
  /** of categories, or of few numbers, those that no training row had: `unseenCategories` says these */
  unseen = 0;

  constructor(readonly sketch: ColumnSketch) {
    this.counts = new Float64Array(sketch.counts.length);
  }

  /** A number; NaN is none. Of categories, the place of one, -1 for none, -2 for one that is not known. */
  add(value: number): void {
    const { sketch, counts } = this;
    if ("edges" in sketch) {
      if (Number.isNaN(value)) this.missing++;
      else {
        const cell = cellOf(value, sketch.edges);
        if (isFew(sketch) && sketch.edges[cell] !== value) this.unseen++;
        else counts[cell]!++;
      }
    } else if (value === -1) this.missing++;
    else if (value < 0) this.unseen++;
    else counts[value]!++;
  }
}

interface Tested extends DriftedColumn {
  /** how far from chance, in normal deviations: tails as small as 1e-300 are told apart */
  z: number;
}

/** Compares a lot with the training rows, column by column: every one that chance does not explain, however many were looked at. */
export function driftOf(
  columns: readonly LotCounts[],
  { rows, trainingRows }: Pick<Drift, "rows" | "trainingRows">,
): Drift {
  const tested = columns.map(tests).filter((found) => found !== undefined);
  tested.sort((a, b) => a.p - b.p || b.z - a.z);
  // Holm's steps with Šidák's levels: the chance of any false alarm is at most falseAlarm.
  const level = (left: number) => 1 - (1 - falseAlarm) ** (1 / left);
  const until = tested.findIndex(({ p }, i) => p > level(tested.length - i));
  const told = (until < 0 ? tested : tested.slice(0, until)).filter(
    ({ shift }) => Math.abs(shift) >= leastShift,
  );
  return {
    rows,
    trainingRows,
    of: columns.length,
    falseAlarms: falseAlarm,
    columns: told
      .sort((a, b) => b.z - a.z)
      .map(({ column, change, shift, p }) => ({ column, change, shift, p })),
  };
}

/** The most telling of a column's tests, with the p of all of them together; nothing where there is nothing to compare. */
function tests(lot: LotCounts): Tested | undefined {
  const { sketch } = lot;
  const all: { found: Drawn; change: () => DriftChange }[] =
    "edges" in sketch ? numberTests(sketch, lot) : categoryTests(sketch, lot);
  const gaps = gapTest(lot);
  if (gaps) all.push(gaps);
  if (all.length === 0) return undefined;
  const first = all.reduce((a, b) => (b.found.p < a.found.p ? b : a));
  const { p, shift } = first.found;
  const together = -Math.expm1(all.length * Math.log1p(-p));
  return {
    column: sketch.column,
    change: first.change(),
    shift,
    p: together,
    z: Math.abs(shift) * Math.sqrt(sizeOf(lot)),
  };
}

const total = (counts: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i]!;
  return sum;
};

/** n·m / (n + m), which makes a shift a normal deviation. */
function sizeOf({ sketch, counts, missing, unseen }: LotCounts): number {
  const m = total(counts) + missing + unseen;
  const n = total(sketch.counts) + sketch.missing;
  return (n * m) / (n + m);
}

/** Level and spread, by ranks in which equal numbers share the middle one; of few numbers the share of each. */
function numberTests(sketch: NumbersSketch, { counts, unseen }: LotCounts) {
  const { edges, counts: before } = sketch;
  const [n, m] = [total(before), total(counts) + unseen];
  if (n === 0 || m === 0) return [];
  if (isFew(sketch))
    return shareTests(before, counts, { n, m }).map(({ found, k }) => ({
      found,
      change: (): DriftChange => ({
        kind: "share",
        value: String(edges[k]),
        share: counts[k]! / m,
        was: before[k]! / n,
      }),
    }));
  let below = 0;
  const ranks = before.map((count, k) => {
    const all = count + counts[k]!;
    const score = (below + all / 2) / (n + m) - 0.5;
    below += all;
    return { score, all, lot: counts[k]! };
  });
  const level = drawn(ranks);
  const spread = drawn(ranks.map(({ score, ...rest }) => ({ ...rest, score: score * score })));
  return [
    { found: level, change: () => levelChange(sketch, counts) ?? belowChange(sketch, counts) },
    { found: spread, change: () => spreadChange(sketch, counts) ?? belowChange(sketch, counts) },
  ];
}

function categoryTests({ categories, counts: before }: CategoriesSketch, { counts, unseen }: LotCounts) {
  const [n, m] = [total(before), total(counts) + unseen];
  if (n === 0 || m === 0) return [];
  return shareTests(before, counts, { n, m }).map(({ found, k }) => ({
    found,
    change: (): DriftChange => ({
      kind: "share",
      value: categories[k]!,
      share: counts[k]! / m,
      was: before[k]! / n,
    }),
  }));
}

/** Each value against all others; of two values the one tells the other. */
function shareTests(before: readonly number[], counts: Float64Array, of: { n: number; m: number }) {
  const found = before.map((count, k) => ({ found: shareTest(count, counts[k]!, of), k }));
  return before.length === 2 && counts[0]! + counts[1]! === of.m ? found.slice(1) : found;
}

function shareTest(before: number, now: number, { n, m }: { n: number; m: number }): Drawn {
  const marked = before + now;
  const share = marked / (n + m);
  const deviation = Math.sqrt(share * (1 - share));
  return {
    p: deviation > 0 ? fisher({ rows: n + m, marked, lot: m, found: now }) : 1,
    shift: deviation > 0 ? (now / m - before / n) / deviation : 0,
  };
}

function gapTest({ sketch, counts, missing, unseen }: LotCounts) {
  const n = total(sketch.counts) + sketch.missing;
  const m = total(counts) + unseen + missing;
  if ((missing === 0 && sketch.missing === 0) || m === 0) return undefined;
  return {
    found: shareTest(sketch.missing, missing, { n, m }),
    change: (): DriftChange => ({ kind: "missing", share: missing / m, was: sketch.missing / n }),
  };
}

/** The number below which a share of the rows lies, as evenly within a cell as can be known. */
function quantile({ edges, least }: NumbersSketch, counts: ArrayLike<number>, share: number): number {
  const wanted = share * total(counts);
  let below = 0;
  for (let k = 0; k < edges.length; k++) {
    const own = counts[k]!;
    if (below + own >= wanted && own > 0) {
      const from = k === 0 ? least : edges[k - 1]!;
      return from + (edges[k]! - from) * ((wanted - below) / own);
    }
    below += own;
  }
  return edges.at(-1)!;
}

/** The middle half, and the deviation of a normal column that has such a one. */
const middleHalf = (sketch: NumbersSketch, counts: ArrayLike<number>): number =>
  quantile(sketch, counts, 0.75) - quantile(sketch, counts, 0.25);
const halfOfNormal = 1.349;

/** A cell of one number has no width within it: of such columns shares are said. */
const isTied = ({ counts, edges }: NumbersSketch): boolean =>
  edges.length < 12 || largest(counts) > 0.2 * total(counts);

function levelChange(sketch: NumbersSketch, counts: Float64Array): DriftChange | undefined {
  if (isTied(sketch)) return undefined;
  const [median, was] = [quantile(sketch, counts, 0.5), quantile(sketch, sketch.counts, 0.5)];
  const deviation = middleHalf(sketch, sketch.counts) / halfOfNormal;
  return { kind: "level", median, was, deviations: deviation > 0 ? (median - was) / deviation : undefined };
}

function spreadChange(sketch: NumbersSketch, counts: Float64Array): DriftChange | undefined {
  if (isTied(sketch)) return undefined;
  const [width, was] = [middleHalf(sketch, counts), middleHalf(sketch, sketch.counts)];
  return was > 0 ? { kind: "spread", width, was } : undefined;
}

/** Where the shares of rows below differ most. */
function belowChange({ edges, counts: before }: NumbersSketch, counts: Float64Array): DriftChange {
  const [n, m] = [total(before), total(counts)];
  let [sumBefore, sum, most] = [0, 0, -1];
  let found: DriftChange | undefined;
  for (let k = 0; k < edges.length - 1; k++) {
    sumBefore += before[k]!;
    sum += counts[k]!;
    const apart = Math.abs(sum / m - sumBefore / n);
    if (apart <= most) continue;
    most = apart;
    found = { kind: "below", limit: edges[k]!, share: sum / m, was: sumBefore / n };
  }
  return found!;
}

import { standardAxes, standardScores } from "../../data/numbers/standardAxes.ts";
import { spread } from "../../model/samples.ts";
import type { LookComponents, LookCorrelation, LookPair } from "../../report/look/lookReport.ts";
import { rankCorrelation, ranks } from "../../train/doctor/leaks.ts";

/** Numbers of a column, NaN where a row has none. */
export interface Line {
  readonly name: string;
  readonly values: Float64Array;
  /** what it has in common with the columns of its kind, such as those of a spectrum */
  readonly family: string | undefined;
  /** the larger, the more it is to be drawn */
  readonly weight: number;
}

/** So many columns are compared, and drawn. */
const [mostColumns, mostDrawn] = [300, 40];
/** Products of two numbers, over all pairs. */
const mostWork = 2e8;
const mostPairs = 10;
/** A weaker pair is not worth a word. */
const leastCorrelation = 0.5;

/** Pearson's and Spearman's correlation of every pair of columns, on the rows that have both, as pandas' `corr`. */
export function correlationOf(
  all: readonly Line[],
  copies: ReadonlySet<string>,
): LookCorrelation | undefined {
  const lines = heaviest(all, mostColumns);
  const d = lines.length;
  const rows = all[0]?.values.length ?? 0;
  if (d < 2 || rows < 3) return undefined;
  const places = spread(rows, Math.max(100, Math.floor((2 * mostWork) / (d * d))));
  const taken = lines.map((line) => prepared(Float64Array.from(places, (row) => line.values[row]!)));
  const drawn = new Set(heaviest(lines, mostDrawn));
  const shown = lines.flatMap((line, i) => (drawn.has(line) ? [i] : []));
  const at = new Map(shown.map((i, k) => [i, k]));
  const square = () => shown.map(() => new Array<number>(shown.length).fill(1));
  const [pearson, spearman] = [square(), square()];
  const pairs: LookPair[] = [];
  for (let i = 0; i < d; i++)
    for (let j = i + 1; j < d; j++) {
      const [r, rho] = bothOf(taken[i]!, taken[j]!);
      const [a, b] = [at.get(i), at.get(j)];
      if (a !== undefined && b !== undefined) {
        pearson[a]![b] = pearson[b]![a] = r;
        spearman[a]![b] = spearman[b]![a] = rho;
      }
      const [one, other] = [lines[i]!, lines[j]!];
      const kin = one.family !== undefined && one.family === other.family;
      if (kin || copies.has(one.name) || copies.has(other.name)) continue;
      if (Math.max(Math.abs(r), Math.abs(rho)) >= leastCorrelation)
        pairs.push({ a: one.name, b: other.name, pearson: r, spearman: rho });
    }
  const size = ({ pearson: r, spearman: rho }: LookPair) => Math.max(Math.abs(r), Math.abs(rho));
  pairs.sort((a, b) => size(b) - size(a));
  return {
    columns: d,
    of: all.length,
    rows: places.length,
    strongest: pairs.slice(0, mostPairs),
    names: shown.map((i) => lines[i]!.name),
    pearson,
    spearman,
  };
}

/** The heaviest, in their own order. */
function heaviest<T extends { readonly weight: number }>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const kept = new Set(all.toSorted((a, b) => b.weight - a.weight).slice(0, most));
  return all.filter((one) => kept.has(one));
}

interface Prepared {
  readonly values: Float64Array;
  /** standardised to the length 1; nothing where a cell is missing */
  readonly unit: Float64Array | undefined;
  readonly rankUnit: Float64Array | undefined;
}

function prepared(values: Float64Array): Prepared {
  if (!values.every(Number.isFinite)) return { values, unit: undefined, rankUnit: undefined };
  return { values, unit: unitOf(values), rankUnit: unitOf(ranks(values)) };
}

/** Less its mean, and of the length 1; all 0 of one value. */
function unitOf(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0));
  return length > 0 ? centred.map((value) => value / length) : centred;
}

function bothOf(a: Prepared, b: Prepared): readonly [pearson: number, spearman: number] {
  if (a.unit && b.unit) return [inner(a.unit, b.unit), inner(a.rankUnit!, b.rankUnit!)];
  const rows: number[] = [];
  for (let row = 0; row < a.values.length; row++)
    if (Number.isFinite(a.values[row]!) && Number.isFinite(b.values[row]!)) rows.push(row);
  if (rows.length < 3) return [0, 0];
  const [x, y] = [a, b].map(({ values }) => Float64Array.from(rows, (row) => values[row]!));
  return [inner(unitOf(x!), unitOf(y!)), rankCorrelation(x!, y!)];
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return Math.max(-1, Math.min(1, sum));
}

const mostComponents = 10;
const [mostAxes, mostLoadings] = [3, 5];
/** Cells that the components are found by, and rows that are drawn. */
const [mostCells, mostPoints] = [4e6, 2000];

/** The components, and of some rows the first two. */
export interface FoundComponents {
  readonly components: LookComponents;
  readonly scores: { readonly x: Float64Array; readonly y: Float64Array };
  /** the rows that these are of */
  readonly rows: Int32Array;
}

/** Principal components of columns that are brought to mean 0 and deviation 1. */
export function componentsOf(all: readonly Line[], copied: ReadonlySet<string>): FoundComponents | undefined {
  const lines = all.filter(({ name }) => !copied.has(name));
  const copies = all.length - lines.length;
  const d = lines.length;
  const n = lines[0]?.values.length ?? 0;
  if (d < 2 || n < 3) return undefined;
  // The work of products goes with the square of the columns, as far as they are found exactly.
  const most = Math.floor(Math.min(mostCells / d, d <= 160 ? mostWork / (d * d) : Infinity));
  const rows = spread(n, Math.max(100, most));
  const data = matrixOf(lines, rows);
  const filled = data.reduce((sum, value) => sum + Number(Number.isNaN(value)), 0);
  const found = standardAxes({ shape: [rows.length, d], data }, mostComponents);
  if (!(found.explained[0]! > 0)) return undefined;
  const drawn = spread(n, mostPoints);
  const axes = standardScores({ ...found, axes: found.axes.slice(0, 2) }, matrixOf(lines, drawn));
  const coordinate = (k: number) => Float64Array.from(drawn, (_, i) => axes[2 * i + k]!);
  const loadings = found.axes.slice(0, mostAxes).map((axis) =>
    Array.from(axis, (loading, j) => ({ name: lines[j]!.name, loading }))
      .sort((a, b) => Math.abs(b.loading) - Math.abs(a.loading))
      .slice(0, mostLoadings),
  );
  return {
    components: { columns: d, rows: rows.length, copies, filled, explained: found.explained, loadings },
    scores: { x: coordinate(0), y: coordinate(1) },
    rows: drawn,
  };
}

function matrixOf(lines: readonly Line[], rows: ArrayLike<number>): Float64Array {
  const d = lines.length;
  const data = new Float64Array(rows.length * d);
  for (const [j, { values }] of lines.entries())
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      data[i * d + j] = Number.isFinite(value) ? value : Number.NaN;
    }
  return data;
}

import { idsAmong } from "../../data/columns/idColumns.ts";
import { binOf, binsOf, describe, fences } from "../../data/numbers/describe.ts";
import { cellsOf, type Table } from "../../data/table.ts";
import {
  type LookCategory,
  type LookColumn,
  type LookHistogram,
  type LookNumbers,
  type LookOutliers,
  manyAlike,
} from "../../report/look/lookReport.ts";
import { copiedColumns } from "./copies.ts";
import type { FoundLabel } from "./label.ts";
import type { SeenCells } from "./seen.ts";
import { telling } from "./telling.ts";

/** Of a category column so many are listed. */
const mostListed = 10;
/** Of outliers so many rows are named. */
const mostNamed = 5;
/** Histograms are drawn by class where there are no more than so many. */
const mostByClass = 8;

/** Each column of a table in figures. */
export function lookColumns(
  table: Table,
  seen: readonly SeenCells[],
  found: FoundLabel | undefined,
): LookColumn[] {
  const ids = idsAmong(seen.flatMap(({ name, why }) => (why === undefined ? [] : [{ name, why }])));
  const [id] = ids.filter((name) => seen.some((one) => one.name === name && one.kind === "id"));
  const copies = copiedColumns(table, seen);
  const features = seen.filter(({ name, why }) => why === undefined && name !== found?.label.name).length;
  return seen.map((one): LookColumn => {
    const { name, kind, why, unit, missing, width, values, counts, dates } = one;
    const isLabel = name === found?.label.name;
    const own = values && width === 1 ? numbersIn(table, one, values, found, { id, isLabel }) : undefined;
    return {
      ...{ name, kind, missing, dates: dates ?? null },
      role: isLabel ? "label" : why === undefined ? "feature" : "left out",
      why: isLabel ? null : (why ?? null),
      unit: unit ?? null,
      unique: own?.unique ?? counts?.size ?? null,
      numbers: own?.numbers ?? null,
      histogram: own?.histogram ?? null,
      outliers: own?.outliers ?? null,
      commonest: counts && kind !== "id" ? categories(table, name, counts, isLabel ? undefined : found) : [],
      copyOf: copies.get(name) ?? null,
      tells: isLabel || !found || why !== undefined ? null : telling(one, found, features),
      family: one.family,
    };
  });
}

interface InNumbers {
  unique: number;
  numbers: LookNumbers;
  histogram: LookHistogram | null;
  outliers: LookOutliers | null;
}

function numbersIn(
  table: Table,
  { family }: SeenCells,
  values: Float64Array,
  found: FoundLabel | undefined,
  { id, isLabel }: { id: string | undefined; isLabel: boolean },
): InNumbers | undefined {
  const finite = values.filter(Number.isFinite).sort();
  const figures = describe(finite);
  if (!figures) return undefined;
  const { unique, count, ...rest } = figures;
  const infinite = values.reduce((sum, value) => sum + Number(Math.abs(value) === Infinity), 0);
  return {
    unique,
    numbers: { count, infinite, ...rest },
    histogram: histogramOf(values, finite, figures, isLabel ? undefined : found),
    outliers: isLabel || family > manyAlike ? null : outliersIn(table, values, fences(figures), id),
  };
}

function histogramOf(
  values: Float64Array,
  finite: Float64Array,
  figures: NonNullable<ReturnType<typeof describe>>,
  found: FoundLabel | undefined,
): LookHistogram | null {
  const bins = binsOf(finite, figures);
  if (!bins) return null;
  const classes = found?.label.classes.length ?? 0;
  const byClass = classes > 1 && classes <= mostByClass ? found!.values : undefined;
  const counts = Array.from({ length: byClass ? classes : 1 }, () => new Array<number>(bins.count).fill(0));
  let [below, above] = [0, 0];
  for (const [row, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    const bin = binOf(bins, value);
    if (bin < 0) below++;
    else if (bin >= bins.count) above++;
    else {
      const k = byClass ? byClass[row]! : 0;
      if (k >= 0) counts[k]![bin]!++;
    }
  }
  return { from: bins.from, width: bins.width, counts, below, above };
}

function outliersIn(
  table: Table,
  values: Float64Array,
  { low, high }: { low: number; high: number },
  id: string | undefined,
): LookOutliers | null {
  const far: { row: number; value: number; by: number }[] = [];
  for (const [row, value] of values.entries())
    if (Number.isFinite(value) && (value < low || value > high))
      far.push({ row, value, by: Math.max(low - value, value - high) });
  if (far.length === 0) return null;
  far.sort((a, b) => b.by - a.by || a.row - b.row);
  const ids = id === undefined ? undefined : cellsOf(table.column(id));
  const rows = far.slice(0, mostNamed).map(({ row, value }) => ({
    row: table.rowName(row),
    line: table.place(row).line ?? null,
    id: id === undefined || ids![row] === undefined ? null : { column: id, value: ids![row]! },
    value,
  }));
  return { low, high, count: far.length, rows };
}

/** The commonest categories, with how they go with the label. */
function categories(
  table: Table,
  name: string,
  counts: ReadonlyMap<string, number>,
  found: FoundLabel | undefined,
): LookCategory[] {
  const listed = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostListed);
  const positive = found?.label.positive;
  const k = positive ? found.label.classes.findIndex((one) => one.name === positive.name) : -1;
  const numeric = found?.label.task === "regress";
  if (k < 0 && !numeric)
    return listed.map(([one, rows]) => ({ name: one, rows, positive: null, mean: null }));
  const sums = new Map(listed.map(([one]) => [one, { sum: 0, count: 0, positive: 0 }]));
  for (const [row, cell] of cellsOf(table.column(name)).entries()) {
    const into = sums.get(cell);
    const value = found!.values[row]!;
    if (!into) continue;
    if (numeric && Number.isFinite(value)) {
      into.sum += value;
      into.count++;
    } else if (value === k) into.positive++;
  }
  return listed.map(([one, rows]) => {
    const { sum, count, positive } = sums.get(one)!;
    return {
      name: one,
      rows,
      positive: numeric ? null : positive,
      mean: numeric && count > 0 ? sum / count : null,
    };
  });
}

import { cellsOf, type Table } from "../../data/table.ts";
import type { LookCopy } from "../../report/look/lookReport.ts";
import type { SeenCells } from "./seen.ts";

/** A scaled copy has a rounding of this size at most, measured by the range of the column. */
const rounding = 1e-9;

/** The columns that say the same as one before them. Those that tell rows apart, or say one thing alone, are none. */
export function copiedColumns(table: Table, seen: readonly SeenCells[]): Map<string, LookCopy> {
  const found = new Map<string, LookCopy>();
  const numbers = seen.filter(({ values, width }) => values && width === 1);
  for (const [name, copy] of numberCopies(numbers)) found.set(name, copy);
  for (const [name, copy] of codeCopies(table, seen)) if (!found.has(name)) found.set(name, copy);
  return found;
}

interface Line {
  readonly name: string;
  readonly values: Float64Array;
  readonly gaps: number;
  /** a number that columns which are one but for scale and offset have in common */
  readonly sign: number;
}

/** Columns that are another, or a number of times another and some. */
function numberCopies(numbers: readonly SeenCells[]): [string, LookCopy][] {
  const lines = numbers.flatMap(({ name, values }): Line[] => {
    const sign = signOf(values!);
    return sign === undefined ? [] : [{ name, values: values!, gaps: gapsSign(values!), sign }];
  });
  const places = new Map(lines.map(({ name }, i) => [name, i]));
  const sorted = lines.toSorted((a, b) => a.gaps - b.gaps || a.sign - b.sign);
  const found: [string, LookCopy][] = [];
  const taken = new Set<string>();
  for (const [i, one] of sorted.entries()) {
    if (taken.has(one.name)) continue;
    for (let k = i + 1; k < sorted.length; k++) {
      const other = sorted[k]!;
      if (other.gaps !== one.gaps || Math.abs(other.sign - one.sign) > 1e-6 * Math.max(1, Math.abs(one.sign)))
        break;
      if (taken.has(other.name)) continue;
      const [first, second] = places.get(one.name)! < places.get(other.name)! ? [one, other] : [other, one];
      const copy = scaledCopy(first, second);
      if (!copy) continue;
      found.push([second.name, copy]);
      taken.add(second.name);
      if (second === one) break;
    }
  }
  for (const [i, one] of lines.entries())
    if (one.gaps !== 0)
      for (const [k, other] of lines.entries()) {
        if (one.gaps === other.gaps || taken.has(one.name) || taken.has(other.name)) continue;
        const [first, second] = i < k ? [one, other] : [other, one];
        const copy = scaledCopy(first, second);
        if (!copy) continue;
        found.push([second.name, copy]);
        taken.add(second.name);
      }
  return found;
}

/** Where the first number that differs from the first stands at 1 and the first at 0, a weighed mean of the others. */
function signOf(values: Float64Array): number | undefined {
  const from = values.findIndex(Number.isFinite);
  if (from < 0) return undefined;
  const a = values[from]!;
  const to = values.findIndex((value) => Number.isFinite(value) && value !== a);
  if (to < 0) return undefined;
  const b = values[to]!;
  let [sum, weights] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    const weight = 1 + (row % 7);
    sum += (weight * (value - a)) / (b - a);
    weights += weight;
  }
  return sum / weights;
}

/** Which cells a column lacks, as a number; 0 where none. */
function gapsSign(values: Float64Array): number {
  let sign = 0;
  for (let row = 0; row < values.length; row++)
    if (!Number.isFinite(values[row]!)) sign = (Math.imul(sign, 31) + row + 1) | 0;
  return sign;
}

/** Fewer rows that both have show nothing. */
const fewestRows = 8;

/** By the rows that both columns have. */
function scaledCopy(of: Line, copy: Line): LookCopy | undefined {
  const [x, y] = [of.values, copy.values];
  let [same, rows] = [true, 0];
  let [low, high] = [-1, -1];
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]!) || !Number.isFinite(y[row]!)) continue;
    rows++;
    if (x[row] !== y[row]) same = false;
    if (low < 0 || x[row]! < x[low]!) low = row;
    if (high < 0 || x[row]! > x[high]!) high = row;
  }
  if (rows < Math.min(fewestRows, x.length) || low < 0 || x[low] === x[high]) return undefined;
  if (same) return { column: of.name, how: "same", factor: null, offset: null };
  const factor = (y[high]! - y[low]!) / (x[high]! - x[low]!);
  const offset = y[low]! - factor * x[low]!;
  const most = rounding * Math.abs(y[high]! - y[low]!);
  if (!(most > 0)) return undefined;
  for (let row = 0; row < x.length; row++)
    if (Math.abs(factor * x[row]! + offset - y[row]!) > most) return undefined;
  return { column: of.name, how: "scaled", factor, offset: Math.abs(offset) <= most ? 0 : offset };
}

/** Columns of few values of which each belongs to one of another column: a code and its name. */
function codeCopies(table: Table, seen: readonly SeenCells[]): [string, LookCopy][] {
  const first = new Map<string, string>();
  const found: [string, LookCopy][] = [];
  for (const { name, kind } of seen) {
    if (kind !== "category" && kind !== "number" && kind !== "text") continue;
    const codes = codesOf(table, name);
    if (!codes) continue;
    const of = first.get(codes);
    if (of === undefined) first.set(codes, name);
    else found.push([name, { column: of, how: "one to one", factor: null, offset: null }]);
  }
  return found;
}

/** More different cells than this are no code. */
const mostCodes = 200;

/** The cells by the order in which each was met first; nothing where they are too many, or one. */
function codesOf(table: Table, name: string): string | undefined {
  const column = table.column(name);
  const places = new Map<string | number, number>();
  const codes = new Array<number>(table.rows);
  const cells = column.kind === "number" ? column.values : cellsOf(column);
  if (cells.length !== table.rows) return undefined;
  for (let row = 0; row < codes.length; row++) {
    const cell = cells[row]!;
    const place = places.get(cell) ?? places.size;
    places.set(cell, place);
    if (places.size > mostCodes || 4 * places.size > Math.max(16, table.rows)) return undefined;
    codes[row] = place;
  }
  return places.size > 1 ? codes.join(" ") : undefined;
}

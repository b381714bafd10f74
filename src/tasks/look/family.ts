import { type LookFamily, manyAlike } from "../../report/look/lookReport.ts";
import type { FoundLabel } from "./label.ts";
import { type SeenCells, stemOf } from "./seen.ts";

/** More classes than this are not drawn one by one. */
const mostClasses = 12;

/** The means of the largest family of columns, pixels or wavelengths, by class; nothing where none is large. */
export function familyOf(seen: readonly SeenCells[], found: FoundLabel | undefined): LookFamily | undefined {
  const numbers = seen.filter(
    ({ values, width, name }) => values && width === 1 && name !== found?.label.name,
  );
  const [first] = numbers.filter(({ family }) => family > manyAlike).toSorted((a, b) => b.family - a.family);
  if (!first) return undefined;
  const kin = numbers.filter(({ name }) => stemOf(name) === stemOf(first.name));
  const places = kin.map(({ name }) => (name.match(/\d+/g) ?? []).map(Number));
  const size = rectangle(places);
  const single = places.every((numbers) => numbers.length === 1);
  if (!size && !single) return undefined;
  const order = Array.from(kin.keys()).sort((a, b) => compare(places[a]!, places[b]!));
  const columns = order.map((i) => kin[i]!.values!);
  return {
    name: `${kin[order[0]!]!.name} … ${kin[order.at(-1)!]!.name}`,
    at: size ? undefined : order.map((i) => places[i]![0]!),
    size,
    means: groupsOf(found, columns[0]!.length).map(({ name, rows }) => ({
      name,
      values: columns.map((values) => meanOf(values, rows)),
    })),
  };
}

/** By the first number, then by the second. */
const compare = (a: readonly number[], b: readonly number[]): number =>
  a[0]! - b[0]! || (a[1] ?? 0) - (b[1] ?? 0);

/** A picture's sides are of this length at least. */
const shortest = 4;

/** Rows and columns, where two numbers of each name fill a rectangle once. */
function rectangle(places: readonly (readonly number[])[]): LookFamily["size"] {
  if (!places.every((numbers) => numbers.length === 2)) return undefined;
  const [rows, columns] = [0, 1].map((k) => new Set(places.map((numbers) => numbers[k]!)));
  const [height, width] = [rows!.size, columns!.size];
  const all = new Set(places.map((numbers) => numbers.join(" "))).size;
  const fills = all === places.length && height * width === all;
  return fills && Math.min(height, width) >= shortest ? { height, width } : undefined;
}

function groupsOf(found: FoundLabel | undefined, n: number): { name: string; rows: number[] }[] {
  const all = Array.from({ length: n }, (_, row) => row);
  const classes = found?.label.classes ?? [];
  if (classes.length < 2 || classes.length > mostClasses) return [{ name: "", rows: all }];
  return classes.map(({ name }, k) => ({ name, rows: all.filter((row) => found!.values[row] === k) }));
}

function meanOf(values: Float64Array, rows: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}

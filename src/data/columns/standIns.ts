import type { Numbers, Table } from "../table.ts";
import type { Encoder } from "./encoding.ts";

/** What instruments and programs write where nothing was measured: nines alone, and more of them than a measurement has. */
const nines = /^-?99+(\.9+)?$/;

/**
 * Numbers that may stand for no value, a line a column: nines alone (-999, 9999) that lie farther from all others than these
 * lie from each other. They are learned from all the same, since kiso cannot know.
 */
export function standInNotes(table: Table, { columns }: Encoder): string[] {
  return columns.flatMap(({ kind, name }) => {
    const column = table.column(name);
    if (kind !== "number" || column.kind !== "number") return [];
    const { values } = column;
    const { least, most } = extremes(values, Number.NaN);
    const far = [least, most].find((value) => nines.test(String(value)) && isFar(values, value));
    if (far === undefined) return [];
    let [rows, first] = [0, -1];
    for (let i = 0; i < values.length; i++) if (values[i] === far && rows++ === 0) first = i;
    const { least: from, most: to } = extremes(values, far);
    return [
      `column ${name} is ${far} in ${rows} ${rows === 1 ? "row" : "rows"} (${rows === 1 ? "" : "the first: "}${table.where(first)}), far from the others, ${from} to ${to}; if it stands for no value, leave those cells empty`,
    ];
  });
}

function isFar(values: Numbers, value: number): boolean {
  const { least, most } = extremes(values, value);
  if (least > most) return false; // there are no others
  return (
    Math.min(Math.abs(value - least), Math.abs(value - most)) >
    Math.max(most - least, Math.abs(least), Math.abs(most))
  );
}

/** The least and the largest of the values that are not `without`. */
function extremes(values: Numbers, without: number): { least: number; most: number } {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const one = values[i]!;
    if (Number.isNaN(one) || one === without) continue;
    if (one < least) least = one;
    if (one > most) most = one;
  }
  return { least, most };
}

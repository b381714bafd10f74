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
    const ends = extremes(values, Number.NaN);
    for (const far of [ends.least, ends.most]) {
      if (!nines.test(String(far))) continue;
      const others = extremes(values, far);
      if (!isFar(far, others)) continue;
      let [rows, first] = [0, -1];
      for (let i = 0; i < values.length; i++) if (values[i] === far && rows++ === 0) first = i;
      const counted =
        rows === 1 ? `1 row (${table.where(first)})` : `${rows} rows (the first: ${table.where(first)})`;
      return [
        `column ${name} is ${far} in ${counted}, far from the others, ${others.least} to ${others.most}; if it stands for no value, leave those cells empty`,
      ];
    }
    return [];
  });
}

/** `least` is above `most` where there are no others. */
function isFar(value: number, { least, most }: { least: number; most: number }): boolean {
  const apart = Math.min(Math.abs(value - least), Math.abs(value - most));
  return least <= most && apart > Math.max(most - least, Math.abs(least), Math.abs(most));
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

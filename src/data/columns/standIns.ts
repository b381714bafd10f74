import { rangeOf } from "../numbers/tails.ts";
import type { Numbers, Table } from "../table.ts";
import type { Encoder } from "./encoding.ts";

/** What instruments and programs write where nothing was measured: nines alone, and more of them than a measurement has. */
const nines = /^-?99+(\.9+)?$/;

/** Enough numbers for the shape of a column. */
const lookedAt = 1000;

/**
 * Numbers that may stand for no value, or be slips, a line a column: nines alone (-999, 9999) that lie farther from all others than
 * these lie from each other, and a number so far out that a model would call it far off if it had learned the others (rangeOf).
 * They are learned from all the same, since kiso cannot know.
 */
export function standInNotes(table: Table, { columns }: Encoder): string[] {
  return columns.flatMap(({ kind, name }) => {
    const column = table.column(name);
    if (kind !== "number" || column.kind !== "number") return [];
    const { values } = column;
    const ends = extremes(values, Number.NaN);
    for (const far of [ends.least, ends.most]) {
      const isNines = nines.test(String(far));
      if (!isNines && !mayBeFar(far, ends)) continue;
      const others = extremes(values, far);
      if (isNines ? !isFar(far, others) : !isOutside(far, values, others)) continue;
      let [rows, first] = [0, -1];
      for (let i = 0; i < values.length; i++) if (values[i] === far && rows++ === 0) first = i;
      const counted =
        rows === 1 ? `1 row (${table.where(first)})` : `${rows} rows (the first: ${table.where(first)})`;
      const mend = isNines
        ? "if it stands for no value, leave those cells empty"
        : `one such ${rows === 1 ? "cell" : "value"} can spoil what is learned; where it is a slip, correct it or leave it empty`;
      return [
        `column ${name} is ${far} in ${counted}, far from the others, ${others.least} to ${others.most}; ${mend}`,
      ];
    }
    return [];
  });
}

/** Whether the end of a column lies so far from the next number as a slip does; `ends` has the next ones, too. */
function mayBeFar(far: number, { least, most, second }: Ends): boolean {
  const [low, high] = far === most ? [least, second.most] : [second.least, most];
  return low < high && (far === most ? far - high : low - far) > high - low;
}

/** Whether a model that had learned the others would call a number far off. */
function isOutside(far: number, values: Numbers, others: { least: number; most: number }): boolean {
  const step = Math.max(1, Math.floor(values.length / lookedAt));
  const sample = Float64Array.from({ length: Math.floor(values.length / step) }, (_, i) => values[i * step]!);
  const kept = sample.filter((value) => !Number.isNaN(value) && value !== far);
  const range = rangeOf(kept, others, values.length);
  return range !== undefined && (far < range.low || far > range.high);
}

/** `least` is above `most` where there are no others. */
function isFar(value: number, { least, most }: { least: number; most: number }): boolean {
  const apart = Math.min(Math.abs(value - least), Math.abs(value - most));
  return least <= most && apart > Math.max(most - least, Math.abs(least), Math.abs(most));
}

interface Ends {
  least: number;
  most: number;
  /** of the numbers between */
  second: { least: number; most: number };
}

/** The least and the largest of the values that are not `without`, and the ones next to them. */
function extremes(values: Numbers, without: number): Ends {
  let [least, most] = [Infinity, -Infinity];
  const second = { least: Infinity, most: -Infinity };
  for (let i = 0; i < values.length; i++) {
    const one = values[i]!;
    if (Number.isNaN(one) || one === without) continue;
    if (one < least) [second.least, least] = [least, one];
    else if (one < second.least && one > least) second.least = one;
    if (one > most) [second.most, most] = [most, one];
    else if (one > second.most && one < most) second.most = one;
  }
  return { least, most, second };
}

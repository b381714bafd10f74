import type { Numbers, Table } from "../table.ts";
import { inFamily } from "./columnKinds.ts";
import type { Encoder } from "./encoding.ts";

/** Rows in which one other value says nothing yet. */
const fewestRows = 100;
/** The most that the other values may have of the rows, where there are thousands. */
const rareShare = 1e-3;

/**
 * Columns of numbers that hold one value in all rows but one, or in all but one of a thousand, a line each. They are
 * taken all the same: a rare alarm may be what matters. But once standardised its few rows lie far out, and whether what
 * is learned from them holds, hardly a test row shows.
 */
export function nearConstantNotes(table: Table, { columns }: Encoder): string[] {
  return columns.flatMap(({ kind, name }) => {
    const column = table.column(name);
    if (kind !== "number" || column.kind !== "number") return [];
    const found = commonest(column.values);
    if (!found) return [];
    const { value, rows, others, first } = found;
    if (rows < fewestRows || others === 0 || others > Math.max(1, rareShare * rows)) return [];
    // The corner of an image is nearly always dark, and belongs to it.
    if (inFamily(table, name)) return [];
    const where = `${others === 1 ? "" : "the first: "}${table.where(first)}`;
    return [
      `column ${name} is ${value} in all but ${others} of ${rows} rows (${where}), too few to learn from and to test by; if it is not known to matter, leave it out`,
    ];
  });
}

/**
 * The value that more than half of the rows hold, if any does (Boyer and Moore's vote), and the first row with another; nothing as
 * soon as it is plain that other rows are more than so few.
 */
function commonest(
  values: Numbers,
): { value: number; rows: number; others: number; first: number } | undefined {
  const most = Math.max(1, rareShare * values.length);
  let [value, votes, seen] = [Number.NaN, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const one = values[i]!;
    if (Number.isNaN(one)) continue;
    if (votes === 0) value = one;
    votes += one === value ? 1 : -1;
    // Each other row takes a vote, and one of the value's with it.
    if (++seen - votes > 2 * most) return undefined;
  }
  let [rows, others, first] = [0, 0, -1];
  for (let i = 0; i < values.length; i++) {
    const one = values[i]!;
    if (Number.isNaN(one)) continue;
    rows++;
    if (one === value) continue;
    if (others++ === 0) first = i;
  }
  return { value, rows, others, first };
}

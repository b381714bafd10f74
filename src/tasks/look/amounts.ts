import type { Table } from "../../data/table.ts";

/** Whole numbers of more kinds than this are counted or measured; of numbers with decimals fewer show it. */
const [mostWhole, mostDecimals] = [20, 10];

/** Whether numbers are rather amounts than classes: so many differ. */
export function areAmounts(values: ArrayLike<number>): boolean {
  const different = new Set<number>();
  let whole = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) whole = false;
    if (different.size <= mostWhole) different.add(value);
  }
  return different.size > (whole ? mostWhole : mostDecimals);
}

/** Whether a column holds such numbers, which its file does not name as classes. */
export function isAmount(table: Table, name: string): boolean {
  const column = table.columns.get(name);
  return column?.kind === "number" && column.names === undefined && areAmounts(column.values);
}

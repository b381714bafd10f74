import { UserError } from "../errors.ts";
import type { Encoder } from "./encoder.ts";
import { isGap } from "./missing.ts";
import type { Column, Table } from "./table.ts";

/** A missing cell in a column that the encoder has nothing to fill with. */
export function checkNoGaps(table: Table, { columns, missing }: Encoder): void {
  let first: { row: number; name: string; found: string } | undefined;
  let cells = 0;
  let inColumns = 0;
  for (const encoded of columns) {
    if (encoded.kind === "list" || encoded.fill !== undefined) continue;
    const gaps = gapsOf(table.column(encoded.name));
    if (gaps.length === 0) continue;
    first ??= { row: gaps[0]!, name: encoded.name, found: gapText(table.column(encoded.name), gaps[0]!) };
    cells += gaps.length;
    inColumns++;
  }
  if (!first || missing === "drop") {
    if (!first) return;
    throw new UserError(
      `${table.where(first.row, first.name)}: ${first.found}${counted(cells, inColumns)}; the model was trained with --missing drop, so it knows no such rows: fill it in or delete the row`,
    );
  }
  throw new UserError(
    `${table.where(first.row, first.name)}: ${first.found}${counted(cells, inColumns)}; fill it in or delete the row, or train with --missing mean, median or drop`,
  );
}

function gapText(column: Column, row: number): string {
  const text =
    column.kind === "text" ? column.values[row] : column.kind === "number" ? (column.gap?.text ?? "NaN") : "";
  return text === "" ? "the cell is empty" : `the cell is ${text}, which is no value`;
}

function counted(cells: number, columns: number): string {
  if (cells === 1) return "";
  return `, the first of ${cells} in ${columns} ${columns === 1 ? "column" : "columns"}`;
}

/** The rows of a column's missing cells. */
export function gapsOf(column: Column): number[] {
  const rows: number[] = [];
  if (column.kind === "number") {
    const { values } = column;
    for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) rows.push(row);
  } else if (column.kind === "text") {
    for (const [row, cell] of column.values.entries()) if (isGap(cell)) rows.push(row);
  }
  return rows;
}

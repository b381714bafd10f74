import { SettingError } from "../../errors.ts";
import type { Column, Table } from "../table.ts";
import type { EncodedColumn, Encoder } from "./encoding.ts";
import { isGap, leavingOut } from "./noValue.ts";

/** The missing cells of a column, seen a table at a time. */
export class Gaps {
  count = 0;
  first = { where: "", found: "" };
  readonly #isNone: (cell: string) => boolean;

  /** `isNone`: which cells of text say that there is none */
  constructor(isNone: (cell: string) => boolean = isGap) {
    this.#isNone = isNone;
  }

  add(table: Table, name: string): void {
    this.addRows({ table, name, rows: gapsOf(table.column(name), this.#isNone) });
  }

  /** The same where the rows of a table's column are known that lack a cell. */
  addRows({ table, name, rows }: { table: Table; name: string; rows: readonly number[] }): void {
    if (rows.length === 0) return;
    const column = table.column(name);
    if (this.count === 0)
      this.first = { where: table.where(rows[0]!, name), found: gapText(column, rows[0]!) };
    this.count += rows.length;
  }
}

/** A missing cell in a column that the encoder has nothing to fill with. */
export function checkNoGaps(table: Table, encoder: Encoder): void {
  checkSeenGaps(({ name }) => {
    const gaps = new Gaps();
    gaps.add(table, name);
    return gaps;
  }, encoder);
}

/** The same of gaps that were looked for before. */
export function checkSeenGaps(gapsIn: (column: EncodedColumn) => Gaps, { columns, missing }: Encoder): void {
  const wanted = columns.filter((column) => column.kind !== "list" && column.fill === undefined);
  const lacking = wanted.map(gapsIn).filter(({ count }) => count > 0);
  if (lacking.length === 0) return;
  const { where, found } = lacking[0]!.first;
  const cells = lacking.reduce((sum, { count }) => sum + count, 0);
  throw new SettingError((say) => {
    const has = say("missing", "mean") !== "";
    const mend = !has
      ? `fill it in or delete the row${leavingOut(say)}`
      : missing === "drop"
        ? `the model was trained with ${say("missing", "drop")}, so it knows no such rows: fill it in or delete the row`
        : `fill it in or delete the row, or train with ${say("missing", "mean")}, median or drop`;
    return `${where}: ${found}${counted(cells, lacking.length)}; ${mend}`;
  });
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
export function gapsOf(column: Column, isNone = isGap): number[] {
  const rows: number[] = [];
  if (column.kind === "number") {
    const { values } = column;
    for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) rows.push(row);
  } else if (column.kind === "text") {
    for (const [row, cell] of column.values.entries()) if (isNone(cell)) rows.push(row);
  } else if (column.kind === "unusable" && column.dates) {
    for (const [row, ms] of column.dates.entries()) if (Number.isNaN(ms)) rows.push(row);
  }
  return rows;
}

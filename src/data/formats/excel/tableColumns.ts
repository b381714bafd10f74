import type { HowToRead } from "../../reading.ts";
import { type Block, namesOf, tableBlocks } from "../blocks/blocks.ts";
import { lettersOf } from "./sheetCells.ts";

/** Which columns of a sheet are a table's, from 0, and what stands beside it, as `H1:I4`. */
export interface TableColumns {
  readonly columns: readonly number[];
  readonly aside: readonly string[];
  /** where the table may be several: the parts of it, and the names of the last */
  readonly several?: { readonly parts: readonly string[]; readonly last: readonly string[] } | undefined;
}

type Rows = readonly (readonly (string | undefined)[] | undefined)[];

/**
 * The columns of a sheet's table (`blocks.ts`): what stands behind a column without a cell is of it, or another table, a remark, a legend
 * or a summary, which is named. Columns that hold a title alone are none of the table's.
 */
export function tableColumns(rows: Rows, how: HowToRead): TableColumns {
  const { table, aside, doubtful } = tableBlocks(rows, how);
  const columns = table.flatMap((one) => one.columns);
  return {
    columns: withoutTitles(rows, columns),
    aside: aside.map(rangeOf),
    several: doubtful ? { parts: table.map(rangeOf), last: namesOf(table.at(-1)!, rows) } : undefined,
  };
}

/** Columns to the left whose cells all stand above the first wide row. */
function withoutTitles(rows: Rows, columns: readonly number[]): readonly number[] {
  const width = (cells: Rows[number]) => (cells ? columns.filter((k) => cells[k] !== undefined).length : 0);
  const widest = rows.reduce((most, cells) => Math.max(most, width(cells)), 0);
  const header = rows.findIndex((cells) => 2 * width(cells) >= widest && width(cells) > 1);
  const first = columns.findIndex((k) =>
    rows.some((cells, row) => row >= header && cells?.[k] !== undefined),
  );
  return columns.slice(first);
}

function rangeOf({ columns, rows }: Block): string {
  let [top, bottom] = [Infinity, -1];
  for (const row of rows) [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
  const from = `${lettersOf(columns[0]!)}${top + 1}`;
  const to = `${lettersOf(columns.at(-1)!)}${bottom + 1}`;
  return from === to ? from : `${from}:${to}`;
}

import { lettersOf } from "./sheetCells.ts";

/** Which columns of a sheet are a table's, from 0, and what stands beside it, as `H1:I4`. */
export interface TableColumns {
  readonly columns: readonly number[];
  readonly aside: readonly string[];
}

type Rows = readonly (readonly (string | undefined)[] | undefined)[];

/** Neighbouring columns that hold cells, and the rows that do. */
interface Block {
  readonly columns: number[];
  readonly rows: Set<number>;
  cells: number;
}

/**
 * The columns of a sheet's table. A column without a cell divides: what stands behind it is of the table where it has as many rows,
 * and else a remark, a legend or a summary, which is named. Columns that hold a title alone are none of the table's.
 */
export function tableColumns(rows: Rows): TableColumns {
  const blocks = blocksOf(rows);
  const main = blocks.reduce((most, one) => (one.cells > most.cells ? one : most));
  const belongs = (one: Block) => 2 * one.rows.size >= main.rows.size;
  const columns = blocks.filter(belongs).flatMap((one) => one.columns);
  const aside = blocks.filter((one) => !belongs(one)).map(rangeOf);
  return { columns: withoutTitles(rows, columns), aside };
}

function blocksOf(rows: Rows): Block[] {
  const byColumn: (Block | undefined)[] = [];
  for (const [row, cells] of rows.entries()) {
    if (!cells) continue;
    for (const [column, cell] of cells.entries()) {
      if (cell === undefined) continue;
      byColumn[column] ??= { columns: [column], rows: new Set(), cells: 0 };
      byColumn[column].rows.add(row);
      byColumn[column].cells++;
    }
  }
  const blocks: Block[] = [];
  for (let column = 0; column < byColumn.length; column++) {
    const one = byColumn[column];
    if (!one) continue;
    const before = byColumn[column - 1] ? blocks.at(-1) : undefined;
    if (!before) blocks.push(one);
    else {
      before.columns.push(column);
      before.cells += one.cells;
      for (const row of one.rows) before.rows.add(row);
    }
  }
  return blocks;
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

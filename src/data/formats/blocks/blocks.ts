import type { HowToRead } from "../../reading.ts";
import { labelRank } from "../../rows/chooseLabel.ts";
import { isFooter, isTotal } from "../csv/ends.ts";
import { kindOf } from "../csv/header.ts";

// Columns without a single cell divide a sheet, or a file of CSV that was saved from one: what stands on both sides is one table with
// room between, or two tables, or a table and a remark. Rows of two tables are never read as one without a word.

/** Rows of cells; an empty cell is "" or nothing. */
export type BlockRows = readonly (readonly (string | undefined)[] | undefined)[];

/** Neighbouring columns that hold cells, and the rows that do. */
export interface Block {
  readonly columns: number[];
  readonly rows: Set<number>;
  cells: number;
}

/** What is read of the blocks of a sheet. */
export interface TableBlocks {
  /** of the table, from the left */
  readonly table: readonly Block[];
  /** other tables, remarks, summaries */
  readonly aside: readonly Block[];
  /** whether the table may be several, whose rows only happen to be as many */
  readonly doubtful: boolean;
}

/**
 * Which columns are the table's: the block with the columns that a model knows, or the label that is asked for, else the one with most
 * cells. Another is of the same table where it goes down as far, and is another table where names stand in both, or it ends or begins
 * elsewhere. `scattered`: what cells here and there are that have a name above, a column of the table or a remark beside it.
 */
export function tableBlocks(
  rows: BlockRows,
  { known, learned }: Pick<HowToRead, "known" | "learned">,
  scattered: "table" | "remark" = "remark",
): TableBlocks {
  const blocks = blocksOf(rows);
  if (blocks.length < 2) return { table: blocks, aside: [], doubtful: false };
  const found = blocks.map((block) => ({ block, ...headOf(block, rows) }));
  const wanted = known ?? (learned === undefined ? [] : [learned]);
  const hits = ({ names }: Found) => wanted.filter((name) => names.has(plain(name))).length;
  const main = found.reduce((best, one) =>
    hits(one) > hits(best) || (hits(one) === hits(best) && one.block.cells > best.block.cells) ? one : best,
  );
  const end = endOf(main.block, rows);
  const isApart = (one: Found): boolean => {
    if (one === main) return false;
    if (isTwin(one, main, rows)) return true;
    if (known !== undefined && hits(one) > 0) return false;
    const { columns, rows: own } = one.block;
    const [first, last] = extent(own);
    const isRun = last - first + 1 === own.size;
    if (2 * own.size < main.block.rows.size) return isRun || scattered === "remark" || one.names.size === 0;
    return columns.length > 1 && isRun && (Math.abs(endOf(one.block, rows) - end) > 1 || first > main.at + 1);
  };
  const aside = found.filter(isApart);
  const table = found.filter((one) => !aside.includes(one));
  const wide = table.filter(({ block }) => block.columns.length > 1);
  return {
    table: table.map(({ block }) => block),
    aside: aside.map(({ block }) => block),
    doubtful: known === undefined && wide.length > 1,
  };
}

interface Found {
  readonly block: Block;
  /** the first row with a cell in each column, and its words as names */
  readonly at: number;
  readonly names: ReadonlySet<string>;
}

export function blocksOf(rows: BlockRows): Block[] {
  const byColumn: (Block | undefined)[] = [];
  for (const [row, cells] of rows.entries()) {
    if (!cells) continue;
    for (const [column, cell] of cells.entries()) {
      if (cell === undefined || cell === "") continue;
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

/** The names of a block's columns, as its header writes them; nothing where it has none. */
export function namesOf(block: Block, rows: BlockRows): string[] {
  const { at, names } = headOf(block, rows);
  return names.size === 0 ? [] : block.columns.map((column) => rows[at]![column]!);
}

const plain = (name: string): string => name.normalize("NFKC").trim();

function headOf({ columns, rows: own }: Block, rows: BlockRows): { at: number; names: Set<string> } {
  for (const at of own) {
    const cells = columns.map((column) => rows[at]?.[column] ?? "");
    if (cells.includes("")) continue;
    const isHeader = cells.every((cell) => kindOf(cell) === "word");
    return { at, names: new Set(isHeader ? cells.map(plain) : []) };
  }
  return { at: extent(own)[0], names: new Set() };
}

function extent(rows: Iterable<number>): [first: number, last: number] {
  let [first, last] = [Infinity, -1];
  for (const row of rows) [first, last] = [Math.min(first, row), Math.max(last, row)];
  return [first, last];
}

/** The last row of a block that is neither a total nor a line below the table. */
function endOf({ columns, rows: own }: Block, rows: BlockRows): number {
  let last = -1;
  for (const row of own) {
    const cells = columns.flatMap((column) => rows[row]?.[column] || []);
    const below = isTotal(cells[0]!) || isFooter(cells[0]!) || 2 * cells.length < columns.length;
    if (row > last && !below) last = row;
  }
  return last;
}

/** Whether two blocks have the names of one table: most of them, or that of a label. Below names of groups they are columns of one. */
function isTwin(one: Found, main: Found, rows: BlockRows): boolean {
  const shared = [...one.names].filter((name) => main.names.has(name));
  if (shared.some((name) => labelRank(name) !== undefined)) return true;
  const few = Math.min(one.names.size, main.names.size);
  if (shared.length < 2 || 2 * shared.length < few) return false;
  const grouped = ({ block: { columns }, at }: Found) =>
    columns.some((column) => (rows[at - 1]?.[column] ?? "") !== "");
  return !(grouped(one) && grouped(main));
}

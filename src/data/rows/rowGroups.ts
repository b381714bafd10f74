import { SettingError } from "../../errors.ts";
import { spellingKey } from "../columns/cells/spelling.ts";
import { isGap } from "../columns/noValue.ts";
import { cellsOf, type Table } from "../table.ts";
import { sortClasses } from "./classes.ts";

/**
 * A number for each row of a table: rows with the same never lie on both sides of a split. They are those that have one cell in the
 * column `group`, and those that the table itself says are one, such as a picture and its copies; nothing where neither is.
 */
export function rowGroups(table: Table, group: string | undefined): Int32Array | undefined {
  const named = group === undefined ? undefined : numbered(groupCells(table, group));
  const own = table.rowGroups && numbered(table.rowGroups);
  return named && own ? joined(named, own) : (named ?? own);
}

/** What each row's group is called: as its first row spells it, where others differ in width or white space alone. */
export function groupCells(table: Table, group: string): readonly string[] {
  const missing = rowsWithoutGroup(table, group)[0];
  if (missing === undefined) {
    const first = new Map<string, string>();
    return cellsOf(table.column(group)).map((cell) => {
      const key = spellingKey(cell);
      if (!first.has(key)) first.set(key, cell.trim());
      return first.get(key)!;
    });
  }
  throw new SettingError(
    (say) =>
      `${table.where(missing, group)}: the group is missing; fill it in or delete the row, or leave such rows out with ${say("missing", "drop")}`,
  );
}

export function rowsWithoutGroup(table: Table, group: string): number[] {
  const column = table.column(group);
  if (column.kind !== "number" && column.kind !== "text")
    throw new SettingError(
      (say) =>
        `${table.source}, column ${group}: ${column.kind === "list" ? "it holds lists" : column.reason}, so it names no groups; choose another with ${say("group")}`,
    );
  return cellsOf(column).flatMap((cell, row) => (isGap(cell.trim()) ? [row] : []));
}

function numbered(cells: readonly string[]): Int32Array {
  const numbers = new Map(sortClasses(new Set(cells)).map((cell, i) => [cell, i]));
  return Int32Array.from(cells, (cell) => numbers.get(cell)!);
}

/** The groups of rows that are together by one numbering or the other, or by way of other rows. */
function joined(first: Int32Array, second: Int32Array): Int32Array {
  // A forest of rows: `above` leads to a group's first row.
  const above = Int32Array.from(first.keys());
  const rootOf = (row: number): number => {
    let root = row;
    while (above[root] !== root) root = above[root]!;
    for (let at = row; above[at] !== root; ) [at, above[at]] = [above[at]!, root];
    return root;
  };
  for (const numbers of [first, second]) {
    const firstOf = new Map<number, number>();
    for (const [row, number] of numbers.entries()) {
      const other = firstOf.get(number);
      if (other === undefined) firstOf.set(number, row);
      else {
        const [a, b] = [rootOf(row), rootOf(other)];
        above[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  return above.map((_, row) => rootOf(row));
}

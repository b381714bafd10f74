import { type CopiedRows, copyGroups } from "../numbers/equalRows.ts";
import { Table } from "../table.ts";

/** The pixels of a table's pictures, row after row, where it has some and they are decoded. */
export function pictureRows(table: Table): CopiedRows | undefined {
  const column = table.imageColumn === undefined ? undefined : table.columns.get(table.imageColumn);
  return column?.kind === "list" ? { features: column.values, width: column.width } : undefined;
}

/** For each row of pictures the first that is the same, pixel for pixel, as they are learned from; nothing where the rows are none. */
export function firstOfEach(table: Table): readonly number[] | undefined {
  const rows = pictureRows(table);
  return rows && Array.from(copyGroups(rows));
}

/** A table whose pictures that are the same are one group, which no split parts. `first` is that of each row. */
export const withCopiesTogether = (table: Table, first: readonly number[]): Table =>
  first.some((of, row) => of !== row) ? grouped(table, first) : table;

/** Where rows are one group already, as pictures of one item are, these stay together by way of their copies. */
function grouped(table: Table, first: readonly number[]): Table {
  const known = table.rowGroups;
  const names = known ? joined(known, first) : first.map((row) => `picture ${row}`);
  let start = 0;
  const parts = table.parts.map((part) => {
    const groups = names.slice(start, start + part.rows);
    start += part.rows;
    return { ...part, groups };
  });
  return new Table(table.columns, parts, table.traits);
}

/** The groups that hang together by a copy, under the name of the first of them. */
function joined(groups: readonly string[], first: readonly number[]): string[] {
  const above = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    return root;
  };
  for (const [row, of] of first.entries()) {
    const [a, b] = [rootOf(groups[row]!), rootOf(groups[of]!)];
    if (a !== b) above.set(a, b);
  }
  return groups.map(rootOf);
}

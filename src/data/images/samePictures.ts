import { type Numbers, Table } from "../table.ts";

/** The pixels of a table's pictures, row after row. */
interface PictureRows {
  readonly values: Numbers;
  readonly width: number;
}

/** The pixels of a table's pictures, where it has some and they are decoded. */
export function pictureRows(table: Table): PictureRows | undefined {
  const column = table.imageColumn === undefined ? undefined : table.columns.get(table.imageColumn);
  return column?.kind === "list" ? column : undefined;
}

/**
 * Pictures that are the same, pixel for pixel, as they are learned from: the same part, photographed once. Rows of several tables are
 * found in one of these, each by its first.
 */
export class SamePictures {
  readonly #byHash = new Map<number, Place[]>();

  /** Of each row the first that is the same: itself, where there is none before it. */
  add({ values, width }: PictureRows): Place[] {
    const places: Place[] = [];
    const rows = width === 0 ? 0 : values.length / width;
    for (let row = 0; row < rows; row++) {
      const own: Place = { values, width, row };
      const hash = hashOf(own);
      const alike = this.#byHash.get(hash);
      const first = alike?.find((other) => isSame(other, own));
      if (!first) {
        if (alike) alike.push(own);
        else this.#byHash.set(hash, [own]);
      }
      places.push(first ?? own);
    }
    return places;
  }
}

/** A row of pixels. */
export interface Place extends PictureRows {
  readonly row: number;
}

/** FNV-1a over the pixels, each as its bits above the point and below. */
function hashOf({ values, width, row }: Place): number {
  let hash = 0x811c9dc5;
  for (let i = row * width; i < (row + 1) * width; i++) {
    const value = values[i]!;
    hash = Math.imul(hash ^ value, 0x01000193);
    if (value % 1 !== 0) hash = Math.imul(hash ^ (value * 65536), 0x01000193);
  }
  return hash;
}

function isSame(a: Place, b: Place): boolean {
  if (a.width !== b.width) return false;
  const [from, other] = [a.row * a.width, b.row * b.width];
  for (let i = 0; i < a.width; i++) if (a.values[from + i] !== b.values[other + i]) return false;
  return true;
}

/** For each row of pictures the first that is the same; nothing where the rows are none. */
export function firstOfEach(table: Table): readonly number[] | undefined {
  const rows = pictureRows(table);
  return rows && new SamePictures().add(rows).map(({ row }) => row);
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

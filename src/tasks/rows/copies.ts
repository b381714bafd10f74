import { selectRows } from "../../data/columns/missing.ts";
import { firstOfEach, pictureRows, withCopiesTogether } from "../../data/images/samePictures.ts";
import { equalAmong } from "../../data/numbers/equalRows.ts";
import { cellsOf, type Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";

// A picture may lie in a folder twice, under two names: then it must not be learned from and measured with. Or it lies in two
// classes: then no one can say which is right.

/** So many pairs are named. */
const mostNamed = 10;

export interface TwinOptions {
  /** the column of classes; nothing of a regression */
  readonly label: string | undefined;
  /** what is left must be of more than one class */
  readonly several?: boolean;
  readonly notes: string[];
}

/**
 * A table of pictures whose copies stay together, without those that stand in two classes. Throws a `UserError` that names these
 * where without them there is one class left.
 */
export function withoutTwins(table: Table, { label, several = false, notes }: TwinOptions): Table {
  const first = firstOfEach(table);
  if (!first) return table;
  const pairs = label === undefined ? [] : twins(table, first, label);
  const doubted = new Set(pairs.map(([row]) => first[row]!));
  const kept = Array.from(first.keys()).filter((row) => !doubted.has(first[row]!));
  const rest = doubted.size > 0 ? selectRows(table, kept) : table;
  if (several && pairs.length > 0 && new Set(cellsOf(rest.column(label!))).size < 2)
    throw new UserError(
      `${twinsInWords(table, label!, pairs)}; without them there are not two classes: take the wrong ones out`,
    );
  if (pairs.length > 0)
    notes.push(
      `${twinsInWords(table, label!, pairs)}: their ${first.length - kept.length} files are neither learned from nor tested; take the wrong ones out`,
    );
  const again = doubted.size > 0 ? firstOfEach(rest)! : first;
  const copies = again.filter((of, row) => of !== row).length;
  if (copies > 0) {
    const row = again.findIndex((of, at) => of !== at);
    notes.push(
      `${table.source}: ${copies} of ${rest.rows} pictures are copies of others (the first: ${fileOf(rest, row)} is ${fileOf(rest, again[row]!)}); they go to one side of a split together`,
    );
  }
  return withCopiesTogether(rest, again);
}

/** A row's picture, by its way from the folder that was named. */
function fileOf(table: Table, row: number): string {
  const name = String(table.rowName(row));
  return name.startsWith(table.source) ? name.slice(table.source.length).replace(/^[\\/]/, "") : name;
}

/** Rows whose picture stands in another class before. */
function twins(table: Table, first: readonly number[], label: string): [row: number, other: number][] {
  const column = table.columns.get(label);
  const cells = column ? cellsOf(column) : [];
  return first.flatMap((of, row): [number, number][] =>
    cells.length > 0 && cells[row]!.trim() !== cells[of]!.trim() ? [[row, of]] : [],
  );
}

function twinsInWords(table: Table, label: string, pairs: readonly (readonly [number, number])[]): string {
  const cells = cellsOf(table.column(label));
  const named = pairs
    .slice(0, mostNamed)
    .map(([row, of]) => `${fileOf(table, of)} is ${cells[of]}, ${fileOf(table, row)} is ${cells[row]}`);
  const count = new Set(pairs.map(([, of]) => of)).size;
  const more = pairs.length > mostNamed ? `; and ${pairs.length - mostNamed} more pairs` : "";
  return `${table.source}: ${count} ${count === 1 ? "picture stands" : "pictures stand"} in two classes (${named.join("; ")}${more})`;
}

/** Pictures that are tested, or watched by, and learned from as well, a line for each part. */
export function sharedPictures(train: Table, others: Readonly<Record<string, Table | undefined>>): string[] {
  const rows = pictureRows(train);
  const notes: string[] = [];
  if (!rows) return notes;
  for (const [what, other] of Object.entries(others)) {
    const tested = other && pictureRows(other);
    if (!tested || tested.width !== rows.width) continue;
    const shared = equalAmong(tested, rows).flatMap((row, own) => (row === undefined ? [] : [{ own, row }]));
    const [one] = shared;
    if (one)
      notes.push(
        `${other.source}: ${shared.length} of ${other.rows} pictures to ${what} are learned from too (the first: ${fileOf(other, one.own)} is ${fileOf(train, one.row)}); take them out of one, or the result flatters`,
      );
  }
  return notes;
}

/** Says which pictures stand in two classes, where all are measured. */
export function twinsIn(table: Table, label: string): string[] {
  const first = firstOfEach(table);
  const pairs = first ? twins(table, first, label) : [];
  if (pairs.length === 0) return [];
  return [`${twinsInWords(table, label, pairs)}; take the wrong ones out`];
}

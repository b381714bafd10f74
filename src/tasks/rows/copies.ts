import { selectRows } from "../../data/columns/missing.ts";
import { namesGood } from "../../data/images/layouts/goodWord.ts";
import { firstOfEach, pictureRows, withCopiesTogether } from "../../data/images/samePictures.ts";
import { allNames } from "../../data/listing/oneLine.ts";
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
  /**
   * what must be left: two classes to learn from, or, for an inspector, the good parts, whose class may be named; for rows that are
   * measured on, any
   */
  readonly learns?: "classes" | { readonly good?: string | undefined };
  readonly notes: string[];
}

/**
 * A table of pictures whose copies stay together, without those that stand in two classes. Throws a `UserError` that names these
 * where without them there is one class left, and that not of good parts.
 */
export function withoutTwins(table: Table, { label, learns, notes }: TwinOptions): Table {
  const first = firstOfEach(table);
  if (!first) return table;
  const pairs = label === undefined ? [] : twins(table, first, label);
  const doubted = new Set(pairs.map(([row]) => first[row]!));
  const kept = Array.from(first.keys()).filter((row) => !doubted.has(first[row]!));
  const rest = doubted.size > 0 ? selectRows(table, kept) : table;
  const lost = pairs.length > 0 ? lostClasses(table, rest, label!) : [];
  if (lost.length > 0 && !isEnough(new Set(cellsOf(rest.column(label!))), learns))
    throw new UserError(lostInWords(table, label!, { lost: lost[0]!, pairs }));
  if (pairs.length > 0)
    notes.push(
      `${twinsInWords(table, label!, pairs)}: their ${first.length - kept.length} files are neither learned from nor tested${lost.length > 0 ? `, which leaves none of ${allNames(lost)}` : ""}; take the wrong ones out`,
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

/** The classes all of whose pictures stand in another one too. */
function lostClasses(table: Table, rest: Table, label: string): string[] {
  const left = new Set(cellsOf(rest.column(label)));
  return [...new Set(cellsOf(table.column(label)))].filter((name) => !left.has(name));
}

const isEnough = (left: ReadonlySet<string>, learns: TwinOptions["learns"]): boolean =>
  left.size > (learns === undefined ? 0 : 1) ||
  (typeof learns === "object" && [...left].some((name) => name === learns.good || namesGood(name)));

/** Why nothing can be learned where all pictures of a class stand in another one too, with the first of them. */
function lostInWords(table: Table, label: string, { lost, pairs }: { lost: string; pairs: Pairs }): string {
  const cells = cellsOf(table.column(label));
  const own = pairs.filter(([row, of]) => cells[row] === lost || cells[of] === lost);
  const [[row, of]] = own as [readonly [number, number]];
  const other = cells[row] === lost ? cells[of] : cells[row];
  const count = cells.filter((cell) => cell === lost).length;
  return `${table.source}: class ${lost} has no picture of its own: ${count === 1 ? "its one stands" : `all ${count} stand`} in class ${other} too (the first: ${fileOf(table, of)} is ${fileOf(table, row)}); a picture has one class: take it out of the wrong one, or name both classes alike if they are one`;
}

/** A row's picture, by its way from the folder that was named. */
function fileOf(table: Table, row: number): string {
  const name = String(table.rowName(row));
  return name.startsWith(table.source) ? name.slice(table.source.length).replace(/^[\\/]/, "") : name;
}

type Pairs = readonly (readonly [row: number, other: number])[];

/** Rows whose picture stands in another class before. */
function twins(table: Table, first: readonly number[], label: string): Pairs {
  const column = table.columns.get(label);
  const cells = column ? cellsOf(column) : [];
  return first.flatMap((of, row) =>
    cells.length > 0 && cells[row]!.trim() !== cells[of]!.trim() ? [[row, of] as const] : [],
  );
}

function twinsInWords(table: Table, label: string, pairs: Pairs): string {
  const cells = cellsOf(table.column(label));
  const named = pairs
    .slice(0, mostNamed)
    .map(([row, of]) => `${fileOf(table, of)} (${cells[of]}) = ${fileOf(table, row)} (${cells[row]})`);
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

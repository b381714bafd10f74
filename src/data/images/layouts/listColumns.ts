import { UserError } from "../../../errors.ts";
import { selectRows } from "../../columns/missing.ts";
import { type PartName, partOfName } from "../../listing/partNames.ts";
import { findLabel } from "../../rows/chooseLabel.ts";
import { type Column, cellsOf, Table } from "../../table.ts";
import { baseOf, stemOf } from "./folderFiles.ts";
import { maskColumn, type PictureList } from "./lists.ts";
import { cellPath } from "./pictureNames.ts";
import { listed } from "./topFolders.ts";

/** A rectangle of a picture, in pixels; x and y are of its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A list as it is used: a row for each picture that it names, with the columns that are left. */
export interface UsedList {
  readonly list: PictureList;
  /** without the columns that name files, parts, masks and boxes; a row for each of `pictures` */
  readonly table: Table;
  readonly pictures: readonly string[];
  /** of each picture, where the list says it */
  readonly parts: readonly (PartName | undefined)[];
  /** the column that seems to hold the classes */
  readonly label: string | undefined;
  /** of each picture, the mask that the list names */
  readonly masks: readonly (string | undefined)[];
  readonly boxes: readonly (readonly Box[])[];
  readonly notes: string[];
}

const partColumn = /^(splits?|subset|set|parts?|partition|phase|usage|fold|ml[-_ ]?use|用途|区分|分割)$/i;
const noPart = /^(unassigned|none|)$/i;
/** What Label Studio keeps beside the answers. */
const bookkeeping = /^(id|annotator|annotation_id|created_at|updated_at|lead_time)$/i;

const boxNames: readonly (readonly [string, string, string, string])[] = [
  ["x", "y", "width", "height"],
  ["x", "y", "w", "h"],
  ["xmin", "ymin", "xmax", "ymax"],
  ["x_min", "y_min", "x_max", "y_max"],
  ["x1", "y1", "x2", "y2"],
  ["left", "top", "right", "bottom"],
];

export interface ListOptions {
  /** finds the files that a column of masks names */
  readonly masks: (cells: readonly string[]) => readonly (string | undefined)[];
  /** rows that name no file are left out and counted, and no error */
  readonly skip: boolean;
}

/** What a list says of the pictures that it names. */
export function usedList(list: PictureList, { masks, skip }: ListOptions): UsedList {
  const { table, path, named, cells, column } = list;
  const notes: string[] = [];
  const where = (row: number) => table.where(row, column);
  const rows: number[] = [];
  for (const [row, one] of named.pictures.entries()) {
    if (Array.isArray(one))
      throw new UserError(
        `${where(row)}: ${cells[row]} could be ${listed(one)}; write the folder before the name`,
      );
    if (one === undefined) {
      if (list.outside || skip) continue;
      throw new UserError(
        cells[row]!.trim() === ""
          ? `${where(row)}: the name of the file is missing; fill it in or delete the row`
          : `${where(row)}: there is no file ${cellPath(cells[row]!)}; correct the name, or delete the row`,
      );
    }
    rows.push(row);
  }
  if (rows.length < named.pictures.length) {
    const first = where(named.pictures.indexOf(undefined));
    const what = list.outside
      ? "name files that lie elsewhere"
      : `name no file and are left out (the first: ${first})`;
    notes.push(
      `${path}: ${named.pictures.length - rows.length} of its ${named.pictures.length} rows ${what}`,
    );
  }
  if (named.how !== undefined) notes.push(`${path}: its names are compared with the files ${named.how}`);
  const split = splitColumn(table, column);
  const boxes = boxColumns(table);
  const maskName = table.columnNames.find((name) => maskColumn.test(name.trim()));
  const studio = table.columnNames.some((name) => /^(annotation_id|lead_time)$/i.test(name));
  const dropped = new Set([column, split, maskName, ...(boxes ?? [])]);
  const left = new Map(
    [...table.columns].filter(([name]) => !dropped.has(name) && !(studio && bookkeeping.test(name))),
  );
  const rest = new Table(left, table.parts, { ...table.traits, delimited: true });
  const classed = withClasses(rest, list, notes);
  const label = labelOf(classed);
  const boxesOf = (row: number) => (boxes ? boxOf(table, boxes, row) : undefined);
  const { first, boxesByRow } = onePicture(list, rows, { table: classed, label, boxesOf });
  if (label !== undefined) checkOneClass(classed, label);
  const parts = partsIn(split === undefined ? undefined : cellsOf(table.column(split)), list, first);
  if (split !== undefined)
    notes.push(`${path}: column ${split} says which pictures are to learn from, and which to test on`);
  const maskCells = maskName === undefined ? undefined : masks(cellsOf(table.column(maskName)));
  return {
    list,
    table: selectRows(classed, first),
    pictures: first.map((row) => named.pictures[row] as string),
    parts,
    label,
    masks: first.map((row) => maskCells?.[row]),
    boxes: first.map((row) => boxesByRow.get(row) ?? []),
    notes,
  };
}

/** A column that is called so, or any whose cells are all names of parts. */
function splitColumn(table: Table, files: string): string | undefined {
  const isPart = (cell: string) =>
    noPart.test(cell.trim()) || ["train", "validation", "test"].includes(partOfName(cell) ?? "");
  return table.columnNames.find((name) => {
    const column = table.column(name);
    if (name === files || column.kind !== "text") return false;
    const cells = new Set(column.values);
    if (![...cells].every(isPart) || [...cells].every((cell) => noPart.test(cell.trim()))) return false;
    return partColumn.test(name.trim()) || table.traits.headerless === true || cells.size > 1;
  });
}

function partsIn(
  cells: readonly string[] | undefined,
  { file }: PictureList,
  rows: readonly number[],
): (PartName | undefined)[] {
  const own = partOfName(stemOf(baseOf(file)));
  const ofFile = own === "several" ? undefined : own;
  return rows.map((row) => {
    const said = cells && partOfName(cells[row]!);
    return said === undefined || said === "several" ? ofFile : said;
  });
}

/** The usual label, else the last column that could hold classes. */
function labelOf(table: Table): string | undefined {
  const [only, ...more] = table.columnNames;
  if (only === undefined || more.length === 0) return only;
  try {
    return findLabel(table);
  } catch (error) {
    if (error instanceof UserError) return undefined; // none, or several that could be
    throw error;
  }
}

/** A column a class, 1 where a picture is of it, becomes one column of classes. */
function withClasses(table: Table, { path }: PictureList, notes: string[]): Table {
  const names = table.columnNames;
  const binary =
    names.length > 1 &&
    names.every((name) => {
      const column = table.column(name);
      return column.kind === "number" && column.values.every((value) => value === 0 || value === 1);
    });
  if (!binary || table.rows === 0) return table;
  const numbers = names.map((name) => table.column(name) as Extract<Column, { kind: "number" }>);
  const values = Array.from({ length: table.rows }, (_, row) => {
    const own = names.filter((_, i) => numbers[i]!.values[row] === 1);
    if (own.length === 1) return own[0]!.trim();
    throw new UserError(
      own.length === 0
        ? `${table.where(row)}: is of none of the classes ${listed(names.map((name) => name.trim()))}; mark one with 1, or delete the row`
        : `${table.where(row)}: is of the classes ${own.map((name) => name.trim()).join(" and ")} at once; kiso learns one class a picture: keep one, or write a list with one column of classes`,
    );
  });
  notes.push(
    `${path}: a column for each class (${listed(names.map((name) => name.trim()))}) is read as one column, label`,
  );
  return new Table(new Map([["label", { kind: "text", values }]]), table.parts, table.traits);
}

interface Repeated {
  readonly table: Table;
  readonly label: string | undefined;
  readonly boxesOf: (row: number) => Box | undefined;
}

/** The first row of each picture. A list of boxes has a row for each box: all must say the same class. */
function onePicture(
  { named, table: whole, column }: PictureList,
  rows: readonly number[],
  { table, label, boxesOf }: Repeated,
): { first: number[]; boxesByRow: Map<number, Box[]> } {
  const seen = new Map<string, number>();
  const boxesByRow = new Map<number, Box[]>();
  const first: number[] = [];
  const labels = label === undefined ? undefined : cellsOf(table.column(label));
  for (const row of rows) {
    const picture = named.pictures[row] as string;
    const box = boxesOf(row);
    const before = seen.get(picture);
    if (before === undefined) {
      seen.set(picture, row);
      first.push(row);
      if (box) boxesByRow.set(row, [box]);
      continue;
    }
    const where = whole.where(row, column);
    if (labels && labels[row] !== labels[before])
      throw new UserError(
        `${where}: ${picture} stands in row ${before + 1} already, there as "${labels[before]}", here as "${labels[row]}"; kiso learns one class a picture: keep one of the rows`,
      );
    if (!box) throw new UserError(`${where}: ${picture} stands in row ${before + 1} already; delete one`);
    boxesByRow.get(before)?.push(box);
  }
  return { first, boxesByRow };
}

function boxColumns(table: Table): readonly string[] | undefined {
  const byName = new Map(table.columnNames.map((name) => [name.trim().toLowerCase(), name]));
  const names = boxNames
    .find((four) => four.every((name) => byName.has(name)))
    ?.map((name) => byName.get(name)!);
  return names?.every((name) => table.column(name).kind === "number") ? names : undefined;
}

function boxOf(table: Table, names: readonly string[], row: number): Box | undefined {
  const [x, y, c, d] = names.map((name) => {
    const column = table.column(name);
    return column.kind === "number" ? column.values[row]! : Number.NaN;
  }) as [number, number, number, number];
  if (![x, y, c, d].every(Number.isFinite)) return undefined;
  const corners = /max|2|right/i.test(names[2]!);
  return corners ? { x, y, width: c - x, height: d - y } : { x, y, width: c, height: d };
}

/** Refuses cells that name several classes: "scratch,dent", ["scratch","dent"], where they also stand alone or in other company. */
function checkOneClass(table: Table, label: string): void {
  const cells = cellsOf(table.column(label));
  const alone = new Set(cells);
  for (const [row, cell] of cells.entries()) {
    const json = /^\s*(\[.*,.*\]|\{.*"choices".*\})\s*$/.test(cell);
    const pieces = cell.split(/[|;,/+]/).map((piece) => piece.trim());
    if (json || (pieces.length > 1 && pieces.every((piece) => piece !== "" && alone.has(piece))))
      throw new UserError(
        `${table.where(row, label)}: ${cell} are several classes; kiso learns one class a picture: keep one, or give such pictures a class of their own`,
      );
  }
}

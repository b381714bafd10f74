import type { Dress } from "../../data/columns/cells/dress.ts";
import { Spellings, truthOf, truthText } from "../../data/columns/cells/spelling.ts";
import { readerOf } from "../../data/columns/cells/undress.ts";
import { isScale } from "../../data/columns/cells/units.ts";
import type { EncodedColumn } from "../../data/columns/encoding.ts";
import { isMissing } from "../../data/columns/noValue.ts";
import type { RowRecord } from "../../data/columns/records.ts";
import { type Column, offer, Table } from "../../data/table.ts";
import { shown, UserError } from "../../errors.ts";

/** Reads a cell of a row, both counted from 0. */
type Read = (row: number, column: number) => unknown;

/** Rows of named cells as a table: what the model learned as numbers is read as numbers, and so on. */
export function recordTable(
  who: string,
  rows: readonly RowRecord[],
  columns: readonly EncodedColumn[],
): Table {
  const named = rows.map((row, i) => checkedRecord(`${who}, row ${i + 1}`, row, columns));
  return tableOf(who, rows.length, columns, (row, k) => named[row]![columns[k]!.name]);
}

/** Rows whose cells stand in the order of the model's columns. */
export function tableOf(who: string, rows: number, columns: readonly EncodedColumn[], read: Read): Table {
  const made = columns.map((column, k): [string, Column] => {
    const cells = Array.from({ length: rows }, (_, row) => read(row, k));
    const where = (row: number) => `${who}, row ${row + 1}, column ${column.name}`;
    return [column.name, kinds[column.kind](cells, column as never, where)];
  });
  return new Table(new Map(made), [{ file: who, rows }]);
}

/** A record by the names of the columns, of which it may write one in another width, or with other white space. */
function checkedRecord(where: string, row: unknown, columns: readonly EncodedColumn[]): RowRecord {
  if (typeof row !== "object" || row === null || Array.isArray(row))
    throw new UserError(
      `${where}: is ${shown(row)}; give an object of cells, such as { ${columns[0]!.name}: … }`,
    );
  const lacking = columns.filter(({ name }) => !Object.hasOwn(row, name));
  if (lacking.length === 0) return row as RowRecord;
  const keys = Object.keys(row).filter((key) => columns.every(({ name }) => name !== key));
  const spellings = new Spellings(keys);
  const called = lacking.map(({ name }) => {
    const place = spellings.place(name);
    if (place !== undefined) return [name, (row as RowRecord)[keys[place]!]] as const;
    throw new UserError(
      `${where}: has no "${name}"${offer(name, Object.keys(row))}; a cell without a value is null`,
    );
  });
  return { ...(row as RowRecord), ...Object.fromEntries(called) };
}

type Make<K extends EncodedColumn["kind"]> = (
  cells: readonly unknown[],
  column: EncodedColumn & { kind: K },
  where: (row: number) => string,
) => Column;

const kinds: { readonly [K in EncodedColumn["kind"]]: Make<K> } = {
  number: numberColumn,
  category: (cells, { categories }, where) => ({
    kind: "text",
    values: cells.map((cell, row) => word(cell, categories, () => where(row))),
  }),
  date: dateColumn,
  list: listColumn,
};

/** Numbers, also where they come as text; where a word stands among them, all is text, so that the encoder names it. */
function numberColumn(
  cells: readonly unknown[],
  { dress }: EncodedColumn & { kind: "number" },
  where: (row: number) => string,
): Column {
  const values = new Float64Array(cells.length);
  const texts = cells.filter((cell) => typeof cell === "string");
  const read = readerOf(texts, dress);
  let gap: { row: number; text: string } | undefined;
  let isBare = false;
  for (const [row, cell] of cells.entries()) {
    if (cell === null || cell === undefined || (typeof cell === "string" && isMissing(cell.trim()))) {
      values[row] = Number.NaN;
      gap ??= { row, text: cell ? String(cell) : "" };
    } else if (typeof cell === "string") {
      values[row] = read(cell);
      if (Number.isNaN(values[row])) return { kind: "text", values: cells.map((one) => textIn(one, dress)) };
    } else if (typeof cell === "number" || typeof cell === "bigint" || typeof cell === "boolean") {
      values[row] = Number(cell);
      if (Number.isNaN(cell)) gap ??= { row, text: "NaN" };
      else isBare = true;
    } else throw new UserError(`${where(row)}: is ${shown(cell)}; give a number`);
  }
  return { kind: "number", values, gap, dress: isBare ? undefined : dress };
}

/** A cell among text, as numbers stand there. */
function textIn(cell: unknown, { decimal = ".", unit }: Dress = {}): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "number") return String(cell);
  const digits = String(cell).replace(".", decimal);
  return unit === undefined || isScale(unit) ? digits : `${digits} ${unit}`;
}

function dateColumn(
  cells: readonly unknown[],
  { name, together }: EncodedColumn & { kind: "date" },
  where: (row: number) => string,
): Column {
  if (together) return numberColumn(cells, { kind: "number", name }, where);
  return {
    kind: "text",
    values: cells.map((cell, row) => {
      if (cell === null || cell === undefined) return "";
      if (typeof cell === "string") return cell.trim();
      if (cell instanceof Date && !Number.isNaN(cell.getTime())) return cell.toISOString();
      throw new UserError(`${where(row)}: is ${shown(cell)}; give a date, as a Date or as text`);
    }),
  };
}

/** A cell among words. A file may have held true and false, or 1 and 0: what the training rows had is meant. */
function word(cell: unknown, categories: readonly string[], where: () => string): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return "";
  if (typeof cell === "boolean")
    return categories.some((one) => truthOf(one) !== undefined) ? truthText(cell) : String(Number(cell));
  if (typeof cell !== "object" && typeof cell !== "function") return String(cell);
  throw new UserError(`${where()}: is ${shown(cell)}; give one of ${categories.slice(0, 8).join(", ")}`);
}

function listColumn(
  cells: readonly unknown[],
  { width }: EncodedColumn & { kind: "list" },
  where: (row: number) => string,
): Column {
  const values = new Float64Array(cells.length * width);
  for (const [row, cell] of cells.entries()) {
    const list = isNumberList(cell) ? cell : undefined;
    if (list?.length !== width)
      throw new UserError(
        `${where(row)}: is ${list ? `a list of ${list.length}` : shown(cell)}; give a list of ${width} numbers`,
      );
    for (let j = 0; j < width; j++) values[row * width + j] = Number(list[j]);
  }
  return { kind: "list", values, width };
}

/** A list, or a typed array, that begins with a number. */
export const isNumberList = (thing: unknown): thing is ArrayLike<number> =>
  (Array.isArray(thing) || (ArrayBuffer.isView(thing) && "length" in thing)) &&
  ["number", "bigint"].includes(typeof (thing as ArrayLike<unknown>)[0]);

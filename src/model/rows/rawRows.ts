import { encodeRows } from "../../data/columns/encoder.ts";
import type { EncodedColumn } from "../../data/columns/encoding.ts";
import { toFeatures } from "../../data/columns/features.ts";
import type { RawCell, RowRecord } from "../../data/columns/records.ts";
import { type ArrayWithShape, numbers } from "../../data/numbers/numbers.ts";
import type { Matrix } from "../../data/rows/labelledRows.ts";
import { Table } from "../../data/table.ts";
import { shown, UserError } from "../../errors.ts";
import type { ModelCard } from "../file/card.ts";
import { type GivenImage, type ImageDecoder, imageRows, isImage } from "./imageRows.ts";
import { isNumberList, recordTable, tableOf } from "./rawTable.ts";
import { type Remarks, remarksOf } from "./remarks.ts";

/**
 * Rows as they come, before a model's encoder and scaler: objects by the names of the columns; lists in the order of the
 * columns; a Table; an array with its shape, (rows, columns), or (rows, features) as `encode` makes them. A model of
 * images takes image files, pixels, or rows of them.
 */
export type RawRows =
  | readonly RowRecord[]
  | readonly object[]
  | readonly (readonly RawCell[] | ArrayLike<number>)[]
  | readonly GivenImage[]
  | Table
  | ArrayWithShape;

/** The same as the model's features, which the scaler has not seen yet. */
export interface EncodedRows {
  readonly features: Matrix;
  /** what stands in a row that the model did not learn */
  remarks(): ReadonlyMap<number, Remarks>;
  /** the file or the row of each, as a message calls it */
  name(row: number): string;
}

type Columns = Pick<ModelCard, "featureNames" | "encoder" | "image">;

/** Raw rows of any form as features. Errors begin with `who`, and name row and column. */
export async function encodeRaw(
  who: string,
  rows: RawRows,
  card: Columns,
  decode?: ImageDecoder,
): Promise<EncodedRows> {
  if (rows instanceof Table) return ofTable(rows, card);
  if (isArray(rows)) return ofMatrix(who, matrixOf(who, rows), card);
  if (!Array.isArray(rows))
    throw new UserError(`${who} takes a list of rows, found ${shown(rows)}; one row alone is ${who}([row])`);
  const { image } = card;
  if (rows.length === 0)
    return numbered(who, { shape: [0, card.featureNames.length], data: new Float64Array() });
  if (image && rows.some(isImage)) {
    const { data, names } = await imageRows(who, rows, image, decode);
    return {
      ...numbered(who, { shape: [rows.length, card.featureNames.length], data }),
      name: (row) => names[row]!,
    };
  }
  const columns = columnsOf(card);
  if (!isList(rows[0])) return ofTable(recordTable(who, rows, columns), card);
  return ofLists(who, rows, card);
}

const isArray = (thing: unknown): thing is ArrayWithShape =>
  typeof thing === "object" && thing !== null && "shape" in thing && "data" in thing;

const isList = (thing: unknown): thing is ArrayLike<unknown> =>
  Array.isArray(thing) || (ArrayBuffer.isView(thing) && "length" in thing);

const numbered = (who: string, features: Matrix): EncodedRows => ({
  features,
  remarks: () => new Map(),
  name: (row) => `${who}, row ${row + 1}`,
});

function ofTable(table: Table, { encoder, featureNames }: Columns): EncodedRows {
  return {
    features: encoder ? encodeRows(table, encoder) : toFeatures(table, featureNames),
    remarks: () => remarksOf(table, encoder),
    name: (row) => table.where(row),
  };
}

/** The columns of a raw row. A model without an encoder learned numbers: a column a feature, or one list of all. */
export function columnsOf({ encoder, featureNames }: Columns): readonly EncodedColumn[] {
  if (encoder) return encoder.columns;
  const [first] = featureNames;
  const stem = first?.endsWith("[0]") ? first.slice(0, -3) : undefined;
  if (stem !== undefined && featureNames.every((name, i) => name === `${stem}[${i}]`))
    return [{ kind: "list", name: stem, width: featureNames.length }];
  return featureNames.map((name) => ({ kind: "number", name }));
}

/** Rows of cells in the order of the columns, or of numbers in the order of the features. */
function ofLists(who: string, rows: readonly ArrayLike<unknown>[], card: Columns): EncodedRows {
  const columns = columnsOf(card);
  const width = rows[0]!.length;
  const odd = rows.findIndex((row) => !isList(row) || row.length !== width);
  if (odd >= 0)
    throw new UserError(
      `${who}, row ${odd + 1}: is ${isList(rows[odd]) ? `a list of ${rows[odd]!.length}` : shown(rows[odd])}, where row 1 is a list of ${width}`,
    );
  const isNumbers = columns.every(({ kind }) => kind !== "category");
  if (isNumbers && width === card.featureNames.length && width !== columns.length) {
    const data = new Float64Array(rows.length * width);
    for (const [i, row] of rows.entries()) {
      if (!isNumberList(row))
        throw new UserError(`${who}, row ${i + 1}: holds ${shown(row[0])}; give numbers`);
      for (let j = 0; j < width; j++) data[i * width + j] = Number(row[j]);
    }
    return ofMatrix(who, { shape: [rows.length, width], data }, card);
  }
  const order = cellsInOrder(who, width, card, columns);
  return ofTable(
    tableOf(who, rows.length, columns, (row, k) => rows[row]![order[k]!]),
    card,
  );
}

/** Where in a row each column's cell stands. A file without a header has more columns than the model looks at. */
function cellsInOrder(
  who: string,
  width: number,
  { encoder }: Columns,
  columns: readonly EncodedColumn[],
): number[] {
  if (width === columns.length) return columns.map((_, k) => k);
  const positions = encoder?.positions;
  if (positions?.length === width) return columns.map(({ name }) => positions.indexOf(name));
  throw wrongWidth(who, width, columns);
}

/** An array of numbers: of the features where they are as many, else of the cells. */
function ofMatrix(who: string, { shape, data }: Matrix, card: Columns): EncodedRows {
  const [n, d] = shape;
  const columns = columnsOf(card);
  const isNumbers = columns.every(({ kind }) => kind === "number");
  const bad = Array.prototype.findIndex.call(data, (value) => !Number.isFinite(value));
  // Cells may have gaps, which the encoder fills or names, as those of a table.
  const isCells = d === columns.length && (isNumbers ? bad >= 0 : d !== card.featureNames.length);
  if (isCells || (d === columns.length && columns.some(({ kind }) => kind === "category")))
    return ofTable(
      tableOf(who, n, columns, (row, k) => data[row * d + k]),
      card,
    );
  if (d !== card.featureNames.length) throw wrongWidth(who, d, columns);
  if (bad >= 0)
    throw new UserError(
      `${who}, row ${Math.floor(bad / d) + 1}, ${card.featureNames[bad % d]}: ${data[bad]} is not a finite number; fill it in, or leave the row out`,
    );
  return numbered(who, { shape, data });
}

function matrixOf(who: string, array: ArrayWithShape): Matrix {
  const [n, d, ...more] = array.shape;
  if (n === undefined || d === undefined || more.length > 0)
    throw new UserError(
      `${who}: an array must be (rows, features), found (${array.shape.join(", ")}); of one row (1, features)`,
    );
  return { shape: [n, d], data: numbers(array) };
}

function wrongWidth(who: string, width: number, columns: readonly EncodedColumn[]): UserError {
  const names = columns.map((column) =>
    column.kind === "list" ? `${column.name} (a list of ${column.width})` : column.name,
  );
  const some = names.length > 20 ? `${names.slice(0, 20).join(", ")}, …` : names.join(", ");
  return new UserError(
    `${who}: rows have ${width} cells, where the model takes ${columns.length}: ${some}; give them in this order, or as objects by name`,
  );
}

import { UserError } from "../../errors.ts";
import { writeFileAtomic } from "../../files.ts";
import { allNames } from "../listing/oneLine.ts";
import { gather } from "../numbers/lists.ts";
import { parquetBytes } from "./parquet/writeParquet.ts";
import { sheetText, textCell } from "./sheetText.ts";
import { isInteger, listAt, rowsOf, type WriteColumn, type WritePieces } from "./writeColumn.ts";

type Encode = (pieces: WritePieces, path: string) => AsyncIterable<Uint8Array>;

const encoders: Readonly<Record<string, Encode>> = {
  csv: (pieces) => delimitedBytes(pieces, ","),
  tsv: (pieces) => delimitedBytes(pieces, "\t"),
  xlsx: excel,
  jsonl: jsonLines,
  parquet: parquetBytes,
  npz,
};

/**
 * Writes columns in the format of the path's extension; whole or not at all. Numbers read back with the same bits, texts to the
 * letter. In a .csv or .tsv an apostrophe stands before what a spreadsheet would run (`'=1+1`); kiso reads such cells without it.
 */
export const writeTable = (path: string, columns: readonly WriteColumn[]): Promise<void> =>
  writePieces(path, onePiece(columns));

/** The same of rows that come a piece at a time, and with the same bytes; an .npz file alone gathers them first. */
export async function writePieces(path: string, pieces: WritePieces): Promise<void> {
  const encode = encoderOf(path);
  await writeFileAtomic(path, encode(even(path, pieces), path));
}

/**
 * The same as a table that people open in a spreadsheet: .csv and .tsv begin with a byte order mark, lines end as in Windows,
 * numbers have as many digits as their column says, and no cell is a formula. `encoding` is that of the text, UTF-8 when left out.
 */
export async function writeForPeople(
  path: string,
  pieces: WritePieces,
  { encoding }: { readonly encoding?: string | undefined } = {},
): Promise<void> {
  const delimiter = { csv: ",", tsv: "\t" }[extensionOf(path)];
  if (delimiter === undefined) return await writePieces(path, pieces);
  await writeFileAtomic(path, sheetText(even(path, pieces), { delimiter, encoding, file: true }));
}

const extensionOf = (path: string): string => /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";

function encoderOf(path: string): Encode {
  const extension = extensionOf(path);
  if (Object.hasOwn(encoders, extension)) return encoders[extension]!;
  const known = Object.keys(encoders).map((one) => `.${one}`);
  throw new UserError(`Cannot write ${path}: its name must end in ${allNames(known, "or")}.`);
}

/** Refuses the name of a file that no table can be written to, before there is one; `text`: it has columns of words. */
export function checkTablePath(path: string, { text }: { readonly text: boolean }): void {
  encoderOf(path);
  if (text && extensionOf(path) === "npz")
    throw new UserError(
      `Cannot write ${path}: it would hold text, and .npz holds numbers; write .csv or .parquet.`,
    );
}

async function* excel(pieces: WritePieces, path: string): AsyncGenerator<Uint8Array> {
  const { excelBytes } = await import("./excel/writeExcel.ts");
  yield* excelBytes(pieces, path);
}

/** Columns as the only piece of a table. */
export async function* onePiece(columns: readonly WriteColumn[]): WritePieces {
  yield columns;
}

/** Pieces whose columns are known to be of one height each. */
async function* even(path: string, pieces: WritePieces): WritePieces {
  for await (const columns of pieces) {
    const heights = columns.map(rowsOf);
    const odd = heights.findIndex((height) => height !== heights[0]);
    if (odd >= 0) {
      throw new UserError(
        `Cannot write ${path}: column ${columns[odd]!.name} has ${heights[odd]} rows, ${columns[0]!.name} has ${heights[0]}.`,
      );
    }
    yield columns;
  }
}

/** So many rows are put into words at a time: one string may not be longer than half a gigabyte. */
const spokenRows = 1000;

/** A header and lines. A list column becomes one column an element, `name[0]`, `name[1]`, ... */
export async function* delimitedBytes(pieces: WritePieces, delimiter: string): AsyncGenerator<Uint8Array> {
  let started = false;
  for await (const columns of pieces) {
    const { header, cells } = delimitedColumns(columns);
    if (!started) yield Buffer.from(`${header.join(delimiter)}\n`);
    started = true;
    yield* spoken(columns, (row) => `${cells.map((at) => at(row)).join(delimiter)}\n`);
  }
}

function* spoken(columns: readonly WriteColumn[], line: (row: number) => string): Generator<Uint8Array> {
  const rows = columns.length === 0 ? 0 : rowsOf(columns[0]!);
  for (let start = 0; start < rows; start += spokenRows) {
    let text = "";
    for (let row = start; row < Math.min(rows, start + spokenRows); row++) text += line(row);
    yield Buffer.from(text);
  }
}

function delimitedColumns(columns: readonly WriteColumn[]) {
  const header: string[] = [];
  const cells: ((row: number) => string)[] = [];
  for (const column of columns) {
    if ("text" in column) {
      header.push(quoted(column.name));
      cells.push((row) => quoted(column.text[row]!));
    } else if ("width" in column) {
      for (let j = 0; j < column.width; j++) {
        header.push(quoted(`${column.name}[${j}]`));
        cells.push((row) => numeral(column.values[row * column.width + j]!));
      }
    } else {
      header.push(quoted(column.name));
      cells.push((row) => numeral(column.values[row]!));
    }
  }
  return { header, cells };
}

/** The shortest decimal that reads back as the same double; -0 keeps its sign. */
function numeral(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** No value stands in quotation marks, so that a line of one column is not empty. */
const quoted = (text: string): string => textCell(text) || '""';

async function* jsonLines(pieces: WritePieces): AsyncGenerator<Uint8Array> {
  for await (const columns of pieces) {
    yield* spoken(columns, (row) => {
      const record = columns.map((column): [string, unknown] => {
        if ("text" in column) return [column.name, column.text[row]];
        if (!("width" in column)) return [column.name, column.values[row]];
        return [column.name, listAt(column, row)];
      });
      return `${JSON.stringify(Object.fromEntries(record))}\n`;
    });
  }
}

/** One array a column; plain columns of features beside a `labels` column would be many: list columns are matrices. */
async function* npz(pieces: WritePieces, path: string): AsyncGenerator<Uint8Array> {
  const { array, concatenate, serializeNpz } = await import("numpy-ts");
  type Found = ReturnType<typeof array>;
  const found = new Map<string, Found[]>();
  for await (const columns of pieces) {
    for (const column of columns) {
      if ("text" in column) {
        throw new UserError(
          `Cannot write ${path}: column ${column.name} holds text, and .npz holds numbers; write .csv or .parquet.`,
        );
      }
      const whole = !("width" in column) && isInteger(column);
      const values = whole
        ? array(BigInt64Array.from(Array.from(column.values, BigInt)), "int64")
        : array(Float64Array.from(column.values), "float64");
      const rows = "width" in column ? values.reshape(-1, column.width) : values;
      gather(found, column.name, rows);
    }
  }
  yield await serializeNpz(new Map([...found].map(([name, arrays]) => [name, concatenate(arrays)])));
}

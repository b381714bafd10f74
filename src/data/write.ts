import { UserError } from "../errors.ts";
import { writeFileAtomic } from "../files.ts";

/** Columns to write: numbers, text, or (rows, width) flattened row after row. */
export type WriteColumn =
  | { name: string; values: ArrayLike<number>; integer?: boolean }
  | { name: string; text: readonly string[] }
  | { name: string; values: ArrayLike<number>; width: number };

type Encode = (columns: readonly WriteColumn[], rows: number, path: string) => Promise<string | Uint8Array>;

const encoders: Readonly<Record<string, Encode>> = {
  csv: async (columns, rows) => delimited(columns, rows, ","),
  tsv: async (columns, rows) => delimited(columns, rows, "\t"),
  jsonl: async (columns, rows) => jsonLines(columns, rows),
  parquet: async (columns, rows) => parquet(columns, rows),
  npz: (columns, _rows, path) => npz(columns, path),
};

/** Writes columns in the format of the path's extension; whole or not at all. Numbers read back with the same bits. */
export async function writeTable(path: string, columns: readonly WriteColumn[]): Promise<void> {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const encode = Object.hasOwn(encoders, extension) ? encoders[extension] : undefined;
  if (!encode) {
    const known = Object.keys(encoders).map((one) => `.${one}`);
    throw new UserError(
      `Cannot write ${path}: its name must end in ${known.slice(0, -1).join(", ")} or ${known.at(-1)}.`,
    );
  }
  const heights = columns.map(rowsOf);
  const odd = heights.findIndex((height) => height !== heights[0]);
  if (odd >= 0) {
    throw new UserError(
      `Cannot write ${path}: column ${columns[odd]!.name} has ${heights[odd]} rows, ${columns[0]!.name} has ${heights[0]}.`,
    );
  }
  await writeFileAtomic(path, await encode(columns, heights[0] ?? 0, path));
}

function rowsOf(column: WriteColumn): number {
  if ("text" in column) return column.text.length;
  return "width" in column ? column.values.length / column.width : column.values.length;
}

/** A list column becomes one column an element, `name[0]`, `name[1]`, ... */
function delimited(columns: readonly WriteColumn[], rows: number, delimiter: string): Uint8Array {
  const header: string[] = [];
  const cell: ((row: number) => string)[] = [];
  for (const column of columns) {
    if ("text" in column) {
      header.push(quoted(column.name, delimiter));
      cell.push((row) => quoted(column.text[row]!, delimiter));
    } else if ("width" in column) {
      for (let j = 0; j < column.width; j++) {
        header.push(quoted(`${column.name}[${j}]`, delimiter));
        cell.push((row) => numeral(column.values[row * column.width + j]!));
      }
    } else {
      header.push(quoted(column.name, delimiter));
      cell.push((row) => numeral(column.values[row]!));
    }
  }
  // In pieces: one string may not be longer than half a gigabyte.
  const pieces: Uint8Array[] = [Buffer.from(`${header.join(delimiter)}\n`)];
  for (let start = 0; start < rows; start += 1000) {
    let text = "";
    for (let row = start; row < Math.min(rows, start + 1000); row++) {
      text += `${cell.map((at) => at(row)).join(delimiter)}\n`;
    }
    pieces.push(Buffer.from(text));
  }
  return Buffer.concat(pieces);
}

/** The shortest decimal that reads back as the same double; -0 keeps its sign. */
function numeral(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function quoted(text: string, delimiter: string): string {
  const plain = !/["\r\n]|^\s|\s$|^$|^#/.test(text) && !text.includes(delimiter);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}

function jsonLines(columns: readonly WriteColumn[], rows: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let row = 0; row < rows; row++) {
    const record = columns.map((column): [string, unknown] => {
      if ("text" in column) return [column.name, column.text[row]];
      if (!("width" in column)) return [column.name, column.values[row]];
      return [column.name, rowOf(column, row)];
    });
    pieces.push(Buffer.from(`${JSON.stringify(Object.fromEntries(record))}\n`));
  }
  return Buffer.concat(pieces);
}

function rowOf({ values, width }: { values: ArrayLike<number>; width: number }, row: number): number[] {
  return Array.from({ length: width }, (_, j) => values[row * width + j]!);
}

/** Whole-number columns as int64, as pandas and `datasets` write them; the others as double. */
async function parquet(columns: readonly WriteColumn[], rows: number): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  type Options = Parameters<typeof parquetWriteBuffer>[0];
  const schema: NonNullable<Options["schema"]> = [{ name: "schema", num_children: columns.length }];
  const columnData: Options["columnData"] = [];
  for (const column of columns) {
    const { name } = column;
    if ("text" in column) {
      schema.push({ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" });
      columnData.push({ name, data: [...column.text] });
    } else if ("width" in column) {
      schema.push(
        { name, converted_type: "LIST", repetition_type: "REQUIRED", num_children: 1 },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "DOUBLE", repetition_type: "REQUIRED" },
      );
      columnData.push({ name, data: Array.from({ length: rows }, (_, row) => rowOf(column, row)) });
    } else if (column.integer ?? isIntegerArray(column.values)) {
      schema.push({ name, type: "INT64", repetition_type: "REQUIRED" });
      columnData.push({ name, data: BigInt64Array.from(Array.from(column.values, BigInt)) });
    } else {
      schema.push({ name, type: "DOUBLE", repetition_type: "REQUIRED" });
      columnData.push({ name, data: Float64Array.from(column.values) });
    }
  }
  return new Uint8Array(parquetWriteBuffer({ schema, columnData }));
}

function isIntegerArray(values: ArrayLike<number>): boolean {
  return ArrayBuffer.isView(values) && !(values instanceof Float64Array || values instanceof Float32Array);
}

/** One array a column; plain columns of features beside a `labels` column would be many: list columns are matrices. */
async function npz(columns: readonly WriteColumn[], path: string): Promise<Uint8Array> {
  const { array, serializeNpz } = await import("numpy-ts");
  const arrays = columns.map((column) => {
    if ("text" in column) {
      throw new UserError(
        `Cannot write ${path}: column ${column.name} holds text, and .npz holds numbers; write .csv or .parquet.`,
      );
    }
    const whole = !("width" in column) && (column.integer ?? isIntegerArray(column.values));
    const values = whole
      ? array(BigInt64Array.from(Array.from(column.values, BigInt)), "int64")
      : array(Float64Array.from(column.values), "float64");
    return [column.name, "width" in column ? values.reshape(-1, column.width) : values] as const;
  });
  return serializeNpz(new Map(arrays));
}

/** Columns as CSV text, for a terminal or a pipe. */
export function formatCsv(columns: readonly WriteColumn[]): string {
  return new TextDecoder().decode(delimited(columns, columns.length === 0 ? 0 : rowsOf(columns[0]!), ","));
}

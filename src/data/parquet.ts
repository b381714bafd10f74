import { open } from "node:fs/promises";
import type { FileMetaData } from "hyparquet";
import { UserError } from "../errors.ts";
import { ImageColumn } from "./imageColumn.ts";
import type { RowStream } from "./rowStream.ts";
import { type Column, type Part, Table } from "./table.ts";
import { ValueColumn } from "./valueColumn.ts";

/** A .parquet file as a table: numbers, booleans, decimals, text, lists of numbers and images, in any codec. */
export function readParquet(path: string, name = path): Promise<Table> {
  return withParquet(path, name, async ({ metadata, names, images, readGroup }) => {
    const columns = new Map<string, ValueColumn | ImageColumn>(
      names.map((column) => [
        column,
        images.includes(column) ? new ImageColumn(`${name}, column ${column}`) : new ValueColumn(),
      ]),
    );
    for (const group of metadata.row_groups.keys()) {
      for (const [column, chunks] of await readGroup(group, names))
        for (const chunk of chunks) columns.get(column)!.addAll(chunk);
    }
    const classes = classNames(metadata);
    return new Table(
      new Map(names.map((column) => [column, columns.get(column)!.column(classes.get(column))])),
      [{ file: name, rows: Number(metadata.num_rows) }],
    );
  });
}

/** A .parquet file as a stream of its row groups. The memory that a pass takes is that of the largest one. */
export async function openParquetStream(path: string, name = path): Promise<RowStream | undefined> {
  const { rows, names, images, starts, classes, cells } = await withParquet(path, name, async (file) => {
    const { metadata } = file;
    const sizes = metadata.row_groups.map((group) => Number(group.num_rows));
    const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, n) => sum + n, 0));
    const cells = metadata.row_groups
      .flatMap(({ columns }) => columns)
      .reduce((sum, { meta_data }) => sum + Number(meta_data!.num_values), 0);
    return { ...file, starts, rows: Number(metadata.num_rows), classes: classNames(metadata), cells };
  });
  if (images.length > 0) return undefined;
  return {
    name,
    rows,
    columnNames: names,
    cells,
    groups: starts.length,
    async *read(group, columns = names) {
      const first = starts[group]!;
      const read = await withParquet(path, name, ({ readGroup }) => readGroup(group, columns));
      const height = (starts[group + 1] ?? rows) - first;
      if (height === 0) return;
      const made = columns.map(
        (column) => [column, columnOf(read.get(column)!, classes.get(column))] as const,
      );
      for (let at = 0; at < height; at += pieceRows) {
        const end = Math.min(height, at + pieceRows);
        const cut = made.map(([column, whole]) => [column, sliced(whole, at, end)] as const);
        yield { table: new Table(new Map(cut), [partOf(name, end - at, first + at)]), first: first + at };
      }
    },
  };
}

/** What is made of a row group is made of so many rows at a time. */
const pieceRows = 1 << 15;

/** The rows start … end - 1 of a column, without a copy of numbers. */
function sliced(column: Column, start: number, end: number): Column {
  if (column.kind === "unusable") return { ...column, rows: end - start };
  if (column.kind === "text") return { kind: "text", values: column.values.slice(start, end) };
  const width = column.kind === "list" ? column.width : 1;
  const values = column.values.subarray(start * width, end * width);
  if (column.kind === "list") return { ...column, values };
  const row = column.gap ? values.findIndex(Number.isNaN) : -1;
  return { ...column, values, gap: row < 0 ? undefined : { row, text: column.gap!.text } };
}

/** Made where nothing else is in scope: what keeps a part of a row group must not keep its numbers. */
const partOf = (file: string, rows: number, first: number): Part => ({
  file,
  rows,
  rowOf: (row) => first + row,
});

/** Numbers stay in the array that they were decoded to. */
function columnOf(chunks: readonly ArrayLike<unknown>[], names: readonly string[] | undefined): Column {
  const [first] = chunks;
  if (first instanceof Float64Array && chunks.every((chunk) => chunk instanceof Float64Array))
    return { kind: "number", values: joined(chunks, new Float64Array(length(chunks))), names };
  if (first instanceof Float32Array && chunks.every((chunk) => chunk instanceof Float32Array))
    return { kind: "number", values: joined(chunks, new Float32Array(length(chunks))), names };
  if (first instanceof Int32Array && chunks.every((chunk) => chunk instanceof Int32Array))
    return { kind: "number", values: joined(chunks, new Int32Array(length(chunks))), names };
  const column = new ValueColumn();
  for (const chunk of chunks) column.addAll(chunk);
  return column.column(names);
}

const length = (chunks: readonly ArrayLike<unknown>[]): number =>
  chunks.reduce((sum, chunk) => sum + chunk.length, 0);

function joined<T extends Float64Array | Float32Array | Int32Array>(
  chunks: readonly ArrayLike<number>[],
  into: T,
): T {
  let start = 0;
  for (const chunk of chunks) {
    into.set(chunk, start);
    start += chunk.length;
  }
  return into;
}

interface ParquetFile {
  metadata: FileMetaData;
  names: string[];
  /** The Hub's images: columns of records of an encoded file and its name. */
  images: string[];
  /** A row group's columns, each in chunks one after another. */
  readGroup(group: number, columns: readonly string[]): Promise<Map<string, ArrayLike<unknown>[]>>;
}

/** Opens a file for `use`; what is wrong with it is a UserError. */
async function withParquet<T>(
  path: string,
  name: string,
  use: (file: ParquetFile) => Promise<T>,
): Promise<T> {
  const [{ parquetMetadataAsync, parquetRead, parquetSchema }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new UserError(`${name}: is empty; get the file again`);
    const file = {
      byteLength: size,
      async slice(start: number, end = size): Promise<ArrayBuffer> {
        const bytes = new Uint8Array(Math.max(0, end - start));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        if (bytesRead < bytes.length) throw new Error("the file ends early");
        return bytes.buffer;
      },
    };
    const metadata = await parquetMetadataAsync(file);
    const schema = parquetSchema(metadata).children;
    const images = schema.flatMap(({ element, children }) =>
      children.map((child) => child.element.name).join() === "bytes,path" ? [element.name] : [],
    );
    const heights = metadata.row_groups.map((group) => Number(group.num_rows));
    const names = schema.map((child) => child.element.name);
    return await use({ metadata, names, images, readGroup });

    async function readGroup(group: number, columns: readonly string[]) {
      const rowStart = heights.slice(0, group).reduce((sum, n) => sum + n, 0);
      const rowEnd = rowStart + heights[group]!;
      const found = new Map<string, ArrayLike<unknown>[]>();
      // One column at a time, so that the bytes of one alone are held. Its chunks come in order.
      for (const column of columns) {
        const chunks: ArrayLike<unknown>[] = [];
        found.set(column, chunks);
        if (rowEnd === rowStart) continue;
        await parquetRead({
          file,
          metadata,
          compressors,
          rowStart,
          rowEnd,
          columns: [column],
          // Bytes that are no text by the schema are text in files that say too little, but not in images.
          utf8: !images.includes(column),
          onChunk: (chunk) => chunks.push(chunk.columnData),
        });
        const read = length(chunks);
        if (read !== rowEnd - rowStart)
          throw new Error(`column ${column} has ${read} of ${rowEnd - rowStart} rows`);
      }
      return found;
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${name}: is not a whole Parquet file (${reasonOf(error)}); get the file again`, {
      cause: error,
    });
  } finally {
    await handle.close();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.split("\n")[0]!.replace(/^parquet /, "") : String(error);
}

/** The names of a column's classes, as Hugging Face's `datasets` stores a ClassLabel beside the schema. */
function classNames(metadata: FileMetaData): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const stored = metadata.key_value_metadata?.find(({ key }) => key === "huggingface")?.value;
  if (!stored) return found;
  const { info } = JSON.parse(stored) as {
    info?: { features?: Record<string, { _type?: string; names?: unknown }> };
  };
  for (const [column, feature] of Object.entries(info?.features ?? {})) {
    if (feature._type === "ClassLabel" && Array.isArray(feature.names))
      found.set(column, feature.names.map(String));
  }
  return found;
}

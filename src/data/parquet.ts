import { open } from "node:fs/promises";
import type { FileMetaData } from "hyparquet";
import { UserError } from "../errors.ts";
import { ImageColumn } from "./imageColumn.ts";
import { Table } from "./table.ts";
import { ValueColumn } from "./valueColumn.ts";

/** A .parquet file as a table: numbers, booleans, decimals, text, lists of numbers and images, in any codec. */
export async function readParquet(path: string, name = path): Promise<Table> {
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
    try {
      const metadata = await parquetMetadataAsync(file);
      const rows = Number(metadata.num_rows);
      const schema = parquetSchema(metadata).children;
      const names = schema.map((child) => child.element.name);
      // The Hub's images: records of an encoded file and its name.
      const images = schema.flatMap(({ element, children }) =>
        children.map((child) => child.element.name).join() === "bytes,path" ? [element.name] : [],
      );
      const columns = new Map<string, ValueColumn | ImageColumn>(
        names.map((column) => [
          column,
          images.includes(column) ? new ImageColumn(`${name}, column ${column}`) : new ValueColumn(),
        ]),
      );
      // One row group at a time: its columns' chunks come in any order, but a column's own in order.
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        const rowEnd = rowStart + Number(group.num_rows);
        const chunks: { columnName: string; rowStart: number; columnData: ArrayLike<unknown> }[] = [];
        const onChunk = (chunk: (typeof chunks)[number]) => chunks.push(chunk);
        for (const ofImages of [true, false]) {
          const wanted = names.filter((column) => images.includes(column) === ofImages);
          if (rowEnd === rowStart || wanted.length === 0) continue;
          // Bytes that are no text by the schema are text in files that say too little, but not in images.
          const utf8 = !ofImages;
          await parquetRead({
            file,
            metadata,
            compressors,
            rowStart,
            rowEnd,
            columns: wanted,
            utf8,
            onChunk,
          });
        }
        chunks.sort((a, b) => a.rowStart - b.rowStart);
        const read = new Map(names.map((column) => [column, 0]));
        for (const { columnName, columnData } of chunks) {
          columns.get(columnName)!.addAll(columnData);
          read.set(columnName, read.get(columnName)! + columnData.length);
        }
        const short = names.find((column) => read.get(column) !== rowEnd - rowStart);
        if (short !== undefined)
          throw new Error(`column ${short} has ${read.get(short)} of ${rowEnd - rowStart} rows`);
        rowStart = rowEnd;
      }
      const classes = classNames(metadata);
      return new Table(
        new Map(names.map((column) => [column, columns.get(column)!.column(classes.get(column))])),
        [{ file: name, rows }],
      );
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new UserError(`${name}: is not a whole Parquet file (${reasonOf(error)}); get the file again`, {
        cause: error,
      });
    }
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

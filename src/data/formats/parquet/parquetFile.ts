import { open } from "node:fs/promises";
import {
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaTree,
} from "hyparquet";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath, isListLike } from "hyparquet/src/schema.js";
import { compressors } from "hyparquet-compressors";
import { UserError } from "../../../errors.ts";
import { decimal, decimalsOf, withoutScale } from "./decimals.ts";
import { columnPages, decodedSize } from "./parquetPages.ts";

/** What stands at a file's end. It is long where row groups are many, and so is read once. */
export interface ParquetFooter {
  metadata: FileMetaData;
  columns: readonly ParquetColumn[];
  /** to tell whether the file is still the same */
  size: number;
  mtimeMs: number;
}

export interface ParquetColumn {
  name: string;
  kind: "cells" | "text" | "images" | "unusable";
  /** why no network can take it, where the schema says so */
  reason: string;
}

/** An open .parquet file. */
export interface ParquetFile extends ParquetFooter {
  /** A row group's cells of a column in turn, those of a page at a time; images all at once. */
  cells(group: number, column: ParquetColumn): AsyncGenerator<ArrayLike<unknown>>;
  /** What the first pages of a row group's columns take when they are decoded, in bytes. */
  pageSizes(group: number): Promise<number[]>;
  close(): Promise<void>;
}

/** Bytes that are read ahead: for all columns together, and the least and the most for one. */
const [aheadOfAll, aheadLeast, aheadMost] = [2 ** 24, 2 ** 16, 2 ** 20];

export async function openParquet(path: string, name: string, known?: ParquetFooter): Promise<ParquetFile> {
  const handle = await open(path);
  try {
    const { size, mtimeMs } = await handle.stat();
    if (size === 0) throw new UserError(`${name}: is empty; get the file again`);
    if (known && (known.size !== size || known.mtimeMs !== mtimeMs))
      throw new UserError(`${name}: changed while it was read; begin again when it is whole`);
    const bytes = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> => {
      const wanted = new Uint8Array(Math.max(0, end - start));
      const { bytesRead } = await handle.read(wanted, 0, wanted.length, start);
      if (bytesRead < wanted.length) throw new Error("the file ends early");
      return wanted;
    };
    const file = {
      byteLength: size,
      slice: async (start: number, end = size) => (await bytes(start, end)).buffer,
    };
    const metadata = known?.metadata ?? (await parquetMetadataAsync(file));
    const tree = parquetSchema(metadata);
    const columns = known?.columns ?? columnsOf(tree, name);
    const ahead = Math.max(aheadLeast, Math.min(aheadMost, Math.floor(aheadOfAll / columns.length)));
    const chunkOf = (group: number, { name }: ParquetColumn): ColumnMetaData => {
      const chunk = metadata.row_groups[group]!.columns.find(
        (one) => one.meta_data!.path_in_schema[0] === name,
      )!;
      if (chunk.file_path) throw new Error("its columns are in other files");
      return chunk.meta_data!;
    };
    return {
      metadata,
      columns,
      size,
      mtimeMs,
      close: () => handle.close(),
      async *cells(group, column) {
        if (column.kind === "images") {
          yield* await imagesOf(group, column.name);
          return;
        }
        const meta = chunkOf(group, column);
        const schemaPath = getTreePath(tree, meta.path_in_schema);
        const { type, codec, path_in_schema: pathInSchema } = meta;
        const { element: declared } = schemaPath.at(-1)!;
        const decimals = decimalsOf(declared);
        // hyparquet multiplies by 0.1, 0.01, … which are no binary fractions: 8.0000 came out as 7.999999999999999.
        const element = decimals === undefined ? declared : withoutScale(declared);
        const decoder = {
          pathInSchema,
          type,
          element,
          schemaPath,
          codec,
          compressors,
          parsers: DEFAULT_PARSERS,
        };
        const pages = columnPages(bytes, meta, decoder, ahead);
        if (decimals === undefined) yield* pages;
        else for await (const cells of pages) yield Array.from(cells, (cell) => decimal(cell, decimals));
      },
      async pageSizes(group) {
        const sizes: number[] = [];
        for (const column of columns)
          if (column.kind === "cells" || column.kind === "text")
            sizes.push(await decodedSize(bytes, chunkOf(group, column)));
        return sizes;
      },
    };

    async function imagesOf(group: number, column: string): Promise<ArrayLike<unknown>[]> {
      const heights = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
      const rowStart = heights.slice(0, group).reduce((sum, n) => sum + n, 0);
      const rowEnd = rowStart + heights[group]!;
      const chunks: ArrayLike<unknown>[] = [];
      await parquetRead({
        file,
        metadata,
        compressors,
        rowStart,
        rowEnd,
        columns: [column],
        // Bytes that are no text by the schema are text in files that say too little, but not in images.
        utf8: false,
        onChunk: (chunk) => chunks.push(chunk.columnData),
      });
      return chunks;
    }
  } catch (error) {
    await handle.close();
    throw notWhole(name, error);
  }
}

function columnsOf({ children }: SchemaTree, file: string): ParquetColumn[] {
  const columns = children.map(columnOf);
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined)
    throw new UserError(`${file}: two columns are called "${twice}"; give each its own name`);
  return columns;
}

function columnOf(schema: SchemaTree): ParquetColumn {
  const { element, children } = schema;
  const of = (kind: ParquetColumn["kind"], reason = "") => ({ name: element.name, kind, reason });
  if (children.map((child) => child.element.name).join() === "bytes,path") return of("images");
  if (children.length === 0) return of(isText(schema) ? "text" : "cells");
  if (!isListLike(schema)) return of("unusable", "it holds nested records");
  const [repeated] = children;
  if (repeated!.children.some((inner) => inner.children.length > 0))
    return of("unusable", "its lists hold something other than numbers");
  return of("cells");
}

/** Bytes whose schema says that they are text, or says nothing. */
function isText({ element }: SchemaTree): boolean {
  const { type, converted_type: converted, logical_type: logical, repetition_type: repetition } = element;
  if (type !== "BYTE_ARRAY" || repetition === "REPEATED") return false;
  return logical ? logical.type === "STRING" : converted === undefined || converted === "UTF8";
}

/** What is wrong with the bytes of a file, as a person is told. */
export function notWhole(name: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const reason =
    error instanceof Error ? error.message.split("\n")[0]!.replace(/^parquet /, "") : String(error);
  return new UserError(`${name}: is not a whole Parquet file (${reason}); get the file again`, {
    cause: error,
  });
}

import { open } from "node:fs/promises";
import {
  type AsyncBuffer,
  type ColumnChunk,
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
  type SchemaTree,
} from "hyparquet";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath, isListLike } from "hyparquet/src/schema.js";
import { UserError } from "../../../errors.ts";
import { readError } from "../../../files.ts";
import { oneLine } from "../../listing/oneLine.ts";
import { repeated } from "../../numbers/lists.ts";
import { checkFooter, checkRows } from "./checkFooter.ts";
import { decimal, decimalsOf, withoutScale } from "./decimals.ts";
import { columnPages, decodedSize } from "./parquetPages.ts";
import { durationsIn, type Ticks, ticksOf } from "./seconds.ts";

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
  /** where it holds durations or times of the day */
  ticks?: Ticks | undefined;
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
    const metadata = known?.metadata ?? (await footerOf(file));
    const tree = parquetSchema(metadata);
    const columns = known?.columns ?? columnsOf(tree, name, durationsIn(metadata));
    const ahead = Math.max(aheadLeast, Math.min(aheadMost, Math.floor(aheadOfAll / columns.length)));
    const chunkOf = (group: number, { name }: ParquetColumn): ColumnMetaData =>
      chunkAt(metadata.row_groups[group]!.columns.find((one) => one.meta_data!.path_in_schema[0] === name)!);
    const chunkAt = (chunk: ColumnChunk): ColumnMetaData => {
      if (chunk.file_path) throw new Error("its columns are in other files");
      const meta = chunk.meta_data!;
      const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
      const length = Number(meta.total_compressed_size);
      if (!(start >= 4 && length >= 0 && start + length <= size - 8))
        throw new Error(`column ${meta.path_in_schema[0]} is said to lie behind its end`);
      return meta;
    };
    const decoderOf = (meta: ColumnMetaData) => {
      const schemaPath = getTreePath(tree, meta.path_in_schema);
      const { type, codec, path_in_schema: pathInSchema } = meta;
      const { element } = schemaPath.at(-1)!;
      if (type !== element.type) throw new Error(`column ${pathInSchema.join(".")} is of two types`);
      return { pathInSchema, type, element, schemaPath, codec, parsers };
    };
    return {
      metadata,
      columns,
      size,
      mtimeMs,
      close: () => handle.close(),
      async *cells(group, column) {
        if (column.kind === "images") {
          yield* imagesOf(group, column.name);
          return;
        }
        const meta = chunkOf(group, column);
        const decoder = decoderOf(meta);
        const decimals = column.ticks?.digits ?? decimalsOf(decoder.element);
        // hyparquet multiplies by 0.1, 0.01, … which are no binary fractions: 8.0000 came out as 7.999999999999999.
        if (decimals !== undefined) decoder.element = withoutScale(decoder.element);
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

    /** Records of an encoded picture and its name, whose two columns are read side by side. */
    async function* imagesOf(group: number, column: string): AsyncGenerator<ArrayLike<unknown>> {
      const fields = await Promise.all(["bytes", "path"].map((field) => fieldOf(group, column, field)));
      const [pictures, paths] = fields as [unknown[], unknown[]];
      if (pictures.length !== paths.length)
        throw new Error(`column ${column} has not as many names as pictures`);
      yield pictures.map((bytes, i) => ({ bytes, path: paths[i] }));
    }

    async function fieldOf(group: number, column: string, field: string): Promise<unknown[]> {
      const chunk = metadata.row_groups[group]!.columns.find(({ meta_data }) => {
        const [first, second, ...more] = meta_data!.path_in_schema;
        return first === column && second === field && more.length === 0;
      });
      if (!chunk) throw new Error(`column ${column} lacks its ${field}`);
      const meta = chunkAt(chunk);
      // Bytes that are no text by the schema are text in files that say too little, but not in images.
      const decoder = { ...decoderOf(meta), utf8: false };
      const cells: unknown[] = [];
      for await (const page of columnPages(bytes, meta, decoder, ahead))
        for (let i = 0; i < page.length; i++) cells.push(only(page[i]));
      return cells;
    }
  } catch (error) {
    await handle.close();
    throw notWhole(name, error);
  }
}

/** The footer, whose structure is walked over before hyparquet believes it. */
async function footerOf(file: AsyncBuffer): Promise<FileMetaData> {
  await checkFooter(file);
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  checkRows(metadata);
  return metadata;
}

/** Shapes on a map are no features: their bytes are left as they are. */
const parsers: typeof DEFAULT_PARSERS = {
  ...DEFAULT_PARSERS,
  geometryFromBytes: () => null,
  geographyFromBytes: () => null,
};

/** A field of an optional record comes wrapped in a list. */
const only = (cell: unknown): unknown => (Array.isArray(cell) ? only(cell[0]) : cell);

function columnsOf(
  { children }: SchemaTree,
  file: string,
  durations: ReadonlyMap<string, number>,
): ParquetColumn[] {
  const columns = children.map((schema) => {
    const column = columnOf(schema);
    const ticks = column.kind === "cells" && ticksOf(valuesOf(schema).element, durations.get(column.name));
    return ticks ? { ...column, ticks } : column;
  });
  const names = columns.map(({ name }) => name);
  const twice = names[repeated(names)];
  if (twice !== undefined)
    throw new UserError(`${file}: two columns are called "${twice}"; give each its own name`);
  return columns;
}

/** What the values of a column or of its lists are. */
const valuesOf = (schema: SchemaTree): SchemaTree =>
  schema.children.length === 1 ? valuesOf(schema.children[0]!) : schema;

function columnOf(schema: SchemaTree): ParquetColumn {
  const { element, children } = schema;
  const of = (kind: ParquetColumn["kind"], reason = "") => ({ name: element.name, kind, reason });
  if (children.map((child) => child.element.name).join() === "bytes,path") return of("images");
  if (element.converted_type === "INTERVAL") return of("unusable", "it holds intervals of months and days");
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
  const read = readError(name, error);
  if (read instanceof UserError) return read;
  const reason =
    error instanceof TypeError || error instanceof RangeError || /undefined/.test(String(error))
      ? "a length, a type or an address in it is wrong"
      : error instanceof Error
        ? error.message.split("\n")[0]!.replace(/^parquet /, "")
        : String(error);
  return new UserError(`${name}: is not a whole Parquet file (${oneLine(reason)}); get the file again`, {
    cause: error,
  });
}

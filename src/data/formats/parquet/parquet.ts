import { totalmem } from "node:os";
import type { ColumnMetaData, FileMetaData } from "hyparquet";
import { UserError } from "../../../errors.ts";
import { ValueColumn } from "../../columns/valueColumn.ts";
import { ImageColumn } from "../../images/imageColumn.ts";
import type { HowToRead } from "../../reading.ts";
import type { RowStream } from "../../streams/rowStream.ts";
import { type Column, type Numbers, type Part, Table } from "../../table.ts";
import { checkUnpacked } from "../unpacking.ts";
import type { ParquetColumn, ParquetFile } from "./parquetFile.ts";
import { ticksNotes } from "./seconds.ts";

/** A .parquet file as a table: numbers, booleans, decimals, text, lists of numbers and images, in any codec. */
export async function readParquet(path: string, name = path, how: HowToRead = {}): Promise<Table> {
  const { openParquet, notWhole } = await import("./parquetFile.ts");
  const file = await openParquet(path, name);
  try {
    const { metadata, columns } = file;
    const decoded = metadata.row_groups.flatMap((group) =>
      group.columns.map((one) => decodedBytes(one.meta_data!)),
    );
    checkUnpacked(
      name,
      file.size,
      decoded.reduce((sum, bytes) => sum + bytes, 0),
      how,
    );
    const [heights, classes] = [heightsOf(metadata), classNames(metadata)];
    const rows = Number(metadata.num_rows);
    const made = new Map<string, Column>();
    for (const column of columns) {
      const { name: title, kind, reason } = column;
      if (kind === "unusable") {
        made.set(title, { kind, reason, rows });
        continue;
      }
      const into = kind === "images" ? new ImageColumn(`${name}, column ${title}`, how) : new ValueColumn();
      for (const [group, height] of heights.entries())
        for await (const cells of whole(file, group, column, height)) into.addAll(cells);
      made.set(title, inSeconds(into.column(classes.get(title)), column));
    }
    const notes = ticksNotes(columns);
    return new Table(made, [{ file: name, rows }], notes.length > 0 ? { notes } : {});
  } catch (error) {
    throw notWhole(name, error);
  } finally {
    await file.close();
  }
}

/** Numbers of seconds may be asked for as 0:01:30 too: the next file need not be of this format. */
function inSeconds(column: Column, { ticks }: ParquetColumn): Column {
  if (!ticks || column.kind !== "number") return column;
  return { ...column, dress: { duration: ticks.is === "duration" ? "minutes" : "hours" } };
}

const heightsOf = ({ row_groups }: FileMetaData): number[] =>
  row_groups.map(({ num_rows }) => Number(num_rows));

/** A row group's cells of a column, known to be as many as its rows. */
async function* whole(
  file: ParquetFile,
  group: number,
  column: ParquetColumn,
  height: number,
): AsyncGenerator<ArrayLike<unknown>> {
  let found = 0;
  if (height > 0)
    for await (const cells of file.cells(group, column)) {
      found += cells.length;
      if (found <= height) yield cells;
    }
  if (found !== height) throw new Error(`column ${column.name} has ${found} of ${height} rows`);
}

/** Rows of a piece of a stream. */
const pieceRows = 1 << 15;

/**
 * A .parquet file as a stream of its row groups. Each column is decoded a page at a time, so that large row groups take no
 * more memory; where even the pages are too large for this machine, an error says so.
 */
export async function openParquetStream(
  path: string,
  name = path,
  memory = Math.min(totalmem(), process.constrainedMemory() || Infinity),
): Promise<RowStream | undefined> {
  const { openParquet, notWhole } = await import("./parquetFile.ts");
  const opened = await openParquet(path, name);
  try {
    await checkPages(opened, name, memory);
  } catch (error) {
    throw notWhole(name, error);
  } finally {
    await opened.close();
  }
  const { metadata, columns } = opened;
  if (columns.some(({ kind }) => kind === "images")) return undefined;
  const [heights, classes] = [heightsOf(metadata), classNames(metadata)];
  const starts: number[] = [];
  let rows = 0;
  for (const height of heights) {
    starts.push(rows);
    rows += height;
  }
  const byName = new Map(columns.map((column) => [column.name, column]));
  let cells = 0;
  for (const group of metadata.row_groups)
    for (const { meta_data } of group.columns) cells += Number(meta_data!.num_values);
  return {
    name,
    rows,
    columnNames: [...byName.keys()],
    notes: ticksNotes(columns),
    cells,
    groups: heights.length,
    async *read(group, wanted = [...byName.keys()]) {
      const [first, height] = [starts[group]!, heights[group]!];
      if (height === 0) return;
      const file = await openParquet(path, name, opened);
      try {
        const queues = wanted.map((title) => {
          const column = byName.get(title)!;
          return { column, queue: new CellQueue(whole(file, group, column, height)) };
        });
        for (let at = 0; at < height; at += pieceRows) {
          const count = Math.min(pieceRows, height - at);
          const made = new Map<string, Column>();
          for (const { column, queue } of queues)
            made.set(
              column.name,
              column.kind === "unusable"
                ? { kind: "unusable", reason: column.reason, rows: count }
                : inSeconds(
                    columnOf(await queue.take(count), column, first + at, classes.get(column.name)),
                    column,
                  ),
            );
          yield { table: new Table(made, [partOf(name, count, first + at)]), first: first + at };
        }
      } catch (error) {
        throw notWhole(name, error);
      } finally {
        await file.close();
      }
    },
  };
}

/** Made where nothing else is in scope: what keeps a part of a row group must not keep its numbers. */
const partOf = (file: string, rows: number, first: number): Part => ({
  file,
  rows,
  rowOf: (row) => first + row,
});

/** Some writers make one page of a whole column chunk: one of each column has to fit into memory. */
async function checkPages(file: ParquetFile, name: string, memory: number): Promise<void> {
  const most = memory / 4;
  for (const [group, { columns }] of file.metadata.row_groups.entries()) {
    // Pages are no larger than their chunks: what fits whole needs no look.
    if (columns.reduce((sum, { meta_data }) => sum + decodedBytes(meta_data!), 0) <= most) continue;
    const needed = (await file.pageSizes(group)).reduce((sum, size) => sum + size, 0);
    if (needed > most)
      throw new UserError(
        `${name}: one page of each of its columns takes ${inMB(needed)}, and this machine has ${inMB(memory)} in all; write it with row groups of at most 100,000 rows (pyarrow: row_group_size=100_000)`,
      );
  }
}

const decodedBytes = ({ num_values, total_uncompressed_size }: ColumnMetaData): number =>
  Math.max(8 * Number(num_values), Number(total_uncompressed_size));

const inMB = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString("en-US")} MB`;

/** Cells that come a page at a time and are taken a piece at a time. */
class CellQueue {
  readonly #pages: AsyncGenerator<ArrayLike<unknown>>;
  /** what was read, of which the first `#used` cells are taken */
  #page: ArrayLike<unknown> = [];
  #used = 0;

  constructor(pages: AsyncGenerator<ArrayLike<unknown>>) {
    this.#pages = pages;
  }

  async take(count: number): Promise<ArrayLike<unknown>[]> {
    const taken: ArrayLike<unknown>[] = [];
    for (let left = count; left > 0; ) {
      if (this.#used === this.#page.length) {
        const { value, done } = await this.#pages.next();
        if (done) break; // too few are an error before
        [this.#page, this.#used] = [value, 0];
      }
      const end = Math.min(this.#page.length, this.#used + left);
      taken.push(part(this.#page, this.#used, end));
      left -= end - this.#used;
      this.#used = end;
    }
    return taken;
  }
}

const part = (cells: ArrayLike<unknown>, start: number, end: number): ArrayLike<unknown> =>
  Array.isArray(cells) ? cells.slice(start, end) : (cells as Float64Array).subarray(start, end);

/** Numbers stay in the array that they were decoded to, where one page holds them all. */
function columnOf(
  chunks: readonly ArrayLike<unknown>[],
  { kind }: ParquetColumn,
  firstRow: number,
  names: readonly string[] | undefined,
): Column {
  const [first] = chunks;
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  for (const Kind of [Float64Array, Float32Array, Int32Array]) {
    if (!(first instanceof Kind && chunks.every((chunk) => chunk instanceof Kind))) continue;
    return { kind: "number", values: chunks.length === 1 ? first : joined(chunks, new Kind(length)), names };
  }
  const column = new ValueColumn({ firstRow, text: kind === "text" });
  for (const chunk of chunks) column.addAll(chunk);
  return column.column(names);
}

function joined(
  chunks: readonly ArrayLike<unknown>[],
  into: Float64Array | Float32Array | Int32Array,
): Numbers {
  let start = 0;
  for (const chunk of chunks as readonly ArrayLike<number>[]) {
    into.set(chunk, start);
    start += chunk.length;
  }
  return into;
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

import { appendFileSync, copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, type ColumnMetaData, parquetMetadataAsync, parquetSchema } from "hyparquet";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath } from "hyparquet/src/schema.js";
import { compressors } from "hyparquet-compressors";
import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { afterAll, describe, expect, test } from "vitest";
import { openParquetStream, readParquet } from "../../../../src/data/formats/parquet/parquet.ts";
import { columnPages } from "../../../../src/data/formats/parquet/parquetPages.ts";
import { concatTables, type Table } from "../../../../src/data/table.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-parquet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const golden = (name: string) => join(import.meta.dirname, "../../../golden/pages", name);

async function tables(path: string): Promise<Table[]> {
  const stream = (await openParquetStream(path))!;
  const found: Table[] = [];
  for (let group = 0; group < stream.groups; group++)
    for await (const { table } of stream.read(group)) found.push(table);
  return found;
}

describe.each(["v1.parquet", "v2.parquet"])("a row group of many pages that Arrow wrote: %s", (name) => {
  test.each([
    ["streamed", async () => concatTables(await tables(golden(name)))],
    ["read whole", () => readParquet(golden(name))],
  ])("is its rows, %s", async (_, read) => {
    const table = await read();
    const rows = Array.from({ length: 1200 }, (_, i) => i);
    const number = table.column("number");
    if (number.kind !== "number") throw new Error(number.kind);
    expect([...number.values]).toEqual(rows.map((i) => (i % 7 === 3 ? Number.NaN : i / 8)));
    expect(number.gap).toEqual({ row: 3, text: "null" });
    const words = rows.map((i) => (i % 11 === 5 ? "" : `w${i % 5}`));
    expect(table.column("word")).toEqual({ kind: "text", values: words });
    const features = Float64Array.from(rows.flatMap((i) => [i, i + 0.25, i + 0.5]));
    expect(table.column("features")).toEqual({ kind: "list", values: features, width: 3 });
    const label = Float64Array.from(rows, (i) => i % 3);
    expect(table.column("label")).toMatchObject({ kind: "number", values: label });
    const nested = { kind: "unusable", reason: "it holds nested records", rows: 1200 };
    expect(table.column("nested")).toEqual(nested);
  });

  test("is decoded as it is read: of what follows, no more than is read ahead", async () => {
    const file = await asyncBufferFromFile(golden(name));
    const metadata = await parquetMetadataAsync(file);
    const meta = metadata.row_groups[0]!.columns[2]!.meta_data!;
    const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
    const schemaPath = getTreePath(parquetSchema(metadata), meta.path_in_schema);
    let read = start;
    const ahead = 2000;
    const pages = columnPages(
      async (from, to) => {
        expect(from).toBe(read);
        read = to;
        return new Uint8Array(await file.slice(from, to));
      },
      meta,
      {
        ...{ type: meta.type, codec: meta.codec, element: schemaPath.at(-1)!.element, schemaPath },
        ...{ pathInSchema: meta.path_in_schema, compressors, parsers: DEFAULT_PARSERS },
      },
      ahead,
    );
    const whole = Number(meta.total_compressed_size);
    expect(whole).toBeGreaterThan(5 * ahead);
    let rows = 0;
    for await (const cells of pages) {
      expect(cells[0]).toEqual([rows, rows + 0.25, rows + 0.5]);
      rows += cells.length;
      // Bytes go by rows, nearly, after the dictionary; pages are of 28 rows at most.
      expect(read - start).toBeLessThan(0.3 * whole + (whole * rows) / 1200 + ahead + 1024);
    }
    expect(rows).toBe(1200);
  });
});

/** Thrift's compact protocol: a field's head, and a number in zigzag. */
const i32 = (delta: number, value: number): number[] => [(delta << 4) | 5, ...varint(value * 2)];
const varint = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >> 7)]);

/** A data page of the first version, not compressed: repetition levels of lists of REQUIRED doubles, and these. */
function page(levels: readonly number[], values: readonly number[]): number[] {
  const packed = Array.from({ length: Math.ceil(levels.length / 8) }, (_, k) =>
    levels.slice(8 * k, 8 * k + 8).reduce((bits, level, i) => bits | (level << i), 0),
  );
  const ones = levels.map(() => 1);
  const defined = Array.from({ length: packed.length }, (_, k) =>
    ones.slice(8 * k, 8 * k + 8).reduce((bits, level, i) => bits | (level << i), 0),
  );
  const run = (bytes: number[]): number[] => [bytes.length + 1, 0, 0, 0, (bytes.length << 1) | 1, ...bytes];
  const body = [...run(packed), ...run(defined), ...new Uint8Array(Float64Array.from(values).buffer)];
  const sizes = [...i32(1, 0), ...i32(1, body.length), ...i32(1, body.length)];
  // field 5: values, and PLAIN for them, RLE for both levels
  return [
    ...sizes,
    (2 << 4) | 12,
    ...i32(1, values.length),
    ...i32(1, 0),
    ...i32(1, 3),
    ...i32(1, 3),
    0,
    0,
    ...body,
  ];
}

test("a list that ends in a later page than it began in is one row", async () => {
  const element = { name: "element", type: "DOUBLE", repetition_type: "REQUIRED" } as const;
  const tree = parquetSchema({
    ...{ version: 1, num_rows: 4n, row_groups: [], metadata_length: 0 },
    schema: [
      { name: "root", num_children: 1 },
      { name: "features", num_children: 1, converted_type: "LIST", repetition_type: "REQUIRED" },
      { name: "list", num_children: 1, repetition_type: "REPEATED" },
      element,
    ],
  });
  const schemaPath = getTreePath(tree, ["features", "list", "element"]);
  const bytes = Uint8Array.from([
    ...page([0, 1, 1, 0], [1, 2, 3, 4]), // 1 2 3, 4 …
    ...page([1], [5]), // … 5 …
    ...page([1, 0, 1, 1, 0, 1, 1], [6, 7, 8, 9, 10, 11, 12]),
  ]);
  const meta: ColumnMetaData = {
    type: "DOUBLE",
    codec: "UNCOMPRESSED",
    encodings: [],
    path_in_schema: ["features", "list", "element"],
    num_values: 12n,
    data_page_offset: 0n,
    total_uncompressed_size: BigInt(bytes.length),
    total_compressed_size: BigInt(bytes.length),
  };
  const { type, codec, path_in_schema: pathInSchema } = meta;
  const decoder = { type, codec, element, schemaPath, pathInSchema, parsers: DEFAULT_PARSERS };
  const read = async (from: number, to: number) => bytes.slice(from, to);
  const rows: unknown[] = [];
  for await (const cells of columnPages(read, meta, decoder, 1)) rows.push(...Array.from(cells));
  expect(rows).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
    [10, 11, 12],
  ]);
});

/** x of `rows` rows in one page, and a word that the first rows lack. */
function written(name: string, rows: number): string {
  const path = join(folder, name);
  const column = (title: string, type: "DOUBLE" | "BYTE_ARRAY") => ({ name: title, type });
  const schema = [
    { name: "root", num_children: 2 },
    { ...column("x", "DOUBLE"), repetition_type: "REQUIRED" as const },
    {
      ...column("word", "BYTE_ARRAY"),
      repetition_type: "OPTIONAL" as const,
      converted_type: "UTF8" as const,
    },
  ];
  const writer = new ParquetWriter({ writer: fileWriter(path), schema });
  writer.write({
    columnData: [
      { name: "x", data: Float64Array.from({ length: rows }, (_, i) => i), encoding: "PLAIN" },
      { name: "word", data: Array.from({ length: rows }, (_, i) => (i < 33_000 ? null : "late")) },
    ],
    rowGroupSize: rows,
  });
  writer.finish();
  return path;
}

describe("a streamed row group", () => {
  test("is cut into pieces that know their rows, and text is text where a piece has none", async () => {
    const [first, second, ...more] = await tables(written("late.parquet", 40_000));
    expect(more).toEqual([]);
    expect([first!.rows, second!.rows]).toEqual([32_768, 7232]);
    expect(second!.where(0, "x")).toContain("late.parquet, row 32769, column x");
    expect(first!.column("word")).toEqual({ kind: "text", values: Array(32_768).fill("") });
    const words = Array.from({ length: 7232 }, (_, i) => (32_768 + i < 33_000 ? "" : "late"));
    expect(second!.column("word")).toEqual({ kind: "text", values: words });
    const values = Float64Array.from({ length: 7232 }, (_, i) => 32_768 + i);
    expect(second!.column("x")).toMatchObject({ kind: "number", values });
  });

  test("in pages too large for the machine is refused before it is read", async () => {
    const path = written("giant.parquet", 100_000);
    // One page of 100,000 numbers and one of as many words, 8 bytes each at least.
    await expect(openParquetStream(path, "giant.parquet", 4e6)).rejects.toThrow(
      "giant.parquet: one page of each of its columns takes 2 MB, and this machine has 4 MB in all; write it with row groups of at most 100,000 rows (pyarrow: row_group_size=100_000)",
    );
    expect(await openParquetStream(path, "giant.parquet", 16e6)).toMatchObject({ rows: 100_000 });
    // Arrow's small pages fit where the row group does not.
    expect(await openParquetStream(golden("v1.parquet"), "v1.parquet", 65_536)).toMatchObject({ rows: 1200 });
  });

  test("of a file that another was written over is an error, not other rows", async () => {
    const path = join(folder, "changed.parquet");
    copyFileSync(golden("v1.parquet"), path);
    const stream = (await openParquetStream(path))!;
    appendFileSync(path, "more");
    await expect(stream.read(0)[Symbol.asyncIterator]().next()).rejects.toThrow(
      "changed.parquet: changed while it was read; begin again when it is whole",
    );
  });
});

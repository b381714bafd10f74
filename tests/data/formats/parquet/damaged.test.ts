import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { readParquet } from "../../../../src/data/formats/parquet/parquet.ts";
import { endOfStruct } from "../../../../src/data/formats/parquet/thrift.ts";
import { unpackPage } from "../../../../src/data/formats/parquet/unpackPage.ts";
import { UserError } from "../../../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-damaged-"));
const n = 40;
const columns = [
  { name: "a", data: Array.from({ length: n }, (_, i) => (i % 7 === 3 ? null : i / 4)) },
  { name: "word", data: Array.from({ length: n }, (_, i) => (i % 3 ? "ok" : "ng")) },
  { name: "list", data: Array.from({ length: n }, (_, i) => [i, i + 1, i + 2]) },
];

/** What became of a file: its table as JSON, or the one line that refuses it. */
async function read(bytes: Uint8Array): Promise<string> {
  const path = join(folder, "one.parquet");
  writeFileSync(path, bytes);
  try {
    const table = await readParquet(path, "one.parquet");
    const rows = table.columns.get("a");
    return `read ${table.rows} ${rows?.kind}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).not.toMatch(/\n|undefined|not a function|Cannot read/);
    return error.message;
  }
}

const written = (codec: "UNCOMPRESSED" | "SNAPPY"): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData: columns, codec }));

// A lie of a size once took 2³¹ steps, one of an address once read the same page for ever.
test.each(["UNCOMPRESSED", "SNAPPY"] as const)(
  "each byte of a file of %s set to 0, 127, 128 and 255 is refused or read within its rows",
  async (codec) => {
    const bytes = written(codec);
    const found = new Set<string>();
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0, 0x7f, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[at] = value;
        found.add((await read(changed)).replace(/\d+/g, "n").slice(0, 80));
      }
    }
    expect(found.has("read n number")).toBe(true);
    expect(found.size).toBeGreaterThan(8); // many lies are told apart
  },
  60_000,
);

test("a number of rows that the row groups do not have", async () => {
  const bytes = written("UNCOMPRESSED");
  // num_rows: field 3 of the footer, an i64 of zigzag 2n, behind the schema
  const text = Buffer.from(bytes);
  const at = text.lastIndexOf(Buffer.from([0x16, 2 * n, 0x19]), text.length - 200);
  expect(at).toBeGreaterThan(0);
  for (const [byte, rows] of [
    [73, -37],
    [100, 50],
  ] as const) {
    const changed = bytes.slice();
    changed[at + 1] = byte;
    expect(await read(changed)).toBe(
      `one.parquet: is not a whole Parquet file (it is said to have ${rows} rows, and its row groups have ${n}); get the file again`,
    );
  }
});

test.each([
  [[0x80, 1, 0], "a block of 128 values is said to have 0 parts"],
  [[0x80, 1, 3], "a block of 128 values is said to have 3 parts"],
  [[0, 0, 4], "a block of 0 values is said to have 0 parts"],
])("differences in blocks %j", async (lie, why) => {
  const data = Array.from({ length: n }, (_, i) => i * i);
  for (const type of ["INT32", "INT64"] as const) {
    const cells = type === "INT64" ? data.map(BigInt) : data;
    const bytes = parquetWriteBuffer({
      columnData: [{ name: "a", data: cells, type, encoding: "DELTA_BINARY_PACKED" }],
      codec: "UNCOMPRESSED",
    });
    const changed = Buffer.from(bytes);
    changed.set(lie, changed.indexOf(Buffer.from([0x80, 1, 4, n])));
    expect(await read(changed)).toBe(`one.parquet: is not a whole Parquet file (${why}); get the file again`);
  }
});

test("lengths in Thrift that the bytes cannot hold", () => {
  const walk = (...bytes: number[]) =>
    endOfStruct(new DataView(Uint8Array.from(bytes).buffer), 0, bytes.length);
  expect(walk(0x15, 2, 0)).toBe(3);
  expect(() => walk(0x19, 0xfc, 0xff, 0xff, 0xff, 0x7f, 0)).toThrow(/a list of \d+ entries is longer/);
  expect(() => walk(0x18, 0xff, 0xff, 0xff, 0xff, 0x0f, 0)).toThrow(
    "a length of 4294967295 is more than there is",
  );
  expect(() => walk(0x16, ...new Array(40).fill(0x80), 0)).toThrow("a number in it has no end");
  expect(() => walk(...new Array(100).fill(0x1c))).toThrow("nested too deeply");
});

test("LZ4 and zstd whose sizes are lies", () => {
  const lz4 = Uint8Array.of(0x40, 1, 2, 3, 4);
  expect([...unpackPage("LZ4_RAW", lz4, 4)]).toEqual([1, 2, 3, 4]);
  expect(() => unpackPage("LZ4_RAW", lz4, 5)).toThrow("a page that is said to hold 5 bytes holds others");
  expect(() => unpackPage("LZ4_RAW", Uint8Array.of(0xff, 255, 255), 900)).toThrow("holds others");
  expect([...unpackPage("LZ4_RAW", Uint8Array.of(0x11, 7, 1, 0, 0x10, 9), 7)]).toEqual([7, 7, 7, 7, 7, 7, 9]);
  const zstd = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0);
  expect(() => unpackPage("ZSTD", zstd, 4)).toThrow("holds others");
});

test("zstd that says nothing of its size, and a page that says too much", () => {
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
  /** Blocks of one byte, each 131,071 times; the last of them is the last. */
  const blocks = (count: number) =>
    Uint8Array.from([
      ...head,
      ...Array.from({ length: count }, (_, i) => [0xfa + Number(i === count - 1), 0xff, 0x0f, 7]).flat(),
    ]);
  expect(unpackPage("ZSTD", blocks(2), 2 * 131_071)).toEqual(new Uint8Array(2 * 131_071).fill(7));
  expect(() => unpackPage("ZSTD", blocks(2), 131_071)).toThrow("holds others");
  const before = process.memoryUsage.rss();
  expect(() => unpackPage("ZSTD", blocks(30_000), 8000)).toThrow(
    "a page that is said to hold 8000 bytes holds others",
  );
  const twice = Uint8Array.from([...blocks(1), ...blocks(30_000)]); // in a frame behind the first
  expect(() => unpackPage("ZSTD", twice, 8000)).toThrow("holds others");
  expect(process.memoryUsage.rss() - before).toBeLessThan(500e6);
  for (const codec of ["SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4", "LZ4_RAW"] as const)
    expect(() => unpackPage(codec, blocks(20_000), 2 ** 31 - 1)).toThrow(
      "a page unpacks from 80006 to 2147483647 bytes, and 268435456 is the limit",
    );
});

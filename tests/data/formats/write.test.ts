import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import type { CompressionCodec } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readParquet } from "../../../src/data/formats/parquet/parquet.ts";
import { writePieces, writeTable } from "../../../src/data/formats/write.ts";
import type { WriteColumn } from "../../../src/data/formats/writeColumn.ts";
import { loadTables } from "../../../src/data/load.ts";
import { loadDataset } from "../../../src/data/loadDataset.ts";
import { UserError } from "../../../src/errors.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-write-"));
});
afterAll(() => rm(folder, { recursive: true }));

const double = fc.double({ noNaN: true, noDefaultInfinity: true });
const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((s) => !s.includes("\0"));

describe("what is written reads back with the same bits", () => {
  test(".parquet keeps the sign of 0 beside 0, which a dictionary takes for one value", async () => {
    const path = join(folder, "zeros.parquet");
    const [x, v] = [Float64Array.of(0, -0, 0, -0), Float64Array.of(0, -0, 0, 0, -0, 0, 0, -0)];
    await writeTable(path, [
      { name: "x", values: x },
      { name: "v", values: v, width: 2 },
    ]);
    const { columns } = (await loadTables(path)).tables.train!;
    expect(columns.get("x")).toMatchObject({ values: x });
    expect(columns.get("v")).toMatchObject({ values: v });
  });

  test.each(["csv", "tsv", "jsonl", "parquet", "npz"])(".%s", async (extension) => {
    const row = fc.record({
      x: double,
      v: fc.tuple(double, double),
      n: fc.integer({ min: -1e6, max: 1e6 }),
      word,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const path = join(folder, `round.${extension}`);
        const text = rows.map((one) => `w${one.word}`);
        await writeTable(path, [
          { name: "x", values: rows.map((one) => one.x) },
          { name: "v", values: rows.flatMap((one) => one.v), width: 2 },
          { name: "n", values: rows.map((one) => one.n), integer: true },
          ...(extension === "npz" ? [] : [{ name: "w, 語", text }]),
        ]);
        const { columns } = (await loadTables(path)).tables.train!;
        const numbers = (name: string) => {
          const column = columns.get(name)!;
          if (column.kind !== "number" && column.kind !== "list")
            throw new Error(`${name} is ${column.kind}`);
          return Array.from(column.values);
        };
        const same = (found: number[], wanted: number[]) => {
          expect(found.length).toBe(wanted.length);
          // JSON has no -0
          const zero = (x: number) => (extension === "jsonl" && x === 0 ? 0 : x);
          for (const [i, x] of wanted.entries()) expect(found[i]).toBe(zero(x));
        };
        same(
          numbers("x"),
          rows.map((one) => one.x),
        );
        same(
          numbers("n"),
          rows.map((one) => one.n),
        );
        const v =
          extension === "csv" || extension === "tsv"
            ? rows.flatMap((_, i) => [numbers("v[0]")[i]!, numbers("v[1]")[i]!])
            : numbers("v");
        same(
          v,
          rows.flatMap((one) => one.v),
        );
        if (extension !== "npz") expect(columns.get("w, 語")).toEqual({ kind: "text", values: text });
      }),
      { numRuns: 60 },
    );
  });

  test("NumPy reads the .npz: names, shapes, dtypes, bits", async ({ skip }) => {
    const python = "/usr/bin/python3";
    if (!existsSync("/usr/lib/python3/dist-packages/numpy")) skip("needs Debian's python3-numpy");
    const path = join(folder, "np.npz");
    await writeTable(path, [
      { name: "X", values: [0.1, -0, 5e-324, 1 / 3], width: 2 },
      { name: "y", values: [1, 0], integer: true },
    ]);
    const script =
      "import numpy as np,sys; z=np.load(sys.argv[1]); print(z['X'].shape, z['X'].dtype, [v.hex() for v in z['X'].ravel().tolist()], z['y'].dtype, z['y'].tolist())";
    expect(execFileSync(python, ["-c", script, path], { encoding: "utf8" }).trim()).toBe(
      "(2, 2) float64 ['0x1.999999999999ap-4', '-0x0.0p+0', '0x0.0000000000001p-1022', '0x1.5555555555555p-2'] int64 [1, 0]",
    );
  });
});

describe("rows that come a piece at a time", () => {
  const rows = 2600;
  const columns = (start: number, end: number, text: boolean): WriteColumn[] => {
    const made = Array.from({ length: end - start }, (_, i) => start + i);
    return [
      { name: "x", values: Float64Array.from(made, Math.sin) },
      { name: "n", values: Int32Array.from(made) },
      { name: "v", values: made.flatMap((i) => [i / 3, -i]), width: 2 },
      ...(text ? [{ name: "word", text: made.map((i) => `w,${i % 5}`) }] : []),
    ];
  };

  test.each(["csv", "tsv", "jsonl", "parquet", "npz"])(
    "make the same file however they are cut: .%s",
    async (kind) => {
      const [whole, cut] = [join(folder, `whole.${kind}`), join(folder, `cut.${kind}`)];
      await writeTable(whole, columns(0, rows, kind !== "npz"));
      const wanted = await readFile(whole);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 0, max: rows }), { maxLength: 4 }), async (places) => {
          const cuts = [0, ...places.sort((a, b) => a - b), rows];
          async function* pieces() {
            for (const [i, start] of cuts.slice(0, -1).entries())
              yield columns(start, cuts[i + 1]!, kind !== "npz");
          }
          await writePieces(cut, pieces());
          expect((await readFile(cut)).equals(wanted)).toBe(true);
        }),
        { numRuns: 8 },
      );
    },
  );

  test("leave the old file where one of them fails", async () => {
    const path = join(folder, "kept.csv");
    await writeFile(path, "old");
    async function* pieces() {
      yield columns(0, 5, true);
      expect((await readdir(folder)).filter((name) => name.startsWith(".kept.csv"))).toHaveLength(1);
      throw new UserError("row 6 is bad");
    }
    await expect(writePieces(path, pieces())).rejects.toThrow("row 6 is bad");
    expect(await readFile(path, "utf8")).toBe("old");
    expect((await readdir(folder)).filter((name) => name.includes("kept"))).toEqual(["kept.csv"]);
  });
});

describe("Parquet", () => {
  const n = 2500;
  const columnData: ColumnSource[] = [
    { name: "d", data: Float64Array.from({ length: n }, (_, i) => Math.sin(i)), type: "DOUBLE" },
    { name: "f", data: Float32Array.from({ length: n }, (_, i) => Math.cos(i)), type: "FLOAT" },
    { name: "i", data: BigInt64Array.from({ length: n }, (_, i) => BigInt(i) ** 3n), type: "INT64" },
    { name: "b", data: Array.from({ length: n }, (_, i) => i % 3 === 0), type: "BOOLEAN" },
    { name: "label", data: Array.from({ length: n }, (_, i) => ["良品", "不良品"][i % 2]!), type: "STRING" },
  ];
  /** LZ4's and Zstandard's own stored forms: a frame or block of literals, which needs no compressor. */
  const lz4Raw = (input: Uint8Array) => {
    const length: number[] = [];
    if (input.length >= 15) {
      let left = input.length - 15;
      for (; left >= 255; left -= 255) length.push(255);
      length.push(left);
    }
    return Uint8Array.from([Math.min(15, input.length) << 4, ...length, ...input]);
  };
  const zstd = (input: Uint8Array) => {
    const out = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...new Uint8Array(Uint32Array.of(input.length).buffer)];
    for (let at = 0; at < input.length || at === 0; at += 1 << 16) {
      const block = input.subarray(at, at + (1 << 16));
      const last = at + block.length >= input.length ? 1 : 0;
      const header = (block.length << 3) | last;
      out.push(header & 255, (header >> 8) & 255, header >> 16, ...block);
    }
    return Uint8Array.from(out);
  };
  const compressors: Partial<Record<CompressionCodec, (input: Uint8Array) => Uint8Array>> = {
    GZIP: (input) => gzipSync(input),
    BROTLI: (input) => brotliCompressSync(input),
    LZ4_RAW: lz4Raw,
    ZSTD: zstd,
  };

  test.each<CompressionCodec>(["UNCOMPRESSED", "SNAPPY", "GZIP", "BROTLI", "LZ4_RAW", "ZSTD"])(
    "codec %s, row groups of 1000",
    async (codec) => {
      const path = join(folder, `${codec}.parquet`);
      const bytes = parquetWriteBuffer({
        columnData,
        codec,
        compressors: compressors as never,
        rowGroupSize: 1000,
      });
      await writeFile(path, new Uint8Array(bytes));
      const { splits } = await loadDataset(path);
      const { features, featureNames, classNames, labels } = splits.train!;
      expect(featureNames).toEqual(["d", "f", "i", "b"]);
      expect(features.shape).toEqual([n, 4]);
      for (const i of [0, 999, 1000, 1999, 2000, n - 1]) {
        expect(features.slice(String(i)).tolist()).toEqual([
          Math.sin(i),
          Math.fround(Math.cos(i)),
          i ** 3,
          i % 3 === 0 ? 1 : 0,
        ]);
      }
      expect(classNames).toEqual(["不良品", "良品"]);
      expect(labels.get([1])).toBe(0);
    },
  );

  test("decimals and dictionaries; the class names that Hugging Face's datasets stores", async () => {
    const path = join(folder, "hf.parquet");
    const info = {
      info: {
        features: {
          x: { dtype: "float64", _type: "Value" },
          label: { names: ["ok", "ng", "unsure"], _type: "ClassLabel" },
        },
      },
    };
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "x", data: [1.25, -3.5, 1.25, 2] },
        { name: "label", data: [1, 0, 1, 0] },
      ],
      schema: [
        { name: "root", num_children: 2 },
        {
          name: "x",
          type: "INT32",
          converted_type: "DECIMAL",
          scale: 2,
          precision: 6,
          repetition_type: "REQUIRED",
        },
        { name: "label", type: "INT32", repetition_type: "REQUIRED" },
      ],
      kvMetadata: [{ key: "huggingface", value: JSON.stringify(info) }],
    });
    await writeFile(path, new Uint8Array(bytes));
    const { splits } = await loadDataset(path);
    expect(splits.train!.features.tolist()).toEqual([[1.25], [-3.5], [1.25], [2]]);
    expect(splits.train!.classNames).toEqual(["ok", "ng", "unsure"]);
    expect(splits.train!.labels.tolist()).toEqual([1, 0, 1, 0]);
  });

  test.each([
    ["INT64", { type: "INT64" }],
    ["FIXED_LEN_BYTE_ARRAY", { type: "FIXED_LEN_BYTE_ARRAY", type_length: 12 }],
  ] as const)("decimals as %s are the numbers nearest to them", async (_, physical) => {
    const written = ["8.0000", "0.1000", "-0.0001", "1234567.8901", "0.3000"];
    const data = written.map((text) => BigInt(text.replace(".", "")));
    const decimal = {
      converted_type: "DECIMAL",
      scale: 4,
      precision: 18,
      repetition_type: "REQUIRED",
    } as const;
    const bytes = parquetWriteBuffer({
      columnData: [{ name: "x", data }],
      schema: [
        { name: "root", num_children: 1 },
        { name: "x", ...physical, ...decimal },
      ],
    });
    const path = join(folder, "decimals.parquet");
    await writeFile(path, new Uint8Array(bytes));
    const { values } = (await readParquet(path)).column("x") as { values: Float64Array };
    expect([...values]).toEqual(written.map(Number));
  });

  test("two columns of one name are refused, as in a CSV", async () => {
    const path = join(folder, "twice.parquet");
    const column = (name: string) => ({ name, data: [1, 2, 3] });
    const bytes = parquetWriteBuffer({ columnData: [column("a"), column("y"), column("a")] });
    await writeFile(path, new Uint8Array(bytes));
    await expect(readParquet(path, "twice.parquet")).rejects.toThrow(
      'twice.parquet: two columns are called "a"; give each its own name',
    );
  });

  test("null is a gap, and its cell is named", async () => {
    const path = join(folder, "null.parquet");
    await writeFile(
      path,
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: "x", data: [1, null, 2] },
            { name: "y", data: [0, 1, 0] },
          ],
        }),
      ),
    );
    const table = await readParquet(path, "null.parquet");
    expect(table.columns.get("x")).toMatchObject({ kind: "number", gap: { row: 1, text: "null" } });
    await expect(loadDataset(path)).rejects.toThrow("row 2, column x: null is not a finite number");
  });
});

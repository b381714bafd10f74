import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { readCsv } from "../../src/data/formats/csv/csv.ts";
import { loadTables } from "../../src/data/load.ts";
import { isInMemory, memoryName, memoryTables, recordsTable } from "../../src/data/memory.ts";
import { Sha256 } from "../../src/data/numbers/sha256.ts";
import { Table } from "../../src/data/table.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-memory-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("SHA-256", () => {
  const known = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");

  test("is Node's, of every length around a block", () => {
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 151 + length) % 256);
      expect(new Sha256().update(bytes).digest(), `${length} bytes`).toBe(known(bytes));
    }
  });

  test("is the same of pieces, and of text as UTF-8", () => {
    const text = "良品 / 不良品, ".repeat(50);
    const bytes = new TextEncoder().encode(text);
    const hash = new Sha256();
    for (let start = 0, length = 1; start < bytes.length; start += length++)
      hash.update(bytes.subarray(start, start + length));
    expect(hash.digest()).toBe(known(text));
    expect(new Sha256().update(text).digest()).toBe(known(text));
  });
});

describe("records", () => {
  test("are columns of numbers, words and lists", () => {
    const table = recordsTable([
      { width: 1.5, big: 3n, on: true, colour: "red", steps: [1, 2], spectrum: Float32Array.of(0.5, 1) },
      { width: null, big: 4n, on: false, colour: "", steps: [3, 4], spectrum: Float32Array.of(2, 3) },
    ]);
    expect(Object.fromEntries(table.columns)).toEqual({
      width: {
        kind: "number",
        values: Float64Array.of(1.5, Number.NaN),
        gap: { row: 1, text: "null" },
        names: undefined,
      },
      big: { kind: "number", values: Float64Array.of(3, 4), gap: undefined, names: undefined },
      on: { kind: "text", values: ["True", "False"] },
      colour: { kind: "text", values: ["red", ""] },
      steps: { kind: "list", values: Float64Array.of(1, 2, 3, 4), width: 2 },
      spectrum: { kind: "list", values: Float64Array.of(0.5, 1, 2, 3), width: 2 },
    });
    expect(table.where(1, "width")).toBe("rows in memory, row 2, column width");
  });

  test("that are none, or of other columns than the first, are refused", () => {
    expect(() => recordsTable([])).toThrow("rows in memory: there are no rows");
    expect(() => recordsTable([{ a: 1 }, [2] as never])).toThrow(
      "rows in memory, row 2: is [2]; give an object",
    );
    expect(() => recordsTable([{ width: 1 }, { widht: 2 }])).toThrow(
      'rows in memory, row 2: "widht" is not in the rows before; did you mean "width"?',
    );
  });
});

describe("the tables of rows in memory", () => {
  const csv = "width,label\n1,ok\n2,bad\n3,ok\n";

  test("of a File are those of the file on a disk, and so is the SHA-256", async () => {
    for (const [name, bytes] of [
      ["parts.csv", Buffer.from(csv)],
      ["parts.tsv", Buffer.from(csv.replaceAll(",", "\t"))],
      ["parts.csv.gz", gzipSync(csv)],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      const [read, given] = [
        await loadTables(path),
        await memoryTables(new File([readFileSync(path)], name)),
      ];
      expect(given.sha256, name).toBe(read.sha256);
      expect(given.source).toBe(name);
      expect([...given.tables.train!.columns]).toEqual([...read.tables.train!.columns]);
    }
  });

  test("have a SHA-256 of their cells: the same of a table and of records, another for each change", async () => {
    const hash = async (...rows: Parameters<typeof memoryTables>) => (await memoryTables(...rows)).sha256;
    const records = [
      { width: 1, label: "ok" },
      { width: 2, label: "bad" },
      { width: 3, label: "ok" },
    ];
    const own = await hash(records);
    expect(own).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash(await readCsv(csv))).toBe(own);
    const others = [
      records.slice(1),
      records.map(({ width, label }) => ({ label, width })),
      records.map(({ width, label }) => ({ breadth: width, label })),
      records.map(({ width, label }) => ({ width: width + 2 ** -50, label })),
      records.map(({ width, label }) => ({ width: String(width), label })),
      { train: records, test: records },
      { train: records, validation: records },
    ];
    const found = await Promise.all([own, ...others.map((rows) => hash(rows))]);
    expect(new Set(found).size).toBe(found.length);
  });

  test("are told from other things", () => {
    const rows = [{ a: 1 }];
    for (const given of [
      rows,
      new Blob([csv]),
      new Table(new Map(), []),
      { train: rows, test: new Blob([csv]) },
    ])
      expect(isInMemory(given)).toBe(true);
    for (const given of [
      undefined,
      null,
      3,
      "iris",
      {},
      { test: rows },
      { train: "iris" },
      { train: rows, tset: rows },
    ])
      expect(isInMemory(given), JSON.stringify(given)).toBe(false);
    expect([
      memoryName(rows),
      memoryName(new Blob([csv])),
      memoryName({ train: new File([csv], "a.csv") }),
    ]).toEqual(["rows in memory", "rows in memory", "a.csv"]);
  });

  test("of a File of another format say what to give", async () => {
    await expect(memoryTables(new File(["{}"], "parts.jsonl"))).rejects.toThrow("parts.jsonl: is no CSV");
  });
});

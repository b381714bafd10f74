import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, test } from "vitest";
import { targetDress, withTarget } from "../../../../src/data/columns/cells/target.ts";
import { encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../src/data/columns/encoding.ts";
import { loadTables } from "../../../../src/data/load.ts";
import { type Column, Table } from "../../../../src/data/table.ts";
import { fileReader } from "../../../../src/tasks/rows/files.ts";
import { prepare } from "../../../../src/tasks/rows/prepare.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-target-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tableOf = (cells: readonly string[]): Table =>
  new Table(new Map<string, Column>([["y", { kind: "text", values: [...cells] }]]), [
    { file: "a.csv", rows: cells.length, lineOf: (row) => row + 2 },
  ]);

describe("what a regression learns, in a dress", () => {
  test.each<[string, string[], object | undefined, number[]]>([
    ["a unit", ["12.5 MPa", "13 MPa"], { unit: "MPa" }, [12.5, 13]],
    ["decimal commas", ["12,5", "13,25"], { decimal: "," }, [12.5, 13.25]],
    ["full width", ["１２．５", "13"], undefined, [12.5, 13]],
  ])("%s", (_, cells, dress, values) => {
    const table = tableOf(cells);
    const found = targetDress(table, "y", {});
    expect(found).toEqual(dress);
    const column = withTarget(table, "y", found).column("y");
    expect(column.kind === "number" && [...column.values]).toEqual(values);
  });

  test("in two units is a line that names both", () => {
    expect(() => targetDress(tableOf(["1 MPa", "2 MPa", "3 kPa"]), "y", {})).toThrow(
      '"3 kPa" is written with kPa, but "1 MPa" (row 1 (line 2)) with MPa; write the whole column in one unit',
    );
  });

  test("is kept by the model's encoder, said, and asked of the next lot", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i / 8},${2 * i + 0.5} MPa`);
    const source = join(folder, "parts.csv");
    writeFileSync(source, `d,y\n${rows.join("\n")}\n`);
    const { encoder, train, notes } = await prepare(
      { source, task: "regress", label: "y", testSize: 0, scale: "none" },
      0,
      fileReader(source),
    );
    expect(encoder.target).toEqual({ unit: "MPa" });
    expect([...train.labels].slice(0, 3)).toEqual([0.5, 2.5, 4.5]);
    expect(notes).toContain('column y: numbers with "MPa", read as numbers');
    expect(() => withTarget(tableOf(["5 kPa"]), "y", encoder.target)).toThrow(
      '"5 kPa" is written with kPa, but the model learned the column with MPa',
    );
  });
});

describe("a Parquet file, and CSV of the same rows", () => {
  const n = 24;
  const ok = Array.from({ length: n }, (_, i) => i % 3 === 0);
  const days = Array.from({ length: n }, (_, i) => new Date(Date.UTC(2024, 0, 1 + 3 * i, 6 * (i % 4))));
  const x = Array.from({ length: n }, (_, i) => i / 7);
  const write = async () => {
    const parquet = join(folder, "rows.parquet");
    const columnData = [
      { name: "x", data: x },
      { name: "ok", data: ok },
      { name: "at", data: days },
    ];
    writeFileSync(parquet, new Uint8Array(parquetWriteBuffer({ columnData })));
    const csv = join(folder, "rows.csv");
    const lines = x.map((one, i) => `${one},${ok[i] ? "TRUE" : "FALSE"},${days[i]!.toISOString()}`);
    writeFileSync(csv, `x,ok,at\n${lines.join("\n")}\n`);
    return Promise.all([parquet, csv].map(async (path) => (await loadTables(path)).tables.train!));
  };

  test("have one spelling of booleans and one reading of dates, and predict each other", async () => {
    const tables = await write();
    const encoders = tables.map((table) => fitEncoder(table, { dates: true }));
    expect(encoders[0]).toEqual(encoders[1]);
    expect(encoders[0]!.columns).toMatchObject([
      { kind: "number" },
      { kind: "category", categories: ["False", "True"] },
      { kind: "date", parts: ["days", "month", "weekday", "hour"], first: "2024-01-01" },
    ]);
    const rows = (table: Table, encoder: Encoder) => [...encodeRows(table, encoder).data];
    expect(rows(tables[0]!, encoders[1]!)).toEqual(rows(tables[1]!, encoders[0]!));
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { encodeRows, fitEncoder } from "../../../../../src/data/columns/encoder.ts";
import { openCsvStream, readCsvFile } from "../../../../../src/data/formats/csv/csvFile.ts";
import { streamRows } from "../../../../../src/data/streams/streamedRows.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-dates-"));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = 1500;
const two = (n: number) => String(n).padStart(2, "0");
const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + ((i * 7) % 360)));
const columns: Record<string, (i: number) => string> = {
  Datum: (i) => `${two(day(i).getUTCDate())}.${two(day(i).getUTCMonth() + 1)}`,
  year: (i) => String(day(i).getUTCFullYear()),
  month: (i) => String(day(i).getUTCMonth() + 1),
  day: (i) => String(day(i).getUTCDate()),
  "cycle time": (i) => `${i % 50}:${two((i * 7) % 60)}`,
  dia: (i) => `φ${12 + ((i * 13) % 100) / 1000}±0.1`,
  doors: (i) => ["2", "3", "4", "5more"][(i * 3) % 4]!,
  label: (i) => (((i * 31) % 7) % 2 ? "OK" : "NG"),
};
const names = Object.keys(columns);
const path = join(folder, "a.csv");
writeFileSync(
  path,
  [
    names.join(","),
    ...Array.from({ length: rows }, (_, i) => names.map((name) => columns[name]!(i)).join(",")),
    "",
  ].join("\n"),
);

describe("a stream reads dates, durations, dresses and choices as a file in memory is read", () => {
  test.each([true, false])("dates: %s", async (dates) => {
    const table = await readCsvFile(path);
    const inMemory = fitEncoder(table, { label: "label", dates });
    const streamed = await streamRows(await openCsvStream(path), {
      ...{ label: "label", task: "classify", scale: "standard", testSize: 0.2, validation: 0 },
      ...{ seed: 0, kept: 500, roles: { dates } },
    });
    expect(streamed.encoder.leftOut).toEqual(inMemory.leftOut);
    // Days are counted from the first that is kept in memory.
    const settled = (one: object) => ({ ...one, first: undefined });
    expect(streamed.encoder.columns.map(settled)).toEqual(inMemory.columns.map(settled));
    expect(encodeRows(table, streamed.encoder).shape).toEqual(encodeRows(table, inMemory).shape);
    expect(streamed.notes.filter((note) => /days without|one date|durations|φ|5more/.test(note)).length).toBe(
      5,
    );
  });
});

import { describe, expect, test } from "vitest";
import { readingNotes } from "../../../../src/data/columns/cells/readingNotes.ts";
import { encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { openParquetStream, readParquet } from "../../../../src/data/formats/parquet/parquet.ts";
import { cellsOf, type Table } from "../../../../src/data/table.ts";
import { asProgram } from "../../../../src/errors.ts";

// tests/golden/ticks.py wrote them: 90, 90.25 … 92.25 seconds in each unit, the times of the day from 8:01:30 on.
const from = (name: string) => `tests/golden/ticks/${name}.parquet`;
const seconds = Array.from({ length: 10 }, (_, i) => 90 + i / 4);
const whole = await readParquet(from("arrow"));

async function streamed(path: string): Promise<{ table: Table; notes: readonly string[] }> {
  const stream = await openParquetStream(path);
  for await (const { table } of stream!.read(0)) return { table, notes: stream!.notes ?? [] };
  throw new Error("no rows");
}

const numbersIn = (table: Table, name: string): number[] => {
  const column = table.column(name);
  if (column.kind !== "number" && column.kind !== "list") throw new Error(`${name} is ${column.kind}`);
  return Array.from(column.values);
};

describe("durations and times are seconds, whatever their unit", () => {
  test.each<[name: string, seconds: readonly number[]]>([
    ["dur_s", seconds.map(Math.floor)],
    ["dur_ms", seconds],
    ["dur_us", seconds],
    ["dur_ns", seconds],
    ["list_us", seconds.flatMap((one) => [one, one])],
    ["time_s", seconds.map((one) => 28800 + Math.floor(one))],
    ["time_ms", seconds.map((one) => 28800 + one)],
    ["time_us", seconds.map((one) => 28800 + one)],
    ["time_ns", seconds.map((one) => 28800 + one)],
  ])("%s", async (name, expected) => {
    expect(numbersIn(whole, name)).toEqual(expected);
    expect(numbersIn((await streamed(from("arrow"))).table, name)).toEqual(expected);
  });

  test("are said, a line a unit, and read alike in a stream", async () => {
    const notes = [
      "column dur_s: durations in seconds, read as numbers of seconds",
      "column dur_ms: durations in milliseconds, read as numbers of seconds",
      "columns dur_us, list_us: durations in microseconds, read as numbers of seconds",
      "columns dur_ns, long_ns: durations in nanoseconds, read as numbers of seconds",
      "columns time_s, time_ms, time_us, time_ns: times of the day, read as seconds since midnight",
    ];
    expect(whole.traits.notes).toEqual(notes);
    expect((await streamed(from("arrow"))).notes).toEqual(notes);
  });

  test("of pandas, by pyarrow and by fastparquet", async () => {
    const table = await readParquet(from("pandas"));
    expect(numbersIn(table, "td")).toEqual(seconds);
    expect(numbersIn(table, "clock")).toEqual(seconds.map((_, i) => 28800 + 60 * i + 30.25));
    expect(numbersIn(await readParquet(from("fastparquet")), "td")).toEqual(seconds);
  });

  test("a model that learned from them takes a CSV of durations", async () => {
    const table = await readParquet(from("pandas"));
    const encoder = fitEncoder(table, { roles: { features: ["td"] } });
    const next = await readCsv("td,clock\n1:30.5,8:01:00\n2分30秒,8:02:00\n", { name: "next.csv" });
    expect(Array.from(encodeRows(next, { ...encoder, columns: encoder.columns.slice(0, 1) }).data)).toEqual([
      90.5, 150,
    ]);
  });
});

describe("digits beyond those of a number", () => {
  const ten = Array.from({ length: 10 }, (_, i) => BigInt(i));
  test.each<[name: string, texts: readonly string[]]>([
    ["int64", ten.map((i) => String(2n ** 53n + 1n + 2n * i))],
    ["uint64", ten.map((i) => String(2n ** 63n + 1n + 2n * i))],
    ["decimal128", ten.map((i) => String(10n ** 20n + i))],
    [
      "decimal_point",
      ten.map(
        (i) =>
          `100000000000000000.${String(7n + i)
            .padStart(3, "0")
            .replace(/0+$/, "")}`,
      ),
    ],
    ["decimal_short", ten.map((i) => String(8 + Number(i) / 1000))],
    [
      "long_ns",
      ten.map(
        (i) =>
          `100000000.${String(1n + i)
            .padStart(9, "0")
            .replace(/0+$/, "")}`,
      ),
    ],
  ])("%s: an id is its own text", async (name, texts) => {
    expect(cellsOf(whole.column(name))).toEqual(texts);
    expect(cellsOf((await streamed(from("arrow"))).table.column(name))).toEqual(texts);
  });

  test("a feature is said to lose them", () => {
    const features = ["int64", "uint64", "decimal128", "decimal_point", "decimal_short", "dur_ns"];
    const encoder = fitEncoder(whole, { roles: { features } });
    expect(readingNotes(whole, encoder, asProgram)).toEqual([
      'column int64: numbers of more than 15 digits, of which the last are lost (9007199254740993 is 9007199254740992); if they are codes, leave them out with drop: ["int64"]',
    ]);
  });

  test("also where a CSV holds them, and not where its digits are all there", async () => {
    const notesOf = async (cells: readonly string[]) => {
      const table = await readCsv(
        ["t,z", ...cells.map((cell, i) => `${cell},${(i * 7) % 5}`), ""].join("\n"),
        {
          name: "a.csv",
        },
      );
      return readingNotes(table, fitEncoder(table, { roles: { features: ["t", "z"] } }), asProgram);
    };
    expect(await notesOf(["9007199254740993", "12345678901234567", "1"])).toEqual([
      expect.stringMatching(/^column t: numbers of more than 15 digits, of which the last are lost \(\d+\)/),
    ]);
    expect(await notesOf(["6.02e23", "1e300", "123456789012345", "9007199254740991"])).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { readDuration } from "../../../../../src/data/columns/cells/dates/durations.ts";
import { readingNotes } from "../../../../../src/data/columns/cells/readingNotes.ts";
import { targetDress, withTarget } from "../../../../../src/data/columns/cells/target.ts";
import { wrongRows } from "../../../../../src/data/columns/cells/wrongRows.ts";
import { encodeRows, fitEncoder } from "../../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../../src/data/columns/encoding.ts";
import { readCsv } from "../../../../../src/data/formats/csv/csv.ts";
import { rowTimes } from "../../../../../src/data/rows/rowTimes.ts";
import type { Table } from "../../../../../src/data/table.ts";
import { asProgram } from "../../../../../src/errors.ts";
import { recordTable } from "../../../../../src/model/rows/rawTable.ts";

describe("a duration in seconds", () => {
  // pandas.Timedelta(...).total_seconds() of "00:29:10", "1 days 02:03:04", "-1 days +23:59:30", "P1DT2H3M4.5S"
  test.each<[string, number, number]>([
    ["29:10", 1750, 105_000],
    ["0:05", 5, 300],
    ["75:00", 4500, 270_000],
    ["1:02:03", 3723, 3723],
    ["1:30.5", 90.5, 90.5],
    ["1:02:03.25", 3723.25, 3723.25],
    ["２９：１０", 1750, 105_000],
    ["-0:30", -30, -1800],
    ["1 days 02:03:04", 93_784, 93_784],
    ["0 days 00:01:30.500000", 90.5, 90.5],
    ["-1 days +23:59:30", -30, -30],
    ["2 days, 0:00:05", 172_805, 172_805],
    ["P1DT2H3M4.5S", 93_784.5, 93_784.5],
    ["PT5M", 300, 300],
    ["2分30秒", 150, 150],
    ["1時間20分", 4800, 4800],
    ["1h 20m", 4800, 4800],
    ["1 h 5 min 3.5 s", 3903.5, 3903.5],
    ["2 Std. 5 Min", 7500, 7500],
    ["45 s", 45, 45],
    ["3h10", 11_400, 11_400],
    ["3h52m38", 13_958, 13_958],
    ["1h05min", 3900, 3900],
    ["2'47\"", 167, 167],
    ["2′47.5″", 167.5, 167.5],
    ["2'47", 167, 167],
  ])("%s is %d, or %d where hours stand before a colon", (cell, minutes, hours) => {
    expect(readDuration(cell)?.seconds).toBeCloseTo(minutes, 9);
    expect(readDuration(cell, "hours")?.seconds).toBeCloseTo(hours, 9);
  });

  test.each([
    "1:5",
    "29:70",
    "10:30 am",
    "2024-01-05",
    "5",
    "abc",
    "P",
    "PT",
    "1:2:3:4",
    "12 mm",
    "20m 1h",
    "10時30分",
    "",
  ])("%s is none", (cell) => expect(readDuration(cell)).toBeUndefined());
});

const tableOf = (name: string, cells: readonly string[]): Promise<Table> =>
  readCsv(
    [`w,${name},label`, ...cells.map((cell, i) => `${(i * 7) % 5},${cell},${i % 2 ? "a" : "b"}`)].join("\n"),
    {
      name: "a.csv",
    },
  );
const columnOf = (table: Table, encoder: Encoder): number[] => {
  const { data, shape } = encodeRows(table, encoder);
  return Array.from({ length: table.rows }, (_, row) => data[row * shape[1] + 1]!);
};
const clock = ["3:25", "12:40", "5:05", "0:50"];
const long = ["29:10", "12:40", "31:05", "8:50"];

describe("a column of durations is numbers of seconds, and said", () => {
  test.each<[string, readonly string[], number[], string]>([
    [
      "x",
      long,
      [1750, 760, 1865, 530],
      ', minutes before the colon ("29:10" is 1750); if they are hours and minutes, write 29:10:00',
    ],
    [
      "cycle time",
      clock,
      [205, 760, 305, 50],
      ', minutes before the colon ("3:25" is 205); if they are hours and minutes, write 3:25:00',
    ],
    [
      "所要時間",
      clock,
      [205, 760, 305, 50],
      ', minutes before the colon ("3:25" is 205); if they are hours and minutes, write 3:25:00',
    ],
    [
      "稼働時間",
      clock,
      [12_300, 45_600, 18_300, 3000],
      ', hours before the colon ("3:25" is 12300); if they are minutes and seconds, write 0:3:25',
    ],
    [
      "runtime [h]",
      long,
      [105_000, 45_600, 111_900, 31_800],
      ', hours before the colon ("29:10" is 105000); if they are minutes and seconds, write 0:29:10',
    ],
    ["lap", ["1:02:03", "0:59:10", "1:10:00", "0:58:05"], [3723, 3550, 4200, 3485], ' ("1:02:03" is 3723)'],
    [
      "x",
      ["30:00:00", "8:00:00", "26:00:00", "9:10:00"],
      [108_000, 28_800, 93_600, 33_000],
      ' ("30:00:00" is 108000)',
    ],
    ["time", ["1:30.5", "2:10.2", "1:20.1", "0:59.9"], [90.5, 130.2, 80.1, 59.9], ' ("1:30.5" is 90.5)'],
    ["t", ["2分30秒", "50秒", "1分5秒", "3分"], [150, 50, 65, 180], ' ("2分30秒" is 150)'],
    ["x", ["2'47", "1'58", "3'05", "0'50"], [167, 118, 185, 50], ` ("2'47" is 167)`],
    ["x", ["1:02:03.5", "0:59:10.2", "1:10:00.0"], [3723.5, 3550.2, 4200], ' ("1:02:03.5" is 3723.5)'],
    ["cycle time", ["3h10", "2h05", "1h00"], [11_400, 7500, 3600], ' ("3h10" is 11400)'],
    ["x", ["3h10m", "2h05m", "1h00m"], [11_400, 7500, 3600], ' ("3h10m" is 11400)'],
    ["x", ["PT5M", "PT1H", "PT30S", "PT50S"], [300, 3600, 30, 50], ' ("PT5M" is 300)'],
  ])("%s, %j", async (name, cells, seconds, said) => {
    const table = await tableOf(name, cells);
    for (const dates of [false, true]) {
      const encoder = fitEncoder(table, { label: "label", dates });
      expect(columnOf(table, encoder)).toEqual(seconds);
      expect(readingNotes(table, encoder, asProgram)).toEqual([
        `column ${name}: durations, read as numbers of seconds${said}`,
      ]);
      const again: Encoder = JSON.parse(JSON.stringify(encoder));
      expect(columnOf(await tableOf(name, [...cells].reverse()), again)).toEqual([...seconds].reverse());
    }
  });

  test.each<[name: string, cells: readonly string[], kind: string]>([
    ["time", ["13:45:12.345", "9:45:12.345", "10:00:00.100"], "dates or times"],
    ["heure", ["8h30", "9h10", "14h05"], "dates or times"],
    ["height", ['5\'10""', '6\'1""', '5\'7""'].map((cell) => `"${cell}"`), "every row differs"],
  ])("%s, %j: none", async (name, cells, kind) => {
    const { columns, leftOut } = fitEncoder(await tableOf(name, cells), { label: "label" });
    expect(columns.map((column) => column.name)).toEqual(["w"]);
    expect(leftOut).toEqual([{ name, why: kind }]);
  });

  test("the next lot is read as the training rows were, or refused", async () => {
    const encoder = fitEncoder(await tableOf("x", long), { label: "label" });
    // Of its own it would be times of the day.
    expect(columnOf(await tableOf("x", ["3:25", "9:10"]), encoder)).toEqual([205, 550]);
    const records = (x: string | number) => recordTable("rows", [{ w: 1, x }], encoder.columns);
    expect(columnOf(records("3:25"), encoder)).toEqual([205]);
    expect(() => columnOf(records(205), encoder)).toThrow(
      "rows, row 1, column x: 205 is a number, but the model",
    );
    const numbers = await tableOf("x", ["205", "550"]);
    expect(() => columnOf(numbers, encoder)).toThrow(
      "a.csv, row 1 (line 2), column x: 205 is a number, but the model learned the column as durations; write durations as those of the training rows, such as 1:30 or 0:01:30",
    );
    const mixed = await tableOf("x", ["3:25", "later"]);
    expect(() => columnOf(mixed, encoder)).toThrow('row 2 (line 3), column x: "later" is not a number');
    expect([...wrongRows(mixed, encoder)]).toEqual([
      [1, { column: "x", reason: '"later" is not a duration' }],
    ]);
  });

  test("a word among them is an error, cells without a value are filled", async () => {
    const many = Array.from({ length: 20 }, (_, i) => long[i % 4]!);
    const wrong = await tableOf("x", [...many, "later"]);
    expect(() => fitEncoder(wrong, { label: "label" })).toThrow(
      'a.csv, row 21 (line 22), column x: "later" is not a duration; write one there or delete the row',
    );
    const gaps = await tableOf("x", ["29:10", "-", "31:10", ""]);
    expect(columnOf(gaps, fitEncoder(gaps, { label: "label", missing: "mean" }))).toEqual([
      1750, 1810, 1870, 1810,
    ]);
  });

  test("rows are in turn by them, and a regression may learn them", async () => {
    const table = await tableOf("x", long);
    expect([...rowTimes(table, "x")]).toEqual([1750, 760, 1865, 530]);
    const dress = targetDress(table, "x", {});
    expect(dress).toEqual({ duration: "minutes" });
    const read = withTarget(table, "x", dress);
    expect(withTarget(read, "x", dress).column("x")).toEqual(read.column("x"));
    const encoder = { ...fitEncoder(table, { label: "x" }), target: dress! };
    expect(readingNotes(read, encoder, asProgram, { target: "x" })).toEqual([
      "column x: durations, read as numbers of seconds, minutes before a single colon",
    ]);
    expect(withTarget(table, "x", dress).column("x")).toMatchObject({
      values: Float64Array.of(1750, 760, 1865, 530),
    });
  });
});

describe("what is no duration", () => {
  test.each<[string, readonly string[], string]>([
    ["time", clock, "dates or times"],
    ["開始時刻", ["25:30", "9:10", "26:00", "8:00"], "dates or times"],
    ["start", ["25:30", "9:10", "26:00", "8:00"], "dates or times"],
    ["x", ["10:30", "24:00", "9:15", "8:00"], "dates or times"],
    ["mix ratio", ["25:10", "30:20", "25:10", "30:20"], "dates or times"],
    ["配合", ["70:30", "60:40", "70:30", "60:40"], "category"],
    ["x", ["70:30", "60:40", "70:30", "60:40"], "category"],
    ["length", ["5 m", "6 m", "7 m", "6 m"], "number"],
    ["cycle time", ["45 s", "50 s", "47 s", "49 s"], "number"],
  ])("%s, %j", async (name, cells, kind) => {
    const table = await tableOf(name, cells);
    const { columns, leftOut } = fitEncoder(table, { label: "label" });
    expect(leftOut[0]?.why ?? columns[1]!.kind).toBe(kind);
    expect(readingNotes(table, fitEncoder(table, { label: "label" }), asProgram).join()).not.toContain(
      "duration",
    );
  });
});

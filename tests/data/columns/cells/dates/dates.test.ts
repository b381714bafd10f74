import { describe, expect, test } from "vitest";
import {
  dayText,
  momentOf,
  possibleOrders,
  readMoment,
} from "../../../../../src/data/columns/cells/dates/dates.ts";
import { readingNotes } from "../../../../../src/data/columns/cells/readingNotes.ts";
import {
  encodedGroups,
  encodedNames,
  encodeRows,
  fitEncoder,
} from "../../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../../src/data/columns/encoding.ts";
import { recordsTable } from "../../../../../src/data/memory.ts";
import { type Column, Table } from "../../../../../src/data/table.ts";
import { asProgram } from "../../../../../src/errors.ts";
import { messageOf } from "../messageOf.ts";

describe("a date", () => {
  test.each<[string, string, number | undefined]>([
    ["2024-01-05", "2024-01-05", undefined],
    ["2024/1/5", "2024-01-05", undefined],
    ["2024.1.5", "2024-01-05", undefined],
    ["2024年1月5日", "2024-01-05", undefined],
    ["２０２４年１月５日", "2024-01-05", undefined],
    ["2024年1月5日(金)", "2024-01-05", undefined],
    ["2024/1/5（金） 10:30", "2024-01-05", 10.5],
    ["2024年 1月 5日 10時30分", "2024-01-05", 10.5],
    ["5.1.2024", "2024-01-05", undefined],
    ["13/5/2024", "2024-05-13", undefined],
    ["5/13/2024", "2024-05-13", undefined],
    ["24/1/5", "2024-01-05", undefined],
    ["令和6年1月5日", "2024-01-05", undefined],
    ["R6.1.5", "2024-01-05", undefined],
    ["R6/1/5 9:15", "2024-01-05", 9.25],
    ["令和元年5月1日", "2019-05-01", undefined],
    ["平成31年4月30日", "2019-04-30", undefined],
    ["H31.4.30", "2019-04-30", undefined],
    ["令和6年5月", "2024-05-01", undefined],
    ["R6年5月 31日", "2024-05-31", undefined],
    ["S64.1.7", "1989-01-07", undefined],
    ["2024-01-05T10:30:36.000Z", "2024-01-05", 10.51],
    ["2024-01-05T10:30:00+09:00", "2024-01-05", 10.5],
    ["20240105T103000", "2024-01-05", 10.5],
    ["2024-01-05 24:00", "2024-01-05", 24],
    ["5-Jan-2024", "2024-01-05", undefined],
    ["Jan 5, 2024", "2024-01-05", undefined],
    ["Fri, 5 January 2024 3:15 PM", "2024-01-05", 15.25],
    ["2024-01", "2024-01-01", undefined],
    ["99/12/31", "1999-12-31", undefined],
  ])("%s is %s at %s", (cell, day, hours) => {
    const found = readMoment(cell)!;
    const [order] = found.unordered ? possibleOrders(found.unordered) : [undefined];
    const moment = momentOf(cell, order)!;
    expect(dayText(moment.days!)).toBe(day);
    if (hours === undefined) expect(moment.hours).toBeUndefined();
    else expect(moment.hours).toBeCloseTo(hours, 10);
  });

  test.each<[string, number]>([
    ["10:30", 10.5],
    ["24:00", 24],
    ["１０：３０", 10.5],
    ["10:30:36", 10.51],
    ["午後3時", 15],
    ["12:15 am", 0.25],
    ["10時15分", 10.25],
  ])("%s is a time", (cell, hours) => expect(readMoment(cell)).toEqual({ hours: expect.closeTo(hours, 10) }));

  test.each([
    "2024-02-30",
    "2024-13-01",
    "1.2.3",
    "10.5",
    "12 mm",
    "1月5日",
    "20240105",
    "25/13/2024",
    "10-20",
    "A-1-2",
    "1/2",
    "2024-01-05-3",
  ])("%s is none", (cell) => expect(readMoment(cell)).toBeUndefined());

  test.each<[string, string[]]>([
    ["1/5/2024", ["dmy", "mdy"]],
    ["1-5-2024", ["dmy", "mdy"]],
    ["1.5.2024", ["dmy"]],
    ["11/5/10", ["dmy", "mdy", "ymd"]],
    ["13/5/2024", ["dmy"]],
    ["1/13/2024", ["mdy"]],
  ])("%s may be read as %s", (cell, orders) =>
    expect(possibleOrders(readMoment(cell)!.unordered!)).toEqual(orders),
  );
});

const tableOf = (cells: readonly string[], name = "day"): Table =>
  new Table(
    new Map<string, Column>([
      ["x", { kind: "number", values: Float64Array.from(cells, (_, i) => i) }],
      [name, { kind: "text", values: [...cells] }],
    ]),
    [{ file: "a.csv", rows: cells.length, lineOf: (row) => row + 2 }],
  );
const rowsOf = (table: Table, encoder: Encoder): number[][] => {
  const { data, shape } = encodeRows(table, encoder);
  return Array.from({ length: shape[0] }, (_, i) => [...data.subarray(i * shape[1] + 1, (i + 1) * shape[1])]);
};

describe("a column of dates", () => {
  // pandas: (d - d.min()).days, d.month, d.dayofweek
  const cells = ["2024-02-28", "2024-03-01", "2024/3/3", "2024年2月29日"];

  test("is left out, and it is said how it would not be", () => {
    const table = tableOf(cells);
    const encoder = fitEncoder(table);
    expect(encoder.leftOut).toEqual([{ name: "day", why: "dates or times" }]);
    expect(readingNotes(table, encoder, asProgram)).toEqual([
      "column day: dates or times, left out; with dates: true they become numbers (weekday, hour, days since the first)",
    ]);
  });

  test("becomes days since the first, month and weekday", () => {
    const table = tableOf(cells);
    const encoder = fitEncoder(table, { dates: true });
    expect(encoder.columns[1]).toEqual({
      kind: "date",
      name: "day",
      parts: ["days", "month", "weekday"],
      first: "2024-02-28",
    });
    expect(encodedNames(encoder)).toEqual(["x", "day_days", "day_month", "day_weekday"]);
    expect(encodedGroups(encoder)[1]).toEqual({ name: "day", features: [1, 2, 3] });
    const wanted = [
      [0, 2, 2],
      [2, 3, 4],
      [4, 3, 6],
      [1, 2, 3],
    ];
    expect(rowsOf(table, encoder)).toEqual(wanted);
    expect(readingNotes(table, encoder, asProgram)).toEqual([
      "column day: dates or times, as days, month, weekday, days counted from 2024-02-28",
    ]);
    // The next lot counts from the same day, written otherwise.
    const again: Encoder = JSON.parse(JSON.stringify(encoder));
    expect(rowsOf(tableOf(["R6.3.4", "27 Feb 2024"]), again)).toEqual([
      [5, 3, 0],
      [-1, 2, 1],
    ]);
  });

  test("with times has their hour, and days with a fraction; 24:00 is the next day", () => {
    const table = tableOf(["2024-01-05 06:00", "2024-01-05 24:00", "2024-01-07 12:30"]);
    const encoder = fitEncoder(table, { dates: true });
    expect(encodedNames(encoder).slice(1)).toEqual(["day_days", "day_weekday", "day_hour"]);
    expect(rowsOf(table, encoder)).toEqual([
      [0.25, 4, 6],
      [1, 5, 0],
      [2 + 12.5 / 24, 6, 12.5],
    ]);
  });

  test("of times alone is an hour", () => {
    const table = tableOf(["10:30", "24:00", "9:15"]);
    const encoder = fitEncoder(table, { dates: true });
    expect(encoder.columns[1]).toEqual({ kind: "date", name: "day", parts: ["hour"] });
    expect(rowsOf(table, encoder)).toEqual([[10.5], [24], [9.25]]);
  });

  test("whose order one cell tells is read so throughout, and the model keeps it", () => {
    const encoder = fitEncoder(tableOf(["1/5/2024", "13/5/2024", "2/5/2024"]), { dates: true });
    expect(encoder.columns[1]).toMatchObject({ order: "dmy", first: "2024-05-01" });
    expect(rowsOf(tableOf(["3/5/2024"]), encoder)[0]![0]).toBe(2);
    expect(messageOf(() => rowsOf(tableOf(["3/13/2024"]), encoder))).toBe(
      'a.csv, row 1 (line 2), column day: "3/13/2024" is not a date as those of the column; write one there or delete the row',
    );
  });

  test("whose order none tells is asked about", () => {
    const table = tableOf(["1/5/2024", "2/5/2024"]);
    expect(messageOf(() => fitEncoder(table, { dates: true }))).toBe(
      'a.csv, row 1 (line 2), column day: "1/5/2024" can be read as day and month or the other way round, and no cell of the column tells which; say dateOrder: "dmy" or dateOrder: "mdy" (d day, m month, y year)',
    );
    expect(fitEncoder(table, { dateOrder: "mdy" }).columns[1]).toMatchObject({ first: "2024-01-05" });
    expect(fitEncoder(table, { dateOrder: "dmy" }).columns[1]).toMatchObject({ first: "2024-05-01" });
    expect(fitEncoder(table).leftOut).toEqual([{ name: "day", why: "dates or times" }]);
  });

  test.each<[string, string[], string]>([
    [
      "in two orders",
      ["13/5/2024", "5/13/2024"],
      '"5/13/2024" and "13/5/2024" (row 1 (line 2)) have day and month in different orders; write dates as 2024-01-05',
    ],
    [
      "a word",
      ["2024-01-05", "2024-01-06", "later"],
      '"later" is not a date; write one there or delete the row',
    ],
    [
      "a day that is none",
      ["2024-01-05", "2024-01-06", "2024-02-30"],
      '"2024-02-30" is not a date; write one there or delete the row',
    ],
  ])("%s", (_, cells, message) =>
    expect(messageOf(() => fitEncoder(tableOf(cells), { dates: true }))).toContain(message),
  );

  test("that lacks cells is an error, or filled", () => {
    const table = tableOf(["2024-01-05", "", "2024-01-07", "-"]);
    expect(messageOf(() => fitEncoder(table, { dates: true }))).toContain(
      "row 2 (line 3), column day: the cell is empty, the first of 2 in 1 column",
    );
    const encoder = fitEncoder(table, { dates: true, missing: "mean" });
    expect(rowsOf(table, encoder)).toEqual([
      [0, 4],
      [1, 5],
      [2, 6],
      [1, 5],
    ]);
  });

  test("beside a column of the name that one of its features would have", () => {
    const table = new Table(
      new Map<string, Column>([
        ...tableOf(["2024-01-05", "2024-02-07"]).columns,
        ["day_month", { kind: "number", values: Float64Array.of(7, 8) }],
      ]),
      [{ file: "a.csv", rows: 2 }],
    );
    const encoder = fitEncoder(table, { dates: true });
    expect(encodedNames(encoder)).toEqual(["x", "day_days", "day.month", "day_weekday", "day_month"]);
    expect(rowsOf(table, encoder)).toEqual([
      [0, 1, 4, 7],
      [33, 2, 2, 8],
    ]);
  });

  test("of a program's Dates, as a Parquet file has them, is the same", () => {
    const records = cells.map((cell, x) => ({
      x,
      day: x === 2 ? new Date("2024-03-03") : new Date(dayOf(cell)),
    }));
    const encoder = fitEncoder(recordsTable(records), { dates: true });
    expect(encoder).toEqual(fitEncoder(tableOf(cells), { dates: true }));
    expect(rowsOf(recordsTable(records), encoder)).toEqual(rowsOf(tableOf(cells), encoder));
    expect(fitEncoder(recordsTable(records)).leftOut).toEqual([{ name: "day", why: "dates or times" }]);
  });
});

const dayOf = (cell: string): string => dayText(readMoment(cell)!.days!);

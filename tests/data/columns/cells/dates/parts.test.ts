import { describe, expect, test } from "vitest";
import { calendarNotes } from "../../../../../src/data/columns/cells/dates/calendar.ts";
import { datesInParts } from "../../../../../src/data/columns/cells/dates/parts.ts";
import { readingNotes } from "../../../../../src/data/columns/cells/readingNotes.ts";
import { wrongRows } from "../../../../../src/data/columns/cells/wrongRows.ts";
import {
  type EncoderOptions,
  encodedGroups,
  encodedNames,
  encodeRows,
  fitEncoder,
} from "../../../../../src/data/columns/encoder.ts";
import type { Encoder } from "../../../../../src/data/columns/encoding.ts";
import { orderNotes } from "../../../../../src/data/rows/roleNotes.ts";
import { type Column, Table } from "../../../../../src/data/table.ts";
import { asProgram } from "../../../../../src/errors.ts";
import { recordTable } from "../../../../../src/model/rows/rawTable.ts";

type Columns = Readonly<Record<string, readonly (number | string)[]>>;

function tableOf(columns: Columns): Table {
  const read = (cells: readonly (number | string)[]): Column =>
    cells.every((cell) => typeof cell === "number")
      ? { kind: "number", values: Float64Array.from(cells as number[]) }
      : { kind: "text", values: cells.map(String) };
  const all = Object.entries(columns).map(([name, cells]) => [name, read(cells)] as const);
  const rows = Object.values(columns)[0]!.length;
  return new Table(new Map(all), [{ file: "a.csv", rows, lineOf: (row) => row + 2 }], { delimited: true });
}
const days = [
  [2024, 2, 28],
  [2024, 3, 1],
  [2024, 3, 3],
  [2024, 2, 29],
] as const;
const at = (k: 0 | 1 | 2) => days.map((day) => day[k]);
const w = [0.5, 0.25, 0.75, 0.1];
const inJapanese = (): Columns => ({ 年: at(0), 月: at(1), 日: at(2), w });
const rowsOf = (table: Table, encoder: Encoder): number[][] => {
  const { data, shape } = encodeRows(table, encoder);
  return Array.from({ length: shape[0] }, (_, i) => [...data.subarray(i * shape[1], (i + 1) * shape[1])]);
};
const fit = (columns: Columns, options: EncoderOptions = {}) =>
  fitEncoder(tableOf(columns), { dates: true, ...options });

describe("columns of year, month and day", () => {
  test.each<[string[], string | undefined]>([
    [["年", "月", "日"], "年月日"],
    [["年", "月", "日", "時"], "年月日時"],
    [["測定年", "測定月", "測定日"], "測定年月日"],
    [["year", "month", "day"], "year_month_day"],
    [["Year", "Month", "Day", "Hour"], "year_month_day_hour"],
    [["mfg_year", "mfg_month", "mfg_day"], "mfg_year_month_day"],
    [["madeYear", "madeMonth", "madeDay"], "made_year_month_day"],
    [["Jahr", "Monat", "Tag"], "jahr_monat_tag"],
    [["YYYY", "MM", "DD"], "yyyy_mm_dd"],
    [["year", "month", "weekday"], undefined],
    [["年", "月", "曜日"], undefined],
    [["year", "month", "test_day"], undefined],
    [["year", "month", "width"], undefined],
  ])("%j are %s", (names, title) => {
    const cells = [...[0, 1, 2].map((k) => at(k as 0)), [1, 2, 3, 23]];
    const found = datesInParts(tableOf(Object.fromEntries(names.map((name, k) => [name, cells[k]!]))));
    expect(found).toEqual(title === undefined ? [] : [{ columns: names, title }]);
  });

  test.each<[string, Columns]>([
    ["years that are none", { year: [1, 2, 3, 4], month: at(1), day: at(2) }],
    ["months that are none", { year: at(0), month: [1, 2, 13, 4], day: at(2) }],
    ["days with decimals", { year: at(0), month: at(1), day: [1.5, 2, 3, 4] }],
    ["two years", { year: at(0), Year: at(0), month: at(1), day: at(2) }],
    ["words", { year: at(0), month: ["Jan", "Feb", "Mar", "Apr"], day: at(2) }],
  ])("%s are no date", (_, columns) => expect(datesInParts(tableOf(columns))).toEqual([]));

  test("are said to be a date, in one line, where dates are not asked for", () => {
    const table = tableOf(inJapanese());
    const encoder = fitEncoder(table);
    expect(calendarNotes(table, encoder, {})).toEqual([
      'columns 年, 月 and 日 are one date, of which nothing is learned for the next lot as they are; with dates: true they become numbers of it (weekday, month, days since the first), or leave them out with drop: ["年","月","日"]',
    ]);
  });

  test("with dates are one, called after them, and said", () => {
    const table = tableOf(inJapanese());
    const encoder = fitEncoder(table, { dates: true });
    expect(encodedNames(encoder)).toEqual(["年月日_days", "年月日_month", "年月日_weekday", "w"]);
    expect(encodedGroups(encoder)).toEqual([
      { name: "年月日", features: [0, 1, 2] },
      { name: "w", features: [3] },
    ]);
    // pandas: (d - d.min()).days, d.month, d.dayofweek
    expect(rowsOf(table, encoder)).toEqual([
      [0, 2, 2, 0.5],
      [2, 3, 4, 0.25],
      [4, 3, 6, 0.75],
      [1, 2, 3, 0.1],
    ]);
    expect(readingNotes(table, encoder, asProgram)).toEqual([
      "columns 年, 月 and 日: one date (年月日), as days, month, weekday, days counted from 2024-02-28",
    ]);
    expect(calendarNotes(table, encoder, {})).toEqual([]);
    expect(orderNotes(table, encoder, {}, asProgram)).toEqual([]);
  });

  test("with the hour have it, and days with a fraction", () => {
    const encoder = fit({ year: at(0), month: at(1), day: at(2), hour: [6, 12, 24, 0], w });
    expect(encodedNames(encoder)).toEqual([
      ...["days", "month", "weekday", "hour"].map((part) => `year_month_day_hour_${part}`),
      "w",
    ]);
    const table = tableOf({ year: [2024], month: [3], day: [1], hour: [12], w: [1] });
    expect(rowsOf(table, JSON.parse(JSON.stringify(encoder)))).toEqual([[2.5, 3, 4, 12, 1]]);
  });

  test("are read alike of another lot: a table, cells of text, records", () => {
    const encoder: Encoder = JSON.parse(JSON.stringify(fit(inJapanese())));
    const wanted = [[-1, 2, 1, 3]];
    expect(rowsOf(tableOf({ w: [3], 日: [27], 年: [2024], 月: [2] }), encoder)).toEqual(wanted);
    expect(rowsOf(tableOf({ w: [3], 日: ["27"], 年: ["2024"], 月: ["02"] }), encoder)).toEqual(wanted);
    const records = recordTable("rows", [{ 年: 2024, 月: 2, 日: 27, w: 3 }], encoder.columns);
    expect(rowsOf(records, encoder)).toEqual(wanted);
    expect(() => rowsOf(tableOf({ w: [3], 年: [2024], 月: [2] }), encoder)).toThrow('no column "日"');
  });

  test("a day that there is not is named, and set aside", () => {
    const wrong = tableOf({ 年: [2024, 2023], 月: [2, 2], 日: [29, 29], w: [1, 2] });
    const message =
      "a.csv, row 2 (line 3), column 日: there is no day 2023-2-29; write one that there is or delete the row";
    expect(() => fitEncoder(wrong, { dates: true })).toThrow(message);
    const encoder = fit(inJapanese());
    expect(() => rowsOf(wrong, encoder)).toThrow(message);
    expect([...wrongRows(wrong, encoder)]).toEqual([
      [1, { column: "年", reason: "there is no day 2023-2-29" }],
    ]);
  });

  test("a missing part is an error, or filled", () => {
    const gaps = { ...inJapanese(), 日: [28, 1, Number.NaN, 29] };
    expect(() => fit(gaps)).toThrow("row 3 (line 4), column 日");
    const table = tableOf(gaps);
    expect(rowsOf(table, fitEncoder(table, { dates: true, missing: "median" }))[2]).toEqual([1, 2, 3, 0.75]);
  });

  test("are no date where one of them is something else, as asked", () => {
    const names = (options: EncoderOptions) =>
      encodedNames(fit({ ...inJapanese(), 日: [28, 1, 3, 28] }, options));
    expect(names({ roles: { drop: ["日"] } })).toEqual(["月", "w"]);
    expect(names({ label: "日" })).toEqual(["月", "w"]);
    expect(names({ roles: { features: ["月", "w"] } })).toEqual(["月", "w"]);
  });
});

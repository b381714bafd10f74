import { describe, expect, test } from "vitest";
import { calendarNotes } from "../../../../../src/data/columns/cells/dates/calendar.ts";
import { momentOfNumber, writingOf } from "../../../../../src/data/columns/cells/dates/dateNumbers.ts";
import { dayText } from "../../../../../src/data/columns/cells/dates/dates.ts";
import { readingNotes } from "../../../../../src/data/columns/cells/readingNotes.ts";
import { wrongRows } from "../../../../../src/data/columns/cells/wrongRows.ts";
import { encodedNames, encodeRows, fitEncoder } from "../../../../../src/data/columns/encoder.ts";
import { type Column, Table } from "../../../../../src/data/table.ts";
import { asProgram } from "../../../../../src/errors.ts";

type Cells = readonly (string | number)[];

function tableOf(columns: Readonly<Record<string, Cells>>): Table {
  const rows = Object.values(columns)[0]!.length;
  const read = (cells: Cells): Column =>
    cells.every((cell) => typeof cell === "number")
      ? { kind: "number", values: Float64Array.from(cells) }
      : { kind: "text", values: cells.map(String) };
  const w = Array.from({ length: rows }, (_, i) => ((i * 37) % 11) / 7);
  const all = Object.entries({ ...columns, w }).map(([name, cells]) => [name, read(cells)] as const);
  return new Table(new Map(all), [{ file: "a.csv", rows }], { delimited: true });
}

const range = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));

describe("a number is a moment", () => {
  test.each<[number, string | undefined, number | undefined]>([
    [20240531, "2024-05-31", undefined],
    [20240229, "2024-02-29", undefined],
    [20230229, undefined, undefined],
    [202405, "2024-05-01", undefined],
    [45443, "2024-05-31", undefined],
    [45443.5, "2024-05-31", 12],
    [25569, "1970-01-01", undefined],
    [202405311230, "2024-05-31", 12.5],
    [20240531123036, "2024-05-31", 12.51],
    [20240531253036, undefined, undefined],
    [1717158636, "2024-05-31", 12.51],
    [1717158636000, "2024-05-31", 12.51],
    [202413, undefined, undefined],
    [20241301, undefined, undefined],
    [12, undefined, undefined],
    [0.5, undefined, undefined],
    [-45443, undefined, undefined],
    [Number.NaN, undefined, undefined],
  ])("%d is %s at %s", (value, day, hours) => {
    const found = momentOfNumber(value);
    expect(found?.days === undefined ? undefined : dayText(found.days)).toBe(day);
    if (hours === undefined) expect(found?.hours).toBe(undefined);
    else expect(found?.hours).toBeCloseTo(hours, 9);
  });

  test("a mistaken day is still written as a day", () => expect(writingOf(20240631)).toBe("day"));
});

const day = (i: number) => new Date(Date.UTC(2024, 4, 28 + i));
const dense = (date: Date) => Number(date.toISOString().slice(0, 10).replaceAll("-", ""));

describe("numbers that are days", () => {
  test.each<[string, (i: number) => number, string]>([
    ["製造日", (i) => dense(day(i)), "days such as 20240528"],
    ["年月", (i) => 202401 + (i % 9), "months such as 202401"],
    ["日付", (i) => 45440 + i, "Excel's days such as 45440 (2024-05-28)"],
    ["date", (i) => 45440 + (i % 7), "Excel's days such as 45440 (2024-05-28)"],
    [
      "timestamp",
      (i) => 1716854400 + 86400 * (i % 9),
      "seconds since 1970 (UTC) such as 1716854400 (2024-05-28)",
    ],
  ])(
    "%s: left out with the setting that makes features of them, which answer other rows",
    (name, of, said) => {
      const table = tableOf({ [name]: range(12, of) });
      const left = fitEncoder(table);
      expect(left.leftOut).toEqual([{ name, why: `a time: ${said}` }]);
      expect(readingNotes(table, left, asProgram)).toEqual([
        `column ${name}: dates or times, left out; with dates: true they become numbers (weekday, hour, days since the first)`,
      ]);
      const encoder = fitEncoder(table, { dates: true });
      expect(encodedNames(encoder)).toContain(`${name}_days`);
      expect(readingNotes(table, encoder, asProgram)[0]).toContain(`column ${name}: ${said}, as days`);
      // The next lot, which writes its days another way.
      const next = (cells: Cells) => Array.from(encodeRows(tableOf({ [name]: cells }), encoder).data);
      expect(next([20240601, 20240602, 20240603])).toEqual(next(["2024-06-01", "2024年6月2日", "R6.6.3"]));
      expect(() => next([20240601, 20240631])).toThrow(
        `a.csv, row 2, column ${name}: 20240631 is not a date as those of the column`,
      );
      expect([...wrongRows(tableOf({ [name]: [20240601, 20240631] }), encoder)]).toEqual([
        [1, { column: name, reason: "20240631 is not a date" }],
      ]);
    },
  );

  test.each<[string, (i: number) => number]>([
    ["pressure", (i) => 45440 + ((i * 7) % 12)],
    ["pressure", (i) => 202401 + ((i * 5) % 9)],
    ["elapsed_ms", (i) => 20000 + ((i * 7) % 12)],
    ["平日", (i) => 45440 + ((i * 7) % 12)],
    ["日数", (i) => 45440 + ((i * 7) % 12)],
  ])("%s holds numbers that could be days, and no name that says so", (name, of) => {
    expect(fitEncoder(tableOf({ [name]: range(12, of) })).columns).toContainEqual({ kind: "number", name });
  });
});

describe("columns of the calendar are said in one line", () => {
  const notes = (columns: Readonly<Record<string, Cells>>, features?: string[]) => {
    const table = tableOf(columns);
    return calendarNotes(table, fitEncoder(table), { features });
  };
  const rest = "when in the calendar a row was made, and nothing is learned of the next lot's; leave";

  test.each<[string, (i: number) => string | number, string]>([
    ["月", (i) => 4 + (i % 3), "4 to 6"],
    ["測定月", (i) => 4 + (i % 3), "4 to 6"],
    ["Month", (i) => 4 + (i % 3), "4 to 6"],
    ["week", (i) => 14 + (i % 5), "14 to 18"],
    ["年", (i) => 2023 + (i % 2), "2023 to 2024"],
    ["year", (i) => 1990 + ((i * 7) % 20), "1990 to 2009"],
    ["日", (i) => 1 + ((i * 7) % 20), "1 to 20"],
    ["月", (i) => `${4 + (i % 3)}月`, "4月, 5月, 6月"],
    ["m", (i) => ["Apr", "May", "Jun"][i % 3]!, "Apr, May, Jun"],
    ["四半期", (i) => `Q${1 + (i % 2)}`, "Q1, Q2"],
    ["年度", (i) => `令和${5 + (i % 2)}年度`, "令和5年度, 令和6年度"],
  ])("%s", (name, of, shown) => {
    expect(notes({ [name]: range(40, of) })).toEqual([
      `column ${name} (${shown}) says ${rest} it out with drop: ["${name}"]`,
    ]);
    expect(notes({ [name]: range(40, of) }, ["w"])).toEqual([]);
  });

  test("of several columns together, and of months that can be read as dates with how", () => {
    expect(notes({ 年: range(40, (i) => 2023 + (i % 2)), 月: range(40, (i) => 4 + (i % 3)) })).toEqual([
      `columns 年 (2023 to 2024) and 月 (4 to 6) say ${rest} them out with drop: ["年","月"]`,
    ]);
    expect(notes({ 月: range(40, (i) => `2024年${4 + (i % 2)}月`) })).toEqual([
      `column 月 (2024年4月, 2024年5月) says ${rest} it out with drop: ["月"], or make numbers of it with dates: true`,
    ]);
  });

  test.each<[string, (i: number) => string | number]>([
    // The next lot's months are among them.
    ["月", (i) => 1 + (i % 12)],
    ["曜日", (i) => "月火水木金土日"[i % 7]!],
    ["weekday", (i) => i % 7],
    ["month", (i) => (i % 5) / 2],
    ["日数", (i) => 1 + (i % 5)],
    ["year", (i) => 1 + (i % 5)],
    ["grade", (i) => ["A", "B"][i % 2]!],
    ["size", (i) => ["1/2", "3/4"][i % 2]!],
    ["part", (i) => ["Q1", "Q2"][i % 2]!],
    ["station", (i) => ["W1", "W2"][i % 2]!],
    ["休日", (i) => i % 2],
  ])("%s says nothing of the kind", (name, of) => {
    expect(notes({ [name]: range(60, of) })).toEqual([]);
  });
});

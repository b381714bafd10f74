import { describe, expect, test } from "vitest";
import { isDateAmongNumbers, isDateMade } from "../../../../src/data/columns/cells/excelHabits.ts";
import { mendOf } from "../../../../src/data/columns/notNumbers.ts";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";

const notes = async (name: string, cells: readonly string[]): Promise<readonly string[]> =>
  (
    await readCsv([`${name},label`, ...cells.map((cell, i) => `${cell},${i % 2 ? "OK" : "NG"}`)].join("\n"), {
      name: "a.csv",
    })
  ).traits.notes ?? [];

describe("dates that Excel made of codes", () => {
  test.each(["1-Feb", "12-Dec", "Feb-01", "2月1日", "12月31日"])("%s is one", (cell) => {
    expect(isDateMade(cell)).toBe(true);
    expect(mendOf(cell)).toBe(
      "Excel makes dates of what looks like one, such as 1/2 or 2-1: write the number that was typed",
    );
  });
  test.each(["A-1", "1-2", "Feb", "Februa", "1-Foo", "3月", "10日"])("%s is none", (cell) => {
    expect(isDateMade(cell)).toBe(false);
  });
  test("a whole date among numbers is one", () => {
    expect(isDateAmongNumbers("2024-02-01")).toBe(true);
    expect(isDateAmongNumbers("2024/2/1")).toBe(true);
  });

  test("among codes they are said", async () => {
    expect(await notes("code", ["A-1", "1-Feb", "A-3", "A-4", "2月3日"])).toEqual([
      "a.csv, row 2 (line 3), column code: 2 of 5 cells are dates (1-Feb); Excel makes dates of what looks like one, such as 1/2 or 2-1, so type them again as text",
    ]);
  });

  test("a column of dates is none of it", async () => {
    expect(await notes("day", ["1-Feb", "2-Feb", "3-Feb"])).toEqual([]);
  });
});

describe("codes that were saved in scientific notation", () => {
  test.each(["lot_id", "JAN", "製番", "シリアル番号", "serial no.", "partNo", "barcode"])(
    "in a column %s they are said",
    async (name) => {
      expect(await notes(name, ["1.23457E+11", "1.23458E+11", "NA", "4.9E+12"])).toContainEqual(
        `a.csv, row 1 (line 2), column ${name}: the code is 1.23457E+11 (and 2 more like it), as Excel saves long numbers that it shortened: the other digits are lost; take them from the source again, as text`,
      );
    },
  );

  test("among words too", async () => {
    expect(await notes("lot", ["lot-7", "1.23457E+11", "lot-9", "lot-8"])).toContainEqual(
      expect.stringContaining("row 2 (line 3), column lot: the code is 1.23457E+11, as Excel saves"),
    );
  });

  test.each([
    ["a measurement", "resistance", ["1.2E+12", "3.4E+12", "5.6E+12"]],
    ["codes with all their digits", "serial", ["123456789012", "123456789013", "123456789014"]],
    ["short codes", "serial", ["1200000", "1300000", "1400000"]],
  ])("%s is none of it", async (_, name, cells) => {
    expect((await notes(name, cells)).filter((note) => note.includes("Excel"))).toEqual([]);
  });
});

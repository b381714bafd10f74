import { describe, expect, test } from "vitest";
import { readCsv } from "../../../src/data/formats/csv/csv.ts";
import { groupCells, rowGroups } from "../../../src/data/rows/rowGroups.ts";
import { latestRows, rowTimes } from "../../../src/data/rows/rowTimes.ts";
import { groupKeys } from "../../../src/data/streams/groupKeys.ts";
import { Table } from "../../../src/data/table.ts";
import { asProgram } from "../../../src/errors.ts";
import { divisionNotes } from "../../../src/tasks/rows/cut.ts";
import type { Parts, Source } from "../../../src/tasks/rows/source.ts";

const column = (cells: readonly string[]) =>
  readCsv(`w,t\n${cells.map((cell, i) => `${i}.5,${cell}`).join("\n")}\n`, { name: "a.csv", header: true });

/** The rows in the order of their times. */
const order = (times: Float64Array) => Array.from(times.keys()).sort((a, b) => times[a]! - times[b]!);

describe("a time is a number or a date, as people write them", () => {
  test.each([
    ["numbers", ["30", "7", "100"], [1, 0, 2]],
    ["days and months in one column of numbers", ["20240301", "202402", "20240302"], [1, 0, 2]],
    ["days of Excel beside days", ["45352", "20231231", "45353"], [1, 0, 2]],
    ["ISO dates", ["2024-03-01", "2023-12-31", "2024-03-02"], [1, 0, 2]],
    ["with a time", ["2024-03-01 10:30", "2024-03-01 9:05", "2024-03-01 23:59:59.5"], [1, 0, 2]],
    ["in Japanese", ["2024年10月1日", "2024年9月30日", "2024年10月2日"], [1, 0, 2]],
    ["of an era", ["令和6年1月1日", "平成31年4月30日", "令和6年1月2日"], [1, 0, 2]],
    ["day first, since one can only be so", ["25/3/2024", "1/4/2023", "2/4/2024"], [1, 0, 2]],
    ["a time of the day", ["10:30", "9:05", "23:59"], [1, 0, 2]],
    ["with T and Z", ["2024-01-02T00:00:00Z", "2024-01-01T23:00:00Z", "2024-01-02T00:00:01Z"], [1, 0, 2]],
  ])("%s", async (_, cells, wanted) => {
    expect(order(rowTimes(await column(cells), "t"))).toEqual(wanted);
  });

  test("whose order nobody can tell is asked for", async () => {
    const table = await column(["1/4/2023", "2/3/2024", "5/6/2024"]);
    expect(() => rowTimes(table, "t")).toThrow("dateOrder");
    expect(order(rowTimes(table, "t", "dmy"))).toEqual([0, 1, 2]);
    expect(order(rowTimes(await column(["5/1/2024", "1/4/2024", "2/3/2024"]), "t", "mdy"))).toEqual([
      1, 2, 0,
    ]);
  });

  test.each([
    [
      ["2024-01-01", "", "2024-01-03"],
      "a.csv, row 2 (line 3), column t: the time is missing; fill it in or delete the row",
    ],
    [
      ["red", "blue", "green"],
      "a.csv, column t: holds neither numbers nor dates, so it says no time; choose another with time",
    ],
  ])("%s", async (cells, message) => {
    const table = await column(cells);
    expect(() => rowTimes(table, "t")).toThrow(message);
  });
});

describe("the latest rows test", () => {
  test("as many as the share, in whatever order the file has them", () => {
    const times = [5, 1, 9, 3, 7, 2, 8, 4, 6, 0];
    expect(latestRows(times, 0.2)).toEqual({ test: [2, 6], train: [0, 1, 3, 4, 5, 7, 8, 9] });
    expect(latestRows(times, 0.25).test).toEqual([2, 4, 6]);
  });

  test("rows of one moment stay together, and the earliest is always learned from", () => {
    expect(latestRows([1, 1, 2, 2, 2, 3], 0.2).test).toEqual([2, 3, 4, 5]);
    expect(latestRows([1, 2, 2, 2, 2, 2], 0.9)).toEqual({ train: [0], test: [1, 2, 3, 4, 5] });
    expect(() => latestRows([4, 4, 4], 0.2)).toThrow("all rows are of one time, so that none are the latest");
  });

  test("a group is as late as its latest row", () => {
    const [times, groups] = [
      [1, 9, 2, 3, 4, 5],
      [7, 7, 8, 8, 9, 9],
    ];
    expect(latestRows(times, 0.3, groups)).toEqual({ test: [0, 1], train: [2, 3, 4, 5] });
  });
});

describe("rows of one group", () => {
  test("are those of one cell, to the letter", async () => {
    const groups = rowGroups(
      await readCsv("w,lot\n1,01\n2,1\n3,01\n4,1\n", { name: "a.csv", keep: ["lot"] }),
      "lot",
    )!;
    expect(groups[0]).toBe(groups[2]);
    expect(groups[1]).toBe(groups[3]);
    expect(groups[0]).not.toBe(groups[1]);
  });

  test("but for width and white space, whichever part of a file is read", async () => {
    const table = await readCsv("w,lot\n1,Ｌ０１\n2,L01\n3,L01 \n4,L02\n", { name: "a.csv" });
    expect(Array.from(rowGroups(table, "lot")!)).toEqual([1, 1, 1, 0]);
    expect(groupCells(table, "lot")).toEqual(["Ｌ０１", "Ｌ０１", "Ｌ０１", "L02"]);
    const keys = groupKeys(table, "lot", false);
    expect(keys.slice(0, 2)).toEqual(keys.slice(2, 4));
    const later = await readCsv("w,lot\n2,L01\n4,L02\n", { name: "a.csv" });
    expect(groupKeys(later, "lot", false)).toEqual(keys.slice(4, 8));
  });

  test("are counted as the column has them, though copies go with one another", () => {
    const lots = ["a", "a", "b", "b", "c", "c"];
    const table = new Table(new Map([["lot", { kind: "text", values: lots }]]), [
      { file: "a.csv", rows: 6, groups: ["p", "q", "q", "r", "s", "t"] },
    ]);
    const groups = rowGroups(table, "lot")!;
    expect(new Set(groups).size).toBe(2);
    const rows = (...of: number[]) => ({ features: { shape: [of.length, 1], data: Float64Array.from(of) } });
    const source = { table, groups, roles: { group: "lot" }, label: "label" } as unknown as Source;
    const parts = { train: rows(4, 5), test: rows(0, 1, 2, 3) } as unknown as Parts;
    expect(divisionNotes(source, parts, asProgram)).toEqual(["3 groups by column lot stay whole: 2 tested"]);
  });

  test("and those that the table knows to be one, or both by way of others", () => {
    const lots = ["a", "b", "b", "c", "d"];
    const same = ["p", "p", "q", "q", "r"];
    const table = new Table(new Map([["lot", { kind: "text", values: lots }]]), [
      { file: "a.csv", rows: 5, groups: same },
    ]);
    const groups = Array.from(rowGroups(table, "lot")!);
    expect(new Set(groups.slice(0, 4)).size).toBe(1);
    expect(groups[4]).not.toBe(groups[0]);
    expect(new Set(rowGroups(table, undefined)!).size).toBe(3);
  });

  test("without one are refused", async () => {
    const table = await readCsv("w,lot\n1,A\n2,\n3,B\n", { name: "a.csv" });
    expect(() => rowGroups(table, "lot")).toThrow(
      'a.csv, row 2 (line 3), column lot: the group is missing; fill it in or delete the row, or leave such rows out with missing: "drop"',
    );
  });
});

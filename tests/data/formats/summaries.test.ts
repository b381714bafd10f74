import { expect, test } from "vitest";
import { readCsv } from "../../../src/data/formats/csv/csv.ts";
import { labelRank } from "../../../src/data/rows/chooseLabel.ts";

const parts = [1, 2, 3, 4, 5, 6].map((i) => `P${i},${i}.5,${20 + i},${i % 2 ? "OK" : "NG"}`);
const csv = (...lines: string[]) => ["part,d,h,判定", ...lines].join("\n");

test.each([
  [
    "小計 midway",
    csv(...parts.slice(0, 3), "小計,7.5,66,", ...parts.slice(3)),
    "line 5 is a total or a mean (小計, 7.5, 66), not a row; if it is one, call it otherwise",
  ],
  [
    "limits on top",
    csv("USL,9,30,", "LSL,1,10,", ...parts),
    "lines 2 and 3 are limits or targets (USL, 9, 30), not rows; if they are, call them otherwise",
  ],
  [
    "規格値",
    csv("規格値,5,25,", ...parts),
    "line 2 is a limit or a target (規格値, 5, 25), not a row; if it is one, call it otherwise",
  ],
  [
    "a lot's own total",
    csv(...parts.slice(0, 3), "L1 小計,7.5,66,", ...parts.slice(3)),
    "line 5 is a total or a mean (L1 小計, 7.5, 66), not a row; if it is one, call it otherwise",
  ],
  [
    "means without a word",
    csv(...parts, ",4,23.5,"),
    "line 8 has no name, and its numbers are the sums or means of those above: it is a total (4, 23.5), not a row; if it is one, name it",
  ],
  [
    "sums without a word",
    csv(...parts, ",24,141,"),
    "line 8 has no name, and its numbers are the sums or means of those above: it is a total (24, 141), not a row; if it is one, name it",
  ],
  [
    "a word in the label alone",
    csv(...parts, ",4,23.5,平均"),
    "line 8 is a total or a mean (4, 23.5, 平均), not a row; if it is one, call it otherwise",
  ],
  [
    "a word in the label beside a part",
    csv(...parts, "P1,24,141,合計"),
    "line 8 is a total or a mean (P1, 24, 141, 合計), not a row; if it is one, call it otherwise",
  ],
  [
    "小計 midway, cut short",
    csv(...parts.slice(0, 3), "小計,7.5", ...parts.slice(3)),
    "line 5 is a total (小計, 7.5), not a row",
  ],
])("a row that sums up or says limits is left out and said: %s", async (_, text, said) => {
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.rows).toBe(6);
  expect(table.traits.notes).toEqual([`a.csv: ${said}`]);
  expect(table.where(5)).toMatch(/line [89]|line 7/);
});

test("a column of numbers is one again without the word among them", async () => {
  const text = ["no,d,h", ...[1, 2, 3, 4].map((i) => `${i},${i}.5,${i}`), "平均,3,2.5", "5,5.5,5"].join("\n");
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.column("no")).toMatchObject({ kind: "number", values: Float64Array.of(1, 2, 3, 4, 5) });
});

test.each([
  ["an id that contains the word", csv(...parts.map((row) => `Total-${row}`))],
  ["a category", csv(...parts.map((row, i) => row.replace(/^P\d/, i % 2 ? "Max" : "Min")))],
  [
    "a category whose row lacks a label",
    csv(...parts.map((row, i) => row.replace(/^P\d/, i % 2 ? "Max" : "A")), "Max,3,4,"),
  ],
  ["a part without a label", csv(...parts, "P7,4,23.4,")],
  ["a class that is called so", csv(...parts, "P7,4,23.9,平均")],
  ["numbers that are no sums", csv(...parts, ",4,23.9,")],
])("what only looks like one stays a row: %s", async (_, text) => {
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.rows).toBe(text.split("\n").length - 1);
});

test.each([
  "Bewertung",
  "Ergebnis",
  "Klasse",
  "Befund",
  "Résultat",
  "结果",
  "类别",
  "标签",
  "판정",
  "판정 결과",
  "ﾊﾝﾃｲ",
  "ｹｯｶ",
  "ＬＡＢＥＬ",
])("%s is a label's name", (name) => {
  expect(labelRank(name)).toBeDefined();
});

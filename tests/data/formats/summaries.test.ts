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

const whole = Array.from(
  { length: 12 },
  (_, i) => `${"ABC"[i % 3]},${12 + ((i * 7) % 12) / 100},${1400 + ((i * 5) % 12)},${i % 4 ? "OK" : "NG"}`,
);
const sums = "144.66,16866";
const wholeCsv = (...lines: string[]) => ["工程,d,h,判定", ...lines].join("\n");
const found = (line: string, what: string, cells: string) =>
  `${line} ${what === "total" ? "is a total or a mean" : "is a limit or a target"} (${cells}), not a row; if it is one, call it otherwise`;

test.each([
  ["Razem", sums],
  ["Итого", sums],
  ["Всего", sums],
  ["Średnia", "12.055,1405.5"],
  ["Среднее", "12.06,1405.5"],
  ["Celkem", sums],
  ["Somme", sums],
  ["Totale", sums],
  ["Media", "12.06,1405.5"],
  ["小計", sums],
  ["4月計", sums],
  ["A班計", sums],
  ["累計", sums],
  ["総計", sums],
  ["Subtotal", sums],
  ["Zwischensumme", "144.7,16900"],
  ["最大", "12.11,1411"],
  ["最小", "12,1400"],
])("a whole row is left out where its numbers show it: %s, %s", async (word, figures) => {
  const text = wholeCsv(...whole, `${word},${figures},OK`, "A,12.02,1402,OK");
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.traits.notes).toEqual([
    `a.csv: ${found("line 14", "total", `${word}, ${figures.replace(",", ", ")}, OK`)}`,
  ]);
  expect(table.rows).toBe(13);
});

test("decimal commas are read, and a total of all is known behind those of parts", async () => {
  const comma = (row: string) => row.replaceAll(",", ";").replaceAll(".", ",");
  const rows = [
    ...whole.slice(0, 6),
    "小計,72.27,8433,OK",
    ...whole.slice(6),
    "小計,72.39,8433,OK",
    `総計,${sums},NG`,
    "A,12.02,1402,OK",
  ];
  const six = (from: number, k: number) =>
    whole.slice(from, from + 6).reduce((sum, row) => sum + Number(row.split(",")[k]), 0);
  rows[6] = `小計,${six(0, 1).toFixed(2)},${six(0, 2)},OK`;
  rows[13] = `小計,${six(6, 1).toFixed(2)},${six(6, 2)},OK`;
  const table = await readCsv([comma("工程,d,h,判定"), ...rows.map(comma)].join("\n"), { name: "a.csv" });
  expect(table.rows).toBe(13);
  expect(table.traits.notes).toHaveLength(1);
});

test.each([
  ["規格上限", "規格下限"],
  ["USL", "LSL"],
])("whole rows that are limits are left out: %s, %s", async (upper, lower) => {
  const text = wholeCsv(`${upper},12.105,1412,OK`, "規格値,12.05,1405,OK", `${lower},11,1300,OK`, ...whole);
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.rows).toBe(12);
  expect(table.traits.notes).toEqual([
    `a.csv: lines 2 to 4 are limits or targets (${upper}, 12.105, 1412, OK), not rows; if they are, call them otherwise`,
  ]);
});

test.each([
  ["a limit or a target", "規格値,12.05,1405,OK"],
  ["a total or a mean", "Razem,12.11,1400,OK"],
])("a whole row whose numbers do not show it is kept, and said: %s", async (what, row) => {
  const table = await readCsv(wholeCsv(row, ...whole), { name: "a.csv" });
  expect(table.rows).toBe(13);
  expect(table.traits.notes).toEqual([
    `a.csv: line 2 (${row.replaceAll(",", ", ")}) looks like ${what} and stays a row, for no cell is empty and its numbers do not show it; if it is none, delete it`,
  ]);
});

test.each([
  ["an instrument", ["温度計,12.01,1400,OK", "流量計,12.03,1401,NG", "時計,12,1402,OK"]],
  ["a setting of several rows", ["Max,12.11,1400,OK", "Max,12.02,1411,OK", "Max,12.05,1405,NG"]],
])("nothing is said of what no one doubts: %s", async (_, rows) => {
  const table = await readCsv(wholeCsv(...whole, ...rows), { name: "a.csv" });
  expect(table.rows).toBe(15);
  expect(table.traits.notes ?? []).toEqual([]);
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

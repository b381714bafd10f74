import { expect, test } from "vitest";
import { Translator } from "../../../src/report/words/catalogue/translator.ts";

const small = new Translator({
  "{!one}; {!other}": "{one}。{other}",
  "{*where}: {!what}": "{where}: {what}",
  "{file}, row {#row}": "{file} {row} 行目",
  'column "{name}" holds {#n} {row|rows}': "列「{name}」は {n} 行です",
  'leave "{name}" out': "「{name}」を外してください",
  "note   {*said}": "注意   {said}",
  "columns  {+columns}": "列     {columns}",
  "columns: {column} number": "{column} 数値",
  "{n} of {of} parts fail": "{of} 個中 {n} 個が不合格",
  "{!rates}, {!more}": "{rates}、{more}",
  "{~lines} {*what} ({cells}), not rows": "{lines}{what}（{cells}）",
  "lines {#a} to {#b}": "{a}〜{b} 行目",
  "lines {#a}, {#b} and {#n} more": "{a}、{b} 行目ほか {n} 行",
  "are totals": "は合計です",
  "the sheets {,names} are not read": "シート {names} は読みません",
  "and {#n} more": "ほか {n} 個",
  "(hidden)": "（非表示）",
  "the columns {&names} are alike": "列 {names} は同じです",
});

test.each([
  // whole lines, with one of two words
  ['column "a" holds 1 row', "列「a」は 1 行です"],
  ['column "a" holds 12,345 rows', "列「a」は 12,345 行です"],
  // within others, one after the other, and behind a place
  ['column "a" holds 2 rows; leave "a" out', "列「a」は 2 行です。「a」を外してください"],
  ['parts.csv, row 3: leave "a" out', "parts.csv 3 行目: 「a」を外してください"],
  ['note   column "a" holds 2 rows', "注意   列「a」は 2 行です"],
  ["columns  a number · serial number · x", "列     a 数値 · serial 数値 · x"],
  // what stands before and behind a line stays
  ['\n   column "a" holds 2 rows\nx', "\n   列「a」は 2 行です\nx"],
  ["3 of 50 parts fail, 1 of 2 parts fail", "50 個中 3 個が不合格、2 個中 1 個が不合格"],
  // lines by their numbers
  ["a.csv: lines 3 to 5 are totals (計, 1), not rows", "a.csv: 3〜5 行目は合計です（計, 1）"],
  [
    "lines 3, 9 and 4 more are totals (計; and 2 more), not rows",
    "3、9 行目ほか 4 行は合計です（計; and 2 more）",
  ],
  // lists of names
  ["the sheets a, number are not read", "シート a, number は読みません"],
  [
    "the sheets a (hidden), b (x) and 12 more are not read",
    "シート a（非表示）, b (x) ほか 12 個 は読みません",
  ],
  ["the columns a, b and c and d are alike", "列 a, b and c, d は同じです"],
])("%s", (english, other) => {
  expect(small.text(english)).toBe(other);
});

test.each([
  // a name stays as it is, whatever stands in it
  ['column "; leave "x" out" holds 2 rows', '列「; leave "x" out」は 2 行です'],
  ['column "a number" holds 2 rows', "列「a number」は 2 行です"],
  ['column "row 3: leave "b" out" holds 2 rows', '列「row 3: leave "b" out」は 2 行です'],
  // a line that is not known stays English, and so does one of which a part is not
  ["the disk is full", "the disk is full"],
  ['column "a" holds few rows', 'column "a" holds few rows'],
  ['leave "a" out; buy a disk', 'leave "a" out; buy a disk'],
  ["parts.csv, row 3: what", "parts.csv, row 3: what"],
])("%s is not put into other words than it has", (english, other) => {
  expect(small.text(english)).toBe(other);
});

test("a long line takes no longer than its length", () => {
  const names = Array.from({ length: 400 }, (_, i) => `c${i}`).join("; ");
  const began = process.cpuUsage();
  expect(small.text(`note   ${names}`)).toBe(`注意   ${names}`);
  expect(small.text(`columns  ${names.replaceAll(";", " number ·")}`)).toContain("c3 数値");
  const { user } = process.cpuUsage(began);
  expect(user / 1e6).toBeLessThan(1);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cellsOf } from "../../../../src/data/table.ts";
import { readTable } from "./book.ts";

const folder = join(import.meta.dirname, "../../../golden/excel");
const at = (name: string) => join(folder, name);
type Cell = string | number | boolean | null;
const expected: Cell[][] = JSON.parse(readFileSync(at("expected.json"), "utf8"));
const [names, ...rows] = expected as [string[], ...Cell[][]];

/** A cell as kiso has it, from what openpyxl read of the same file. */
function cellOf(row: number, k: number): string {
  let cell = rows[row]![k]!;
  // Merged cells hold the text of the one above.
  for (let above = row; cell === null && above >= 0; above--) cell = rows[above]![k]!;
  if (typeof cell === "boolean") return cell ? "True" : "False";
  return String(cell).replace(/(?<=^\d{4}-\d\d-\d\d) 00:00:00$/, "");
}

test.each(["libreoffice.xlsx", "libreoffice.ods"])("%s holds what openpyxl reads of it", async (name) => {
  const table = await readTable(at(name), name);
  expect(table.columnNames).toEqual(names);
  expect(table.rows).toBe(rows.length);
  for (const [k, column] of names.entries()) {
    const cells = cellsOf(table.column(column));
    // A format of zeros is text in the file alone; openpyxl reads the number, of which kiso keeps the text where it is an id.
    const isNumber = table.column(column).kind === "number";
    const found = cells.map((cell) => (cell === "" ? "#N/A" : isNumber ? String(Number(cell)) : cell));
    expect(found, column).toEqual(rows.map((_, row) => cellOf(row, k)));
  }
});

test("what is said of a sheet with everything in it", async () => {
  const { traits } = await readTable(at("libreoffice.xlsx"), "lot.xlsx");
  expect(traits.notes).toEqual([
    'lot.xlsx: the sheet 検査 is read; メモ holds cells too (sheet: "メモ" reads it)',
    "lot.xlsx: 1 hidden row and the hidden column G are read as well; delete them in the file to leave them out",
    "lot.xlsx: 18 cells that are merged with the one above hold its text (ロット)",
    "lot.xlsx: percentages are read as Excel keeps them, 12% as 0.12 (歩留り)",
    "lot.xlsx: durations are read as seconds, 0:01:30 as 90 (工程時間)",
    'lot.xlsx, column 外径(mm): 1 of 24 numbers is stored as text and is read as a number (C6: "9.75")',
  ]);
});

test("openpyxl's file is LibreOffice's, but for the formulas", async () => {
  const [theirs, ours] = [await readTable(at("libreoffice.xlsx")), await readTable(at("openpyxl.xlsx"))];
  for (const name of names.filter((one) => one !== "外径の二乗"))
    expect(ours.column(name), name).toEqual(theirs.column(name));
});

test("formulas without a result are an error, not empty cells", async () => {
  await expect(readTable(at("openpyxl-formulas.xlsx"), "lot.xlsx")).rejects.toThrow(
    "lot.xlsx, sheet 検査, cell J2: holds a formula without its result, which a program wrote that does not calculate; open the file in Excel or LibreOffice and save it",
  );
});

test.each(["exceljs.xlsx", "sheetjs.xlsx"])("%s, by a JavaScript library", async (name) => {
  const table = await readTable(at(name), name);
  const cells = Object.fromEntries(table.columnNames.map((one) => [one, cellsOf(table.column(one))]));
  expect(cells.外径).toEqual(Array.from({ length: 12 }, (_, i) => String(10 + i / 8)));
  expect(cells.歩留り).toEqual(Array.from({ length: 12 }, (_, i) => String(i / 16)));
  expect(cells.測定日).toEqual(
    Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(2024, 1, 20 + i)).toISOString().slice(0, 10)),
  );
  expect(cells.再検).toEqual(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? "True" : "False")));
  expect(cells.判定).toEqual(Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? "不良品" : "良品")));
});

test("days that are counted from 1904", async () => {
  const table = await readTable(at("mac1904.xlsx"));
  expect(cellsOf(table.column("日付"))).toEqual([
    "1904-01-02 00:00:00",
    "2024-02-29 12:00:00",
    "2024-03-01 00:00:00",
  ]);
});

test.each([
  ["locked.xlsx", "is locked with a password"],
  [
    "libreoffice.xls",
    "is a workbook of Excel 97 to 2003 (.xls), which kiso does not read; open it in Excel or LibreOffice and save it as .xlsx",
  ],
])("%s is refused in one line", async (name, said) => {
  await expect(readTable(at(name), name)).rejects.toThrow(`${name}: ${said}`);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openCsvStream, readCsvFile } from "../../../../src/data/formats/csv/csvFile.ts";
import { cellsOf, type Table } from "../../../../src/data/table.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-margins-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, "a.csv");
  writeFileSync(path, text);
  return path;
}

const cells = (table: Table) =>
  Object.fromEntries([...table.columns].map(([name, column]) => [name, cellsOf(column)]));

const table = { x: ["1", "2"], label: ["a", "b"] };

describe("what Excel leaves around a table is no part of it", () => {
  test.each<[string, string, string]>([
    ["rows without a cell below", "x,label\n1,a\n2,b\n,\n,\n , \n", "a.csv, row 2 (line 3)"],
    ["below, their cells in quotation marks", 'x,label\n1,a\n2,b\n"",""\n', "a.csv, row 2 (line 3)"],
    ["rows without a cell above", ",\n,\nx,label\n1,a\n2,b\n", "a.csv, row 2 (line 5)"],
    ["columns without a cell to the right", "x,label,,\n1,a,,\n2,b,,\n", "a.csv, row 2 (line 3)"],
    ["the same, with spaces", "x,label, ,\n1,a,, \n2,b, ,\n", "a.csv, row 2 (line 3)"],
    ["the same, in quotation marks", '"x","label",""\n"1","a",""\n2,b,""\n', "a.csv, row 2 (line 3)"],
    ["a delimiter at the end of the rows alone", "x,label\n1,a,\n2,b,\n", "a.csv, row 2 (line 3)"],
    ["the line that tells Excel the delimiter", "sep=;\nx;label\n1;a\n2;b\n", "a.csv, row 2 (line 4)"],
    [
      "all of it with Windows' line ends",
      "sep=;\r\nx;label;\r\n1;a;\r\n2;b;\r\n;;\r\n",
      "a.csv, row 2 (line 4)",
    ],
  ])("%s", async (_, text, where) => {
    const read = await readCsvFile(file(text), "a.csv");
    expect(cells(read)).toEqual(table);
    expect(read.rows).toBe(2);
    expect(read.where(1)).toBe(where);
    const stream = await openCsvStream(file(text), {}, "a.csv");
    expect([stream.rows, stream.columnNames]).toEqual([2, ["x", "label"]]);
    for await (const { table: piece } of stream.read(0)) expect(cells(piece)).toEqual(table);
  });

  test("of a file without a header too", async () => {
    expect(cells(await readCsvFile(file("1,a,\n2,b,\n,,\n")))).toEqual({ x0: table.x, label: table.label });
  });

  test("far down a long file, and of lines of many digits", async () => {
    const digits = "0.1234567890123456";
    const rows = Array.from({ length: 200 }, (_, i) => `${digits}${i},${digits},`);
    const read = await readCsvFile(file(`x,y\n${rows.join("\n")}\n,,\n,,\n`));
    expect([read.rows, read.columnNames]).toEqual([200, ["x", "y"]]);
    expect(cells(read).y).toEqual(rows.map(() => String(Number(digits))));
  });

  test("a row without a cell within the table stays: its cells are missing", async () => {
    const read = await readCsvFile(file("x,label\n1,a\n,\n2,b\n"), "a.csv");
    expect(cells(read)).toEqual({ x: ["1", "", "2"], label: ["a", "", "b"] });
    expect(read.where(2)).toBe("a.csv, row 3 (line 4)");
  });
});

describe("what is none of that is refused", () => {
  test.each<[string, string, string]>([
    [
      "a cell below no name",
      "x,label,\n1,a,\n2,b,7\n",
      "a.csv, line 1: column 3 of the header has no name; name it or delete it",
    ],
    [
      "a name between no names",
      "x,,label\n1,2,a\n",
      "a.csv, line 1: column 2 of the header has no name; name it or delete it",
    ],
    [
      "a cell too many",
      "x,label\n1,a\n2,b,7\n",
      'a.csv, line 3: 3 cells, but the header has 2; mend or delete the line (a cell that holds "," needs quotation marks), or leave such lines out with onError: "skip"',
    ],
    ["nothing but delimiters", ",,\n,,\n", "a.csv: is empty; a CSV file has a header and rows of data"],
  ])("%s", async (_, text, message) => {
    await expect(readCsvFile(file(text), "a.csv")).rejects.toThrow(message);
  });
});

describe("a text as Excel's formulas write it is that text, in quotation marks or not, and said once", () => {
  const said = 'a.csv: 3 cells are texts as Excel\'s formulas write them, read as such (="00058" is 00058)';
  const codes = { code: ["00058", "7", "00123"], x: ["1", "2", "1"], label: ["a", "b", "a"] };

  test.each<[string, string]>([
    ["as it stands", 'code,x,label\n="00058",1,a\n="7",2,b\n="00123",1,a\n'],
    ["in quotation marks", 'code,x,label\n"=""00058""",1,a\n"=""7""",2,b\n"=""00123""",1,a\n'],
    ["both", 'code,x,label\r\n="00058",1,a\r\n"=""7""",2,b\r\n ="00123" ,1,a\r\n'],
    ["beside semicolons", 'code;x;label\n="00058";1;a\n="7";2;b\n="00123";1;a\n'],
    ["beside tabs", 'code\tx\tlabel\n="00058"\t1\ta\n="7"\t2\tb\n="00123"\t1\ta\n'],
    ["beside blanks", 'code x label\n="00058" 1 a\n="7" 2 b\n="00123" 1 a\n'],
  ])("%s", async (_, text) => {
    const read = await readCsvFile(file(text), "a.csv", { keep: ["code"] });
    expect(cells(read)).toEqual(codes);
    expect(read.traits.notes).toEqual([said]);
  });

  test("with delimiters, line ends and marks in it; the header, the label and every other cell too", async () => {
    const text = '="name",="grade"\n="1,5 ""x""","=""001"""\n="two\nlines",="01"\n=1+1,=""\n';
    const read = await readCsvFile(file(text), "a.csv", { learned: "grade" });
    expect(cells(read)).toEqual({ name: ['1,5 "x"', "two\nlines", "=1+1"], grade: ["001", "01", ""] });
  });

  test("streams read it alike", async () => {
    const text = 'code,x,label\n="00058",1,a\n="7",2,b\n"=""00123""",1,a\n';
    const stream = await openCsvStream(file(text), { keep: ["code"] }, "a.csv");
    expect(stream.notes).toEqual([said]);
    for await (const { table } of stream.read(0)) expect(cells(table)).toEqual(codes);
  });

  test.each([
    ['code,x\n="a"&"b",1\n', "a.csv, line 2: a quotation mark stands inside an unquoted cell"],
    ['code,x\n="a,1\nb,2\n', "a.csv, line 2: a quotation mark is never closed"],
  ])("%j is refused", async (text, message) => {
    await expect(readCsvFile(file(text), "a.csv")).rejects.toThrow(message);
  });
});

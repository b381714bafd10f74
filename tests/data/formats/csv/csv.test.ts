import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import type { Table } from "../../../../src/data/table.ts";

const cells = (table: Table) =>
  [...table.columns].map(([name, column]) => [
    name,
    ...("values" in column ? Array.from<unknown>(column.values) : []),
  ]);
const text = "幅,label\n1.5,良品\n2.5,不良品\n";
const wanted = [
  ["幅", 1.5, 2.5],
  ["label", "良品", "不良品"],
];
const shiftJis = Uint8Array.of(0x95, 0x9d, 0x2c, 0x79, 0x0a, 0x31, 0x2c, 0x97, 0xc7, 0x0a); // 幅,y / 1,良

test("text, bytes, a Blob and the File of a form are the same table", async () => {
  const bytes = new TextEncoder().encode(text);
  for (const csv of [text, bytes, bytes.buffer, new Blob([bytes]), new File([text], "a.csv")])
    expect(cells(await readCsv(csv))).toEqual(wanted);
});

test("a File's name tells tabs and gzip", async () => {
  expect(cells(await readCsv(new File(["a\tb\n1,5\t2\n"], "a.tsv")))).toEqual([
    ["a", "1,5"],
    ["b", 2],
  ]);
  expect(cells(await readCsv(new File([gzipSync(text)], "a.csv.gz")))).toEqual(wanted);
});

test("Shift_JIS is read again as what it is", async () => {
  expect(cells(await readCsv(shiftJis))).toEqual([
    ["幅", 1],
    ["y", "良"],
  ]);
});

test("a column that turns out to hold text is read again as text", async () => {
  const many = `x,label\n${"1,a\n".repeat(100)}007b,a\n`;
  const [[, first, ...rest]] = cells(await readCsv(many)) as [unknown[]];
  expect([first, rest.at(-1)]).toEqual(["1", "007b"]);
});

test("what is no CSV is refused, with its name", async () => {
  const refused = (csv: unknown, options?: object) =>
    readCsv(csv as string, options).catch(({ message }) => message);
  expect(await refused("a,b\n1,2,3\n", { name: "mine" })).toBe(
    'mine, line 2: 3 cells, but the header has 2; mend or delete the line (a cell that holds "," needs quotation marks), or leave such lines out with onError: "skip"',
  );
  expect(await refused("")).toMatch(/^the CSV: is empty/);
  expect(await refused(new File([""], "b.csv"))).toMatch(/^b\.csv: is empty/);
  expect(await refused([[1, 2]])).toMatch(/^readCsv takes text, bytes or a Blob/);
  expect(await refused(text, { nam: "x" })).toMatch(/did you mean "name"/);
  expect(await refused(new File([gzipSync(text).subarray(0, 20)], "a.csv.gz"))).toBe(
    "a.csv.gz: the gzip data is broken or cut short; get the file again",
  );
});

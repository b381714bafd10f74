import { describe, expect, test } from "vitest";
import type { HowToRead } from "../../../../src/data/reading.ts";
import { read } from "../csv/reads.ts";
import { book, readTable, rowsXml } from "../excel/book.ts";

// Two tables side by side in one sheet, with an empty column between: rows of both are never read as one in silence.

const head = ["width", "load", "verdict"];
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => [
    `${12 + (from + i) / 100}`,
    `${1400 + from + i}`,
    i % 3 === 0 ? "NG" : "OK",
  ]);
const machines = [["machine", "count"], ..."ABCDE".split("").map((name, i) => [name, `${10 + i}`])];
const empty = (width: number) => Array.from({ length: width }, () => "");

/** Blocks beside each other, `gap` empty columns between them; each begins in the row that it says. */
function beside(blocks: readonly (readonly string[][])[], { gap = 1, starts = [0, 0, 0] } = {}): string[][] {
  const height = Math.max(...blocks.map((block, k) => block.length + starts[k]!));
  return Array.from({ length: height }, (_, row) =>
    blocks.flatMap((block, k) => [
      ...(k === 0 ? [] : empty(gap)),
      ...(block[row - starts[k]!] ?? empty(block[0]!.length)),
    ]),
  );
}

const notRead = /, beside the table and behind an empty column, (is|are) not read; give it a file/;
const asOne = /, with an empty column between, are read as one table, row by row; if they are several/;

interface Case {
  readonly cells: string[][];
  readonly how?: HowToRead;
  /** what is read: names, rows */
  readonly names: readonly string[];
  readonly count: number;
  /** the first cell */
  readonly first: string;
  readonly said: readonly RegExp[];
}

const gone = (columns: string) => [new RegExp(`^a\\.csv: ${columns}${notRead.source}`)];
const cases: Readonly<Record<string, Case>> = {
  "two of the same names and rows: the first": {
    cells: beside([
      [head, ...rows(30)],
      [head, ...rows(30, 50)],
    ]),
    names: head,
    count: 30,
    first: "12",
    said: gone("columns 5 to 7 \\(width, load, verdict\\)"),
  },
  "two of the same names: the one with more rows": {
    cells: beside([
      [head, ...rows(12)],
      [head, ...rows(40, 50)],
    ]),
    names: head,
    count: 40,
    first: "12.5",
    said: gone("columns 1 to 3 \\(width, load, verdict\\)"),
  },
  "three of the same names, under titles": {
    cells: [
      ["Line A", "", "", "", "Line B", "", "", "", "Line C", "", ""],
      ...beside([
        [head, ...rows(20)],
        [head, ...rows(18, 20)],
        [head, ...rows(20, 50)],
      ]),
    ],
    names: head,
    count: 20,
    first: "12",
    said: [
      /^a\.csv: columns 5 to 7 .* and columns 9 to 11 .*, beside the table and behind an empty column, are not read/,
      /line 1 is a title \(Line A\), the header is line 2/,
    ],
  },
  "a short one to the right": {
    cells: beside([[head, ...rows(40)], machines]),
    names: head,
    count: 40,
    first: "12",
    said: gone("columns 5 and 6 \\(machine, count\\)"),
  },
  "a short one to the left, two columns away": {
    cells: beside([machines, [head, ...rows(40)]], { gap: 2 }),
    names: head,
    count: 40,
    first: "12",
    said: gone("columns 1 and 2 \\(machine, count\\)"),
  },
  "a short one that begins lower": {
    cells: beside([[head, ...rows(40)], machines], { starts: [0, 8] }),
    names: head,
    count: 40,
    first: "12",
    said: gone("columns 5 and 6 \\(machine, count\\)"),
  },
  "one of other names and two thirds of the rows": {
    cells: beside([
      [head, ...rows(30)],
      [["temp", "hum"], ...rows(20).map((row) => row.slice(0, 2))],
    ]),
    names: head,
    count: 30,
    first: "12",
    said: gone("columns 5 and 6 \\(temp, hum\\)"),
  },
  "figures without names": {
    cells: beside([
      [head, ...rows(40)],
      [
        ["mean", "12.5"],
        ["n", "40"],
      ],
    ]),
    names: head,
    count: 40,
    first: "12",
    said: gone("columns 5 and 6"),
  },
  "other names and as many rows: one table, said with the flag": {
    cells: beside([
      [head, ...rows(30)],
      [["temp", "hum"], ...rows(30, 3).map((row) => row.slice(0, 2))],
    ]),
    names: [...head, "Unnamed: 3", "temp", "hum"],
    count: 30,
    first: "12",
    said: [new RegExp(`${asOne.source}.*drop: \\["temp","hum"\\]|${asOne.source}.*drop`)],
  },
  "room between columns of one table": {
    cells: [["width", "", ...head.slice(1)], ...rows(20).map(([a, ...more]) => [a!, "", ...more])],
    names: ["width", "Unnamed: 1", "load", "verdict"],
    count: 20,
    first: "12",
    said: [],
  },
  "a remark here and there has a column": {
    cells: [[...head, "", "remark"], ...rows(20).map((row, i) => [...row, "", i % 6 === 5 ? "again" : ""])],
    names: [...head, "Unnamed: 3", "remark"],
    count: 20,
    first: "12",
    said: [],
  },
  "the columns that a model knows, though the other has more rows": {
    cells: beside([
      [head, ...rows(10)],
      [["temp", "hum"], ...rows(40).map((row) => row.slice(0, 2))],
    ]),
    how: { known: ["width", "load", "verdict"] },
    names: head,
    count: 10,
    first: "12",
    said: gone("columns 5 and 6 \\(temp, hum\\)"),
  },
  "a total below the table makes it no longer than its other columns": {
    cells: [
      ...beside([
        [head, ...rows(20)],
        [["temp", "hum"], ...rows(20, 3).map((row) => row.slice(0, 2))],
      ]),
      ["Total", "28190", "", "", "", ""],
      ["Mean", "1409.5", "", "", "", ""],
    ],
    names: [...head, "Unnamed: 3", "temp", "hum"],
    count: 20,
    first: "12",
    said: [asOne, /total/],
  },
};

describe("tables side by side in a CSV", () => {
  test.each(Object.entries(cases))("%s", async (_, { cells, how, names, count, first, said }) => {
    const found = await read(`${cells.map((row) => row.join(",")).join("\n")}\n`, how);
    expect(found.names).toEqual(names);
    expect(found.rows).toHaveLength(count);
    expect(found.rows[0]![0]).toBe(first);
    expect(found.notes).toHaveLength(said.length);
    for (const [i, line] of said.entries()) expect(found.notes[i]).toMatch(line);
  });

  test("quoted cells and semicolons are no matter, and lines keep their numbers", async () => {
    const cells = beside([[head, ...rows(40)], machines]);
    const text = cells
      .map((row) => row.map((cell) => (cell === "" ? "" : `"${cell}"`)).join(";"))
      .join("\r\n");
    const found = await read(`sep=;\r\n${text}\r\n`);
    expect(found.names).toEqual(head);
    expect(found.rows).toHaveLength(40);
    expect(found.notes).toEqual([expect.stringMatching(notRead)]);
  });
});

describe("the same in a workbook", () => {
  const there = (cell: string) => (cell === "" ? null : Number.isNaN(Number(cell)) ? cell : Number(cell));
  test.each(Object.entries(cases).filter(([name]) => !/remark/.test(name)))("%s", async (_, one) => {
    const sheet = rowsXml(one.cells.map((row) => row.map(there)));
    const table = await readTable(await book({ sheets: { a: sheet } }), "book.xlsx", one.how ?? {});
    expect(table.columnNames).toEqual(one.names.filter((name) => !name.startsWith("Unnamed")));
    expect(table.rows).toBe(one.count);
    const notes = (table.traits.notes ?? []).filter((note) => note.includes("empty column"));
    expect(notes).toHaveLength(one.said.filter(({ source }) => source.includes("empty column")).length);
  });
});

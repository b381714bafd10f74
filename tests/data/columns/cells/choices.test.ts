import { describe, expect, test } from "vitest";
import { readingNotes } from "../../../../src/data/columns/cells/readingNotes.ts";
import { encodedNames, encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import type { Table } from "../../../../src/data/table.ts";
import { asProgram } from "../../../../src/errors.ts";

const tableOf = (cells: readonly string[]): Promise<Table> =>
  readCsv(
    ["w,d,label", ...cells.map((cell, i) => `${(i * 7) % 5},${cell},${i % 2 ? "a" : "b"}`)].join("\n"),
    {
      name: "a.csv",
    },
  );
/** n rows of these in turn, mixed as a running number would not be. */
const turns = (n: number, ...cells: string[]) =>
  Array.from({ length: n }, (_, i) => cells[Math.floor(i / cells.length + i) % cells.length]!);

describe("a few numbers and words that come again and again are categories", () => {
  test.each<[string, string[], string]>([
    ["doors of UCI's car.data", ["2", "3", "4", "5more"], 'numbers (2, 3, 4) and words ("5more")'],
    ["its persons", ["2", "4", "more"], 'numbers (2, 4) and words ("more")'],
    ["children of UCI's nursery.data", ["1", "2", "3", "more"], 'numbers (1, 2, 3) and words ("more")'],
    ["dependents of a loan", ["0", "1", "2", "3+"], 'numbers (0, 1, 2) and words ("3+")'],
    ["years of work", ["1", "2", "3", "<1", "10+"], 'numbers (1, 2, 3) and words ("10+", "<1")'],
    ["lines", ["1", "2", "3", "rework"], 'numbers (1, 2, 3) and words ("rework")'],
    ["floors", ["1", "2", "3", "4", "5", "6", "B1", "B2"], 'numbers (1, 2, 3, 4, …) and words ("B1", "B2")'],
    ["in Japanese", ["0", "1", "2", "3以上"], 'numbers (0, 1, 2) and words ("3以上")'],
  ])("%s", async (_, cells, said) => {
    const table = await tableOf(turns(120, ...cells));
    const encoder = fitEncoder(table, { label: "label" });
    expect(encodedNames(encoder).slice(1).sort()).toEqual(cells.map((cell) => `d=${cell}`).sort());
    expect(readingNotes(table, encoder, asProgram)).toEqual([
      `column d: ${said}, each again and again, read as categories; if they are amounts, write a number for each word, or leave them out with drop: ["d"]`,
    ]);
    // A lot of numbers alone is read alike.
    const [number] = cells;
    const next = encodeRows(
      await tableOf([number!, number!, cells[1]!]),
      JSON.parse(JSON.stringify(encoder)),
    );
    const places = encodedNames(encoder);
    expect(Array.from(next.data.subarray(0, places.length))).toEqual(
      places.map((name) => Number(name === `d=${number}`)),
    );
  });

  test.each<[string, string[], string]>([
    ["a slip", [...turns(100, "1", "2", "3", "4"), "O", "1"], '"O" is not a number'],
    ["a slip that comes again", [...turns(100, "1", "2", "3", "4"), "O", "O", "O"], '"O" is not a number'],
    ["a limit of measurement", turns(100, "1", "2", "3", "ND"), '"ND" tells a limit, not a number'],
    [
      "a limit among decimals",
      turns(100, "0.1", "0.2", "0.3", "<0.05"),
      '"<0.05" tells a limit, not a number',
    ],
    ["a unit", turns(100, "1", "2", "3", "4 mm"), '"4 mm" is written with mm'],
    ["a scale", turns(100, "1", "2", "3", "4k"), '"4k" is written with k'],
    ["decimals", turns(100, "1.5", "2.5", "3.5", "big"), '"big" is not a number'],
    [
      "many numbers",
      turns(100, ...Array.from({ length: 25 }, (_, i) => String(i)), "more"),
      '"more" is not a number',
    ],
    ["few rows", turns(8, "1", "2", "3", "more"), '"more" is not a number'],
  ])("%s is a mistake as before", async (_, cells, message) => {
    const table = await tableOf(cells);
    expect(() => fitEncoder(table, { label: "label" })).toThrow(message);
  });

  test.each([
    ["status of an account", ["<0", "0<=X<200", ">=200", "no checking"]],
    ["doors in words", ["two", "four"]],
    ["machines", ["1A", "1B", "2A"]],
  ])("%s are categories without a word", async (_, cells) => {
    const table = await tableOf(turns(60, ...cells));
    const encoder = fitEncoder(table, { label: "label" });
    expect(encoder.columns[1]!.kind).toBe("category");
    expect(readingNotes(table, encoder, asProgram)).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { readFraction } from "../../../../src/data/columns/cells/numerals.ts";
import { readingNotes } from "../../../../src/data/columns/cells/readingNotes.ts";
import { encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { asProgram } from "../../../../src/errors.ts";

/** Forty rows of a column `name` whose cells come again and again, beside a number and a label. */
const tableOf = (name: string, cells: readonly string[], more = "z") =>
  readCsv(
    [
      [more, name, "label"],
      ...Array.from({ length: 40 }, (_, i) => [
        ((i * 37) % 11) / 8,
        cells[i % cells.length],
        i % 2 ? "OK" : "NG",
      ]),
    ]
      .map((row) => row.join(";"))
      .join("\n"),
    { name: "a.csv" },
  );

async function notesOf(name: string, cells: readonly string[], more?: string): Promise<string[]> {
  const table = await tableOf(name, cells, more);
  return readingNotes(table, fitEncoder(table, { label: "label" }), asProgram);
}

describe("fractions of a ruler are numbers, said", () => {
  test.each<[what: string, cells: readonly string[], values: readonly number[], line: string]>([
    [
      "mixed",
      ["2 1/2", "1 3/4", "3", "5/8"],
      [2.5, 1.75, 3, 0.625],
      'fractions, read as numbers ("2 1/2" is 2.5)',
    ],
    ["joined", ["2-1/2", "1-1/16"], [2.5, 1.0625], 'fractions, read as numbers ("2-1/2" is 2.5)'],
    ["in one character", ["2½", "¾"], [2.5, 0.75], 'fractions, read as numbers ("2½" is 2.5)'],
    [
      "inches",
      ["3/8 in", "1/2 in", "2 in"],
      [0.375, 0.5, 2],
      'fractions with "in", read as numbers ("3/8 in" is 0.375)',
    ],
    [
      "inches by a sign",
      ["3/8″", "1 1/4″"],
      [0.375, 1.25],
      'fractions with "″", read as numbers ("3/8″" is 0.375)',
    ],
  ])("%s", async (_, cells, values, line) => {
    const table = await tableOf("size", cells);
    const encoder = fitEncoder(table, { label: "label" });
    const { data } = encodeRows(table, encoder);
    expect(values.map((_, i) => data[2 * i + 1])).toEqual(values);
    expect(readingNotes(table, encoder, asProgram)).toEqual([`column size: ${line}`]);
    // A model keeps the reading.
    const next = await tableOf("size", [cells[1]!, cells[0]!]);
    expect(encodeRows(next, JSON.parse(JSON.stringify(encoder))).data[1]).toBe(values[1]);
  });

  test.each(["3/3", "5/2", "1/2/3", "A1/2", "1/2 + 1", "1/0"])("%s is none", (cell) => {
    expect(readFraction(cell)).toBeUndefined();
  });
});

describe("amounts that are taken for words are said", () => {
  const categories = "read as categories, without an order";
  test.each<[cells: readonly string[], line: string]>([
    [["1-7", "8-15", ">30"], `ranges such as "1-7" and "8-15", ${categories}; write their middle`],
    [["10~20", "20〜30", "30～40"], `ranges such as "10~20" and "20〜30", ${categories}`],
    [["10–20 mm", "20–30 mm"], `ranges such as "10–20 mm" and "20–30 mm", ${categories}`],
    [["10 to 20", "20 to 30"], `ranges such as "10 to 20" and "20 to 30", ${categories}`],
    [["20歳〜29歳", "30歳〜39歳"], `ranges such as "20歳〜29歳" and "30歳〜39歳", ${categories}`],
    [
      ["<0.5", ">=3", "≤1"],
      `limits such as "<0.5" and ">=3", ${categories}; write the number that is to stand`,
    ],
    [["10以上", "5未満"], `limits such as "10以上" and "5未満", ${categories}`],
    [["3/8", "1/2", "3/4"], `fractions such as "3/8" and "1/2", ${categories}; write them as decimals`],
    [
      Array.from({ length: 40 }, (_, i) => `${i}-${i + 3}`),
      'ranges such as "0-3" and "1-4", read as words, and left out; write their middle, or both ends in two columns, if they are to be amounts',
    ],
  ])("%j", async (cells, line) => {
    expect(await notesOf("size", cells)).toEqual([expect.stringContaining(`column size: ${line}`)]);
  });

  test.each<[what: string, name: string, cells: readonly string[]]>([
    ["colours", "colour", ["red", "blue"]],
    ["scores", "score", ["3-1", "0-2", "1-1"]],
    ["codes", "part", ["A-1", "A-2", "B-1"]],
    ["codes with zeros", "part", ["01-12", "02-15", "03-20"]],
    ["part numbers", "part_no", ["1-7", "2-9"]],
    ["yes and no", "ok?", ["yes", "no"]],
    ["one range among words", "age", ["young", "old", "20-30"]],
    ["sizes", "size", ["S", "M", "L"]],
    ["shifts", "shift", ["1st", "2nd"]],
  ])("%s are not", async (_, name, cells) => {
    expect(await notesOf(name, cells)).toEqual([]);
  });
});

describe("a column of units beside numbers that are in several", () => {
  test.each<[name: string, beside: string, cells: readonly string[]]>([
    ["unit", "value", ["mm", "inch"]],
    ["Units", "value", ["kg", "g"]],
    ["単位", "測定値", ["mm", "㎝"]],
    ["Einheit", "Wert", ["bar", "psi", "MPa"]],
    ["width_unit", "width", ["cm", "mm"]],
    ["u", "x", ["mm", "cm"]],
    ["uom", "temp", ["°C", "°F"]],
  ])("%s", async (name, beside, cells) => {
    expect(await notesOf(name, cells, beside)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^column ${name} says .* and .*: the numbers of column ${beside} beside it are not in one unit`,
        ),
      ),
    ]);
  });

  test.each<[what: string, name: string, cells: readonly string[]]>([
    ["one unit", "unit", ["mm"]],
    ["spellings of one", "unit", ["mm", "㎜"]],
    ["sizes", "size", ["S", "M", "L"]],
    ["letters", "class", ["m", "g"]],
    ["shops", "business unit", ["north", "south"]],
  ])("%s: nothing is said of", async (_, name, cells) => {
    expect((await notesOf(name, cells)).filter((note) => note.includes("one unit"))).toEqual([]);
  });
});

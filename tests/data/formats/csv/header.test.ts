import { describe, expect, test } from "vitest";
import { randomState } from "../../../../src/data/random/randomState.ts";
import type { HowToRead } from "../../../../src/data/reading.ts";
import { read, refusal } from "./reads.ts";

/** Rows of numbers of so many digits behind the point, and a class. */
function rowsOf(columns: number, { rows = 40, digits = 3, label = true, seed = 0 } = {}): string {
  const { uniform } = randomState(seed);
  const cell = () => (uniform(0, 1) * 6 - 2).toFixed(digits);
  return Array.from({ length: rows }, () => {
    const cells = Array.from({ length: columns }, cell);
    return [...cells, ...(label ? [uniform(0, 1) < 0.5 ? "ripe" : "raw"] : [])].join(",");
  }).join("\n");
}

/** Rows of whole numbers from 0 to 255, the class among the first or the last. */
function digits(at: "first" | "last", columns = 3): string {
  const { uniform } = randomState(7);
  return Array.from({ length: 30 }, (_, i) => {
    const cells = Array.from({ length: columns }, () => `${Math.floor(uniform(0, 256))}`);
    return (at === "first" ? [`${i % 3}`, ...cells] : [...cells, `${i % 3}`]).join(",");
  }).join("\n");
}

const taken = (why: string) =>
  `a.csv: line 1 is read as the header, ${why}; header: false takes it for a row`;
const left = (why: string) =>
  `a.csv: line 1 is read as a row, not as a header, ${why}; header: true takes it for the header`;

describe("a first row is the header", () => {
  test.each<[what: string, text: string, note?: string]>([
    ["words over numbers", `a,b,label\n${rowsOf(2)}\n`],
    ["words with numbers in them, over numbers", `1回目,2回目,判定\n${rowsOf(2)}\n`],
    ["dates over numbers", `2024-01-01,2024-01-02,label\n${rowsOf(2)}\n`],
    ["words over words", "色,判定\n赤,OK\n青,NG\n赤,OK\n"],
    ["words over one row of words", "色,判定\n赤,OK\n"],
    [
      "years",
      `2019,2020,2021,2022,2023\n${rowsOf(5, { label: false })}\n`,
      taken("for its numbers (2019 … 2023) are in a running order"),
    ],
    [
      "years, and one is left out",
      `2019,2020,2022\n${rowsOf(3, { label: false })}\n`,
      taken("for its numbers (2019, 2020, 2022) are in a running order"),
    ],
    [
      "years that fall",
      `2022,2021,2020,y\n${rowsOf(3)}\n`,
      taken("for its numbers (2022, 2021, 2020) are in a running order"),
    ],
    [
      "wavelengths",
      `400,402,404,406,label\n${rowsOf(4)}\n`,
      taken("for its numbers (400 … 406) are in a running order"),
    ],
    [
      "wavelengths with decimals",
      `400.5,401,401.5,label\n${rowsOf(3)}\n`,
      taken("for its numbers (400.5, 401, 401.5) are in a running order"),
    ],
    [
      "wavelengths here and there",
      `400,412,407,label\n${rowsOf(3)}\n`,
      taken("for its numbers (400, 412, 407) are far from those below"),
    ],
    [
      "what pandas makes up",
      `0,1,2\n${rowsOf(2, { digits: 2 }).replaceAll("ripe", "1").replaceAll("raw", "0")}\n`,
      taken("for its numbers (0, 1, 2) are in a running order"),
    ],
    [
      "the same of two columns",
      `0,1\n${rowsOf(2, { label: false })}\n`,
      taken("for its numbers (0, 1) are in a running order"),
    ],
    [
      "the same from 1",
      `1,2,3,4\n${rowsOf(4, { label: false })}\n`,
      taken("for its numbers (1 … 4) are in a running order"),
    ],
    [
      "what pandas makes up, over zeros and ones, beside a word",
      `0,1,label\n${"1,0,1\n0,0,1\n1,1,0\n".repeat(6)}`,
      taken("for its numbers (0, 1) are in a running order"),
    ],
    [
      "what pandas makes up, and one of it is no value of its column",
      `0,1,2\n${"5,3,1\n0,4,0\n2,2,1\n1,2,0\n".repeat(6)}`,
      taken("for its numbers (0, 1, 2) are in a running order"),
    ],
    [
      "years over amounts as large, beside a word of its own",
      `region,2019,2020,2021\n${"east,1950,2044,2080\nwest,2070,1990,2001\n".repeat(6)}`,
      taken("for its numbers (2019, 2020, 2021) are in a running order"),
    ],
    [
      "words beside years",
      `id,2019,2020,2021\n${rowsOf(4, { label: false })}\n`,
      taken("for its numbers (2019, 2020, 2021) are in a running order"),
    ],
    [
      "a label's name beside numbers in no order, over digits",
      `label,10,50,20\n${digits("first")}\n`,
      taken("though 10, 50, 20 stand over numbers"),
    ],
    ["the same behind them", `3,1,2,判定\n${digits("last")}\n`, taken("though 3, 1, 2 stand over numbers")],
    [
      "a label's name over words that come again",
      `1,2,3,result\n${"1,2,3,OK\n3,2,1,NG\n2,3,1,OK\n".repeat(6)}`,
      taken("though 1, 2, 3 stand over numbers"),
    ],
    [
      "a label's name beside the numbers of pixels",
      `label,${Array.from({ length: 20 }, (_, i) => i).join(",")}\n${digits("first", 20)}\n`,
      taken("for its numbers (0 … 19) are in a running order"),
    ],
    [
      "the copies that pandas makes of a name",
      `1,1.1,1.2,species\n${rowsOf(3, { digits: 1 })}\n`,
      taken("for its numbers (1, 1.1, 1.2) are in a running order"),
    ],
    [
      "one number and a name",
      `0,species\n${rowsOf(1)}\n`,
      taken("for its numbers (0) are whole over decimals"),
    ],
  ])("%s", async (_, text, note) => {
    const found = await read(text);
    expect(found).toMatchObject({ headerless: false, notes: note === undefined ? [] : [note] });
    expect(found.names).toEqual(text.slice(0, text.indexOf("\n")).split(","));
    // The other reading is one word away.
    const other = await read(text, { header: false });
    expect(other).toMatchObject({ headerless: true, notes: [] });
    expect(other.rows).toHaveLength(found.rows.length + 1);
  });
});

describe("a first row is a row", () => {
  test.each<[what: string, text: string, note?: string]>([
    ["numbers over numbers", `${rowsOf(3)}\n`],
    ["numbers alone", `${rowsOf(3, { label: false })}\n`],
    ["whole numbers in no order", "3,1,2\n1,3,2\n2,2,1\n3,3,3\n1,1,2\n2,1,3\n"],
    [
      "rows that all run",
      "1,2,3\n4,5,6\n7,8,9\n",
      left("though its numbers (1, 2, 3) are in a running order"),
    ],
    ["a counter and a clock", Array.from({ length: 30 }, (_, i) => `${i},${i * 10},${i * 100}`).join("\n")],
    [
      "letters that come again",
      "p,x,s,n\ne,x,s,y\ne,b,s,w\np,x,y,w\ne,x,s,g\np,x,s,n\n",
      left("for its words are those of the rows below"),
    ],
    [
      "a word among numbers of the first row alone",
      `5.1,six,1.4,ripe\n${rowsOf(3)}\n`,
      left("though words stand where other rows hold numbers"),
    ],
    [
      "whole numbers in a running order over decimals, beside a class that comes again",
      `1,2,3,ripe\n${rowsOf(3)}\n`,
      left("though its numbers (1, 2, 3) are in a running order, and whole over decimals"),
    ],
    [
      "another word over digits alone",
      `error,5,3,9\n${digits("first")}\n`,
      left("though words stand where other rows hold numbers"),
    ],
    ["zeros before the sensor wakes", `0,0,0,ripe\n${rowsOf(3)}\n`],
    ["one row that holds a number", "1.5,ripe\n"],
    [
      "whole numbers of a first row whose class comes again",
      "5,3,1,0,setosa\n4.9,3.1,1.4,0.2,setosa\n7.0,3.2,4.7,1.4,virginica\n",
    ],
    ["ages beside yes and no", "25,1,0\n31,0,1\n47,1,1\n52,0,0\n"],
    [
      "a first amount that is far from the others",
      "2019\n1.5\n2.5\n1.7\n",
      left("though its numbers (2019) are far from those below"),
    ],
  ])("%s", async (_, text, note) => {
    const found = await read(text);
    expect(found).toMatchObject({ headerless: true, notes: note === undefined ? [] : [note] });
    expect(found.rows[0]).toEqual(text.split("\n")[0]!.split(","));
    if (new Set(found.rows[0]).size === found.rows[0]!.length)
      expect(await read(text, { header: true })).toMatchObject({ headerless: false, names: found.rows[0] });
  });

  test("rows of measurements are rarely taken for names: 1 of 500 tables at most, and that is said", async () => {
    let wrong = 0;
    for (let seed = 0; seed < 500; seed++) {
      const [columns, digits, label] = [2 + (seed % 5), seed % 4, seed % 2 === 0];
      const found = await read(`${rowsOf(columns, { rows: 30, digits, label, seed })}\n`);
      if (found.headerless) continue;
      wrong++;
      expect(found.notes).toHaveLength(1);
    }
    expect(wrong).toBeLessThanOrEqual(1);
  });
});

describe("a model's file and the next one", () => {
  const known = ["2019", "2020", "y"];
  test.each<[what: string, text: string, how: HowToRead, headerless: boolean]>([
    [
      "names that a model knows, of numbers near those below",
      "2,5,3\n1,6,2\n4,4,4\n",
      { known: ["2", "5", "3"] },
      false,
    ],
    ["the same without the model", "2,5,3\n1,6,2\n4,4,4\n", {}, true],
    ["two of its names", `2019,2020\n${rowsOf(2, { label: false })}\n`, { known, header: true }, false],
    [
      "no header, where the model's file had one",
      `${rowsOf(3, { label: false })}\n`,
      { known: ["2019", "2020", "2021", "y", "z"], header: true },
      true,
    ],
    [
      "a header of words, where the model's file had none",
      `w,h\n${rowsOf(2, { label: false })}\n`,
      { known: ["x0", "x1", "label"], header: false },
      false,
    ],
    [
      "what could be either, as the model's file was: no header",
      "1,2,3\n4,5,6\n7,8,9\n",
      { known: ["x0", "x1", "label"], header: false },
      true,
    ],
  ])("%s", async (_, text, how, headerless) => {
    expect((await read(text, how)).headerless).toBe(headerless);
  });
});

test("a file without a header has the model's names where it has as many columns, or all but the label, and that is said", async () => {
  const known = ["w", "h", "label"];
  const said = (names: string) => [
    `a.csv: has no header; its columns are read as the model's, in their order: ${names}`,
  ];
  const all = await read(`${rowsOf(2)}\n`, { known });
  expect([all.names, all.notes, all.rows.length]).toEqual([known, said("w, h, label"), 40]);
  const bare = await read(`${rowsOf(2, { label: false })}\n`, { known });
  expect([bare.names, bare.notes, bare.rows.length]).toEqual([["w", "h"], said("w, h"), 40]);
  expect((await read(`${rowsOf(4)}\n`, { known })).headerless).toBe(true);
  // Numbers in order are rows to a model whose file had other names.
  const order = await read("1,2,3\n4,5,6\n7,8,9\n", { known: ["9", "8", "7"], header: true });
  expect([order.names, order.rows.length]).toEqual([["9", "8", "7"], 3]);
});

test("what was told is done, or refused", async () => {
  expect((await read("w,h\n1,2\n3,4\n", { header: false })).rows).toEqual([
    ["w", "h"],
    ["1", "2"],
    ["3", "4"],
  ]);
  expect(await refusal("w,h\n\n1,2\n", { header: 2 })).toBe(
    "a.csv: line 2 holds no header; header: 3 is the next line with cells",
  );
  expect(await refusal("w,h\n1,2\n", { header: 9 })).toBe(
    "a.csv: line 9 holds no header, nor does a line below; header: 1 is the first",
  );
});

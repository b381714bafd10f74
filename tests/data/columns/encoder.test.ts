import { readFileSync } from "node:fs";
import type { NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { encodedNames, fitEncoder, withoutCategories } from "../../../src/data/columns/encoder.ts";
import { countCells, mean, median, mode, selectRows } from "../../../src/data/columns/missing.ts";
import { unseenCategories } from "../../../src/data/columns/unseen.ts";
import { encode } from "../../../src/data/numpy/arrays.ts";
import { kFold, stratifiedKFold } from "../../../src/data/rows/folds.ts";
import { fitScaler } from "../../../src/data/rows/scale.ts";
import { toRows } from "../../../src/data/rows/toRows.ts";
import { type Column, Table } from "../../../src/data/table.ts";
import { balancedWeights } from "../../../src/train/rows/balance.ts";

/** Made by scikit-learn: tests/golden/tables.py */
const golden: {
  folds: { y: number[]; folds: number; seed: number; stratified: number[][]; plain: number[][] }[];
  weights: { y: number[]; weights: number[] }[];
  hot: { train: string[]; new: string[]; categories: string[]; encoded: number[][] };
  filled: { numbers: (number | null)[]; words: string[]; mean: number; median: number; mode: string };
} = JSON.parse(readFileSync(new URL("../../golden/tables.json", import.meta.url), "utf8"));

const tableOf = (columns: Record<string, (number | null)[] | string[]>): Table => {
  const made = Object.entries(columns).map(([name, cells]): [string, Column] => {
    if (cells.some((cell) => typeof cell === "string"))
      return [name, { kind: "text", values: cells as string[] }];
    return [
      name,
      { kind: "number", values: Float64Array.from(cells as number[], (cell) => cell ?? Number.NaN) },
    ];
  });
  const rows = Object.values(columns)[0]!.length;
  return new Table(new Map(made), [{ file: "a.csv", rows, lineOf: (row) => row + 2 }]);
};
const rowsOf = (matrix: NDArray): number[][] => matrix.tolist() as number[][];

describe("as scikit-learn", () => {
  test.each(golden.folds)(
    "StratifiedKFold($folds, random_state=$seed), row for row",
    ({ y, folds, seed, stratified, plain }) => {
      expect(stratifiedKFold(y, { folds, seed }).map((fold) => fold.test)).toEqual(stratified);
      const all = kFold(y.length, { folds, seed });
      expect(all.map((fold) => fold.test)).toEqual(plain);
      for (const { train, test: held } of all)
        expect([...train, ...held].sort((a, b) => a - b)).toEqual(y.map((_, row) => row));
    },
  );

  test.each(golden.weights)("compute_class_weight('balanced') of $y", ({ y, weights }) => {
    expect(balancedWeights(y, weights.length)).toEqual(weights);
  });

  test("a class without rows weighs 1 and changes no other weight", () => {
    expect(balancedWeights([0, 0, 0, 2], 3)).toEqual([4 / 6, 1, 2]);
  });

  test("OneHotEncoder(handle_unknown='ignore')", () => {
    const { hot } = golden;
    const table = (colour: string[]) => tableOf({ colour, x: colour.map((_, i) => i) });
    const encoder = fitEncoder(table(hot.train));
    expect(encodedNames(encoder)).toEqual([...hot.categories.map((name) => `colour=${name}`), "x"]);
    const encoded = rowsOf(encode(table(hot.new), encoder)).map((row) => row.slice(0, -1));
    expect(encoded).toEqual(hot.encoded);
    expect(unseenCategories(table(hot.new), encoder)).toMatchObject([
      { value: "mauve", where: "a.csv, row 2 (line 3), column colour", cells: 1 },
    ]);
  });

  test("SimpleImputer's mean, median and most frequent", () => {
    const { numbers, words, ...fill } = golden.filled;
    const values = Float64Array.from(numbers.filter((value) => value !== null));
    expect(mean(values)).toBeCloseTo(fill.mean, 12);
    expect(median(values)).toBe(fill.median);
    const encoder = fitEncoder(tableOf({ numbers, i: numbers.map((_, i) => i) }), { missing: "median" });
    expect(encoder.columns[0]).toEqual({ kind: "number", name: "numbers", fill: fill.median });
    const cells = words.filter((word) => word !== "");
    expect(mode(countCells(cells), [...new Set(cells)].sort())).toBe(fill.mode);
  });
});

describe("what a column is", () => {
  const n = 24;
  const index = Array.from({ length: n }, (_, i) => i);
  const whyOf = (name: string, cells: number[] | string[]) => {
    const { columns, leftOut } = fitEncoder(tableOf({ size: index.map((i) => i * 0.7), [name]: cells }));
    return leftOut[0]?.why ?? columns[1]!.kind;
  };
  test.each<[string, string, number[] | string[], string]>([
    ["fractions", "w", index.map((i) => i / 3), "number"],
    [
      "whole numbers in a row, whatever they are called",
      "hour",
      index,
      "an id: it rises by 1 from row to row",
    ],
    [
      "whole numbers that all differ, called an id",
      "part_id",
      index.map((i) => 7 * i),
      "an id: every row differs",
    ],
    ["an id in Japanese", "連番", index, "an id: every row differs"],
    ["an id that repeats", "id", index.map((i) => i >> 1), "an id: it rises from row to row"],
    ["an id of few is a measurement", "id", index.map((i) => i % 5), "number"],
    ["a constant", "batch", index.map(() => 7), "every row is 7"],
    ["a word that never changes", "site", index.map(() => "A"), "every row is A"],
    ["few words", "colour", index.map((i) => ["red", "blue", "green"][i % 3]!), "category"],
    ["true and false", "ok", index.map((i) => String(i % 2 === 0)), "category"],
    ["none is a word", "coating", index.map((i) => ["none", "zinc"][i % 2]!), "category"],
    ["words that all differ", "serial", index.map((i) => `SN-${i}`), "every row differs"],
    ["free text", "note", index.map((i) => `note ${i >> 1 || "x"} ${i % 20}`), "every row differs"],
    ["too many words", "note", index.map((i) => `w${i % 20}`), "free text: 20 different in 24 rows"],
    ["days", "day", index.map((i) => `2024-01-${10 + (i % 9)}`), "dates or times"],
    ["days in Japanese", "日", index.map((i) => `2024年1月${1 + (i % 9)}日`), "dates or times"],
    ["moments", "at", index.map((i) => `2024-01-02T10:0${i % 9}:00Z`), "dates or times"],
    ["times", "at", index.map((i) => `10:0${i % 9}`), "dates or times"],
  ])("%s", (_, name, cells, kind) => expect(whyOf(name, cells)).toBe(kind));

  test("the dark corner of an image stays a feature", () => {
    const pixels = Object.fromEntries(
      index.slice(0, 9).map((k) => [`pixel${k}`, index.map((i) => (k === 0 ? 0 : i % (k + 1)))]),
    );
    expect(fitEncoder(tableOf(pixels)).leftOut).toEqual([]);
  });
});

describe("what is learned is the training rows' alone", () => {
  const table = tableOf({ x: [1, null, 3, 100], c: ["a", "b", "a", "z"], y: [0, 1, 2, 3] });
  const encoder = fitEncoder(table, { missing: "mean", rows: [0, 1, 2] });

  test("categories and fill values", () => {
    expect(encoder.columns.slice(0, 2)).toEqual([
      { kind: "number", name: "x", fill: 2 },
      { kind: "category", name: "c", categories: ["a", "b"], fill: "a" },
    ]);
    expect(rowsOf(encode(table, encoder))).toEqual([
      [1, 1, 0, 0],
      [2, 0, 1, 1],
      [3, 1, 0, 2],
      [100, 0, 0, 3],
    ]);
  });

  test("categories keep 0 and 1 under every scale, a plain JSON is enough, and columns come in any order", () => {
    const scaler = withoutCategories(fitScaler("standard", encode(table, encoder)), encoder);
    expect([scaler.offset[1], scaler.scale[1], scaler.offset[2], scaler.scale[2]]).toEqual([0, 1, 0, 1]);
    expect(scaler.scale[0]).not.toBe(1);
    const again = JSON.parse(JSON.stringify(encoder));
    const turned = new Table(new Map([...table.columns].reverse()), table.parts);
    expect(rowsOf(encode(turned, again))).toEqual(rowsOf(encode(table, encoder)));
  });

  test("a missing category at predict is the most frequent one", () => {
    const row = tableOf({ x: [null, 2], c: ["", "b"], y: [5, 6] });
    expect(rowsOf(encode(row, encoder))[0]).toEqual([2, 1, 0, 5]);
  });
});

test("numbers that are stored as text are numbers to an encoder, and refused in a line without one", () => {
  const table = tableOf({ x: ["1", "2.5", "3"], y: [1, 2, 3] });
  const line = "a.csv, column x: holds numbers that are stored as text; store them as numbers";
  expect(rowsOf(encode(table, fitEncoder(table, { label: "y" })))).toEqual([[1], [2.5], [3]]);
  expect(() => toRows(table, { label: "y" })).toThrow(line);
  expect(() => toRows(table, { label: "x", task: "regress" })).toThrow(line);
});

test("rows that are left keep their place in the file", () => {
  const [a, b] = [tableOf({ x: [1, 2, 3] }), tableOf({ x: [4, 5] })];
  const both = new Table(new Map([["x", { kind: "number", values: Float64Array.of(1, 2, 3, 4, 5) }]]), [
    ...a.parts,
    { ...b.parts[0]!, file: "b.csv" },
  ]);
  const left = selectRows(selectRows(both, [1, 2, 4]), [1, 2]);
  expect([left.rows, left.where(0), left.where(1)]).toEqual([
    2,
    "a.csv, row 3 (line 4)",
    "b.csv, row 2 (line 3)",
  ]);
});

import { describe, expect, test } from "vitest";
import { readCsv } from "../../../src/data/formats/csv/csv.ts";
import { randomState } from "../../../src/data/random/randomState.ts";
import { chooseLabel, columnCalled } from "../../../src/data/rows/chooseLabel.ts";

/** Columns as the public sets have them, by a letter. */
const { uniform } = randomState(5);
const whole = (from: number, to: number) => Math.floor(uniform(from, to + 1));
const cells: Record<string, (row: number) => string | number> = {
  L: () => "ABCDEF"[whole(0, 5)]!,
  p: () => "ep"[whole(0, 1)]!,
  v: () => "yn"[whole(0, 1)]!,
  m: () => "abcdefg"[whole(0, 6)]!,
  u: () => ["unacc", "acc", "fine"][whole(0, 2)]!,
  o: () => ["OK", "NG"][whole(0, 1)]!,
  r: () => ["republican", "democrat"][whole(0, 1)]!,
  i: () => whole(0, 15),
  d: () => uniform(0, 9).toFixed(3),
  k: () => whole(1, 3),
  s: (row) => 1 + Math.floor(row / 30), // sorted classes
  b: () => whole(0, 1),
  q: () => whole(200, 9000),
  t: (row) => `gatt${row}ca`,
  n: (row) => row + 1,
  z: () => 0,
  g: () => whole(-2, 3),
  c: () => [2, 4][whole(0, 1)]!,
};

const headerless = (kinds: string) => {
  const rows = Array.from({ length: 90 }, (_, row) => [...kinds].map((kind) => cells[kind]!(row)).join(","));
  return readCsv(`${rows.join("\n")}\n`, { name: "a.csv", header: false });
};

const last = "the last column of a file without a header";
const first = "the first column of a file without a header";

describe("the label of a file without a header", () => {
  test.each<[what: string, kinds: string, label: string, why: string]>([
    [
      "letter-recognition",
      "Liiiiiiii",
      "x0",
      `${first}, for it holds words, and all others whole numbers; the last is x8`,
    ],
    ["balance-scale", "Lkkkk", "x0", `${first}, for it holds words, and all others whole`],
    [
      "image segmentation",
      "Ldddd",
      "x0",
      `${first}, for it holds words, and all others numbers with decimals`,
    ],
    [
      "wine",
      "sddddq",
      "x0",
      `${first}, for it holds whole numbers (1, 2, 3), and the last cannot be a class`,
    ],
    ["HIGGS", "bddd", "x0", `${first}, for it holds whole numbers (0, 1)`],
    ["MNIST", "kziiiz", "x0", `${first}, for it holds whole numbers (1, 2, 3)`],
    ["mushroom", "pmmmmm", "x0", `${first}, for it holds two words, and the last 7`],
    ["votes", "rvvvvv", "x0", `${first}, for the words of the last stand in others too`],
    ["promoters", "pdt", "x0", `${first}, for the last holds texts that are no classes`],
    ["verdicts first", "oLdi", "x0", `${first}, for its words say which parts are good`],
    ["breast cancer, WDBC", "npddd", "x1", "the first column after the ids of a file without a header"],
    ["iris", "ddddL", "label", `${last}, after x0 to x3`],
    ["abalone", "Ldddi", "label", last],
    ["car", "LLmmu", "label", last],
    ["nursery", "uLmmr", "label", last],
    ["chess", "vvvvp", "label", last],
    ["glass", "nddddk", "label", last],
    ["breast cancer, Wisconsin", "niiiic", "label", last],
    ["bank notes", "ddb", "label", last],
    ["a sex before numbers and a class", "Liiiib", "label", last],
    ["two words, then verdicts", "pmmo", "label", last],
    ["risk before prices is no class", "gLdq", "label", last],
    ["two columns", "db", "label", `${last}, after x0`],
  ])("%s", async (_, kinds, label, why) => {
    const found = chooseLabel(await headerless(kinds));
    expect(found.label).toBe(label);
    expect(found.why.slice(0, why.length)).toBe(why);
  });

  test("of a regression it is the last column of numbers", async () => {
    expect(chooseLabel(await headerless("Lddd"), "regress")).toEqual({ label: "label", why: last });
    expect(chooseLabel(await headerless("LddL"), "regress")).toEqual({
      label: "x2",
      why: "the last column of numbers of a file without a header",
    });
  });

  test("the last column goes by its place as well", async () => {
    const table = await headerless("Ldd");
    expect(["x2", "label", "x3"].map((name) => columnCalled(table, name))).toEqual([
      "label",
      "label",
      undefined,
    ]);
  });
});

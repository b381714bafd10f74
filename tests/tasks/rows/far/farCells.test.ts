import { describe, expect, test } from "vitest";
import { encodedNames, encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import { selectRows } from "../../../../src/data/columns/missing.ts";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { loadTables } from "../../../../src/data/load.ts";
import { rangeOf } from "../../../../src/data/numbers/tails.ts";
import { randomState } from "../../../../src/data/random/randomState.ts";
import { fitScaler, type ScalerKind } from "../../../../src/data/rows/scale.ts";
import { type Column, Table } from "../../../../src/data/table.ts";
import { checkCard } from "../../../../src/model/file/card.ts";
import type { LearnedCard } from "../../../../src/tasks/rows/far/farOff.ts";
import { withRanges } from "../../../../src/tasks/rows/far/ranges.ts";
import { said } from "./said.ts";

const header = "load,z,share,day,result";

/** Evenly spread and normal numbers. */
function numbers(seed: number) {
  const { uniform } = randomState(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform(0, 1))) * Math.cos(2 * Math.PI * uniform(0, 1));
  return { uniform, normal };
}

/** Rows of a load of 9.8 to 10.2, a normal number, a share of 0 to 5 % and a day of 2024. */
function rowsOf(seed: number, count: number): string[][] {
  const { uniform, normal } = numbers(seed);
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(Date.UTC(2024, 0, 5 + Math.floor(uniform(0, 350)))).toISOString();
    return [
      uniform(9.8, 10.2).toFixed(2),
      normal().toFixed(3),
      `${uniform(0, 5).toFixed(1)}%`,
      day.slice(0, 10),
      i % 2 === 0 ? "OK" : "NG",
    ];
  });
}

const tableOf = (rows: readonly (readonly string[])[], name = "lot.csv") =>
  readCsv([header, ...rows.map((row) => row.join(",")), ""].join("\n"), { name });

/** What a model file keeps of its training rows. */
function cardOf(table: Table, label: string, kind: ScalerKind = "standard"): LearnedCard {
  const fitted = fitEncoder(table, { label, dates: true });
  const features = encodeRows(table, fitted);
  const encoder = withRanges(fitted, features);
  return { encoder, featureNames: encodedNames(encoder), scaler: fitScaler(kind, features) };
}

const card = cardOf(await tableOf(rowsOf(1, 120)), "result");
/** Twenty rows of which some cells are others: row (from 1), column, text. */
function lotWith(...cells: [row: number, column: number, text: string][]): Promise<Table> {
  const rows = rowsOf(2, 20);
  for (const [row, column, text] of cells) rows[row - 1]![column] = text;
  return tableOf(rows);
}

describe("single cells far outside of what the model learned from", () => {
  test.each<[cells: [number, number, string][], line: RegExp]>([
    [
      [[7, 0, "5000"]],
      /^lot\.csv, row 7 \(line 8\), column load: 5000 lies far outside of what the model learned from, 9\.8 to 10\.\d+ \(1\d,000 times that range above it\); the answers are guesses$/,
    ],
    [[[7, 0, "0"]], /column load: 0 lies far outside .* \(2\d times that range below it\)/],
    [[[3, 0, "98"]], /row 3 \(line 4\), column load: 98 lies/],
    [[[3, 1, "-1e6"]], /column z: -1000000 lies .* below it/],
    [
      [
        [2, 0, "0.01"],
        [5, 0, "5000"],
        [9, 0, "500"],
      ],
      /row 2 \(line 3\), column load: 0\.01 \(and 2 more such cells: rows 5 and 9\) lies/,
    ],
    // A share is written with its sign, and compared as the number that it is.
    [
      [[4, 2, "800%"]],
      /column share: 800% lies far outside of what the model learned from, 0(\.\d+)? to 0\.0\d+/,
    ],
    [
      [[4, 3, "1926-05-31"]],
      /column day: 1926-05-31 lies far outside of what the model learned from, 2024-01-\d\d to 2024-12-\d\d \(98 years before\)/,
    ],
    [[[4, 3, "2206-05-31"]], /column day: 2206-05-31 lies .* \(181 years after\)/],
    [[[4, 3, "1970-01-01"]], /column day: 1970-01-01 lies .* \(54 years before\)/],
  ])("%j", async (cells, line) => {
    expect(said(card, await lotWith(...cells))).toEqual([expect.stringMatching(line)]);
  });

  test("a line a column, in the order of the model's, and of many rows some", async () => {
    const rows = rowsOf(3, 30).map((row, i) => (i % 3 === 0 ? ["77", ...row.slice(1)] : row));
    rows[29]![1] = "900";
    expect(said(card, await tableOf(rows.slice(0, 12)), await tableOf(rows.slice(12), "next.csv"))).toEqual([
      expect.stringMatching(
        /^lot\.csv, row 1 .*: 77 \(and 9 more such cells: rows 4, 7, 10, 1, 4 and 4 more\) lies/,
      ),
      expect.stringMatching(/^next\.csv, row 18 .*column z: 900 lies/),
    ]);
  });

  test("any scale, and a list whose numbers are of one kind", async () => {
    const trained = await tableOf(rowsOf(1, 120));
    for (const kind of ["minmax", "none"] as const)
      expect(said(cardOf(trained, "result", kind), await lotWith([7, 0, "5000"]))).toHaveLength(1);
    const lists = (...far: number[]) => {
      const values = Float64Array.from({ length: 120 }, (_, i) => (i === 77 ? (far[0] ?? 3) : (i * 7) % 11));
      const result = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? "OK" : "NG"));
      return new Table(
        new Map<string, Column>([
          ["spectrum", { kind: "list", values, width: 4 }],
          ["result", { kind: "text", values: result }],
        ]),
        [{ file: "lists.jsonl", rows: 30 }],
      );
    };
    const learned = cardOf(lists(), "result");
    expect(said(learned, lists())).toEqual([]);
    expect(said(learned, lists(5000))).toEqual([
      expect.stringMatching(/^lists\.jsonl, row 20, column spectrum: 5000 lies far outside .*, 0 to 10 /),
    ]);
  });

  test("a column that lies far off whole is said once", async () => {
    const rows = rowsOf(4, 20).map(([load, ...more]) => [String(Number(load) * 1000), ...more]);
    expect(said(card, await tableOf(rows))).toEqual([
      expect.stringMatching(/1,000 times more.*lies far from/),
    ]);
  });

  test("a model file that does not say its ranges is silent, and one with a damaged range is refused", async () => {
    const old = { ...card.encoder!, columns: card.encoder!.columns.map(({ ...one }) => one) };
    for (const column of old.columns) for (const key of ["seen", "last"]) Reflect.deleteProperty(column, key);
    expect(said({ ...card, encoder: old }, await lotWith([7, 0, "5000"], [4, 3, "1926-05-31"]))).toEqual([]);
    const [first, ...more] = card.encoder!.columns;
    const columns = [{ ...first!, seen: { least: 0, most: "1" } }, ...more];
    expect(() => checkCard({ ...card, encoder: { ...card.encoder!, columns } }, "model.json")).toThrow(
      /model\.json/,
    );
  });
});

describe("nothing is said of ordinary rows", () => {
  test("the next rows, somewhat beyond, and the days of the next ten years", async () => {
    expect(said(card, await tableOf(rowsOf(5, 200)))).toEqual([]);
    const lot = await lotWith(
      [1, 0, "10.4"],
      [2, 1, "6.5"],
      [3, 3, "2033-02-01"],
      [4, 3, "2020-02-01"],
      [5, 2, "9%"],
    );
    expect(said(card, lot)).toEqual([]);
  });

  test("a narrow range far from 0", () => {
    const numbers = Float64Array.from({ length: 50 }, (_, i) => 100_000 + i / 100);
    const { least, most, low, high } = rangeOf(numbers, { least: 100_000, most: 100_000.49 }, 50)!;
    expect(low).toBeLessThan(least - 0.49);
    expect(high).toBeGreaterThan(most + 0.49);
    expect(high - low).toBeLessThan(10);
  });

  test("halves of iris", async () => {
    const iris = (await loadTables("iris")).tables.train!;
    for (let seed = 0; seed < 20; seed++) {
      const { permutation } = randomState(seed);
      const order = permutation(iris.rows);
      const [one, other] = [order.slice(0, 75), order.slice(75)].map((rows) =>
        selectRows(iris, Array.from(rows)),
      );
      expect(said(cardOf(one!, "species"), other!)).toEqual([]);
    }
  });

  // Of heavy tails a number is often farther than all before it: fewer than one lot in a hundred is spoken of.
  test.each<[what: string, number: (z: number, u: number) => number]>([
    ["normal", (z) => z],
    ["evenly spread", (_, u) => u],
    ["exponential", (_, u) => -Math.log(1 - u)],
    ["lognormal", (z) => Math.exp(z)],
    ["lognormal of the deviation 2", (z) => Math.exp(2 * z)],
    ["seldom above 0", (z, u) => (u < 0.8 ? 0 : Math.exp(z))],
  ])("numbers that are %s", (_, number) => {
    const { uniform, normal } = numbers(11);
    const draw = (length: number) => Float64Array.from({ length }, () => number(normal(), uniform(0, 1)));
    let spoken = 0;
    for (let lot = 0; lot < 300; lot++) {
      const learned = draw(50 + 3 * lot);
      const sorted = learned.toSorted();
      const range = rangeOf(learned, { least: sorted[0]!, most: sorted.at(-1)! }, learned.length)!;
      if (draw(100).some((value) => value < range.low || value > range.high)) spoken++;
    }
    expect(spoken).toBeLessThan(3);
  });
});

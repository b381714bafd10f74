import { describe, expect, test } from "vitest";
import { encodedNames, encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import { selectRows } from "../../../../src/data/columns/missing.ts";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { loadTables } from "../../../../src/data/load.ts";
import { randomState } from "../../../../src/data/random/randomState.ts";
import { fitScaler, type ScalerKind } from "../../../../src/data/rows/scale.ts";
import type { Table } from "../../../../src/data/table.ts";
import type { LearnedCard } from "../../../../src/tasks/rows/far/farOff.ts";
import { said } from "./said.ts";

type Row = readonly [load: number, width: number, z: number];

/** 荷重 is 45 to 51, 幅 1.5 to 8.5, and z -2 to 2. */
function lotOf(seed: number, rows: number): Row[] {
  const { uniform } = randomState(seed);
  return Array.from({ length: rows }, () => [uniform(45, 51), uniform(1.5, 8.5), uniform(-2, 2)]);
}

const tableOf = (lot: readonly Row[], name = "lot.csv") =>
  readCsv(["荷重,幅,z", ...lot.map((row) => row.join(",")), ""].join("\n"), { name });

/** What a model file keeps of its training rows. */
function cardOf(table: Table, kind: ScalerKind, label?: string): LearnedCard {
  const encoder = fitEncoder(table, { label });
  const scaler = fitScaler(kind, encodeRows(table, encoder));
  return { encoder, featureNames: encodedNames(encoder), scaler };
}

const trained = await tableOf(lotOf(1, 100));
const [standard, minmax] = [cardOf(trained, "standard"), cardOf(trained, "minmax")];
const times = (a: number, b: number, c: number) => (row: Row) =>
  [row[0] * a, row[1] * b, row[2] * c] as const;

describe("a lot far from what the model learned from is said in one line", () => {
  test.each<
    [what: string, change: (row: Row) => Row, rows: number, standard: RegExp, minmax: RegExp | undefined]
  >([
    [
      "a hundredth",
      times(0.01, 1, 1),
      40,
      /^lot\.csv: column 荷重 \(about 0\.4\d+, 100 times less; learned from 4[78](\.\d)? ± 1\.\d+\) lies far from .* guesses$/,
      /column 荷重 \(about 0\.4\d+, 100 times less; learned from 45(\.\d)? to 5[01](\.\d)?\) lies far/,
    ],
    [
      "a thousand times",
      times(1000, 1, 1),
      40,
      /荷重 \(about \d+, 1,000 times more/,
      /荷重 \(about \d+, 1,000 times more/,
    ],
    ["a tenth of a wide column", times(1, 0.1, 1), 40, /column 幅 \(about 0\.\d+, 10 times less/, undefined],
    [
      "ten times a column around 0",
      times(1, 1, 10),
      40,
      /column z \(about .*, 10 times more/,
      /column z .*10 times more/,
    ],
    [
      "two columns have changed places",
      ([load, width, z]) => [width, load, z],
      40,
      /columns 荷重 \(about .*\) and 幅 \(about .*\) lie far/,
      /columns 荷重 .* and 幅 .* lie far/,
    ],
    [
      "another place on the scale",
      ([load, ...more]) => [load + 20, ...more],
      40,
      /荷重 \(about 6\d(\.\d)?; learned/,
      /荷重/,
    ],
    ["a single row", times(0.01, 1, 1), 1, /column 荷重/, /column 荷重/],
  ])("%s", async (_, change, rows, ofStandard, ofMinmax) => {
    const lot = await tableOf(lotOf(2, rows).map(change));
    for (const [card, wanted] of [
      [standard, ofStandard],
      [minmax, ofMinmax],
    ] as const)
      if (wanted) expect(said(card, lot)).toEqual([expect.stringMatching(wanted)]);
    // Numbers that were left as they are tell nothing.
    expect(said(cardOf(trained, "none"), lot)).toEqual([]);
  });

  test("any other number is far from a constant", async () => {
    const card = cardOf(trained, "standard");
    const constant: LearnedCard = {
      ...card,
      scaler: { kind: "standard", offset: [48, 5, 0], scale: [1, 2, 1] },
    };
    const all = (load: number) => tableOf(lotOf(2, 9).map(([, ...more]) => [load, ...more]));
    expect(said(constant, await all(48))).toEqual([]);
    expect(said(constant, await all(48.5))[0]).toMatch(/荷重 \(about 48\.5; learned from 48 alone\)/);
  });

  test("of a lot that comes in parts the first far one is said, with its rows", async () => {
    const [same, far] = [await tableOf(lotOf(2, 1200)), await tableOf(lotOf(3, 700).map(times(0.1, 1, 1)))];
    expect(said(standard, same, far, far)).toEqual([
      expect.stringMatching(/^lot\.csv, rows 1,201 to 1,900: column 荷重 \(about 4\.\d+, 10 times less/),
    ]);
  });

  test("many columns are counted", async () => {
    const header = Array.from({ length: 7 }, (_, j) => `c${j}`).join(",");
    const rows = (factor: number) =>
      lotOf(4, 40)
        .map(([, width]) =>
          Array.from({ length: 7 }, (_, j) => (width + 20 + j + width * j) * factor).join(","),
        )
        .join("\n");
    const [first, next] = await Promise.all(
      [1, 1000].map((factor) => readCsv(`${header}\n${rows(factor)}\n`, { name: "wide.csv" })),
    );
    expect(said(cardOf(first!, "standard"), next!)[0]).toMatch(
      /^wide\.csv: columns c0 \(.*c3 \(.*\) and 3 more lie far/,
    );
  });
});

describe("nothing is said of ordinary lots", () => {
  test.each<[what: string, change: (row: Row) => Row]>([
    ["the next", (row) => row],
    ["a drift of three deviations", ([load, width, z]) => [load + 5, width - 6, z + 3.5]],
    ["all rows alike", () => [47, 3, 1]],
    ["half the spread", ([load, width, z]) => [48 + (load - 48) / 2, 5 + (width - 5) / 2, z / 2]],
  ])("%s", async (_, change) => {
    for (const rows of [1, 3, 5, 40]) {
      const lot = await tableOf(lotOf(2, rows).map(change));
      for (const card of [standard, minmax]) expect(said(card, lot)).toEqual([]);
    }
  });

  test("iris, sorted by each of its columns and cut in two", async () => {
    const iris = (await loadTables("iris")).tables.train!;
    const label = "species";
    const names = iris.columnNames.filter((name) => iris.column(name).kind === "number" && name !== label);
    expect(names).toHaveLength(4);
    for (const name of names) {
      const column = iris.column(name);
      if (column.kind !== "number") continue;
      const order = Array.from({ length: iris.rows }, (_, row) => row).sort(
        (a, b) => column.values[a]! - column.values[b]!,
      );
      const half = (part: number[]) =>
        selectRows(
          iris,
          part.toSorted((a, b) => a - b),
        );
      const [low, high] = [half(order.slice(0, 75)), half(order.slice(75))];
      for (const kind of ["standard", "minmax"] as const) {
        expect([name, said(cardOf(low, kind, label), high)]).toEqual([name, []]);
        expect([name, said(cardOf(high, kind, label), low)]).toEqual([name, []]);
      }
    }
  });
});

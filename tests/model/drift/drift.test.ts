import { describe, expect, test } from "vitest";
import { randomState } from "../../../src/data/random/randomState.ts";
import { type Drift, driftOf, falseAlarm, LotCounts } from "../../../src/model/drift/drift.ts";
import { cellsFor, sketchNumbers } from "../../../src/model/drift/sketch.ts";

// A small part of bench/DRIFT.md: the same draws, fewer of them.

const random = randomState(1);
const normal = () =>
  Math.sqrt(-2 * Math.log(1 - random.uniform(0, 1))) * Math.cos(2 * Math.PI * random.uniform(0, 1));
const kinds: Record<string, () => number> = {
  normal,
  skewed: () => Math.exp(1.5 * normal()),
  discrete: () => Math.round(3 * normal()),
  tied: () => (random.uniform(0, 1) < 0.8 ? 0 : Math.exp(normal())),
  "few numbers": () => Math.floor(3 * random.uniform(0, 1) ** 2),
};
const column = (name: string, rows: number, draw: () => number, of: number) =>
  new LotCounts(sketchNumbers(name, Float64Array.from({ length: rows }, draw), cellsFor(of))!);

function lotOf(columns: readonly LotCounts[], rows: number, draws: readonly (() => number)[]): Drift {
  for (const [j, counts] of columns.entries()) for (let i = 0; i < rows; i++) counts.add(draws[j]!());
  return driftOf(columns, { rows, trainingRows: 400 });
}

describe("drift", () => {
  test("is said of one lot in a hundred that is like the training rows", () => {
    const lots = 150;
    let alarms = 0;
    for (let lot = 0; lot < lots; lot++) {
      const draws = Object.values(kinds);
      alarms +=
        lotOf(
          draws.map((draw, j) => column(`x${j}`, 200, draw, 5)),
          100,
          draws,
        ).columns.length > 0
          ? 1
          : 0;
    }
    // Of a binomial of 150 and 0.01 all but one in ten thousand lie below 8.
    expect(falseAlarm).toBe(0.01);
    expect(alarms).toBeLessThan(8);
  });

  test("of half a deviation in one of 40 columns is found at 300 rows, and the column named", () => {
    let found = 0;
    for (let lot = 0; lot < 10; lot++) {
      const draws = Array.from({ length: 40 }, (_, j) => (j === 17 ? () => normal() + 0.5 : normal));
      const columns = draws.map((_, j) => column(`x${j}`, 400, normal, 40));
      if (lotOf(columns, 300, draws).columns[0]?.column === "x17") found++;
    }
    expect(found).toBeGreaterThanOrEqual(9);
  });

  const spread = () => lotOf([column("x", 400, normal, 1)], 200, [() => 2 * normal()]).columns[0]!.change;
  test("says in what: level, spread, shares, missing cells", () => {
    const level = lotOf([column("x", 400, () => 20 + 2 * normal(), 1)], 200, [() => 22 + 2 * normal()])
      .columns[0]!;
    expect(level.change).toMatchObject({
      kind: "level",
      was: expect.closeTo(20, 0),
      median: expect.closeTo(22, 0),
    });
    expect(level.shift).toBeCloseTo(1, 0);
    expect(spread()).toMatchObject({
      kind: "spread",
      was: expect.closeTo(1.35, 0),
      width: expect.closeTo(2.7, 0),
    });
    const tied = lotOf([column("x", 400, kinds.tied!, 1)], 300, [
      () => (random.uniform(0, 1) < 0.5 ? 0 : Math.exp(normal())),
    ]).columns[0]!;
    expect(tied.change).toMatchObject({
      kind: "below",
      was: expect.closeTo(0.8, 1),
      share: expect.closeTo(0.5, 1),
    });
    const few = lotOf([column("x", 400, () => Number(random.uniform(0, 1) < 0.2), 1)], 300, [
      () => Number(random.uniform(0, 1) < 0.5),
    ]).columns[0]!;
    expect(few.change).toMatchObject({ kind: "share", value: "1", was: expect.closeTo(0.2, 1) });
    const gaps = lotOf([column("x", 400, normal, 1)], 200, [
      () => (random.uniform(0, 1) < 0.1 ? Number.NaN : normal()),
    ]).columns[0]!;
    expect(gaps.change).toMatchObject({ kind: "missing", was: 0 });
  });

  test("of categories is of their shares; one that is new is not said twice", () => {
    const sketch = { column: "材質", categories: ["A", "B", "C"], counts: [200, 150, 50], missing: 0 };
    const lot = (counts: readonly number[], unseen = 0) => {
      const found = new LotCounts(sketch);
      for (const [k, count] of counts.entries()) for (let i = 0; i < count; i++) found.add(k);
      for (let i = 0; i < unseen; i++) found.add(-2);
      return driftOf([found], { rows: 200, trainingRows: 400 }).columns;
    };
    expect(lot([100, 75, 25])).toEqual([]);
    expect(lot([100, 71, 25], 4)).toEqual([]);
    expect(lot([60, 70, 70])).toMatchObject([
      { column: "材質", change: { kind: "share", value: "C", share: 0.35, was: 0.125 } },
    ]);
  });

  test("of less than a tenth of a deviation is not said, however many the rows are", () => {
    const before = Float64Array.from({ length: 10_000 }, normal);
    const lot = (shift: number) => {
      const counts = new LotCounts(sketchNumbers("x", before, 64)!);
      for (let i = 0; i < 40_000; i++) counts.add(normal() + shift);
      return driftOf([counts], { rows: 40_000, trainingRows: 10_000 }).columns.length;
    };
    expect([lot(0.07), lot(0.14)]).toEqual([0, 1]);
  });
});

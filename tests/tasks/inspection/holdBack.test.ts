import { describe, expect, test } from "vitest";
import { holdBack } from "../../../src/tasks/inspection/holdBack.ts";

/** Labels: class 0 is good, the defects are of two kinds in turn. */
const parts = (good: number, bad: number) => [
  ...Array.from({ length: good }, () => 0),
  ...Array.from({ length: bad }, (_, i) => 1 + (i % 2)),
];
const usual = { good: 0, testSize: 0.2, validation: 0.25, seed: 0 };
const rowNumbers = (n: number) => Array.from({ length: n }, (_, i) => i);

describe("holdBack", () => {
  test("loses no row, learns from a good part and keeps one for the threshold, from 2 + 0 to 30 + 15", () => {
    for (let good = 2; good <= 30; good++) {
      for (let bad = 0; bad <= 15; bad++) {
        const labels = parts(good, bad);
        const { train, validation, test } = holdBack({ ...usual, labels, groups: rowNumbers(labels.length) });
        expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual(rowNumbers(labels.length));
        const of = (rows: readonly number[], isGood: boolean) =>
          rows.filter((row) => (labels[row] === 0) === isGood).length;
        expect(of(train, true)).toBeGreaterThan(0);
        expect(of(validation, true)).toBeGreaterThan(0);
        expect(of(test, true) > 0).toBe(good >= 5);
        // The first defect chooses the threshold, the second is tested.
        expect(of(validation, false) > 0).toBe(bad >= 1);
        expect(of(test, false) > 0).toBe(bad >= 2);
        expect(of(train, true)).toBeGreaterThanOrEqual(of(validation, true));
      }
    }
  });

  test.each([
    [20, 5, [12, 3], [4, 1], [4, 1]],
    [41, 12, [25, 7], [8, 3], [8, 2]],
    [10, 0, [6, 0], [2, 0], [2, 0]],
  ])("of %d good parts and %d bad ones each part has its share", (good, bad, train, validation, tested) => {
    const labels = parts(good, bad);
    const held = holdBack({ ...usual, labels, groups: rowNumbers(labels.length) });
    const counts = (rows: readonly number[]) => {
      const own = rows.filter((row) => labels[row] === 0).length;
      return [own, rows.length - own];
    };
    expect([held.train, held.validation, held.test].map(counts)).toEqual([train, validation, tested]);
  });

  test("rows of one group stay together, whatever their classes, and no part is left without any", () => {
    for (let seed = 0; seed < 20; seed++) {
      const labels = parts(24, 9);
      const groups = labels.map((_, row) => (row * 7) % 6);
      const held = holdBack({ ...usual, seed, labels, groups });
      const of = [held.train, held.validation, held.test].map(
        (rows) => new Set(rows.map((row) => groups[row])),
      );
      expect(of.reduce((sum, { size }) => sum + size, 0)).toBe(6);
      expect(of.every(({ size }) => size > 0)).toBe(true);
    }
    const two = holdBack({ ...usual, labels: parts(20, 0), groups: rowNumbers(20).map((row) => row % 2) });
    expect([two.train.length, two.validation.length, two.test.length]).toEqual([10, 10, 0]);
  });

  test("nothing is held back that was not asked for; the same seed, the same rows", () => {
    const all = { ...usual, labels: parts(9, 3), groups: rowNumbers(12) };
    expect(holdBack({ ...all, testSize: 0, validation: 0 }).train).toEqual(rowNumbers(12));
    expect(holdBack(all)).toEqual(holdBack(all));
    expect(holdBack({ ...all, seed: 1 })).not.toEqual(holdBack(all));
  });
});

import { describe, expect, test } from "vitest";
import { randomState } from "../../../src/data/random/randomState.ts";
import { mcNemar, pairedBootstrap, pairedShares } from "../../../src/model/metrics/paired.ts";

const z = 1.959963984540054;

describe("two models on the same rows", () => {
  // scipy.stats.binomtest(min(b, c), b + c).pvalue
  test.each([
    [5, 3, 0.7265625],
    [142, 21, 2.913795973259594e-23],
    [0, 0, 1],
    [9, 0, 0.00390625],
    [12, 12, 1],
  ])("McNemar's exact p of %i and %i rows", (gained, lost, wanted) => {
    expect(mcNemar({ gained, lost }) / wanted).toBeCloseTo(1, 9);
  });

  test("the interval of a difference covers in about 95 of 100", () => {
    const { uniform } = randomState(3);
    const [rows, draws] = [60, 400];
    let covered = 0;
    for (let draw = 0; draw < draws; draw++) {
      let [gained, lost] = [0, 0];
      for (let row = 0; row < rows; row++) {
        const u = uniform(0, 1);
        if (u < 0.12) gained++;
        else if (u < 0.16) lost++;
      }
      const { interval, difference } = pairedShares({ gained, lost, rows }, z);
      expect(difference).toBeCloseTo((gained - lost) / rows, 12);
      if (interval[0] <= 0.08 && interval[1] >= 0.08) covered++;
    }
    expect(covered / draws).toBeGreaterThan(0.92);
  });

  test("a bootstrap draws both models' answers together, each class among itself", () => {
    const { uniform } = randomState(0);
    const first = Float64Array.from({ length: 200 }, () => uniform(0, 1));
    const second = first.map((value) => value + 0.01);
    const mean = (of: Float64Array, rows: Int32Array) =>
      rows.reduce((sum, row) => sum + of[row]!, 0) / rows.length;
    const strata = [[...Array(150).keys()], [...Array(50).keys()].map((i) => 150 + i)];
    const found = pairedBootstrap(
      strata,
      (rows) => {
        expect(rows.filter((row) => row >= 150)).toHaveLength(50);
        return mean(second, rows) - mean(first, rows);
      },
      { draws: 200, level: 0.95, uniform: () => uniform(0, 1) },
    );
    // What both have alike is no part of the interval.
    expect(found.difference).toBeCloseTo(0.01, 10);
    expect(found.interval[1] - found.interval[0]).toBeLessThan(1e-9);
  });
});

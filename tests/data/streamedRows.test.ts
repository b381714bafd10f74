import { describe, expect, test } from "vitest";
import { rowParts } from "../../src/data/rowParts.ts";
import { RunningMoments } from "../../src/data/runningMoments.ts";
import { fitScaler } from "../../src/data/scale.ts";

describe("moments that come a part at a time", () => {
  const [n, d] = [1000, 3];
  const data = Float64Array.from(
    { length: n * d },
    (_, i) => 1e6 * (i % d) + Math.sin(i * i) * (1 + (i % d)),
  );
  test.each(["standard", "minmax", "none"] as const)("are those of all rows at once: %s", (kind) => {
    const moments = new RunningMoments(d);
    for (const [start, end] of [
      [0, 1],
      [1, 1],
      [1, 400],
      [400, 1000],
    ] as const)
      moments.add(
        data.subarray(start * d, end * d),
        Int32Array.from({ length: end - start }, (_, i) => i),
      );
    const [found, whole] = [moments.scaler(kind), fitScaler(kind, { shape: [n, d], data })];
    for (let j = 0; j < d; j++) {
      expect(found.offset[j]! / (whole.offset[j]! || 1)).toBeCloseTo(whole.offset[j] ? 1 : 0, 9);
      expect(found.scale[j]! / whole.scale[j]!).toBeCloseTo(1, 9);
    }
  });
});

describe("the part of a row", () => {
  const shares = { test: 0.2, validation: 0.25, sample: 0.5 };
  test("follows from seed and row alone, however the rows are cut", () => {
    const whole = rowParts(0, 1000, 7, shares);
    const second = rowParts(400, 600, 7, shares);
    expect(second.train.map((i) => i + 400)).toEqual(whole.train.filter((row) => row >= 400));
    expect(rowParts(0, 1000, 8, shares).test).not.toEqual(whole.test);
    expect(rowParts(2 ** 32, 1000, 7, shares).test).not.toEqual(whole.test);
  });

  test("has the shares that were asked for, each row in one", () => {
    const { train, test: tests, validation, sample } = rowParts(0, 100_000, 1, shares);
    expect([...train, ...tests, ...validation].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100_000 }, (_, i) => i),
    );
    // Four standard deviations of a binomial of so many rows are less than 0.006.
    expect(Math.abs(tests.length / 1e5 - 0.2)).toBeLessThan(0.006);
    expect(Math.abs(validation.length / 1e5 - 0.2)).toBeLessThan(0.006);
    expect(Math.abs(sample.length / train.length - 0.5)).toBeLessThan(0.01);
    const trains = new Set(train);
    expect(sample.every((row) => trains.has(row))).toBe(true);
  });
});

import { expect, test } from "vitest";
import { chanceOfSummary, isMeasured } from "../../../src/data/numbers/summing.ts";

const span = { from: 0, to: 40 };
const a = Float64Array.from({ length: 40 }, (_, i) => ((i * 7919) % 41) / 10);
const b = Float64Array.from({ length: 40 }, (_, i) => 100 + ((i * 104729) % 53));
const total = (values: Float64Array) => values.subarray(0, 40).reduce((sum, value) => sum + value, 0);
const withRow = (values: Float64Array, last: number) => Float64Array.of(...values, last);
const chance = (...last: number[]) => {
  const columns = [a, b].flatMap((values, k) => (last[k] === undefined ? [] : [withRow(values, last[k]!)]));
  return chanceOfSummary(columns, 40, span);
};

test("the sums of two columns are no chance, one of them with another number is no sum", () => {
  expect(chance(total(a), total(b))).toBeLessThan(1e-6);
  expect(chance(total(a), 117)).toBe(1);
});

test("the fewer digits a mean has, the likelier any number is as near", () => {
  const mean = total(a) / 40;
  const [fine, coarse] = [chance(Number(mean.toFixed(3))), chance(Number(mean.toFixed(1)))];
  expect(fine).toBeLessThan(coarse);
  expect(coarse).toBeGreaterThan(0.01);
});

test("columns that go together say no more than one", () => {
  const [mean, twice] = [Number((total(a) / 40).toFixed(1)), a.map((value) => value * 2)];
  const columns = [withRow(a, mean), withRow(twice, 2 * mean), withRow(a, mean)];
  expect(chanceOfSummary(columns, 40, span)).toBeGreaterThan(0.001);
});

test("a value that many rows have is no chance to be met as the largest", () => {
  const stars = Float64Array.from({ length: 41 }, (_, i) => (i % 5) + 1);
  stars[40] = 5;
  expect(chanceOfSummary([stars], 40, span)).toBeGreaterThan(0.15);
});

test("a column that numbers the rows, or tells two values apart, measures nothing", () => {
  expect(
    isMeasured(
      Float64Array.from({ length: 9 }, (_, i) => i + 1),
      { from: 0, to: 9 },
    ),
  ).toBe(false);
  expect(
    isMeasured(
      Float64Array.from({ length: 9 }, (_, i) => i % 2),
      { from: 0, to: 9 },
    ),
  ).toBe(false);
  expect(isMeasured(a, span)).toBe(true);
  expect(isMeasured(Float64Array.of(1, 2, 3, 9), { from: 0, to: 4, except: new Set([3]) })).toBe(false);
});

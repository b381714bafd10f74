import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { erf, power, sortedPlaces, toInteger } from "../../src/graph/arithmetic.ts";

const golden: [x: number, y: number][] = JSON.parse(readFileSync("tests/golden/erf.json", "utf8"));

test("erf is the C library's to 1e-15, on every branch and both sides", () => {
  expect(golden.length).toBeGreaterThan(500);
  for (const [x, y] of golden) {
    const difference = Math.abs(erf(x) - y);
    expect(difference, `erf(${x})`).toBeLessThanOrEqual(1e-15 * Math.abs(y));
  }
});

test("erf of what is not a number, and of the infinities", () => {
  expect(erf(Number.NaN)).toBeNaN();
  expect([erf(Number.POSITIVE_INFINITY), erf(Number.NEGATIVE_INFINITY)]).toEqual([1, -1]);
});

test("powers of 1 and −1 are C's, all others JavaScript's", () => {
  const [inf, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
  expect([power(1, nan), power(1, inf), power(1, -inf), power(-1, inf), power(-1, -inf)]).toEqual([
    1, 1, 1, 1, 1,
  ]);
  expect([power(nan, 0), power(0, 0), power(-8, 3), power(-8, 1 / 3), power(0, -1), power(-1, nan)]).toEqual([
    1,
    1,
    -512,
    nan,
    inf,
    nan,
  ]);
});

test("a float becomes the int32 nearest to it on the side of 0, and 0 is no −0", () => {
  const floats = [1.9, -1.9, -0.5, -0, Number.NaN, 3e9, -3e9, Number.POSITIVE_INFINITY];
  expect(floats.map(toInteger)).toEqual([1, -1, 0, 0, 0, 2 ** 31 - 1, -(2 ** 31), 2 ** 31 - 1]);
});

test("places of a sorted row: equals keep their order, NaN is above all", () => {
  const row = [2, Number.NaN, -1, 2, Number.NEGATIVE_INFINITY, -1];
  expect([...sortedPlaces(row, false)]).toEqual([4, 2, 5, 0, 3, 1]);
  expect([...sortedPlaces(row, true)]).toEqual([1, 0, 3, 2, 5, 4]);
});

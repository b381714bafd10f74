import { expect, test } from "vitest";
import { statisticsOf, unitsApart } from "../../../src/graph/inspection/statistics.ts";

test("the statistics of finite numbers are NumPy's", () => {
  // numpy: x = [3, -1, 0, 4]; x.min(), x.max(), x.mean(), x.std()
  expect(statisticsOf(Float64Array.of(3, -1, 0, 4))).toEqual({
    min: -1,
    max: 4,
    mean: 1.5,
    std: 2.0615528128088303,
    zeros: 0.25,
    notFinite: 0,
  });
});

test("numbers that are not finite are counted and left out", () => {
  const found = statisticsOf(Float64Array.of(Number.NaN, 2, Number.NEGATIVE_INFINITY, 4));
  expect(found).toEqual({ min: 2, max: 4, mean: 3, std: 1, zeros: 0, notFinite: 2 });
  const none = statisticsOf(Float64Array.of(Number.NaN));
  expect(none.notFinite).toBe(1);
  expect(none.mean).toBeNaN();
});

test("floats are counted from one number to the other, across 0 and the powers of two", () => {
  const next = 1 + Number.EPSILON;
  expect(unitsApart(1, next, "float64")).toBe(1);
  expect(unitsApart(next, 1 - Number.EPSILON / 2, "float64")).toBe(2);
  expect(unitsApart(Number.MIN_VALUE, -Number.MIN_VALUE, "float64")).toBe(2);
  expect(unitsApart(1, 1 + 2 ** -23, "float32")).toBe(1);
  expect(unitsApart(-1, -1 - 2 ** -22, "float32")).toBe(2);
  expect(unitsApart(7, 4, "int32")).toBe(3);
  expect(unitsApart(Number.NaN, Number.NaN, "float64")).toBe(0);
  expect(unitsApart(Number.NaN, 1, "float64")).toBe(Number.POSITIVE_INFINITY);
});

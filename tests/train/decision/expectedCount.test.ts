import { expect, test } from "vitest";
import { rateOf } from "../../../src/model/metrics/positive.ts";
import { expectedCount } from "../../../src/train/decision/expectedCount.ts";

// Made with SciPy 1.10.1: betabinom(n, wrong + 0.5, of - wrong + 0.5).ppf([0.005, 0.995])
test.each([
  [0, 10, 5, 0, 3],
  [3, 30, 18, 0, 8],
  [12, 220, 55, 0, 9],
  [12, 220, 5000, 118, 524],
  [40, 40, 7, 5, 7],
  [1, 1000, 100, 0, 2],
])("after %i of %i, of %i rows %i to %i are expected", (wrong, of, rows, least, most) => {
  expect(expectedCount(rateOf(wrong!, of!), rows!)).toEqual([least, most]);
});

test("after a threshold that is a row's own, by that row's place", () => {
  // scipy.stats.betabinom(18, 2, 18).ppf([0.005, 0.995])
  const [least, most] = expectedCount({ wrong: 1, of: 19, rate: 0.1, interval: [0, 1] }, 18);
  expect([least, most]).toEqual([0, 8]);
});

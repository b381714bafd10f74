import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { erf } from "../../src/graph/erf.ts";

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

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { arrayText } from "../../../src/data/numpy/arrayText.ts";

interface Golden {
  name: string;
  shape: number[];
  dtype: string;
  numbers: (number | string | boolean)[];
  text: string;
}

const cases: Golden[] = JSON.parse(readFileSync("tests/golden/printed.json", "utf8"));
const spelt: Record<string, number> = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity, "-0.0": -0 };

test.each(cases.map((one) => [`${one.name} (${one.dtype})`, one] as const))(
  "%s prints as NumPy prints it",
  (_, { shape, dtype, numbers, text }) => {
    const data = numbers.map((x) => (typeof x === "string" ? spelt[x] : Number(x)));
    expect(arrayText({ shape, data, dtype })).toBe(text);
  },
);

test("a mark stands right behind its number, and lines stay within the width", () => {
  const data = Float64Array.from({ length: 40 }, (_, i) => i / 8);
  const text = arrayText(
    { shape: [2, 20], data, dtype: "float64" },
    { width: 60, mark: (at) => (at === 21 ? "*" : " ") },
  );
  expect(text).toContain("2.625*");
  expect(text.match(/\*/g)).toHaveLength(1);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
});

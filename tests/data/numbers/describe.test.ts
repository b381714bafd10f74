import { readFileSync } from "node:fs";
import { describe as about, expect, it, test } from "vitest";
import { binOf, binsOf, describe, fences, quantile } from "../../../src/data/numbers/describe.ts";

const golden: {
  columns: Record<string, (number | null)[]>;
  described: Record<string, Record<string, number>>;
  unique: Record<string, number>;
  edges: Record<string, number[]>;
} = JSON.parse(readFileSync("tests/golden/look.json", "utf8"));

const sortedOf = (name: string) =>
  Float64Array.from(golden.columns[name]!.filter((value) => value !== null)).sort();

about("describe", () => {
  it.each(Object.keys(golden.columns))("gives of column %s what pandas gives", (name) => {
    const found = describe(sortedOf(name))!;
    const { count, mean, std, min, max, ...quartiles } = golden.described[name]!;
    expect(found.count).toBe(count);
    expect(found.unique).toBe(golden.unique[name]);
    expect([found.min, found.max]).toEqual([min, max]);
    expect(Math.abs(found.mean / mean! - 1)).toBeLessThan(1e-12);
    expect(Math.abs(found.std! / std! - 1)).toBeLessThan(1e-12);
    expect([found.q1, found.median, found.q3]).toEqual(["25%", "50%", "75%"].map((name) => quartiles[name]));
  });

  it("knows no deviation of one number, and nothing of none", () => {
    expect(describe(new Float64Array([3]))).toMatchObject({ count: 1, std: null, q1: 3, q3: 3 });
    expect(describe(new Float64Array())).toBeUndefined();
  });

  test("a quantile lies between two numbers, on the line that joins them", () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 8]);
  });
});

about("binsOf", () => {
  const binned = (values: readonly number[]) => {
    const sorted = Float64Array.from(values).sort();
    return binsOf(sorted, describe(sorted)!);
  };

  it.each(Object.keys(golden.edges))("are NumPy's of Freedman and Diaconis for column %s", (name) => {
    const [edges, sorted] = [golden.edges[name]!, sortedOf(name)];
    const found = binsOf(sorted, describe(sorted)!)!;
    expect(found.count).toBe(edges.length - 1);
    edges.forEach((edge, i) => {
      expect(Math.abs(found.from + i * found.width - edge)).toBeLessThan(1e-9 * Math.abs(edges.at(-1)!));
    });
  });

  it("span what is not far outside, so that one slip does not hide all others", () => {
    const values = [...Array.from({ length: 99 }, (_, i) => 9.8 + i * 0.004), 5000];
    const found = binned(values)!;
    expect(found.from + found.width * found.count).toBeLessThan(11);
    const { high } = fences(describe(Float64Array.from(values).sort())!);
    expect(high).toBeLessThan(12);
    expect(binOf(found, 5000)).toBe(found.count);
    expect(binOf(found, 9.8)).toBe(0);
    expect(values.filter((value) => value < 11).every((value) => binOf(found, value) < found.count)).toBe(
      true,
    );
  });

  it("are one for each whole number where these are few, and hold equally many of more", () => {
    expect(binned([1, 2, 4, 5, 7])).toEqual({ from: 0.5, width: 1, count: 7 });
    const many = binned(Array.from({ length: 500 }, (_, i) => (i * 37) % 1000))!;
    expect(Number.isInteger(many.width) && many.width > 1).toBe(true);
    expect(many.from + 0.5).toBe(0);
    expect(many.from + many.width * many.count).toBeGreaterThan(999);
  });

  it("are 5 to 40, by Sturges' rule where the quartiles are one, and none of one value", () => {
    expect(binned([0, 0, 0, 0, 0, 0, 0, 0, 0.5, 1])!.count).toBe(5);
    expect(binned(Array.from({ length: 1e5 }, (_, i) => Math.sqrt(i)))!.count).toBe(40);
    expect(binned([4, 4, 4])).toBeUndefined();
  });

  test("the last holds its upper end", () => {
    const bins = { from: 0, width: 0.1, count: 10 };
    expect([-0.01, 0, 0.95, 1, 1.01].map((value) => binOf(bins, value))).toEqual([-1, 0, 9, 9, 10]);
  });
});

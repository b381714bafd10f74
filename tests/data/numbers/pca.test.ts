import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadDataset } from "../../../src/data/loadDataset.ts";
import { numbers } from "../../../src/data/numbers/numbers.ts";
import { principalAxes, project } from "../../../src/data/numbers/pca.ts";

/** By scikit-learn: tests/golden/pca.py. */
const golden: { explained: number[]; coordinates: number[][]; distances: number[] } = JSON.parse(
  readFileSync(new URL("../../golden/pca.json", import.meta.url), "utf8"),
);

const near = (found: ArrayLike<number>, wanted: number[], limit: number) => {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs(found[i]! - value)).toBeLessThan(limit);
  });
};

test("32 components of the digits, as scikit-learn finds them", async () => {
  const all = numbers((await loadDataset("digits")).splits.train!.features);
  const digits = { shape: [400, 64], data: Float64Array.from(all.subarray(0, 400 * 64)) };
  const axes = principalAxes(digits, 32);
  near(axes.explained, golden.explained, 1e-11);
  const rows = project(axes, digits);
  golden.coordinates.forEach((wanted, i) => {
    near(rows.subarray(32 * i, 32 * i + 4), wanted, 1e-6);
  });
  const distance = (a: number, b: number) =>
    Math.hypot(...Array.from({ length: 32 }, (_, k) => rows[32 * a + k]! - rows[32 * b + k]!));
  near(
    golden.distances.map((_, i) => distance(i, 7 * i + 3)),
    golden.distances,
    1e-7,
  );
});

test("axes are orthonormal; rows that lie on a line have one, and no more variance than there is", () => {
  const line = { shape: [5, 3], data: Float64Array.of(1, 2, 3, 2, 4, 6, 3, 6, 9, 4, 8, 12, 5, 10, 15) };
  const { axes, explained } = principalAxes(line, 2);
  near(explained, [1, 0], 1e-12);
  near(
    axes[0]!,
    [1, 2, 3].map((x) => x / Math.sqrt(14)),
    1e-12,
  );
  const along = project({ mean: Float64Array.of(3, 6, 9), axes: axes.slice(0, 1), explained }, line);
  near(
    along,
    [-2, -1, 0, 1, 2].map((x) => x * Math.sqrt(14)),
    1e-12,
  );
});

test("two features or fewer stay as they are", () => {
  const flat = { shape: [2, 2], data: Float64Array.of(1, -2, 3, 4) };
  expect([...project(principalAxes(flat, 2), flat)]).toEqual([1, -2, 3, 4]);
  const thin = { shape: [3, 1], data: Float64Array.of(1, -2, 3) };
  expect([...project(principalAxes(thin, 2), thin)]).toEqual([1, -2, 3]);
});

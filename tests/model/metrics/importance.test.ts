import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { argMax } from "../../../src/data/numbers/numbers.ts";
import { permutationImportance } from "../../../src/model/metrics/importance.ts";

interface Golden {
  features: number[];
  weights: number[][];
  labels: number[];
  seed: number;
  repeats: number;
  baseline: number;
  mean: number[];
  std: number[];
  drops: number[][];
}

const goldens: Golden[] = JSON.parse(readFileSync("tests/golden/metrics.json", "utf8")).importance;

/** The share of rows whose argmax of x W is their label. */
const scoreOf =
  ({ weights, labels }: Golden) =>
  (features: ArrayLike<number>): number => {
    const d = weights.length;
    const right = labels.filter((label, i) => {
      const sums = weights[0]!.map((_, c) =>
        weights.reduce((z, w, j) => z + features[i * d + j]! * w[c]!, 0),
      );
      return argMax(sums) === label;
    });
    return right.length / labels.length;
  };

test.each(goldens)("the drops are scikit-learn's own, seed $seed", async (golden) => {
  const { features, weights, seed, repeats } = golden;
  const before = [...features];
  const found = await permutationImportance({
    features,
    columns: weights.length,
    score: scoreOf(golden),
    seed,
    repeats,
  });
  expect(features).toEqual(before);
  expect(found.baseline).toBeCloseTo(golden.baseline, 12);
  found.importances.forEach(({ mean, std, drops }, j) => {
    expect(mean).toBeCloseTo(golden.mean[j]!, 12);
    expect(std).toBeCloseTo(golden.std[j]!, 12);
    drops.forEach((drop, r) => {
      expect(drop).toBeCloseTo(golden.drops[j]![r]!, 12);
    });
  });
  expect(found.importances[0]!.mean).toBe(0); // the model does not look at it
});

test("columns of one group are shuffled together, the model may be asynchronous", async () => {
  // One-hot: rows where both columns are 0, or both 1, never reach the model.
  const features = Float64Array.from({ length: 40 }, (_, k) => Number((k >> 1) % 2 === k % 2));
  const seen = new Set<string>();
  const found = await permutationImportance({
    features,
    columns: 2,
    groups: [[0, 1]],
    score: async (x) => {
      for (let i = 0; i < x.length; i += 2) seen.add(`${x[i]}${x[i + 1]}`);
      return x.reduce((sum, value, k) => sum + (value === features[k] ? 1 : 0), 0) / x.length;
    },
  });
  expect([...seen].sort()).toEqual(["01", "10"]);
  expect(found.baseline).toBe(1);
  expect(found.importances).toHaveLength(1);
  expect(found.importances[0]!.mean).toBeGreaterThan(0.2);
});

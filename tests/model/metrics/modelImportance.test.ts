import { expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { modelImportance } from "../../../src/model/metrics/modelImportance.ts";
import { rocAuc } from "../../../src/model/metrics/ranking.ts";
import type { ModelData } from "../../../src/model/modelData.ts";

const engine = await loadEngine("auto");

/** Says OK of every row, yet ranks NG by the second of two columns. */
const model = (positive?: string): ModelData => ({
  network: { sizes: [2, 2], activation: "sigmoid" },
  dtype: "float64",
  featureNames: ["noise", "outer"],
  classNames: ["NG", "OK"],
  positive,
  scaler: { kind: "none", offset: [0, 0], scale: [1, 1] },
  parameters: {
    "dense1.weight": { shape: [2, 2], data: Float64Array.of(0.01, 0, 1, 0) },
    "dense1.bias": { shape: [1, 2], data: Float64Array.of(0, 20) },
  },
});

/** One row in fifteen is NG, and its second column larger. */
const rows = 150;
const labels = Int32Array.from({ length: rows }, (_, i) => Number(i % 15 !== 4));
const features = Float64Array.from({ length: 2 * rows }, (_, at) => {
  const row = at >> 1;
  const wave = ((at * 7919) % 1000) / 250 - 2;
  return at % 2 === 1 && labels[row] === 0 ? wave + 2 : wave;
});

test("of a model that looks for NG it is the drop of its AUROC: accuracy knows nothing where NG is never given", async () => {
  const found = await modelImportance(model("NG"), { features, labels }, { engine, seed: 3 });
  const scores = Float64Array.from(
    { length: rows },
    (_, row) => 0.01 * features[2 * row]! + features[2 * row + 1]!,
  );
  expect(found.score).toBe("auroc");
  expect(found.baseline).toBeCloseTo(
    rocAuc(
      Array.from(labels, (label) => 1 - label),
      scores,
    ),
    12,
  );
  const [noise, outer] = found.importances;
  expect(outer!.mean).toBeGreaterThan(0.2);
  expect(Math.abs(noise!.mean)).toBeLessThan(0.02);

  const plain = await modelImportance(model(), { features, labels }, { engine, seed: 3 });
  expect(plain).toMatchObject({ score: "accuracy", baseline: 140 / 150 });
  expect(plain.importances.map(({ mean }) => mean)).toEqual([0, 0]);
});

test("of rows of one side alone there is no AUROC", async () => {
  const good = { features: features.subarray(0, 8), labels: Int32Array.of(1, 1, 1, 1) };
  expect(await modelImportance(model("NG"), good, { engine })).toMatchObject({
    score: "accuracy",
    baseline: 1,
  });
});

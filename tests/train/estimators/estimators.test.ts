import { array, type NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { applyScaler } from "../../../src/data/arrays.ts";
import { blobs } from "../../../src/data/blobs.ts";
import { fitScaler } from "../../../src/data/scale.ts";
import { regressionScores } from "../../../src/model/metrics/regression.ts";
import { MLPClassifier, MLPRegressor } from "../../../src/train/estimators/estimators.ts";

const { X, y } = blobs({ nSamples: 200, centers: 3, nFeatures: 2, randomState: 0 });
const quick = { hiddenLayerSizes: [16], learningRateInit: 0.02, maxIter: 60, batchSize: 32, seed: 3 };

describe("MLPClassifier", () => {
  test("words as labels: predict, predictProba and score agree", async () => {
    const words = Array.from(y.data, (k) => ["small", "big", "medium"][Number(k)]!);
    const model = await new MLPClassifier<string>(quick).fit(X, words);
    expect(model.classes).toEqual(["big", "medium", "small"]);
    const predicted = await model.predict(X);
    const p = (await model.predictProba(X)).tolist() as number[][];
    for (const [row, probabilities] of p.entries()) {
      expect(probabilities.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
      expect(model.classes[probabilities.indexOf(Math.max(...probabilities))]).toBe(predicted[row]);
    }
    const share = predicted.filter((label, row) => label === words[row]).length / words.length;
    expect(await model.score(X, words)).toBe(share);
    expect(share).toBeGreaterThan(0.9);
  });

  test("same seed, same bits; another seed, others", async () => {
    const proba = async (seed: number) =>
      Array.from((await (await new MLPClassifier({ ...quick, seed }).fit(X, y)).predictProba(X)).data);
    expect(await proba(3)).toEqual(await proba(3));
    expect(await proba(3)).not.toEqual(await proba(4));
  });

  test("labels that are not 0 … k-1 come back as they were", async () => {
    const rows = [
      [0, 0],
      [0, 1],
      [5, 5],
      [5, 6],
    ];
    const model = await new MLPClassifier({ ...quick, batchSize: 4, maxIter: 200 }).fit(rows, [10, 10, 2, 2]);
    expect(model.classes).toEqual([2, 10]);
    expect(await model.predict(rows)).toEqual([10, 10, 2, 2]);
  });

  test("stops where the loss falls no more than tol, and early by rows set aside", async () => {
    const settings = { ...quick, maxIter: 500 };
    const stopped = await new MLPClassifier({ ...settings, tol: 0.01, nIterNoChange: 5 }).fit(X, y);
    const curve = stopped.lossCurve;
    expect(curve.length).toBeLessThan(500);
    const bestBefore = (epoch: number) => Math.min(Infinity, ...curve.slice(0, epoch));
    const gained = curve.map((loss, epoch) => loss <= bestBefore(epoch) - 0.01);
    expect(gained.slice(-7)).toEqual([true, false, false, false, false, false, false]);
    const early = await new MLPClassifier({ ...settings, earlyStopping: true }).fit(X, y);
    expect(early.lossCurve.length).toBeLessThan(500);
    expect(await early.score(X, y)).toBeGreaterThan(0.9);
  });
});

describe("MLPRegressor", () => {
  const rows = Array.from({ length: 300 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
  const values = rows.map(([a, b]) => 1 + 5 * a! - 2 * b! ** 2);

  test("score is R² of its predictions", async () => {
    const model = await new MLPRegressor({ ...quick, maxIter: 100 }).fit(rows, values);
    const score = await model.score(rows, values);
    expect(score).toBe(regressionScores(values, await model.predict(rows)).r2);
    expect(score).toBeGreaterThan(0.99);
  });

  test("sgd learns too", async () => {
    const settings = { ...quick, solver: "sgd" as const, learningRateInit: 0.05, maxIter: 100 };
    expect(await (await new MLPRegressor(settings).fit(rows, values)).score(rows, values)).toBeGreaterThan(
      0.95,
    );
  });
});

test.each<[string, () => unknown, string]>([
  [
    "an unknown setting",
    () => new MLPClassifier({ hiddenLayers: [3] } as object),
    'MLPClassifier: there is no setting "hiddenLayers"',
  ],
  [
    "an unknown activation",
    () => new MLPRegressor({ activation: "swish" as "relu" }),
    'MLPRegressor: activation "swish" is not one of relu, tanh, logistic',
  ],
  [
    "lbfgs",
    () => new MLPClassifier({ solver: "lbfgs" as "sgd" }),
    'MLPClassifier: solver "lbfgs" is not one of adam, sgd',
  ],
  [
    "predict before fit",
    () => new MLPClassifier().predict(X),
    "MLPClassifier: has not learned yet; call fit(X, y) first",
  ],
  [
    "ragged rows",
    () => new MLPClassifier().fit([[1, 2], [3]], [0, 1]),
    "MLPClassifier: row 1 of X has 1 numbers, row 0 has 2",
  ],
  [
    "lengths that differ",
    () => new MLPClassifier().fit([[1], [2]], [0, 1, 1]),
    "MLPClassifier: X has 2 rows, but y has 3 values",
  ],
  [
    "NaN in X",
    () => new MLPRegressor().fit([[1], [Number.NaN]], [0, 1]),
    "MLPRegressor: row 1, feature 0 of X is NaN; give finite numbers",
  ],
  [
    "NaN in y",
    () => new MLPRegressor().fit([[1], [2]], [0, Number.NaN]),
    "MLPRegressor: y[1] is NaN; give finite numbers",
  ],
  [
    "one class",
    () => new MLPClassifier().fit([[1], [2]], [7, 7]),
    "MLPClassifier: every label is 7; it takes two classes at least",
  ],
  [
    "an attribute before fit",
    () => new MLPRegressor().coefs,
    "MLPRegressor: has not learned yet; call fit(X, y) first",
  ],
  [
    "a learning rate that is too large",
    () => new MLPRegressor({ ...quick, solver: "sgd", learningRateInit: 1e9 }).fit([[1], [2]], [0, 1e9]),
    "MLPRegressor: training broke down in epoch",
  ],
  [
    "other features at predict",
    async () => (await new MLPClassifier({ ...quick, maxIter: 1 }).fit(X, y)).predict([[1, 2, 3]]),
    "MLPClassifier: X has 3 features, but it was fitted to 2",
  ],
])("a mistake: %s", async (_, mistake, message) => {
  await expect((async () => mistake())()).rejects.toThrow(message);
});

test("scaled features as arrays", async () => {
  const scaler = fitScaler("standard", X);
  const model = await new MLPClassifier(quick).fit(
    applyScaler(scaler, X),
    array(y.tolist() as number[], "int32") as NDArray,
  );
  expect(await model.score(applyScaler(scaler, X), y)).toBeGreaterThan(0.9);
});

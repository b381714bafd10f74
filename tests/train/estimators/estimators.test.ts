import { join, resolve } from "node:path";
import { array, type NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { applyScaler } from "../../../src/data/numpy/arrays.ts";
import { blobs } from "../../../src/data/numpy/blobs.ts";
import { fitScaler } from "../../../src/data/rows/scale.ts";
import { regressionScores } from "../../../src/model/metrics/regression.ts";
import { Model } from "../../../src/model/model.ts";
import { MLPClassifier, MLPRegressor, type Probabilities } from "../../../src/train/estimators/estimators.ts";
import { chromiumPath, launchChromium, noChromium } from "../../chromium.ts";
import { workshop } from "../../cli/kiso.ts";
import { bundle } from "../../engine/bundle.ts";

const { X, y } = blobs({ nSamples: 200, centers: 3, nFeatures: 2, seed: 0 });
const rowsOf = ({ shape: [n, k], data }: Probabilities) =>
  Array.from({ length: n }, (_, i) => Array.from(data.subarray(i * k, (i + 1) * k)));
const quick = { hiddenLayerSizes: [16], learningRateInit: 0.02, maxIter: 60, batchSize: 32, seed: 3 };

describe("MLPClassifier", () => {
  test("words as labels: predict, predictProba and score agree", async () => {
    const words = Array.from(y.data, (k) => ["small", "big", "medium"][Number(k)]!);
    const model = await new MLPClassifier<string>(quick).fit(X, words);
    expect(model.classes).toEqual(["big", "medium", "small"]);
    const predicted = await model.predict(X);
    const p = rowsOf(await model.predictProba(X));
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

describe("as a Model", () => {
  const { folder } = workshop("estimators");
  const scaler = fitScaler("standard", X);
  const scaled = applyScaler(scaler, X);
  const raw = Array.from({ length: X.shape[0]! }, (_, i) => ({ a: X.get([i, 0]), b: X.get([i, 1]) })) as {
    a: number;
    b: number;
  }[];
  const featureNames = ["a", "b"];

  test("a classifier of three classes says the same of raw rows, saved and loaded too", async () => {
    const words = Array.from(y.data, (k) => ["small", "big", "medium"][Number(k)]!);
    const estimator = await new MLPClassifier<string>(quick).fit(scaled, words);
    const p = rowsOf(await estimator.predictProba(scaled));
    const path = join(folder(), "blobs.safetensors");
    await estimator.save(path, { featureNames, scaler, label: "size" });
    const bytes = estimator.toBytes({ featureNames, scaler, label: "size" });
    for (const model of [
      estimator.toModel({ featureNames, scaler }),
      await Model.load(path),
      await Model.load(bytes),
    ]) {
      const answers = await model.predict(raw);
      expect(answers.map((answer) => answer.label)).toEqual(await estimator.predict(scaled));
      for (const [i, answer] of answers.entries()) {
        if (answer.value !== undefined) throw new Error("a classifier names classes");
        for (const [k, one] of answer.probabilities.entries()) expect(one).toBeCloseTo(p[i]![k]!, 12);
      }
      const found = await model.evaluate(raw, words);
      if (found.kind !== "classes") throw new Error(found.kind);
      expect(found.accuracy).toBe(await estimator.score(scaled, words));
      model.dispose();
    }
  });

  test("two classes with one output become two, with names of one's own", async () => {
    const two = Int32Array.from(y.data, (k) => Number(Number(k) > 0));
    const estimator = await new MLPClassifier(quick).fit(scaled, two);
    const p = rowsOf(await estimator.predictProba(scaled));
    const answers = await estimator.toModel({ scaler, classNames: ["ng", "ok"] }).predict(X);
    for (const [i, answer] of answers.entries()) {
      if (answer.value !== undefined) throw new Error("a classifier names classes");
      expect(answer.probabilities[1]).toBeCloseTo(p[i]![1]!, 12);
      expect(answer.label).toBe(p[i]![1]! > 0.5 ? "ok" : "ng");
    }
  });

  test("a regression answers in the unit of its label", async () => {
    const values = raw.map(({ a, b }) => 300 + 20 * a - 5 * b);
    const target = fitScaler("standard", { shape: [values.length, 1], data: values });
    const scaledValues = values.map((value) => (value - target.offset[0]!) / target.scale[0]!);
    const estimator = await new MLPRegressor(quick).fit(scaled, scaledValues);
    const predicted = await estimator.predict(scaled);
    const answers = await estimator.toModel({ featureNames, scaler, target }).predict(raw);
    for (const [i, answer] of answers.entries()) {
      if (answer.value === undefined) throw new Error("a regression answers with values");
      expect(answer.value).toBeCloseTo(predicted[i]! * target.scale[0]! + target.offset[0]!, 9);
    }
    const bare = await new MLPRegressor(quick).fit(scaled, scaledValues);
    const [first] = await bare.toModel().predict([Array.from(scaled.data as Float64Array).slice(0, 2)]);
    expect(first!.value).toBe(predicted[0]);
  });

  test("is refused before it has learned, and with a misspelt name", async () => {
    expect(() => new MLPRegressor().toModel()).toThrow("MLPRegressor: has not learned yet");
    const estimator = await new MLPClassifier({ ...quick, maxIter: 1 }).fit(scaled, y);
    expect(() => estimator.toModel({ featurenames: ["a"] } as object)).toThrow(
      'did you mean "featureNames"?',
    );
    expect(() => estimator.toModel({ featureNames: ["a"] })).toThrow(
      "1 names of features, where the network",
    );
  });
});

/** How often a timer had its turn while it learned, and the loss of each epoch. */
const watched = `
  async function watched(MLPClassifier) {
    const X = Array.from({ length: 400 }, (_, i) => [((i * 7919) % 1000) / 500 - 1, ((i * 104729) % 997) / 500 - 1, (i % 7) / 7]);
    const y = X.map(([a, b]) => Number(a > b));
    const settings = { hiddenLayerSizes: [64], batchSize: 32, maxIter: 3000, tol: 0, nIterNoChange: 4000 };
    await new MLPClassifier({ ...settings, maxIter: 1 }).fit(X, y); // the engine is loaded
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const model = new MLPClassifier(settings);
    await model.fit(X, y);
    clearInterval(timer);
    return { turns, losses: model.lossCurve };
  }`;
interface Watched {
  turns: number;
  losses: number[];
}

describe("while it learns, a timer has its turn", () => {
  let inNode: Watched;
  test("in Node", async () => {
    const run = new Function(`${watched}; return watched`)() as (of: unknown) => Promise<Watched>;
    inNode = await run(MLPClassifier);
    // Without a rest there is none: each epoch is far shorter than the 40 ms after which it rests.
    expect(inNode.turns).toBeGreaterThan(2);
  });

  test.skipIf(chromiumPath === undefined)(
    `in Chromium, with the same losses to the last bit${chromiumPath ? "" : ` (${noChromium})`}`,
    async () => {
      const script = await bundle(`
        import { MLPClassifier } from ${JSON.stringify(resolve("src/train/estimators/estimators.ts"))};
        ${watched}
        window.watched = () => watched(MLPClassifier);`);
      const browser = await launchChromium();
      const page = await browser.newPage();
      await page.addScriptTag({ type: "module", content: script });
      await page.waitForFunction("window.watched");
      const found = await page.evaluate<Watched>("window.watched()");
      await browser.close();
      expect(found.losses).toEqual(inNode.losses);
      expect(found.turns).toBeGreaterThan(2);
    },
  );
});

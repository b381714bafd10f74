import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { array, type NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { applyScaler } from "../../../src/data/numpy/arrays.ts";
import { Dataset } from "../../../src/data/numpy/dataset.ts";
import { fitScaler } from "../../../src/data/rows/scale.ts";
import {
  MLPClassifier,
  MLPRegressor,
  type PerceptronSettings,
} from "../../../src/train/estimators/estimators.ts";

interface Case {
  table: string;
  settings: Record<string, unknown>;
  scaled: boolean;
  names: string[] | null;
  lossCurve: number[];
  validationScores: number[] | null;
  predicted: (number | string)[];
  probabilities: number[][] | null;
  firstCoefs: number[][];
  lastIntercepts: number[];
}

const golden: { tables: Record<string, { X: number[][]; y: number[] }>; cases: Case[] } = JSON.parse(
  gunzipSync(readFileSync(new URL("../../golden/perceptron.json.gz", import.meta.url))).toString(),
);

/** random_state is seed; hidden_layer_sizes hiddenLayerSizes, beta_1 beta1. */
const settingsOf = ({ settings }: Case): PerceptronSettings =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name === "random_state" ? "seed" : name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );

const standardised = (y: NDArray): NDArray => {
  const column = y.reshape(y.size, 1) as NDArray;
  return applyScaler(fitScaler("standard", column), column).reshape(y.size) as NDArray;
};

/** Agreement of sums in another order: no more than rounding. */
const rounding = 1e-12;
function expectSame(found: ArrayLike<number>, wanted: readonly number[], what: string): void {
  expect(found.length, what).toBe(wanted.length);
  const worst = Math.max(
    ...wanted.map((value, i) => Math.abs(found[i]! - value) / Math.max(1, Math.abs(value))),
  );
  expect(worst, what).toBeLessThan(rounding);
}

describe("from the seed to the last weight as scikit-learn's", () => {
  test.each(golden.cases.map((one) => [`${one.table} ${JSON.stringify(one.settings)}`, one] as const))(
    "%s",
    async (_, one) => {
      const settings = settingsOf(one);
      const { X, y } = golden.tables[one.table]!;
      const regression = one.table === "diabetes";
      const { train, test: held } = new Dataset({
        features: array(X) as NDArray,
        labels: array(y, regression ? "float64" : "int32") as NDArray,
        ...(regression ? { classNames: [] } : {}),
      }).trainTestSplit(0.25, settings.seed);
      const scaler = fitScaler(one.scaled ? "standard" : "none", train.features);
      const [known, unknown] = [applyScaler(scaler, train.features), applyScaler(scaler, held.features)];
      const classes = one.names ?? [0, 1, 2];

      const model = regression
        ? await new MLPRegressor(settings).fit(known, standardised(train.labels))
        : await new MLPClassifier<string | number>(settings).fit(
            known,
            Array.from(train.labels.data, (code) => classes[Number(code)]!),
          );

      expectSame(model.lossCurve, one.lossCurve, "loss curve");
      expect(model.nIter).toBe(one.lossCurve.length);
      if (one.validationScores) expectSame(model.validationScores!, one.validationScores, "scores");
      else expect(model.validationScores).toBeUndefined();
      expectSame(model.coefs[0]!.data as Float64Array, one.firstCoefs.flat(), "weights of the first layer");
      expectSame(model.intercepts.at(-1)!.data as Float64Array, one.lastIntercepts, "biases of the last");
      if (model instanceof MLPRegressor)
        return expectSame(await model.predict(unknown), one.predicted as number[], "predictions");
      expect(await model.predict(unknown)).toEqual(one.predicted);
      const { data, shape } = await model.predictProba(unknown);
      expectSame(data.subarray(0, 20 * shape[1]), one.probabilities!.flat(), "probabilities");
    },
  );
});

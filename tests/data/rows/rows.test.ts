import { readFileSync } from "node:fs";
import { array, type NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { applyScaler } from "../../../src/data/numpy/arrays.ts";
import { Dataset } from "../../../src/data/numpy/dataset.ts";
import { fitScaler, type ScalerKind } from "../../../src/data/rows/scale.ts";
import { trainTestSplit } from "../../../src/data/rows/split.ts";

interface Golden {
  splits: {
    y: number[];
    testSize: number;
    seed: number;
    stratify: boolean;
    train: number[];
    test: number[];
  }[];
  scalers: {
    name: string;
    kind: ScalerKind;
    X: number[][];
    Z: number[][];
    offset: number[];
    scale: number[];
  }[];
}
/** Made by scikit-learn: tests/golden/rows.py */
const golden: Golden = JSON.parse(readFileSync(new URL("../../golden/rows.json", import.meta.url), "utf8"));

describe("trainTestSplit takes scikit-learn's rows in its order", () => {
  test.each(golden.splits)("test_size $testSize, random_state $seed, stratified $stratify", (one) => {
    const { y, testSize, seed, stratify } = one;
    const dataset = new Dataset({
      features: array(y.map((_, row) => [row])) as NDArray,
      labels: array(y, "int32") as NDArray,
    });
    const { train, test } = trainTestSplit(dataset, { testSize, seed, stratify });
    expect(Array.from(train.features.data, Number)).toEqual(one.train);
    expect(Array.from(test.features.data, Number)).toEqual(one.test);
  });

  test("a class of one row cannot be stratified", () => {
    const dataset = new Dataset({
      features: array([[1], [2], [3], [4], [5]]),
      labels: array([0, 0, 0, 1, 1], "int32"),
    });
    const lone = dataset.select([0, 1, 2, 3]);
    expect(() => trainTestSplit(lone, { testSize: 2, stratify: true })).toThrow(
      'A stratified split needs two rows of every class, but class "1" has one; add rows or split without stratify',
    );
  });
});

const far = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(b), 1e-300);

describe("scalers give scikit-learn's numbers", () => {
  test.each(golden.scalers)("$kind of $name", ({ kind, X, Z, offset, scale }) => {
    const features = array(X) as NDArray;
    const scaler = fitScaler(kind, features);
    const worst = (found: readonly number[], wanted: readonly number[]) =>
      Math.max(...found.map((value, i) => (value === wanted[i] ? 0 : far(value, wanted[i]!))));
    expect(scaler.offset.length).toBe(offset.length);
    expect(worst(scaler.scale, scale)).toBeLessThan(2e-15);
    // (x - mean) / std has the absolute error of the mean over std: a few roundings of max |x| / std
    const z = (applyScaler(scaler, features).tolist() as number[][]).flat();
    const size = Math.max(...X.flat().map(Math.abs)) / Math.min(...scale);
    expect(Math.max(...z.map((value, i) => Math.abs(value - Z.flat()[i]!)))).toBeLessThan(
      4 * Number.EPSILON * size,
    );
    expect(JSON.parse(JSON.stringify(scaler))).toEqual(scaler);
  });

  test("uint8 images by column, without a byte overflowing", () => {
    const pixels = array(Uint8Array.of(0, 200, 255, 100, 10, 255), "uint8").reshape(3, 2) as NDArray;
    const scaler = fitScaler("minmax", pixels);
    expect(scaler).toEqual({ kind: "minmax", offset: [0, 100], scale: [255, 155] });
    expect(applyScaler(scaler, pixels).tolist()).toEqual([
      [0, 100 / 155],
      [1, 0],
      [10 / 255, 1],
    ]);
  });

  test("none leaves every value", () => {
    const X = array([[1, -2.5]]) as NDArray;
    expect(applyScaler(fitScaler("none", X), X).tolist()).toEqual([[1, -2.5]]);
  });
});

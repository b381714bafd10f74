import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { arange, array, type NDArray, reshape } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { Dataset } from "../../../src/data/numpy/dataset.ts";
import { UserError } from "../../../src/errors.ts";

interface Rows {
  size: number;
  sha256: string;
  head: number[];
}

const goldens: {
  shuffles: { n: number; seed: number; rows: Rows }[];
  splits: { n: number; testSize: number; seed: number; train: Rows; test: Rows }[];
} = JSON.parse(readFileSync("tests/golden/shuffle.json", "utf8"));

/** n rows; row i is [i] with label i % 3, so that a row tells where it came from. */
function numbered(n: number): Dataset {
  const rows = Array.from({ length: n }, (_, i) => i % 3);
  return new Dataset({
    features: reshape(arange(0, n, 1, "float64"), [n, 1]) as NDArray,
    labels: array(rows, "int32"),
    classNames: ["a", "b", "c"],
  });
}

function expectRows(found: Dataset, golden: Rows): void {
  const rows = Int32Array.from(found.features.data as Float64Array);
  expect(Array.from(rows.subarray(0, 12))).toEqual(golden.head);
  expect(found.features.shape).toEqual([golden.size, 1]);
  expect(createHash("sha256").update(rows).digest("hex")).toBe(golden.sha256);
  expect(Array.from(found.labels.data as Int32Array)).toEqual(Array.from(rows, (row) => row % 3));
}

describe("shuffle: the order of default_rng(seed).permutation(n)", () => {
  test.each(goldens.shuffles)("$n rows, seed $seed", ({ n, seed, rows }) => {
    expectRows(numbered(n).shuffle(seed), rows);
  });
});

describe("trainTestSplit: the rows of scikit-learn's train_test_split", () => {
  test.each(goldens.splits)(
    "$n rows, test size $testSize, seed $seed",
    ({ n, testSize, seed, train, test }) => {
      const split = numbered(n).trainTestSplit(testSize, seed);
      expectRows(split.train, train);
      expectRows(split.test, test);
    },
  );

  test("no row is lost, none appears twice", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (n, share) => {
          if (Math.ceil(share * n) >= n) return;
          const { train, test } = numbered(n).trainTestSplit(share, n);
          const rows = [...(train.features.data as Float64Array), ...(test.features.data as Float64Array)];
          expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        },
      ),
    );
  });
});

test("select takes rows in the order asked for, and one may come twice", () => {
  const selected = numbered(5).select([4, 0, 4]);
  expect(selected.features.tolist()).toEqual([[4], [0], [4]]);
  expect(selected.labels.tolist()).toEqual([1, 0, 1]);
  expect(numbered(5).select([]).features.shape).toEqual([0, 1]);
});

test("names come from the columns and classes, or are counted; a selection keeps them", () => {
  const counted = new Dataset({ features: array([[1, 2]]), labels: array([2], "int32") });
  expect(counted.featureNames).toEqual(["x0", "x1"]);
  expect(counted.classNames).toEqual(["0", "1", "2"]);
  const named = new Dataset({
    features: array([[1, 2]]),
    labels: array([0], "int32"),
    featureNames: ["width", "height"],
    classNames: ["良品", "不良品"],
  });
  expect(named.shuffle(1).featureNames).toEqual(["width", "height"]);
  expect(named.select([]).classNames).toEqual(["良品", "不良品"]);
  expect([named.nSamples, named.nFeatures, named.nClasses]).toEqual([1, 2, 2]);
});

test("a Dataset does not change when it is shuffled", () => {
  const dataset = numbered(20);
  dataset.shuffle(1);
  expect(Array.from(dataset.features.data as Float64Array)).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

describe("a mistake gets one line", () => {
  const mistakes: [string, () => unknown, RegExp][] = [
    ["a row below 0", () => numbered(3).select([-1]), /row -1 is outside this dataset of 3 rows/],
    ["a row beyond the end", () => numbered(3).select([0, 3]), /row 3 is outside/],
    ["half a row", () => numbered(3).select([0.5]), /row 0.5 is outside/],
    ["a negative seed", () => numbered(3).shuffle(-1), /shuffle: a seed is a whole number .* not -1/],
    ["a share of 1", () => numbered(3).trainTestSplit(3), /testSize 3 does not leave rows on both sides/],
    ["nothing to test on", () => numbered(3).trainTestSplit(0), /testSize 0 does not leave rows/],
    ["one row", () => numbered(1).trainTestSplit(0.5), /testSize 0.5 does not leave rows/],
    ["a split's seed", () => numbered(3).trainTestSplit(0.5, 1.5), /trainTestSplit: a seed .* not 1.5/],
  ];
  test.each(mistakes)("%s", (_, action, message) => {
    expect(action).toThrow(UserError);
    expect(action).toThrow(message);
  });
});

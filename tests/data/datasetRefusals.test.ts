import { describe, expect, test } from "vitest";
import * as kiso from "../everything.ts";
import { refused, untyped, v, X } from "../refusals.ts";

const { np } = kiso;

describe("a Dataset refuses", () => {
  const { Dataset } = kiso;
  const labels = np.array([0, 1], "int32");
  const made = (parts: object) => () => new Dataset(untyped({ features: X, labels, ...parts }));
  refused([
    [
      "labels of other rows",
      made({ labels: np.array([0, 1, 2], "int32") }),
      "Dataset: features (2, 2) want 2 labels, found 3",
    ],
    [
      "features of one axis",
      made({ features: v }),
      "must be arrays (rows, features) and (rows,), such as np.array([[1, 2], [3, 4]]); found features (2,) and labels (2,)",
    ],
    ["labels of two axes", made({ labels: X }), "found features (2, 2) and labels (2, 2)"],
    ["lists", made({ features: [[1, 2]], labels: [0] }), "found features no array and labels no array"],
    ["nothing", () => new Dataset(untyped(undefined)), "found features no array and labels no array"],
    [
      "names of other features",
      made({ featureNames: ["a"] }),
      "features (2, 2) want 2 featureNames, found 1",
    ],
    ["names of other rows", made({ rowNames: ["a"] }), "features (2, 2) want 2 rowNames, found 1"],
    [
      "a label that no class has",
      made({ labels: np.array([0, 2], "int32"), classNames: ["a", "b"] }),
      "Dataset: row 1 has label 2, where there are 2 classes (0 to 1)",
    ],
    [
      "a label below 0",
      made({ labels: np.array([-1, 0], "int32") }),
      "Dataset: row 0 has label -1, where classes are whole numbers from 0",
    ],
    [
      "a value as a class",
      made({ labels: np.array([0.5, 1]) }),
      "Dataset: row 0 has label 0.5, where classes are whole numbers from 0; of values to predict give classNames: []",
    ],
    [
      "one row's number alone",
      () => made({})().select(untyped(1)),
      "select: takes a list of row numbers, found 1; give [1]",
    ],
    [
      "a share in words",
      () => made({})().trainTestSplit(untyped("0.5")),
      'trainTestSplit: testSize must be a number, found "0.5"',
    ],
    [
      "another name of a setting",
      () => kiso.trainTestSplit(made({})(), untyped({ test_size: 0.5 })),
      'there is no setting "test_size"; did you mean "testSize"?',
    ],
    [
      "to be an array",
      () => kiso.trainTestSplit(untyped<kiso.Dataset>(X)),
      "trainTestSplit takes a Dataset: new Dataset({ features, labels })",
    ],
    [
      "a split of every object",
      () => kiso.loadDataset("iris", { split: "constructor" }),
      'iris: no split "constructor"; it has train',
    ],
    [
      "no source",
      () => kiso.loadDataset(untyped(undefined)),
      "a source is a path, a shipped name or a Hub id, found undefined",
    ],
    [
      "blobs of another setting",
      () => kiso.blobs(untyped({ samples: 10 })),
      'blobs: there is no setting "samples"; did you mean "nSamples"?',
    ],
    [
      "blobs counted in words",
      () => kiso.blobs(untyped({ nSamples: "10" })),
      "blobs: nSamples must be a whole number of 1 or more, not 10",
    ],
  ]);

  test("no values to predict, and no classes without rows", () => {
    expect(made({ labels: np.array([0.5, -1]), classNames: [] })().nClasses).toBe(0);
    expect(made({ classNames: ["a", "b", "c"] })().nClasses).toBe(3);
  });
});

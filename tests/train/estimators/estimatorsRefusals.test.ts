import { describe, expect, test } from "vitest";
import * as kiso from "../../everything.ts";
import { refused, untyped, X } from "../../refusals.ts";

describe("an MLPClassifier refuses", () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i % 4, i % 3]);
  const y = rows.map((_, i) => i % 2);
  const set = (settings: object | null) => () => new kiso.MLPClassifier(untyped(settings));
  const fitted = (X: unknown, y: unknown) => () =>
    new kiso.MLPClassifier({ maxIter: 1 }).fit(untyped(X), untyped(y));
  const regressed = (y: unknown) => () => new kiso.MLPRegressor({ maxIter: 1 }).fit(rows, untyped(y));
  refused([
    [
      "layers that are no list",
      set({ hiddenLayerSizes: 100 }),
      "MLPClassifier: hiddenLayerSizes must be a list, such as [100], found 100",
    ],
    [
      "a layer of nothing",
      set({ hiddenLayerSizes: [8, 0] }),
      "MLPClassifier: each of hiddenLayerSizes must be a whole number of at least 1, found 0",
    ],
    ["a penalty below 0", set({ alpha: -1 }), "MLPClassifier: alpha must be at least 0, found -1"],
    [
      "an empty batch",
      set({ batchSize: 0 }),
      "MLPClassifier: batchSize must be a whole number of at least 1, found 0",
    ],
    [
      "a batch in words",
      set({ batchSize: "big" }),
      'MLPClassifier: batchSize must be a whole number of at least 1, found "big"',
    ],
    [
      "a rate below 0",
      set({ learningRateInit: -1 }),
      "MLPClassifier: learningRateInit must be above 0, found -1",
    ],
    [
      "no epochs",
      set({ maxIter: 0 }),
      "MLPClassifier: maxIter must be a whole number of at least 1, found 0",
    ],
    [
      "more than all rows",
      set({ validationFraction: 2 }),
      "MLPClassifier: validationFraction must be above 0 and below 1, found 2",
    ],
    [
      "too much momentum",
      set({ momentum: 2 }),
      "MLPClassifier: momentum must be at least 0 and at most 1, found 2",
    ],
    [
      "a memory without end",
      set({ beta1: 1 }),
      "MLPClassifier: beta1 must be at least 0 and below 1, found 1",
    ],
    [
      "a tolerance that is no number",
      set({ tol: Number.NaN }),
      "MLPClassifier: tol must be at least 0, found NaN",
    ],
    [
      "a shuffle in words",
      set({ shuffle: "no" }),
      'MLPClassifier: shuffle must be true or false, found "no"',
    ],
    [
      "scikit-learn's spelling",
      set({ hidden_layer_sizes: [3] }),
      'there is no setting "hidden_layer_sizes"; did you mean "hiddenLayerSizes"?',
    ],
    ["no settings", set(null), "MLPClassifier: the settings are null; give an object"],
    [
      "a Dataset",
      fitted({ features: X, labels: y }, y),
      "MLPClassifier: X must be rows of features, [[1, 2], [3, 4]] or an array (rows, features); of a Dataset give dataset.features",
    ],
    [
      "no labels",
      fitted(rows, undefined),
      "MLPClassifier: y must be a list, or an array (rows,), found undefined",
    ],
    [
      "a label that is missing",
      fitted(
        rows,
        y.map((c) => (c ? null : 1)),
      ),
      "MLPClassifier: y[1] is null; leave the row out, or give it a label",
    ],
    [
      "a label that is no number",
      fitted(
        rows,
        y.map((c) => (c ? Number.NaN : 1)),
      ),
      "MLPClassifier: y[1] is NaN",
    ],
    [
      "numbers among words",
      fitted(
        rows,
        y.map((c) => (c ? "1" : 1)),
      ),
      "MLPClassifier: y[0] is a number and y[1] a string; make them all of one kind",
    ],
    [
      "values that are text, and their regressor",
      regressed(y.map(String)),
      'MLPRegressor: y[0] is "0"; give finite numbers',
    ],
    [
      "values that are missing, and their regressor",
      regressed(y.map(() => null)),
      "MLPRegressor: y[0] is null; give finite numbers",
    ],
  ]);

  test("no typed labels, and no setting that is left out by name", async () => {
    const settings = { maxIter: 1, alpha: undefined, seed: undefined };
    const classifier = new kiso.MLPClassifier(untyped<object>(settings));
    const { classes } = await classifier.fit(rows, untyped(Int32Array.from(y)));
    expect(classes).toEqual([0, 1]);
    expect(classifier.settings.alpha).toBe(0.0001);
  });
});

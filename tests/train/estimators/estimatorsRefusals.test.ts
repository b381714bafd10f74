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
      "one-hot labels",
      fitted(
        rows,
        y.map((c) => [c, 1 - c]),
      ),
      "MLPClassifier: y must be one value a row, y[0] is [0,1]; of one-hot rows give the place of each row's 1; several labels a row are several classifiers",
    ],
    [
      "one-hot labels in an array",
      fitted(rows, { shape: [20, 2], data: new Float64Array(40) }),
      "MLPClassifier: y must be one value a row, an array (20, 2); of one-hot rows",
    ],
    [
      "a list among labels",
      fitted(
        rows,
        y.map((c, i) => (i === 3 ? [c] : c)),
      ),
      "MLPClassifier: y[0] is 0, where others are lists; give one label a row",
    ],
    [
      "numbers to predict",
      fitted(
        rows,
        y.map((c) => c + 0.5),
      ),
      "MLPClassifier: y[0] is 0.5, and classes are whole numbers or words; predict numbers with MLPRegressor, or make classes of them",
    ],
    [
      "a label that is a date",
      fitted(
        rows,
        y.map(() => new Date(0)),
      ),
      'MLPClassifier: y[0] is "1970-01-01T00:00:00.000Z"; give numbers or words as labels',
    ],
    ...(
      [
        ["null", null, "null"],
        ["undefined", undefined, "undefined"],
        ["nothing", "", '""'],
        ["a word", "six", '"six"'],
        ["NaN", Number.NaN, "NaN"],
        ["a list", [1], "[1]"],
      ] as const
    ).map(([what, cell, found]): [string, () => Promise<unknown>, string] => [
      `a feature that is ${what}`,
      fitted(
        rows.map((row, i) => (i === 2 ? [row[0], cell] : row)),
        y,
      ),
      `MLPClassifier: row 2, feature 1 of X is ${found}; give finite numbers`,
    ]),
    [
      "rows without features",
      fitted(
        rows.map(() => []),
        y,
      ),
      "MLPClassifier: X has no features, only 20 rows; give at least one number a row",
    ],
    [
      "a row that is missing",
      fitted(
        rows.map((row, i) => (i === 4 ? null : row)),
        y,
      ),
      "MLPClassifier: row 4 of X is null, row 0 has 2",
    ],
    [
      "several targets, and their regressor",
      regressed(y.map((c) => [c, c])),
      "MLPRegressor: y must be one value a row, y[0] is [0,0]; fit one MLPRegressor for each column",
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

describe("the estimators take what scikit-learn's take", () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i % 4, i % 3]);
  const y = rows.map((_, i) => i % 2);
  const fitted = async (X: kiso.EstimatorRows, y: kiso.EstimatorLabels<kiso.AnyLabel>) => {
    const settings = { maxIter: 2, hiddenLayerSizes: [3] };
    const classifier = await new kiso.MLPClassifier<kiso.AnyLabel>(settings).fit(X, y);
    return { classes: classifier.classes, weights: classifier.coefs.map(({ data }) => [...data]) };
  };

  test.each([
    ["a column of labels", rows, y.map((c) => [c]), [0, 1]],
    ["an array (n, 1)", rows, { shape: [20, 1], data: Float64Array.from(y) }, [0, 1]],
    ["true and false", rows, y.map((c) => c === 1), [false, true]],
    ["words that are numbers", rows, y.map(String), ["0", "1"]],
    ["features as text", rows.map((row) => row.map(String)), y, [0, 1]],
    ["features as big integers", rows.map((row) => row.map(BigInt)), y, [0, 1]],
  ])("%s", async (_, X, labels, classes) => {
    const [plain, found] = [await fitted(rows, y), await fitted(X as typeof rows, labels as number[])];
    expect(found.classes).toEqual(classes);
    expect(found.weights).toEqual(plain.weights);
  });

  test("features that are true and false, and a column of targets", async () => {
    const flags = rows.map(([a, b]) => [a! > 1, b! > 0]);
    const numbers = flags.map((row) => row.map(Number));
    const settings = { maxIter: 2, hiddenLayerSizes: [3] };
    const one = await new kiso.MLPRegressor(settings).fit(
      flags,
      y.map((c) => [c]),
    );
    const other = await new kiso.MLPRegressor(settings).fit(numbers, y);
    expect(one.coefs).toEqual(other.coefs);
  });
});

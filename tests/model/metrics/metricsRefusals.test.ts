import { describe, expect, test } from "vitest";
import * as kiso from "../../everything.ts";
import { refused, untyped, v, X } from "../../refusals.ts";

const { np } = kiso;

describe("a metric refuses", () => {
  const p = [0.9, 0.1, 0.2, 0.8];
  refused([
    [
      "a label that no class has",
      () => kiso.confusionMatrix([0, 5], [0, 1], { classes: 2 }),
      "confusionMatrix: labels[1] is 5, outside the 2 classes (0 to 1)",
    ],
    [
      "a prediction that no class has",
      () => kiso.confusionMatrix([0, 1], [0, -1], { classes: 2 }),
      "confusionMatrix: predicted[1] is -1, outside the 2 classes",
    ],
    [
      "words",
      () => kiso.confusionMatrix(untyped(["a", "b"]), [0, 1], { classes: 2 }),
      'confusionMatrix: labels[0] is "a", outside the 2 classes',
    ],
    [
      "fewer predictions",
      () => kiso.confusionMatrix([0, 1], [0], { classes: 2 }),
      "confusionMatrix: 2 labels, but 1 predicted, where 2 belong to them",
    ],
    [
      "no number of classes",
      () => kiso.confusionMatrix([0], [0], untyped({})),
      "the number of classes must be a whole number of at least 1, found undefined",
    ],
    [
      "a number where the settings belong",
      () => kiso.confusionMatrix([0, 1], [0, 1], untyped(2)),
      "confusionMatrix: the settings are 2; give an object, such as { classes: … }",
    ],
    [
      "a misspelt setting",
      () => kiso.reliability([0, 1], p, untyped({ classes: 2, bin: 10 })),
      'reliability: there is no setting "bin"; did you mean "bins"?',
    ],
    [
      "arrays with axes",
      () => kiso.confusionMatrix(untyped(np.array([0, 1])), [0, 1], { classes: 2 }),
      "confusionMatrix: labels must be a flat list, found an array with axes; give its data",
    ],
    [
      "labels for a confusion matrix",
      () => kiso.accuracy(untyped([0, 1])),
      "accuracy takes a confusion matrix, a row and a column a class: accuracy(confusionMatrix(labels, predicted, { classes }))",
    ],
    ["half a confusion matrix", () => kiso.classScores([[1, 2]]), "classScores takes a confusion matrix"],
    [
      "more successes than trials",
      () => kiso.wilsonInterval(5, 3),
      "wilsonInterval: 5 successes of 3 trials",
    ],
    [
      "too few probabilities",
      () => kiso.logLoss([0, 1], [0.9, 0.1], { classes: 2 }),
      "logLoss: 2 labels, but 2 probabilities, where 2 × 2 = 4 belong to them",
    ],
    [
      "probabilities in rows",
      () =>
        kiso.logLoss(
          [0, 1],
          untyped([
            [0.9, 0.1],
            [0.2, 0.8],
          ]),
          { classes: 2 },
        ),
      "logLoss: probabilities must be one flat list, found a list of lists; use .flat()",
    ],
    [
      "a label without probability",
      () => kiso.logLoss([0, 2], p, { classes: 2 }),
      "logLoss: labels[1] is 2, outside the 2 classes",
    ],
    [
      "labels 1 and 2",
      () => kiso.rocAuc([1, 2], [0.2, 0.8]),
      "rocAuc: labels[1] is 2; give 1 for the rows of the class and 0 for the others",
    ],
    [
      "labels -1 and 1",
      () => kiso.averagePrecision([-1, 1], [0.2, 0.8]),
      "averagePrecision: labels[0] is -1; give 1 for the rows",
    ],
    ["scores before labels", () => kiso.rocCurve([0.2, 0.8], [0, 1]), "rocCurve: labels[0] is 0.2; give 1"],
    [
      "a score that is none",
      () => kiso.precisionRecallCurve([0, 1], [Number.NaN, 1]),
      "precisionRecallCurve: scores[0] is NaN; give numbers",
    ],
    [
      "more labels than scores",
      () => kiso.rocAuc([0, 1, 1], [0.2, 0.8]),
      "rocAuc: 3 labels, but 2 scores, where 3 belong to them",
    ],
    [
      "no rows",
      () => kiso.averagePrecision([], []),
      "averagePrecision: labels are empty; give at least one row",
    ],
    [
      "labels for bins",
      () => kiso.expectedCalibrationError(untyped([0, 1])),
      "expectedCalibrationError takes the bins of reliability(labels, probabilities, { classes })",
    ],
    [
      "fewer predicted values",
      () => kiso.regressionScores([1, 2], [1]),
      "regressionScores: 2 true values, but 1 predicted values, where 2 belong to them",
    ],
    [
      "to weigh a class that is not there",
      () => kiso.balancedWeights([0, 1, 5], 2),
      "balancedWeights: labels[2] is 5, outside the 2 classes",
    ],
    [
      "axes of one axis",
      () => kiso.principalAxes(v, 1),
      "principalAxes takes features (rows, features) and a count of at least 1",
    ],
    [
      "rows of other features",
      () => kiso.project(kiso.principalAxes(X, 1), np.array([[1, 2, 3]])),
      "project: the axes are of 2 features, the rows have shape (1,3)",
    ],
  ]);

  test("no average precision of either class, which differ", () => {
    // Σ (R_n − R_{n−1}) P_n: (1 + 2/3 + 3/4) / 3 for class 1, (1 + 2/4) / 2 for class 0
    const [y, s] = [
      [0, 0, 1, 1, 1],
      [0.1, 0.7, 0.35, 0.8, 0.3],
    ] as const;
    expect(kiso.averagePrecision(y, s)).toBeCloseTo(0.8055555555555556, 15);
    const other = kiso.averagePrecision(
      y.map((label) => 1 - label),
      s.map((score) => 1 - score),
    );
    expect(other).toBeCloseTo(0.75, 15);
  });
});

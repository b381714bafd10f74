import { expect, it } from "vitest";
import { numbers } from "../../src/data/numbers/numbers.ts";
import {
  answers,
  applyReject,
  applyScaler,
  classificationReport,
  fitReject,
  fitScaler,
  loadDataset,
  MLPClassifier,
  permutationImportance,
  rejectScores,
  reportHtml,
  reportText,
  trainTestSplit,
} from "../everything.ts";

/** What the command line does, done by a program: scikit-learn's verbs, a rule for "none of these", a report. */
it("reports on a classifier of one's own, by the library's functions alone", async () => {
  const iris = await loadDataset("iris", { split: "train" });
  const { train: rest, test } = trainTestSplit(iris, { testSize: 0.3, seed: 0, stratify: true });
  const { train, test: held } = trainTestSplit(rest, { testSize: 0.4, seed: 1, stratify: true });
  const scaler = fitScaler("standard", train.features);
  const X = (rows: typeof train) => applyScaler(scaler, rows.features);
  const model = await new MLPClassifier({ learningRateInit: 0.02, seed: 0 }).fit(X(train), train.labels);
  const probabilitiesOf = async (rows: typeof train) => numbers(await model.predictProba(X(rows)));

  const rule = fitReject(
    { features: numbers(X(train)), labels: numbers(train.labels) },
    { features: numbers(X(held)), probabilities: await probabilitiesOf(held) },
    { classes: 3, reject: 0.1 },
  );
  const probabilities = await probabilitiesOf(test);
  const labels = numbers(test.labels);
  const { reasons } = applyReject(rule, numbers(X(test)), { probabilities, classes: 3 });
  const importance = await permutationImportance({
    features: numbers(X(test)),
    columns: 4,
    score: async (features) => {
      const rows = Array.from({ length: 45 }, (_, i) => Array.from(features.subarray(4 * i, 4 * i + 4)));
      return model.score(rows, test.labels);
    },
  });
  const sample = { rows: 45, ofRows: 45, columns: 4, ofColumns: 4 };
  const report = await classificationReport(
    { labels, probabilities, classNames: iris.classNames, reject: { rule, reasons } },
    { title: "iris", importance: { ...importance, names: iris.featureNames, sample } },
  );

  expect(report.metrics.accuracy).toBe(await model.score(X(test), test.labels));
  expect(report.metrics.accuracy).toBeGreaterThan(0.9);
  expect(report.reject).toEqual({
    ...rejectScores(answers(labels, probabilities, { classes: 3 }), reasons),
    reject: 0.1,
  });
  expect(report.reject!.coverage).toBeGreaterThan(0.6);
  expect(report.importance!.features[0]!.name).toMatch(/^petal/);
  const text = reportText(report);
  for (const name of [...iris.classNames, ...iris.featureNames]) {
    expect(reportHtml(report)).toContain(name);
    expect(text).toContain(name);
  }
});

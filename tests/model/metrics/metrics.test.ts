import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { expectedCalibrationError, reliability } from "../../../src/model/metrics/calibration.ts";
import { confusionCounts, countScores, countsOf, denseMatrix } from "../../../src/model/metrics/confusion.ts";
import {
  accuracy,
  classScores,
  confusionMatrix,
  logLoss,
  wilsonInterval,
} from "../../../src/model/metrics/metrics.ts";
import { answers, answersByCell, confidentMistakes } from "../../../src/model/metrics/mistakes.ts";
import { ClassRanking } from "../../../src/model/metrics/oneVsRest.ts";
import {
  averagePrecision,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from "../../../src/model/metrics/ranking.ts";
import { regressionIntervals, regressionScores } from "../../../src/model/metrics/regression.ts";

/** The rows' labels and scores for class `c` against the rest. */
const against = (c: number, labels: number[], probabilities: number[], classes: number) => ({
  labels: labels.map((label) => Number(label === c)),
  scores: labels.map((_, i) => probabilities[i * classes + c]!),
});

/** One class against the rest, from probabilities that come `step` rows at a time. */
function ranked(labels: number[], probabilities: number[], classes: number, step: number) {
  const ranking = new ClassRanking(labels, classes);
  for (const time of ["keep", "count"] as const)
    for (let row = 0; row < labels.length; row += step)
      ranking[time](probabilities.slice(row * classes, (row + step) * classes), row);
  return ranking.result();
}

interface Scores {
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

interface Bins {
  table: [number, number | null, number | null][];
  ece: number;
}

interface Ranking {
  fpr: number[];
  tpr: number[];
  thresholds: number[];
  auc: number;
  precision: number[];
  recall: number[];
  prThresholds: number[];
  ap: number;
}

interface Classification {
  classes: number;
  labels: number[];
  probabilities: number[];
  predicted: number[];
  accuracy: number;
  confusion: number[][];
  scores: { classes: Scores[]; macro: Scores; weighted: Scores };
  logLoss: number;
  ranking: (Ranking | null)[];
  aucMacro: number | null;
  aucWeighted: number | null;
  apMacro: number | null;
  apWeighted: number | null;
  bins10: Bins;
  bins15: Bins;
}

interface Regression {
  truth: number[];
  predicted: number[];
  mae: number;
  rmse: number;
  r2: number | null;
  max: number;
  always: number;
  maeInterval: [number, number] | null;
  r2Interval: [number, number] | null;
}

const golden: {
  classification: Record<string, Classification>;
  regression: Record<string, Regression>;
  wilson: [number, number, number, number][];
} = JSON.parse(readFileSync("tests/golden/metrics.json", "utf8"));

/** Equal to 1e-12, relative to the larger of the golden and 1. */
function close(found: number, wanted: number, what = ""): void {
  const error = Math.abs(found - wanted) / Math.max(1, Math.abs(wanted));
  expect(error, `${what} ${found} for ${wanted}`).toBeLessThanOrEqual(1e-12);
}

function allClose(found: ArrayLike<number>, wanted: readonly number[], what: string): void {
  expect(found.length, `${what}: ${Array.from(found)} for ${wanted}`).toBe(wanted.length);
  wanted.forEach((value, i) => {
    close(found[i]!, value, `${what}[${i}]`);
  });
}

describe.each(Object.entries(golden.classification))("classification as in scikit-learn: %s", (_, g) => {
  const confusion = confusionMatrix(g.labels, g.predicted, { classes: g.classes });
  const all = answers(g.labels, g.probabilities, { classes: g.classes });

  test("confusion matrix and accuracy", () => {
    expect(all.map(({ predicted }) => predicted)).toEqual(g.predicted);
    expect(confusion).toEqual(g.confusion);
    close(accuracy(confusion), g.accuracy);
  });

  test("the counts that are not 0 say the same as the matrix", () => {
    const counts = confusionCounts(g.labels, g.predicted, { classes: g.classes });
    expect(counts).toEqual(countsOf(confusion));
    expect(denseMatrix(counts, g.classes)).toEqual(confusion);
    expect(countScores(counts, g.classes)).toEqual(classScores(confusion));
  });

  test("precision, recall, F1, support", () => {
    const found = classScores(confusion);
    const pairs = [
      ...g.scores.classes.map((wanted, c) => [found.classes[c]!, wanted] as const),
      [found.macro, g.scores.macro] as const,
      [found.weighted, g.scores.weighted] as const,
    ];
    for (const [one, wanted] of pairs) {
      for (const key of ["precision", "recall", "f1", "support"] as const) close(one[key], wanted[key], key);
    }
  });

  test("log loss", () => {
    close(logLoss(g.labels, g.probabilities, { classes: g.classes }), g.logLoss);
  });

  test("ROC and precision-recall curves, their areas", () => {
    g.ranking.forEach((wanted, c) => {
      const { labels, scores } = against(c, g.labels, g.probabilities, g.classes);
      if (wanted === null) {
        expect(rocAuc(labels, scores)).toBeNaN();
        return;
      }
      const roc = rocCurve(labels, scores);
      allClose(roc.falsePositiveRate, wanted.fpr, "fpr");
      allClose(roc.truePositiveRate, wanted.tpr, "tpr");
      expect(roc.thresholds[0]).toBe(Infinity);
      allClose(roc.thresholds.slice(1), wanted.thresholds, "thresholds");
      close(rocAuc(labels, scores), wanted.auc, "auc");
      const pr = precisionRecallCurve(labels, scores);
      allClose(pr.precision, wanted.precision, "precision");
      allClose(pr.recall, wanted.recall, "recall");
      allClose(pr.thresholds, wanted.prThresholds, "thresholds");
      close(averagePrecision(labels, scores), wanted.ap, "ap");
    });
  });

  test("means of one class against the rest", () => {
    const { auroc: auc, averagePrecision: ap } = ranked(g.labels, g.probabilities, g.classes, 7);
    expect(ranked(g.labels, g.probabilities, g.classes, g.labels.length)).toEqual({
      auroc: auc,
      averagePrecision: ap,
    });
    for (let c = 0; c < g.classes; c++) {
      const { labels, scores } = against(c, g.labels, g.probabilities, g.classes);
      const [area, mean] = [rocAuc(labels, scores), averagePrecision(labels, scores)];
      if (Number.isNaN(area)) expect(auc.classes[c]).toBeNaN();
      else close(auc.classes[c]!, area, `class ${c}`);
      if (Number.isNaN(mean)) expect(ap.classes[c]).toBeNaN();
      else close(ap.classes[c]!, mean, `class ${c}`);
    }
    if (g.aucMacro === null) {
      // scikit-learn gives up; the classes that can be judged still are.
      const judged = g.ranking.flatMap((wanted) => (wanted ? [wanted.auc] : []));
      if (judged.length === 0) expect(auc.macro).toBeNaN();
      else close(auc.macro, judged.reduce((sum, value) => sum + value, 0) / judged.length);
      return;
    }
    close(auc.macro, g.aucMacro);
    close(auc.weighted, g.aucWeighted!);
    close(ap.macro, g.apMacro!);
    close(ap.weighted, g.apWeighted!);
  });

  test.each([10, 15] as const)("calibration in %i bins", (count) => {
    const { table, ece } = g[`bins${count}`];
    const found = reliability(g.labels, g.probabilities, { classes: g.classes, bins: count });
    expect(found.map(({ rows }) => rows)).toEqual(table.map(([rows]) => rows));
    found.forEach((bin, m) => {
      const [rows, confidence, right] = table[m]!;
      expect(bin.high).toBeCloseTo((m + 1) / count, 14);
      if (rows === 0) expect([bin.confidence, bin.accuracy]).toEqual([null, null]);
      else allClose([bin.confidence!, bin.accuracy!], [confidence!, right!], `bin ${m}`);
    });
    close(expectedCalibrationError(found), ece);
  });

  test("every row stands behind one cell; mistakes come surest first", () => {
    const cells = answersByCell(all);
    const counts = cells.map((cell) => ({
      label: cell[0]!.label,
      predicted: cell[0]!.predicted,
      rows: cell.length,
    }));
    expect(counts).toEqual(countsOf(g.confusion));
    const rows = cells.flat().map(({ row }) => row);
    expect(rows.sort((a, b) => a - b)).toEqual(g.labels.map((_, i) => i));
    for (const [i, cell] of cells.entries())
      for (const a of cell)
        expect([g.labels[a.row], g.predicted[a.row]]).toEqual([counts[i]!.label, counts[i]!.predicted]);
    const mistakes = confidentMistakes(all, 20);
    const wrong = g.labels.filter((label, i) => label !== g.predicted[i]).length;
    expect(mistakes).toHaveLength(Math.min(20, wrong));
    const sure = mistakes.map(({ confidence }) => confidence);
    expect(sure).toEqual([...sure].sort((a, b) => b - a));
    const left = all.filter((a) => a.label !== a.predicted && !mistakes.includes(a));
    for (const { confidence } of left) expect(confidence).toBeLessThanOrEqual(sure.at(-1)!);
  });
});

test.each(Object.entries(golden.regression))("regression as in scikit-learn: %s", (_, g) => {
  const found = regressionScores(g.truth, g.predicted);
  close(found.meanAbsoluteError, g.mae);
  close(found.rootMeanSquaredError, g.rmse);
  close(found.maxError, g.max);
  if (g.r2 === null) expect(found.r2).toBeNaN();
  else close(found.r2, g.r2);
});

test.each(Object.entries(golden.regression))("how sure a regression is, as in NumPy: %s", (_, g) => {
  const { r2, meanAbsoluteError } = regressionIntervals(g.truth, g.predicted);
  for (const [found, wanted] of [
    [r2, g.r2Interval],
    [meanAbsoluteError, g.maeInterval],
  ] as const) {
    expect(found === null).toBe(wanted === null);
    for (const [i, end] of (wanted ?? []).entries()) close(found![i]!, end);
  }
});

describe("Wilson's interval", () => {
  test.each(golden.wilson)("%i of %i as in SciPy", (successes, trials, low, high) => {
    allClose(wilsonInterval(successes, trials), [low, high], "interval");
  });

  it("lies in [0, 1], holds the share, and mirrors", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const k = Math.round(share * n);
          const [low, high] = wilsonInterval(k, n);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(k / n);
          expect(high).toBeGreaterThanOrEqual(k / n);
          const [mirroredLow, mirroredHigh] = wilsonInterval(n - k, n);
          allClose([1 - mirroredHigh, 1 - mirroredLow], [low, high], "mirror");
        },
      ),
    );
  });
});

test("the area under the ROC curve is the chance to rank a pair rightly", () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 6 })), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(rows, (pairs) => {
      const [labels, scores] = [pairs.map(([label]) => label), pairs.map(([, score]) => score)];
      const of = (kind: number) => scores.filter((_, i) => labels[i] === kind);
      const wins = of(1).flatMap((a) => of(0).map((b) => (a > b ? 1 : a === b ? 0.5 : 0) as number));
      if (wins.length === 0) expect(rocAuc(labels, scores)).toBeNaN();
      else expect(rocAuc(labels, scores)).toBeCloseTo(wins.reduce((a, b) => a + b) / wins.length, 12);
    }),
  );
});

test("a hundred thousand rows are no deeper than one", () => {
  const labels = Int32Array.from({ length: 100_000 }, (_, i) => i % 2);
  const scores = Float64Array.from(labels, (label, i) => label + Math.sin(i));
  expect(precisionRecallCurve(labels, scores).recall.length).toBeGreaterThan(50_000);
  expect(rocAuc(labels, scores)).toBeGreaterThan(0.7);
});

import type { RowName } from "../../data/table.ts";
import type { ClassAim, Decision } from "../../model/decision.ts";
import type { Rate } from "../../model/inspection/inspection.ts";
import type { ImportanceSample } from "../../model/metrics/modelImportance.ts";
import type { PictureName } from "../report.ts";
import { grouped, percent, quantity } from "./format.ts";

/** "1.0% (0.2 to 3.1)" */
export const rateText = ({ rate, interval: [low, high] }: Rate, to: string): string =>
  `${percent(rate)} (${(100 * low).toFixed(1)}${to}${(100 * high).toFixed(1)})`;

function aimInEnglish(aim: ClassAim): string {
  switch (aim.name) {
    case "recall":
      return `to find at least ${percent(aim.recall)}`;
    case "precision":
      return `for a precision of at least ${percent(aim.precision)}`;
    case "falseReject":
      return `to over-reject at most ${percent(aim.rate)}`;
    case "cost":
      return `for the least cost, a missed one ${aim.missCost}, an over-rejected one ${aim.falseRejectCost}`;
    case "f1":
      return "for the highest F1";
    case "fixed":
      return "as given";
  }
}

/** "1,234", "12.3" */
export const amount = (cost: number): string => (cost < 100 ? quantity(cost) : grouped(Math.round(cost)));

function chosenOn(by: Decision["by"], rows: string, trainings: number | undefined): string {
  if (by === "evaluation") return `chosen on ${rows} rows that the network did not learn from.`;
  if (by === "validation") return `chosen on ${rows} validation rows.`;
  return trainings === undefined
    ? `chosen on ${rows} training rows, each held out once from another training.`
    : `chosen on ${rows} training rows, each held out in turn; the model is the mean of the ${trainings} trainings.`;
}

/** All that a report says. */
export type Words = typeof en;

/** A picture's heading, and how to read it. */
interface Caption {
  readonly title: string;
  readonly text: string;
}

const rowsInWords = (n: string) => (n === "1" ? "1 row" : `${n} rows`);

export const en = {
  overview: "Overview",
  findings: "Findings",
  perClass: "Each class",
  confusion: "Confusion matrix",
  ranking: "Ranking",
  calibration: "Calibration",
  reject: "None of these",
  errors: "Errors",
  importance: "Feature importance",
  training: "Training",
  mistakes: "Most confident mistakes",
  furthest: "Rows furthest off",
  about: "Data and model",
  data: "Data",
  model: "Model",

  comma: ", ",
  rows: "rows",
  baseline: (name: string, share: string) => `Always saying "${name}" would score ${share}.`,
  decision: (
    {
      threshold,
      aim,
      missRate,
      falseRejectRate,
      falseDiscoveryRate,
      unreached,
      cost,
      by,
      rows,
      trainings,
    }: Decision,
    positive: string,
    other: string,
  ) =>
    [
      `"${positive}" is given from a probability of ${threshold.toPrecision(3)} on (${aimInEnglish(aim)}${unreached ? ", which no threshold reaches; this one comes nearest" : ""}):`,
      `expected to miss ${rateText(missRate, " to ")} and to over-reject ${rateText(falseRejectRate, " to ")};`,
      falseDiscoveryRate
        ? `of what is given "${positive}", ${rateText(falseDiscoveryRate, " to ")} is expected to be none;`
        : "",
      cost
        ? `1,000 rows are expected to cost ${amount(cost.chosen)}; always saying "${other}" costs ${amount(cost.never)}, always "${positive}" ${amount(cost.always)}, the threshold of the highest F1 ${amount(cost.f1)};`
        : "",
      chosenOn(by, grouped(rows), trainings),
    ]
      .filter(Boolean)
      .join(" "),
  ownProbability: (name: string, from: string) =>
    `the probability beside an answer is that of its class, and decides by the threshold alone: "${name}" may stand beside one as low as ${from}`,
  missed: "missed",
  missedOf: (wrong: string, all: string, name: string) => `${wrong} of ${all} "${name}" given another class`,
  overRejected: "over-rejected",
  overRejectedOf: (wrong: string, all: string, name: string) => `${wrong} of ${all} others given "${name}"`,
  noRowsOf: (name: string) => `no "${name}" in these rows`,
  noOthers: "no others in these rows",
  takenFor: (wrong: string, all: string, truth: string, predicted: string) =>
    `${wrong} of ${all} "${truth}" taken for "${predicted}"`,
  accuracy: "accuracy",
  interval: (low: string, high: string) => `95% interval ${low} to ${high}`,
  right: (right: string, all: string) => `${right} of ${all} rows right`,
  macroF1: "macro F1",
  macroMean: "plain mean over the classes",
  auroc: "AUROC",
  aurocOf: (name: string) => `of class ${name}`,
  oneVsRest: "each class against the rest, plain mean",
  averagePrecision: "average precision",
  logLoss: "log loss",
  perRow: "nats per row; 0 is perfect",
  ece: "calibration error",
  eceText: (bins: number) => `ECE, ${bins} bins; 0 is perfect`,
  r2: "R²",
  r2Text: "1 is perfect, 0 is always saying the mean",
  rmse: "RMSE",
  mae: "MAE",
  maxError: "largest error",
  unitOf: (target: string) => `in the unit of ${target}`,

  class: "class",
  precision: "precision",
  recall: "recall",
  f1: "F1",
  macro: "macro mean",
  weighted: "weighted mean",
  perClassText:
    "Precision: of the rows that were given the class, the share that are of it. Recall: of the rows of the class, the share that were found. A class that is never predicted has precision 0; one without rows here has no recall, and counts as 0 in the macro mean.",
  confusionText:
    "Down the side are the true classes, along the top the predicted ones. Choose a number to see its rows.",
  mixedUp: (shown: string, of: string, among: string, mistakes: string) =>
    `Shown are the ${shown} of ${of} classes that are mixed up most, and so ${among} of ${mistakes} mistakes.`,
  pairs: (shown: string, of: string) => `Shown are ${shown} of ${of} pairs, those mixed up most.`,
  worstClasses: (shown: string, of: string) =>
    `Shown are the ${shown} of ${of} classes with the lowest F1 among those that have rows here.`,
  excelRows: (file: string) =>
    `Rows are numbered as Excel shows them${file === "" ? "" : `, in ${file}`}: a header has a number, too.`,
  missedFirst: (name: string) => `First the missed rows of "${name}", then those that are over-rejected.`,
  probabilityOf: (name: string) => `probability of ${name}`,
  rowNumbers: "Rows are numbered as in the data, from 1, a header left out.",
  trueClass: "true class",
  predictedClass: "predicted class",
  cell: (truth: string, predicted: string, n: string) =>
    `true ${truth}, predicted ${predicted}: ${rowsInWords(n)}`,
  cellHeading: (truth: string, predicted: string) => `${truth} → ${predicted}`,
  cellRight: (n: string, truth: string) =>
    `${rowsInWords(n)} of class ${truth}, rightly recognised; the surest first`,
  cellWrong: (n: string, truth: string, predicted: string) =>
    `${rowsInWords(n)} of class ${truth}, taken for ${predicted}; the surest first`,
  more: (n: string) => `and ${n} more`,
  close: "back to the matrix",
  row: "row",
  rowName: (row: RowName) => (typeof row === "number" ? `row ${row}` : row),
  confidence: "confidence",
  truth: "true",
  predicted: "predicted",
  difference: "true − predicted",
  noMistakes: "No row was mistaken.",
  mistakesText: "Where a label is wrong, it often stands here: look at these rows first.",
  bin: "confidence",
  binRows: "rows",
  meanConfidence: "mean confidence",
  rejectText: (share: string) =>
    `The model may answer “none of these”: its limits were set so that at most ${share} of rows like the training rows are turned away.`,
  coverage: "answered",
  coverageText: (kept: string, all: string) => `${kept} of ${all} rows`,
  keptAccuracy: "accuracy on those",
  unknown: "unlike the training rows",
  uncertain: "too uncertain",
  avoided: "mistakes avoided",
  turnedAway: "Rows turned away",
  likeliest: "likeliest class",
  reason: "why",
  feature: "feature",
  drop: "drop",
  deviation: "std",
  importanceScore: {
    accuracy: "drop of accuracy when shuffled",
    auroc: "drop of AUROC when shuffled",
    r2: "drop of R² when shuffled",
  },
  importanceText:
    "What the score loses when one feature is shuffled. Features that say the same stand in for each other, and then both look unimportant.",
  importanceNone: "Here no feature changes it.",
  importanceSample: ({ rows, ofRows, columns, ofColumns }: ImportanceSample, shown: number) =>
    [
      rows < ofRows ? `Measured on ${grouped(rows)} of ${grouped(ofRows)} rows.` : "",
      columns < ofColumns
        ? `Of ${grouped(ofColumns)} features, the ${columns} with the largest first weights were shuffled.`
        : "",
      shown < columns ? `Shown are the first ${shown} of ${columns}.` : "",
    ]
      .filter(Boolean)
      .join(" "),
  warning: "warning",
  contents: "Contents",
  madeBy: "Made by kiso. This page is complete in itself: it asks nothing of any network.",
  chart: {
    rate: { xLabel: "false positive rate", yLabel: "true positive rate" },
    pr: { xLabel: "recall", yLabel: "precision" },
    gap: "gap to confidence",
    true: (target: string) => `${target}, true`,
    predicted: (target: string) => `${target}, predicted`,
    difference: (target: string) => `${target}, true − predicted`,
    epoch: "epoch",
    thinned: (every: number) => `(the lowest and the highest of every ${grouped(every)})`,
    loss: "loss",
    onTraining: (what: string) => `${what} on the training rows`,
    onTest: (what: string) => `${what} on the test rows`,
    trainingRows: "training",
    validationRows: "validation",
    testRows: "test",
  },
  inspection: {
    good: "good",
    defects: "defects",
    distance: "distance to the nearest reference",
    share: "share of each kind",
    threshold: "threshold",
    goodFail: "share of good parts that fail",
    defectsFail: "share of defects that fail",
    component: (i: number) => `principal component ${i}`,
  },
  facts: {
    source: "data",
    label: "label",
    measuredOn: "measured on",
    trainedOn: "training rows",
    sha256: "SHA-256",
    drift: "drift",
    missing: "missing cells",
    run: "run",
    layers: "layers",
    activation: "activation",
    parameters: "parameters",
    epochs: "epochs",
    batch: "rows of a step",
    optimizer: "optimizer",
    learningRate: "learning rate",
    l2: "L2 penalty",
    schedule: "schedule",
    classWeights: "weights of the classes",
    validation: "validation",
    patience: "patience, epochs",
    reject: "may turn away",
    scale: "scale of the features",
    dtype: "numbers",
    folds: "cross-validation",
    seed: "seed",
  },
  measuredOn: {
    training: () => "training rows",
    heldOut: () => "held-out rows",
    testSplit: () => "rows of the test split",
    fold: () => "rows of each fold",
    rowsOf: (source: string) => `rows of ${source}`,
    splitOf: (source: string, split: string) => `rows of ${source}, split ${split}`,
  },
  validationOf: (share: string) => `${share} of the training rows`,
  validationSplit: "the data's validation split",
  foldsOf: (score: string, mean: string, std: string, folds: number) =>
    `${score} ${mean} ± ${std}, mean and standard deviation of ${folds} folds`,
  titleOf: (source: string) => `Report: ${source}`,
  pictures: {
    curves: { title: "Learning curve", text: "After each epoch." },
    roc: {
      title: "ROC curve",
      text: "How many rows of the class are found, against how many others are taken for it, at every threshold. The dashed line is chance. With each name its AUROC.",
    },
    precisionRecall: {
      title: "Precision and recall",
      text: "How clean the found rows are, against how many are found, at every threshold. With each name its average precision.",
    },
    reliability: {
      title: "Reliability",
      text: "Is the model right in 80% of the rows of which it is 80% sure? Then the bars reach the dashed line. The upright lines are 95% intervals of the accuracy: where one crosses the dashed line, the gap may be chance.",
    },
    importance: {
      title: "Permutation importance",
      text: "Whiskers: one standard deviation over the repeats.",
    },
    effects: { title: "Effect", text: "" },
    predicted: {
      title: "Predicted and true",
      text: "A perfect model lies on the dashed line. At most 2,000 rows are drawn, evenly chosen.",
    },
    residuals: {
      title: "Residuals",
      text: "True minus predicted. A good model's are narrow, and even about zero.",
    },
  } satisfies Record<PictureName, Caption>,
  curveOf: (what: string) => `Learning curve: ${what}`,
  worst: (n: number) => `Drawn are the ${n} classes that are ranked worst.`,
};

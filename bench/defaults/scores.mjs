// What answers are worth: by accuracy and log loss and the area under the ROC curve, or by R², each over all rows of a table.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { regressionScores, rocAuc } from "../../dist/bundled/index.js";

const labels = new Map();
/** The label is the last cell of a line, and none has a comma in it. */
function labelsOf({ name }, cache) {
  if (!labels.has(name)) {
    const [, ...lines] = readFileSync(join(cache, `${name}.csv`), "utf8")
      .trimEnd()
      .split("\n");
    labels.set(
      name,
      lines.map((line) => line.slice(line.lastIndexOf(",") + 1)),
    );
  }
  return labels.get(name);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of a table's runs: its score (accuracy, or R²), what else there is of classes, and the mean seconds of a training. */
export function scored(table, runs, cache) {
  const truth = labelsOf(table, cache);
  const folds = table.tested[0].length;
  const repeats = table.tested.map((tests, r) => {
    const own = tests.map((test, f) => ({ test, run: runs[r * folds + f] }));
    return table.kind === "regress" ? regression(own, truth) : classification(own, truth);
  });
  const figures = Object.keys(repeats[0]).map((name) => [name, mean(repeats.map((one) => one[name]))]);
  return { ...Object.fromEntries(figures), seconds: mean(runs.map(({ seconds }) => seconds ?? Number.NaN)) };
}

/** Over all rows, each answered by a network that has not seen it: the R² of ten rows would be no figure. */
function regression(own, truth) {
  const rows = own.flatMap(({ test }) => test);
  const answers = own.flatMap(({ run }) => run.answers);
  return {
    score: regressionScores(
      rows.map((row) => Number(truth[row])),
      answers,
    ).r2,
  };
}

function classification(own, truth) {
  let [right, loss, rows] = [0, 0, 0];
  const areas = [];
  for (const { test, run } of own) {
    const { classes, answers } = run;
    test.forEach((row, i) => {
      const p = answers[i];
      const at = classes.indexOf(String(truth[row]));
      if (p.indexOf(Math.max(...p)) === at) right++;
      loss -= Math.log(Math.min(1, Math.max(1e-6, p[at] ?? 0)));
      rows++;
    });
    // of each class against the others, as scikit-learn's roc_auc_score(multi_class="ovr")
    const each = classes.length === 2 ? [1] : classes.map((_, c) => c);
    for (const c of each) {
      const is = test.map((row) => Number(String(truth[row]) === classes[c]));
      if (is.includes(1) && is.includes(0))
        areas.push(
          rocAuc(
            is,
            answers.map((p) => p[c]),
          ),
        );
    }
  }
  return { score: right / rows, logLoss: loss / rows, auroc: mean(areas) };
}

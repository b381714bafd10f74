// One training, what the doctor said of it, and what it is worth on rows that neither has seen.
import { averagePrecision, readCsv, regressionScores, train } from "../../dist/bundled/index.js";

/** Nothing where kiso refuses these settings for these rows. */
export async function trained({ options, fresh, truth }, remedy = {}) {
  let [experiment, findings, hint] = [];
  try {
    for await (const report of train({ ...options, ...remedy })) {
      if (report.kind === "plan") experiment = report.experiment;
      if (report.kind === "findings") ({ findings, hint } = report);
      if (report.kind !== "trained") continue;
      const { model } = report;
      const figures = worth(await model.answers(await readCsv(fresh)), truth, experiment.positive?.name);
      const { metric, regression } = report;
      model.dispose();
      return { experiment, findings, hint, figures, said: regression?.r2 ?? metric.accuracy };
    }
  } catch (error) {
    if (!/^(UserError|SettingError|BreakdownError)$/.test(error.name)) throw error;
    return { error: error.message, broke: error.name === "BreakdownError" };
  }
}

const share = (count, of) => (of === 0 ? undefined : count / of);

function worth(answers, truth, positive) {
  if (answers.kind === "numbers") {
    const { r2 } = regressionScores(truth.map(Number), answers.values);
    return { judged: Math.max(0, r2), r2: Math.max(0, r2) };
  }
  const { labels, probabilities, classNames } = answers;
  const accuracy = share(labels.filter((label, i) => label === truth[i]).length, truth.length);
  if (!positive) return { judged: accuracy, accuracy };
  const [at, k] = [classNames.indexOf(positive), classNames.length];
  const is = truth.map((label) => label === positive);
  const count = (wanted, given) =>
    is.filter((one, i) => one === wanted && (labels[i] === positive) === given).length;
  const [found, missed, rejected, passed] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ];
  const scores = Float64Array.from(truth, (_, row) => probabilities[row * k + at]);
  const precision = averagePrecision(is.map(Number), scores);
  const figures = { accuracy, precision, f1: (2 * found) / (2 * found + missed + rejected || 1) };
  const both = { missed: share(missed, found + missed), rejected: share(rejected, rejected + passed) };
  return { judged: precision, ...figures, ...both, balanced: 1 - (both.missed + both.rejected) / 2 };
}

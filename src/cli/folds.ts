import { type Fold, kFold, stratifiedKFold } from "../data/folds.ts";
import { loadEngine } from "../engine/load.ts";
import { UserError } from "../errors.ts";
import { Evaluator } from "../model/evaluation.ts";
import { parametersOf } from "../nn/training.ts";
import { mayBeAmounts } from "../tasks/rows/classesCheck.ts";
import {
  fitted,
  type Prepared,
  readSource,
  type Source,
  scaled,
  split,
  type Wanted,
} from "../tasks/rows/prepare.ts";
import { type RegressionFigures, regressionIn } from "../tasks/training/regression.ts";
import { fit } from "../train/fit/fit.ts";
import type { Experiment } from "../train/run/experiment.ts";
import { type Console, grouped } from "./terminal/console.ts";
import { downloads } from "./terminal/progress.ts";

/** One fold's figures, measured on the rows that it did not learn from. */
type FoldFigures = { rows: number; epochs: number } & ({ accuracy: number } | RegressionFigures);

export interface CrossValidated {
  folds: FoldFigures[];
  /** over the folds: of accuracy, or of R² */
  mean: number;
  /** population standard deviation over the folds */
  std: number;
}

/** Trains and tests `folds` times, each row tested once by a network that has not seen it. */
export async function crossValidate(
  spec: Wanted,
  { folds, seed, engine: name }: { folds: number; seed: number; engine: string },
  experimentOf: (prepared: Prepared, fold: number) => Experiment,
  console: Console,
): Promise<CrossValidated> {
  const source = await readSource({ ...spec, testSize: 0 }, downloads());
  const engine = await loadEngine(name);
  const found: FoldFigures[] = [];
  const score = spec.task === "regress" ? "r2" : "accuracy";
  for (const [i, fold] of foldsOf(source, folds, seed).entries()) {
    const prepared = partOf(source, fold, seed);
    const experiment = experimentOf(prepared, i);
    const { train, test, validation } = scaled(prepared);
    const options = { engine, train, ...(test ? { test } : {}), ...(validation ? { validation } : {}) };
    let parameters = {};
    let epochs = 0;
    for await (const report of fit(experiment, options)) {
      if (!report.last) continue;
      const { best, state } = report.checkpoint();
      parameters = best?.state ?? parametersOf(state);
      epochs = report.epoch + 1;
    }
    const { dtype, loss } = experiment.training;
    const evaluator = new Evaluator(engine, experiment.network, dtype, undefined, loss);
    evaluator.set(parameters);
    const { accuracy, predicted } = await evaluator.measure(test!);
    evaluator.dispose();
    const { target } = prepared;
    const scores = target ? regressionIn(target, test!.labels, predicted) : { accuracy: accuracy! };
    const figures = { rows: test!.labels.length, epochs, ...scores };
    found.push(figures);
    console.say(`fold   ${i + 1} of ${folds}: ${words(figures)} on ${grouped(figures.rows)} rows`);
  }
  const scores = found.map((figures) => ("accuracy" in figures ? figures.accuracy : figures.r2));
  const mean = scores.reduce((sum, x) => sum + x, 0) / folds;
  const std = Math.sqrt(scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / folds);
  console.say(
    `folds  ${score === "r2" ? "R²" : "accuracy"} ${mean.toFixed(4)} ± ${std.toFixed(4)} (mean ± standard deviation of ${folds} folds)`,
  );
  return { folds: found, mean, std };
}

const words = (figures: FoldFigures): string =>
  "accuracy" in figures
    ? `accuracy ${figures.accuracy}`
    : `R² ${figures.r2}, MAE ${figures.mae}, RMSE ${figures.rmse}`;

function foldsOf({ rows, task, data, label }: Source, folds: number, seed: number): Fold[] {
  try {
    if (task === "regress") return kFold(rows.nSamples, folds, seed);
    return stratifiedKFold(rows.labels, folds, seed, (label) => rows.classNames[label]!);
  } catch (error) {
    const amounts = task === "classify" && mayBeAmounts(rows.classNames);
    const hint = amounts ? `; if column ${label} holds amounts, say --task regress` : "";
    if (error instanceof UserError) throw new UserError(`${data.source}: ${error.message}${hint}`);
    throw error;
  }
}

function partOf(source: Source, { train, test }: Fold, seed: number): Prepared {
  const { rows } = source;
  const left = { ...source, rows: rows.select(train) };
  // Validation rows are cut from the fold's training rows.
  const parts = split({ ...left, data: { ...source.data, testSize: 0 } }, seed);
  return fitted({ ...source, tested: "fold" }, { ...parts, test: rows.select(test) });
}

import { argMax } from "../../data/numbers/numbers.ts";
import { type Fold, kFold, stratifiedKFold } from "../../data/rows/folds.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Engine } from "../../engine/engine.ts";
import { loadEngine } from "../../engine/load.ts";
import { SettingError, type Spell, UserError } from "../../errors.ts";
import { Evaluator, type Measured } from "../../model/evaluator.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Rate } from "../../model/inspection/inspection.ts";
import { classTotals, confusionCounts } from "../../model/metrics/confusion.ts";
import { positiveRates, rateOf } from "../../model/metrics/positive.ts";
import { averagePrecision } from "../../model/metrics/ranking.ts";
import { withViews } from "../../nn/layers/views.ts";
import { fitPlan } from "../../train/fit/members.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { CrossValidated, FoldFigures, FoundFigures, FoundInFolds } from "../../train/run/validated.ts";
import { experimentOf } from "../plan/experiment.ts";
import type { TrainOptions } from "../plan/options.ts";
import { planOf } from "../plan/plan.ts";
import { mayBeAmounts } from "../rows/classesCheck.ts";
import { fitted, type Prepared, scaled, split } from "../rows/prepare.ts";
import { readSource, type Source } from "../rows/source.ts";
import { bestLooks } from "./bestLooks.ts";
import { readReport, type TrainReport } from "./reports.ts";
import { regressionIn } from "./result.ts";
import { type Door, unlessAborted } from "./session.ts";

/** `crossValidate`, of any door. */
export async function* crossValidateAt(
  door: Door,
  options: TrainOptions & { folds: number },
): AsyncGenerator<TrainReport, CrossValidated | undefined, void> {
  const { folds: count, seed = 0, signal, spell } = options;
  checkFolds(options);
  const plan = planOf("crossValidate", options);
  const reading = readSource({ ...plan.wanted, testSize: 0 }, door.reader(options), spell);
  const source = await unlessAborted(reading, signal);
  if (!source) {
    yield { kind: "stopped" };
    return undefined;
  }
  const engine = await loadEngine(options.engine ?? "auto");
  const folds: FoldFigures[] = [];
  for (const [i, fold] of foldsOf(source, count, seed).entries()) {
    const prepared = partOf(source, fold, { seed, spell });
    const planned = await unlessAborted(
      bestLooks(experimentOf(prepared, plan), prepared, engine, signal),
      signal,
    );
    if (!planned) {
      yield { kind: "stopped" };
      return undefined;
    }
    const { experiment, rules } = planned;
    if (i === 0) {
      yield readReport(prepared);
      yield { kind: "plan", experiment, rules, folds: count };
    }
    const figures = await trainFold(prepared, experiment, engine, signal);
    if (figures === undefined) {
      yield { kind: "stopped" };
      return undefined;
    }
    folds.push(figures);
    yield { kind: "fold", fold: i, of: count, ...figures };
  }
  const validated = { folds, ...meanOf(folds), found: foundIn(folds, source.rows) };
  yield { kind: "folds", ...validated };
  return validated;
}

/** Refuses what makes no sense where every row is tested once, and a model that is kept nowhere. */
function checkFolds({ stream, shuffleBuffer, test, testSize, out, reject, time }: TrainOptions): void {
  if (time !== undefined)
    throw new SettingError(
      (say) =>
        `${say("folds")} tests every row once, and ${say("time")} the latest alone; leave out one of them`,
    );
  if (stream || shuffleBuffer)
    throw new SettingError(
      (say) =>
        `${say("folds")} needs all rows in memory; leave out ${say("stream")} and ${say("shuffleBuffer")}`,
    );
  if (test !== undefined || testSize !== undefined)
    throw new SettingError(
      (say) => `${say("folds")} tests every row once, so leave out ${say("test")} and ${say("testSize")}`,
    );
  if (out === undefined && reject !== undefined)
    throw new SettingError(
      (say) =>
        `${say("folds")} without ${say("out")} keeps no model that could ${say("reject")}; leave out one of them, or add ${say("out")}`,
    );
}

/** Nothing where it was aborted. */
async function trainFold(
  prepared: Prepared,
  experiment: Experiment,
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<FoldFigures | undefined> {
  const { train, test, validation } = scaled(prepared);
  let parameters: Tensors | undefined;
  let epochs = 0;
  for await (const report of fitPlan(experiment, { engine, train, test, validation, signal })) {
    if (!report.last) continue;
    parameters = report.parameters();
    epochs = report.epoch + 1;
  }
  if (parameters === undefined) return undefined;
  const { dtype, loss } = experiment.training;
  const evaluator = new Evaluator(engine, { network: withViews(experiment.network), dtype, loss });
  evaluator.set(parameters);
  const found = await evaluator.measure(test!);
  evaluator.dispose();
  const { target } = prepared;
  const { labels } = test!;
  const scores = target
    ? regressionIn(target, labels, found.predicted)
    : { accuracy: found.accuracy!, found: foundOf(prepared.train, experiment.positive?.name, labels, found) };
  return { rows: labels.length, epochs, ...scores };
}

/** How the class fares that is to be found. */
function foundOf(
  { classNames }: LabelledRows,
  name: string | undefined,
  labels: ArrayLike<number>,
  { predicted, outputs }: Measured,
): FoundFigures | undefined {
  if (name === undefined) return undefined;
  const classes = classNames.length;
  const positive = classNames.indexOf(name);
  const totals = classTotals(confusionCounts(labels, predicted, { classes }), classes);
  const truth = Array.from(labels, (label) => Number(label === positive));
  const count = totals.support[positive]!;
  const scores = truth.map((_, row) => outputs[classes * row + positive]!);
  return {
    name,
    ...positiveRates(totals, positive),
    averagePrecision: count > 0 ? averagePrecision(truth, scores) : undefined,
  };
}

/** The same of all folds. */
function foundIn(
  folds: readonly FoldFigures[],
  { labels, classNames }: LabelledRows,
): FoundInFolds | undefined {
  const each = folds.flatMap((figures) => ("found" in figures && figures.found ? [figures.found] : []));
  const [first] = each;
  if (first === undefined) return undefined;
  const pooled = (rates: readonly (Rate | undefined)[]): Rate | undefined => {
    const sum = (of: "wrong" | "of") => rates.reduce((all, rate) => all + (rate?.[of] ?? 0), 0);
    return sum("of") > 0 ? rateOf(sum("wrong"), sum("of")) : undefined;
  };
  const counts = new Array<number>(classNames.length).fill(0);
  for (const label of labels) counts[label]!++;
  const commonest = argMax(counts);
  const precisions = each.flatMap(({ averagePrecision: one }) => (one === undefined ? [] : [one]));
  return {
    name: first.name,
    baseline: { name: classNames[commonest]!, accuracy: counts[commonest]! / labels.length },
    missRate: pooled(each.map(({ missRate }) => missRate)),
    falseRejectRate: pooled(each.map(({ falseRejectRate }) => falseRejectRate)),
    averagePrecision: precisions.length > 0 ? meanAndDeviation(precisions) : undefined,
  };
}

const meanOf = (folds: readonly FoldFigures[]): { mean: number; std: number } =>
  meanAndDeviation(folds.map((figures) => ("accuracy" in figures ? figures.accuracy : figures.r2)));

function meanAndDeviation(scores: readonly number[]): { mean: number; std: number } {
  const mean = scores.reduce((sum, x) => sum + x, 0) / scores.length;
  const std = Math.sqrt(scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / scores.length);
  return { mean, std };
}

function foldsOf({ rows, task, data, label, groups }: Source, folds: number, seed: number): Fold[] {
  try {
    if (task === "regress") return kFold(rows.nSamples, { folds, seed, groups });
    const nameOf = (label: number) => rows.classNames[label]!;
    const found = stratifiedKFold(rows.labels, { folds, seed, nameOf, groups });
    const lost = found.findIndex(
      ({ train }) => new Set(train.map((row) => rows.labels[row])).size < rows.nClasses,
    );
    if (lost >= 0)
      throw new UserError(
        `fold ${lost + 1} would hold out all rows of a class, which stand in groups of one fold; use another number of folds, or add groups`,
      );
    return found;
  } catch (error) {
    const amounts = task === "classify" && mayBeAmounts(rows.classNames);
    if (!(error instanceof UserError)) throw error;
    throw new SettingError((say) => {
      const hint = amounts ? `; if column ${label} holds amounts, say ${say("task", "regress")}` : "";
      return `${data.source}: ${error.message}${hint}`;
    });
  }
}

function partOf(
  source: Source,
  { train, test }: Fold,
  { seed, spell }: { seed: number; spell: Spell | undefined },
): Prepared {
  const { rows } = source;
  const left = { ...source, rows: rows.select(train) };
  // Validation rows are cut from the fold's training rows.
  const parts = split({ ...left, data: { ...source.data, testSize: 0 } }, seed);
  return fitted({ ...source, tested: "fold" }, { ...parts, test: rows.select(test) }, spell);
}

import { loadEngine } from "../../engine/load.ts";
import { parametersOf } from "../../nn/training/training.ts";
import { withDecision } from "../../train/decision/modelDecision.ts";
import { Watch } from "../../train/doctor/watch.ts";
import { BreakdownError } from "../../train/fit/breakdown.ts";
import { type Checkpoint, isOver } from "../../train/fit/checkpoint.ts";
import { fitPlan, together } from "../../train/fit/members.ts";
import { EpochHistory } from "../../train/run/history.ts";
import { metricOf } from "../../train/run/metric.ts";
import type { RegressionFigures } from "../../train/run/validated.ts";
import { contrasted } from "../inspection/contrast.ts";
import { experimentOf } from "../plan/experiment.ts";
import type { TrainOptions } from "../plan/options.ts";
import { planOf } from "../plan/plan.ts";
import { prepare, type ScaledSamples, scaled } from "../rows/prepare.ts";
import { bestLooks } from "./bestLooks.ts";
import { crossValidateAt } from "./folds.ts";
import { type LearnedReport, planReport, readReport, resultReport, type TrainReport } from "./reports.ts";
import { measured, missedOf, regressionIn } from "./result.ts";
import { type Door, type Session, statedIn, type Trained, unlessAborted } from "./session.ts";
import { modelOf } from "./trainedModel.ts";

/** `train`, of any door. */
export async function* trainAt(door: Door, given: TrainOptions): AsyncGenerator<TrainReport, void, void> {
  let [options, plan] = [given, planOf("train", given)];
  const { folds, seed = 0, signal, lang = "en", spell } = options;
  const reader = door.reader(options);
  const keep = door.keeper?.(options);
  if (signal?.aborted) return yield { kind: "stopped" };
  const follow = options.follow ? await door.follow?.() : undefined;
  const won = follow && (yield* follow(door, options));
  if (follow && !won) return yield { kind: "stopped" };
  if (won) options = { ...options, ...won.settings };
  if (won) plan = planOf("train", options);
  // Its kernels are compiled while the data is read. What is wrong with it is said where it is awaited.
  const loading = loadEngine(options.engine ?? "auto");
  loading.catch(() => {});
  const validated = folds === undefined ? undefined : yield* crossValidateAt(door, { ...options, folds });
  if (folds !== undefined && !validated) return;
  const prepared = await unlessAborted(prepare(plan.wanted, seed, reader, spell), signal);
  if (!prepared) return yield { kind: "stopped" };
  yield readReport(prepared);
  const asked = experimentOf(prepared, plan);
  const engine = await loading;
  const planned = await unlessAborted(bestLooks(asked, prepared, engine, signal), signal);
  if (!planned) return yield { kind: "stopped" };
  const experiment = { ...planned.experiment, engine: engine.name };
  if (signal?.aborted) return yield { kind: "stopped" };
  const stated = statedIn(options);
  const kept = await keep?.(experiment, { validated, stated });
  const { finish } = door;
  yield* session(
    {
      ...{ prepared, experiment, engine, finish, kept, lang, spell, signal, validated },
      ...{ stated, followed: won?.followed },
    },
    planned.rules,
  );
}

/** Trains what was read and planned, or goes on with it; gives the run's folder back at the end. */
export async function* session(
  setting: Session,
  rules: readonly string[] = [],
): AsyncGenerator<TrainReport, void, void> {
  const { prepared, experiment, engine, kept, signal } = setting;
  const run = kept?.run;
  const stopped = { kind: "stopped", run: run?.folder } as const;
  try {
    // A run that goes on may have been killed before they were listed.
    await kept?.skipped?.(prepared.skipped ?? []);
    yield planReport(prepared, experiment, run, rules);
    const samples = { ...scaled(prepared), feed: prepared.streamed?.feed(experiment) };
    const learned = experiment.inspection ? await contrasted(prepared, experiment) : samples;
    const trained = yield* learn(setting, { ...samples, ...learned });
    const keep = async () => {
      if (trained && trained.last !== run?.from) await run?.keep(trained.last);
    };
    if (!trained || signal?.aborted) {
      await keep();
      return yield stopped;
    }
    let model = modelOf(prepared, experiment, trained.parameters);
    const tested = samples.test ?? samples.train;
    let regression: RegressionFigures | undefined;
    // The result is said before the last checkpoint is on the disk, which takes as long as several epochs.
    try {
      const aim = experiment.positive?.aim;
      if (aim) {
        const { groups } = prepared;
        const options = { engine, plan: experiment, epochs: trained.metric.epoch + 1, aim, signal };
        model = await withDecision(model, { ...samples, groups }, options);
      }
      const { target } = prepared;
      const { positive } = model;
      const asked = target !== undefined || positive !== undefined;
      const { predicted = [], accuracy } = asked ? await measured(tested, model, engine) : {};
      if (aim) trained.metric = { ...trained.metric, accuracy };
      regression = target && regressionIn(target, tested.labels, predicted);
      const missed =
        positive === undefined ? undefined : missedOf(tested.labels, predicted, { ...model, positive });
      const rows = tested.labels.length;
      const madeUp = (learned.test ?? learned.train).labels.length - rows;
      yield resultReport(prepared, experiment, trained, { rows, madeUp, regression, missed });
    } finally {
      await keep();
    }
    const finish = await setting.finish();
    yield* finish({ ...setting, samples, trained, model, regression });
  } catch (error) {
    if (!signal?.aborted || error !== signal.reason) {
      await run?.discard();
      throw error;
    }
    yield stopped;
  } finally {
    run?.release();
  }
}

/**
 * Trains to the end and reports each epoch; the last checkpoint is left for the caller to keep. Returns nothing where
 * it was stopped before: a run keeps where it stands, also when the caller's loop is left by `break`.
 */
export async function* learn(
  { experiment, engine, kept, signal }: Session,
  samples: ScaledSamples,
): AsyncGenerator<LearnedReport, Trained | undefined, void> {
  if (signal?.aborted) return undefined;
  const { training } = experiment;
  const run = kept?.run;
  const from = run?.from;
  const history = run?.history ?? new EpochHistory();
  await run?.begin();
  const watch = run?.watch ?? new Watch();
  let last = from;
  let left = true;
  try {
    for await (const report of fitPlan(experiment, { engine, ...samples, signal, keeper: run, from })) {
      last = report.checkpoint();
      watch.epoch(report.epoch, last.state);
      if (!run) history.push(metricOf(report));
      else if (report.last) run.note(report);
      else await run.record(report);
      yield { kind: "epoch", ...metricOf(report) };
    }
    left = false;
  } catch (error) {
    left = false;
    if (error instanceof BreakdownError) await run?.keep(error.checkpoint);
    throw error;
  } finally {
    if (left && last && last !== from) await run?.keep(last);
  }
  if (!last || !isOver(last, training)) return undefined;
  const { parameters, ...ended } = outcome(last, history, training.epochs);
  return { ...ended, parameters: together(experiment, parameters), history, last, way: watch.way };
}

/** What is kept: the best epoch where early stopping watches, else the last. */
function outcome({ epochs, state, seconds, best }: Checkpoint, history: EpochHistory, wanted: number) {
  return {
    metric: history.at(best?.epoch ?? epochs - 1)!,
    parameters: best?.state ?? parametersOf(state),
    seconds,
    stoppedAt: epochs < wanted ? epochs : undefined,
  };
}

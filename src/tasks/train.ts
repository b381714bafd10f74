import { loadEngine } from "../engine/load.ts";
import { parametersOf } from "../nn/training/training.ts";
import { Watch } from "../train/doctor/courseFindings.ts";
import { BreakdownError } from "../train/fit/breakdown.ts";
import { type Checkpoint, isOver } from "../train/fit/checkpoint.ts";
import { fit } from "../train/fit/fit.ts";
import { type Metric, metricOf } from "../train/run/metricsFile.ts";
import { checkFree, createRun, nextFolder } from "../train/run/run.ts";
import { experimentOf } from "./plan/experiment.ts";
import type { TrainOptions } from "./plan/options.ts";
import { planOf } from "./plan/plan.ts";
import { isLarge } from "./rows/large.ts";
import { type Prepared, prepare, type ScaledSamples, scaled } from "./rows/prepare.ts";
import type { OnDownload, Wanted } from "./rows/source.ts";
import {
  type LearnedReport,
  planReport,
  readReport,
  resultReport,
  type TrainReport,
} from "./training/reports.ts";
import { measured, regressionIn } from "./training/result.ts";
import { type Ended, examined, type Session, type Trained } from "./training/session.ts";
import { modelOf } from "./training/trainedModel.ts";

/**
 * Trains a network on data, and reports what happens: what was read, what is trained, every epoch, the result, what is
 * wrong with it, and at last the model with all that came of it. `break` ends it; so does `signal`, after the step at
 * hand. A run's folder (`out`) keeps where it stands, and `resume` goes on from there to the same bits; without `out`
 * nothing is written. Throws a UserError where the options or the data are not fit for it.
 *
 *     for await (const report of train({ data: "iris", epochs: 60 })) {
 *       if (report.kind === "epoch") report.loss;
 *       if (report.kind === "trained") report.model;
 *     }
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainReport, void, void> {
  const plan = planOf("train", options);
  const { out, folds, seed = 0, signal, lang = "en", onDownload } = options;
  if (typeof out === "string") checkFree(out);
  if (signal?.aborted) return yield { kind: "stopped" };
  // Its kernels are compiled while the data is read. What is wrong with it is said where it is awaited.
  const loading = loadEngine(options.engine ?? "auto");
  loading.catch(() => {});
  const validated = folds === undefined ? undefined : yield* validate({ ...options, folds });
  if (folds !== undefined && !validated) return;
  const prepared = await read(plan.wanted, seed, onDownload);
  yield readReport(prepared);
  const planned = experimentOf(prepared, plan);
  const engine = await loading;
  const experiment = { ...planned.experiment, engine: engine.name };
  if (signal?.aborted) return yield { kind: "stopped" };
  const run = out === undefined ? undefined : await createRun(await folderOf(out), experiment);
  if (run) run.every = options.checkpointEvery ?? run.every;
  yield* session({ prepared, experiment, engine, run, lang, signal, validated }, planned.rules);
}

const folderOf = async (out: string | { next: string }): Promise<string> =>
  typeof out === "string" ? out : nextFolder(out.next);

async function* validate(options: TrainOptions & { folds: number }) {
  const { crossValidate } = await import("./crossValidate.ts");
  return yield* crossValidate(options);
}

/** Reads the rows into memory, or as a stream where they are too many for that. */
export async function read(wanted: Wanted, seed: number, onDownload?: OnDownload): Promise<Prepared> {
  const { stream, source, sha256 } = wanted;
  const large = stream !== undefined || (sha256 === undefined && (await isLarge(source)));
  return large ? (await streaming()).prepareStream(wanted, seed) : prepare(wanted, seed, onDownload);
}

/** Loaded for the few files that need it. */
const streaming = () => import("./rows/prepareStream.ts");

/** Trains what was read and planned, or goes on with it; gives the run's folder back at the end. */
export async function* session(
  setting: Session,
  rules: readonly string[] = [],
): AsyncGenerator<TrainReport, void, void> {
  const { prepared, experiment, engine, run, signal } = setting;
  const stopped = { kind: "stopped", run: run?.folder } as const;
  try {
    yield planReport(prepared, experiment, run, rules);
    const feed = prepared.streamed && (await streaming()).streamedFeed(prepared, experiment);
    const samples = { ...scaled(prepared), feed };
    const trained = yield* learn(setting, samples);
    if (trained && trained.last !== run?.from) await run?.keep(trained.last);
    if (!trained || signal?.aborted) return yield stopped;
    const model = modelOf(prepared, experiment, trained.parameters);
    const tested = samples.test ?? samples.train;
    const regression =
      prepared.target &&
      regressionIn(prepared.target, tested.labels, (await measured(tested, model, engine)).predicted);
    yield resultReport(prepared, experiment, trained, { rows: tested.labels.length, regression });
    const ended = { ...setting, samples, trained, model, regression };
    yield* finish({ ...ended, findings: await examined(ended) });
  } catch (error) {
    if (!signal?.aborted || error !== signal.reason) throw error;
    yield stopped;
  } finally {
    run?.release();
  }
}

/**
 * Trains to the end and reports each epoch; the last checkpoint is left for the caller to keep. Returns nothing where
 * it was stopped before: a run keeps where it stands, also when the caller's loop is left by `break`.
 */
async function* learn(
  { experiment, engine, run, signal }: Session,
  samples: ScaledSamples,
): AsyncGenerator<LearnedReport, Trained | undefined, void> {
  if (signal?.aborted) return undefined;
  const { training } = experiment;
  const from = run?.from;
  const metrics = run?.metrics ?? [];
  await run?.begin();
  const watch = new Watch(from?.step === 0 ? from.state : undefined);
  let last = from;
  let left = true;
  try {
    for await (const report of fit(experiment, { engine, ...samples, signal, keeper: run, from })) {
      last = report.checkpoint();
      watch.epoch(report.epoch, last.state);
      if (!run) metrics.push(metricOf(report));
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
  return { ...outcome(last, metrics, training.epochs), metrics, last, updates: watch.updates };
}

/** What is kept: the best epoch where early stopping watches, else the last. */
function outcome({ epochs, state, seconds, best }: Checkpoint, metrics: readonly Metric[], wanted: number) {
  return {
    metric: metrics[best?.epoch ?? epochs - 1]!,
    parameters: best?.state ?? parametersOf(state),
    seconds,
    stoppedAt: epochs < wanted ? epochs : undefined,
  };
}

/** What comes of a training: of distances how parts are judged, else what the model is worth; both are written. */
async function* finish(ended: Ended): AsyncGenerator<TrainReport, void, void> {
  if (ended.experiment.inspection) {
    const { finishDistances } = await import("./training/finishDistances.ts");
    yield* finishDistances(ended);
  } else {
    const { finishAnswers } = await import("./training/finishAnswers.ts");
    yield* finishAnswers(ended);
  }
}

import { loadEngine } from "../engine/load.ts";
import { examine } from "../train/doctor/doctor.ts";
import type { Finding } from "../train/doctor/finding.ts";
import type { Experiment } from "../train/run/experiment.ts";
import { checkFree, createRun, nextFolder, type Run } from "../train/run/run.ts";
import { experimentOf } from "./plan/experiment.ts";
import type { TrainOptions } from "./plan/options.ts";
import { planOf } from "./plan/plan.ts";
import { isLarge } from "./rows/large.ts";
import { type Prepared, prepare, scaled, trainingRows } from "./rows/prepare.ts";
import type { OnDownload, Wanted } from "./rows/source.ts";
import { learn, type Trained } from "./training/learn.ts";
import { type PlanReport, type ResultReport, readReport, type TrainReport } from "./training/reports.ts";
import { measured, regressionIn } from "./training/result.ts";
import type { Ended, Session } from "./training/session.ts";
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
  { signal, ...setting }: Session,
  rules: readonly string[] = [],
): AsyncGenerator<TrainReport, void, void> {
  const { prepared, experiment, engine, run } = setting;
  const stopped = { kind: "stopped", run: run?.folder } as const;
  try {
    yield planReport(prepared, experiment, run, rules);
    const feed = prepared.streamed && (await streaming()).streamedFeed(prepared, experiment);
    const samples = { ...scaled(prepared), feed };
    const trained = yield* learn({ experiment, samples, engine, run, signal });
    if (trained && trained.last !== run?.from) await run?.keep(trained.last);
    if (!trained || signal?.aborted) return yield stopped;
    const model = modelOf(prepared, experiment, trained.parameters);
    const tested = samples.test ?? samples.train;
    const regression =
      prepared.target &&
      regressionIn(prepared.target, tested.labels, (await measured(tested, model, engine)).predicted);
    yield resultReport(prepared, experiment, trained, { rows: tested.labels.length, regression });
    const ended = { ...setting, signal, samples, trained, model, regression };
    yield* finish({ ...ended, findings: await examined(ended) });
  } catch (error) {
    if (!signal?.aborted) throw error;
    yield stopped;
  } finally {
    run?.release();
  }
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

function planReport(
  { data, train, streamed }: Prepared,
  experiment: Experiment,
  run: Run | undefined,
  rules: readonly string[],
): PlanReport {
  const { batch } = experiment.training;
  const whole = (buffer: number) => Math.max(1, Math.floor(buffer / batch)) * batch;
  return {
    kind: "plan",
    experiment,
    rules,
    streamed: streamed && {
      rows: streamed.rows,
      inMemory: Math.min(whole(data.stream!.buffer), streamed.rows),
      measured: train.nSamples,
    },
    run: run?.folder,
    resumed: run?.from || run?.passedOver.length ? { from: run.from, passedOver: run.passedOver } : undefined,
  };
}

const resultReport = (
  { tested, data, train, streamed }: Prepared,
  { training: { epochs, patience } }: Experiment,
  { metric, seconds, stoppedAt }: Trained,
  of: Pick<ResultReport, "rows" | "regression">,
): ResultReport => ({
  kind: "result",
  metric,
  ...of,
  tested,
  data,
  measured: streamed && train.nSamples,
  seconds,
  epochs,
  patience,
  stoppedAt,
});

/** What the doctor says of a training that is over. */
function examined({
  prepared,
  samples,
  experiment,
  trained,
  engine,
}: Omit<Ended, "findings">): Promise<Finding[]> {
  const { train, test, validation } = samples;
  const { featureNames, classNames, image } = prepared.train;
  const { metrics, metric, parameters, updates } = trained;
  return examine({
    train,
    test,
    featureNames,
    classNames,
    image,
    scale: experiment.data.scale,
    rows: trainingRows(prepared),
    experiment,
    engine,
    losses: metrics.map(({ loss }) => loss),
    updates,
    parameters,
    tested: metric,
    validation: validation && metrics.map(({ validationLoss }) => validationLoss!),
  });
}

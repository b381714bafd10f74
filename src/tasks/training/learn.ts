import type { Engine } from "../../engine/engine.ts";
import type { Tensors } from "../../model/safetensors.ts";
import { parametersOf } from "../../nn/training.ts";
import { type Update, Watch } from "../../train/doctor/courseFindings.ts";
import { BreakdownError } from "../../train/fit/breakdown.ts";
import { type Checkpoint, isOver } from "../../train/fit/checkpoint.ts";
import { fit } from "../../train/fit/fit.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import { type Metric, metricOf } from "../../train/run/metricsFile.ts";
import type { Run } from "../../train/run/run.ts";
import type { ScaledSamples } from "../rows/prepare.ts";
import type { LearnedReport } from "./reports.ts";

/** A training at its end. */
export interface Trained {
  /** the epoch whose parameters these are, and what was measured after it */
  metric: Metric;
  /** of every epoch, those of earlier sessions too */
  metrics: readonly Metric[];
  parameters: Tensors;
  /** of all optimisation steps */
  seconds: number;
  /** epochs that were trained, where the validation loss ended it before its time */
  stoppedAt?: number;
  /** noted in the run, but not kept yet where this session made it */
  last: Checkpoint;
  /** of each epoch, for the doctor */
  updates: readonly Update[];
}

export interface Learning {
  experiment: Experiment;
  samples: ScaledSamples;
  engine: Engine;
  /** the folder that keeps it; nothing is written when left out */
  run?: Run;
  /** when aborted, ends after the step at hand, which the run keeps */
  signal?: AbortSignal;
}

/**
 * Trains to the end and reports each epoch; the last checkpoint is left for the caller to keep. Returns nothing where
 * it was stopped before: a run keeps where it stands, also when the caller's loop is left by `break`.
 */
export async function* learn({
  experiment,
  samples,
  engine,
  run,
  signal,
}: Learning): AsyncGenerator<LearnedReport, Trained | undefined, void> {
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

import type { Engine } from "../engine/engine.ts";
import type { Tensors } from "../model/safetensors.ts";
import { parameterCount } from "../nn/network.ts";
import { parametersOf } from "../nn/training.ts";
import { type Update, Watch } from "../train/doctor/courseFindings.ts";
import { BreakdownError } from "../train/fit/breakdown.ts";
import { type Checkpoint, isOver } from "../train/fit/checkpoint.ts";
import { fit } from "../train/fit/fit.ts";
import type { Experiment } from "../train/run/experiment.ts";
import type { Metric } from "../train/run/metricsFile.ts";
import type { Run } from "../train/run/run.ts";
import { type Console, grouped } from "./console.ts";
import type { Interrupt } from "./interrupt.ts";
import { networkInWords } from "./networkInWords.ts";
import type { ScaledSamples } from "./prepare.ts";
import { Progress, type ProgressStyle } from "./progress.ts";

/** A training at its end. */
export interface Trained {
  /** the epoch whose parameters these are, and what was measured after it */
  metric: Metric;
  parameters: Tensors;
  /** of all optimisation steps */
  seconds: number;
  /** epochs that were trained, where the validation loss ended it before its time */
  stoppedAt?: number;
  /** noted, but not kept yet where this session made it */
  last: Checkpoint;
  /** of each epoch, for the doctor */
  updates: readonly Update[];
}

/** Trains a run to its end, whose checkpoint is left to keep; gives nothing where it was stopped before. */
export async function learn(
  samples: ScaledSamples,
  run: Run,
  engine: Engine,
  { progress: style }: { progress: ProgressStyle },
  interrupt: Interrupt,
  console: Console,
): Promise<Trained | undefined> {
  const { experiment, from } = run;
  const { training } = experiment;
  console.say(`model  ${describe(experiment)}; engine ${engine.name}, ${training.dtype}`);
  for (const why of run.passedOver) console.say(`note   ${why}; the checkpoint before it is taken`);
  if (from)
    console.say(
      `resume after epoch ${from.epochs} of ${training.epochs}${from.step ? `, step ${from.step}` : ""}`,
    );
  else if (run.passedOver.length > 0)
    console.say("resume from the beginning: there is no earlier checkpoint");
  await run.begin();

  const rows = samples.feed?.rows ?? samples.train.labels.length;
  const progress = new Progress(style, training.epochs, rows, from?.epochs);
  const watch = new Watch(from?.step === 0 ? from.state : undefined);
  let last = from;
  try {
    const { signal } = interrupt;
    const options = { engine, ...samples, signal, keeper: run, ...(from ? { from } : {}) };
    for await (const report of fit(experiment, options)) {
      progress.update(report);
      last = report.checkpoint();
      watch.epoch(report.epoch, last.state);
      if (report.last) run.note(report);
      else await run.record(report);
    }
  } catch (error) {
    if (error instanceof BreakdownError) await run.keep(error.checkpoint);
    throw error;
  } finally {
    progress.end();
  }
  if (!last || !isOver(last, training)) return undefined;
  return { ...outcome(last, run), last, updates: watch.updates };
}

/** Of the best epoch where early stopping watches, else of the last. */
function outcome(
  { epochs, state, seconds, best }: Checkpoint,
  { metrics, experiment }: Run,
): Omit<Trained, "last" | "updates"> {
  const stopped = epochs < experiment.training.epochs ? { stoppedAt: epochs } : {};
  const metric = metrics[best?.epoch ?? epochs - 1]!;
  return { metric, parameters: best?.state ?? parametersOf(state), seconds, ...stopped };
}

function describe({ network, training, seed }: Experiment): string {
  const { optimizer, learningRate, schedule } = training;
  const course = schedule
    ? `, ${schedule.name}${schedule.warmup ? ` after ${schedule.warmup} steps of warm-up` : ""}`
    : "";
  const rule = `${optimizer.name}, learning rate ${learningRate}${course}`;
  return `${networkInWords(network)}, ${network.activation}, ${grouped(parameterCount(network))} parameters; ${rule}; seed ${seed}`;
}

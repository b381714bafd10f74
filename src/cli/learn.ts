import type { Engine } from "../engine/engine.ts";
import { parameterCount } from "../nn/network.ts";
import { networkInWords } from "../report/words/experiment.ts";
import type { ScaledSamples } from "../tasks/rows/prepare.ts";
import { learn as learned, type Trained } from "../tasks/training/learn.ts";
import type { Experiment } from "../train/run/experiment.ts";
import type { Run } from "../train/run/run.ts";
import { type Console, grouped } from "./terminal/console.ts";
import type { Interrupt } from "./terminal/interrupt.ts";
import { Progress, type ProgressStyle } from "./terminal/progress.ts";

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
  const rows = samples.feed?.rows ?? samples.train.labels.length;
  const progress = new Progress(style, training.epochs, rows, from?.epochs);
  const reports = learned({ experiment, samples, engine, run, signal: interrupt.signal });
  try {
    for (;;) {
      const { done, value } = await reports.next();
      if (done) return value;
      progress.update(value);
    }
  } finally {
    progress.end();
  }
}

function describe({ network, training, seed }: Experiment): string {
  const { optimizer, learningRate, schedule } = training;
  const course = schedule
    ? `, ${schedule.name}${schedule.warmup ? ` after ${schedule.warmup} steps of warm-up` : ""}`
    : "";
  const rule = `${optimizer.name}, learning rate ${learningRate}${course}`;
  return `${networkInWords(network)}, ${network.activation}, ${grouped(parameterCount(network))} parameters; ${rule}; seed ${seed}`;
}

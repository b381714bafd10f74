import type { Engine, Program } from "../engine/engine.ts";
import { UserError } from "../errors.ts";
import type { Tensors } from "../model/safetensors.ts";
import { initialState, trainingGraph } from "../nn/training.ts";
import { inOrder, type Samples, shuffleRows } from "./batches.ts";
import { findBreakdown } from "./breakdown.ts";
import { Evaluator } from "./evaluation.ts";
import type { Experiment } from "./experiment.ts";

/** Where a training stands between two epochs: enough to go on from, to the same bits. */
export interface Checkpoint {
  /** epochs done */
  epochs: number;
  /** parameters and optimizer slots, by name */
  state: Tensors;
  /** of optimisation so far */
  seconds: number;
}

export interface EpochReport {
  /** counted from 0 */
  epoch: number;
  /** mean cross-entropy over the training rows after this epoch */
  loss: number;
  /** on the test rows, or on the training rows where there are none */
  accuracy: number;
  /** of optimisation steps so far, evaluation left out */
  seconds: number;
  /** a copy of all that training changes */
  checkpoint(): Checkpoint;
}

export interface FitOptions {
  engine: Engine;
  train: Samples;
  test?: Samples;
  /** where an earlier training stopped */
  from?: Checkpoint;
  /** when aborted, training ends after the step at hand, without a report of its unfinished epoch */
  signal?: AbortSignal;
  /** after every step: how many of the epoch's steps are done */
  onStep?: (epoch: number, step: number) => void;
}

type Plan = Pick<Experiment, "network" | "training" | "seed">;

/** How long, in ms, training may keep a page or a Ctrl-C waiting. */
const patience = 40;

/**
 * Trains a network and reports after every epoch. `break` ends it; same plan and rows, same bits.
 * Throws a UserError where the loss stops being a number: its message names epoch, batch and layer, and
 * `lastGood` of the error is the state before.
 */
export async function* fit(plan: Plan, options: FitOptions): AsyncGenerator<EpochReport, void, void> {
  const { training, seed, network } = plan;
  const { engine, train, test, from, signal, onStep } = options;
  const rows = train.labels.length;
  const start = from?.state ?? initialState({ ...plan.network, ...training, network, seed });
  checkSamples(plan, train, "training");
  if (test) checkSamples(plan, test, "test");

  const steps = new Steps(plan, options);
  steps.restore(start);
  const evaluator = new Evaluator(engine, network, training.dtype, steps.main);
  const order = inOrder(rows);
  let seconds = from?.seconds ?? 0;
  let lastGood = start;
  try {
    for (let epoch = from?.epochs ?? 0; epoch < training.epochs; epoch++) {
      if (training.shuffle) shuffleRows(order, seed, epoch);
      let began = performance.now();
      let rested = began;
      for (let step = 0; step < steps.perEpoch; step++) {
        const done = steps.run(order, epoch, step);
        if (done) await done;
        onStep?.(epoch, step + 1);
        if (performance.now() - rested > patience) {
          seconds += (performance.now() - began) / 1000;
          await eventLoop();
          if (signal?.aborted) return;
          began = rested = performance.now();
        }
      }
      seconds += (performance.now() - began) / 1000;
      const { loss, accuracy } = await evaluator.measure(train);
      if (!Number.isFinite(loss)) throw await findBreakdown({ plan, steps, order, epoch, from: lastGood });
      lastGood = steps.state();
      const measured = test ? (await evaluator.measure(test)).accuracy : accuracy;
      const checkpoint = { epochs: epoch + 1, state: lastGood, seconds };
      yield { epoch, loss, accuracy: measured, seconds, checkpoint: () => checkpoint };
      await eventLoop();
      if (signal?.aborted) return;
    }
  } finally {
    evaluator.dispose();
    steps.dispose();
  }
}

/** The optimisation steps of an epoch: one program for whole batches, one for a short last batch, one state. */
export class Steps {
  readonly main: Program;
  readonly perEpoch: number;
  private readonly tail: Program | undefined;
  private readonly counts: boolean;
  private readonly names: readonly { name: string; shape: readonly number[] }[];
  private readonly batch: number;

  constructor(
    plan: Plan,
    private readonly options: Pick<FitOptions, "engine" | "train">,
  ) {
    const { training } = plan;
    const rows = options.train.labels.length;
    this.batch = training.batch;
    if (this.batch > rows) {
      throw new UserError(
        `a batch of ${this.batch} rows is larger than the training set of ${rows}; use a batch of at most ${rows}`,
      );
    }
    this.perEpoch = Math.ceil(rows / this.batch);
    const graph = trainingGraph({ ...training, network: plan.network, batch: this.batch });
    this.main = options.engine.compile(graph);
    this.names = Object.entries(graph.state).map(([name, { shape }]) => ({ name, shape }));
    this.counts = "step" in graph.inputs;
    const left = rows % this.batch;
    if (left > 0) {
      const short = trainingGraph({ ...training, network: plan.network, batch: left });
      this.tail = options.engine.compile(short, { shareStateWith: this.main });
    }
    for (const program of [this.main, this.tail]) program?.set("learningRate", [training.learningRate]);
  }

  /** The step on the batch number `step` of an epoch in `order`. */
  run(order: Int32Array, epoch: number, step: number): void | Promise<void> {
    const { features, labels } = this.options.train;
    const start = step * this.batch;
    const count = Math.min(this.batch, labels.length - start);
    const program = count === this.batch ? this.main : this.tail!;
    program.setRows("x", features, order, start, count);
    program.setRows("y", labels, order, start, count);
    // Dropout draws by the number of the step, so that a resumed run draws the same.
    if (this.counts) program.set("step", [epoch * this.perEpoch + step]);
    return program.run();
  }

  state(): Tensors {
    return Object.fromEntries(
      this.names.map(({ name, shape }) => [name, { shape, data: floats(this.main.get(name), name) }]),
    );
  }

  restore(state: Tensors): void {
    for (const { name } of this.names) this.main.set(name, state[name]!.data);
  }

  dispose(): void {
    this.tail?.dispose();
    this.main.dispose();
  }
}

function floats(values: Float64Array | Float32Array | Int32Array, name: string): Float64Array | Float32Array {
  if (values instanceof Int32Array)
    throw new Error(`state ${name} is int32; parameters and slots are floats`);
  return values;
}

function checkSamples({ network }: Plan, { features, labels }: Samples, which: string): void {
  const inputs = network.sizes[0]!;
  const classes = network.sizes[network.sizes.length - 1]!;
  if (labels.length === 0) throw new UserError(`there are zero ${which} rows; give at least one`);
  if (features.length !== labels.length * inputs) {
    throw new UserError(
      `the ${which} features hold ${features.length} numbers, but ${labels.length} rows of the network's ${inputs} inputs are ${labels.length * inputs}`,
    );
  }
  const wrong = labels.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0) {
    throw new UserError(
      `${which} row ${wrong} has label ${labels[wrong]}, outside the network's ${classes} classes (0 to ${classes - 1})`,
    );
  }
}

/** Lets timers, input and drawing have their turn. */
function eventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

import type { Engine, Program } from "../../engine/engine.ts";
import { UserError } from "../../errors.ts";
import type { Tensors } from "../../model/safetensors.ts";
import { trainingGraph } from "../../nn/training.ts";
import type { Feed } from "../rows/feed.ts";
import type { Plan } from "../run/experiment.ts";
import { buildSchedule, type Schedule } from "./schedule.ts";

/** The optimisation steps of an epoch: one program for whole batches, one for a short last batch, one state. */
export class Steps {
  readonly main: Program;
  readonly perEpoch: number;
  private readonly tail: Program | undefined;
  private readonly counts: boolean;
  private readonly names: readonly { name: string; shape: readonly number[] }[];
  private readonly batch: number;
  private readonly rateAt: Schedule | undefined;
  private readonly rate = new Float64Array(1);

  constructor(
    plan: Plan,
    engine: Engine,
    private readonly feed: Feed,
  ) {
    const { training } = plan;
    const { rows } = feed;
    this.batch = training.batch;
    if (this.batch > rows) {
      throw new UserError(
        `a batch of ${this.batch} rows is larger than the training set of ${rows}; use a batch of at most ${rows}`,
      );
    }
    this.perEpoch = Math.ceil(rows / this.batch);
    const graph = trainingGraph({ ...training, network: plan.network, batch: this.batch });
    this.main = engine.compile(graph);
    feed.attach?.(this.main);
    this.names = Object.entries(graph.state).map(([name, { shape }]) => ({ name, shape }));
    this.counts = "step" in graph.inputs;
    const left = rows % this.batch;
    if (left > 0) {
      const short = trainingGraph({ ...training, network: plan.network, batch: left });
      this.tail = engine.compile(short, { shareStateWith: this.main });
    }
    this.rateAt = buildSchedule(training, this.perEpoch);
    for (const program of [this.main, this.tail]) program?.set("learningRate", [training.learningRate]);
  }

  /** Turns to an epoch of which `done` steps were made before. */
  begin(epoch: number, done = 0): void | Promise<void> {
    return this.feed.begin(epoch, done * this.batch);
  }

  /** The step number `step` of the epoch that was begun. Of rows in memory it allocates nothing. */
  run(epoch: number, step: number): void | Promise<void> {
    const start = step * this.batch;
    const count = Math.min(this.batch, this.feed.rows - start);
    const program = count === this.batch ? this.main : this.tail!;
    const filling = this.feed.fill(program, start, count);
    if (filling) return filling.then(() => this.learn(program, epoch, step));
    return this.learn(program, epoch, step);
  }

  private learn(program: Program, epoch: number, step: number): void | Promise<void> {
    // Dropout draws by the number of the step, so that a resumed run draws the same.
    if (this.counts) program.set("step", [epoch * this.perEpoch + step]);
    if (this.rateAt) {
      this.rate[0] = this.rateAt(epoch * this.perEpoch + step);
      program.set("learningRate", this.rate);
    }
    return program.run();
  }

  state(): Tensors {
    return Object.fromEntries(
      this.names.map(({ name, shape }) => [name, { shape, data: floats(this.main.get(name), name) }]),
    );
  }

  /** Throws a UserError where the state is of another network or optimizer. */
  restore(state: Tensors): void {
    for (const { name, shape } of this.names) {
      const found = state[name]?.shape;
      if (found?.join() === shape.join()) continue;
      throw new UserError(
        `the checkpoint is of another network: ${name} should have shape (${shape.join(", ")}), found ${found ? `(${found.join(", ")})` : "none"}; take the checkpoint of this run, or begin a new one`,
      );
    }
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

import type { Engine, Program } from "../../engine/engine.ts";
import { UserError } from "../../errors.ts";
import type { Graph } from "../../graph/value.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Schedule } from "../../nn/training/schedules.ts";
import { trainingGraph } from "../../nn/training/training.ts";
import type { Feed } from "../rows/feed.ts";
import type { SettledPlan } from "./plan.ts";
import { buildSchedule } from "./schedule.ts";

/** The part of a plan that a step follows from. */
export type StepsPlan = Pick<SettledPlan, "network" | "training" | "targets">;

/**
 * The optimisation steps of an epoch: one program for whole batches, one for a short last batch, one state. `beside` is
 * part of the network's state too, but no step reads or changes it.
 */
export class Steps {
  readonly main: Program;
  readonly perEpoch: number;
  readonly #feed: Feed;
  readonly #beside: Tensors;
  readonly #tail: Program | undefined;
  readonly #countsSteps: boolean;
  readonly #names: readonly { name: string; shape: readonly number[] }[];
  readonly #batch: number;
  readonly #rateAt: Schedule | undefined;
  // What a step writes lies in arrays that are made once.
  readonly #rate = new Float64Array(1);
  readonly #step = new Int32Array(1);

  constructor(plan: StepsPlan, engine: Engine, feed: Feed, beside: Tensors = {}) {
    const { training } = plan;
    const { rows } = feed;
    const { batch } = training;
    if (batch > rows) {
      throw new UserError(
        `a batch of ${batch} rows is larger than the training set of ${rows}; use a batch of at most ${rows}`,
      );
    }
    this.#batch = batch;
    this.#feed = feed;
    this.#beside = beside;
    this.perEpoch = Math.ceil(rows / batch);
    this.#rateAt = buildSchedule(training, this.perEpoch);
    const graph = stepGraph(plan, batch);
    this.main = engine.compile(graph);
    feed.attach?.(this.main);
    this.#names = Object.entries(graph.state).map(([name, { shape }]) => ({ name, shape }));
    this.#countsSteps = "step" in graph.inputs;
    const left = rows % batch;
    this.#tail = left > 0 ? engine.compile(stepGraph(plan, left), { shareStateWith: this.main }) : undefined;
    for (const program of [this.main, this.#tail]) program?.set("learningRate", [training.learningRate]);
  }

  /** Turns to an epoch of which `done` steps were made before. */
  begin(epoch: number, done = 0): void | Promise<void> {
    return this.#feed.begin(epoch, done * this.#batch);
  }

  /** The step number `step` of the epoch that was begun. It allocates nothing where the rows are in memory. */
  run(epoch: number, step: number): void | Promise<void> {
    const start = step * this.#batch;
    const count = Math.min(this.#batch, this.#feed.rows - start);
    const program = count === this.#batch ? this.main : this.#tail!;
    const filling = this.#feed.fill(program, start, count);
    if (filling) return filling.then(() => this.#learn(program, epoch, step));
    return this.#learn(program, epoch, step);
  }

  #learn(program: Program, epoch: number, step: number): void | Promise<void> {
    const taken = epoch * this.perEpoch + step;
    // Dropout draws by the number of the step, so that a resumed run draws the same.
    if (this.#countsSteps) {
      this.#step[0] = taken;
      program.set("step", this.#step);
    }
    if (this.#rateAt) {
      this.#rate[0] = this.#rateAt(taken);
      program.set("learningRate", this.#rate);
    }
    return program.run();
  }

  /** A copy of all parameters and of what the optimizer keeps. */
  state(): Tensors {
    const state: Record<string, Tensors[string]> = { ...this.#beside };
    for (const { name, shape } of this.#names)
      state[name] = { shape, data: floats(this.main.get(name), name) };
    return state;
  }

  /** Throws a UserError where the state is of another network or optimizer. */
  restore(state: Tensors): void {
    for (const { name, shape } of this.#names) {
      const found = state[name]?.shape;
      if (found?.join() === shape.join()) continue;
      throw new UserError(
        `the checkpoint is of another network: ${name} should have shape (${shape.join(", ")}), found ${found ? `(${found.join(", ")})` : "none"}; take the checkpoint of this run, or begin a new one`,
      );
    }
    for (const { name } of this.#names) this.main.set(name, state[name]!.data);
  }

  dispose(): void {
    this.#tail?.dispose();
    this.main.dispose();
  }
}

function stepGraph({ network, training, targets }: StepsPlan, batch: number): Graph {
  // These are the course's; the rest is a step's.
  const { epochs, learningRate, shuffle, schedule, augment, patience, ...step } = training;
  return trainingGraph({ ...step, network, batch, targets });
}

function floats(values: Float64Array | Float32Array | Int32Array, name: string): Float64Array | Float32Array {
  if (values instanceof Int32Array)
    throw new Error(`state ${name} is int32; parameters and slots are floats`);
  return values;
}

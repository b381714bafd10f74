import type { Engine, Program } from "../../engine/engine.ts";
import { square } from "../../graph/composed.ts";
import * as op from "../../graph/ops.ts";
import type { Graph, Value } from "../../graph/value.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Samples } from "../../model/samples.ts";
import type { Layer } from "../../nn/layers/layers.ts";
import { type Before, trainingStep } from "../../nn/training/training.ts";
import { Pause, patience } from "../fit/pause.ts";
import { type Feed, memoryFeed } from "../rows/feed.ts";
import { inOrder } from "../rows/orders.ts";
import { type OutputName, outputs } from "./perceptronOutput.ts";
import type { Solver } from "./solvers.ts";

interface Plan {
  model: Layer;
  solver: Solver;
  output: OutputName;
  /** features of a row */
  inputs: number;
  alpha: number;
  /** rows of a step, no more than there are */
  batch: number;
}

/** A perceptron's optimisation steps on an engine, from the parameters `first` on. */
export class PerceptronSteps {
  readonly main: Program;
  /** of a short last batch */
  readonly #tail: Program | undefined;
  readonly #plan: Plan;
  readonly #first: Tensors;
  readonly #feed: Feed;
  readonly #rate = new Float64Array(1);
  /** Epochs may be shorter than a page is to wait, so it goes on from one to the next. */
  readonly #pause = new Pause(patience);
  #order = inOrder(0);
  #taken = 0;

  constructor(plan: Plan, engine: Engine, train: Samples, first: Tensors) {
    this.#plan = plan;
    this.#first = first;
    this.main = engine.compile(stepGraph(plan, plan.batch));
    const left = train.labels.length % plan.batch;
    if (left > 0) this.#tail = engine.compile(stepGraph(plan, left), { shareStateWith: this.main });
    for (const [name, { data }] of Object.entries(first)) this.main.set(name, data);
    this.#feed = memoryFeed(train, { rows: train.labels.length, of: () => this.#order });
    this.#feed.attach?.(this.main);
    this.#pause.begin();
  }

  /** A step on each batch of the rows in `order`; the mean of their losses, each as it was before its step. */
  async epoch(order: Int32Array): Promise<number> {
    const { batch, solver } = this.#plan;
    this.#order = order;
    await this.#feed.begin(0, 0);
    let total = 0;
    for (let start = 0; start < order.length; start += batch) {
      const count = Math.min(batch, order.length - start);
      const program = count === batch ? this.main : this.#tail!;
      this.#feed.fill(program, start, count);
      this.#rate[0] = solver.rate(++this.#taken);
      program.set("learningRate", this.#rate);
      const running = program.run();
      if (running) await running;
      total += program.getScalar("loss") * count;
      if (this.#pause.due()) await this.#pause.rest();
    }
    return total / order.length;
  }

  /** A copy. */
  parameters(): Tensors {
    return Object.fromEntries(
      Object.entries(this.#first).map(([name, { shape }]) => [
        name,
        { shape, data: Float64Array.from(this.main.get(name)) },
      ]),
    );
  }

  dispose(): void {
    this.#tail?.dispose();
    this.main.dispose();
  }
}

/** A step on n rows. scikit-learn divides the penalty α/2 Σ w² by n, as it does the loss. */
function stepGraph({ model, solver, output, inputs, alpha }: Plan, n: number): Graph {
  const { labels, loss, reported } = outputs[output];
  return trainingStep({
    model,
    x: op.input("x", [n, inputs], "float64"),
    y: labels(n),
    loss,
    optimizer: solver.optimizer,
    l2: alpha / n,
    report: ({ prediction, y, parameters }: Before) => {
      const weights = Object.keys(parameters).filter((name) => model.parameters[name]!.role === "weight");
      const squares = weights.map((name) => op.sum(square(parameters[name]!)));
      const penalty = op.multiply(
        squares.reduce((sum: Value, part) => op.add(sum, part)),
        alpha / 2 / n,
      );
      return { loss: op.add(reported(prediction, y), penalty) };
    },
  });
}

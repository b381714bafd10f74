import { argMax } from "../data/numbers/numbers.ts";
import { checkEngine, type Engine, type Program } from "../engine/engine.ts";
import { checkNames, UserError } from "../errors.ts";
import type { FloatDtype, Graph } from "../graph/value.ts";
import type { Network } from "../nn/layers/network.ts";
import { withViews } from "../nn/layers/views.ts";
import { type Objective, trainedFor } from "../nn/losses/objectives.ts";
import { evaluationGraph, parametersOf } from "../nn/training/training.ts";
import type { Embeddings } from "./inspection/distance.ts";
import { checkLists } from "./metrics/metricInput.ts";
import { regressionScores } from "./metrics/regression.ts";
import type { ModelData } from "./modelData.ts";
import { ProgramsByRows } from "./programsByRows.ts";
import type { Samples } from "./samples.ts";

/** How well a network does on labelled rows. */
export interface Scores {
  /** mean cross-entropy, in nats; of a regression the mean squared error of the standardised targets; else the objective */
  loss: number;
  /** share of rows given their class */
  accuracy?: number;
  /** of a regression */
  r2?: number;
  /** of an embedding: the chance that a pair of two classes lies further apart than a pair of one */
  auroc?: number;
}

/** What a classifier or a regression makes of labelled rows. */
export interface Measured extends Scores {
  /** the likeliest class of each row; of a regression its value, in the targets' scale */
  predicted: Int32Array | Float64Array;
  /** log p(class | row), (n, classes) row-major; of a regression its values, as `predicted` */
  outputs: Float64Array;
}

const chunk = 256;

/** Is given the outputs of some rows, (rows, outputs) row-major, and the number of the first of them. */
export type Take = (outputs: ArrayLike<number>, start: number) => void;

/** What a network is, and what it learned. */
export interface Trained {
  readonly network: Network;
  readonly dtype: FloatDtype;
  /** crossEntropy when left out */
  readonly loss?: Objective;
  /** the program that trains the parameters; without it, `set` gives them */
  readonly parametersOf?: Program;
}

/**
 * A network's forward pass over any number of rows, a chunk at a time on an engine. With `parametersOf` it works on
 * the parameters that another program trains; without, they are given once with `set`.
 */
export class Evaluator {
  readonly #engine: Engine;
  readonly #trained: Trained;
  readonly #programs = new ProgramsByRows((rows) => this.#compiled(rows));
  readonly #features: number;
  readonly #classes: number;
  /** the program whose state all share */
  #main: Program | undefined;

  constructor(engine: Engine, trained: Trained) {
    checkEngine("Evaluator", engine);
    checkNames("Evaluator", trained, ["network", "dtype", "loss", "parametersOf"]);
    this.#engine = engine;
    this.#trained = trained;
    this.#main = trained.parametersOf;
    this.#features = trained.network.sizes[0]!;
    this.#classes = trained.network.sizes.at(-1)!;
  }

  /** Takes the numbers of all parameters. Given the state of a checkpoint, it leaves out what the optimizer keeps. */
  set(parameters: Readonly<Record<string, { data: ArrayLike<number> }>>): void {
    const program = this.#programs.of(chunk);
    for (const [name, { data }] of Object.entries(parametersOf(parameters))) program.set(name, data);
  }

  /** log p(class | row), (n, classes) row-major. */
  logProbabilities(features: ArrayLike<number>): Promise<Float64Array> {
    return this.#outputs("logProbabilities", features);
  }

  /** A regression's values, (n, outputs) row-major, in the scale of the targets that it learned. */
  predictions(features: ArrayLike<number>): Promise<Float64Array> {
    return this.#outputs("prediction", features);
  }

  /** An embedding's rows. */
  async embeddings(features: ArrayLike<number>): Promise<Embeddings> {
    return { values: await this.#outputs("embeddings", features), dimensions: this.#classes };
  }

  /** The numbers of a parameter as they are now; a copy. */
  parameter(name: string): Float64Array | Float32Array | Int32Array {
    return this.#mainProgram().get(name);
  }

  /** A program of another graph on the same parameters. */
  compile(graph: Graph): Program {
    return this.#engine.compile(graph, { shareStateWith: this.#mainProgram() });
  }

  async #outputs(name: string, features: ArrayLike<number>): Promise<Float64Array> {
    const result = new Float64Array(this.#rows(features) * this.#classes);
    await this.#each(name, features, (some, start) => result.set(some, start * this.#classes));
    return result;
  }

  #rows(features: ArrayLike<number>): number {
    const rows = features.length / this.#features;
    if (Number.isInteger(rows)) return rows;
    throw new UserError(
      `the features are ${features.length ?? "no flat list of"} numbers, where each row has ${this.#features}; toSamples(dataset, scaler) makes them`,
    );
  }

  /** Hands out what the network makes of rows, a chunk at a time, with the number of its first row. */
  async #each(name: string, features: ArrayLike<number>, take: Take): Promise<void> {
    const rows = this.#rows(features);
    if (!this.#main)
      throw new UserError("Evaluator: there are no parameters yet; call set(model.parameters) first");
    for (let start = 0; start < rows; start += chunk) {
      const count = Math.min(chunk, rows - start);
      // A short chunk is filled up with zeros, so that few programs are made: each takes time and memory.
      const length = powerOfTwo(count);
      const program = this.#programs.of(length);
      program.set("x", rowsOf(features, this.#features, start, count, length));
      // Without a wait nothing comes between what is set and what is got: calls that overlap do not mix.
      const running = program.run();
      if (running) await running;
      const values = program.get(name);
      take(count === length ? values : values.subarray(0, count * this.#classes), start);
    }
  }

  async measure(samples: Samples): Promise<Measured> {
    const k = this.#classes;
    const outputs = new Float64Array(this.#rows(samples.features) * k);
    return { ...(await this.scores(samples, (some, start) => outputs.set(some, start * k))), outputs };
  }

  /**
   * The same without the outputs, which of many classes take more memory than there is: `take` is given those of some rows at a
   * time, (rows, classes) row-major, and the number of the first of them.
   */
  async scores({ features, labels }: Samples, take?: Take): Promise<Omit<Measured, "outputs">> {
    const k = this.#classes;
    if (this.#loss === "meanSquaredError") {
      const predicted = await this.predictions(features);
      take?.(predicted, 0);
      const { rootMeanSquaredError, r2 } = regressionScores(labels, predicted);
      return { loss: rootMeanSquaredError ** 2, r2, predicted };
    }
    checkLists("measure", ["labels", labels], ["log probabilities", { length: this.#rows(features) * k }, k]);
    const predicted = new Int32Array(labels.length);
    let loss = 0;
    let right = 0;
    await this.#each("logProbabilities", features, (logs, row) => {
      take?.(logs, row);
      for (let at = 0; at < logs.length; at += k, row++) {
        loss -= logs[at + labels[row]!]!;
        predicted[row] = argMax(logs, at, at + k) - at;
        if (predicted[row] === labels[row]) right++;
      }
    });
    return { loss: loss / labels.length, accuracy: right / labels.length, predicted };
  }

  dispose(): void {
    this.#programs.dispose();
  }

  get #loss(): Objective {
    return this.#trained.loss ?? "crossEntropy";
  }

  #mainProgram(): Program {
    return this.#main ?? this.#programs.of(chunk);
  }

  /** A program for so many rows: whole chunks run through one, a short last one through another. */
  #compiled(rows: number): Program {
    const { network, dtype } = this.#trained;
    const graph = evaluationGraph({ network, rows, dtype, loss: this.#loss });
    const program = this.#engine.compile(graph, { shareStateWith: this.#main });
    this.#main ??= program;
    return program;
  }
}

/** A model's forward pass. */
export function evaluatorOf(model: Evaluated, engine: Engine): Evaluator {
  const { network, dtype, parameters } = model;
  const evaluator = new Evaluator(engine, { network: withViews(network), dtype, loss: trainedFor(model) });
  evaluator.set(parameters);
  return evaluator;
}

/** The part of a model that its forward pass takes. */
type Evaluated = Pick<ModelData, "network" | "dtype" | "target" | "objective" | "parameters">;

/** The least power of two that is no less than `count`; the chunk is one too. */
function powerOfTwo(count: number): number {
  let power = 1;
  while (power < count) power *= 2;
  return power;
}

/** Rows start … start + count - 1 of features of that width, and zeros up to `length` rows. */
function rowsOf(features: ArrayLike<number>, width: number, start: number, count: number, length: number) {
  const [from, to] = [start * width, (start + count) * width];
  const rows = ArrayBuffer.isView(features)
    ? (features as Float64Array).subarray(from, to)
    : Array.prototype.slice.call(features, from, to);
  if (count === length) return rows;
  const filled = new Float64Array(length * width);
  filled.set(rows);
  return filled;
}

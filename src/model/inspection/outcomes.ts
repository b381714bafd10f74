import { exp } from "../../data/numbers/exp.ts";
import type { Engine } from "../../engine/engine.ts";
import { type Evaluator, evaluatorOf } from "../evaluator.ts";
import type { ModelData } from "../modelData.ts";
import { answeredTargets } from "../samples.ts";

/** So many numbers of rows or of outcomes are held at a time. */
const most = 2 ** 20;

/** Probabilities, or log p(class | row) less its mean over the classes: what is a sum in the network is one there. */
type Scale = "probability" | "log";

/** What a model answers, as numbers that can be averaged: one for each class; of a regression the value, in the label's unit. */
export class Outcomes {
  readonly names: readonly string[];
  readonly #model: ModelData;
  readonly #evaluator: Evaluator;
  readonly #scale: Scale;

  constructor(model: ModelData, engine: Engine, scale: Scale = "probability") {
    this.names = model.target ? [model.label ?? ""] : model.classNames;
    this.#model = model;
    this.#evaluator = evaluatorOf(model, engine);
    this.#scale = scale;
  }

  /** how many numbers a row has */
  get width(): number {
    return this.#model.network.sizes[0]!;
  }

  /** (rows, outcomes) row-major, of rows that the scaler has seen. */
  async of(rows: Float64Array): Promise<Float64Array> {
    const { target } = this.#model;
    if (target) return answeredTargets(target, await this.#evaluator.predictions(rows));
    const logs = await this.#evaluator.logProbabilities(rows);
    return this.#scale === "log" ? centred(logs, this.names.length) : logs.map(exp);
  }

  /**
   * The same of `rows` rows that `write` makes, some at a time, so that memory does not grow with them: `write(into, row)` sets a
   * row's numbers, `take(outcomes, at, row)` is given its outcomes, which begin at `at`.
   */
  async each(
    rows: number,
    write: (into: Float64Array, row: number) => void,
    take: (outcomes: Float64Array, at: number, row: number) => void,
  ): Promise<void> {
    const { width } = this;
    const k = this.names.length;
    const piece = Math.max(1, Math.floor(most / Math.max(width, k)));
    for (let start = 0; start < rows; start += piece) {
      const count = Math.min(piece, rows - start);
      const some = new Float64Array(count * width);
      for (let i = 0; i < count; i++) write(some.subarray(i * width, (i + 1) * width), start + i);
      const outcomes = await this.of(some);
      for (let i = 0; i < count; i++) take(outcomes, i * k, start + i);
    }
  }

  dispose(): void {
    this.#evaluator.dispose();
  }
}

/** Each row's numbers less their mean. */
function centred(values: Float64Array, k: number): Float64Array {
  for (let at = 0; at < values.length; at += k) {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += values[at + c]!;
    for (let c = 0; c < k; c++) values[at + c]! -= sum / k;
  }
  return values;
}

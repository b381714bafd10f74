import { scaleRows } from "../../data/rows/scale.ts";
import { type ClassThreshold, thresholdOf } from "../decision.ts";
import type { ModelData } from "../modelData.ts";
import type { Outcomes } from "./outcomes.ts";

/** Of more classes than these it is not asked which is given on average. */
const mostGiven = 32;

/** A model, and rows to look at it with. */
export class Look {
  readonly outcomes: Outcomes;
  readonly rows: number;
  readonly #width: number;
  readonly #raw: Float64Array;
  readonly #scaled: Float64Array;
  readonly #model: ModelData;

  constructor(model: ModelData, raw: Float64Array, outcomes: Outcomes) {
    this.#model = model;
    this.#raw = raw;
    this.#width = model.network.sizes[0]!;
    this.rows = raw.length / this.#width;
    this.#scaled = scaleRows(model.scaler, { shape: [this.rows, this.#width], data: raw }).data;
    this.outcomes = outcomes;
  }

  /** Rows are given one class of few. */
  get givesClasses(): boolean {
    return this.#model.target === undefined && this.outcomes.names.length <= mostGiven;
  }

  get by(): ClassThreshold | undefined {
    return thresholdOf(this.#model);
  }

  /** The outcomes that are shown: those of the class that is to be found, of the second of two, or all. */
  get shown(): readonly number[] {
    const { names } = this.outcomes;
    const { positive } = this.#model;
    if (positive !== undefined) return [names.indexOf(positive)];
    return names.length === 2 ? [1] : names.map((_, c) => c);
  }

  /** A feature of every row, as it came. */
  column(feature: number): Float64Array {
    return Float64Array.from({ length: this.rows }, (_, i) => this.#raw[i * this.#width + feature]!);
  }

  /** Each outcome's mean over the rows. */
  means(): Promise<Float64Array> {
    return this.mean(
      Array.from({ length: this.rows }, (_, i) => i),
      () => {},
    );
  }

  /** The same over some of the rows, changed. */
  async mean(rows: ArrayLike<number>, change: (row: Float64Array) => void): Promise<Float64Array> {
    const sums = new Float64Array(this.outcomes.names.length);
    await this.each(
      rows.length,
      (i) => rows[i]!,
      change,
      (values, at) => {
        for (let c = 0; c < sums.length; c++) sums[c]! += values[at + c]!;
      },
    );
    return sums.map((sum) => sum / rows.length);
  }

  /** Hands out the outcomes of `count` rows, each a copy that is changed. */
  each(
    count: number,
    rowOf: (i: number) => number,
    change: (row: Float64Array, i: number) => void,
    take: (outcomes: Float64Array, at: number, i: number) => void,
  ): Promise<void> {
    const write = (into: Float64Array, i: number) => {
      const from = rowOf(i) * this.#width;
      into.set(this.#scaled.subarray(from, from + this.#width));
      change(into, i);
    };
    return this.outcomes.each(count, write, take);
  }

  /** A value of a feature as the network takes it. */
  scaled(feature: number, value: number): number {
    const { offset, scale } = this.#model.scaler;
    return (value - offset[feature]!) / scale[feature]!;
  }
}

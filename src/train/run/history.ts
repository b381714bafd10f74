import type { Metric } from "./metric.ts";

/** What an epoch may have, beside its number, which is its place; in the order of a line of metrics.jsonl. */
export const figureKeys = [
  "loss",
  "accuracy",
  "r2",
  "auroc",
  "validationLoss",
  "validationAccuracy",
  "validationR2",
  "validationAuroc",
  "seconds",
] as const satisfies Exclude<keyof Metric, "epoch">[];

/**
 * What was measured after each epoch, as columns that grow: a million epochs of loss and accuracy take some 30 MB, and as objects
 * would take ten times as much.
 */
export class EpochHistory implements Iterable<Metric> {
  #length = 0;
  #room = 0;
  readonly #columns = new Map<string, Float64Array>();
  /** of each epoch, which of its figures there are: bit i is figureKeys[i] */
  #has = new Uint16Array(0);

  constructor(metrics: Iterable<Metric> = []) {
    for (const metric of metrics) this.push(metric);
  }

  get length(): number {
    return this.#length;
  }

  /** The next epoch. */
  push(metric: Metric): void {
    if (this.#length === this.#room) this.#grow(Math.max(64, 2 * this.#room));
    const i = this.#length++;
    for (const [bit, key] of figureKeys.entries()) {
      const value = metric[key];
      if (value === undefined) continue;
      let column = this.#columns.get(key);
      if (column === undefined) {
        column = new Float64Array(this.#room).fill(Number.NaN);
        this.#columns.set(key, column);
      }
      column[i] = value;
      this.#has[i]! |= 1 << bit;
    }
  }

  /** An epoch, from the end where `i` is below 0, as it is written into metrics.jsonl. */
  at(i: number): Metric | undefined {
    const epoch = i < 0 ? this.#length + i : i;
    if (!(epoch >= 0 && epoch < this.#length)) return undefined;
    const of = (key: (typeof figureKeys)[number]) =>
      this.#has[epoch]! & (1 << figureKeys.indexOf(key)) ? this.#columns.get(key)![epoch] : undefined;
    return {
      epoch,
      loss: of("loss")!,
      accuracy: of("accuracy"),
      r2: of("r2"),
      auroc: of("auroc"),
      validationLoss: of("validationLoss"),
      validationAccuracy: of("validationAccuracy"),
      validationR2: of("validationR2"),
      validationAuroc: of("validationAuroc"),
      seconds: of("seconds")!,
    };
  }

  /** One figure of every epoch; NaN where it has none. */
  column(key: Exclude<keyof Metric, "epoch">): Float64Array {
    return (
      this.#columns.get(key)?.subarray(0, this.#length) ?? new Float64Array(this.#length).fill(Number.NaN)
    );
  }

  /** Whether any epoch has it. */
  has(key: Exclude<keyof Metric, "epoch">): boolean {
    return this.#columns.has(key);
  }

  /** The first `length` epochs alone. */
  cut(length: number): void {
    this.#length = Math.min(this.#length, length);
    this.#has.fill(0, this.#length);
    for (const column of this.#columns.values()) column.fill(Number.NaN, this.#length);
  }

  *[Symbol.iterator](): Generator<Metric> {
    for (let i = 0; i < this.#length; i++) yield this.at(i)!;
  }

  #grow(room: number): void {
    const has = new Uint16Array(room);
    has.set(this.#has);
    this.#has = has;
    for (const [key, before] of this.#columns) {
      const column = new Float64Array(room).fill(Number.NaN);
      column.set(before);
      this.#columns.set(key, column);
    }
    this.#room = room;
  }
}

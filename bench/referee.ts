import { referenceEngine } from "../src/engine/reference.ts";
import { Evaluator } from "../src/model/evaluator.ts";
import { lessonPlan } from "../src/train/fit/plan.ts";
import { Steps } from "../src/train/fit/steps.ts";
import { memoryFeed } from "../src/train/rows/feed.ts";
import { steadyOrder } from "../src/train/rows/orders.ts";
import type { Arrays, Job, ProductJob, TrainingJob } from "./job.ts";

/** What a contender must have come to, and how far it may be off. */
export interface Verdict {
  /** "final loss 0.0134", "largest difference 2e-7" */
  readonly said: string;
  readonly agrees: boolean;
}

export type Result = Readonly<Record<string, ArrayLike<number>>>;

/**
 * Works the job out by itself, on the reference engine in float64, and judges what the contenders bring: a time is
 * worth something only where the right numbers came out. `mean` is gradient descent with averaged gradients and a
 * rate as many times as large as the batch: the same steps but for the short last batch.
 */
export class Referee {
  private readonly expected = new Map<string, Result>();

  constructor(
    private readonly job: Job,
    private readonly arrays: Arrays,
  ) {}

  async judge(result: Result, reduction: "sum" | "mean"): Promise<Verdict> {
    const { job } = this;
    return job.kind === "training"
      ? this.judgeTraining(job, result, reduction)
      : this.judgeProduct(job, result);
  }

  private async judgeTraining(job: TrainingJob, result: Result, reduction: "sum" | "mean"): Promise<Verdict> {
    const expected = this.expected.get(reduction) ?? (await this.trained(job, reduction));
    this.expected.set(reduction, expected);
    // float32 has 24 bits; a thousand steps of them wander a little, each contender its own way.
    const [digits, tolerance] = job.dtype === "float64" ? [12, 1e-9] : [6, 1e-3];
    const off = distance(result, expected, this.arrays);
    const loss = await this.loss(job, result);
    return {
      said: `final loss ${loss.toPrecision(digits)}; parameters within ${off.toExponential(0)}`,
      agrees: off <= tolerance,
    };
  }

  async trained(job: TrainingJob, reduction: "sum" | "mean"): Promise<Result> {
    const { epochs, batch } = job;
    const learningRate = job.learningRate * (reduction === "mean" ? batch : 1);
    const lesson = lessonPlan({ ...job, learningRate, dtype: "float64" });
    const plan = { ...lesson, training: { ...lesson.training, reduction } };
    const steps = new Steps(plan, referenceEngine, memoryFeed(this.samples(), steadyOrder(job.rows)));
    steps.restore(named(job, this.arrays));
    for (let epoch = 0; epoch < epochs; epoch++) {
      await steps.begin(epoch);
      for (let step = 0; step < steps.perEpoch; step++) await steps.run(epoch, step);
    }
    const { "dense1.weight": W1, "dense1.bias": b1, "dense2.weight": W2, "dense2.bias": b2 } = steps.state();
    return { W1: W1!.data, b1: b1!.data, W2: W2!.data, b2: b2!.data };
  }

  private async loss(job: TrainingJob, result: Result): Promise<number> {
    const evaluator = new Evaluator(referenceEngine, {
      network: { sizes: job.sizes, activation: "sigmoid" },
      dtype: "float64",
    });
    evaluator.set(named(job, result));
    const { loss } = await evaluator.measure(this.samples());
    evaluator.dispose();
    return loss;
  }

  private samples() {
    return { features: this.arrays.features!, labels: Int32Array.from(this.arrays.labels!) };
  }

  /** The first and the last row of C, against sums in float64. */
  private judgeProduct({ size: n }: ProductJob, { first, last }: Result): Verdict {
    const { A, B } = this.arrays;
    let off = 0;
    for (const [i, row] of [
      [0, first!],
      [n - 1, last!],
    ] as const) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += A![i * n + k]! * B![k * n + j]!;
        const difference = Math.abs(row[j]! - sum) / sum;
        off = Math.max(off, difference); // a NaN stays
      }
    }
    return { said: `largest relative difference ${off.toExponential(0)}`, agrees: off <= 1e-5 };
  }
}

/**
 * The largest difference between two trainings' parameters, as a share of the longest way that a parameter of the
 * same array went: a training that has not moved is off by 1.
 */
export function distance(found: Result, expected: Result, first: Result): number {
  return Math.max(
    ...["W1", "b1", "W2", "b2"].map((name) => {
      const [to, from] = [expected[name]!, first[name]!];
      if (found[name]?.length !== to.length) return Number.POSITIVE_INFINITY;
      let [off, way] = [0, 0];
      for (let i = 0; i < to.length; i++) {
        const difference = Math.abs(found[name][i]! - to[i]!);
        off = Math.max(off, difference); // a NaN stays
        way = Math.max(way, Math.abs(to[i]! - from[i]!));
      }
      return off / way;
    }),
  );
}

/** A job's arrays under the names of the network's parameters. */
function named({ sizes: [d, h, k] }: TrainingJob, { W1, b1, W2, b2 }: Result) {
  const tensor = (shape: number[], values: ArrayLike<number>) => ({ shape, data: Float64Array.from(values) });
  return {
    "dense1.weight": tensor([d, h], W1!),
    "dense1.bias": tensor([1, h], b1!),
    "dense2.weight": tensor([h, k], W2!),
    "dense2.bias": tensor([1, k], b2!),
  };
}

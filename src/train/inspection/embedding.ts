import type { Program } from "../../engine/engine.ts";
import { checkNames } from "../../errors.ts";
import type { Evaluator } from "../../model/evaluator.ts";
import {
  aurocOf,
  type Distance,
  distanceOf,
  type Embeddings,
  pairDistances,
} from "../../model/inspection/distance.ts";
import { ProgramsByRows } from "../../model/programsByRows.ts";
import type { Samples } from "../../model/samples.ts";
import { type EmbeddingObjective, headOf } from "../../nn/losses/objectives.ts";
import { objectiveGraph } from "../../nn/training/training.ts";
import type { SettledPlan } from "../fit/plan.ts";
import { classOrder, measuringEpoch, pairOrder } from "../rows/samplers.ts";

export interface MeasuredEmbeddings {
  readonly loss: number;
  readonly auroc: number;
  readonly outputs: Float64Array;
}

export interface EmbeddingEvaluatorOptions {
  readonly plan: Pick<SettledPlan, "network" | "training" | "seed">;
  /** what the embedding was trained by */
  readonly objective: EmbeddingObjective;
}

/**
 * What an embedding makes of labelled rows: the objective, and how well distances tell pairs of one class from pairs of
 * two. Pairs and triplets are drawn once, by the plan's seed, so that one epoch can be compared with another.
 */
export class EmbeddingEvaluator {
  readonly #programs = new ProgramsByRows((rows) => this.#compiled(rows));
  readonly #evaluator: Evaluator;
  readonly #plan: EmbeddingEvaluatorOptions["plan"];
  readonly #objective: EmbeddingObjective;

  constructor(evaluator: Evaluator, options: EmbeddingEvaluatorOptions) {
    checkNames("EmbeddingEvaluator", options, ["plan", "objective"]);
    this.#evaluator = evaluator;
    this.#plan = options.plan;
    this.#objective = options.objective;
  }

  async measure(samples: Samples): Promise<{ loss: number; auroc: number }> {
    const { loss, auroc } = await this.measured(samples);
    return { loss, auroc };
  }

  /** As `measure`, and the embeddings that it measured: (n, dimensions). */
  async measured({ features, labels }: Samples): Promise<MeasuredEmbeddings> {
    const { seed, training } = this.#plan;
    const embeddings = await this.#evaluator.embeddings(features);
    const pairs = pairOrder(labels, seed).of(measuringEpoch);
    const batch = Math.min(training.batch, labels.length);
    const order =
      this.#objective === "triplet" ? classOrder(labels, { batch, seed }).of(measuringEpoch) : pairs;
    return {
      loss: await this.#loss(embeddings, labels, order, batch),
      auroc: aurocOf(
        pairDistances(embeddings, labels, { order: pairs, distance: this.#distance(embeddings.dimensions) }),
      ),
      outputs: embeddings.values,
    };
  }

  /** The distance that the objective trains, with its head's parameters as they are now. */
  #distance(dimensions: number): Distance {
    const names = Object.keys(headOf(this.#objective, dimensions).parameters);
    const parameters = names.map((name) => [name, { data: this.#evaluator.parameter(name) }] as const);
    return distanceOf(this.#objective, Object.fromEntries(parameters));
  }

  /** The mean over the order's batches, weighted by their rows. */
  async #loss({ values }: Embeddings, labels: Samples["labels"], order: Int32Array, batch: number) {
    let total = 0;
    for (let start = 0; start < order.length; start += batch) {
      const count = Math.min(batch, order.length - start);
      const program = this.#programs.of(count);
      program.setRows("embeddings", values, order, start, count);
      program.setRows("y", labels, order, start, count);
      await program.run();
      total += count * program.getScalar("loss");
    }
    return total / order.length;
  }

  /** Gives its own programs back; the evaluator is its owner's. */
  dispose(): void {
    this.#programs.dispose();
  }

  #compiled(rows: number): Program {
    const { network, training } = this.#plan;
    const { dtype, margin, mining } = training;
    const loss = this.#objective;
    const graph = objectiveGraph({ network, rows, dtype, loss, reduction: "mean", margin, mining });
    return this.#evaluator.compile(graph);
  }
}

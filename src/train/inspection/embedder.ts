import { scaleRows } from "../../data/scale.ts";
import type { Numbers } from "../../data/table.ts";
import type { Engine } from "../../engine/engine.ts";
import { UserError } from "../../errors.ts";
import { type Model, objectiveOf } from "../../model/model.ts";
import { isEmbedding } from "../../nn/objectives.ts";
import { Evaluator } from "../evaluation.ts";
import { type Distance, distanceOf, type Embeddings } from "./distance.ts";

/** A trained embedding at work: rows as they come in, their embeddings out. */
export class Embedder {
  /** how unlike two embeddings are */
  readonly distance: Distance;
  readonly features: number;
  private readonly evaluator: Evaluator;

  constructor(
    readonly model: Model,
    engine: Engine,
  ) {
    const objective = objectiveOf(model);
    if (!isEmbedding(objective)) {
      const what = objective === "crossEntropy" ? "names classes" : "predicts numbers";
      throw new UserError(
        `the model ${what}, it makes no embeddings; train one with kiso train DATA --task siamese`,
      );
    }
    const { network, dtype, parameters } = model;
    this.evaluator = new Evaluator(engine, network, dtype, undefined, objective);
    this.evaluator.set(parameters);
    this.distance = distanceOf(objective, parameters);
    this.features = network.sizes[0]!;
  }

  /** Of rows (n, features), row-major, before the model's scaler. */
  embed(rows: Numbers): Promise<Embeddings> {
    const shape = [rows.length / this.features, this.features] as const;
    const { data } = scaleRows(this.model.scaler, { shape, data: rows });
    return this.evaluator.embeddings(data);
  }

  dispose(): void {
    this.evaluator.dispose();
  }
}

import { scaleRows } from "../../data/scale.ts";
import type { Numbers } from "../../data/table.ts";
import type { Engine } from "../../engine/engine.ts";
import { UserError } from "../../errors.ts";
import { isEmbedding } from "../../nn/objectives.ts";
import { Evaluator } from "../evaluation.ts";
import { type Model, objectiveOf } from "../model.ts";
import { type Distance, distanceOf, type Embeddings } from "./distance.ts";
import { likeness } from "./inspector.ts";
import type { References } from "./references.ts";

/** A trained embedding at work: rows as they come in, their embeddings out. */
export class Embedder {
  /** how unlike two embeddings are */
  readonly distance: Distance;
  readonly features: number;
  readonly #evaluator: Evaluator;

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
    this.#evaluator = new Evaluator(engine, network, dtype, undefined, objective);
    this.#evaluator.set(parameters);
    this.distance = distanceOf(objective, parameters);
    this.features = network.sizes[0]!;
  }

  /** Of rows (n, features), row-major, before the model's scaler. */
  embed(rows: Numbers): Promise<Embeddings> {
    const shape = [rows.length / this.features, this.features] as const;
    const { data } = scaleRows(this.model.scaler, { shape, data: rows });
    return this.#evaluator.embeddings(data);
  }

  dispose(): void {
    this.#evaluator.dispose();
  }
}

/** Rows whose class is known, as they come, before a model's scaler. */
export interface KnownRows {
  /** (n, features), row-major */
  readonly features: { readonly data: References["rows"] };
  readonly labels: ArrayLike<number>;
  readonly classNames: readonly string[];
  /** the file of each row, where it has one */
  readonly rowNames?: readonly string[] | undefined;
}

/** How far the good rows and the others are from the references. */
export async function distancesOf(
  embedder: Embedder,
  references: Embeddings,
  rows: KnownRows,
  { good, neighbours = 1 }: { good: string; neighbours?: number },
): Promise<{ good: number[]; defects: number[] }> {
  const parts = await embedder.embed(rows.features.data);
  const found = likeness(parts, references, { distance: embedder.distance, neighbours });
  const label = rows.classNames.indexOf(good);
  const of = (isGood: boolean) =>
    found.flatMap(({ distance }, row) => ((rows.labels[row] === label) === isGood ? [distance] : []));
  return { good: of(true), defects: of(false) };
}

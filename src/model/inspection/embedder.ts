import { scaleRows } from "../../data/rows/scale.ts";
import type { Numbers } from "../../data/table.ts";
import type { Engine } from "../../engine/engine.ts";
import { SettingError } from "../../errors.ts";
import { type EmbeddingObjective, isEmbedding, trainedFor } from "../../nn/losses/objectives.ts";
import { type Evaluator, evaluatorOf } from "../evaluator.ts";
import type { ModelCard } from "../file/card.ts";
import type { ModelData } from "../modelData.ts";
import { type Distance, distanceOf, type Embeddings } from "./distance.ts";
import type { References } from "./inspection.ts";
import { byKind, type KindDistances } from "./kinds.ts";
import { likeness } from "./likeness.ts";

/** The objective of a model that makes embeddings; another is refused. */
export function embeddingOf(card: ModelCard): EmbeddingObjective {
  const objective = trainedFor(card);
  if (isEmbedding(objective)) return objective;
  const what = objective === "crossEntropy" ? "names classes" : "predicts numbers";
  throw new SettingError(
    (say) => `the model ${what}, it makes no embeddings; train one with ${say("task", "siamese")}`,
  );
}

/** A trained embedding at work: rows as they come in, their embeddings out. */
export class Embedder {
  /** how unlike two embeddings are */
  readonly distance: Distance;
  readonly features: number;
  readonly #evaluator: Evaluator;

  readonly model: ModelData;

  constructor(model: ModelData, engine: Engine) {
    const objective = embeddingOf(model);
    this.model = model;
    this.#evaluator = evaluatorOf(model, engine);
    this.distance = distanceOf(objective, model.parameters);
    this.features = model.network.sizes[0]!;
  }

  /** The embeddings of rows (n, features), row-major, before the model's scaler. */
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
): Promise<KindDistances> {
  const parts = await embedder.embed(rows.features.data);
  const found = likeness(parts, references, { distance: embedder.distance, neighbours });
  const distances = found.map(({ distance }) => distance);
  return byKind(distances, (row) => rows.classNames[rows.labels[row]!]!, good);
}

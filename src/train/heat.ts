import type { ImageSpec } from "../data/image.ts";
import type { Numbers } from "../data/table.ts";
import { UserError } from "../errors.ts";
import type { Embeddings } from "./distance.ts";
import type { Embedder } from "./embedder.ts";
import { likeness } from "./inspector.ts";
import { type OcclusionMap, occlusionMap } from "./occlusion.ts";

/** What a part is compared with. */
export interface Judge {
  readonly embedder: Embedder;
  /** of the references */
  readonly embedded: Embeddings;
  readonly neighbours: number;
}

/**
 * Where in an image its distance to the references comes from: its occlusion map, the covering pixels those of `reference`.
 * Both are rows before the model's scaler, height · width · channels numbers.
 */
export function heatOf(
  row: Numbers,
  reference: Numbers,
  { embedder, embedded, neighbours }: Judge,
): Promise<OcclusionMap> {
  const { image } = embedder.model;
  if (!image) throw new UserError("a heat map is of images, and the model takes measurements");
  const distances = async (rows: Float64Array) => {
    const options = { distance: embedder.distance, neighbours };
    return likeness(await embedder.embed(rows), embedded, options).map(({ distance }) => distance);
  };
  const { height, width, channels }: ImageSpec = image;
  return occlusionMap(row, reference, distances, { height, width, channels });
}

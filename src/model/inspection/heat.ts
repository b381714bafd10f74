import type { ImageSpec } from "../../data/images/image.ts";
import { scaleRows } from "../../data/rows/scale.ts";
import type { Numbers } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import type { ModelData } from "../modelData.ts";
import type { Embeddings } from "./distance.ts";
import type { Embedder } from "./embedder.ts";
import { likeness } from "./likeness.ts";
import { type OcclusionMap, occlusionMap } from "./occlusion.ts";

/** What a part is compared with. */
export interface Compared {
  readonly embedder: Embedder;
  /** of the references */
  readonly embedded: Embeddings;
  readonly neighbours: number;
}

/**
 * Where in an image its distance to the references comes from: its occlusion map. What covers is what a good part has
 * there: where the network takes a background out, the part itself as that background explains it; else the pixels of
 * `reference`. Both are rows before the model's scaler, height · width · channels numbers.
 */
export function heatOf(
  row: Numbers,
  reference: Numbers,
  { embedder, embedded, neighbours }: Compared,
): Promise<OcclusionMap> {
  const { image } = embedder.model;
  if (!image) throw new UserError("a heat map is of images, and the model takes measurements");
  const distances = async (rows: Float64Array) => {
    const options = { distance: embedder.distance, neighbours };
    return likeness(await embedder.embed(rows), embedded, options).map(({ distance }) => distance);
  };
  const { height, width, channels }: ImageSpec = image;
  const good = explained(row, embedder.model) ?? reference;
  return occlusionMap(row, good, { distances, height, width, channels });
}

/** The row with nothing but its mean and what lies along the background's axes: mean + (x − mean) AᵀA. */
function explained(row: Numbers, { network, parameters, scaler }: ModelData): Float64Array | undefined {
  if (network.background === undefined) return undefined;
  const [mean, axes] = [parameters["background1.mean"]!.data, parameters["background1.axes"]!.data];
  const d = mean.length;
  const { data } = scaleRows(scaler, { shape: [1, d], data: row });
  const found = Float64Array.from(mean);
  for (let at = 0; at < axes.length; at += d) {
    let along = 0;
    for (let j = 0; j < d; j++) along += (data[j]! - mean[j]!) * axes[at + j]!;
    for (let j = 0; j < d; j++) found[j]! += along * axes[at + j]!;
  }
  const { offset, scale } = scaler;
  return found.map((z, j) => z * scale[j % scale.length]! + offset[j % offset.length]!);
}

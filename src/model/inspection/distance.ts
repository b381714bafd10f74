import { exp } from "../../data/numbers/exp.ts";
import { checkNames, UserError } from "../../errors.ts";
import { isEmbedding, type Objective } from "../../nn/losses/objectives.ts";
import { rocAuc } from "../metrics/ranking.ts";

/** Rows of an embedding, (n, dimensions), row-major. */
export interface Embeddings {
  readonly values: Float64Array;
  readonly dimensions: number;
}

/** How unlike two rows are, by their embeddings: 0 for a row and itself (of Koch's head, what it makes of |a − b| = 0). */
export type Distance = (a: ArrayLike<number>, b: ArrayLike<number>) => number;

/** ‖a − b‖ */
export function euclidean(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const apart = a[i]! - b[i]!;
    sum += apart * apart;
  }
  return Math.sqrt(sum);
}

/** 1 − p, where p = σ(w·|a − b| + bias) is the chance of being of one class that a head of Koch et al. (2015) gives. */
export function headDistance(weight: ArrayLike<number>, bias: number): Distance {
  return (a, b) => {
    let logit = bias;
    for (let i = 0; i < a.length; i++) logit += weight[i]! * Math.abs(a[i]! - b[i]!);
    return 1 / (1 + exp(logit));
  };
}

/** The distance that an objective trains; `parameters` hold its head, where it has one. */
export function distanceOf(
  objective: Objective,
  parameters: Readonly<Record<string, { data: ArrayLike<number> }>>,
): Distance {
  if (!isEmbedding(objective))
    throw new UserError(
      `distanceOf: ${objective} makes no embeddings; give contrastive, triplet or verification`,
    );
  if (objective !== "verification") return euclidean;
  return headDistance(parameters["head.weight"]!.data, parameters["head.bias"]!.data[0]!);
}

/** Row i, without a copy. */
export const rowOf = ({ values, dimensions }: Embeddings, i: number): Float64Array =>
  values.subarray(i * dimensions, (i + 1) * dimensions);

export interface PairDistances {
  /** of pairs of one class */
  readonly same: Float64Array;
  /** of pairs of two */
  readonly different: Float64Array;
}

export interface PairOptions {
  /** the rows of the pairs: entries 2i and 2i + 1 are one pair */
  readonly order: ArrayLike<number>;
  /** `euclidean` when left out */
  readonly distance?: Distance;
}

/** How far apart the two rows of every pair are. */
export function pairDistances(
  embeddings: Embeddings,
  labels: ArrayLike<number>,
  options: PairOptions,
): PairDistances {
  checkNames("pairDistances", options, ["order", "distance"]);
  const { order, distance = euclidean } = options;
  const same: number[] = [];
  const different: number[] = [];
  for (let i = 0; i < order.length; i += 2) {
    const [a, b] = [order[i]!, order[i + 1]!];
    const found = distance(rowOf(embeddings, a), rowOf(embeddings, b));
    (labels[a] === labels[b] ? same : different).push(found);
  }
  return { same: Float64Array.from(same), different: Float64Array.from(different) };
}

/** The chance that a pair of two classes lies further apart than a pair of one, a tie counting one half. */
export function aurocOf({ same, different }: PairDistances): number {
  const labels = Uint8Array.from({ length: same.length + different.length }, (_, i) =>
    Number(i >= same.length),
  );
  return rocAuc(labels, [...same, ...different]);
}

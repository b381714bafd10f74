import type { Objective } from "../nn/objectives.ts";

/** How unlike two rows are, by their embeddings: 0 for a row and itself (of Koch's head, what it makes of |a − b| = 0). */
export type Distance = (a: ArrayLike<number>, b: ArrayLike<number>) => number;

/** ‖a − b‖ */
export function euclidean(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

/** 1 − p, where p = σ(w·|a − b| + bias) is the chance of being of one class that a head of Koch et al. (2015) gives. */
export function headDistance(weight: ArrayLike<number>, bias: number): Distance {
  return (a, b) => {
    let logit = bias;
    for (let i = 0; i < a.length; i++) logit += weight[i]! * Math.abs(a[i]! - b[i]!);
    return 1 / (1 + Math.exp(logit));
  };
}

/** The distance that an objective trains; `parameters` hold its head, where it has one. */
export function distanceOf(
  objective: Objective,
  parameters: Readonly<Record<string, { data: ArrayLike<number> }>>,
): Distance {
  if (objective !== "verification") return euclidean;
  return headDistance(parameters["head.weight"]!.data, parameters["head.bias"]!.data[0]!);
}

/** Row i of embeddings (n, dimensions), row-major, without a copy. */
export const rowOf = (embeddings: Float64Array, dimensions: number, i: number): Float64Array =>
  embeddings.subarray(i * dimensions, (i + 1) * dimensions);

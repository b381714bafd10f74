import { principalAxes, project } from "../data/pca.ts";
import { UserError } from "../errors.ts";
import type { FloatDtype } from "../graph/value.ts";
import type { Tensors } from "../model/safetensors.ts";
import type { BackgroundSpec } from "../nn/network.ts";
import { type Samples, shuffledOrder } from "./batches.ts";

/** Half of the rows of the spec's class, drawn by `seed`: the background is found on them, and learning goes without them. */
export function backgroundRows(labels: Samples["labels"], spec: BackgroundSpec, seed: number): Int32Array {
  const own = shuffledOrder(labels.length, seed)
    .of(0)
    .filter((row) => labels[row] === spec.class);
  const half = own.subarray(0, Math.floor(own.length / 2));
  if (half.length > spec.components) return half;
  throw new UserError(
    `a background of ${spec.components} components needs at least ${2 * (spec.components + 1)} rows of its class, found ${own.length}; ask for fewer components`,
  );
}

/** A network's background, and the rows that are left to learn from. */
export interface Background {
  /** by the names of the layer's parameters */
  readonly statistics: Tensors;
  readonly rest: Samples;
}

/**
 * The principal axes of half of the class's rows. The network learns from the others: to the rows that the axes were
 * found on they fit better than to any that will come, and so would teach it that good parts leave nothing.
 */
export function takeBackground(
  { features, labels }: Samples,
  spec: BackgroundSpec,
  { seed, dtype }: { seed: number; dtype: FloatDtype },
): Background {
  const d = features.length / labels.length;
  const taken = backgroundRows(labels, spec, seed);
  const isTaken = new Set(taken);
  const left = Int32Array.from({ length: labels.length }, (_, row) => row).filter((row) => !isTaken.has(row));
  const found = principalAxes(matrix(features, taken, d), spec.components);
  const good = left.filter((row) => labels[row] === spec.class);
  const numbers = (data: Float64Array, shape: readonly number[]) => ({
    shape,
    data: dtype === "float32" ? Float32Array.from(data) : data,
  });
  const axes = new Float64Array(spec.components * d);
  for (const [k, axis] of found.axes.entries()) axes.set(axis, k * d);
  return {
    statistics: {
      "background1.mean": numbers(found.mean, [1, d]),
      "background1.axes": numbers(axes, [spec.components, d]),
      "background1.scale": numbers(Float64Array.of(residual(matrix(features, good, d), found)), [1, 1]),
    },
    rest: {
      features: matrix(features, left, d).data,
      labels:
        labels instanceof Int32Array
          ? left.map((row) => labels[row]!)
          : Float64Array.from(left, (row) => labels[row]!),
    },
  };
}

/** The root of the mean square of what is left of rows: by Pythagoras, without what lies along the axes. */
function residual(rows: Rows, found: ReturnType<typeof principalAxes>): number {
  let squares = 0;
  for (let i = 0; i < rows.data.length; i++)
    squares += (rows.data[i]! - found.mean[i % found.mean.length]!) ** 2;
  for (const along of project(found, rows)) squares -= along ** 2;
  const root = Math.sqrt(Math.max(0, squares) / rows.data.length);
  return root > 0 ? root : 1;
}

interface Rows {
  shape: [number, number];
  data: Float64Array;
}

function matrix(features: ArrayLike<number>, rows: ArrayLike<number>, d: number): Rows {
  const data = new Float64Array(rows.length * d);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < d; j++) data[i * d + j] = features[rows[i]! * d + j]!;
  return { shape: [rows.length, d], data };
}

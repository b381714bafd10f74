import { type PrincipalAxes, principalAxes, project } from "../../data/numbers/pca.ts";
import { UserError } from "../../errors.ts";
import type { FloatDtype } from "../../graph/value.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Samples } from "../../model/samples.ts";
import type { BackgroundSpec, Network, NetworkSpec } from "../../nn/layers/network.ts";
import type { SettledPlan, SettledTraining } from "../fit/plan.ts";
import { shuffledOrder } from "../rows/orders.ts";

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

/** Rows that a training takes: to learn from, to watch by, to measure on. */
interface Parts {
  readonly train: Samples;
  readonly validation?: Samples;
  readonly test?: Samples;
}

/** What finding a background takes of a plan. */
type BackgroundPlan = Pick<SettledPlan, "training" | "seed"> & { readonly network: Network };

/** A training whose rows have their background taken out beforehand, so that no step does it, and images vary without it. */
export interface Before<Plan> {
  readonly plan: Plan;
  readonly rows: Parts;
}

/**
 * Finds the background of a plan's network: the principal axes of half of its class's training rows. The network learns
 * from the other rows alone: to those that the axes were found on they fit better than to any that will come, and so
 * would teach it that good parts leave nothing. `statistics` are the layer's, by the names of its parameters.
 */
export function withoutBackground<Plan extends BackgroundPlan>(
  plan: Plan,
  parts: Parts,
): { before: Before<Plan>; statistics: Tensors } {
  const { background: spec, ...network } = plan.network as NetworkSpec;
  const { features, labels } = parts.train;
  const d = features.length / labels.length;
  const taken = backgroundRows(labels, spec!, plan.seed);
  const isTaken = new Set(taken);
  const left = Int32Array.from({ length: labels.length }, (_, row) => row).filter((row) => !isTaken.has(row));
  const found = principalAxes(rowsOf(features, taken, d), spec!.components);
  const good = left.filter((row) => labels[row] === spec!.class);
  const scale = rootMeanSquare(residual(rowsOf(features, good, d), found, 1).data);
  const out = ({ features, labels }: Samples): Samples => ({
    features: residual({ shape: [labels.length, d], data: Float64Array.from(features) }, found, scale).data,
    labels,
  });
  const { train, validation, test } = parts;
  const rest = {
    features: rowsOf(features, left, d).data,
    labels: Int32Array.from(left, (row) => train.labels[row]!),
  };
  return {
    before: {
      plan: { ...plan, network, training: varied(plan.training, scale) },
      rows: {
        train: out(rest),
        validation: validation && out(validation),
        test: test && out(test),
      },
    },
    statistics: statisticsOf(found, scale, plan.training.dtype),
  };
}

/** What is left is scaled up, and so is what light and noise do to it. */
function varied<Training extends SettledTraining>(training: Training, scale: number): Training {
  const { augment } = training;
  if (!augment) return training;
  const white = augment.rows.white.map((range) => range / scale);
  return { ...training, augment: { ...augment, rows: { ...augment.rows, white } } };
}

function statisticsOf({ mean, axes }: PrincipalAxes, scale: number, dtype: FloatDtype): Tensors {
  const d = mean.length;
  const numbers = (data: Float64Array, shape: readonly number[]) => ({
    shape,
    data: dtype === "float32" ? Float32Array.from(data) : data,
  });
  const rows = new Float64Array(axes.length * d);
  for (const [k, axis] of axes.entries()) rows.set(axis, k * d);
  return {
    "background1.mean": numbers(mean, [1, d]),
    "background1.axes": numbers(rows, [axes.length, d]),
    "background1.scale": numbers(Float64Array.of(scale), [1, 1]),
  };
}

interface Rows {
  shape: [number, number];
  data: Float64Array;
}

/** What is left of rows beside the axes, as the layer `background` gives it. */
function residual(rows: Rows, found: PrincipalAxes, scale: number): Rows {
  const { mean, axes } = found;
  const d = mean.length;
  const along = project(found, rows);
  const data = new Float64Array(rows.data.length);
  for (let i = 0; i < rows.shape[0]; i++) {
    const own = data.subarray(i * d, (i + 1) * d);
    for (let j = 0; j < d; j++) own[j] = rows.data[i * d + j]! - mean[j]!;
    for (const [k, axis] of axes.entries()) {
      const amount = along[i * axes.length + k]!;
      for (let j = 0; j < d; j++) own[j]! -= amount * axis[j]!;
    }
    for (let j = 0; j < d; j++) own[j]! /= scale;
  }
  return { shape: rows.shape, data };
}

function rootMeanSquare(values: Float64Array): number {
  const root = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  return root > 0 ? root : 1;
}

function rowsOf(features: ArrayLike<number>, rows: ArrayLike<number>, d: number): Rows {
  const data = new Float64Array(rows.length * d);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < d; j++) data[i * d + j] = features[rows[i]! * d + j]!;
  return { shape: [rows.length, d], data };
}

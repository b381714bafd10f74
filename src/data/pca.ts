import type { NDArray } from "numpy-ts";
import { ascontiguousarray } from "numpy-ts";

/** A plane through the rows' mean, on which any rows of the same features can be drawn. */
export interface Plane {
  /** the shares of the variance that lie along its two axes */
  explained: readonly [number, number];
  project(features: NDArray): { x: Float64Array; y: Float64Array };
}

/**
 * The plane of the first two principal components; one or two features are taken as they are. Found by orthogonal
 * iteration on the covariance, never formed: v ← Xᵀ(Xv). The largest entry of an axis is positive, so that the
 * picture does not flip.
 */
export function principalComponents(features: NDArray): Plane {
  const [n, d] = features.shape as [number, number];
  if (d <= 2) {
    const column = (j: number) => Float64Array.from({ length: d }, (_, i) => (i === j ? 1 : 0));
    return plane(new Float64Array(d), [column(0), column(1)], [Number.NaN, Number.NaN]);
  }
  const X = rowMajor(features);
  const mean = new Float64Array(d);
  for (let i = 0; i < X.length; i++) mean[i % d]! += X[i]! / n;
  let total = 0;
  for (let i = 0; i < X.length; i++) total += (X[i]! - mean[i % d]!) ** 2;

  const axes = [0, 1].map((k) => Float64Array.from({ length: d }, (_, j) => Math.cos((k + 1) * (j + 1))));
  const variance: [number, number] = [0, 0];
  for (let round = 0, change = 1; round < 300 && change > 1e-12; round++) {
    change = 0;
    for (const k of [0, 1] as const) {
      const next = timesCovariance(X, mean, axes[k]!);
      if (k === 1) subtractAlong(next, axes[0]!);
      const length = Math.hypot(...next);
      if (length > 0) for (let j = 0; j < d; j++) next[j]! /= length;
      change = Math.max(change, Math.abs(length - variance[k]) / (length || 1));
      variance[k] = length;
      axes[k] = next;
    }
  }
  for (const axis of axes) {
    const largest = axis.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0);
    if (largest < 0) for (let j = 0; j < d; j++) axis[j]! *= -1;
  }
  const share = (v: number) => (total > 0 ? v / total : 0);
  return plane(mean, axes, [share(variance[0]), share(variance[1])]);
}

/** Σᵢ (xᵢ - mean) ((xᵢ - mean)·v) */
function timesCovariance(
  X: ArrayLike<number>,
  mean: Float64Array,
  v: Float64Array,
): Float64Array<ArrayBuffer> {
  const d = mean.length;
  const result = new Float64Array(d);
  for (let row = 0; row < X.length; row += d) {
    let along = 0;
    for (let j = 0; j < d; j++) along += (X[row + j]! - mean[j]!) * v[j]!;
    for (let j = 0; j < d; j++) result[j]! += (X[row + j]! - mean[j]!) * along;
  }
  return result;
}

function subtractAlong(v: Float64Array, axis: Float64Array): void {
  let along = 0;
  for (let j = 0; j < v.length; j++) along += v[j]! * axis[j]!;
  for (let j = 0; j < v.length; j++) v[j]! -= along * axis[j]!;
}

function plane(
  mean: Float64Array,
  axes: readonly Float64Array[],
  explained: readonly [number, number],
): Plane {
  const d = mean.length;
  const coordinate = (X: ArrayLike<number>, axis: Float64Array) =>
    Float64Array.from({ length: X.length / d }, (_, i) => {
      let along = 0;
      for (let j = 0; j < d; j++) along += (X[i * d + j]! - mean[j]!) * axis[j]!;
      return along;
    });
  return {
    explained,
    project: (features) => {
      const X = rowMajor(features);
      return { x: coordinate(X, axes[0]!), y: coordinate(X, axes[1]!) };
    },
  };
}

function rowMajor(features: NDArray): ArrayLike<number> {
  return ascontiguousarray(features.astype("float64")).data as Float64Array;
}

import { type Eigen, eigen } from "./eigen.ts";
import { type PrincipalAxes, principalAxes } from "./pca.ts";

/** Principal axes of columns that were brought to one scale. */
export interface StandardAxes extends PrincipalAxes {
  /** the population's deviation of each column; 1 of one that does not vary */
  readonly scale: Float64Array;
}

/** So many columns have a correlation matrix whose eigenvectors take a moment. */
const mostExact = 160;

/**
 * The first `count` principal axes of rows (n, d) whose columns have mean 0 and deviation 1: what scikit-learn's StandardScaler
 * and PCA give. A missing number (NaN) is its column's mean. The largest entry of an axis is positive. `standardise: false` takes
 * the columns as they are, but for their means.
 */
export function standardAxes(
  { shape: [n, d], data }: { readonly shape: readonly [number, number]; readonly data: ArrayLike<number> },
  count: number,
  { standardise = true }: { standardise?: boolean } = {},
): StandardAxes {
  const { mean, deviation } = moments(data, n, d);
  const scale = standardise ? deviation.map((one) => one || 1) : new Float64Array(d).fill(1);
  if (d > mostExact) {
    const X = standardised({ mean, scale }, data);
    const { axes, explained } = principalAxes({ shape: [n, d], data: X }, count);
    return { mean, scale, axes, explained };
  }
  const X = standardised({ mean, scale }, data);
  const { values, vectors } = eigen(products(X, n, d));
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  return { mean, scale, ...firstAxes({ values, vectors }, Math.min(count, d), total) };
}

function firstAxes({ values, vectors }: Eigen, count: number, total: number) {
  const axes = vectors.slice(0, count).map((vector) => {
    const largest = vector.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0);
    return largest < 0 ? vector.map((v) => -v) : vector;
  });
  const explained = values.slice(0, count).map((value) => (total > 0 ? Math.max(0, value) / total : 0));
  return { axes, explained };
}

/** The rows' coordinates along the axes: (n, axes), row-major. */
export function standardScores(found: StandardAxes, data: ArrayLike<number>): Float64Array {
  const d = found.mean.length;
  const X = standardised(found, data);
  const n = X.length / d;
  const k = found.axes.length;
  const scores = new Float64Array(n * k);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < k; a++) {
      const axis = found.axes[a]!;
      let along = 0;
      for (let j = 0; j < d; j++) along += X[i * d + j]! * axis[j]!;
      scores[i * k + a] = along;
    }
  return scores;
}

function standardised(
  { mean, scale }: Pick<StandardAxes, "mean" | "scale">,
  data: ArrayLike<number>,
): Float64Array {
  const d = mean.length;
  const X = new Float64Array(data.length);
  for (let i = 0, j = 0; i < X.length; i++, j = j + 1 === d ? 0 : j + 1) {
    const z = (data[i]! - mean[j]!) / scale[j]!;
    X[i] = Number.isNaN(z) ? 0 : z;
  }
  return X;
}

/** Of the numbers that there are. */
function moments(data: ArrayLike<number>, n: number, d: number) {
  const [mean, squares, counts] = [new Float64Array(d), new Float64Array(d), new Float64Array(d)];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < d; j++) {
      const x = data[i * d + j]!;
      if (Number.isNaN(x)) continue;
      counts[j]!++;
      mean[j]! += x;
    }
  for (let j = 0; j < d; j++) mean[j]! /= counts[j]! || 1;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < d; j++) {
      const x = data[i * d + j]!;
      if (!Number.isNaN(x)) squares[j]! += (x - mean[j]!) ** 2;
    }
  // Gaps that stand at the mean make a column vary less; its scale is that of the column as it is taken.
  const deviation = squares.map((sum) => Math.sqrt(sum / n));
  return { mean, deviation };
}

/** XᵀX / n, d × d. */
function products(X: Float64Array, n: number, d: number): number[][] {
  const sums = Array.from({ length: d }, () => new Float64Array(d));
  for (let row = 0; row < X.length; row += d)
    for (let a = 0; a < d; a++) {
      const x = X[row + a]!;
      if (x === 0) continue;
      const into = sums[a]!;
      for (let b = a; b < d; b++) into[b]! += x * X[row + b]!;
    }
  return sums.map((line, a) => Array.from({ length: d }, (_, b) => (a <= b ? line[b]! : sums[b]![a]!) / n));
}

import { UserError } from "../../errors.ts";
import { threefryWords } from "../random/threefry.ts";
import { type Eigen, eigen } from "./eigen.ts";
import { type ArrayWithShape, numbers } from "./numbers.ts";

/** The orthonormal axes along which rows vary most, the longest first, through the rows' mean. */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  readonly axes: readonly Float64Array[];
  /** the share of all variance that lies along each axis; NaN where one or two features are taken as they are */
  readonly explained: readonly number[];
}

/** More directions than are asked for make those that are converge sooner. */
const spare = 16;
const mostRounds = 60;
/** Up to so many rows, their products with each other are the smaller matrix, and its eigenvectors take a moment. */
const fewRows = 128;

/**
 * The first `count` principal axes of rows (n, d), fewer where there are fewer features. Many rows take
 * subspace iteration, Q ← orth(Xᵀ(XQ)), with the eigenvectors of QᵀXᵀXQ at its end (Rayleigh and Ritz). The largest entry of an axis is
 * positive, so that pictures do not flip. Two features or fewer stay as they are.
 */
export function principalAxes(features: ArrayWithShape, count: number): PrincipalAxes {
  const [n, d] = features.shape;
  if (n === undefined || d === undefined || features.shape.length > 2 || !(count >= 1))
    throw new UserError(
      `principalAxes takes features (rows, features) and a count of at least 1, found (${features.shape}) and ${count}`,
    );
  const k = Math.min(count, d);
  if (d <= 2) {
    const axes = Array.from({ length: k }, (_, i) =>
      Float64Array.from({ length: d }, (_, j) => Number(i === j)),
    );
    return { mean: new Float64Array(d), axes, explained: axes.map(() => Number.NaN) };
  }
  const X = Float64Array.from(numbers(features));
  const mean = new Float64Array(d);
  for (let i = 0; i < X.length; i++) mean[i % d]! += X[i]! / n;
  let total = 0;
  for (let i = 0; i < X.length; i++) {
    X[i]! -= mean[i % d]!;
    total += X[i]! ** 2;
  }
  const found = n <= fewRows && n < d ? ofFewRows(X, n, k) : bySubspaces(X, d, k, total);
  const axes = found.vectors.slice(0, k);
  for (const axis of axes) {
    const largest = axis.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0);
    if (largest < 0) for (let j = 0; j < d; j++) axis[j]! *= -1;
  }
  return { mean, axes, explained: found.values.slice(0, k).map((value) => (total > 0 ? value / total : 0)) };
}

/** XXᵀ has the same eigenvalues: where XXᵀ u = λ u, Xᵀu / √λ is an eigenvector of XᵀX (Turk and Pentland 1991). */
function ofFewRows(X: Float64Array, n: number, k: number): Eigen {
  const d = X.length / n;
  const row = (i: number) => X.subarray(i * d, (i + 1) * d);
  const gram = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => dot(row(i), row(j))));
  const { values, vectors } = eigen(gram);
  // Centred rows span n − 1 directions at most; beyond them axes would be rounding.
  const kept = values.slice(0, k).filter((value) => value > 1e-12 * values[0]!);
  return {
    values: kept,
    vectors: orthonormal(
      kept.map((_, c) =>
        combined(
          Array.from({ length: n }, (_, i) => row(i)),
          (i) => vectors[c]![i]!,
        ),
      ),
    ),
  };
}

const words = new Uint32Array(2);

/** A number from -½ to ½, always the same one. */
function drawn(c: number, j: number): number {
  threefryWords(c, j, 0, 0, words);
  return words[0]! / 2 ** 32 - 0.5;
}

/** Subspace iteration, from fixed directions. */
function bySubspaces(X: Float64Array, d: number, k: number, total: number): Eigen {
  const block = Math.min(d, k + spare);
  let Q = orthonormal(
    Array.from({ length: block }, (_, c) => Float64Array.from({ length: d }, (_, j) => drawn(c, j))),
  );
  let found = ritz(X, Q);
  for (let round = 0, change = 1; round < mostRounds && change > 1e-13; round++) {
    Q = orthonormal(found.images);
    const next = ritz(X, Q);
    change = 0;
    for (let i = 0; i < k; i++)
      change = Math.max(change, Math.abs(next.values[i]! - found.values[i]!) / (total || 1));
    found = next;
  }
  return found;
}

/** The rows' coordinates along the axes: (n, axes), row-major. */
export function project({ mean, axes }: PrincipalAxes, features: ArrayWithShape): Float64Array {
  const X = numbers(features);
  const d = mean.length;
  if (features.shape.at(-1) !== d)
    throw new UserError(`project: the axes are of ${d} features, the rows have shape (${features.shape})`);
  const n = X.length / d;
  const k = axes.length;
  const found = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (const [a, axis] of axes.entries()) {
      let along = 0;
      for (let j = 0; j < d; j++) along += (X[i * d + j]! - mean[j]!) * axis[j]!;
      found[i * k + a] = along;
    }
  }
  return found;
}

/** The best that the space of Q holds: eigenvectors of QᵀCQ, C = XᵀX, longest first, and what C makes of Q. */
function ritz(X: Float64Array, Q: readonly Float64Array[]) {
  const images = timesCovariance(X, Q);
  const small = Q.map((q) => images.map((image) => dot(q, image)));
  const { values, vectors } = eigen(small);
  return { images, values, vectors: vectors.map((vector) => combined(Q, (c) => vector[c]!)) };
}

/** Xᵀ(XQ), X (n, d) row-major: for each column of Q, Σᵢ xᵢ (xᵢ·q) */
function timesCovariance(X: Float64Array, Q: readonly Float64Array[]): Float64Array[] {
  const d = Q[0]!.length;
  const images = Q.map(() => new Float64Array(d));
  for (let row = 0; row < X.length; row += d) {
    const x = X.subarray(row, row + d);
    for (const [c, q] of Q.entries()) {
      const along = dot(x, q);
      const image = images[c]!;
      for (let j = 0; j < d; j++) image[j]! += x[j]! * along;
    }
  }
  return images;
}

/** Gram and Schmidt's, twice over, which rounding asks for; a column that the others span becomes 0. */
function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const found: Float64Array[] = [];
  for (const column of columns) {
    const own = column.slice();
    const before = Math.sqrt(dot(own, own));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of found) {
        const along = dot(own, other);
        for (let j = 0; j < own.length; j++) own[j]! -= along * other[j]!;
      }
    }
    const length = Math.sqrt(dot(own, own));
    const scale = length > 1e-12 * before ? 1 / length : 0;
    found.push(own.map((v) => v * scale));
  }
  return found;
}

function combined(columns: readonly Float64Array[], weight: (column: number) => number): Float64Array {
  const sum = new Float64Array(columns[0]!.length);
  for (const [c, column] of columns.entries()) {
    const w = weight(c);
    for (let j = 0; j < sum.length; j++) sum[j]! += w * column[j]!;
  }
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

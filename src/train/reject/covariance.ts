/** A square matrix, row-major (d, d). */
export type Square = Float64Array;

/**
 * The covariance of centred rows (n, d), shrunk towards a multiple of the identity by the share that O. Ledoit and M. Wolf
 * found best ("A well-conditioned estimator for large-dimensional covariance matrices", 2004), as scikit-learn's
 * `ledoit_wolf(rows, assume_centered=True)`: it can be inverted where there are more columns than rows, too.
 */
export function shrunkCovariance(rows: Float64Array, d: number): { covariance: Square; shrinkage: number } {
  const n = rows.length / d;
  const covariance = new Float64Array(d * d);
  let fourth = 0; // Σ ‖x‖⁴
  for (let i = 0; i < n; i++) {
    const row = rows.subarray(i * d, (i + 1) * d);
    let norm2 = 0;
    for (let j = 0; j < d; j++) {
      const x = row[j]!;
      norm2 += x * x;
      if (x === 0) continue;
      for (let k = 0; k <= j; k++) covariance[j * d + k]! += x * row[k]!;
    }
    fourth += norm2 * norm2;
  }
  let trace = 0;
  let squares = 0; // ‖S‖² (Frobenius)
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      const s = covariance[j * d + k]! / n;
      covariance[j * d + k] = covariance[k * d + j] = s;
      squares += j === k ? s * s : 2 * s * s;
    }
    trace += covariance[j * d + j]!;
  }
  const mu = trace / d;
  const distance = squares / d - mu * mu; // δ² = ‖S - μI‖² / d
  const noise = Math.min(distance, (fourth / n - squares) / (d * n)); // β² = how far one sample's S lies from the truth
  const shrinkage = d === 1 || noise === 0 ? 0 : noise / distance;
  for (let i = 0; i < d * d; i++) covariance[i]! *= 1 - shrinkage;
  for (let j = 0; j < d; j++) covariance[j * d + j]! += shrinkage * mu;
  return { covariance, shrinkage };
}

/** The lower triangle L of A = L Lᵀ, A symmetric and positive definite. */
export function cholesky(a: Square, d: number): Square {
  const l = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * d + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * d + k]! * l[j * d + k]!;
      l[i * d + j] = i === j ? Math.sqrt(sum) : sum / l[j * d + j]!;
    }
  }
  return l;
}

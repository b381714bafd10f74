/** Eigenvalues, the greatest first, and for each a unit eigenvector. */
export interface Eigen {
  readonly values: readonly number[];
  readonly vectors: readonly Float64Array[];
}

const mostSweeps = 60;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's method: each rotation in a plane (p, q) makes the
 * element a_pq zero, and sweeps over all planes make the matrix diagonal (Golub and Van Loan, "Matrix Computations",
 * 8.5). Only +, −, ×, ÷ and √ are used, so every machine finds the same bits.
 */
export function eigen(symmetric: readonly (readonly number[])[]): Eigen {
  const n = symmetric.length;
  const A = symmetric.map((row) => Float64Array.from(row));
  const V = A.map((_, i) => Float64Array.from({ length: n }, (_, j) => Number(i === j))); // a vector a row
  let largest = 0;
  for (const row of A) for (const a of row) largest = Math.max(largest, Math.abs(a));
  // What is smaller is rounding; a rotation takes the squares of what is left, so that the last sweep does it.
  const limit = largest * 2 ** -56;
  for (let sweep = 0, rotated = true; rotated && sweep < mostSweeps; sweep++) {
    rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(A[p]![q]!) <= limit) continue;
        rotated = true;
        rotate(A, V, p, q);
      }
    }
  }
  const order = Array.from(A.keys()).sort((i, j) => A[j]![j]! - A[i]![i]!);
  return { values: order.map((i) => A[i]![i]!), vectors: order.map((i) => V[i]!) };
}

/** A ← JᵀAJ and V ← JᵀV with the rotation J of the plane (p, q) that makes a_pq zero. */
function rotate(A: Float64Array[], V: Float64Array[], p: number, q: number): void {
  const [P, Q] = [A[p]!, A[q]!];
  const [app, aqq, apq] = [P[p]!, Q[q]!, P[q]!];
  // t = tan of the angle, the smaller root of t² + 2 θ t − 1 = 0
  const theta = (aqq - app) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < P.length; k++) {
    if (k === p || k === q) continue;
    const [akp, akq] = [P[k]!, Q[k]!];
    P[k] = c * akp - s * akq;
    Q[k] = s * akp + c * akq;
    const row = A[k]!;
    row[p] = P[k]!;
    row[q] = Q[k]!;
  }
  P[p] = app - t * apq;
  Q[q] = aqq + t * apq;
  P[q] = 0;
  Q[p] = 0;
  const [vp, vq] = [V[p]!, V[q]!];
  for (let k = 0; k < vp.length; k++) {
    const [x, y] = [vp[k]!, vq[k]!];
    vp[k] = c * x - s * y;
    vq[k] = s * x + c * y;
  }
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { eigen } from "../../../src/data/numbers/eigen.ts";

test("eigenvalues and eigenvectors that are known", () => {
  const { values, vectors } = eigen([
    [2, 1],
    [1, 2],
  ]);
  expect(values[0]).toBeCloseTo(3, 14);
  expect(values[1]).toBeCloseTo(1, 14);
  expect(Math.abs(vectors[0]![0]! - vectors[0]![1]!)).toBeLessThan(1e-15);
  expect(Math.abs(vectors[1]![0]! + vectors[1]![1]!)).toBeLessThan(1e-15);
  expect(eigen([[7]])).toEqual({ values: [7], vectors: [Float64Array.of(1)] });
});

/** Symmetric matrices, some of low rank, some with equal eigenvalues, of any scale. */
const symmetric = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: -80, max: 80 }))
  .chain(([n, rank, power]) =>
    fc
      .array(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: n, maxLength: n }), {
        minLength: rank,
        maxLength: rank,
      })
      .map((rows) =>
        Array.from({ length: n }, (_, i) =>
          Array.from(
            { length: n },
            (_, j) =>
              2 ** power * rows.reduce((sum, row, r) => sum + (r % 2 ? -1 : 1) * row[i]! * row[j]!, 0),
          ),
        ),
      ),
  );

test("A v = λ v, the vectors are orthonormal, and the greatest value comes first, whatever the matrix", () => {
  fc.assert(
    fc.property(symmetric, (A) => {
      const { values, vectors } = eigen(A);
      const norm = Math.sqrt(A.flat().reduce((sum, a) => sum + a * a, 0));
      const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
        Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);
      vectors.forEach((v, i) => {
        A.forEach((row, k) => {
          expect(Math.abs(dot(row, v) - values[i]! * v[k]!)).toBeLessThanOrEqual(1e-13 * norm);
        });
        vectors.forEach((w, j) => {
          expect(Math.abs(dot(v, w) - Number(i === j))).toBeLessThan(1e-13);
        });
      });
      expect(values).toEqual([...values].sort((a, b) => b - a));
    }),
    { numRuns: 300 },
  );
});

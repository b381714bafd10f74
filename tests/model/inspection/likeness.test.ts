import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Embeddings, euclidean, headDistance } from "../../../src/model/inspection/distance.ts";
import { likeness, likenessOfReferences, match, passes } from "../../../src/model/inspection/likeness.ts";

const rows = (...of: number[][]): Embeddings => ({
  values: Float64Array.from(of.flat()),
  dimensions: of[0]!.length,
});
const someRows = (minLength: number) =>
  fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), {
    minLength,
    maxLength: 9,
  });

describe("likeness", () => {
  test("is the mean of the nearest distances, and names the first of the nearest", () => {
    fc.assert(
      fc.property(
        someRows(1),
        someRows(3),
        fc.integer({ min: 1, max: 3 }),
        (parts, references, neighbours) => {
          const found = likeness(rows(...parts), rows(...references), { neighbours });
          parts.forEach((part, i) => {
            const away = references.map((reference) => euclidean(part, reference));
            const sorted = [...away].sort((a, b) => a - b).slice(0, neighbours);
            expect(found[i]!.distance).toBeCloseTo(sorted.reduce((sum, d) => sum + d, 0) / neighbours, 12);
            expect(found[i]!.nearest).toBe(away.indexOf(sorted[0]!));
          });
        },
      ),
    );
  });

  test("of references is to the others: a reference is not compared with itself", () => {
    fc.assert(
      fc.property(someRows(2), (references) => {
        const found = likenessOfReferences(rows(...references));
        references.forEach((reference, i) => {
          const others = references.map((other, j) => (j === i ? Infinity : euclidean(reference, other)));
          expect(found[i]!.distance).toBeCloseTo(Math.min(...others), 12);
          expect(found[i]!.nearest).not.toBe(i);
        });
      }),
    );
    expect(likeness(rows([1, 2]), rows([1, 2], [5, 5]))[0]).toEqual({ distance: 0, nearest: 0 });
  });

  test("by another distance, such as that of Koch's head", () => {
    const distance = headDistance([-1, 0], 2);
    const found = likeness(rows([0, 9]), rows([2, 9], [1, -9]), { distance });
    expect(found[0]!.nearest).toBe(1);
    expect(found[0]!.distance).toBeCloseTo(1 / (1 + Math.exp(1)), 15);
    expect(match(rows([0, 9]), rows([1, -9]), { distance })).toBe(found[0]!.distance);
    expect(match(rows([0, 3]), rows([4, 0]))).toBe(5);
  });

  test("at the threshold a part passes", () => {
    expect([0.5, 0.50001].map((distance) => passes({ distance }, 0.5))).toEqual([true, false]);
  });

  test("is refused where there is nothing to compare with", () => {
    expect(() => likeness(rows([1, 2]), rows([1, 2, 3]))).toThrow(
      "embeddings of 2 and of 3 numbers do not compare",
    );
    expect(() => likenessOfReferences(rows([1, 2]))).toThrow(
      "neighbours must be a whole number from 1 to the 0 references to compare with, found 1",
    );
    expect(() => likeness(rows([1, 2]), rows([1, 2]), { neighbours: 2 })).toThrow("to the 1 references");
  });
});

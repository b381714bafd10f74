import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDataset } from "../../../src/data/loadDataset.ts";
import { numbers } from "../../../src/data/numbers/numbers.ts";
import { principalAxes, project } from "../../../src/data/numbers/pca.ts";
import { type Embeddings, euclidean, headDistance } from "../../../src/model/inspection/distance.ts";
import { rocAucInterval } from "../../../src/model/metrics/ranking.ts";
import { episodes, scoreEmbedding } from "../../../src/train/inspection/episodes.ts";

/** Draws that are the same every time (Park and Miller's). */
function draws(): () => number {
  let state = 7;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe("episodes", () => {
  test("are of N classes with K rows each and a query beside them, in which each class and place is asked alike", () => {
    const some = fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.nat(4), fc.nat(2 ** 31))
      .map(([ways, shots, more, seed]) => ({ ways, shots, classes: ways + more, seed }));
    fc.assert(
      fc.property(some, ({ ways, shots, classes, seed }) => {
        const labels = Int32Array.from({ length: classes * (shots + 2) }, (_, i) => i % classes);
        const found = episodes(labels, { ways, shots, seed, count: 60 });
        expect(found).toHaveLength(60);
        const asked = new Int32Array(classes);
        const places = new Int32Array(ways);
        for (const { query, support, answer } of found) {
          expect(support.map(({ length }) => length)).toEqual(new Array(ways).fill(shots));
          const of = support.map((rows) => new Set(rows.map((row) => labels[row]!)));
          expect(of.every(({ size }) => size === 1)).toBe(true);
          expect(new Set(of.map((one) => [...one][0])).size).toBe(ways);
          expect(of[answer]!.has(labels[query]!)).toBe(true);
          const rows = [query, ...support.flat()];
          expect(new Set(rows).size).toBe(rows.length);
          asked[labels[query]!]!++;
          places[answer]!++;
        }
        expect(Math.max(...asked) - Math.min(...asked)).toBeLessThanOrEqual(1);
        expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(1);
        expect(episodes(labels, { ways, shots, seed, count: 60 })).toEqual(found);
        expect(episodes(labels, { ways, shots, seed: seed + 1, count: 60 })).not.toEqual(found);
      }),
      { numRuns: 40 },
    );
  });

  test("that cannot be asked are refused", () => {
    expect(() => episodes([0, 0, 1, 1, 2], { ways: 3 })).toThrow(
      "need 3 classes with 2 rows, and there are 2",
    );
    expect(() => episodes([0, 0, 1, 1], { ways: 1 })).toThrow(
      "ways must be a whole number of at least 2, found 1",
    );
  });
});

describe("scores", () => {
  const labels = Int32Array.from({ length: 300 }, (_, i) => i % 6);

  test("of an embedding that knows the class are 1, of one that knows nothing about a guess, of a collapsed one no credit", () => {
    const draw = draws();
    const known: Embeddings = { values: Float64Array.from(labels, (c) => c + 0.3 * draw()), dimensions: 1 };
    const { auroc, accuracy } = scoreEmbedding(known, labels);
    expect([auroc.value, accuracy.value]).toEqual([1, 1]);
    expect([auroc.of, accuracy.of]).toEqual([150, 400]);
    expect(auroc.interval[0]).toBeGreaterThan(0.9);
    expect(auroc.interval[0]).toBeLessThan(1);
    expect(accuracy.interval).toEqual([expect.closeTo(0.9905, 4), 1]);

    const noise: Embeddings = { values: Float64Array.from({ length: 900 }, draw), dimensions: 3 };
    const guess = scoreEmbedding(noise, labels);
    expect(guess.auroc.interval[0]).toBeLessThan(0.5);
    expect(guess.auroc.interval[1]).toBeGreaterThan(0.5);
    expect(guess.accuracy.interval[0]).toBeLessThan(0.2);
    expect(guess.accuracy.interval[1]).toBeGreaterThan(0.2);

    const collapsed = scoreEmbedding({ values: new Float64Array(300), dimensions: 1 }, labels);
    expect([collapsed.auroc.value, collapsed.accuracy.value]).toEqual([0.5, 0]);
  });

  test("of several shots are better than of one, and any distance serves", () => {
    const draw = draws();
    const noisy: Embeddings = {
      values: Float64Array.from({ length: 600 }, (_, i) =>
        (i >> 1) % 6 === 0 ? 3 * draw() : ((i >> 1) % 6) + 3 * draw(),
      ),
      dimensions: 2,
    };
    const one = scoreEmbedding(noisy, labels, { count: 2000 });
    const five = scoreEmbedding(noisy, labels, { count: 2000, shots: 5 });
    expect(five.accuracy.interval[0]).toBeGreaterThan(one.accuracy.interval[1]);
    const bent = scoreEmbedding(noisy, labels, { distance: (a, b) => euclidean(a, b) ** 3 });
    expect(bent).toEqual(scoreEmbedding(noisy, labels, {}));
    const flipped = scoreEmbedding(noisy, labels, { distance: headDistance([1, 1], 0) });
    expect(flipped.auroc.value).toBeLessThan(0.5);
  });

  test("of the pixels of digits and of their 32 principal components", async () => {
    const { features, labels } = (await loadDataset("digits")).splits.train!;
    const classes = numbers(labels);
    const pixels = scoreEmbedding({ values: Float64Array.from(numbers(features)), dimensions: 64 }, classes, {
      seed: 3,
    });
    const axes = principalAxes(features, 32);
    const reduced = scoreEmbedding({ values: project(axes, features), dimensions: 32 }, classes, { seed: 3 });
    for (const { auroc, accuracy } of [pixels, reduced]) {
      expect(auroc.value).toBeGreaterThan(0.8);
      expect(accuracy.value).toBeGreaterThan(0.6);
    }
    // 32 components hold 97 % of the variance: they rank almost as the pixels do.
    expect(Math.abs(pixels.auroc.value - reduced.auroc.value)).toBeLessThan(0.02);
  });
});

describe("the interval of an area under the ROC curve", () => {
  test("lies around it, within [0, 1], is never empty, and narrows as rows come", () => {
    const kinds = fc.integer({ min: 2, max: 500 });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), kinds, kinds, (area, m, n) => {
        const [low, high] = rocAucInterval(area, m, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(area);
        expect(high).toBeGreaterThanOrEqual(area);
        expect(high).toBeLessThanOrEqual(1);
        const [lower, upper] = rocAucInterval(area, 4 * m, 4 * n);
        expect(upper - lower).toBeLessThan(high - low);
        // To call high low is to call the kinds by each other's names.
        const [mirroredLow, mirroredHigh] = rocAucInterval(1 - area, n, m);
        expect(mirroredLow).toBeCloseTo(1 - high, 9);
        expect(mirroredHigh).toBeCloseTo(1 - low, 9);
      }),
    );
  });

  test.each([0.6, 0.8, 0.95])("holds the truth about 95 times in a hundred: %d", (truth) => {
    // P(Y > X) of exponentials with means s and 1 is s / (1 + s).
    const s = truth / (1 - truth);
    const draw = draws();
    let held = 0;
    for (let run = 0; run < 1500; run++) {
      const negatives = Array.from({ length: 30 }, () => -Math.log(draw()));
      const positives = Array.from({ length: 20 }, () => -s * Math.log(draw()));
      let won = 0;
      for (const y of positives) for (const x of negatives) if (y > x) won++;
      const [low, high] = rocAucInterval(won / 600, 20, 30);
      if (low <= truth && truth <= high) held++;
    }
    expect(held / 1500).toBeGreaterThan(0.93);
    expect(held / 1500).toBeLessThan(0.98);
  });
});

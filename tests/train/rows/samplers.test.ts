import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classOrder, pairOrder } from "../../../src/train/rows/samplers.ts";

/** Rows of at least two classes, of which one has two rows. */
const someLabels = fc
  .array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 80 })
  .filter((labels) => new Set(labels).size > 1 && new Set(labels).size < labels.length)
  .map((labels) => Int32Array.from(labels));
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

const count = <T>(things: Iterable<T>): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return counts;
};
const range = (counts: Iterable<number>) => {
  const all = [...counts];
  return Math.max(...all) - Math.min(...all);
};

describe("pairs", () => {
  test("in turn of one class and of two, of two rows each; classes and their rows equally often", () => {
    fc.assert(
      fc.property(someLabels, seeds, fc.nat(1000), (labels, seed, epoch) => {
        const { rows, of } = pairOrder(labels, seed);
        const order = [...of(epoch)];
        expect(order).toHaveLength(rows);
        expect(rows).toBe(labels.length - (labels.length % 2));
        const alike: number[] = [];
        const different: number[] = [];
        for (let i = 0; i < rows; i += 2) {
          const [a, b] = [labels[order[i]!]!, labels[order[i + 1]!]!];
          expect(a === b).toBe(i % 4 === 0);
          expect(order[i]).not.toBe(order[i + 1]);
          if (a === b) alike.push(a);
          else different.push(a, b);
        }
        const sizes = count(labels);
        const several = [...sizes].flatMap(([c, n]) => (n > 1 ? [c] : []));
        const inAlike = count(alike);
        expect(range(several.map((c) => inAlike.get(c) ?? 0))).toBeLessThanOrEqual(1);
        const inDifferent = count(different);
        if (different.length > 0)
          expect(range([...sizes.keys()].map((c) => inDifferent.get(c) ?? 0))).toBeLessThanOrEqual(1);
        const used = count(order);
        for (const c of sizes.keys()) {
          const own = [...labels.keys()].filter((row) => labels[row] === c);
          expect(range(own.map((row) => used.get(row) ?? 0))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("follow from seed and epoch alone", () => {
    const labels = Int32Array.from({ length: 60 }, (_, i) => i % 5);
    const inTurn = pairOrder(labels, 3);
    inTurn.of(0);
    const second = [...inTurn.of(1)];
    expect([...pairOrder(labels, 3).of(1)]).toEqual(second);
    expect([...pairOrder(labels, 3).of(2)]).not.toEqual(second);
    expect([...pairOrder(labels, 4).of(1)]).not.toEqual(second);
  });

  test("over the epochs every row of a class comes about equally often, also of a large one", () => {
    // 190 rows of class 0 and 10 of class 1: an epoch has room for about half of the first.
    const labels = Int32Array.from({ length: 200 }, (_, i) => (i % 20 === 0 ? 1 : 0));
    const order = pairOrder(labels, 0);
    const used = new Int32Array(200);
    for (let epoch = 0; epoch < 200; epoch++) for (const row of order.of(epoch)) used[row]!++;
    const zeros = [...used].filter((_, row) => labels[row] === 0);
    // 100 of 190 in each of 200 epochs: 105.3 ± 7.0
    expect(Math.min(...zeros)).toBeGreaterThan(75);
    expect(Math.max(...zeros)).toBeLessThan(136);
    expect([...used].filter((_, row) => labels[row] === 1)).toEqual(new Array(10).fill(2000));
  });
});

describe("batches of classes", () => {
  test("have P classes with K rows each, no row twice where there are enough; classes equally often", () => {
    fc.assert(
      fc.property(
        someLabels,
        seeds,
        fc.nat(1000),
        fc.integer({ min: 3, max: 40 }),
        (labels, seed, epoch, most) => {
          const batch = Math.min(most, labels.length);
          const order = classOrder(labels, { batch, seed });
          const rows = [...order.of(epoch)];
          expect(rows).toHaveLength(order.rows);
          expect(order.rows).toBe(batch * Math.floor(labels.length / batch));
          const sizes = count(labels);
          const together = Math.min(sizes.size, Math.max(2, Math.floor(batch / 4)));
          for (let start = 0; start < rows.length; start += batch) {
            const own = rows.slice(start, start + batch);
            const classes = count(own.map((row) => labels[row]!));
            expect(classes.size).toBe(together);
            expect(range(classes.values())).toBeLessThanOrEqual(1);
            for (const [row, times] of count(own)) {
              const n = sizes.get(labels[row]!)!;
              expect(times).toBeLessThanOrEqual(Math.ceil(classes.get(labels[row]!)! / n));
            }
          }
          const met = count(
            Array.from({ length: rows.length / batch }, (_, i) => [
              ...count(rows.slice(i * batch, (i + 1) * batch).map((row) => labels[row]!)).keys(),
            ]).flat(),
          );
          expect(range([...sizes.keys()].map((c) => met.get(c) ?? 0))).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test("follow from seed and epoch alone", () => {
    const labels = Int32Array.from({ length: 60 }, (_, i) => i % 5);
    const of = (seed: number, epoch: number) => [...classOrder(labels, { batch: 16, seed }).of(epoch)];
    const inTurn = classOrder(labels, { batch: 16, seed: 3 });
    inTurn.of(0);
    expect([...inTurn.of(1)]).toEqual(of(3, 1));
    expect(of(3, 2)).not.toEqual(of(3, 1));
    expect(of(4, 1)).not.toEqual(of(3, 1));
  });
});

test("the time of an epoch grows as its rows do: 200,000 rows of 40,000 classes", () => {
  const labels = Int32Array.from({ length: 200_000 }, (_, i) => i % 40_000);
  const began = performance.now();
  expect(pairOrder(labels, 0).of(0)).toHaveLength(200_000);
  expect(classOrder(labels, { batch: 100, seed: 0 }).of(0)).toHaveLength(200_000);
  expect(performance.now() - began).toBeLessThan(10_000);
});

test("what cannot be paired is refused", () => {
  expect(() => pairOrder(Int32Array.of(2, 2, 2), 0)).toThrow("pairs: every row is of class 2");
  expect(() => pairOrder(Int32Array.of(0, 1, 2), 0)).toThrow("pairs: every class has one row");
  expect(() => classOrder(Int32Array.of(0, 1, 1), { batch: 4, seed: 0 })).toThrow(
    "a batch must have at least 3 and at most all 3 rows, found 4",
  );
});

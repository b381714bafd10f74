import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder, shuffleRows } from "../../../src/train/rows/orders.ts";

const shuffled = (rows: number, seed: number, epoch: number): number[] => {
  const order = inOrder(rows);
  shuffleRows(order, seed, epoch);
  return [...order];
};
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test("an order holds every row once, and follows from seed and epoch alone", () => {
  fc.assert(
    fc.property(fc.nat(300), uint32, uint32, fc.array(fc.nat()), (rows, seed, epoch, before) => {
      const order = shuffled(rows, seed, epoch);
      expect([...order].sort((a, b) => a - b)).toEqual([...inOrder(rows)]);
      // What the array held before does not matter: a resumed run finds the same order.
      const used = Int32Array.from({ length: rows }, (_, i) => before[i] ?? -1);
      shuffleRows(used, seed, epoch);
      expect([...used]).toEqual(order);
    }),
  );
});

test("another epoch and another seed give another order", () => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    for (let epoch = 0; epoch < 20; epoch++) orders.add(shuffled(20, seed, epoch).join());
  }
  expect(orders.size).toBe(400);
});

test("every row comes to every place equally often", () => {
  const [rows, epochs] = [10, 20_000];
  const counts = new Float64Array(rows * rows);
  const order = inOrder(rows);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffleRows(order, 7, epoch);
    order.forEach((row, place) => {
      counts[row * rows + place]!++;
    });
  }
  const expected = epochs / rows;
  const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // 81 degrees of freedom: mean 81, standard deviation √162 ≈ 12.7. A biased j (as floor(u·n) for every i) gives thousands.
  expect(chiSquare).toBeGreaterThan(81 - 4 * 12.7);
  expect(chiSquare).toBeLessThan(81 + 4 * 12.7);
});

import { expect, test } from "vitest";
import {
  confusionAmong,
  confusionCounts,
  denseMatrix,
  mixedUp,
  mostDense,
} from "../../../src/model/metrics/confusion.ts";

/** 10,000 classes with a row each; the rows of those in `taken` are given another class. */
const classes = 10_000;
const counted = (taken: ReadonlyMap<number, number>, more: readonly [label: number, predicted: number][]) => {
  const labels = [...Array.from({ length: classes }, (_, c) => c), ...more.map(([label]) => label)];
  const predicted = labels.map((c) => taken.get(c) ?? c);
  more.forEach(([, given], i) => {
    predicted[classes + i] = given;
  });
  return confusionCounts(labels, predicted, { classes });
};

test("no matrix is made of many classes", () => {
  expect(denseMatrix(counted(new Map(), []), classes)).toBeNull();
  expect(denseMatrix([{ label: 0, predicted: 1, rows: 3 }], mostDense)).toHaveLength(mostDense);
});

test("the classes of the pairs with most mistakes are shown; of pairs with as many those of more mistakes first", () => {
  const pair = (label: number, predicted: number, rows: number) =>
    Array.from({ length: rows }, () => [label, predicted] as [number, number]);
  const counts = counted(new Map(), [
    ...pair(9000, 17, 5),
    ...pair(3, 4, 1),
    ...pair(5000, 6000, 1),
    ...pair(5000, 17, 1),
  ]);
  expect(mixedUp(counts, classes, 2)).toEqual([17, 9000]);
  expect(mixedUp(counts, classes, 3)).toEqual([17, 5000, 9000]);
  expect(mixedUp(counts, classes, 4)).toEqual([17, 5000, 6000, 9000]);
  expect(mixedUp(counts, classes, 8)).toEqual([0, 1, 3, 4, 17, 5000, 6000, 9000]); // no more are mixed up
  expect(mixedUp(counts, 3, 8)).toEqual([0, 1, 2]);
  const { matrix, mistakes, among } = confusionAmong(counts, [17, 5000, 9000]);
  expect(matrix).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [5, 0, 1],
  ]);
  expect([among, mistakes]).toEqual([6, 8]);
});

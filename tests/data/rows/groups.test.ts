import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { kFold, stratifiedKFold } from "../../../src/data/rows/folds.ts";
import { LabelledRows } from "../../../src/data/rows/labelledRows.ts";
import { trainTestSplit } from "../../../src/data/rows/split.ts";

interface Golden {
  grouped: {
    groups: number[];
    y: number[];
    testSize: number;
    seed: number;
    train: number[];
    test: number[];
    /** by number of folds, the test rows of each */
    stratified: Record<string, number[][]>;
    even: Record<string, number[][]>;
  }[];
}
/** Made by scikit-learn: tests/golden/rows.py */
const golden: Golden = JSON.parse(readFileSync(new URL("../../golden/rows.json", import.meta.url), "utf8"));

const numbered = (labels: readonly number[]) =>
  new LabelledRows({
    features: { shape: [labels.length, 1], data: Float64Array.from(labels.keys()) },
    labels: Int32Array.from(labels),
    featureNames: ["row"],
    classNames: ["a", "b", "c", "d", "e"],
  });
const rowsOf = ({ features }: LabelledRows) => Array.from(features.data);

describe("groups are split as scikit-learn splits them", () => {
  test.each(golden.grouped)("GroupShuffleSplit of $groups.length rows", (one) => {
    const { testSize, seed, groups, y } = one;
    const { train, test } = trainTestSplit(numbered(y), { testSize, seed, groups });
    expect(rowsOf(train)).toEqual(one.train);
    expect(rowsOf(test)).toEqual(one.test);
  });

  const folds = golden.grouped.flatMap((one) =>
    [2, 3, 5].map((count) => ({ ...one, count, kinds: Object.keys(one.even).length })),
  );
  test.each(folds)("StratifiedGroupKFold($count) of $groups.length rows", (one) => {
    const { y, groups, seed, count } = one;
    const found = stratifiedKFold(y, { folds: count, seed, groups });
    expect(found.map(({ test }) => test)).toEqual(one.stratified[count]);
  });

  test.each(folds.filter(({ kinds }) => kinds > 0))("GroupKFold($count) of $groups.length rows", (one) => {
    const { y, groups, seed, count } = one;
    const found = kFold(y.length, { folds: count, seed, groups });
    expect(found.map(({ test }) => test)).toEqual(one.even[count]);
  });

  test("two parts of half each are two folds of StratifiedGroupKFold", () => {
    for (const { y, groups, seed, stratified } of golden.grouped) {
      const { train, test } = trainTestSplit(numbered(y), { testSize: 0.5, seed, groups, stratify: true });
      // An odd number of rows has no half: there the shares differ by a row.
      if (y.length % 2 === 0) expect([rowsOf(train), rowsOf(test)]).toEqual(stratified[2]);
    }
  });
});

/** 40 lots of 1 to 9 rows; a lot is mostly of one class. */
function lots(seed: number) {
  const groups: number[] = [];
  const labels: number[] = [];
  for (let lot = 0; lot < 40; lot++)
    for (let i = 0; i <= (lot * 7 + seed) % 9; i++) {
      groups.push(lot);
      labels.push((lot + (i % 4 === 0 ? 1 : 0)) % 3);
    }
  return { groups, labels };
}

describe("no group straddles a split", () => {
  test("of two parts, and each class keeps its share", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { groups, labels } = lots(seed);
      const { train, test } = trainTestSplit(numbered(labels), {
        testSize: 0.2,
        seed,
        groups,
        stratify: true,
      });
      const inTrain = new Set(rowsOf(train).map((row) => groups[row]));
      expect(rowsOf(test).filter((row) => inTrain.has(groups[row]))).toEqual([]);
      expect([...rowsOf(train), ...rowsOf(test)].sort((a, b) => a - b)).toEqual([...labels.keys()]);
      for (let c = 0; c < 3; c++) {
        const share =
          test.labels.filter((label) => label === c).length / labels.filter((label) => label === c).length;
        expect(share).toBeGreaterThan(0.1);
        expect(share).toBeLessThan(0.3);
      }
    }
  });

  test("of folds", () => {
    const { groups, labels } = lots(4);
    for (const folds of [
      kFold(labels.length, { folds: 5, seed: 3, groups }),
      stratifiedKFold(labels, { folds: 5, seed: 3, groups }),
    ]) {
      expect(folds.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual([...labels.keys()]);
      for (const { train, test } of folds) {
        expect(train.length + test.length).toBe(labels.length);
        const learned = new Set(train.map((row) => groups[row]));
        expect(test.filter((row) => learned.has(groups[row]))).toEqual([]);
      }
    }
  });

  test("of two lots one is tested", () => {
    const labels = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1];
    const groups = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2];
    const { train, test } = trainTestSplit(numbered(labels), { testSize: 0.2, groups, stratify: true });
    expect([train.nSamples, test.nSamples]).toEqual([6, 4]);
  });

  test("groups of one row each are no groups", () => {
    const labels = Array.from({ length: 60 }, (_, i) => i % 3);
    const groups = labels.map((_, i) => 100 - i);
    const of = (options: object) => {
      const { train, test } = trainTestSplit(numbered(labels), {
        testSize: 0.25,
        seed: 5,
        stratify: true,
        ...options,
      });
      return [rowsOf(train), rowsOf(test)];
    };
    expect(of({ groups })).toEqual(of({}));
    expect(stratifiedKFold(labels, { seed: 5, groups })).toEqual(stratifiedKFold(labels, { seed: 5 }));
  });
});

describe("what cannot be split so is refused", () => {
  const labels = [0, 1, 0, 1, 0, 1];
  test.each([
    [
      { groups: [7, 7, 7, 7, 7, 7] },
      "all 6 rows are of one group, which cannot be both trained on and tested",
    ],
    [{ groups: [1, 2] }, "there are 6 rows and 2 groups; give one for each row"],
    [
      { groups: [1, 1, 2, 2, 3, 3], testSize: 3 },
      "testSize 3 does not leave groups on both sides of 3 groups in 6 rows",
    ],
  ])("%o", (options, message) => {
    expect(() => trainTestSplit(numbered(labels), options)).toThrow(message);
  });

  test("more folds than groups", () => {
    const groups = [1, 1, 1, 2, 2, 2];
    expect(() => kFold(6, { folds: 3, groups })).toThrow(
      "3 folds of 2 groups (6 rows) leave some empty; use at most 2",
    );
    expect(() => stratifiedKFold(labels, { folds: 3, groups })).toThrow(
      "3 folds of 2 groups (6 rows) leave some empty",
    );
  });
});

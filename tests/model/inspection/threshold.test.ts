import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KnownDistances, ThresholdAim } from "../../../src/model/inspection/inspection.ts";
import { chooseThreshold, ratesAt } from "../../../src/model/inspection/threshold.ts";

// From few values, so that distances are often equal.
const distances = (minLength: number) =>
  fc.array(
    fc.integer({ min: 0, max: 12 }).map((x) => x / 4),
    { minLength, maxLength: 12 },
  );
const parts = fc.record({ good: distances(1), defects: distances(1) });
const misses = ({ defects }: KnownDistances, t: number) => Array.from(defects).filter((d) => d <= t).length;
const rejects = ({ good }: KnownDistances, t: number) => Array.from(good).filter((d) => d > t).length;

/** Every threshold that does anything different: each distance itself, and below all. */
const everyThreshold = ({ good, defects }: KnownDistances) => [
  -1,
  ...[...Array.from(good), ...Array.from(defects)].sort((a, b) => a - b),
];

describe("against every threshold there is", () => {
  test("recall: no more defects pass than allowed, and no threshold that keeps this rejects fewer good parts", () => {
    fc.assert(
      fc.property(parts, fc.constantFrom(1, 0.9, 0.75, 0.5, 1 / 3, 0), (known, recall) => {
        const { threshold, missRate, falseRejectRate } = chooseThreshold({ name: "recall", recall }, known);
        const kept = everyThreshold(known).filter(
          (t) => known.defects.length - misses(known, t) >= recall * known.defects.length - 1e-9,
        );
        expect(1 - missRate!.rate).toBeGreaterThanOrEqual(recall - 1e-9);
        expect(falseRejectRate!.wrong).toBe(Math.min(...kept.map((t) => rejects(known, t))));
        expect(missRate!.wrong).toBe(misses(known, threshold));
        expect(falseRejectRate!.wrong).toBe(rejects(known, threshold));
      }),
    );
  });

  test("cost: none is cheaper, and of the cheapest none misses fewer", () => {
    // Powers of two, so that equal costs are equal numbers.
    const cost = fc.constantFrom(0, 1, 2, 8, 64);
    const some = fc.record({
      good: fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }),
      defects: fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        some,
        cost,
        cost,
        fc.constantFrom(0.5, 0.25, 0.125),
        (known, missCost, falseRejectCost, defectRate) => {
          const aim = { name: "cost", missCost, falseRejectCost, defectRate } as const;
          const { missRate, falseRejectRate } = chooseThreshold(aim, known);
          const costOf = (m: number, r: number) =>
            (defectRate * missCost * m) / 4 + ((1 - defectRate) * falseRejectCost * r) / 4;
          const all = everyThreshold(known).map((t) => ({ m: misses(known, t), r: rejects(known, t) }));
          const least = Math.min(...all.map(({ m, r }) => costOf(m, r)));
          expect(costOf(missRate!.wrong, falseRejectRate!.wrong)).toBe(least);
          expect(missRate!.wrong).toBe(
            Math.min(...all.filter(({ m, r }) => costOf(m, r) === least).map(({ m }) => m)),
          );
        },
      ),
    );
  });

  test("f1: none is higher, and of the highest none misses fewer", () => {
    const f1 = (known: KnownDistances, m: number, r: number) => {
      const found = known.defects.length - m;
      return (2 * found) / (2 * found + r + m);
    };
    fc.assert(
      fc.property(parts, (known) => {
        const { missRate, falseRejectRate } = chooseThreshold({ name: "f1" }, known);
        const all = everyThreshold(known).map((t) => ({ m: misses(known, t), r: rejects(known, t) }));
        const most = Math.max(...all.map(({ m, r }) => f1(known, m, r)));
        expect(f1(known, missRate!.wrong, falseRejectRate!.wrong)).toBe(most);
        expect(missRate!.wrong).toBe(
          Math.min(...all.filter(({ m, r }) => f1(known, m, r) === most).map(({ m }) => m)),
        );
      }),
    );
  });

  test("neither the order of the parts nor the run matters", () => {
    fc.assert(
      fc.property(
        parts,
        fc.constantFrom<ThresholdAim>(
          { name: "recall", recall: 1 },
          { name: "f1" },
          { name: "cost", missCost: 5, falseRejectCost: 1 },
          { name: "falseReject", rate: 0.2 },
        ),
        (known, aim) => {
          const turned = { good: [...known.good].reverse(), defects: [...known.defects].reverse() };
          expect(chooseThreshold(aim, turned)).toEqual(chooseThreshold(aim, known));
        },
      ),
    );
  });
});

describe("where it lies", () => {
  const known = { good: [0.1, 0.4, 0.2, 0.9], defects: [0.8, 1.6, 2] };

  test("for a recall of 1 no higher than where a twentieth of the good parts fails", () => {
    const good = Array.from({ length: 40 }, (_, i) => (i + 1) / 10); // 0.1 … 4.0
    expect(chooseThreshold({ name: "recall", recall: 1 }, { good, defects: [9] }).threshold).toBe(3.8);
    expect(chooseThreshold({ name: "recall", recall: 1 }, { good, defects: [3] }).threshold).toBe(2.9);
    expect(chooseThreshold({ name: "recall", recall: 0.9 }, { good, defects: [9] }).threshold).toBe(4);
  });

  test("for recall at the furthest part that passes, else half-way between that and the next", () => {
    expect(chooseThreshold({ name: "recall", recall: 1 }, known).threshold).toBe(0.4);
    expect(chooseThreshold({ name: "recall", recall: 0.6 }, known).threshold).toBe(0.9);
    expect(chooseThreshold({ name: "f1" }, known).threshold).toBeCloseTo(0.6, 15);
    expect(chooseThreshold({ name: "cost", missCost: 1, falseRejectCost: 10 }, known).threshold).toBeCloseTo(
      1.25,
      15,
    );
  });

  test("below all distances, above all, and between numbers with none between", () => {
    const inverted = { good: [3, 4], defects: [1, 2] };
    expect(chooseThreshold({ name: "recall", recall: 1 }, inverted).threshold).toBe(0.5);
    expect(chooseThreshold({ name: "recall", recall: 1 }, { good: [1], defects: [0] }).threshold).toBe(-1);
    expect(chooseThreshold({ name: "recall", recall: 0 }, inverted).threshold).toBe(4);
    const next = 1 + Number.EPSILON;
    const tight = chooseThreshold({ name: "recall", recall: 1 }, { good: [1], defects: [next] });
    expect(tight.missRate!.wrong + tight.falseRejectRate!.wrong).toBe(0);
  });

  test("rates with Wilson's intervals; none of n reaches to about 3.8 / n", () => {
    const found = chooseThreshold({ name: "recall", recall: 1 }, known);
    expect(found.missRate).toEqual({ wrong: 0, of: 3, rate: 0, interval: [0, expect.closeTo(0.5615, 4)] });
    expect(found.falseRejectRate).toMatchObject({ wrong: 1, of: 4, rate: 0.25 });
    const many = ratesAt(1, { good: new Float64Array(1000), defects: [] });
    expect(many.falseRejectRate!.interval[1]).toBeCloseTo(0.0038, 4);
    expect(many.missRate).toBeUndefined();
    expect(chooseThreshold({ name: "fixed", threshold: 1.6 }, known)).toEqual(ratesAt(1.6, known));
    expect(ratesAt(1.6, known).missRate!.wrong).toBe(2);
  });
});

describe("a stated rate of false rejects, without any defect", () => {
  test("holds for parts to come: on average over many draws, no more are rejected", () => {
    // Linear congruential draws, so that the test is the same every time.
    let state = 1;
    const draw = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    for (const [n, rate] of [
      [19, 0.05],
      [30, 0.1],
      [50, 0.25],
    ] as const) {
      let rejected = 0;
      for (let i = 0; i < 4000; i++) {
        const good = Array.from({ length: n }, draw);
        // of uniform parts to come, 1 − threshold are rejected
        rejected += 1 - chooseThreshold({ name: "falseReject", rate }, { good, defects: [] }).threshold;
      }
      expect(rejected / 4000).toBeLessThan(rate + 0.002);
      expect(rejected / 4000).toBeGreaterThan(rate - 1.5 / (n + 1));
    }
  });

  test("is the largest distance where there are too few parts for it", () => {
    const good = [0.3, 0.1, 0.2];
    expect(chooseThreshold({ name: "falseReject", rate: 0.01 }, { good, defects: [] }).threshold).toBe(0.3);
    expect(chooseThreshold({ name: "falseReject", rate: 0.5 }, { good, defects: [] }).threshold).toBeCloseTo(
      0.25,
      15,
    );
  });
});

test("what cannot be chosen is refused in one line", () => {
  const good = { good: [1, 2], defects: [] };
  expect(() => chooseThreshold({ name: "recall", recall: 1 }, good)).toThrow(
    /^aim: .*recall.* needs defects, and none are known; without any, choose it by a rate of false rejects: aim: /,
  );
  expect(() => chooseThreshold({ name: "f1" }, { good: [], defects: [1] })).toThrow("needs good parts");
  expect(() => chooseThreshold({ name: "recall", recall: 95 }, { good: [], defects: [1] })).toThrow(
    "recall must be from 0 to 1, found 95",
  );
  expect(() => chooseThreshold({ name: "fixed", threshold: Number.NaN }, good)).toThrow(
    "not a finite number",
  );
  expect(() => chooseThreshold({ name: "f1" }, { good: [1, Number.NaN], defects: [1] })).toThrow(
    "distance 1 of the good is NaN",
  );
});

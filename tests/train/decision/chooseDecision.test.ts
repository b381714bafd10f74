import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { threefry2x32 } from "../../../src/data/random/threefry.ts";
import type { ClassAim, KnownScores } from "../../../src/model/decision.ts";
import type { Rate } from "../../../src/model/inspection/inspection.ts";
import { betaQuantile, shortestInterval } from "../../../src/train/decision/betaQuantile.ts";
import { checkClassAim, chooseDecision, tooFew } from "../../../src/train/decision/chooseDecision.ts";

const golden: { k: number; n: number; share: number; quantile: number }[] = JSON.parse(
  readFileSync("tests/golden/decision.json", "utf8"),
);

test.each(golden)("the quantile $share of Beta($k, $n + 1 - $k) is SciPy's", ({ k, n, share, quantile }) => {
  expect(Math.abs(betaQuantile(share, k, n + 1 - k) / quantile - 1)).toBeLessThan(1e-9);
});

test("the shortest interval of a beta distribution holds 95 of 100 of it, and begins at 0 where it is densest there", () => {
  for (const [a, b] of [
    [1, 10],
    [3, 30],
    [2.5, 7.5],
    [40, 1],
  ] as const) {
    const [low, high] = shortestInterval(a, b);
    expect(high - low).toBeLessThanOrEqual(betaQuantile(0.975, a, b) - betaQuantile(0.025, a, b) + 1e-12);
    const shares = Array.from({ length: 999 }, (_, i) => betaQuantile((i + 0.5) / 999, a, b));
    expect(shares.filter((x) => x >= low && x <= high).length / 999).toBeCloseTo(0.95, 2);
  }
  expect(shortestInterval(1, 10)[0]).toBe(0);
  expect(shortestInterval(40, 1)[1]).toBe(1);
});

test("rows that were held out in turn count for five sixths: the same rates, wider intervals", () => {
  const { positives, others } = scores;
  for (const aim of [{ name: "recall", recall: 0.8 }, { name: "f1" }] as ClassAim[]) {
    const apart = chooseDecision(aim, { positives, others });
    const inTurn = chooseDecision(aim, { positives, others }, { inTurn: true });
    expect(inTurn.threshold).toBe(apart.threshold);
    for (const rate of ["missRate", "falseRejectRate"] as const) {
      const { interval, ...same } = inTurn[rate];
      expect(apart[rate]).toMatchObject(same);
      expect(interval[1] - interval[0]).toBeGreaterThan(apart[rate].interval[1] - apart[rate].interval[0]);
    }
  }
});

/** Uniform numbers from a counter. */
function uniforms(seed: number): () => number {
  let counter = 0;
  return () => {
    const [bits] = threefry2x32([seed, 13], [counter++, 0]) as unknown as [number, number];
    return ((bits >>> 0) + 0.5) / 2 ** 32;
  };
}

/** Probabilities of NG whose true rates follow from a threshold by a power: below t lie t⁴ of NG, above it (1 − t)⁴ of the others. */
function drawn(next: () => number, positives: number, others: number): KnownScores {
  return {
    positives: Float64Array.from({ length: positives }, () => next() ** (1 / 4)),
    others: Float64Array.from({ length: others }, () => 1 - next() ** (1 / 4)),
  };
}
const trueMiss = (threshold: number): number => threshold ** 4;
const trueReject = (threshold: number): number => (1 - threshold) ** 4;

const aims: { aim: ClassAim; positives: number; others: number }[] = [
  { aim: { name: "recall", recall: 0.95 }, positives: 40, others: 500 },
  { aim: { name: "recall", recall: 0.99 }, positives: 250, others: 900 },
  { aim: { name: "falseReject", rate: 0.01 }, positives: 40, others: 600 },
  { aim: { name: "cost", missCost: 20, falseRejectCost: 1 }, positives: 40, others: 500 },
  { aim: { name: "f1" }, positives: 60, others: 600 },
  { aim: { name: "precision", precision: 0.8 }, positives: 60, others: 600 },
  { aim: { name: "fixed", threshold: 0.6 }, positives: 40, others: 300 },
];

describe("over 500 draws the 95% intervals cover the true rates of the threshold in 93 to 97 of 100:", () => {
  test.each(aims)("$aim, $positives and $others rows", ({ aim, positives, others }) => {
    const next = uniforms(7);
    const covered = { miss: 0, reject: 0 };
    const bias = { miss: 0, reject: 0 };
    const draws = 500;
    for (let draw = 0; draw < draws; draw++) {
      const { threshold, missRate, falseRejectRate } = chooseDecision(aim, drawn(next, positives, others));
      const [miss, reject] = [trueMiss(threshold), trueReject(threshold)];
      const covers = ({ interval: [low, high] }: Rate, rate: number) => Number(low <= rate && rate <= high);
      covered.miss += covers(missRate, miss);
      covered.reject += covers(falseRejectRate, reject);
      bias.miss += (missRate.rate - miss) / draws;
      bias.reject += (falseRejectRate.rate - reject) / draws;
    }
    for (const count of Object.values(covered)) {
      expect(count / draws).toBeGreaterThanOrEqual(0.93);
      expect(count / draws).toBeLessThanOrEqual(0.97);
    }
    // And the rates themselves are right on average.
    expect(Math.abs(bias.miss)).toBeLessThan(0.01);
    expect(Math.abs(bias.reject)).toBeLessThan(0.004);
  });
});

describe("a promise is kept on average, by the fewest rows that can give it:", () => {
  test.each([
    [
      { name: "recall", recall: 0.95 },
      { positives: 19, others: 200 },
    ],
    [
      { name: "recall", recall: 0.9 },
      { positives: 25, others: 100 },
    ],
    [
      { name: "falseReject", rate: 0.02 },
      { positives: 10, others: 49 },
    ],
  ] as [ClassAim, { positives: number; others: number }][])("%j of %j", (aim, { positives, others }) => {
    const next = uniforms(11);
    let sum = 0;
    for (let draw = 0; draw < 1000; draw++) {
      const { threshold } = chooseDecision(aim, drawn(next, positives, others));
      const rate = aim.name === "recall" ? trueMiss(threshold) : trueReject(threshold);
      sum += rate / 1000;
    }
    const asked = aim.name === "recall" ? 1 - aim.recall : (aim as { rate: number }).rate;
    expect(sum).toBeLessThan(asked * 1.07);
    expect(sum).toBeGreaterThan(asked * 0.6);
  });
});

const scores = {
  positives: [0.9, 0.8, 0.7, 0.35, 0.95, 0.6, 0.75, 0.5, 0.85, 0.65],
  others: [0.1, 0.2, 0.3, 0.4, 0.15, 0.25, 0.05, 0.55, 0.12, 0.22],
};

describe("what is chosen", () => {
  test("for recall: the k-th smallest of the class, whose rate is k / (n + 1)", () => {
    const { threshold, missRate, falseRejectRate } = chooseDecision({ name: "recall", recall: 0.8 }, scores);
    expect(threshold).toBe(0.5); // floor(0.2 · 11) = 2nd smallest
    expect(missRate).toMatchObject({ wrong: 1, of: 10, rate: 2 / 11 });
    expect(falseRejectRate).toMatchObject({ wrong: 1, of: 10, rate: 0.1 });
  });

  test("for false rejects: the same of the others, from above", () => {
    const { threshold, missRate, falseRejectRate } = chooseDecision(
      { name: "falseReject", rate: 0.2 },
      scores,
    );
    expect(threshold).toBe(0.4);
    expect(falseRejectRate).toMatchObject({ wrong: 1, of: 10, rate: 2 / 11 });
    expect(missRate).toMatchObject({ wrong: 1, of: 10, rate: 0.1 });
  });

  test("by both sides: every other row chooses, and the rates are of the rest", () => {
    // Choosing are 0.9 0.7 0.95 0.75 0.85 and 0.1 0.3 0.15 0.05 0.12: all are told by 0.3 to 0.7.
    for (const aim of [{ name: "f1" }, { name: "cost", missCost: 5, falseRejectCost: 1 }] as ClassAim[]) {
      const { threshold, missRate, falseRejectRate } = chooseDecision(aim, scores);
      expect(threshold).toBeCloseTo(0.5, 12);
      expect(missRate).toMatchObject({ wrong: 1, of: 5 });
      expect(falseRejectRate).toMatchObject({ wrong: 1, of: 5 });
    }
    const { threshold, falseDiscoveryRate } = chooseDecision({ name: "precision", precision: 0.8 }, scores);
    expect(threshold).toBeCloseTo(0.5, 12);
    expect(falseDiscoveryRate).toMatchObject({ wrong: 1, of: 5 });
  });

  test("a precision that no threshold reaches: the nearest, which is said", () => {
    const mixed = { positives: scores.others, others: scores.positives };
    const { unreached, falseDiscoveryRate } = chooseDecision({ name: "precision", precision: 0.8 }, mixed);
    expect(unreached).toBe(true);
    expect(falseDiscoveryRate!.rate, "as is expected of it").toBeGreaterThan(0.2);
    expect(
      chooseDecision({ name: "precision", precision: 0.8 }, scores).unreached,
      "of one that is reached nothing is said",
    ).toBeUndefined();
  });

  test("cost: what 1,000 rows cost by it, with no model, and at the highest F1", () => {
    const aim: ClassAim = { name: "cost", missCost: 5, falseRejectCost: 1 };
    const { cost, missRate, falseRejectRate } = chooseDecision(aim, scores);
    const chosen = 1000 * (0.5 * missRate.rate * 5 + 0.5 * falseRejectRate.rate);
    // The threshold of the highest F1 is the same here: see above.
    expect(cost).toEqual({ share: 0.5, chosen, never: 2500, always: 500, f1: chosen });
  });

  test("as it is given", () => {
    const { threshold, missRate, falseRejectRate } = chooseDecision(
      { name: "fixed", threshold: 0.35 },
      scores,
    );
    expect([threshold, missRate.wrong, falseRejectRate.wrong]).toEqual([0.35, 0, 2]);
  });
});

describe("is refused", () => {
  test.each([
    [
      { name: "recall", recall: 0.99 },
      { kind: "positives", found: 10, needed: 99 },
    ],
    [
      { name: "falseReject", rate: 0.01 },
      { kind: "others", found: 10, needed: 99 },
    ],
    [
      { name: "precision", precision: 0.95 },
      { kind: "positives", found: 10, needed: 38 },
    ],
    [
      { name: "recall", recall: 0.91 },
      { kind: "positives", found: 10, needed: 11 },
    ],
  ] as [ClassAim, object][])("what 10 and 10 rows cannot promise: %j", (aim, few) => {
    expect(tooFew(aim, 10, 10)).toEqual(few);
    expect(() => chooseDecision(aim, scores)).toThrow(/are 10 rows, and it takes/);
  });

  test.each([
    [{ name: "recal", recall: 0.9 }, /did you mean "recall"\?/],
    [{ name: "recall", recall: 1 }, /recall must be between 0 and 1, without both.*found 1$/],
    [{ name: "recall" }, /found undefined$/],
    [{ name: "falseReject", rate: 0 }, /rate must be between 0 and 1/],
    [{ name: "cost", missCost: 5 }, /falseRejectCost must be a number above 0/],
    [{ name: "f1", recall: 0.9 }, /there is no setting "recall"/],
    ["f1", /found "f1"/],
  ])("what is no aim: %j", (aim, message) => expect(() => checkClassAim(aim as ClassAim)).toThrow(message));
});

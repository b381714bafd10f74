import { describe, expect, test } from "vitest";
import { drawn, fisher, normalTail, type Scored } from "../../../src/model/drift/tails.ts";

/** Every way to draw the lot, counted one by one. */
function exact(groups: readonly Scored[]): number {
  const scores = groups.flatMap(({ score, all }) => new Array<number>(all).fill(score));
  const lot = groups.reduce((sum, { lot }) => sum + lot, 0);
  const own = groups.reduce((sum, { score, lot }) => sum + score * lot, 0);
  const mean = (lot * scores.reduce((sum, score) => sum + score, 0)) / scores.length;
  const up = own > mean;
  let [ways, all] = [0, 0];
  const draw = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      all++;
      if (up ? sum >= own - 1e-9 : sum <= own + 1e-9) ways++;
      return;
    }
    for (let i = from; i <= scores.length - left; i++) draw(i + 1, left - 1, sum + scores[i]!);
  };
  draw(0, lot, 0);
  return Math.min(1, (2 * ways) / all);
}

const ranked = (own: readonly number[], rows = 20): Scored[] =>
  Array.from({ length: rows }, (_, score) => ({ score, all: 1, lot: own.includes(score) ? 1 : 0 }));

describe("the tail of a sum drawn without replacement", () => {
  test.each<[what: string, groups: Scored[]]>([
    ["high ranks", ranked([13, 16, 17, 18, 19])],
    ["low ranks", ranked([0, 1, 2, 3, 4, 9])],
    ["ordinary ranks", ranked([3, 8, 9, 15, 18])],
    [
      "ties",
      [
        { score: 0, all: 12, lot: 1 },
        { score: 1, all: 5, lot: 3 },
        { score: 4, all: 4, lot: 3 },
      ],
    ],
  ])("of %s is near the count of all draws", (_, groups) => {
    const wanted = exact(groups);
    // Ranks step by 1, of which a saddlepoint knows nothing: half a step of a small lot is a fifth of its tail.
    expect(drawn(groups).p / wanted).toBeGreaterThan(0.6);
    expect(drawn(groups).p / wanted).toBeLessThan(1.4);
  });

  // scipy.stats.hypergeom(rows, marked, lot): 2 * min(cdf, sf), as tests/golden/drift.py finds them
  test.each([
    [{ rows: 1300, marked: 130, lot: 300, found: 60 }, 1.4185541802367507e-9],
    [{ rows: 1300, marked: 130, lot: 300, found: 15 }, 0.0007325602004435542],
    [{ rows: 60, marked: 3, lot: 30, found: 3 }, 0.23728813559322035],
    [{ rows: 51_000, marked: 20, lot: 50_000, found: 12 }, 4.344881433892458e-9],
  ])("of two scores is Fisher's: %o", (draw, wanted) => {
    expect(Math.abs(fisher(draw) / wanted - 1)).toBeLessThan(1e-8);
    const { rows, marked, lot, found } = draw;
    const groups = [
      { score: 0, all: rows - marked, lot: lot - found },
      { score: 1, all: marked, lot: found },
    ];
    expect(drawn(groups).p).toBe(fisher(draw));
  });

  test("of a lot that is all rows, or of one number, says nothing", () => {
    expect(drawn([{ score: 3, all: 40, lot: 10 }])).toEqual({ p: 1, shift: 0 });
    expect(drawn(ranked([]))).toEqual({ p: 1, shift: 0 });
  });

  test("stays a number where the lot lies whole beyond the others, or is large", () => {
    const apart = drawn(
      ranked(
        Array.from({ length: 200 }, (_, i) => 200 + i),
        400,
      ),
    );
    expect(apart.p).toBeLessThan(1e-60);
    expect(apart.shift).toBeCloseTo(Math.sqrt(3), 2);
    const large = Array.from({ length: 64 }, (_, score) => ({
      score,
      all: 1000,
      lot: score > 31 ? 600 : 400,
    }));
    expect(drawn(large).p).toBeGreaterThanOrEqual(0);
    expect(drawn(large).p).toBeLessThan(1e-100);
  });
});

// scipy.stats.norm.sf
test.each([
  [0, 0.5],
  [1, 0.15865525393145707],
  [2.4, 0.008197535924596131],
  [2.6, 0.004661188023718747],
  [6, 9.865876450376946e-10],
  [30, 4.906713927147908e-198],
])("the normal tail beyond %f", (x, wanted) => {
  expect(Math.abs(normalTail(x) / wanted - 1)).toBeLessThan(1e-12);
});

import { describe, expect, test } from "vitest";
import { randomState } from "../../../src/data/random/randomState.ts";
import { type JudgedRows, type Said, verdictOf } from "../../../src/tasks/retrain/verdict.ts";

const classes = (labels: readonly string[]) => ({ kind: "classes" as const, labels });
/** `missed` of 40 NG and `over` of 160 OK are given the other class, from the first row of each on, or from the last. */
const ofMistakes = (missed: number, over: number, last = false) => {
  const wrong = (row: number, of: number, count: number) => (last ? row >= of - count : row < count);
  return classes([
    ...Array.from({ length: 40 }, (_, row) => (wrong(row, 40, missed) ? "OK" : "NG")),
    ...Array.from({ length: 160 }, (_, row) => (wrong(row, 160, over) ? "NG" : "OK")),
  ]);
};
const truth = ofMistakes(0, 0).labels;
const found = (champion: Said, challenger: Said, more: Partial<JudgedRows> = {}) =>
  verdictOf({ truth, champion, challenger, ...more });

describe("the verdict of a retraining", () => {
  test("by accuracy: better, worse, or not to be told, the same both ways", () => {
    const [good, bad] = [ofMistakes(2, 4), ofMistakes(10, 20, true)];
    const better = found(bad, good);
    expect(better).toMatchObject({
      by: "accuracy",
      rows: 200,
      champion: 0.85,
      challenger: 0.97,
      verdict: "better",
    });
    expect(better.discordant).toMatchObject({ gained: 30, lost: 6 });
    const worse = found(good, bad);
    expect(worse.verdict).toBe("worse");
    expect(worse.gain).toBeCloseTo(-better.gain, 12);
    expect(worse.interval[0]).toBeCloseTo(-better.interval[1], 12);
    expect(found(good, ofMistakes(2, 5, true)).verdict).toBe("open");
    expect(found(good, good)).toMatchObject({
      gain: 0,
      verdict: "open",
      discordant: { gained: 0, lost: 0, p: 1 },
    });
  });

  test("of a class to be found is by the missed and the over-rejected, each of its own rows", () => {
    // 12 fewer missed weigh more than 20 more over-rejected: accuracy says the opposite.
    const said = found(ofMistakes(16, 5), ofMistakes(4, 25), { positive: "NG" });
    expect(said).toMatchObject({ by: "balancedErrors", verdict: "better", missesMore: false });
    expect(said.champion).toBeCloseTo((16 / 40 + 5 / 160) / 2, 12);
    expect(said.challenger).toBeCloseTo((4 / 40 + 25 / 160) / 2, 12);
    expect(said.mistakes).toMatchObject({
      positive: "NG",
      missed: [
        { wrong: 16, of: 40 },
        { wrong: 4, of: 40 },
      ],
    });
    expect(found(ofMistakes(16, 5), ofMistakes(4, 25)).gain).toBeLessThan(0);
  });

  test("of a recall that was asked for, fewer over-rejected are no gain where more are missed", () => {
    const [champion, challenger] = [ofMistakes(1, 80), ofMistakes(10, 8)];
    expect(found(champion, challenger, { positive: "NG" })).toMatchObject({
      verdict: "better",
      missesMore: true,
    });
    const aim = { name: "recall", recall: 0.95 } as const;
    expect(found(champion, challenger, { positive: "NG", aim }).verdict).toBe("open");
    expect(found(challenger, champion, { positive: "NG", aim }).verdict).toBe("worse");
  });

  test("by cost where costs were given", () => {
    const aim = { name: "cost", missCost: 100, falseRejectCost: 1 } as const;
    const said = found(ofMistakes(10, 5), ofMistakes(1, 60), { positive: "NG", aim });
    expect(said).toMatchObject({ by: "cost", verdict: "better" });
    expect([said.champion, said.challenger]).toEqual([
      expect.closeTo((10 * 100 + 5) / 200, 9),
      expect.closeTo((100 + 60) / 200, 9),
    ]);
  });

  test("falls back to accuracy where no row is of the class to be found", () => {
    const ok = Array.from({ length: 30 }, () => "OK");
    const said = verdictOf({ truth: ok, champion: classes(ok), challenger: classes(ok), positive: "NG" });
    expect(said).toMatchObject({ by: "accuracy", champion: 1, challenger: 1, verdict: "open" });
  });

  test("of numbers is by R²; the better of two challengers has the wider interval", () => {
    const { uniform } = randomState(0);
    const values = Float64Array.from({ length: 120 }, () => uniform(0, 10));
    const off = (by: number): Said => ({
      kind: "numbers",
      values: values.map((value) => value + uniform(-by, by)),
    });
    const rows = { truth: values, champion: off(3), challenger: off(1) };
    const [one, two] = [verdictOf(rows), verdictOf(rows, 2)];
    expect(one).toMatchObject({ by: "r2", rows: 120, verdict: "better" });
    expect(one.gain).toBeCloseTo(one.challenger - one.champion, 12);
    expect(two.interval[0]).toBeLessThan(one.interval[0]);
    expect(two.interval[1]).toBeGreaterThan(one.interval[1]);
  });
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { type ComparedBy, compare, type Said } from "../../../src/train/doctor/paired.ts";

interface Case {
  by: ComparedBy;
  labels: number[];
  before: Said;
  after: Said;
  figures: [number, number];
  interval: [number, number];
}

const golden = resolve(import.meta.dirname, "../../golden/paired.json");
const { cases } = JSON.parse(readFileSync(golden, "utf8")) as { cases: Case[] };

test.each(cases.map((one, i) => [one.by, i, one] as const))(
  "%s of two trainings, and the interval of their difference, as scikit-learn and NumPy have them (%i)",
  (by, _, { labels, before, after, figures, interval }) => {
    const found = compare(by, { labels, before, after, positive: 1 });
    expect(found.rows).toBe(labels.length);
    expect(found.before).toBeCloseTo(figures[0], 12);
    expect(found.after).toBeCloseTo(figures[1], 12);
    expect(found.interval[0]).toBeCloseTo(interval[0], 12);
    expect(found.interval[1]).toBeCloseTo(interval[1], 12);
  },
);

test("the same training is neither better nor worse, and the way back is the way with its sign changed", () => {
  for (const { by, labels, before, after } of cases) {
    const of = (first: Said, last: Said) =>
      compare(by, { labels, before: first, after: last, positive: 1 }).interval;
    expect(of(before, before)).toEqual([0, 0]);
    const [there, back] = [of(before, after), of(after, before)];
    expect(back[0]).toBeCloseTo(-there[1], 12);
    expect(back[1]).toBeCloseTo(-there[0], 12);
  }
});

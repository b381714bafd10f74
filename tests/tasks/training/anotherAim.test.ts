import { expect, test } from "vitest";
import { rateOf } from "../../../src/model/metrics/positive.ts";
import { classificationReport } from "../../../src/report/classification.ts";
import { unexpected } from "../../../src/tasks/training/anotherAim.ts";

const decision = {
  threshold: 0.3,
  aim: { name: "f1" },
  missRate: rateOf(3, 30),
  falseRejectRate: rateOf(12, 220),
  by: "training",
  rows: 250,
} as const;

/** A report of 18 NG and 55 OK rows, of which so many are missed and over-rejected. */
function reportOf(missed: number, rejected: number) {
  const labels = Array.from({ length: 73 }, (_, row) => (row < 18 ? 0 : 1));
  const ng = (row: number) => (row < 18 ? row >= missed : row < 18 + rejected);
  const probabilities = labels.flatMap((_, row) => (ng(row) ? [0.4, 0.6] : [0.1, 0.9]));
  const result = { labels, probabilities, classNames: ["NG", "OK"], positive: "NG", decision };
  return classificationReport(result, { title: "" });
}

// tests/train/decision/expectedCount.test.ts: 0 to 8 of 18, 0 to 9 of 55
test.each([
  [8, 9, []],
  [9, 0, ['missed 9 of 18 "NG", expected 0 to 8: these rows are unlike those that chose the threshold']],
  [
    0,
    10,
    ["over-rejected 10 of 55 others, expected 0 to 9: these rows are unlike those that chose the threshold"],
  ],
])("%i missed and %i over-rejected: what was not expected is said", async (missed, rejected, said) => {
  expect(unexpected(await reportOf(missed, rejected))).toEqual(said);
});

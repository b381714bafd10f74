import { expect, test } from "vitest";
import { positiveOf } from "../../../src/tasks/plan/positive.ts";

/** So many rows of each class. */
const rows = (counts: Readonly<Record<string, number>>) => ({
  classNames: Object.keys(counts),
  labels: Float64Array.from(Object.values(counts).flatMap((count, c) => new Array<number>(count).fill(c))),
});

test.each([
  // One is called bad.
  ["NG", "OK"],
  ["不良", "良"],
  ["不合格", "合格"],
  ["異常", "正常"],
  ["不適合", "適合"],
  ["NG品", "OK品"],
  ["fail", "pass"],
  ["Fail", "Pass"],
  ["defect", "no defect"],
  ["reject", "accept"],
  ["bad", "good"],
  ["scrap", "good"],
  ["scrap", "keep"],
  ["nok", "ok"],
  ["n.i.O.", "i.O."],
  ["Ausschuss", "gut"],
  ["불량", "양호"],
  ["次品", "良品"],
  ["брак", "годен"],
  ["positive", "negative"],
  ["anomaly", "normal"],
  // One is called good, and the other is none of the words.
  ["scratch", "OK"],
  ["キズ", "良品"],
  ["X", "合格"],
])("%s is to be found, not %s", (bad, good) => {
  for (const counts of [
    { [bad]: 50, [good]: 50 },
    { [good]: 5, [bad]: 95 },
  ])
    expect(positiveOf(rows(counts), undefined)).toEqual({ name: bad, why: "by its name" });
});

test("of two names that say nothing the rarer is to be found, and neither of about as many", () => {
  expect(positiveOf(rows({ yes: 7, no: 93 }), undefined)).toEqual({
    name: "yes",
    why: "the rarer of two, 7 of 100 rows",
  });
  expect(positiveOf(rows({ "0": 60, "1": 40 }), undefined)?.name).toBe("1");
  expect(positiveOf(rows({ "0": 40, "1": 60 }), undefined)?.name).toBe("0");
  expect(positiveOf(rows({ "0": 59, "1": 41 }), undefined)).toBeUndefined();
  expect(positiveOf(rows({ male: 50, female: 50 }), undefined)).toBeUndefined();
});

test("of several classes none is to be found that nobody asked for", () => {
  expect(positiveOf(rows({ OK: 50, NG: 5, rework: 3 }), undefined)).toBeUndefined();
  expect(positiveOf(rows({ setosa: 50, versicolor: 50, virginica: 50 }), undefined)).toBeUndefined();
  expect(positiveOf(rows({ OK: 50, NG: 5, rework: 3 }), "rework")).toEqual({
    name: "rework",
    why: "as asked",
  });
});

test("what is asked for is a class, in any way of writing it, or is refused with the classes", () => {
  const two = rows({ NG: 5, OK: 95 });
  expect(positiveOf(two, "OK")?.name).toBe("OK");
  expect(positiveOf(two, "ng")?.name).toBe("NG");
  expect(positiveOf(two, "ＮＧ")?.name).toBe("NG");
  expect(() => positiveOf(two, "N6")).toThrow(
    /^positive: "N6": there is no class "N6"; did you mean "NG"\?; the classes are NG, OK$/,
  );
  // Two ways of writing are two classes: which, is not guessed.
  expect(() => positiveOf(rows({ "n.g.": 5, NG: 4, OK: 9 }), "n-g")).toThrow(/there is no class "n-g"/);
});

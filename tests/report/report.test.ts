import { describe, expect, it } from "vitest";
import { classificationReport } from "../../src/report/classification.ts";
import { mostRowsInCell } from "../../src/report/classificationFigures.ts";
import { mostCurves } from "../../src/report/importances.ts";
import { reportText } from "../../src/report/pages/text.ts";
import { displayWidth } from "../../src/report/pages/width.ts";
import { regressionReport } from "../../src/report/regression.ts";
import { grouped, isFigure, percent, quantities, quantity, score } from "../../src/report/words/format.ts";
import { words } from "../../src/report/words/words.ts";
import { texts } from "../plot/svgReading.ts";
import { drawReports, golden } from "./reports.ts";

const reports = await drawReports();

describe("a report", () => {
  it.each(Object.entries(reports))("is plain JSON: %s", (_, report) => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("has the second of two classes for its figure, and its curve alone", async () => {
    const report = reports["two classes, Japanese"]!;
    if (report.kind !== "classification") throw new Error(report.kind);
    expect(report.metrics.auroc).toBe(report.classes[1]!.auroc);
    expect(report.metrics.averagePrecision).toBe(report.classes[1]!.averagePrecision);
    expect(report.metrics.averagePrecision).not.toBe(report.classes[0]!.averagePrecision);
    const roc = report.pictures.find(({ name }) => name === "roc")!.svg;
    expect(texts(roc)).toEqual(
      expect.arrayContaining([`不良品 ${report.metrics.auroc!.toFixed(3)}`, "偽陽性率"]),
    );
    expect(texts(roc).some((text) => text.startsWith("良品"))).toBe(false);
  });

  it("draws the curves of the classes that are ranked worst, where there are many", async () => {
    const classes = 12;
    const labels = Array.from({ length: 240 }, (_, i) => i % classes);
    // Class c is given less and less to its own rows.
    const probabilities = labels.flatMap((label, i) => {
      const z = Array.from(
        { length: classes },
        (_, c) => Math.sin(i * 31 + c * 17) + (c === label ? 3 - c / 4 : 0),
      );
      const sum = z.reduce((s, value) => s + Math.exp(value), 0);
      return z.map((value) => Math.exp(value) / sum);
    });
    const classNames = labels.slice(0, classes).map((c) => `c${c};`);
    const report = await classificationReport({ labels, probabilities, classNames }, { title: "many" });
    const worst = report.classes
      .map(({ auroc }, c) => ({ auroc: auroc!, c }))
      .sort((a, b) => a.auroc - b.auroc)
      .slice(0, mostCurves);
    const legend = texts(report.pictures.find(({ name }) => name === "roc")!.svg).filter((t) =>
      t.includes(";"),
    );
    expect(legend.map((text) => text.split(";")[0]).sort()).toEqual(worst.map(({ c }) => `c${c}`).sort());
  });

  it("keeps the first rows of a large cell, and says the rest", async () => {
    const labels = new Int32Array(1000);
    const probabilities = Float64Array.from({ length: 2000 }, (_, k) => (k % 2 === 0 ? 0.75 : 0.25));
    const report = await classificationReport(
      { labels, probabilities, classNames: ["a", "b"] },
      { title: "large" },
    );
    expect(report.cells![0]![0]).toHaveLength(mostRowsInCell);
    expect(report.confusion).toEqual([
      [1000, 0],
      [0, 0],
    ]);
    expect(report.metrics.auroc).toBeNull();
    const { reportHtml } = await import("../../src/report/pages/html.ts");
    expect(reportHtml(report)).toContain("and 800 more");
  });

  it("lists the rows that are turned away, with the reason, the first of many", async () => {
    const labels = Array.from({ length: 60 }, (_, i) => i % 2);
    const probabilities = labels.flatMap((label, i) => (label === 0 || i === 5 ? [0.9, 0.1] : [0.2, 0.8]));
    const reasons = labels.map((_, i) => (i < 3 ? null : i === 5 ? "uncertain" : i < 40 ? "unknown" : null));
    const report = await classificationReport(
      { labels, probabilities, classNames: ["a", "b"], reject: { rule: { reject: 0.02 }, reasons } },
      { title: "strange", rowNames: labels.map((_, i) => 100 + i) },
    );
    expect(report.turnedAway).toHaveLength(20);
    expect(report.turnedAway[0]).toEqual({
      row: 103,
      label: 1,
      predicted: 1,
      confidence: 0.8,
      reason: "unknown",
    });
    expect(report.turnedAway[2]).toEqual({
      row: 105,
      label: 1,
      predicted: 0,
      confidence: 0.9,
      reason: "uncertain",
    });
    const text = reportText(report);
    expect(text).toMatch(/^ +105 +b +a +90\.0% +too uncertain$/m);
    const { reportHtml } = await import("../../src/report/pages/html.ts");
    expect(reportHtml(report)).toContain("and 17 more"); // 37 are turned away
  });

  it("says of how many features it shows the first", async () => {
    const names = Array.from({ length: 30 }, (_, i) => `f${i}`);
    const importances = names.map((_, i) => ({ mean: i / 100, std: 0 }));
    const importance = {
      ...{ names, importances, baseline: 0.9 },
      sample: { rows: 6, ofRows: 6, columns: 30, ofColumns: 30 },
    };
    const few = { ...importance, names: names.slice(0, 2), importances: importances.slice(0, 2) };
    const rows = { truth: [1, 2, 3], predicted: [1, 2, 4], target: "y" };
    const { reportHtml } = await import("../../src/report/pages/html.ts");
    const page = async (found: typeof importance) =>
      reportHtml(await regressionReport(rows, { title: "t", importance: found }));
    expect(await page(importance)).toContain("Shown are the first 20 of 30.");
    expect(await page({ ...few, sample: { ...few.sample, columns: 2, ofColumns: 2 } })).not.toContain(
      "Shown are",
    );
  });

  it("names the predicted column on the axes of a regression", () => {
    const { pictures } = reports["regression of one row"]!;
    const read = pictures.flatMap(({ svg }) => texts(svg));
    expect(read).toEqual(
      expect.arrayContaining(["y（正しい値）", "y（予測した値）", "y（正しい値 − 予測した値）"]),
    );
  });

  it("sorts features by importance and rows by error", () => {
    const report = reports.regression!;
    if (report.kind !== "regression") throw new Error(report.kind);
    const means = report.importance!.features.map(({ mean }) => mean);
    expect(means).toEqual([0.3, 0.02, -0.01]);
    const off = report.mistakes.map(({ truth, predicted }) => Math.abs(truth - predicted));
    expect(off).toEqual([...off].sort((a, b) => b - a));
    expect(off[0]).toBeCloseTo(report.metrics.maxError, 12);
    expect(golden.regression["a good fit"]!.truth[Number(report.mistakes[0]!.row) - 1]).toBe(
      report.mistakes[0]!.truth,
    );
  });
});

describe("in the terminal", () => {
  it("sets the figures of the overview and aligned tables", () => {
    const text = reportText(reports["ten classes"]!);
    expect(text).toMatch(/accuracy +99\.2% +95% interval 95\.4% to 99\.9%/);
    expect(text).toMatch(/119 of 120 rows right/);
    expect(text).not.toMatch(/NaN|undefined|null/);
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.startsWith("  class ") && line.includes("recall"));
    const rows = lines.slice(at, at + 13);
    expect(rows.at(-1)).toMatch(/weighted mean/);
    expect(new Set(rows.map(displayWidth)).size).toBe(1); // the last column is a number: all end together
  });

  it("is Japanese where the report is, and as the page in number", () => {
    const text = reportText(reports["two classes, Japanese"]!);
    expect(text).toContain("正解率");
    expect(text).toContain("95% 信頼区間");
    expect(reportText(reports["two classes, Japanese"]!, { lang: "en" })).toMatch(/accuracy +75\.0%/);
  });

  it("keeps its lines short, and one to a row, whatever a class is called", () => {
    const text = reportText(reports["five classes"]!);
    expect(text).not.toContain("a".repeat(40));
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u); // a name must not move the terminal's cursor
    for (const line of text.split("\n").slice(1)) expect(displayWidth(line)).toBeLessThan(200);
  });

  it("speaks of nothing but the figures it has", () => {
    expect(reportText(reports["one row"]!)).toMatch(/AUROC +–/);
    expect(reportText(reports["no mistake"]!)).not.toMatch(/Most confident/);
    expect(reportText(reports["regression of one row"]!)).toMatch(/R² +–/);
  });
});

describe("figures as text", () => {
  it("has one number of places in a column, as many as the largest needs", () => {
    expect(quantities([-205.7, -99.634, 8.04, -0.01])).toEqual(["−205.7", "−99.6", "8.0", "0.0"]);
    expect(quantities([52, 302])).toEqual(["52", "302"]);
    expect(quantities([0.012345, -0.5])).toEqual(["0.0123", "−0.5000"]);
    expect(quantities([26_225_015.2, -5_132_339])).toEqual(["26,225,015", "−5,132,339"]);
    expect(quantities([1012.34, 1013.411], 0.07)).toEqual(["1,012.340", "1,013.411"]);
    expect(quantities([1012.34, 1013.411], 30)).toEqual(["1,012", "1,013"]);
    expect(quantities([1012, 1013], 0.07)).toEqual(["1,012", "1,013"]);
    expect(quantities([4e-7, 2e-8, Number.NaN])).toEqual(["4.000e−7", "2.000e−8", "–"]);
  });

  it.each(["1,234.5", "−0.5", "+0.012", "<0.1%", ">0.999", "4.000e−7", "6.020e23", "–"])(
    "%s is a figure",
    (text) => {
      expect(isFigure(text)).toBe(true);
    },
  );

  it.each(["50–60%", "row 3", "class1", "2026-11-28", "a"])("%s is none", (text) => {
    expect(isFigure(text)).toBe(false);
  });

  it.each([
    [percent, 0.95238, "95.2%"],
    [percent, 1, "100.0%"],
    [percent, 0.99999, ">99.9%"],
    [percent, 0.0000001, "<0.1%"],
    [percent, 0, "0.0%"],
    [percent, null, "–"],
    [score, 0.95238, "0.952"],
    [score, 0.99999, ">0.999"],
    [score, 1 - 1e-16, "1.000"],
    [score, -0.5, "−0.500"],
    [score, Number.NaN, "–"],
    [quantity, 1234567.8, "1,234,568"],
    [quantity, 0.118, "0.1180"],
    [quantity, 148, "148"],
    [quantity, 31_357_354, "31,357,354"],
    [quantity, -0, "0"],
    [quantity, 12.345678, "12.35"],
    [quantity, -0.00123456, "−0.001235"],
    [quantity, 3e-9, "3.000e−9"],
    [quantity, 6.02e23, "6.020e23"],
    [quantity, 0, "0"],
    [grouped, 1234567, "1,234,567"],
  ] as const)("%o(%d) is %s", (write: (value: never) => string, value, text) => {
    expect(write(value as never)).toBe(text);
  });
});

it("has every word in both languages", () => {
  const shape = (of: unknown): unknown =>
    typeof of === "object" && of !== null
      ? Object.fromEntries(Object.entries(of).map(([key, value]) => [key, shape(value)]))
      : typeof of;
  expect(shape(words.ja)).toEqual(shape(words.en));
  const flat = JSON.stringify(words.ja).replaceAll(/"[a-zA-Z0-9]+":/g, "");
  expect(flat).not.toMatch(/"[a-z ]{6,}"/); // nothing left in English
});

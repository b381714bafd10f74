import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Rate } from "../../src/model/inspection/inspection.ts";
import { classificationReport } from "../../src/report/classification.ts";
import { reportHtml } from "../../src/report/pages/html.ts";
import { summaryText } from "../../src/report/pages/text.ts";
import type { ClassificationReport } from "../../src/report/report.ts";
import { texts } from "../plot/svgReading.ts";

interface Case {
  labels: number[];
  probabilities: number[];
  positive: number;
  precision: number;
  recall: number;
  f1: number;
  auroc: number;
  averagePrecision: number;
  missRate: Rate;
  falseRejectRate: Rate;
  baseline: { class: number; accuracy: number };
}

const golden: Record<string, Case> = JSON.parse(readFileSync("tests/golden/positive.json", "utf8"));

const namesOf = ({ labels }: Case): string[] => ["NG", "OK", "手直し"].slice(0, Math.max(...labels) + 1);

const reports = new Map<string, Promise<ClassificationReport>>();
const reportOf = (name: string): Promise<ClassificationReport> => {
  const rows = golden[name]!;
  const classNames = namesOf(rows);
  const drawn =
    reports.get(name) ??
    classificationReport({ ...rows, classNames, positive: classNames[rows.positive]! }, { title: name });
  reports.set(name, drawn);
  return drawn;
};

const close = (found: Rate | null, wanted: Rate) => {
  expect({ wrong: found?.wrong, of: found?.of }).toEqual({ wrong: wanted.wrong, of: wanted.of });
  expect(found!.rate).toBeCloseTo(wanted.rate, 12);
  for (const [i, end] of wanted.interval.entries()) expect(found!.interval[i]).toBeCloseTo(end, 12);
};

describe("the class that is to be found", () => {
  test.each(Object.entries(golden))("has scikit-learn's and SciPy's figures: %s", async (name, wanted) => {
    const { metrics, classes, positive } = await reportOf(name);
    const names = namesOf(wanted);
    expect(positive).toBe(names[wanted.positive]);
    expect(metrics.auroc).toBeCloseTo(wanted.auroc, 12);
    expect(metrics.averagePrecision).toBeCloseTo(wanted.averagePrecision, 12);
    const { precision, recall, f1 } = classes[wanted.positive]!;
    expect(precision).toBeCloseTo(wanted.precision, 12);
    expect(recall).toBeCloseTo(wanted.recall, 12);
    expect(f1).toBeCloseTo(wanted.f1, 12);
    close(metrics.missRate, wanted.missRate);
    close(metrics.falseRejectRate, wanted.falseRejectRate);
    expect(metrics.baseline.name).toBe(names[wanted.baseline.class]);
    expect(metrics.baseline.accuracy).toBeCloseTo(wanted.baseline.accuracy, 12);
  });

  test("has the curves, alone", async () => {
    const { pictures, metrics } = await reportOf("rare NG");
    for (const [name, area] of [
      ["roc", metrics.auroc],
      ["precisionRecall", metrics.averagePrecision],
    ] as const) {
      const words = texts(pictures.find((picture) => picture.name === name)!.svg);
      expect(words).toContain(`NG ${area!.toFixed(3)}`);
      expect(words.some((word) => word.startsWith("OK"))).toBe(false);
    }
  });

  test("has no F1, and no share that is missed, where no row is of it", async () => {
    const good = { labels: [1, 1, 1], probabilities: [0.2, 0.8, 0.6, 0.4, 0.1, 0.9] };
    const report = await classificationReport(
      { ...good, classNames: ["NG", "OK"], positive: "NG" },
      { title: "" },
    );
    const figures = summaryText(report)
      .split("\n")
      .map((line) => line.trim().replaceAll(/ {2,}/g, " | "));
    expect(figures).toContain('missed | – | no "NG" in these rows');
    expect(figures).toContain('F1 | – | no "NG" in these rows');
    expect(figures.find((line) => line.startsWith("over-rejected"))).toMatch(/33\.3%/);
    const turned = { ...good, labels: [0, 0, 0] };
    const bad = await classificationReport(
      { ...turned, classNames: ["NG", "OK"], positive: "NG" },
      { title: "" },
    );
    expect(summaryText(bad)).toMatch(/over-rejected +– +no "OK" in these rows/);
  });

  test("is said before the accuracy, after what always saying the other would score", async () => {
    const report = await reportOf("NG never found");
    const english = summaryText(report).split("\n");
    expect(english.slice(1, 7).map((line) => line.trim().replaceAll(/ {2,}/g, " | "))).toEqual([
      'Always saying "OK" would score 97.6%.',
      "",
      expect.stringMatching(
        /^missed \| 100\.0% \| 4 of 4 "NG" taken for "OK", 95% interval 51\.0% to 100\.0%$/,
      ),
      expect.stringMatching(/^over-rejected \| \d\.\d% \| \d of 160 "OK" taken for "NG", 95% interval /),
      expect.stringMatching(/^accuracy \| 9\d\.\d%/),
      expect.stringMatching(/^rows \| 164/),
    ]);
    const japanese = summaryText(report, { lang: "ja" });
    expect(japanese).toMatch(
      /すべて「OK」と答えるだけで、正解率は 97\.6% になります。\n\n {2}見逃し +100\.0% +「NG」4 行中 4 行を「OK」と判定/,
    );
    expect(japanese).toMatch(/過検出 +\d\.\d% +「OK」160 行中 \d 行を「NG」と判定/);
    for (const lang of ["en", "ja"] as const) {
      const page = reportHtml(report, { lang });
      const at = (text: string) => page.indexOf(text, page.indexOf("<main>"));
      const [lead, missed, accuracy] = [
        at(lang === "en" ? "Always saying" : "すべて"),
        at(lang === "en" ? "<dt>missed" : "<dt>見逃し"),
        at(lang === "en" ? "<dt>accuracy" : "<dt>正解率"),
      ];
      expect(lead).toBeGreaterThan(0);
      expect(missed).toBeGreaterThan(lead);
      expect(accuracy).toBeGreaterThan(missed);
    }
  });

  test("of several classes stands against all others", async () => {
    const text = summaryText(await reportOf("one of three"));
    expect(text).toMatch(/^ {2}missed +\d+\.\d% +\d+ of 11 "手直し" given another class, 95% interval/m);
    expect(text).toMatch(/^ {2}over-rejected +\d+\.\d% +\d+ of 85 others given "手直し", 95% interval/m);
    expect(text).toMatch(/^ {2}AUROC +\d\.\d+ +of class 手直し$/m);
  });

  test("that is none of the classes is refused", async () => {
    const asked = classificationReport(
      { labels: [0, 1], probabilities: [1, 0, 0, 1], classNames: ["a", "b"], positive: "c" },
      { title: "" },
    );
    await expect(asked).rejects.toThrow('positive is "c"; the classes are a, b');
  });
});

test("several classes, none to be found: the commonest of these rows is what one could always say", async () => {
  const { labels, probabilities } = golden["one of three"]!;
  const report = await classificationReport(
    { labels, probabilities, classNames: ["a", "b", "c"] },
    { title: "three" },
  );
  expect(report.positive).toBeNull();
  expect(report.metrics).toMatchObject({ missRate: null, falseRejectRate: null, baseline: { name: "a" } });
  const text = summaryText(report);
  expect(text).toMatch(/^Overview\n {2}Always saying "a" would score 62\.5%\.\n\n {2}accuracy/);
  expect(text).not.toContain("missed");
});

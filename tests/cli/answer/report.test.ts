import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, launchChromium } from "../../chromium.ts";
import { readOn } from "../../report/readOn.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("report");

interface Reported {
  accuracy: number;
  rows: number;
  confusion: number[][];
  classNames: string[];
  metrics: { accuracyInterval: [number, number]; maxError: number };
  classes: { name: string; recall: number; support: number }[];
  mistakes: { row: number; line: number; label: string; predicted: string; truth: number }[];
  importance: { features: { name: string; mean: number }[]; sample: { rows: number } };
  report: string;
}

/** Three classes that overlap, with a word in every seventh row where a number should be. */
function overlapping(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const grade = "abc"[i % 3]!;
    const x = (i % 3) + 1.8 * Math.sin(i * 12.9898);
    return `${x.toFixed(4)},${i % 7 === 3 ? "" : Math.cos(i * 78.233).toFixed(4)},${i % 2 ? "wood" : "steel"},${grade}`;
  });
  return `x,noise,stuff,grade\n${lines.join("\n")}\n`;
}

/** A slope with waves. */
const slope = `a,b,y\n${Array.from({ length: 120 }, (_, i) => `${i},${i % 11},${3 * i - (i % 11) + 20 * Math.sin(i)}`).join("\n")}\n`;

let home = "";
beforeAll(async () => {
  home = folder({ "parts.csv": overlapping(210), "slope.csv": slope });
  const flags = ["--missing", "drop", "--epochs", "40", "--lr", "0.05", "--lang", "ja", "--out", "run"];
  await kisoJson(["train", "parts.csv", ...flags], { cwd: home });
  await kisoJson(["train", "slope.csv", "--task", "regress", "--out", "line"], { cwd: home });
});

const page = (path: string) => readFileSync(join(home, path), "utf8");
const classes = ["confusion", "roc", "precision-recall", "reliability", "importance", "curves", "weights"];
const numbers = ["predicted", "residuals", "importance", "curves", "weights"];

describe("a run's report", () => {
  test.each([
    ["run", classes],
    ["line", numbers],
  ])("%s: the page, and its pictures in plots/", (run, names) => {
    for (const name of names)
      expect(statSync(join(home, run, "plots", `${name}.png`)).size).toBeGreaterThan(3000);
    const { document } = parseHTML(page(`${run}/report.html`));
    expect(document.querySelectorAll("figure").length).toBe(run === "run" ? 9 : 6); // an effect for each column that has one
    expect(document.body.textContent).toContain(run === "run" ? "parts.csv" : "slope.csv");
    expect(readFileSync(join(home, run, "README.md"), "utf8")).toContain("report.html");
  });

  test("says what was learned and how: the label, what was balanced, filled and held back, and the folds", async () => {
    const flags = [
      "--missing",
      "mean",
      "--balance",
      "--validation",
      "0.25",
      "--patience",
      "3",
      "--reject",
      "0.1",
    ];
    const { mean, std } = await kisoJson<{ mean: number; std: number }>(
      ["train", "parts.csv", ...flags, "--folds", "3", "--epochs", "4", "--out", "told"],
      { cwd: home },
    );
    const { document } = parseHTML(page("told/report.html"));
    const facts = Object.fromEntries(
      [...document.querySelectorAll(".facts dt")].map((dt) => [
        dt.textContent,
        dt.nextElementSibling!.textContent,
      ]),
    );
    expect(facts).toMatchObject({
      label: "grade",
      "missing cells": "mean",
      validation: "25.0% of the training rows",
      "patience, epochs": "3",
      "may turn away": "10.0%",
      optimizer: "sgd, momentum 0.9, nesterov",
      "cross-validation": `accuracy ${mean.toFixed(3)} ± ${std.toFixed(3)}, mean and standard deviation of 3 folds`,
    });
    expect(facts["weights of the classes"]).toMatch(/^[\d.]+ – [\d.]+$/);
    const { document: plain } = parseHTML(page("line/report.html"));
    expect(plain.querySelector(".facts")!.textContent).not.toMatch(/patience|weights of|missing|cross/);
  });

  test("its learning curves say which rows they are of", () => {
    const headings = (run: string) =>
      [...parseHTML(page(`${run}/report.html`)).document.querySelectorAll("#training ~ * h3")].map(
        (h3) => h3.textContent,
      );
    expect(headings("line")).toEqual([
      "Learning curve: loss on the training rows",
      "Learning curve: R² on the test rows",
    ]);
    expect(headings("run")).toEqual(["学習曲線：損失（学習データ）", "学習曲線：正解率（テストデータ）"]);
  });

  test("is in the language asked for, and in English otherwise", () => {
    expect(page("run/report.html")).toContain("混同行列");
    expect(page("line/report.html")).toContain('<html lang="en">');
  });

  test("names mistakes by their rows in the file, though rows were dropped and drawn", async () => {
    const { mistakes, rows } = await kisoJson<Reported>(["evaluate", "run", "parts.csv"], { cwd: home });
    expect(rows).toBe(36);
    expect(mistakes.length).toBeGreaterThan(3);
    const lines = overlapping(210).split("\n");
    for (const { row, label, predicted } of mistakes) {
      const line = lines[row]!; // the header is line 0
      expect(line.split(",")[3]).toBe(label);
      writeFileSync(join(home, "one.csv"), `${lines[0]}\n${line}\n`);
      const { predictions } = await kisoJson<{ predictions: { label: string }[] }>(
        ["predict", "run", "one.csv"],
        { cwd: home },
      );
      expect(predictions[0]!.label).toBe(predicted);
    }
    // The page's cells hold the same rows as the figures.
    const { document } = parseHTML(page("run/report.html"));
    const listed = [...document.querySelectorAll(".cell li")].map((li) =>
      Number.parseInt(li.textContent!, 10),
    );
    expect(new Set(listed).size).toBe(36);
    // A person finds them in Excel, where the header is row 1.
    for (const { row, line } of mistakes) {
      expect(line).toBe(row + 1);
      expect(listed).toContain(line);
    }
    for (const row of listed) expect((row - 2) % 7, "rows with a gap were dropped").not.toBe(3);
  });
});

describe("what train says of it", () => {
  test("the figures and a table of the classes, after the result", async () => {
    const { stdout } = await kiso(["train", "iris", "--progress", "none"], { cwd: folder() });
    const at = ["result accuracy", "95% interval", "macro mean", "wrote "].map((words) =>
      stdout.indexOf(words),
    );
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(stdout).toMatch(/^ {2}versicolor +\d\.\d{3} /m);
    expect(stdout).toContain("report.html");
  });

  test("--json: the same figures, and where the page lies", async () => {
    const cwd = folder({ "parts.csv": overlapping(90) });
    const found = await kisoJson<Reported>(["train", "parts.csv", "--missing", "mean", "--out", "r"], {
      cwd,
    });
    expect(found.report).toBe(join("r", "report.html"));
    expect(existsSync(join(cwd, found.report))).toBe(true);
    const [low, high] = found.metrics.accuracyInterval;
    expect(low).toBeLessThan(found.accuracy);
    expect(high).toBeGreaterThan(found.accuracy);
    expect(found.classes.map(({ name }) => name)).toEqual(found.classNames);
    found.classes.forEach(({ recall, support }, c) => {
      expect(support).toBe(found.confusion[c]!.reduce((sum, n) => sum + n, 0));
      expect(recall).toBeCloseTo(found.confusion[c]![c]! / support, 15);
    });
    // A category is one column, whatever the number of its features.
    const names = found.importance.features.map(({ name }) => name);
    expect(names.sort()).toEqual(["noise", "stuff", "x"]);
    expect(found.importance.sample.rows).toBe(18);
  });
});

describe("evaluate", () => {
  test("the whole report in the terminal, and as a page", async () => {
    const argv = ["evaluate", "run", "parts.csv", "--report", "mine.html", "--lang", "ja"];
    const { stdout, stderr, code } = await kiso(argv, { cwd: home });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const title of ["概要", "混同行列", "クラス別", "自信のある誤り", "確率の較正", "特徴量の重要度"])
      expect(stdout).toMatch(new RegExp(`^${title}$`, "m"));
    expect(stdout).toMatch(/^出力 {3}mine\.html$/m);
    // What was trained is what is evaluated: but for the learning curves the two pages show the same.
    const figures = (html: string) => parseHTML(html).document.querySelector(".figures")!.textContent;
    expect(figures(page("mine.html"))).toBe(figures(page("run/report.html")));
  });

  test("of a regression: errors in the label's unit, and the rows furthest off", async () => {
    const argv = ["evaluate", "line", "slope.csv"];
    const { stdout } = await kiso(argv, { cwd: home });
    expect(stdout).toMatch(/^ {2}MAE +[\d.]+ +in the unit of y$/m);
    const { mistakes, metrics } = await kisoJson<Reported>(argv, { cwd: home });
    const truths = slope.split("\n").map((line) => Number(line.split(",")[2]));
    for (const { row, truth } of mistakes) expect(truth).toBeCloseTo(truths[row]!, 9);
    expect(metrics.maxError).toBeGreaterThan(0);
  });

  test.each([
    ["--report mine.pdf", "--report mine.pdf: the report is a page of HTML; name a file that ends in .html"],
    ["--report no/such/mine.html", "no/such/mine.html"],
    ["--lang fr", 'expected one of en, ja, got "fr"'],
  ])("%s is one line", async (flags, words) => {
    const { code, stderr } = await kiso(["evaluate", "run", "parts.csv", ...flags.split(" ")], { cwd: home });
    expect(code, stderr).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(words);
  });
});

describe.runIf(chromiumPath !== undefined)("in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test.each(["run", "line"])("%s: no request, no error, nothing wider than the screen", async (run) => {
    for (const width of [360, 1440]) {
      const { heard, scrollWidth, type } = await readOn(browser, page(`${run}/report.html`), width);
      expect(heard).toEqual([]);
      expect(scrollWidth).toBe(width);
      for (const size of type) expect(size).toBeGreaterThan(9);
    }
  });
});

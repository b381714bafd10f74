import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeParts } from "../../src/data/parts/folder.ts";
import { UserError } from "../../src/errors.ts";
import { writeBlobs } from "../../src/tasks/blobs.ts";
import { embed } from "../../src/tasks/embed.ts";
import { evaluate } from "../../src/tasks/evaluate.ts";
import { type JudgeReport, judge } from "../../src/tasks/judge.ts";
import { match } from "../../src/tasks/match.ts";
import { plot } from "../../src/tasks/plot.ts";
import { predict, writePredictions } from "../../src/tasks/predict.ts";
import { compareRuns, listRuns } from "../../src/tasks/runs.ts";
import { train } from "../../src/tasks/train.ts";
import type { TrainedReport } from "../../src/tasks/training/reports.ts";
import { weights } from "../../src/tasks/weights.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-answers-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (...names: string[]) => join(folder, ...names);
const [blobs, iris, other, parts, twins] = ["blobs.csv", "runs/iris", "runs/other", "parts", "twins"].map(
  (name) => path(...name.split("/")),
) as [string, string, string, string, string];

async function trained(...[options]: Parameters<typeof train>): Promise<TrainedReport> {
  for await (const report of train(options)) if (report.kind === "trained") return report;
  throw new Error("it was not trained");
}

let irisTrained: TrainedReport;
beforeAll(async () => {
  irisTrained = await trained({ data: "iris", epochs: 20, out: iris });
  await trained({ data: "iris", epochs: 2, learningRate: 0.5, out: other });
  await writeParts(parts, { good: 40, bad: 16, seed: 0, size: 32 });
  await trained({ data: parts, task: "siamese", epochs: 8, conv: [4, 8], out: twins });
}, 120_000);

describe("predict", () => {
  const rows =
    "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm)\n5,3.4,1.5,0.2\n6.5,3,5.5,2\n";

  test("answers rows as they are iterated, and writes the same to a file", async () => {
    writeFileSync(path("new.csv"), rows);
    const asked = await predict({ run: iris, data: [path("new.csv")] });
    expect(asked).toMatchObject({ count: 2, rejects: false, notes: [] });
    expect(asked.classNames).toEqual(["setosa", "versicolor", "virginica"]);
    const records: { label: string; probabilities: number[] }[] = [];
    for await (const { rows, record } of asked.rows())
      for (let row = 0; row < rows; row++) records.push(record(row) as (typeof records)[number]);
    expect(records.map(({ label }) => label)).toEqual(["setosa", "virginica"]);
    for (const { probabilities } of records)
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const again = await predict({ run: iris, data: [path("new.csv")] });
    await writePredictions(path("answers.jsonl"), again.rows());
    const written = readFileSync(path("answers.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(written.map(({ label }) => label)).toEqual(["setosa", "virginica"]);
    expect(written[0]["p(setosa)"]).toBe(records[0]!.probabilities[0]);
  });

  test("stops where it is aborted", async () => {
    const asked = await predict({ run: iris, data: ["iris"], signal: AbortSignal.abort() });
    await expect(asked.rows().next()).rejects.toThrow(/abort/i);
  });

  test("refuses a model of distances, and options of another name", async () => {
    await expect(predict({ run: twins, data: [parts] })).rejects.toThrow(
      "learns distances and names no classes",
    );
    const misspelt = predict({ run: iris, data: ["iris"], sigal: undefined } as never);
    await expect(misspelt).rejects.toThrow('predict: there is no setting "sigal"; did you mean "signal"?');
  });
});

describe("evaluate", () => {
  test("measures the held-out rows of the run's own data as training did", async () => {
    const found = await evaluate({ run: iris, data: "iris" });
    expect(found).toMatchObject({ kind: "answers", rows: 30, split: "test", notes: [] });
    expect(found.kind === "answers" && found.accuracy).toBe(irisTrained.metric.accuracy);
    expect(found.which).toBe("rows of the run's own data, held out from its training");
  });

  test("of distances tells pairs, and good parts from defects", async () => {
    const found = await evaluate({ run: twins, data: parts });
    if (found.kind !== "distances") throw new Error(found.kind);
    const { missRate, falseRejectRate } = found.judged!.rates;
    const wrong = missRate!.wrong + falseRejectRate!.wrong;
    expect(found.judged!.accuracy).toBeCloseTo(1 - wrong / (missRate!.of + falseRejectRate!.of), 12);
    const [good, bad] = found.judged!.confusion as [number[], number[]];
    expect(good[1]).toBe(falseRejectRate!.wrong);
    expect(bad[0]).toBe(missRate!.wrong);
    await expect(evaluate({ run: twins, data: parts, out: path("x.png") })).rejects.toThrow(
      "learns distances, of which there is no such picture",
    );
    await evaluate({ run: twins, data: parts, report: path("x.html"), lang: "ja" });
    const page = readFileSync(path("x.html"), "utf8");
    expect(page).toContain("部品が良品「good」に似ているかを判定する課題です。");
    expect(page).toContain(`良品 ${falseRejectRate!.of} 個中 ${falseRejectRate!.wrong} 個`);
  });
});

describe("judge, match and embed", () => {
  test("judge reports the rule, each part, all of them, and what was written", async () => {
    const reports: JudgeReport[] = [];
    writeFileSync(path("no.png"), "no picture");
    const asked = {
      run: twins,
      parts: [join(parts, "bad"), path("no.png")],
      out: path("v.csv"),
      aim: { name: "fixed" as const, threshold: 0 },
    };
    for await (const report of judge(asked)) reports.push(report);
    expect(reports[0]).toMatchObject({ kind: "rule", threshold: 0, references: 20 });
    const judged = reports.find((report) => report.kind === "judged")!;
    // No part is nearer than 0 to its nearest reference, and those that are no references lie beyond.
    expect(judged).toMatchObject({ passed: 0, failed: 16, errors: [{ file: path("no.png") }] });
    expect(reports.filter(({ kind }) => kind === "part")).toHaveLength(16);
    expect(reports.at(-1)).toEqual({ kind: "written", what: "verdicts", notes: [], path: path("v.csv") });
    expect(readFileSync(path("v.csv"), "utf8").trim().split("\n")).toHaveLength(18);
  });

  test("a part is 0 from itself, and as far from another as that from it", async () => {
    const [a, b] = [join(parts, "good", "0000.png"), join(parts, "bad", "0000.png")];
    expect((await match({ run: twins, a, b: a })).distance).toBe(0);
    const [there, back] = [await match({ run: twins, a, b }), await match({ run: twins, a: b, b: a })];
    expect(there.distance).toBe(back.distance);
    expect(there.within).toBe(there.distance <= there.threshold!);
  });

  test("embeddings are unit vectors, with the class of each row", async () => {
    const { rows, dimensions, values, labels, classNames } = await embed({ run: twins, data: parts });
    expect([rows, dimensions, values.length]).toEqual([56, 32, 56 * 32]);
    expect(classNames).toEqual(["bad", "good"]);
    expect(Array.from(labels!).filter((label) => label === 1)).toHaveLength(40);
    for (let row = 0; row < rows; row++) {
      const own = values.subarray(row * dimensions, (row + 1) * dimensions);
      expect(own.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 5);
    }
  });
});

describe("runs, weights and pictures", () => {
  test("runs are listed, the best first, and compared", async () => {
    const { runs, skipped } = await listRuns({ folder: path("runs"), sort: "loss" });
    expect(skipped).toEqual([]);
    expect(runs.map(({ result }) => result!.loss)).toEqual(
      runs.map(({ result }) => result!.loss).sort((a, b) => a - b),
    );
    const { settings, results, epochs } = await compareRuns({ a: iris, b: other, out: path("c.svg") });
    expect(settings).toEqual({ "training.epochs": [20, 2], "training.learningRate": [0.01, 0.5] });
    expect(results.accuracy![0]).toBe(irisTrained.metric.accuracy);
    expect(epochs).toEqual([20, 2]);
    expect(readFileSync(path("c.svg"), "utf8")).toContain("<svg");
  });

  test("weights are the model's", async () => {
    const all = await weights({ run: iris });
    expect(all.map(({ name, shape }) => [name, ...shape])).toEqual([
      ["dense1.weight", 4, 32],
      ["dense1.bias", 1, 32],
      ["dense2.weight", 32, 3],
      ["dense2.bias", 1, 3],
    ]);
    expect(all[0]!.rows.flat()).toEqual(Array.from(irisTrained.model.parameters["dense1.weight"]!.data));
  });

  test("blobs are written and drawn", async () => {
    await writeBlobs(blobs, { nSamples: 90, centers: 3, nFeatures: 5, clusterStd: 1, seed: 0 });
    const drawn = await plot({ data: blobs, out: path("blobs.svg") });
    expect(drawn).toEqual({
      ...{ rows: 90, features: 5, classes: 3, notes: [] },
      ...{ value: undefined, standardised: true },
    });
    expect(existsSync(path("blobs.svg"))).toBe(true);
    await expect(plot({ data: blobs, out: path("blobs.pdf") })).rejects.toBeInstanceOf(UserError);
  });
});

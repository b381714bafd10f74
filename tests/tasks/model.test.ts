import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadModel } from "../../src/model/file/nodeModel.ts";
import { evaluate } from "../../src/tasks/evaluate.ts";
import type { TrainOptions } from "../../src/tasks/plan/options.ts";
import { train } from "../../src/tasks/train.ts";
import type { TrainedReport } from "../../src/tasks/training/reports.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-model-tasks-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Parts of three alloys: the harder and the wider, the more they wear. */
const parts = Array.from({ length: 90 }, (_, i) => {
  const alloy = ["A5052", "SS400", "SUS304"][(i * 7) % 3]!;
  const width = 8 + ((i * 37) % 50) / 10;
  const hardness = 40 + ((i * 53) % 30) + (alloy === "SUS304" ? 20 : 0);
  const wear = Math.round(100 * (0.3 * width + 0.05 * hardness)) / 100;
  return { alloy, width, hardness, wear, result: wear > 6 ? "ng" : "ok" };
});
type Part = (typeof parts)[number];

function csv(name: string, rows: readonly Part[], ...columns: (keyof Part)[]): string {
  const path = join(folder, name);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  writeFileSync(path, `${lines.map((cells) => cells.join()).join("\n")}\n`);
  return path;
}

async function trained(options: TrainOptions): Promise<TrainedReport> {
  for await (const report of train(options)) if (report.kind === "trained") return report;
  throw new Error("the training did not end");
}

describe("what `evaluate` says of a run is what its model says of the same rows, to the last bit", () => {
  const [known, fresh] = [parts.slice(0, 60), parts.slice(60)];
  const common = { epochs: 8, hidden: [6], seed: 2 };

  test("of classes, with a rule for none of these", async () => {
    const columns = ["alloy", "width", "hardness", "result"] as const;
    const run = join(folder, "classes");
    const data = csv("classes.csv", known, ...columns);
    const { model } = await trained({ ...common, data, label: "result", reject: 0.2, out: run });
    const other = csv("classes-fresh.csv", fresh, ...columns);
    const said = await evaluate({ run, data: other, split: "train" });
    const kept = await loadModel(run);
    const found = await kept.evaluate(fresh, "result");
    if (said.kind !== "answers" || found.kind !== "classes" || said.report.kind !== "classification")
      throw new Error("a classifier names classes");
    expect([found.accuracy, found.loss]).toEqual([said.accuracy, said.loss]);
    expect(found.confusion).toEqual(said.report.confusion);
    expect(found.reject).toMatchObject({ kept: said.report.reject!.kept });
    // The model that training ends with is the one that lies in the folder.
    expect(await model.predict(fresh)).toEqual(await kept.predict(fresh));
    expect(model.toBytes()).toEqual(kept.toBytes());
  });

  test("of numbers", async () => {
    const columns = ["alloy", "width", "hardness", "wear"] as const;
    const run = join(folder, "numbers");
    const data = csv("numbers.csv", known, ...columns);
    await trained({ ...common, data, label: "wear", task: "regress", out: run });
    const said = await evaluate({ run, data: csv("numbers-fresh.csv", fresh, ...columns), split: "train" });
    const found = await (await loadModel(run)).evaluate(fresh);
    if (said.kind !== "answers" || found.kind !== "numbers") throw new Error("a regression gives numbers");
    const { r2, meanAbsoluteError: mae, rootMeanSquaredError: rmse, loss } = found;
    expect({ r2, mae, rmse }).toEqual(said.regression);
    expect(loss).toBe(said.loss);
  });

  test("of parts that are judged, with a column of words", async () => {
    const columns = ["alloy", "width", "hardness", "result"] as const;
    const run = join(folder, "parts");
    const data = csv("parts.csv", known, ...columns);
    const own = { task: "siamese", good: "ok", references: 5, embedding: 3 } as const;
    await trained({ ...common, ...own, data, label: "result", out: run });
    const said = await evaluate({ run, data: csv("parts-fresh.csv", fresh, ...columns), split: "train" });
    const found = await (await loadModel(run)).evaluate(fresh);
    if (said.kind !== "distances" || found.kind !== "parts") throw new Error("a model of distances judges");
    const { auroc, accuracy, confusion, threshold, missRate, falseRejectRate } = found;
    expect({ auroc, accuracy, confusion, rates: { threshold, missRate, falseRejectRate } }).toEqual(
      said.judged,
    );
    expect(found.rows).toBe(30);
  });
});

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { displayWidth } from "../../src/report/pages/width.ts";
import { type ListedRuns, listRuns } from "../../src/tasks/runs.ts";
import { train } from "../../src/tasks/train.ts";
import type { Experiment } from "../../src/train/run/experiment.ts";
import { type RunResult, writeResult } from "../../src/train/run/result.ts";
import { kiso, workshop } from "../cli/kiso.ts";

// Folders of runs as trainings write them, of several data and tasks; one training shows that it writes them so.

const { folder } = workshop("listed-runs");
let cwd: string;

const result = (figures: Partial<RunResult>): RunResult => ({
  by: "accuracy",
  onTrainingRows: false,
  rows: 100,
  ...figures,
});
const ng = (averagePrecision: number, missed: number, more: Partial<RunResult> = {}) =>
  result({ by: "averagePrecision", averagePrecision, missed, overRejected: 0.02, accuracy: 0.95, ...more });

beforeAll(async () => {
  cwd = folder();
  for await (const _ of train({ data: "iris", epochs: 2, out: join(cwd, "runs/trained") }));
  const { sha256: _, ...config } = JSON.parse(readFileSync(join(cwd, "runs/trained/config.json"), "utf8"));
  const metrics = readFileSync(join(cwd, "runs/trained/metrics.jsonl"), "utf8");
  const made = async (name: string, change: (experiment: Experiment) => object, figures?: RunResult) => {
    const at = join(cwd, "runs", name);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, "config.json"), JSON.stringify({ ...config, ...change(config) }));
    writeFileSync(join(at, "metrics.jsonl"), metrics);
    writeFileSync(join(at, "README.md"), "");
    if (figures) await writeResult(at, figures);
  };
  const parts = ({ data }: Experiment) => ({
    data: { ...data, source: "部品.csv" },
    positive: { name: "NG" },
  });
  await made("ng-good", parts, ng(0.9, 0.2));
  await made("ng-better", parts, ng(0.95, 0.3));
  await made("とても長い名前の実行フォルダ_外観検査_2026年11月30日", parts, ng(0.8, 0.1));
  await made("ng-learned", parts, ng(1, 0, { onTrainingRows: true }));
  await made("ng-earlier", parts);
  const aimed = (e: Experiment) => ({ ...parts(e), data: { ...e.data, source: "aimed.csv" } });
  await made("aim-1", aimed, ng(0.99, 0.2, { by: "missed" }));
  await made("aim-2", aimed, ng(0.9, 0.05, { by: "missed" }));
  const amounts = ({ data }: Experiment) => ({
    data: { ...data, source: "b.csv", task: "regress", label: "y" },
  });
  await made("r2-low", amounts, result({ by: "r2", r2: 0.5 }));
  await made("r2-high", amounts, result({ by: "r2", r2: 0.7 }));
  const pairs = ({ data, training }: Experiment) => ({
    data: { ...data, source: "parts" },
    training: { ...training, loss: "contrastive" },
  });
  await made("far", pairs, result({ by: "auroc", auroc: 0.9 }));
  await made("farther", pairs, result({ by: "auroc", auroc: 0.99 }));
});

const names = ({ groups }: ListedRuns) =>
  groups.map(({ data, task, by, runs }) => [
    data,
    task,
    by,
    ...runs.map((run) => run.folder.split("/").at(-1)),
  ]);

describe("runs", () => {
  test("of one data and task stand together, in the order of what that is judged by", async () => {
    const listed = await listRuns({ folder: join(cwd, "runs") });
    expect(names(listed)).toEqual([
      ["aimed.csv", "classes", "missed", "aim-2", "aim-1"],
      ["parts", "distances", "auroc", "farther", "far"],
      [
        "部品.csv",
        "classes",
        "averagePrecision",
        "ng-better",
        "ng-good",
        "とても長い名前の実行フォルダ_外観検査_2026年11月30日",
        "ng-learned",
        "ng-earlier",
      ],
      ["b.csv", "number", "r2", "r2-high", "r2-low"],
      ["iris", "classes", "accuracy", "trained"],
    ]);
    expect(listed.runs).toEqual(listed.groups.flatMap(({ runs }) => runs));
    expect(listed.runs.find((run) => run.folder.endsWith("trained"))!.worth).toMatchObject({
      by: "accuracy",
      rows: 30,
    });
  });

  test("in a terminal of 80 columns: no line is wider, figures stand below their heads, long names above their row", async () => {
    const { stdout, code } = await kiso(["runs"], { cwd });
    expect(code).toBe(0);
    const lines = stdout.split("\n");
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
    const at = lines.indexOf('data   部品.csv: classes, "NG" is to be found');
    expect(lines.slice(at, at + 4)).toEqual([
      expect.anything(),
      expect.stringMatching(/^run +avg\. precision +missed +over-rejected +accuracy/),
      expect.stringMatching(/^runs\/ng-better +0\.9500 +0\.3000 +0\.0200 +0\.9500/),
      expect.stringMatching(/^runs\/ng-good /),
    ]);
    const long = lines.findIndex((line) => line.startsWith("runs/とても長い"));
    const end = (line: string, text: string) => displayWidth(line.slice(0, line.indexOf(text) + text.length));
    expect(end(lines[long + 1]!, "0.8000")).toBe(end(lines[at + 1]!, "avg. precision"));
    expect(stdout).toContain("note   measured on the rows that were learned from: runs/ng-learned\n");
  });

  test("a result that was changed is not believed", async () => {
    const at = folder();
    mkdirSync(join(at, "runs"), { recursive: true });
    for (const name of ["config.json", "metrics.jsonl", "result.json"]) {
      mkdirSync(join(at, "runs/a"), { recursive: true });
      writeFileSync(join(at, "runs/a", name), readFileSync(join(cwd, "runs/ng-good", name)));
    }
    const path = join(at, "runs/a/result.json");
    const changed = (text: string) => writeFileSync(path, text);
    const whole = readFileSync(path, "utf8");
    for (const text of [whole.replace("0.9", "0.8"), whole.slice(0, -9), "null", "{}"]) {
      changed(text);
      const { runs, skipped } = await listRuns({ folder: join(at, "runs") });
      expect([runs.length, skipped[0]?.why], text).toEqual([
        0,
        expect.stringMatching(/result\.json: not as kiso wrote it/),
      ]);
    }
  });
});

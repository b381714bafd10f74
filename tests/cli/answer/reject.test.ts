import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("reject");

interface Rejected {
  accuracy: number;
  reject: {
    reject: number;
    coverage: number;
    kept: number;
    unknown: number;
    uncertain: number;
    accuracy: number;
  };
  predictions: { label: string | null; reason: string | null; probability: number }[];
}

let home = "";
let trained: Rejected;
beforeAll(async () => {
  home = folder();
  const flags = ["--epochs", "60", "--lr", "0.05", "--reject", "0.04", "--out", "run"];
  trained = await kisoJson<Rejected>(["train", "iris", ...flags], { cwd: home });
});

const names = "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm)";

describe("--reject", () => {
  test("is kept in the model and in the settings", () => {
    const read = (name: string) => JSON.parse(readFileSync(join(home, "run", name), "utf8"));
    expect(read("config.json").reject).toBe(0.04);
    expect(read("model.json").reject).toMatchObject({ reject: 0.04, rows: 120, space: "features" });
  });

  test("coverage and the accuracy on what is kept: in the terminal, in JSON and on the page", async () => {
    const { reject } = await kisoJson<Rejected>(["evaluate", "run", "iris"], { cwd: home });
    expect(reject).toEqual(trained.reject);
    expect(reject.kept + reject.unknown + reject.uncertain).toBe(30);
    expect(reject.coverage).toBeCloseTo(reject.kept / 30, 15);
    const { stdout } = await kiso(["evaluate", "run", "iris", "--report", "r.html"], { cwd: home });
    expect(stdout).toMatch(new RegExp(`^ {2}answered +[\\d.]+% +${reject.kept} of 30 rows$`, "m"));
    for (const page of ["r.html", "run/report.html"])
      expect(readFileSync(join(home, page), "utf8")).toContain("at most 4.0% of rows like the training rows");
  });

  test("predict: none of these for what is unlike any flower, and a class for what is like one", async () => {
    const rows = ["5.1,3.5,1.4,0.2", "51,3.5,1.4,0.2", "0,0,0,0", "6.9,3.1,5.4,2.1"];
    const cwd = folder({ "new.csv": `${names}\n${rows.join("\n")}\n` });
    const run = join(home, "run");
    const { predictions } = await kisoJson<Rejected>(["predict", run, "new.csv"], { cwd });
    expect(predictions.map(({ label, reason }) => ({ label, reason }))).toEqual([
      { label: "setosa", reason: null },
      { label: null, reason: "unknown" },
      { label: null, reason: "unknown" },
      { label: "virginica", reason: null },
    ]);
    const { stdout } = await kiso(["predict", run, "new.csv", "--out", "out.csv"], { cwd });
    expect(stdout).toMatch(/^wrote {2}out\.csv: 4 rows, .*; 2 are none of these$/m);
    const lines = readFileSync(join(cwd, "out.csv"), "utf8").split("\r\n");
    expect(lines[0]).toMatch(
      /^\uFEFFsepal length.*,label,reason,probability,p\(setosa\),p\(versicolor\),p\(virginica\)$/,
    );
    expect(lines[2]).toMatch(/,none of these,unknown,0\.\d/);
  });

  test("its limits come from validation rows where there are some, and it says so", async () => {
    const argv = [
      "train",
      "digits",
      "--epochs",
      "3",
      "--validation",
      "0.2",
      "--reject",
      "0.02",
      "--out",
      "r",
    ];
    const { stdout } = await kiso(argv, { cwd: folder() });
    expect(stdout).toMatch(
      /^reject below a confidence of 0\.\d{4} or beyond a distance of [\d.]+: set by 288 validation rows$/m,
    );
    expect(stdout).not.toMatch(/^note/m);
  });

  test("too few rows for the share: it says what will be", async () => {
    const argv = ["train", "iris", "--epochs", "3", "--reject", "0.001", "--out", "r"];
    const { stdout } = await kiso(argv, { cwd: folder() });
    expect(stdout).toContain(
      "note   120 rows cannot show so small a share as 0.001, which takes 1,999: of rows like these about 1.7% will be turned away",
    );
  });

  test("a run that was stopped before its end gets the same rule when it goes on", async () => {
    const cwd = folder();
    const argv = ["train", "iris", "--epochs", "20", "--reject", "0.1", "--out", "r"];
    await kisoJson(argv, { cwd });
    const model = () => readFileSync(join(cwd, "r", "model.json"), "utf8");
    const before = model();
    for (const name of ["README.md", "report.html", "model.json"]) rmSync(join(cwd, "r", name));
    await kisoJson(["train", "--resume", "r"], { cwd });
    expect(model()).toBe(before);
  });
});

test("a model without the rule answers as ever", async () => {
  const cwd = folder();
  await kisoJson(["train", "iris", "--epochs", "3", "--out", "r"], { cwd });
  const { predictions } = await kisoJson<Rejected>(["predict", "r", "iris"], { cwd });
  for (const one of predictions)
    expect(Object.keys(one)).toEqual(["row", "label", "probability", "probabilities"]);
  const { stdout } = await kiso(["evaluate", "r", "iris"], { cwd });
  expect(stdout).not.toContain("None of these");
});

import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("runs");
let cwd: string;

interface Trained {
  accuracy: number;
  loss: number;
  seconds: number;
  findings: { kind: string; message: string }[];
}

const trained: Record<string, Trained> = {};
const train = (data: string, out: string, ...flags: string[]) =>
  kisoJson<Trained>(["train", data, "--out", out, "--progress", "none", ...flags], { cwd });

beforeAll(async () => {
  cwd = folder({
    "runs/foreign/notes.txt": "hello",
    "runs/cut/config.json": '{"format": "kiso-run"',
    "runs/other/config.json": "null",
    "runs/a.txt": "",
  });
  trained["runs/slow"] = await train("iris", "runs/slow", "--epochs", "20");
  trained["runs/fast"] = await train(
    "iris",
    "runs/fast",
    "--lr",
    "0.1",
    "--epochs",
    "40",
    "--optimizer",
    "adam",
  );
  trained["runs/watched"] = await train(
    "iris",
    "runs/watched",
    "--lr",
    "0.02",
    "--validation",
    "0.2",
    "--patience",
    "3",
  );
});

interface Listed {
  runs: { run: string; finished: boolean; accuracy: number; loss: number; seconds: number; epochs: number }[];
  skipped: { folder: string; why: string }[];
}

describe("kiso runs", () => {
  test("lists what each run came to, and names what is none", async () => {
    const { runs, skipped } = await kisoJson<Listed>(["runs"], { cwd });
    expect(runs.map(({ run }) => run).sort()).toEqual(Object.keys(trained).sort());
    for (const { run, accuracy, loss, finished } of runs) {
      const { accuracy: wanted, loss: wantedLoss } = trained[run]!;
      expect({ run, accuracy, loss, finished }).toEqual({
        run,
        accuracy: wanted,
        loss: wantedLoss,
        finished: true,
      });
    }
    expect(skipped).toEqual([
      { folder: "runs/cut", why: expect.stringMatching(/^runs\/cut\/config\.json is not JSON/) },
      { folder: "runs/foreign", why: "it holds no run (there is no config.json)" },
      { folder: "runs/other", why: expect.stringContaining("is not a kiso run's") },
    ]);
    const { stdout, code } = await kiso(["runs"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^data {3}iris: classes\nrun +accuracy +loss +(validation loss +)?seconds +epochs +network\n/,
    );
    expect(stdout).toMatch(/\nskip {3}runs\/foreign: it holds no run/);
  });

  test.each([
    ["accuracy", (a, b) => b.accuracy - a.accuracy],
    ["loss", (a, b) => a.loss - b.loss],
    ["seconds", (a, b) => a.seconds - b.seconds],
  ] as [string, (a: Listed["runs"][0], b: Listed["runs"][0]) => number][])(
    "sorts by %s, best first",
    async (by, order) => {
      const { runs } = await kisoJson<Listed>(["runs", "runs", "--sort", by], { cwd });
      expect(runs).toEqual(runs.slice().sort(order));
      expect(new Set(runs.map((run) => order(runs[0]!, run))).size).toBeGreaterThan(1);
    },
  );

  test("takes a figure that is not finite for the worst, and a link for a run", async () => {
    const at = folder();
    for (const name of ["infinite", "plain"])
      cpSync(join(cwd, "runs/slow"), join(at, "runs", name), { recursive: true });
    symlinkSync(join(at, "runs/plain"), join(at, "runs/zlink"));
    // Without the checkpoint, which knows them by their hash.
    rmSync(join(at, "runs/infinite/checkpoint"), { recursive: true });
    rmSync(join(at, "runs/infinite/result.json"));
    const noted = join(at, "runs/infinite/metrics.jsonl");
    const lines = readFileSync(noted, "utf8").replace(/"(loss|accuracy)":[^,]+/g, '"$1":null');
    writeFileSync(noted, lines.replace(/,"seconds"/g, ',"validationLoss":null,"seconds"'));
    for (const sort of ["accuracy", "loss"]) {
      const { stdout, code, stderr } = await kiso(["runs", "--sort", sort], { cwd: at });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const names = stdout.split("\n").map((line) => line.split(/ +/)[0]);
      expect(names).toEqual(["data", "run", "runs/plain", "runs/zlink", "runs/infinite", ""]);
      expect(stdout).toMatch(/runs\/infinite +NaN +Infinity /);
    }
    const argv = ["runs", "compare", "runs/plain", "runs/infinite", "--out", "both.svg"];
    expect((await kiso(argv, { cwd: at })).code).toBe(0);
    expect(readFileSync(join(at, "both.svg"), "utf8")).not.toMatch(/NaN|Infinity/);
  });

  test("of one run, and of an unfinished one", async () => {
    rmSync(join(cwd, "runs/slow/README.md"));
    const { stdout } = await kiso(["runs", "runs/slow"], { cwd });
    writeFileSync(join(cwd, "runs/slow/README.md"), "");
    expect(stdout).toContain("20 of 20, not finished");
    expect(stdout.trim().split("\n")).toHaveLength(3);
  });

  test("of nothing is a mistake, in one line", async () => {
    for (const argv of [
      ["runs", "nowhere"],
      ["runs", "runs/a.txt"],
      ["runs", "compare", "runs/slow"],
      ["runs", "compare", "runs/slow", "runs/foreign"],
      ["runs", "compare", "runs/slow", "runs/fast", "--out", "x.gif"],
    ]) {
      const { code, stderr, stdout } = await kiso(argv, { cwd });
      expect({ code, stdout }, argv.join(" ")).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^kiso: .+\n$/);
    }
  });
});

describe("kiso runs compare", () => {
  test("shows the settings and results that differ, and both curves", async () => {
    const argv = ["runs", "compare", "runs/slow", "runs/fast", "--out", "both.svg"];
    const found = await kisoJson<{ settings: object; results: Record<string, number[]>; epochs: number[] }>(
      argv,
      { cwd },
    );
    expect(found.settings).toEqual({
      "training.epochs": [20, 40],
      "training.learningRate": [0.01, 0.1],
      "training.optimizer.name": ["sgd", "adam"],
      "training.optimizer.momentum": [0.9, null],
      "training.optimizer.nesterov": [true, null],
    });
    const [slow, fast] = [trained["runs/slow"]!, trained["runs/fast"]!];
    expect(found.results.accuracy).toEqual([slow.accuracy, fast.accuracy]);
    expect(found.results.loss).toEqual([slow.loss, fast.loss]);
    expect(found.epochs).toEqual([20, 40]);
    const svg = readFileSync(join(cwd, "both.svg"), "utf8");
    for (const text of [">slow<", ">fast<", "loss on the training rows", ">accuracy<"])
      expect(svg).toContain(text);
    const { stdout } = await kiso(argv, { cwd });
    expect(stdout).toMatch(/training\.learningRate +0\.01 +0\.1\n/);
    const figures = [slow.loss, fast.loss, fast.loss - slow.loss].map((x) => x.toFixed(6));
    expect(stdout.split("\n").map((line) => line.split(/ +/))).toContainEqual(["loss", ...figures]);
  });

  test("of a run with itself finds nothing", async () => {
    const { stdout } = await kiso(["runs", "compare", "runs/watched", "runs/watched"], { cwd });
    expect(stdout).toMatch(/^the settings are the same\n/);
    expect(stdout).not.toMatch(/[+-]\d/);
  });
});

describe("the doctor, at the command line", () => {
  test("says each finding once, in words, JSON and the run's README", async () => {
    const iris = Array.from(
      { length: 90 },
      (_, i) => `${i + 0.5},${Math.sin(i * i)},${Math.cos(3 * i * i)},${"abc"[Math.floor(i / 30)]}`,
    );
    writeFileSync(join(cwd, "numbered.csv"), `part,w,h,grade\n${iris.join("\n")}\n`);
    const argv = [
      "train",
      "numbered.csv",
      "--label",
      "grade",
      "--epochs",
      "60",
      "--lr",
      "0.1",
      "--progress",
      "none",
    ];
    const { stdout } = await kiso([...argv, "--out", "leaky"], { cwd });
    const said = stdout.split("\n").filter((line) => line.startsWith("doctor "));
    const { findings } = await kisoJson<Trained>([...argv, "--out", "leaky-2"], { cwd });
    expect(said).toEqual(findings.map(({ message }) => `doctor ${message}`));
    expect(findings.map(({ kind }) => kind)).toEqual(["leak"]);
    const readme = readFileSync(join(cwd, "leaky/README.md"), "utf8");
    expect(readme).toContain(`## To look at again\n\n- ${findings[0]!.message}\n`);
    const page = readFileSync(join(cwd, "leaky/report.html"), "utf8");
    expect(page).toContain("feature &quot;part&quot; alone tells the label");

    const japanese = await kiso([...argv, "--lang", "ja", "--out", "leaky-ja"], { cwd });
    const sentence = '特徴量 "part" は、それだけでラベルを言い当てます（72 行で 1.000）。';
    expect(japanese.stdout).toContain(`\n診断   ${sentence}`);
    const own = readFileSync(join(cwd, "leaky-ja/report.html"), "utf8");
    expect(own).toContain(sentence.replaceAll('"', "&quot;"));
    expect(own).not.toContain("alone tells");
  });

  test("says that a regression learns by heart, in the place of advising more epochs", async () => {
    const rows = Array.from({ length: 120 }, (_, i) => {
      const features = Array.from({ length: 20 }, (_, j) => Math.sin((i + 1) * (j + 3) ** 2));
      return [...features, features[0]! + 2 * Math.sin(i ** 3)].join(",");
    });
    const names = Array.from({ length: 20 }, (_, j) => `x${j}`);
    writeFileSync(join(cwd, "noisy.csv"), `${[...names, "y"].join(",")}\n${rows.join("\n")}\n`);
    const flags = ["--task", "regress", "--activation", "relu", "--optimizer", "adam", "--lr", "0.003"];
    const argv = ["train", "noisy.csv", ...flags, "--epochs", "100", "--progress", "none"];
    const { stdout } = await kiso([...argv, "--out", "by-heart"], { cwd });
    expect(stdout).toMatch(
      /\ndoctor R² is 0\.9\d\d on the training rows but -?\d\.\d{3} on 24 test rows: .*; try --effort standard without --activation, --epochs, --lr and --optimizer, --l2 0\.1, or more rows\n/,
    );
    expect(stdout).not.toMatch(/^hint/m);
    const watched = await kiso([...argv, "--validation", "0.2", "--out", "watched-by-heart"], { cwd });
    expect(watched.stdout).toMatch(/\ndoctor the validation loss .* while the training loss fell to /);
  });

  test("follows its advice where asked to, and says so in JSON", async () => {
    const given = ["train", "noisy.csv", "--task", "regress", "--epochs", "2", "--lr", "1e-6"];
    const { stdout } = await kiso([...given, "--follow", "--out", "followed", "--json"], { cwd });
    const [first] = JSON.parse(stdout).followed;
    expect(first).toMatchObject({
      ...{ settings: { effort: "standard", epochs: null, learningRate: null }, by: "r2", rows: 96 },
      kept: first.interval[0] > 0,
    });
  });

  test("is silent when all is well", async () => {
    for (const { findings } of Object.values(trained)) expect(findings).toEqual([]);
    expect(readFileSync(join(cwd, "runs/fast/README.md"), "utf8")).not.toContain("look at again");
  });
});

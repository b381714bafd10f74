import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeSafetensors } from "../../../src/model/file/safetensors.ts";
import { good } from "../badData.ts";
import { cli, kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("train");

interface Trained {
  engine: string;
  dtype: string;
  epochs: { epoch: number; loss: number; accuracy: number; seconds: number }[];
  accuracy: number;
  loss: number;
  seconds: number;
  run: string;
  rows: { train: number; test: number };
  confusion: number[][];
}

const weights = (cwd: string, run = "run") => readFileSync(join(cwd, run, "model.safetensors"));
const lines = (text: string) => text.split("\n").slice(0, -1);

describe("what train prints", () => {
  test("--json: one object on stdout, the words on stderr", async () => {
    const cwd = folder();
    const argv = ["train", "iris", "--epochs", "4", "--out", "run", "--json"];
    const { code, stdout, stderr } = await kiso(argv, { cwd });
    expect(code, stderr).toBe(0);
    expect(lines(stdout)).toHaveLength(1);
    const result: Trained = JSON.parse(stdout);
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining(["engine", "dtype", "epochs", "accuracy", "loss", "seconds", "run"]),
    );
    expect(result).toMatchObject({ engine: "wasm", dtype: "float64", run: "run" });
    expect(result.rows).toMatchObject({ train: 120, test: 30 });
    expect(result.epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    const { loss, accuracy, seconds } = result.epochs[3]!;
    expect({ loss, accuracy, seconds }).toEqual({
      loss: result.loss,
      accuracy: result.accuracy,
      seconds: result.seconds,
    });
    const right = result.confusion.reduce((sum, row, k) => sum + row[k]!, 0);
    expect(right / 30, "the confusion matrix is of the test rows").toBeCloseTo(accuracy, 15);
    expect(stderr).toMatch(/^epoch 1\/4 /m);
  });

  test("without --json: what was read, the model, the result, what was written, what to do next", async () => {
    const cwd = folder({ "parts.csv": good });
    const { stdout } = await kiso(["train", "parts.csv", "--progress", "none"], { cwd });
    expect(stdout).toMatch(/^read {3}parts\.csv: 8 rows, 2 features, 2 classes \(a, b\)$/m);
    expect(stdout).toMatch(/SHA-256 [0-9a-f]{64}$/m);
    expect(stdout).toMatch(
      /^auto {3}8 networks of 64 hidden units, which answer their mean, for 150 epochs \(--effort standard\)$/m,
    );
    expect(stdout).toMatch(
      /^model {2}2 → 8 × 64 → 2, relu, 4,610 parameters; .*seed 0.*engine wasm, float32$/m,
    );
    expect(stdout).toMatch(/^result accuracy [01](\.\d+)? on 2 held-out rows/m);
    expect(stdout).toMatch(/^wrote {2}runs\/parts-1: model\.safetensors, model\.json/m);
    expect(stdout).toMatch(/^next {3}kiso evaluate runs\/parts-1 parts\.csv$/m);
    expect(stdout, "no colour where no terminal is").not.toContain("\u001b");
  });

  test("--progress plain: about a dozen lines, however many epochs", async () => {
    const cwd = folder({ "parts.csv": good });
    const argv = ["train", "parts.csv", "--epochs", "1000", "--progress", "plain"];
    const { stderr } = await kiso(argv, { cwd });
    const said = lines(stderr);
    expect(said.length).toBeGreaterThanOrEqual(5);
    expect(said.length).toBeLessThanOrEqual(12);
    expect(said.at(-1)).toMatch(/^epoch 1,?000\/1,?000\b.*loss 0\.\d{4}/);
    expect(stderr).not.toContain("\u001b");
  });

  test("--progress auto is plain where no terminal is, and none is silent", async () => {
    const cwd = folder({ "parts.csv": good });
    const auto = await kiso(["train", "parts.csv", "--epochs", "5"], { cwd });
    const plain = await kiso(["train", "parts.csv", "--epochs", "5", "--progress", "plain"], { cwd });
    const none = await kiso(["train", "parts.csv", "--epochs", "5", "--progress", "none"], { cwd });
    expect(auto.stderr).toBe(plain.stderr);
    expect(lines(plain.stderr)).toHaveLength(5);
    expect(none.stderr).toBe("");
  });

  const script = "/usr/bin/script";
  const onTerminal = test.skipIf(!existsSync(script)); // needs util-linux's script to make a terminal
  const terminal = async (columns: number, env: Record<string, string> = {}) => {
    const cwd = folder({ "parts.csv": good });
    const command = `stty cols ${columns}; '${process.execPath}' '${cli}' train parts.csv --epochs 60`;
    const through = [script, "-qec", command, "/dev/null"];
    const { code, stdout } = await kiso([], { cwd, through, env: { TERM: "xterm", ...env } });
    expect(code, stdout).toBe(0);
    return stdout;
  };

  onTerminal("on a terminal a live line: epoch, loss, accuracy, speed, time left", async () => {
    const stdout = await terminal(120);
    expect(stdout).toContain("\u001b[2K");
    expect(stdout).toMatch(/█.*60\/60.*loss 0\.\d{4}/);
    expect(stdout.split("\n").length, "it is one line, written over").toBeLessThan(40);
  });

  onTerminal("on a narrow terminal, or one that does not tell its width, no line is broken", async () => {
    expect(await terminal(40)).toMatch(/█ {2}epoch 60\/60(?! {2}loss)/);
    expect(await terminal(0)).toMatch(/█ {2}epoch 60\/60 {2}loss 0\.\d{4}/);
  });

  onTerminal("NO_COLOR: no colour on a terminal either", async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours' escape codes are what is looked for
    const colour = /\u001b\[[\d;]*m/;
    expect(await terminal(120, { NO_COLOR: "1" })).not.toMatch(colour);
  });
});

describe("what train writes", () => {
  test("a run folder of its own, with a README that names its files", async () => {
    const cwd = folder();
    await kisoJson(["train", "iris", "--epochs", "3", "--out", "a/b/run"], { cwd });
    const run = join(cwd, "a/b/run");
    const names = readdirSync(run).filter((name) => !name.startsWith("."));
    expect(names).toEqual(
      expect.arrayContaining([
        "README.md",
        "checkpoint",
        "config.json",
        "metrics.jsonl",
        "model.json",
        "model.safetensors",
        "plots",
      ]),
    );
    const readme = readFileSync(join(run, "README.md"), "utf8");
    for (const [, picture] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
      expect(statSync(join(run, picture!)).size, picture).toBeGreaterThan(5000);
    }
    for (const name of names) if (name !== "README.md") expect(readme).toContain(name);
    const metrics = lines(readFileSync(join(run, "metrics.jsonl"), "utf8")).map((line) => JSON.parse(line));
    expect(metrics.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  });

  test("runs/NAME-1, then runs/NAME-2", async () => {
    const cwd = folder({ "d/parts.csv": good });
    const run = () => kisoJson<Trained>(["train", "d/parts.csv", "--epochs", "1"], { cwd });
    expect([(await run()).run, (await run()).run]).toEqual(["runs/parts-1", "runs/parts-2"]);
  });

  test.concurrent.for(["wasm", "reference"])(
    "%s: the same seed, the same bytes; another, others",
    async (engine) => {
      const cwd = folder();
      const train = (out: string, seed: string) =>
        kisoJson<Trained>(
          ["train", "iris", "--epochs", "5", "--engine", engine, "--seed", seed, "--out", out],
          { cwd },
        );
      const [one, two] = [await train("one", "4"), await train("two", "4")];
      await train("three", "5");
      expect(one.engine).toBe(engine);
      expect(weights(cwd, "one").equals(weights(cwd, "two"))).toBe(true);
      expect(weights(cwd, "one").equals(weights(cwd, "three"))).toBe(false);
      expect(one.epochs.map(({ loss }) => loss)).toEqual(two.epochs.map(({ loss }) => loss));
    },
  );

  test.concurrent("wasm is held to the reference", async () => {
    const cwd = folder();
    const losses = async (engine: string) => {
      const argv = ["train", "iris", "--epochs", "5", "--hidden", "8,6", "--optimizer", "adam"];
      const result = await kisoJson<Trained>([...argv, "--engine", engine, "--out", engine], { cwd });
      return result.epochs.map(({ loss }) => loss);
    };
    const [wasm, reference] = [await losses("wasm"), await losses("reference")];
    wasm.forEach((loss, i) => {
      expect(Math.abs(loss / reference[i]! - 1)).toBeLessThan(1e-9);
    });
  });

  test.concurrent("config.json is all that is needed to repeat the run", async () => {
    const cwd = folder();
    const flags = [
      ...["--hidden", "6,5", "--activation", "tanh", "--epochs", "4", "--batch", "16", "--lr", "0.02"],
      ...[
        "--optimizer",
        "rmsprop",
        "--l2",
        "0.001",
        "--scale",
        "minmax",
        "--seed",
        "9",
        "--test-size",
        "0.3",
      ],
      ...["--dtype", "float32"],
    ];
    await kisoJson(["train", "iris", ...flags, "--out", "run"], { cwd });
    const config = JSON.parse(readFileSync(join(cwd, "run", "config.json"), "utf8"));
    expect(config).toMatchObject({
      format: "kiso-run",
      data: { source: "iris", testSize: 0.3, scale: "minmax" },
      network: { sizes: [4, 6, 5, 3], activation: "tanh" },
      training: {
        epochs: 4,
        batch: 16,
        learningRate: 0.02,
        optimizer: { name: "rmsprop" },
        l2: 0.001,
        dtype: "float32",
      },
      seed: 9,
    });
    // A folder with nothing but config.json is a run that was stopped before its first checkpoint.
    const again = folder({ "run/config.json": readFileSync(join(cwd, "run", "config.json")) });
    await kisoJson(["train", "--resume", "run"], { cwd: again });
    expect(weights(again).equals(weights(cwd))).toBe(true);
  });

  test.concurrent("a column that is named, a test file that is named", async () => {
    const cwd = folder({
      "parts.csv": "grade,w,h\na,1,2\nb,5,6\na,2,1\nb,6,5\na,1,1\nb,5,5\n",
      "test.csv": "w,grade,h\n1,a,2\n5,b,6\n5,a,6\n",
    });
    const flags = ["--label", "grade", "--test", "test.csv", "--epochs", "60", "--lr", "0.1", "--out", "run"];
    const result = await kisoJson<Trained>(["train", "parts.csv", ...flags], { cwd });
    expect(result.rows).toMatchObject({ train: 6, test: 3 });
    expect(result.confusion).toEqual([
      [1, 1],
      [0, 1],
    ]);
    const { featureNames, classNames } = JSON.parse(readFileSync(join(cwd, "run", "model.json"), "utf8"));
    expect({ featureNames, classNames }).toEqual({ featureNames: ["w", "h"], classNames: ["a", "b"] });
  });
});

describe("a training that is interrupted", () => {
  test.skipIf(process.platform === "win32")(
    "Ctrl-C exits 130, and --resume ends with the same bytes",
    async () => {
      const cwd = folder();
      const flags = ["train", "digits", "--hidden", "64", "--epochs", "80", "--progress", "none"];
      await kisoJson([...flags, "--out", "whole"], { cwd });
      const metrics = join(cwd, "run", "metrics.jsonl");
      const when = () => existsSync(metrics) && lines(readFileSync(metrics, "utf8")).length >= 3;
      const stopped = kiso([...flags, "--out", "run"], { cwd, kill: { signal: "SIGINT", when } });
      const { code, signal, stdout, stderr } = await stopped;
      expect({ code, signal }, stderr).toEqual({ code: 130, signal: null });
      expect(stdout + stderr).toContain("kiso train --resume run");
      expect(existsSync(join(cwd, "run", "model.json"))).toBe(false);
      const result = await kisoJson<Trained>(["train", "--resume", "run"], { cwd });
      expect(result.epochs).toHaveLength(80);
      expect(weights(cwd).equals(weights(cwd, "whole"))).toBe(true);
      const { tensors } = decodeSafetensors(weights(cwd), "run");
      expect(tensors["dense1.weight"]?.shape).toEqual([64, 64]);
    },
  );
});

test("a reader that closes the pipe early is no error", async () => {
  const cwd = folder();
  writeFileSync(join(cwd, "parts.csv"), good);
  await kisoJson(["train", "parts.csv", "--epochs", "1", "--out", "run"], { cwd });
  await kisoJson(["blobs", "--samples", "20000", "--out", "many.csv"], { cwd });
  writeFileSync(
    join(cwd, "new.csv"),
    `w,h\n${lines(readFileSync(join(cwd, "many.csv"), "utf8"))
      .slice(1)
      .map((line) => line.split(",").slice(0, 2).join(","))
      .join("\n")}\n`,
  );
  const command = `'${process.execPath}' '${cli}' predict run new.csv | head -n 2`;
  const { code, stdout, stderr } = await kiso([], { cwd, through: ["sh", "-c", command] });
  expect({ code, lines: lines(stdout).length }).toEqual({ code: 0, lines: 2 });
  // These rows are unlike the few that were learned from, which is said.
  expect(lines(stderr).filter((line) => !line.startsWith("note   drift: "))).toEqual([]);
});

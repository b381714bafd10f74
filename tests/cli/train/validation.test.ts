import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("validation");

/** Two classes that overlap, so that a validation loss has something to fall to. */
function csv(rows: number, seed: number, label = (k: number) => ["a", "b"][k]!): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const at = (j: number) => Math.sin((i + 1) * (j + 2.3) * (seed + 1.7)) + (i % 2 === j ? 0.7 : 0);
    return `${at(0)},${at(1)},${label(i % 2)}`;
  });
  return `x,z,label\n${lines.join("\n")}\n`;
}

interface Result {
  run: string;
  rows: { train: number; test: number; validation?: number };
  best: { epoch: number; validationLoss: number };
  epochs: { epoch: number; validationLoss?: number }[];
}

const training = ["--epochs", "40", "--hidden", "8", "--lr", "0.1", "--seed", "4", "--progress", "none"];
let home = "";
beforeAll(() => {
  home = folder({
    "d/train.csv": csv(200, 1),
    "d/valid.csv": csv(60, 2),
    "d/test.csv": csv(40, 3),
    "one.csv": csv(100, 4),
  });
});

describe("the validation split that came with the data", () => {
  test("validates in the place of training rows, to the loss that evaluate finds on it", async () => {
    const argv = ["train", "d", ...training, "--validation", "0.2", "--patience", "5"];
    const found = await kisoJson<Result>([...argv, "--out", "both"], { cwd: home });
    expect(found.rows).toEqual({ train: 200, validation: 60, test: 40 });
    const evaluated = await kisoJson<{ loss: number; rows: number }>(
      ["evaluate", "both", "d", "--split", "validation"],
      { cwd: home },
    );
    expect(evaluated.rows).toBe(60);
    expect(found.best.validationLoss).toBeCloseTo(evaluated.loss, 12);
    const { data } = JSON.parse(readFileSync(join(home, "both", "config.json"), "utf8"));
    expect(data.validation).toBe("split");
  });

  test("is enough for --patience, and is said", async () => {
    const argv = ["train", "d", ...training, "--patience", "5", "--out", "alone"];
    const { stdout, code } = await kiso(argv, { cwd: home });
    expect(code).toBe(0);
    expect(stdout).toContain(
      "split  200 rows to train on, 60 rows of the validation split to validate on, 40 rows of the test split to test on",
    );
    const model = (run: string) => readFileSync(join(home, run, "model.safetensors"), "base64");
    expect(model("alone")).toBe(model("both"));
  });

  test("is left aside where nobody asks for it, and that is said", async () => {
    const { stdout } = await kiso(["train", "d", ...training, "--out", "without"], { cwd: home });
    expect(stdout).toContain(
      `note   ${join("d", "valid.csv")}: 60 rows to validate on are not used; with --validation or --patience the training is watched by them`,
    );
    expect(stdout).toContain("split  200 rows to train on, 40 rows of the test split to test on");
  });

  test("serves every fold, none of whose rows it takes", async () => {
    const { stdout, code } = await kiso(["train", "d", ...training, "--patience", "5", "--folds", "4"], {
      cwd: home,
    });
    expect(code).toBe(0);
    expect(stdout).toContain("150 rows to train on, 60 rows of the validation split to validate on, 50 ");
  });

  test("serves a stopped run too, to the same bits", async () => {
    const killed = join(home, "killed");
    const argv = ["train", "d", ...training, "--patience", "5", "--checkpoint-every", "0", "--out", killed];
    const previous = join(killed, "checkpoint", "previous.safetensors");
    await kiso(argv, { cwd: home, kill: { signal: "SIGKILL", when: () => existsSync(previous) } });
    expect(existsSync(join(killed, "model.safetensors")), "killed while it trained").toBe(false);
    const resumed = await kiso(["train", "--resume", killed, "--progress", "none"], { cwd: home });
    expect(resumed.stdout).toContain("60 rows of the validation split to validate on");
    const model = (run: string) => readFileSync(join(run, "model.safetensors"), "base64");
    expect(model(killed)).toBe(model(join(home, "both")));
  });

  test("of images chooses a Siamese network's threshold", async () => {
    const cwd = folder();
    for (const [split, good, bad] of [
      ["train", "24", "12"],
      ["validation", "9", "5"],
    ] as const) {
      const argv = ["parts", "--good", good, "--bad", bad, "--size", "32", "--seed", good, "--out", split];
      await kisoJson(argv, { cwd });
      for (const kind of ["good", "bad"])
        cpSync(join(cwd, split, kind), join(cwd, "set", split, kind), { recursive: true });
    }
    const argv = ["train", "set", "--task", "siamese", "--conv", "4", "--embedding", "4", "--epochs", "2"];
    const found = await kisoJson<Result>([...argv, "--batch", "8", "--out", "inspector"], { cwd });
    expect(found.rows.validation).toBe(14);
    const card = JSON.parse(readFileSync(join(cwd, "inspector", "model.json"), "utf8"));
    const { good, defects } = card.inspection.known;
    expect([good.length, defects.length]).toEqual([9, 5]);
  });

  test.each<{ what: string; files: Record<string, string>; argv: string[]; message: RegExp }>([
    {
      what: "a class that training does not have",
      files: { "d/train.csv": csv(40, 1), "d/dev.csv": csv(10, 2, (k) => ["a", "c"][k]!) },
      argv: ["train", "d", "--patience", "3"],
      message:
        /^kiso: d.dev\.csv, row 2 \(line 3\), column label: class "c" is unknown; the classes are a, b\n$/,
    },
    {
      what: "none, where --patience needs one",
      files: { "d.csv": csv(40, 1) },
      argv: ["train", "d.csv", "--patience", "3"],
      message: /^kiso: d\.csv: --patience needs validation rows to watch: add --validation 0\.2\n$/,
    },
    {
      what: "none in a stream",
      files: { "d.csv": csv(40, 1) },
      argv: ["train", "d.csv", "--stream", "--patience", "3"],
      message: /^kiso: d\.csv: --patience needs validation rows to watch: add --validation 0\.2\n$/,
    },
  ])("in one line: $what", async ({ files, argv, message }) => {
    const cwd = folder(files);
    const { code, stderr } = await kiso(argv, { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

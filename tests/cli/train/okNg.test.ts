import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readCsv } from "../../../src/data/formats/csv/csv.ts";
import type { Decision } from "../../../src/model/decision.ts";
import type { CrossValidated } from "../../../src/train/run/validated.ts";
import { chooseDecision, Model } from "../../everything.ts";
import { type Finished, kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("ok-ng");

const isNg = (i: number): boolean => i % 25 === 7 || i % 25 === 19;

/** A factory's table: 300 rows, of which 24 are NG; two columns of noise hide one that tells some of them. */
const table = () => {
  const lines = ["品番,外径,温度,圧力,判定"];
  for (let i = 0; i < 300; i++) {
    const wave = (k: number) => Math.sin((i + 1) * k) + Math.sin((i + 1) * k * 7.3);
    const ng = isNg(i);
    const outer = 25 + 0.01 * wave(1.7) + (ng ? 0.012 : 0);
    lines.push(
      [
        `A${1000 + i}`,
        outer.toFixed(4),
        (180 + wave(2.9)).toFixed(2),
        (3 + wave(4.1)).toFixed(3),
        ng ? "NG" : "OK",
      ].join(),
    );
  }
  return `${lines.join("\n")}\n`;
};

let cwd = "";
let trained: Finished;
beforeAll(async () => {
  cwd = folder({ "parts.csv": table() });
  trained = await kiso(["train", "parts.csv", "--out", "run", "--progress", "none"], { cwd });
});

const json = (path: string) => JSON.parse(readFileSync(join(cwd, path), "utf8"));

test("which class is to be found is said in a line, with its flag, and kept", () => {
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stdout).toMatch(
    /^auto {3}the class to be found is "NG", by its name \(--positive chooses another\)$/m,
  );
  expect(json("run/config.json").positive).toEqual({ name: "NG" });
  expect(json("run/model.json").positive).toBe("NG");
});

test("the result says what is missed; the figures begin with what always saying OK scores", () => {
  expect(trained.stdout).toMatch(/^result accuracy [\d.]+ on 60 held-out rows, missed \d of 5 "NG"; loss /m);
  expect(trained.stdout).toMatch(
    /^Overview\n {2}Always saying "OK" would score 91\.7%\.\n\n {2}missed .*\n {2}over-rejected .*\n {2}accuracy /m,
  );
  expect(readFileSync(join(cwd, "run/README.md"), "utf8")).toMatch(
    /\| baseline \| Always saying "OK" would score 91\.7%\. \|\n\| missed \| .* \|\n\| over-rejected \| .* \|\n\| result \| accuracy/,
  );
});

test("evaluate says the same, and --json has it all", async () => {
  const { stdout } = await kiso(["evaluate", "run", "parts.csv", "--lang", "ja"], { cwd });
  expect(stdout).toMatch(/^結果 {3}正解率 [\d.]+、「NG」の見逃し 5 中 \d、損失 /m);
  expect(stdout).toMatch(/すべて「OK」と答えるだけで、正解率は 91\.7% になります。/);
  const { positive, metrics, classes } = await kisoJson<{
    positive: string;
    metrics: Record<string, unknown>;
    classes: { name: string; auroc: number }[];
  }>(["evaluate", "run", "parts.csv", "--json"], { cwd });
  expect(positive).toBe("NG");
  expect(metrics).toMatchObject({
    baseline: { name: "OK", accuracy: 55 / 60 },
    missRate: { of: 5 },
    falseRejectRate: { of: 55 },
    auroc: classes.find(({ name }) => name === "NG")!.auroc,
  });
});

test("--folds says of each fold and of all what is missed and over-rejected, beside the baseline", async () => {
  const argv = ["train", "parts.csv", "--folds", "3", "--epochs", "20", "--progress", "none"];
  const { stdout } = await kiso(argv, { cwd });
  const fold = (i: number) =>
    new RegExp(
      `^fold   ${i} of 3: accuracy [\\d.]+, missed \\d of 8 "NG", over-rejected \\d+ of 92, average precision 0\\.\\d{4} on 100 rows$`,
      "m",
    );
  for (const i of [1, 2, 3]) expect(stdout).toMatch(fold(i));
  expect(stdout).toMatch(
    /^folds {2}accuracy .*\n {7}always saying "OK" would score 92\.0%\n {7}missed (\d+) of 24, [\d.]+% \([\d.]+ to [\d.]+\) of "NG"\n {7}over-rejected \d+ of 276, .* of the others\n {7}average precision 0\.\d{4} ± 0\.\d{4} over the folds$/m,
  );
  const found = await kisoJson<CrossValidated>([...argv, "--json"], { cwd });
  const missed = found.folds.map((one) => ("found" in one ? one.found!.missRate!.wrong : Number.NaN));
  expect(found.found!.missRate).toMatchObject({ wrong: missed[0]! + missed[1]! + missed[2]!, of: 24 });
  expect(found.found!.baseline).toEqual({ name: "OK", accuracy: 0.92 });
});

describe("--aim chooses the threshold of NG on rows that were not learned from", () => {
  const aim = ["--aim", "cost", "--miss-cost", "50", "--false-reject-cost", "1"];
  const settings = ["--effort", "quick", "--epochs", "40", "--progress", "none"];
  let aimed: Finished;
  let decision: Decision;
  beforeAll(async () => {
    aimed = await kiso(["train", "parts.csv", "--out", "aimed", ...settings, ...aim], { cwd });
    decision = json("aimed/model.json").decision;
  });

  test("and says it in one line, with what is expected of it", () => {
    expect(aimed.code, aimed.stderr).toBe(0);
    expect(aimed.stdout).toMatch(
      /^ {2}"NG" is given from a probability of 0\.\d+ on \(for the least cost, a missed one 50, an over-rejected one 1\): expected to miss [\d.]+% \([\d.]+ to [\d.]+\) and to over-reject [\d.]+% \([\d.]+ to [\d.]+\); 1,000 rows are expected to cost [\d,.]+; always saying "OK" costs 3,958, always "NG" 921, the threshold of the highest F1 [\d,.]+; chosen on 240 training rows, each held out in turn; the model is the mean of the 20 trainings\.$/m,
    );
    expect(readFileSync(join(cwd, "aimed/README.md"), "utf8")).toMatch(
      /^\| threshold \| "NG" is given from/m,
    );
    expect(json("aimed/config.json").positive).toEqual({
      name: "NG",
      aim: { name: "cost", missCost: 50, falseRejectCost: 1 },
    });
    expect(decision).toMatchObject({ by: "training", rows: 240, trainings: 20 });
    expect(decision.scores).toMatchObject({ positives: { length: 19 }, others: { length: 221 } });
    expect(json("aimed/model.json").network.sizes, "20 networks of 64 hidden units").toEqual([3, 1280, 2]);
    // 10 of 19 NG and 111 of 221 OK chose it; the rates are of the others.
    expect(decision).toMatchObject({ missRate: { of: 9 }, falseRejectRate: { of: 110 } });
    expect(decision.threshold, "a missed one costs more").toBeLessThan(0.5);
  });

  test("predict, evaluate and the library's Model follow it; a probability stays one", async () => {
    const { threshold } = decision;
    const predicted = await kiso(["predict", "aimed", "parts.csv", "--json"], { cwd });
    expect(predicted.stderr).toMatch(/^note {3}"NG" is given from a probability of /m);
    const { predictions } = JSON.parse(predicted.stdout) as {
      predictions: { label: string; probability: number; probabilities: [number, number] }[];
    };
    const wanted = predictions.map(({ probabilities: [ng] }) => (ng >= threshold ? "NG" : "OK"));
    expect(predictions.map(({ label }) => label)).toEqual(wanted);
    const below = predictions.filter(({ label, probabilities: [ng] }) => label === "NG" && ng < 0.5);
    expect(below.length, "rows that are NG though OK is likelier").toBeGreaterThan(0);
    for (const { label, probability, probabilities } of predictions)
      expect(probability).toBe(probabilities[label === "NG" ? 0 : 1]);

    const model = await Model.load(join(cwd, "aimed"));
    const rows = await readCsv(new Blob([table()]), { name: "parts.csv" });
    expect((await model.predict(rows)).map((answer) => answer.label)).toEqual(wanted);
    const truth = Array.from({ length: 300 }, (_, i) => (isNg(i) ? "NG" : "OK"));
    const right = truth.filter((name, row) => name === wanted[row]).length;
    const found = await model.evaluate(rows);
    expect(found.accuracy).toBe(right / 300);
    expect(found).toMatchObject({ missRate: { of: 24 }, falseRejectRate: { of: 276 } });
    model.dispose();

    const evaluated = await kisoJson<{
      accuracy: number;
      decision: Decision;
      confusion: [[number, number], [number, number]];
      metrics: object;
    }>(["evaluate", "aimed", "parts.csv", "--json"], { cwd });
    expect(evaluated.decision).toEqual(decision);
    const [[caught, missed], [rejected, passed]] = evaluated.confusion;
    expect(evaluated.metrics).toMatchObject({
      missRate: { wrong: missed },
      falseRejectRate: { wrong: rejected },
    });
    expect(evaluated.accuracy).toBe((caught + passed) / 60);
    expect(aimed.stdout).toContain(
      `result accuracy ${evaluated.accuracy} on 60 held-out rows, missed ${missed} of 5 "NG"`,
    );
  });

  test("evaluate --aim says what another aim gives, by the scores that the model keeps; --keep-aim keeps it", async () => {
    const found = folder({ "parts.csv": table() });
    cpSync(join(cwd, "aimed"), join(found, "aimed"), { recursive: true });
    const card = () => JSON.parse(readFileSync(join(found, "aimed/model.json"), "utf8"));
    const evaluated = (...flags: string[]) =>
      kiso(["evaluate", "aimed", "parts.csv", "--aim", "recall=0.8", ...flags], { cwd: found });
    const looked = await evaluated();
    expect(looked.stdout).toMatch(
      /^note {3}the threshold that the model keeps \(0\.\d+\) misses \d of 5 and over-rejects \d+ of 55 of these rows$/m,
    );
    expect(looked.stdout).toMatch(
      /^ {2}"NG" is given from a probability of 0\.\d+ on \(to find at least 80\.0%\): .*; chosen on 240 training rows, each held out in turn; the model is the mean of the 20 trainings\.$/m,
    );
    expect(card().decision).toEqual(decision);
    const kept = await evaluated("--keep-aim");
    expect(kept.stdout).toMatch(
      /^note {3}aimed keeps the threshold 0\.\d+; its report\.html and README\.md are of the training$/m,
    );
    const { aim, threshold, scores, trainings } = card().decision;
    expect({ aim, scores, trainings }).toEqual({
      aim: { name: "recall", recall: 0.8 },
      scores: decision.scores,
      trainings: 20,
    });
    expect(threshold).toBe(chooseDecision(aim, scores, { inTurn: true }).threshold);
  });

  test("on validation rows where these are enough", async () => {
    const argv = ["train", "parts.csv", "--out", "watched", "--validation", "0.5", "--aim", "f1", "--json"];
    const found = await kisoJson<{ decision: Decision }>([...argv, "--progress", "none"], { cwd });
    expect(found.decision).toMatchObject({ by: "validation", rows: 120, aim: { name: "f1" } });
  });
});

test.each([
  [
    ["--aim", "recall=0.99"],
    'class "NG" has 19 training rows, and --aim recall=0.99 takes 99 that were not learned from; add rows, or ask for no more than --aim recall=0.95',
  ],
  [
    ["--aim", "false-reject=0.001"],
    'class "OK" has 221 training rows, and --aim false-reject=0.001 takes 999 that were not learned from; add rows, or ask for no more than --aim false-reject=0.01',
  ],
  [
    ["--aim", "recall=0.9", "--reject", "0.02"],
    "--aim says from which probability on a class is given, and --reject from which on none is; leave out one of them",
  ],
  [
    ["--aim", "f1", "--task", "regress", "--label", "外径"],
    "--aim is for classes, and --task regress has none; leave out one of them",
  ],
  [
    ["--aim", "f1", "--folds", "3"],
    "--folds without --out keeps no model whose threshold --aim could choose; leave out one of them, or add --out",
  ],
  [
    ["--aim", "best"],
    "--aim best: expected recall=0.95, precision=0.9, f1, cost, false-reject=0.01 or a probability",
  ],
  [
    ["--miss-cost", "5"],
    "--miss-cost and --false-reject-cost belong to --aim cost; add it, or leave them out",
  ],
  [
    ["--aim", "precision=0.9", "--task", "siamese"],
    "--aim precision=0.9: expected recall=1.0, f1, cost, false-reject=0.01 or a distance of at least 0",
  ],
  [["--aim", "recall=95"], "--aim recall=95: expected a share from 0 to 1, as recall=0.95"],
  [["--aim", "recall=100"], "--aim recall=100: expected a share from 0 to 1, as recall=0.95"],
  [["--aim", "recall"], "--aim recall: expected a share from 0 to 1, as recall=0.95"],
  [["--aim", "recall=1"], "--aim recall=1: no rows promise all or none; ask for less, such as recall=0.95"],
  [
    ["--aim", "false-reject=0"],
    "--aim false-reject=0: no rows promise all or none; ask for less, such as false-reject=0.01",
  ],
  [
    ["--aim", "50"],
    "--aim 50: expected recall=0.95, precision=0.9, f1, cost, false-reject=0.01 or a probability",
  ],
  [
    ["--aim", "cost", "--miss-cost", "5", "--false-reject-cost", "0"],
    "--false-reject-cost 0: where a mistake costs nothing, all are given it; give both a cost above 0",
  ],
])("train parts.csv %j is refused in one line, before it trains", async (flags, message) => {
  const out = flags.includes("--folds") ? [] : ["--out", "no"];
  const { code, stdout, stderr } = await kiso(["train", "parts.csv", ...out, ...flags], { cwd });
  expect({ code, stderr }).toEqual({ code: 2, stderr: `kiso: ${message}\n` });
  expect(stdout).not.toContain("model");
});

test("evaluate --aim chooses on the rows that it measures, where the model keeps none, and never on rows learned from", async () => {
  const lines = table().trim().split("\n");
  const lot = [lines[0], ...lines.slice(1).map((line) => line.replace(/^A1/, "B2"))];
  const found = folder({ "parts.csv": table(), "lot.csv": `${lot.join("\n")}\n` });
  const evaluated = (...argv: string[]) => kiso(["evaluate", join(cwd, "run"), ...argv], { cwd: found });
  const { stdout } = await evaluated("lot.csv", "--aim", "f1");
  expect(stdout).toMatch(
    /^note {3}the likeliest class, as the model answers now, misses \d+ of 24 and over-rejects \d+ of 276 of these rows\nnote {3}the threshold is chosen on the rows that are measured here: their figures flatter it, and what is expected of it holds$/m,
  );
  expect(stdout).toMatch(/; chosen on 300 rows that the network did not learn from\.$/m);
  for (const [argv, message] of [
    [
      ["parts.csv", "--split", "train", "--aim", "f1"],
      "the network learned from the rows of parts.csv, and --aim f1 chooses on rows that it did not learn from; give other rows",
    ],
    [["parts.csv", "--aim", "recall=0.9"], 'class "NG" has 5 rows that choose, and --aim recall=0.9 takes 9'],
    [["parts.csv", "--keep-aim"], "--keep-aim keeps the threshold of another aim; name it with --aim …"],
  ] as const)
    expect((await evaluated(...argv)).stderr).toBe(`kiso: ${message}\n`);
});

test("--aim between several classes, or where none is to be found, is refused", async () => {
  const three = await kiso(["train", "iris", "--aim", "f1"], { cwd });
  expect(three.stderr).toBe(
    "kiso: --aim chooses between two classes, and iris has 3 (setosa, versicolor, virginica); leave it out\n",
  );
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * 3) % 11},${i % 2 ? "left" : "right"}`);
  const sides = folder({ "sides.csv": `x,y,side\n${rows.join("\n")}\n` });
  const even = await kiso(["train", "sides.csv", "--aim", "f1"], { cwd: sides });
  expect(even.stderr).toBe(
    'kiso: --aim is for a class that is to be found, and "left" and "right" are about as many; say which with --positive\n',
  );
});

test.each([
  [
    ["--positive", "NGG"],
    '--positive NGG: there is no class "NGG"; did you mean "NG"?; the classes are NG, OK',
  ],
  [
    ["--positive", "NG", "--task", "siamese"],
    "--task siamese compares with good parts, so name their class with --good in the place of --positive",
  ],
  [
    ["--positive", "NG", "--task", "regress", "--label", "外径"],
    "--positive is a class, and --task regress has none; leave out one of them",
  ],
])("train parts.csv %j is refused in one line", async (flags, message) => {
  const { code, stderr } = await kiso(["train", "parts.csv", "--out", "no", ...flags], { cwd });
  expect({ code, stderr }).toEqual({ code: 2, stderr: `kiso: ${message}\n` });
});

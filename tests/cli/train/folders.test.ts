import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("folders");

/** Two classes that one can tell apart, or noise that no one can. */
function rows(n: number, { from = 0, noise = false } = {}): string {
  const lines = Array.from({ length: n }, (_, k) => {
    const i = from + k;
    const bad = noise ? (i * 7919) % 13 < 6 : i % 2 === 0;
    const [w, h] = [((i * 37) % 101) / 50, ((i * 53) % 97) / 50];
    return `${(w + (bad && !noise ? 3 : 0)).toFixed(3)},${h.toFixed(3)},${bad ? "NG" : "OK"}`;
  });
  return `w,h,判定\n${lines.join("\n")}\n`;
}

interface Trained {
  accuracy: number;
  rows: { train: number; test: number };
  notes: string[];
  unread: { file: string; why: string }[];
}

const short = ["--epochs", "40", "--lr", "0.3"];
const train = (cwd: string, source = "d", ...more: string[]) =>
  kisoJson<Trained>(["train", source, ...short, "--out", "run", ...more], { cwd });

describe("a folder with no training rows by name", () => {
  test.each([
    ["test/ alone", { "d/test/a.csv": rows(60, { noise: true }) }, "test"],
    ["dev alone", { "d/dev.csv": rows(60, { noise: true }) }, "validation"],
    ["評価 alone", { "d/評価.csv": rows(60, { noise: true }) }, "test"],
  ])("%s is the data, is split, and that is said", async (_, files, part) => {
    const found = await train(folder(files));
    expect(found.rows).toMatchObject({ train: 48, test: 12 });
    expect(found.notes).toContain(
      `d: its only part is ${part}, so that is the data, learned from and tested on as any other`,
    );
    // Noise cannot be told: whoever tests on what was learned says otherwise.
    expect(found.accuracy).toBeLessThan(0.85);
  });

  test("MNIST's test set alone", async () => {
    const n = 40;
    const head = Buffer.from([0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, 2, 0, 0, 0, 2]);
    const pixels = Buffer.from(Array.from({ length: 4 * n }, (_, i) => (i * 89) % 251));
    const found = await train(
      folder({
        "d/t10k-images-idx3-ubyte": Buffer.concat([head, pixels]),
        "d/t10k-labels-idx1-ubyte": Buffer.from([
          0,
          0,
          8,
          1,
          0,
          0,
          0,
          n,
          ...Array.from({ length: n }, (_, i) => i % 2),
        ]),
      }),
    );
    expect(found.rows).toMatchObject({ train: 32, test: 8 });
  });

  test("evaluate on the same folder takes the rows that were held out", async () => {
    const cwd = folder({ "d/test/a.csv": rows(60) });
    const trained = await train(cwd);
    const found = await kisoJson<{ rows: number; accuracy: number }>(["evaluate", "run", "d"], { cwd });
    expect(found).toMatchObject({ rows: 12, accuracy: trained.accuracy });
  });

  test("lots and a test: the lots are learned from, and the next lot is answered right", async () => {
    const cwd = folder({
      "d/2024-01.csv": rows(40),
      "d/2024-02.csv": rows(40, { from: 40 }),
      "d/test-piece.csv": rows(20, { from: 80 }),
      "next/2024-03.csv": rows(30, { from: 100 }),
    });
    const found = await train(cwd);
    expect(found.rows).toMatchObject({ train: 80, test: 20 });
    expect(found.notes).toContain(
      "2024-01.csv, 2024-02.csv name no part: read as training rows, beside test-piece.csv (test)",
    );
    expect(found.accuracy).toBeGreaterThan(0.95);
    expect(await kisoJson(["evaluate", "run", "next"], { cwd })).toMatchObject({ rows: 30, accuracy: 1 });
  });
});

describe("the same data in other folders is the same training", () => {
  const [learn, probe] = [rows(60), rows(20, { from: 60 })];
  let plain: Trained;
  beforeAll(async () => {
    plain = await train(folder({ "d/train.csv": learn, "d/test.csv": probe }));
  });
  test.each<[string, Record<string, string | Uint8Array>]>([
    ["capitals", { "d/Train.csv": learn, "d/TEST.csv": probe }],
    ["camel case", { "d/dataTrain.csv": learn, "d/dataTest.csv": probe }],
    ["Japanese", { "d/学習.csv": learn, "d/テスト.csv": probe }],
    ["packed", { "d/train.csv.gz": gzipSync(learn), "d/test.csv.gz": gzipSync(probe) }],
    ["one folder deeper", { "d/set/train/a.csv": learn, "d/set/test/a.csv": probe }],
    [
      "with litter",
      { "d/train.csv": learn, "d/test.csv": probe, "d/.DS_Store": "x", "d/@eaDir/train.csv": "x" },
    ],
  ])("%s", async (_, files) => {
    const found = await train(folder(files));
    expect([found.accuracy, found.rows]).toEqual([plain.accuracy, plain.rows]);
    expect(found.notes).toEqual([]);
  });

  test("links to folders", async () => {
    const cwd = folder({ "far/a.csv": learn, "near/a.csv": probe });
    mkdirSync(join(cwd, "d"));
    symlinkSync("../far", join(cwd, "d", "train"));
    symlinkSync("../near", join(cwd, "d", "test"));
    symlinkSync("..", join(cwd, "d", "train2"));
    const found = await train(cwd);
    expect(found.rows).toMatchObject({ train: 60, test: 20 });
  });
});

describe("what is not read", () => {
  test("stands in --json of train, evaluate and predict, and in a line for people", async () => {
    const cwd = folder({ "d/a.csv": rows(60), "d/plan.docx": "", "d/README.md": "" });
    const unread = [
      { file: "README.md", why: "describes the data" },
      { file: "plan.docx", why: "no data that kiso reads" },
    ];
    expect((await train(cwd)).unread).toEqual(unread);
    expect(await kisoJson(["evaluate", "run", "d"], { cwd })).toMatchObject({ unread });
    expect(await kisoJson(["predict", "run", "d"], { cwd })).toMatchObject({ unread });
    const { stderr, stdout } = await kiso(["train", "d", ...short, "--out", "run2"], { cwd });
    expect(stdout + stderr).toContain("note   not read: plan.docx (no data that kiso reads)\n");
  });

  test("predict says which part of several it answers, and how to name another", async () => {
    const cwd = folder({ "d/train.csv": rows(60), "d/test.csv": rows(20, { from: 60 }) });
    await train(cwd);
    const found = await kisoJson<{ rows: number; notes: string[] }>(["predict", "run", "d"], { cwd });
    expect(found.rows).toBe(20);
    expect(found.notes).toEqual(["d: its part test is read, and not train; for another: --split train"]);
    const other = await kisoJson<{ rows: number; notes: string[] }>(
      ["predict", "run", "d", "--split", "train"],
      { cwd },
    );
    expect([other.rows, other.notes]).toEqual([60, []]);
  });

  test("test rows of the data beside those that --test names", async () => {
    const cwd = folder({
      "d/train.csv": rows(60),
      "d/test.csv": rows(20, { from: 60 }),
      "t.csv": rows(10, { from: 80 }),
    });
    const found = await train(cwd, "d", "--test", "t.csv");
    expect(found.rows).toMatchObject({ train: 60, test: 10 });
    expect(found.notes).toEqual(["d: the 20 rows of its part test are not used, since --test names others"]);
  });

  test("a test part without labels, as of a competition: rows are held out, and it can be predicted", async () => {
    const cwd = folder({
      "d/train.csv": rows(60),
      "d/test.csv": rows(20, { from: 60 }).replaceAll(/,[^,\n]*$/gm, ""),
      "d/sample_submission.csv": "id,判定\n1,OK\n",
    });
    const found = await train(cwd);
    expect(found.rows).toMatchObject({ train: 48, test: 12 });
    expect(found.notes).toEqual([
      "not read: sample_submission.csv (names no part, and train.csv does)",
      'd/test.csv: has no column "判定", so its 20 rows can be predicted, and not tested on',
    ]);
    expect(await kisoJson(["predict", "run", "d"], { cwd })).toMatchObject({ rows: 20 });
  });

  test("test rows that are those learned from", async () => {
    const cwd = folder({ "a.csv": rows(60), "b.csv": rows(60) });
    expect((await train(cwd, "a.csv", "--test", "b.csv")).notes).toEqual([
      "b.csv is the data itself: what is tested on is learned from",
    ]);
  });

  test("--config where there is none to choose", async () => {
    const cwd = folder({ "d/train.csv": rows(60) });
    for (const source of ["d", "d/train.csv"]) {
      const { code, stderr } = await kiso(["train", source, "--config", "x"], { cwd });
      expect(code).toBe(2);
      expect(stderr).toMatch(/no configurations.*; leave out --config x\n$/);
    }
  });
});

test("a zip archive is read, and nothing of it stays behind", async () => {
  const cwd = folder({ "d/train.csv": rows(60), "d/test.csv": rows(20, { from: 60 }) });
  execFileSync("python3", ["-c", "import shutil; shutil.make_archive('d', 'zip', 'd')"], { cwd });
  mkdirSync(join(cwd, "tmp"));
  const env = { TMPDIR: join(cwd, "tmp") };
  const argv = ["train", "d.zip", ...short, "--out", "run"];
  expect(await kisoJson(argv, { cwd, env })).toMatchObject({ rows: { train: 60, test: 20 } });
  expect(readdirSync(join(cwd, "tmp"))).toEqual([]);
  expect(await kisoJson(["evaluate", "run", "d"], { cwd })).toMatchObject({ rows: 20 });
});

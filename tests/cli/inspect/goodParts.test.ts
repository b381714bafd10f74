import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { kiso, kisoJson, workshop } from "../kiso.ts";

// Good parts are the usual case: what is unlike them has no class, or one that training did not know.

const { folder } = workshop("good-parts");
const quick = ["--task", "siamese", "--conv", "4,8", "--embedding", "8", "--epochs", "25"];

interface Kind {
  kind: string;
  parts: number;
  failed: number;
  auroc: number;
}
interface Trained {
  rows: { train: number; validation: number; test: number };
  inspection: { good: string; aim: { name: string }; references: number };
  judged: { auroc?: number; missRate?: { of: number }; kinds?: Kind[] };
}

/** A part of 16 × 16 pixels: a bright disc, a little elsewhere and lighter or darker from part to part. */
async function part(i: number, damage: (x: number, y: number) => number | undefined = () => undefined) {
  const [cx, cy] = [7.5 + ((i * 7) % 5) / 5, 7.5 + ((i * 3) % 5) / 5];
  const noise = (j: number) => ((i * 2654435761 + j * 40503) >>> 8) % 9;
  const pixels = Uint8Array.from({ length: 256 }, (_, j) => {
    const [x, y] = [j % 16, Math.floor(j / 16)];
    return (damage(x, y) ?? (Math.hypot(x - cx, y - cy) < 5.5 ? 190 : 120)) + noise(j);
  });
  return sharp(pixels, { raw: { width: 16, height: 16, channels: 1 } })
    .toColourspace("b-w")
    .png()
    .toBuffer();
}

const bar = (i: number) => (_x: number, y: number) =>
  y === 4 + (i % 8) || y === 5 + (i % 8) ? 20 : undefined;
const hole = (i: number) => (x: number, y: number) =>
  Math.hypot(x - 5 - (i % 6), y - 8) < 2.6 ? 30 : undefined;

/** So many parts in a folder, each another one. */
async function parts(
  into: string,
  count: number,
  from: number,
  damage?: (i: number) => (x: number, y: number) => number | undefined,
) {
  const made: [string, Uint8Array][] = [];
  for (let i = 0; i < count; i++)
    made.push([`${into}/${String(i).padStart(3, "0")}.png`, await part(from + i, damage?.(from + i))]);
  return Object.fromEntries(made);
}

let home = "";
let trained: Trained;
beforeAll(async () => {
  home = folder({
    ...(await parts("only/good", 40, 0)),
    ...(await parts("flat", 30, 200)),
    ...(await parts("next/good", 10, 100)),
    ...(await parts("next/bar", 8, 120, bar)),
    ...(await parts("next/hole", 8, 140, hole)),
  });
  trained = await kisoJson<Trained>(["train", "only", ...quick, "--out", "run"], { cwd: home });
});

describe("kiso train --task siamese on good parts alone", () => {
  test("makes defects up to learn from, and chooses the threshold on good parts that were held back", async () => {
    expect(trained.rows).toEqual({ train: 24, validation: 8, test: 8 });
    expect(trained.inspection.good).toBe("good");
    expect(trained.inspection.aim).toEqual({ name: "falseReject", rate: 0.01 });
    const config = JSON.parse(readFileSync(join(home, "run", "config.json"), "utf8"));
    expect(config.inspection.madeUp).toBe(128);
    const card = JSON.parse(readFileSync(join(home, "run", "model.json"), "utf8"));
    expect(card.inspection.known).toMatchObject({ defects: [] });
    expect(card.inspection.known.good).toHaveLength(8);
    expect(card.classNames).toEqual(["good"]);
  });

  test("says so, and what so few good parts cannot promise", async () => {
    const { stdout } = await kiso(["train", "only", ...quick, "--epochs", "1", "--out", "said"], {
      cwd: home,
    });
    expect(stdout).toContain("1 class (good)");
    expect(stdout).toContain(
      "auto   128 defects are made up on good parts, since no defect is known to learn from\n",
    );
    expect(stdout).toContain(" on 8 held-out rows and 8 made-up defects; ");
    expect(stdout).toContain("fails (at most 1% of the good parts failed)");
    expect(stdout).toContain(
      "note   8 good parts cannot show so small a share as 1%, which takes 99: of good parts to come about 11.1% will fail\n",
    );
  });

  test("finds kinds of defect in the next lot that no one has shown it, each with a figure of its own", async () => {
    const found = await kisoJson<{ accuracy: number; judged: Trained["judged"]; notes: string[] }>(
      ["evaluate", "run", "next"],
      { cwd: home },
    );
    expect(found.notes).toContain("next: training did not know the kinds bar, hole: such parts count as bad");
    const { auroc, kinds } = found.judged;
    expect(auroc).toBeGreaterThan(0.95);
    expect(kinds!.map(({ kind, parts }) => [kind, parts])).toEqual([
      ["bar", 8],
      ["hole", 8],
    ]);
    for (const { failed } of kinds!) expect(failed).toBeGreaterThanOrEqual(6);
    const { parts: judged } = await kisoJson<{ parts: { file: string; verdict: string }[] }>(
      ["judge", "run", "next"],
      { cwd: home },
    );
    const failed = judged.filter(({ verdict }) => verdict === "fail").map(({ file }) => file.split("/")[1]);
    expect(failed.filter((kind) => kind !== "good")).toHaveLength(
      kinds!.reduce((sum, { failed }) => sum + failed, 0),
    );
  });

  test("takes a folder of pictures without any classes for good parts, and says so", async () => {
    const { stdout, code } = await kiso(["train", "flat", ...quick, "--epochs", "2", "--out", "flat-run"], {
      cwd: home,
    });
    expect(code).toBe(0);
    expect(stdout).toContain("note   flat: has no classes: all 30 pictures are taken for good parts\n");
    const { stdout: judged } = await kiso(["judge", "flat-run", "next/good"], { cwd: home });
    expect(judged).toContain("of 10 parts fail");
  });

  test("goes on after an interruption to the same bits", async () => {
    const { train } = await import("../../../src/tasks/train.ts");
    const { resume } = await import("../../../src/tasks/resume.ts");
    const data = join(home, "only");
    const settings = { data, task: "siamese", conv: [2], embedding: 4, epochs: 4 } as const;
    const weights = (run: string) => readFileSync(join(home, run, "model.safetensors"));
    for await (const _ of train({ ...settings, out: join(home, "whole") }));
    for await (const report of train({ ...settings, out: join(home, "broken") }))
      if (report.kind === "epoch" && report.epoch === 1) break;
    for await (const _ of resume({ run: join(home, "broken") }));
    expect(weights("broken")).toEqual(weights("whole"));
  });

  test("a classifier on one class is refused, and what these parts are good for is said", async () => {
    const { stderr, code } = await kiso(["train", "only", "--out", "none"], { cwd: home });
    expect(stderr).toBe(
      'kiso: only, column label: every row is of class "good"; a classifier needs at least two classes; to learn what good parts look like from these alone, say --task siamese\n',
    );
    expect(code).toBe(2);
    expect(existsSync(join(home, "none"))).toBe(false);
  });
});

describe("classes that training did not know", () => {
  test("in a test folder count as bad, in a layout of train and test parts", async () => {
    const cwd = folder({
      ...(await parts("set/train/OK", 12, 0)),
      ...(await parts("set/train/bar", 4, 20, bar)),
      ...(await parts("set/test/OK", 5, 40)),
      ...(await parts("set/test/hole", 5, 50, hole)),
      ...(await parts("set/test/bar", 5, 60, bar)),
    });
    const { judged, inspection } = await kisoJson<Trained>(["train", "set", ...quick, "--out", "run"], {
      cwd,
    });
    expect(inspection.good).toBe("OK");
    expect(judged.missRate!.of).toBe(10);
    expect(judged.kinds!.map(({ kind }) => kind).sort()).toEqual(["bar", "hole"]);
  });

  test("good parts that are called otherwise are good, and that is said; without any all are bad, and that is said", async () => {
    const cwd = folder({
      ...(await parts("ok/合格", 4, 300)),
      ...(await parts("ok/キズ", 4, 310, bar)),
      ...(await parts("bad/キズ", 4, 320, bar)),
      ...(await parts("bad/穴", 4, 330, hole)),
    });
    const evaluated = (data: string) =>
      kisoJson<{ judged: { falseRejectRate?: { of: number }; missRate: { of: number } }; notes: string[] }>(
        ["evaluate", join(home, "run"), data],
        { cwd },
      );
    const ok = await evaluated("ok");
    expect(ok.notes).toContain(
      'ok: "合格" is taken for the good parts, which were called "good" in training',
    );
    expect([ok.judged.falseRejectRate!.of, ok.judged.missRate.of]).toEqual([4, 4]);
    const bad = await evaluated("bad");
    expect(bad.notes).toContain('bad: no class is of good parts ("good"): キズ, 穴 count as bad');
    expect(bad.judged.missRate.of).toBe(8);
  });
});

describe("copies", () => {
  test("choose no threshold: each held-back part is one that the network has not seen in any copy", async () => {
    const one = await parts("p/train/good", 16, 0);
    const bad = await parts("p/train/bad", 8, 40, bar);
    const again = Object.entries(one).flatMap(([name, png]) =>
      [1, 2].map((k) => [name.replace(".png", `-${k}.png`), png]),
    );
    const cwd = folder({
      ...one,
      ...bad,
      ...Object.fromEntries(again),
      ...(await parts("next/good", 12, 100)),
    });
    const { rows } = await kisoJson<Trained>(["train", "p", ...quick, "--out", "run"], { cwd });
    expect(rows.train + rows.validation + rows.test).toBe(56);
    const card = JSON.parse(readFileSync(join(cwd, "run", "model.json"), "utf8"));
    const { known, references } = card.inspection;
    expect(known.good.length).toBeLessThanOrEqual(6);
    expect(references).toBeLessThanOrEqual(12); // no copy twice
    // A copy of a part that was learned from would lie at no distance from it.
    expect(Math.min(...known.good)).toBeGreaterThan(1e-6);
    const next = await kisoJson<{ failed: number }>(["judge", "run", "next"], { cwd });
    expect(next.failed).toBeLessThan(8);
  });

  test("in a validation folder of their own do not either, and that is said", async () => {
    const good = await parts("p/train/good", 12, 0);
    const copies = Object.entries(good)
      .slice(0, 6)
      .map(([name, png]) => [name.replace("train", "val"), png]);
    const own = await parts("p/val/good", 2, 60);
    const named = Object.fromEntries(
      Object.entries(own).map(([name, png]) => [name.replace(".png", "-own.png"), png]),
    );
    const cwd = folder({ ...good, ...Object.fromEntries(copies), ...named });
    const { stdout, code } = await kiso(["train", "p", ...quick, "--epochs", "3", "--out", "run"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/6 of 8 pictures to validate on are learned from too/);
    const card = JSON.parse(readFileSync(join(cwd, "run", "model.json"), "utf8"));
    expect(card.inspection.known.good).toHaveLength(2);
  });
});

describe("a run that never began", () => {
  test.each([
    [
      "a batch of more rows than there are",
      ["--batch", "4000"],
      /--batch 4000 is more than the \d+ rows to learn from/,
    ],
    [
      "a background of more directions than parts",
      ["--background", "39"],
      /a background of 39 components needs/,
    ],
  ])("leaves no folder: %s", async (_what, more, message) => {
    const before = readdirSync(home);
    const { stderr, code } = await kiso(["train", "only", ...quick, ...more], { cwd: home });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    const { stderr: named } = await kiso(["train", "only", ...quick, ...more, "--out", "begun"], {
      cwd: home,
    });
    expect(named).toMatch(message);
    expect(readdirSync(home).filter((name) => !before.includes(name) && name !== "runs")).toEqual([]);
    expect(existsSync(join(home, "runs")) ? readdirSync(join(home, "runs")) : []).toEqual([]);
  });
});

describe("measurements", () => {
  /** Width, height and weight, which hang together; a bad part has one of them wrong. */
  const csv = (rows: number, from: number, kinds: readonly string[], withLabel = true) => {
    const lines = [withLabel ? "width,height,weight,result" : "width,height,weight"];
    for (let i = from; i < from + rows; i++) {
      const kind = kinds[i % kinds.length]!;
      const w = 10 + ((i * 7919) % 101) / 200;
      const h = 5 + ((i * 104_729) % 97) / 300;
      const wide = kind === "wide" ? w + 4 : w;
      const weight = w * h + ((i * 31) % 11) / 40 + (kind === "heavy" ? 30 : 0);
      lines.push([wide.toFixed(3), h.toFixed(3), weight.toFixed(3), ...(withLabel ? [kind] : [])].join(","));
    }
    return `${lines.join("\n")}\n`;
  };

  test("good rows alone find kinds of defect in the next table that they do not know", async () => {
    const cwd = folder({
      "good.csv": csv(80, 0, ["good"]),
      "next.csv": csv(60, 500, ["good", "wide", "heavy"]),
    });
    const flags = ["--task", "siamese", "--label", "result", "--out", "run"];
    await kisoJson(["train", "good.csv", ...flags], { cwd });
    const { judged } = await kisoJson<{ judged: Trained["judged"] }>(["evaluate", "run", "next.csv"], {
      cwd,
    });
    expect(judged.auroc).toBeGreaterThan(0.95);
    expect(judged.kinds!.map(({ kind, parts }) => [kind, parts]).sort()).toEqual([
      ["heavy", 20],
      ["wide", 20],
    ]);
  });

  test("rows of one lot stay together: learned from, choosing the threshold or tested", async () => {
    const [head, ...rows] = csv(60, 0, ["good"]).trim().split("\n");
    const lots = [`lot,${head}`, ...rows.map((row, i) => `L${(i * 7) % 6},${row}`)];
    const cwd = folder({ "lots.csv": `${lots.join("\n")}\n` });
    const flags = [
      "--task",
      "siamese",
      "--label",
      "result",
      "--group",
      "lot",
      "--epochs",
      "2",
      "--out",
      "run",
    ];
    const { stdout, stderr, code } = await kiso(["train", "lots.csv", ...flags], { cwd });
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("kiso:")]);
    expect(stdout).toMatch(/6 groups by column lot stay whole: [12] tested, [12] validated/);
    const [, train, validation, tested] =
      /split {2}(\d+) rows to train on, (\d+) to validate on, (\d+) held-out/.exec(stdout)!;
    expect([train, validation, tested].map((rows) => Number(rows) % 10)).toEqual([0, 0, 0]);
  });

  test("without a column of classes are taken for good parts, and that is said", async () => {
    const cwd = folder({
      "good.csv": csv(40, 0, ["good"], false),
      "next.csv": csv(12, 500, ["good", "wide"], false),
    });
    const flags = ["--task", "siamese", "--epochs", "40", "--out", "run"];
    const { stdout, code } = await kiso(["train", "good.csv", ...flags], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(
      "note   good.csv: has no classes: all 40 rows are taken for good parts; name a column of classes with --label\n",
    );
    const { parts: judged } = await kisoJson<{ parts: { verdict: string }[] }>(["judge", "run", "next.csv"], {
      cwd,
    });
    expect(judged).toHaveLength(12);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type Finished, kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("ok-ng");

/** A factory's table: 300 rows, of which 24 are NG; two columns of noise hide one that tells some of them. */
const table = () => {
  const lines = ["品番,外径,温度,圧力,判定"];
  for (let i = 0; i < 300; i++) {
    const wave = (k: number) => Math.sin((i + 1) * k) + Math.sin((i + 1) * k * 7.3);
    const ng = i % 25 === 7 || i % 25 === 19;
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
  expect(stdout).toMatch(/^result accuracy [\d.]+, missed \d of 5 "NG", loss /m);
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

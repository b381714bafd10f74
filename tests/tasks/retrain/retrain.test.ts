import { appendFileSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { randomState } from "../../../src/data/random/randomState.ts";
import { evaluate } from "../../../src/tasks/evaluate.ts";
import { resume } from "../../../src/tasks/resume.ts";
import {
  type Retrained,
  type RetrainOptions,
  type RetrainRows,
  retrain,
} from "../../../src/tasks/retrain/retrain.ts";
import { train } from "../../../src/tasks/train.ts";
import { workshop } from "../../cli/kiso.ts";

// A process, the same with its third gauge 1.5 higher, and labels that are noise.

const { folder } = workshop("retrain");
let home: string;
const at = (name: string) => join(home, name);

interface Lot {
  seed: number;
  rows: number;
  offset?: number;
  noise?: boolean;
}

function lines({ seed, rows, offset = 0, noise = false }: Lot): string[] {
  const { uniform } = randomState(seed);
  const near = () => uniform(-1, 1) + uniform(-1, 1) + uniform(-1, 1);
  return Array.from({ length: rows }, () => {
    const [a, b, c] = [near(), near(), near()];
    const bad = noise ? uniform(0, 1) < 0.5 : a + c + 0.2 * near() > 0.8;
    const size = 2 * a - c + 0.1 * near();
    return [a, b, c + offset, size]
      .map((x) => x.toFixed(4))
      .join(",")
      .concat(bad ? ",NG" : ",OK");
  });
}
const head = "a,b,c,size,result";
const table = (...lots: Lot[]) => `${[head, ...lots.flatMap(lines)].join("\n")}\n`;
const old = { seed: 1, rows: 260 };

beforeAll(async () => {
  home = folder({
    "old.csv": table(old),
    "shifted.csv": table({ seed: 2, rows: 160, offset: 1.5 }),
    "noise.csv": table({ seed: 3, rows: 160, noise: true }),
    "tiny.csv": table({ seed: 4, rows: 12 }),
    "grown.csv": table(old, { seed: 5, rows: 60 }),
    "lacks.csv": `${table({ seed: 6, rows: 40 }).replaceAll(/^([^,]*),[^,]*,/gm, "$1,")}`,
    "words.csv": table({ seed: 7, rows: 40 }).replaceAll(/^([^,\n]*),(-?\d[^,]*),/gm, "$1,high,"),
  });
  const plain = {
    data: at("old.csv"),
    epochs: 40,
    hidden: [16],
    learningRate: 0.01,
    optimizer: "adam",
  } as const;
  for await (const _ of train({ ...plain, label: "result", drop: ["size"], out: at("run") }));
  for await (const _ of train({
    ...plain,
    label: "size",
    task: "regress",
    drop: ["result"],
    out: at("amounts"),
  }));
});

type Asked = Partial<RetrainOptions> & { data: string; run?: string };

async function retrained({ data, run = "run", ...options }: Asked) {
  let [rows, verdict]: [RetrainRows?, Retrained?] = [];
  const out = options.out ?? at(`out/${data}-${Math.random()}`);
  for await (const report of retrain({ ...options, run: at(run), data: at(data), out })) {
    if (report.kind === "rows") rows = report;
    if (report.kind === "verdict") verdict = report;
  }
  return { rows: rows!, verdict: verdict! };
}

describe("retrain", () => {
  test("says that the challenger is better where the process has shifted, and leaves the champion as it was", async () => {
    const before = readFileSync(at("run/model.json"), "utf8");
    const touched = statSync(at("run/model.safetensors")).mtimeMs;
    const { rows, verdict } = await retrained({ data: "shifted.csv", out: at("out/better") });
    expect(rows).toMatchObject({ judged: 160, folds: 5, old: { source: at("old.csv"), learned: "tried" } });
    expect(verdict).toMatchObject({
      by: "balancedErrors",
      rows: 160,
      verdict: "better",
      learned: "new",
      best: at("out/better"),
    });
    const { interval, gain, champion, challenger, discordant, mistakes } = verdict;
    expect(gain).toBeCloseTo(champion - challenger, 12);
    expect(interval[0]).toBeGreaterThan(0);
    expect(discordant!.gained).toBeGreaterThan(discordant!.lost);
    expect(mistakes!.overRejected[0].rate).toBeGreaterThan(mistakes!.overRejected[1].rate);
    expect(readFileSync(at("run/model.json"), "utf8")).toBe(before);
    expect(statSync(at("run/model.safetensors")).mtimeMs).toBe(touched);
    // The challenger is a run as any other.
    const found = await evaluate({ run: at("out/better"), data: at("shifted.csv"), split: "train" });
    expect(found.kind === "answers" && found.accuracy).toBeGreaterThan(0.85);
  });

  test.each([
    ["the new labels are noise", "noise.csv"],
    ["the new rows are few", "tiny.csv"],
  ])("lets the champion stay where %s", async (_, data) => {
    const { verdict } = await retrained({ data });
    expect(verdict.verdict).not.toBe("better");
    expect(verdict.best).toBe(at("run"));
    expect(statSync(join(verdict.run, "model.safetensors")).size).toBeGreaterThan(0);
  });

  test("never judges on rows that the champion learned from, though the new file holds them too", async () => {
    const { rows, verdict } = await retrained({ data: "grown.csv" });
    expect([rows.judged, verdict.rows]).toEqual([60, 60]);
    await expect(retrained({ data: "old.csv" })).rejects.toThrow(
      /all of its 260 rows stand in .*old\.csv, which was learned from; name rows that are new/,
    );
  });

  test("of numbers is judged by R²", async () => {
    const { verdict } = await retrained({ data: "shifted.csv", run: "amounts" });
    expect(verdict).toMatchObject({ by: "r2", rows: 160, verdict: "better" });
    expect(verdict.challenger).toBeGreaterThan(0.9);
    expect(verdict.interval[0]).toBeLessThan(verdict.gain);
    expect(verdict.gain).toBeLessThan(verdict.interval[1]);
  });

  test("goes on from where it was stopped, to the same bits", async () => {
    const whole = await retrained({ data: "shifted.csv", out: at("out/whole"), withOld: true });
    const stop = new AbortController();
    let epochs = 0;
    const asked = { run: at("run"), data: at("shifted.csv"), out: at("out/cut"), withOld: true };
    for await (const report of retrain({ ...asked, signal: stop.signal }))
      if (report.kind === "epoch" && ++epochs === 7) stop.abort();
    for await (const _ of resume({ run: at("out/cut") }));
    const weights = (run: string) => readFileSync(join(run, "model.safetensors"));
    expect(weights(at("out/cut")).equals(weights(whole.verdict.run))).toBe(true);
  });

  test.each<[what: string, asked: Asked, message: RegExp]>([
    [
      "a column that is gone",
      { data: "lacks.csv" },
      /^.*lacks\.csv: no column "b", which the earlier run learned from; .*/,
    ],
    [
      "words in the place of numbers",
      { data: "words.csv" },
      /column b: "high"( .*)? is not a number|column b/,
    ],
    [
      "a seed of a run's own out",
      { data: "shifted.csv", out: "OUT" },
      /already holds a run; name a new folder/,
    ],
  ])("refuses %s in one line, and writes nothing", async (_, asked, message) => {
    const error = await retrained(asked.out ? { ...asked, out: at("run") } : asked).then(
      () => undefined,
      (thrown: Error) => thrown.message,
    );
    expect(error).toMatch(message);
    expect(error).not.toContain("\n");
  });

  test("learns from the new rows alone where the old ones are gone or were changed", async () => {
    const moved = folder({ "old.csv": table(old), "new.csv": table({ seed: 9, rows: 60 }) });
    const run = join(moved, "run");
    for await (const _ of train({ data: join(moved, "old.csv"), epochs: 2, drop: ["size"], out: run }));
    const asked = { run, data: join(moved, "new.csv") };
    const rowsOf = async (out: string, more: Partial<RetrainOptions> = {}) => {
      for await (const report of retrain({ ...asked, ...more, out: join(moved, out) }))
        if (report.kind === "rows") return report.old;
      return undefined;
    };
    appendFileSync(join(moved, "old.csv"), lines({ seed: 10, rows: 1 })[0]!);
    expect(await rowsOf("a")).toMatchObject({ learned: false, why: "changed" });
    rmSync(join(moved, "old.csv"));
    expect(await rowsOf("b")).toMatchObject({ learned: false, why: "gone" });
    await expect(rowsOf("c", { withOld: true })).rejects.toThrow(
      /withOld: true learns from .* which is no longer there/,
    );
  });
});

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { randomState } from "../../../../src/data/random/randomState.ts";
import { evaluate } from "../../../../src/tasks/evaluate.ts";
import { predict } from "../../../../src/tasks/predict.ts";
import { train } from "../../../../src/tasks/train.ts";
import { workshop } from "../../../cli/kiso.ts";

// A month of ordinary lots of a machine, and what is said of them.

const { folder } = workshop("drift");
let home: string;

interface Lot {
  seed: number;
  rows?: number;
  /** added to 温度, whose deviation is 1 */
  higher?: number;
  /** the share of material C */
  c?: number;
  /** the share of 圧力 that is not measured */
  gaps?: number;
}

function table({ seed, rows = 300, higher = 0, c = 0.1, gaps = 0 }: Lot): string {
  const { uniform } = randomState(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform(0, 1))) * Math.cos(2 * Math.PI * uniform(0, 1));
  const lines = Array.from({ length: rows }, (_, i) => {
    const [temperature, pressure, count] = [normal(), normal(), Math.floor(3 * uniform(0, 1) ** 2)];
    const u = uniform(0, 1);
    const material = u < c ? "C" : u < 0.5 ? "A" : "B";
    const cells = [
      (20 + temperature + higher).toFixed(2),
      uniform(0, 1) < gaps ? "" : (5 + 0.1 * pressure).toFixed(3),
      count,
      material,
      `2026-${String(1 + (seed % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`,
    ];
    return [...cells, temperature + pressure > 0.5 ? "NG" : "OK"].join(",");
  });
  return `${["温度,圧力,count,材質,日付,result", ...lines].join("\n")}\n`;
}

beforeAll(async () => {
  home = folder({
    "train.csv": table({ seed: 1, rows: 500, gaps: 0.02 }),
    "same.csv": table({ seed: 2, gaps: 0.02 }),
    "shifted.csv": table({ seed: 3, higher: 0.5, c: 0.4, gaps: 0.02 }),
    "gaps.csv": table({ seed: 4, gaps: 0.3 }),
    "far.csv": table({ seed: 5, higher: 2000, gaps: 0.02 }),
    "few.csv": table({ seed: 6, rows: 4, higher: 3 }),
  });
  const options = {
    data: join(home, "train.csv"),
    epochs: 2,
    hidden: [4],
    dates: true,
    missing: "mean",
  } as const;
  for await (const _ of train({ ...options, out: join(home, "run") }));
});

async function saidOf(name: string, run = "run") {
  const asked = await predict({ run: join(home, run), data: [join(home, name)] });
  for await (const _ of asked.rows());
  return { notes: asked.remarks(), drift: asked.drift() };
}

describe("what predict says of a lot's drift", () => {
  test("nothing of a lot that is as in training, though its days are others", async () => {
    const { notes, drift } = await saidOf("same.csv");
    expect(notes).toEqual([]);
    expect(drift).toMatchObject({ rows: 300, trainingRows: 400, of: 4, falseAlarms: 0.01, columns: [] });
  });

  test("how many columns, and of each what it is and was", async () => {
    const { notes, drift } = await saidOf("shifted.csv");
    expect(notes).toEqual([
      "drift: 2 of 4 columns are not as in training (of lots that are as in training, 1 in 100 is said to differ)",
      expect.stringMatching(/^drift: 材質: "C" in (3\d|4\d)\.\d% of the rows, was \d{1,2}\.\d%$/),
      expect.stringMatching(/^drift: 温度: median 20\.\d+, was (19|20)\.\d+, 0\.\d+ deviations higher$/),
    ]);
    expect(drift!.columns.map(({ column, change }) => [column, change.kind])).toEqual([
      ["材質", "share"],
      ["温度", "level"],
    ]);
    const found = await evaluate({
      run: join(home, "run"),
      data: join(home, "shifted.csv"),
      report: join(home, "r.html"),
      lang: "ja",
    });
    expect(found.notes.filter((note) => note.startsWith("drift: "))).toEqual(notes);
    expect(found.drift).toEqual(drift);
    expect(readFileSync(join(home, "r.html"), "utf8")).toMatch(
      /学習時からの変化.*列 4 個のうち 2 個が学習時と異なります/,
    );
  });

  test("of cells that are not measured; of a column that lies far off nothing more; of four rows nothing", async () => {
    expect((await saidOf("gaps.csv")).notes).toEqual([
      expect.stringContaining("1 of 4 columns is not"),
      expect.stringMatching(/^drift: 圧力: no value in (2|3)\d\.\d% of the rows, was \d\.\d%$/),
    ]);
    expect((await saidOf("far.csv")).notes).toEqual([
      expect.stringMatching(/column 温度 \(about .* lies far from what/),
    ]);
    expect(await saidOf("few.csv")).toEqual({ notes: [], drift: undefined });
  });

  test("of a model of an earlier kiso that it cannot tell; what was damaged is refused", async () => {
    cpSync(join(home, "run"), join(home, "old"), { recursive: true });
    const { sha256: _, drift, ...card } = JSON.parse(readFileSync(join(home, "run/model.json"), "utf8"));
    const write = (more: object) =>
      writeFileSync(join(home, "old/model.json"), JSON.stringify({ ...card, ...more }));
    write({});
    expect(await saidOf("shifted.csv", "old")).toEqual({
      notes: [expect.stringMatching(/^the model was made before drift was kept/)],
      drift: undefined,
    });
    write({
      drift: { ...drift, columns: [{ ...drift.columns[0], edges: "2 1" }, ...drift.columns.slice(1)] },
    });
    await expect(saidOf("shifted.csv", "old")).rejects.toThrow(
      /"drift" of column "温度" is not as kiso wrote it/,
    );
    write({ drift: 3 });
    await expect(saidOf("shifted.csv", "old")).rejects.toThrow(/drift/);
    write({ drift: { rows: 400 } });
    await expect(saidOf("shifted.csv", "old")).rejects.toThrow(/drift/);
  });
});

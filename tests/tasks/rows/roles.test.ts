import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { evaluate } from "../../../src/tasks/evaluate.ts";
import type { TrainOptions } from "../../../src/tasks/plan/options.ts";
import { predict } from "../../../src/tasks/predict.ts";
import { resume } from "../../../src/tasks/resume.ts";
import { crossValidate, train } from "../../../src/tasks/train.ts";
import type { ReadReport, TrainedReport, TrainReport } from "../../../src/tasks/training/reports.ts";

/** What each column is for, from the file to the next lot. */
const folder = mkdtempSync(join(tmpdir(), "kiso-roles-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const fresh = () => join(folder, `run-${made++}`);

type Row = Record<string, string | number>;
function file(name: string, rows: readonly Row[]): string {
  const path = join(folder, name);
  const names = Object.keys(rows[0]!);
  writeFileSync(
    path,
    `${[names.join(","), ...rows.map((row) => names.map((one) => row[one]).join(","))].join("\n")}\n`,
  );
  return path;
}

/** A number from 0 to 1 for each place: the same at every run. */
const drawn = (row: number, column: number): number => {
  const x = Math.sin(row * 12.9898 + column * 78.233) * 43758.5453;
  return x - Math.floor(x);
};

/** A part is bad where w + h is large; a lot begins with its good parts, so that its running number tells them. */
function lot(seed: number, rows = 120, sorted = true) {
  const parts = Array.from({ length: rows }, (_, i) => {
    const [w, h] = [drawn(i, seed), drawn(i, seed + 50)];
    return { w: w.toFixed(3), h: h.toFixed(3), bad: w + h > 1 };
  });
  return sorted ? parts.sort((a, b) => Number(a.bad) - Number(b.bad)) : parts;
}

async function trained(options: TrainOptions) {
  let read: ReadReport | undefined;
  let last: TrainReport | undefined;
  for await (const report of train({ epochs: 40, learningRate: 0.1, ...options })) {
    if (report.kind === "read") read = report;
    last = report;
  }
  return { read: read!, trained: last as TrainedReport };
}
const refused = (options: TrainOptions) =>
  trained(options).then(
    () => "nothing was thrown",
    (error: Error) => error.message.replaceAll(`${folder}/`, ""),
  );
const notesOf = ({ notes }: { notes: readonly string[] }) =>
  notes.map((note) => note.replaceAll(`${folder}/`, ""));

async function answersOf(run: string, data: string) {
  const asked = await predict({ run, data: [data] });
  const columns = new Map<string, readonly unknown[]>();
  for await (const piece of asked.rows())
    for (const column of piece.columns)
      columns.set(column.name, "text" in column ? column.text : Array.from(column.values));
  return columns;
}

describe("the next lot", () => {
  const numbered = (seed: number, first: number, name: string, spell: (n: number) => string = String) =>
    lot(seed).map(({ w, h, bad }, i) => ({ [name]: spell(first + i), w, h, 判定: bad ? "不良" : "良品" }));

  test.each([
    ["No.", 1, 5001],
    ["製番", 40_000, 90_000],
    ["検査番号", 1, 1],
    ["n", 1, 501],
    ["Unnamed: 0", 0, 0],
  ])("is answered as the first one where %s numbers its rows", async (name, first, second) => {
    const [own, next] = [
      file("own.csv", numbered(1, first, name)),
      file("next.csv", numbered(2, second, name)),
    ];
    const out = fresh();
    const { read, trained: ended } = await trained({ data: own, out });
    expect(read).toMatchObject({ label: "判定", labelWhy: "by its name", features: 2 });
    expect(read.encoder.leftOut).toMatchObject([{ name, why: expect.stringMatching(/^an id: /) }]);
    expect(ended.metric.accuracy).toBeGreaterThan(0.8);
    const found = await evaluate({ run: out, data: next });
    expect(found).toMatchObject({ kind: "answers", rows: 120 });
    if (found.kind === "answers") expect(found.accuracy).toBeGreaterThan(0.8);
    expect((await answersOf(out, next)).get(name)!.map(Number)).toEqual(
      Array.from({ length: 120 }, (_, i) => second + i),
    );
  });

  test("has its ids beside the answers, to the letter", async () => {
    const ids = ["00058", "2E5", "12345678901234567", "", "7", "A-1", " 12 "];
    const rows = numbered(1, 1, "id", (n) => `${10_000 + n}`);
    const out = fresh();
    await trained({ data: file("ids.csv", rows), out });
    const next = file(
      "ids-next.csv",
      ids.map((id, i) => ({ w: 0.1 * i, id, h: 0.3 })),
    );
    expect((await answersOf(out, next)).get("id")).toEqual(ids.map((id) => id.trim()));
    const plain = file(
      "plain-next.csv",
      [5, 6].map((id) => ({ id, w: 0.1, h: 0.3 })),
    );
    expect((await answersOf(out, plain)).get("id")).toEqual([5, 6]);
  });

  test("lacks the label that was learned: there is nothing to measure against", async () => {
    const rows = lot(3, 120, false).map(({ w, h }) => ({
      w,
      h,
      strength: (3 * Number(w) - Number(h)).toFixed(3),
    }));
    const out = fresh();
    const { read } = await trained({ data: file("strength.csv", rows), task: "regress", out });
    expect(read).toMatchObject({ label: "strength", labelWhy: "the last column" });
    const lacking = file(
      "lacking.csv",
      rows.map(({ w, h }) => ({ w, h })),
    );
    await expect(evaluate({ run: out, data: lacking })).rejects.toThrow(
      `${lacking}: has no column "strength", which the run learned, so there is nothing to measure against; its columns are w, h; where it is called otherwise here, name it with label`,
    );
    const other = file(
      "other.csv",
      rows.map(({ w, h, strength }) => ({ h, Strength: strength, w })),
    );
    expect(await evaluate({ run: out, data: other })).toMatchObject({ rows: 120 });
  });
});

describe("what columns are for, as it is asked", () => {
  const rows = lot(4, 120, false).map(({ w, h, bad }, i) => ({
    time: i,
    shift: "AB"[i % 2]!,
    w,
    h,
    lot: `L${Math.floor(i / 6)}`,
    result: bad ? "NG" : "OK",
  }));
  const data = file("roles.csv", rows);
  const features = ({ encoder }: ReadReport) => encoder.columns.map(({ name }) => name);

  test("drop, id and features", async () => {
    const dropped = await trained({ data, drop: ["shift", "LOT"], id: ["time"] });
    expect(features(dropped.read)).toEqual(["w", "h"]);
    expect(dropped.read.encoder.leftOut).toEqual([
      { name: "time", why: "an id, as asked" },
      { name: "shift", why: "dropped, as asked" },
      { name: "lot", why: "dropped, as asked" },
    ]);
    const chosen = await trained({ data, features: ["time", "w"] });
    expect(features(chosen.read)).toEqual(["time", "w"]);
    expect(chosen.read.encoder.leftOut).toContainEqual({ name: "shift", why: "not asked for" });
  });

  test("a column that rises is left out aloud, and kept where it is the only one", async () => {
    const { read } = await trained({ data, drop: ["lot"] });
    expect(read.encoder.leftOut).toContainEqual({
      name: "time",
      why: "an id: it rises by 1 from row to row",
    });
    expect(notesOf(read)).toContain(
      'column time rises by 1 from row to row, as a running number does, and is left out; if it was measured, learn from it too with features: ["shift","w","h","time"]',
    );
    const curve = file(
      "curve.csv",
      rows.map(({ time }) => ({ time, y: Math.sin(time / 20).toFixed(3) })),
    );
    const only = await trained({ data: curve, task: "regress" });
    expect(features(only.read)).toEqual(["time"]);
    expect(notesOf(only.read)).toEqual([
      "column time rises by 1 from row to row, as a running number does; it is learned from all the same, since no other column can be a feature",
    ]);
  });

  test("mistakes in a column that is dropped, or not asked for, stop nothing", async () => {
    const broken = file(
      "broken.csv",
      rows.map((row, i) => ({ ...row, h: i === 7 ? "oops" : row.h })),
    );
    expect(await refused({ data: broken })).toContain('row 8 (line 9), column h: "oops" is not a number');
    expect(features((await trained({ data: broken, drop: ["h"] })).read)).not.toContain("h");
    expect(features((await trained({ data: broken, features: ["w"] })).read)).toEqual(["w"]);
  });

  test.each<[Partial<TrainOptions>, string]>([
    [{ drop: ["widht"] }, 'roles.csv: drop asks for "widht", and there is no such column'],
    [{ group: "lott" }, 'roles.csv: group asks for "lott", and there is no such column; did you mean "lot"?'],
    [
      { drop: ["lot"], group: "lot" },
      'column "lot" is asked for as drop and as group; leave out one of them',
    ],
    [{ features: ["w", "w"] }, 'features names column "w" twice; name it once'],
    [{ label: "result", features: ["result"] }, 'column "result" is asked for as label and as features'],
    [
      { time: "shift" },
      "column shift: holds neither numbers nor dates, so it says no time; choose another with time",
    ],
    [
      { time: "time", folds: 3 },
      "folds tests every row once, and time the latest alone; leave out one of them",
    ],
    [{ time: "time", stream: true }, "time needs all rows in memory to find the latest"],
    [{ group: "shift", testSize: 0.5, drop: ["time"], features: ["w"] }, "nothing was thrown"],
  ])("%o", async (options, message) => {
    expect(await refused({ data, epochs: 1, ...options })).toContain(message);
  });

  /** The numbers of the held-out rows in the file, from 0. */
  const heldOut = async (options: TrainOptions) => {
    const out = fresh();
    const { read } = await trained({ epochs: 2, out, ...options });
    const found = await evaluate({ run: out, data: options.data as string });
    return { read, out, found };
  };

  test("a group is on one side of the split, is no feature, and the run tests the same rows again", async () => {
    const { read, out, found } = await heldOut({ data, group: "lot", validation: 0.2 });
    expect(read.encoder.leftOut).toContainEqual({ name: "lot", why: "the group" });
    expect(notesOf(read)).toContainEqual(
      expect.stringMatching(/^20 groups by column lot stay whole: 4 tested, \d validated$/),
    );
    expect(read.rows).toMatchObject({ test: 24 });
    expect(found).toMatchObject({
      rows: 24,
      which: "rows of the run's own data, held out from its training",
    });
    expect(JSON.parse(readFileSync(join(out, "config.json"), "utf8")).data.roles).toEqual({ group: "lot" });
    const said = notesOf((await trained({ data, epochs: 1 })).read);
    expect(said).toContain(
      'column lot: 20 different in 120 rows, and those of one lot may lie on both sides of a split, which flatters the result; keep them together with group: "lot"',
    );
  });

  test("whole groups are held out where rows of one are alike, and then the result flatters no longer", async () => {
    // Each lot has its own w, and its class follows from the lot alone: rows of a known lot are known.
    const lots = Array.from({ length: 160 }, (_, i) => {
      const own = (i * 7) % 40;
      return {
        w: (drawn(own, 1) + drawn(i, 9) / 1e4).toFixed(5),
        h: (drawn(own, 2) + drawn(i, 8) / 1e4).toFixed(5),
        lot: `L${own}`,
        result: drawn(own, 3) > 0.5 ? "OK" : "NG",
      };
    });
    const alike = file("alike.csv", lots);
    const accuracy = async (options: Partial<TrainOptions>) =>
      (
        await trained({
          data: alike,
          epochs: 300,
          hidden: [64, 64],
          optimizer: "adam",
          learningRate: 0.02,
          drop: options.group ? [] : ["lot"],
          ...options,
        })
      ).trained.metric.accuracy!;
    const [flattered, honest] = [await accuracy({}), await accuracy({ group: "lot" })];
    expect(flattered).toBeGreaterThan(0.8);
    // Nothing of a lot tells the next: there is only guessing.
    expect(honest).toBeLessThan(flattered - 0.15);
  });

  test("a lot that stands in a test file of its own too is said", async () => {
    const tested = file(
      "tested.csv",
      rows.slice(50, 80).map((row, i) => ({ ...row, lot: i < 12 ? row.lot : `M${i % 3}` })),
    );
    const { read } = await trained({ data, group: "lot", test: tested, epochs: 1 });
    expect(notesOf(read)).toEqual(
      [
        "tested.csv: 3 of its 6 groups by column lot are learned from too (the first: L8), which flatters the result on them",
        expect.stringMatching(/^column time rises by 1 /),
      ].reverse(),
    );
  });

  test("what turns others away is set by whole groups", async () => {
    const { trained: ended } = await trained({ data, group: "lot", reject: 0.2, epochs: 5 });
    expect(ended.model.card.reject?.rows).toBe(96);
    const few = file(
      "few.csv",
      rows.map((row, i) => ({ ...row, lot: `L${i % 5}` })),
    );
    expect(await refused({ data: few, group: "lot", reject: 0.2, epochs: 5 })).toContain(
      "reject holds each training row out once, in 5 parts of whole groups, and the 4 groups of the training rows do not go into such parts",
    );
  });

  test("folds keep groups", async () => {
    let rowsOf: number[] = [];
    for await (const report of crossValidate({ data, folds: 4, group: "lot", epochs: 1 }))
      if (report.kind === "folds") rowsOf = report.folds.map((fold) => fold.rows);
    expect(rowsOf.reduce((a, b) => a + b, 0)).toBe(120);
    // Lots have six rows each.
    expect(rowsOf.every((count) => count % 6 === 0)).toBe(true);
  });

  test("a time tests the latest, validates on the latest of the rest, and is no feature", async () => {
    const dated = file(
      "dated.csv",
      rows.map(({ time, w, h, result }) => ({
        date: `2024年${1 + ((((time * 7) % 120) / 20) | 0)}月${1 + (((time * 7) % 120) % 20)}日`,
        w,
        h,
        result,
      })),
    );
    const { read, found } = await heldOut({ data: dated, time: "date", validation: 0.25 });
    expect(read.encoder.leftOut).toEqual([{ name: "date", why: "the time" }]);
    expect(read.rows).toEqual({ train: 72, validation: 24, test: 24 });
    expect(notesOf(read)).toEqual([
      "the test rows are the latest by column date, from 2024年5月17日 on: 24 of 120",
    ]);
    expect(found.rows).toBe(24);
  });

  test("all rows of a class in the latest are said", async () => {
    const late = file(
      "late.csv",
      rows.map(({ time, w, h }) => ({ time, w, h, result: time > 110 ? "crack" : time % 2 ? "OK" : "NG" })),
    );
    expect(await refused({ data: late, time: "time" })).toBe(
      'late.csv: all rows of class "crack" would be held out by time: "time", so that none is learned from; state a smaller testSize, or name test rows with test',
    );
  });

  test("of a file that is read part by part groups are kept too", async () => {
    const many = file(
      "many.csv",
      Array.from({ length: 2000 }, (_, i) => {
        const [w, h] = [drawn(i, 5), drawn(i, 6)];
        return {
          No: i,
          w: w.toFixed(3),
          h: h.toFixed(3),
          lot: `L${(i * 13) % 100}`,
          result: w + h > 1 ? "NG" : "OK",
        };
      }),
    );
    const { read, found } = await heldOut({ data: many, group: "lot", stream: true });
    expect(features(read)).toEqual(["w", "h"]);
    expect(read.encoder.leftOut).toEqual([
      { name: "No", why: "an id: every row differs" },
      { name: "lot", why: "the group" },
    ]);
    // Each lot has twenty rows.
    expect(read.rows.test % 20).toBe(0);
    expect(read.rows.test).toBeGreaterThan(0);
    expect(found.rows).toBe(read.rows.test);
  });

  test("a run that was stopped goes on with them to the same bits", async () => {
    const options: TrainOptions = {
      data,
      group: "lot",
      drop: ["shift"],
      epochs: 6,
      checkpointEvery: 0,
      learningRate: 0.1,
    };
    const whole = fresh();
    await trained({ ...options, out: whole });
    const stopped = fresh();
    for await (const report of train({ ...options, out: stopped }))
      if (report.kind === "epoch" && report.epoch === 2) break;
    for await (const _ of resume({ run: stopped }));
    const weights = (run: string) => readFileSync(join(run, "model.safetensors"));
    expect(weights(stopped).equals(weights(whole))).toBe(true);
  });
});

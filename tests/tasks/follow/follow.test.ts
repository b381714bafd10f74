import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { SettingError } from "../../../src/errors.ts";
import type { TrainOptions } from "../../../src/tasks/plan/options.ts";
import { train } from "../../../src/tasks/train.ts";
import type { Followed, TrainedReport, TrainReport } from "../../../src/tasks/training/reports.ts";
import { train as trainRows } from "../../../src/tasks/trainRows.ts";
import { readExperiment } from "../../../src/train/run/run.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-follow-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Three classes by two columns, in rings: a short training finds none of it. */
const rings = (rows: number, label: (x: number, y: number) => string | number) =>
  Array.from({ length: rows }, (_, i) => {
    const [x, y] = [((i * 7919) % 1009) / 1009 - 0.5, ((i * 104729) % 997) / 997 - 0.5];
    return { x: Number(x.toFixed(4)), y: Number(y.toFixed(4)), label: label(x, y) };
  });
const data = rings(240, (x, y) => ["in", "middle", "out"][Math.min(2, Math.floor(5 * Math.hypot(x, y)))]!);
const short: TrainOptions = { data, epochs: 3, label: "label" };

async function all(options: TrainOptions): Promise<TrainReport[]> {
  const found: TrainReport[] = [];
  for await (const report of train(options)) found.push(report);
  return found;
}
const ended = (reports: readonly TrainReport[]) => reports.at(-1) as TrainedReport;
const bits = (report: TrainedReport) =>
  JSON.stringify(Object.entries(report.model.parameters).map(([name, { data }]) => [name, [...data]]));
const facts = ({ why, remedy, compared, kept }: Followed) => ({ why, remedy, by: compared?.by, kept });

describe("the doctor's advice, followed", async () => {
  const reports = await all({ ...short, follow: true, out: join(folder, "run") });
  const last = ended(reports);

  test("is tried first, and what was better on rows held out is trained: the very training of these settings", async () => {
    const kinds = reports.map(({ kind }) => kind);
    expect(kinds[0]).toBe("followed");
    expect(kinds.lastIndexOf("followed")).toBeLessThan(kinds.indexOf("read"));
    const [first] = last.followed!;
    expect(facts(first!)).toEqual({
      why: expect.any(String),
      remedy: { effort: "standard", epochs: undefined },
      by: "accuracy",
      kept: true,
    });
    const { before, after, interval, rows } = first!.compared!;
    expect(rows).toBe(192); // four fifths of 240: the rows to test on have no part in it
    expect(after).toBeGreaterThan(before + 0.2);
    expect(interval[0]).toBeGreaterThan(0);
    expect(interval[1] + interval[0]).toBeCloseTo(2 * (after - before), 12);
    const same = ended(await all({ data, label: "label", effort: "standard" }));
    expect(bits(last)).toBe(bits(same));
    expect((await readExperiment(join(folder, "run"))).effort).toBe("standard");
  });

  test("comes to the same however the rows to test on are labelled", async () => {
    const held = data.slice(0, 60);
    const wrong = held.map((row) => ({ ...row, label: row.label === "in" ? "out" : "in" }));
    const given = { ...short, data: data.slice(60), follow: true, epochs: 2 };
    const [one, other] = [await all({ ...given, test: held }), await all({ ...given, test: wrong })];
    expect(ended(one).followed!.map(facts)).toEqual(ended(other).followed!.map(facts));
    expect(ended(one).followed![0]!.compared).toEqual(ended(other).followed![0]!.compared);
    expect(bits(ended(one))).toBe(bits(ended(other)));
  });

  test("is left where it is no better, and the training is the one that was asked for", async () => {
    const noise = rings(120, (x, y) => ((x * 7919 + y * 104729) % 1 > 0 ? "a" : "b"));
    const given = { ...short, data: noise };
    const [followed, plain] = [ended(await all({ ...given, follow: true })), ended(await all(given))];
    expect(followed.followed!.filter(({ kept }) => kept)).toEqual([]);
    expect(bits(followed)).toBe(bits(plain));
  });

  test("ends at once where it is stopped, and leaves no folder", async () => {
    const stop = new AbortController();
    const out = join(folder, "stopped");
    const found: string[] = [];
    for await (const report of train({ ...short, follow: true, out, signal: stop.signal })) {
      found.push(report.kind);
      stop.abort();
    }
    expect(found).toEqual(["followed", "stopped"]);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ["folds", { folds: 5 }],
    ["stream", { data: "iris", stream: true }],
    ["shuffleBuffer", { data: "iris", shuffleBuffer: 64 }],
    ["recipe", { recipe: "lesson" }],
    ["task", { task: "siamese", epochs: undefined }],
  ] as const)("is refused beside %s", async (name, options) => {
    const given = { data, label: "label", follow: true, ...options } as TrainOptions;
    await expect(all(given)).rejects.toThrow(new RegExp(`leave it out with ${name}`));
    await expect(all(given)).rejects.toThrow(SettingError);
  });

  test("is refused where rows in memory are all there is", async () => {
    const reports = trainRows({ data, follow: true } as never);
    await expect(reports.next()).rejects.toThrow("train: follow is of files; import train");
  });
});

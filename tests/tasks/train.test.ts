import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { decodeSafetensors } from "../../src/model/file/safetensors.ts";
import type { TrainOptions } from "../../src/tasks/plan/options.ts";
import { MovedError, resume } from "../../src/tasks/resume.ts";
import { crossValidate, train } from "../../src/tasks/train.ts";
import type { TrainedReport, TrainReport } from "../../src/tasks/training/reports.ts";
import { readExperiment } from "../../src/train/run/run.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-tasks-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const fresh = () => join(folder, `run-${made++}`);

const iris: TrainOptions = { data: "iris", epochs: 6 };

async function all(reports: AsyncIterable<TrainReport>): Promise<TrainReport[]> {
  const found: TrainReport[] = [];
  for await (const report of reports) found.push(report);
  return found;
}

const kinds = (reports: readonly TrainReport[]) =>
  reports.map(({ kind }) => kind).filter((kind, i, list) => kind !== list[i - 1]);

const last = (reports: readonly TrainReport[]) => {
  const report = reports.at(-1)!;
  expect(report.kind).toBe("trained");
  return report as TrainedReport;
};

/** All that a training comes to, without the time that it took. */
const timeless = ({ metrics, metric, seconds: _, run: __, report: ___, ...rest }: TrainedReport) => ({
  ...rest,
  metric: { ...metric, seconds: 0 },
  metrics: metrics.map((one) => ({ ...one, seconds: 0 })),
});

const weightsOf = (run: string) => readFileSync(join(run, "model.safetensors"));

describe("train", () => {
  test("without out writes nothing, and ends with the model", async () => {
    const before = readdirSync(process.cwd()).sort();
    const reports = await all(train(iris));
    expect(kinds(reports)).toEqual(["read", "plan", "epoch", "result", "findings", "report", "trained"]);
    expect(reports.filter(({ kind }) => kind === "epoch")).toHaveLength(6);
    const { model, rows, metrics, metric, run, report } = last(reports);
    expect(rows).toEqual({ train: 120, test: 30, validation: undefined });
    expect(model.card.network.sizes).toEqual([4, 32, 3]);
    expect(model.parameters["dense1.weight"]!.shape).toEqual([4, 32]);
    expect(metric).toEqual(metrics.at(-1));
    expect(run).toBeUndefined();
    expect(report!.kind === "classification" && report!.metrics.accuracy).toBe(metric.accuracy);
    expect(readdirSync(process.cwd()).sort()).toEqual(before);
  });

  test("with out comes to the same as without, and its folder says so", async () => {
    const out = fresh();
    const reports = await all(train({ ...iris, out }));
    expect(kinds(reports).slice(-2)).toEqual(["written", "trained"]);
    const [written, bare] = [last(reports), last(await all(train(iris)))];
    expect(timeless(written)).toEqual(timeless(bare));
    const { tensors } = decodeSafetensors(weightsOf(out), out);
    expect(tensors["dense1.weight"]!.data).toEqual(bare.model.parameters["dense1.weight"]!.data);
    expect(JSON.parse(JSON.stringify(written.experiment))).toEqual(await readExperiment(out));
    expect(existsSync(join(out, ".lock"))).toBe(false);
    await expect(all(train({ ...iris, out }))).rejects.toThrow(`${out} already holds a run`);
  });

  test("takes the next free folder of a prefix", async () => {
    const prefix = join(folder, "runs", "iris");
    const runs = [];
    for (let i = 0; i < 2; i++)
      runs.push(last(await all(train({ ...iris, epochs: 1, out: { next: prefix } }))).run);
    expect(runs).toEqual([`${prefix}-1`, `${prefix}-2`]);
  });

  test("is plain data all along", async () => {
    for await (const report of train({ ...iris, validation: 0.2, patience: 2, reject: 0.1 })) {
      expect(() => structuredClone(report), report.kind).not.toThrow();
    }
  });

  test("tells a regression's errors in the label's unit", async () => {
    const path = join(folder, "line.csv");
    writeFileSync(
      path,
      `x,y\n${Array.from({ length: 200 }, (_, i) => `${i / 100},${1e6 + 500 * i}`).join("\n")}\n`,
    );
    const reports = await all(train({ data: path, label: "y", task: "regress", epochs: 60, hidden: [8] }));
    const { regression, metric } = last(reports);
    expect(metric.r2).toBeGreaterThan(0.9);
    expect(regression!.r2).toBeCloseTo(metric.r2!, 10);
    // y is spread over 100,000; in the standardised scale a mean error would be below 1.
    expect(regression!.mae).toBeGreaterThan(1);
    expect(regression!.mae).toBeLessThan(10_000);
  });
});

describe("a loop that is left by break", () => {
  test.each([
    ["one network", iris],
    ["members that learn apart", { ...iris, hidden: undefined, effort: "standard" as const }],
  ])(
    "trains %s no further, and gives the folder back; resume ends with the bits of an unbroken run",
    async (_, iris) => {
      const [whole, out] = [fresh(), fresh()];
      await all(train({ ...iris, out: whole }));
      let epochs = 0;
      for await (const report of train({ ...iris, out })) {
        if (report.kind === "epoch") epochs++;
        if (epochs === 2) break;
      }
      expect(existsSync(join(out, ".lock"))).toBe(false);
      expect(existsSync(join(out, "model.safetensors"))).toBe(false);
      const resumed = await all(resume({ run: out }));
      const plan = resumed.find((report) => report.kind === "plan");
      expect(plan?.resumed?.from).toMatchObject({ epochs: 2, step: 0 });
      expect(resumed.filter(({ kind }) => kind === "epoch")).toHaveLength(4);
      expect(weightsOf(out).equals(weightsOf(whole))).toBe(true);
      await expect(all(resume({ run: out }))).rejects.toThrow(`${out} is finished (6 of 6 epochs)`);
    },
  );

  test("before it has begun leaves nothing behind", async () => {
    const out = fresh();
    for await (const report of train({ ...iris, out })) if (report.kind === "read") break;
    expect(existsSync(out)).toBe(false);
  });
});

describe("a signal", () => {
  test("that is aborted already: no row is read, no step is made", async () => {
    const out = fresh();
    const reports = await all(train({ ...iris, data: "missing.csv", out, signal: AbortSignal.abort() }));
    expect(reports).toEqual([{ kind: "stopped" }]);
    expect(existsSync(out)).toBe(false);
  });

  test("that is aborted before a run goes on leaves it as it is", async () => {
    const out = fresh();
    for await (const report of train({ ...iris, out })) if (report.kind === "epoch") break;
    const checkpoint = () => readFileSync(join(out, "checkpoint/latest.safetensors"), "base64");
    const before = checkpoint();
    const reports = await all(resume({ run: out, signal: AbortSignal.abort() }));
    expect(kinds(reports)).toEqual(["read", "plan", "stopped"]);
    expect(checkpoint()).toBe(before);
  });

  test("that is aborted within an epoch ends it after the step at hand, and the run goes on to the same bits", async () => {
    const [whole, out] = [fresh(), fresh()];
    // Each of 60 steps an epoch is followed by a checkpoint: the abort falls between two of them.
    const slow: TrainOptions = { data: "iris", epochs: 2, batch: 2, checkpointEvery: 0 };
    await all(train({ ...slow, checkpointEvery: 5, out: whole }));
    const controller = new AbortController();
    const reports: TrainReport[] = [];
    const watch = setInterval(() => {
      if (existsSync(join(out, "checkpoint/latest.safetensors"))) controller.abort();
    }, 1);
    for await (const report of train({ ...slow, out, signal: controller.signal })) reports.push(report);
    clearInterval(watch);
    expect(kinds(reports)).toEqual(["read", "plan", "stopped"]);
    expect(reports.at(-1)).toEqual({ kind: "stopped", run: out });
    const resumed = await all(resume({ run: out }));
    const from = resumed.find((report) => report.kind === "plan")?.resumed?.from;
    expect(from!.epochs).toBe(0);
    expect(from!.step).toBeGreaterThan(0);
    expect(weightsOf(out).equals(weightsOf(whole))).toBe(true);
  });

  test("that is aborted after the result is as good: the run is resumed to its end", async () => {
    const out = fresh();
    const controller = new AbortController();
    const seen: string[] = [];
    for await (const report of train({ ...iris, out, signal: controller.signal })) {
      seen.push(report.kind);
      if (report.kind === "report") controller.abort();
    }
    expect(seen.at(-1)).toBe("stopped");
    expect(existsSync(join(out, "README.md"))).toBe(false);
    const resumed = await all(resume({ run: out }));
    expect(resumed.some(({ kind }) => kind === "epoch")).toBe(false);
    expect(last(resumed).metrics).toHaveLength(6);
    expect(existsSync(join(out, "README.md"))).toBe(true);
  });
});

describe("crossValidate", () => {
  test("tests every row once", async () => {
    const reports = await all(crossValidate({ ...iris, folds: 3 }));
    expect(kinds(reports)).toEqual(["read", "plan", "fold", "folds"]);
    const folds = reports.filter((report) => report.kind === "fold");
    expect(folds.map(({ rows }) => rows)).toEqual([50, 50, 50]);
    const scores = folds.map((fold) => ("accuracy" in fold ? fold.accuracy : Number.NaN));
    const mean = (scores[0]! + scores[1]! + scores[2]!) / 3;
    expect(reports.at(-1)).toMatchObject({ kind: "folds", mean });
    const variance = scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3;
    expect((reports.at(-1) as { std: number }).std).toBeCloseTo(Math.sqrt(variance), 14);
  });

  test("comes before a training that has folds", async () => {
    const reports = await all(train({ ...iris, epochs: 2, folds: 2 }));
    expect(kinds(reports).slice(0, 6)).toEqual(["read", "plan", "fold", "folds", "read", "plan"]);
    expect(last(reports).validated!.folds).toHaveLength(2);
  });

  test("ends where it is aborted", async () => {
    const controller = new AbortController();
    const reports: TrainReport[] = [];
    for await (const report of train({ ...iris, folds: 3, signal: controller.signal })) {
      reports.push(report);
      if (report.kind === "fold") controller.abort();
    }
    expect(kinds(reports)).toEqual(["read", "plan", "fold", "stopped"]);
    expect(reports.filter(({ kind }) => kind === "fold")).toHaveLength(1);
  });
});

describe("options that cannot be meant", () => {
  const refusals: [Partial<TrainOptions> & Record<string, unknown>, string | RegExp][] = [
    [{ data: undefined as never }, 'train: name the data to train on: train({ data: "mydata.csv" })'],
    [{ learningrate: 0.1 }, /^train: there is no setting "learningrate"; did you mean "learningRate"\?/],
    [{ epochs: 0 }, "train: epochs must be a whole number of at least 1, found 0"],
    [
      { hidden: [] as number[], batch: 1.5 },
      'train: batch must be a whole number of at least 1, or "auto", found 1.5',
    ],
    [{ learningRate: Number.NaN }, "train: learningRate must be a number above 0, found NaN"],
    [
      { optimizer: "adm" as never },
      'train: optimizer must be one of sgd, rmsprop, adam, adamw, found "adm"; did you mean "adam"?',
    ],
    [{ testSize: 1 }, "train: testSize must be a number from 0 to 0.9, found 1"],
    [{ reject: 0 }, "train: reject must be a number above 0 up to 0.9, found 0"],
    [{ seed: 2 ** 32 }, "train: seed must be a whole number of at least 0 and below 2³², found 4294967296"],
    [{ out: "" }, 'train: out must be a folder\'s name, or { next: PREFIX }, found ""'],
    [{ out: {} as never }, "train: out must be a folder's name, or { next: PREFIX }, found {}"],
    [{ augment: { shft: 2 } as never }, /^augment: there is no setting "shft"; did you mean "shift"\?/],
    [{ batch: 1000 }, "batch: 1000 is more than the 120 training rows of iris; use at most 120"],
    [{ conv: [8] }, "conv looks at images, and the rows of iris are none; leave it out"],
    [{ globalAveragePool: true }, "globalAveragePool follows conv; add conv: [16,32], or leave it out"],
    [{ folds: 2, testSize: 0.5 }, "folds tests every row once, so leave out test and testSize"],
    [
      { folds: 2, reject: 0.1 },
      "folds without out keeps no model that could reject; leave out one of them, or add out",
    ],
    [{ effort: "good" as never }, 'train: effort must be one of quick, standard, best, found "good"'],
    [
      { effort: "best", recipe: "lesson" },
      'effort is for networks of dense layers that tell classes or numbers; leave it out with recipe: "lesson"',
    ],
    [
      { members: 3, task: "siamese" },
      'members is for networks of dense layers that tell classes or numbers; leave it out with task: "siamese"',
    ],
    [
      { members: 3, hidden: [8, 4] },
      "members: 3 are networks of one hidden layer; say its units, such as hidden: [64], or leave out members",
    ],
    [{ weightDecay: 1 }, 'weightDecay is a setting of adamw; add optimizer: "adamw", or leave it out'],
    [{ margin: 1 }, 'margin belongs to task: "siamese"; add that, or leave margin out'],
  ];
  test.each(refusals)("%j", async (options, message) => {
    const refused = all(train({ ...iris, ...options }));
    await expect(refused).rejects.toBeInstanceOf(UserError);
    await expect(all(train({ ...iris, ...options }))).rejects.toThrow(message);
  });

  test("a resumed run takes no other engine, and says which file is gone", async () => {
    const data = join(folder, "gone.csv");
    writeFileSync(
      data,
      `x,label\n${Array.from({ length: 40 }, (_, i) => `${i},${"ab"[i % 2]}`).join("\n")}\n`,
    );
    const out = fresh();
    for await (const report of train({ data, epochs: 3, out })) if (report.kind === "epoch") break;
    await expect(all(resume({ run: out, engine: "reference" }))).rejects.toThrow(
      `${out} was begun with engine: "wasm", and the bits of another differ`,
    );
    rmSync(data);
    const gone = all(resume({ run: out }));
    await expect(gone).rejects.toBeInstanceOf(MovedError);
    await expect(gone).rejects.toMatchObject({ gone: "data" });
    expect(existsSync(join(out, ".lock"))).toBe(false);
  });
});

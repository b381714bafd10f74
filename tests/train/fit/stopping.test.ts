import { describe, expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import type { Samples } from "../../../src/model/samples.ts";
import { cosine, warmup } from "../../../src/nn/training/schedules.ts";
import type { Checkpoint } from "../../../src/train/fit/checkpoint.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { Keeper } from "../../../src/train/fit/learn.ts";
import type { EpochReport } from "../../../src/train/fit/report.ts";
import { buildSchedule } from "../../../src/train/fit/schedule.ts";
import { inOrder } from "../../../src/train/rows/orders.ts";
import type { Experiment, TrainingSpec } from "../../../src/train/run/experiment.ts";
import { kisoJson, workshop } from "../../cli/kiso.ts";

const engine = await loadEngine("auto");

/** Rows of two classes that only noise tells apart: what is learned of them does not hold for others. */
function noise(rows: number, from: number): Samples {
  const features = Float64Array.from({ length: rows * 6 }, (_, i) => Math.sin(1e4 * Math.sin(i + from)));
  return {
    features,
    labels: Int32Array.from(inOrder(rows), (i) => (Math.sin(1e4 * Math.sin(i * 7 + from)) > 0 ? 1 : 0)),
  };
}

const training: TrainingSpec = {
  epochs: 60,
  batch: 8,
  learningRate: 0.05,
  optimizer: { name: "adam" },
  l2: 0,
  shuffle: true,
  reduction: "mean",
  dtype: "float64",
};
const plan = (changes: Partial<TrainingSpec> = {}): Pick<Experiment, "network" | "training" | "seed"> => ({
  network: { sizes: [6, 16, 2], activation: "tanh", initializer: "glorotUniform" },
  training: { ...training, ...changes },
  seed: 3,
});
const rows = { engine, train: noise(40, 0), validation: noise(40, 1000) };

async function all(reports: AsyncIterable<EpochReport>): Promise<EpochReport[]> {
  const found: EpochReport[] = [];
  for await (const report of reports) found.push(report);
  return found;
}

describe("early stopping", () => {
  test("ends `patience` epochs after the lowest validation loss, and keeps its parameters", async () => {
    const through = await all(fit(plan(), rows));
    expect(through).toHaveLength(60);
    const reports = await all(fit(plan({ patience: 4 }), rows));
    const losses = through.map(({ validation }) => validation!.loss);
    // The first epoch after which four in a row bring nothing lower.
    let best = 0;
    for (let i = 1; i < 60 && i - best <= 4; i++) if (losses[i]! < losses[best]!) best = i;
    expect(best).toBeLessThan(50);
    expect(reports).toHaveLength(best + 5);
    expect(reports.map(({ last }) => last)).toEqual([...Array(best + 4).fill(false), true]);
    const end = reports.at(-1)!.checkpoint();
    expect(end.best!.epoch).toBe(best);
    expect(end.best!.loss).toBe(losses[best]);
    expect(end.best!.state).toEqual(
      Object.fromEntries(
        Object.entries(through[best]!.checkpoint().state).filter(([name]) => name.startsWith("dense")),
      ),
    );
    // Watching changes nothing of what is learned.
    expect(reports.map(({ loss }) => loss)).toEqual(through.slice(0, best + 5).map(({ loss }) => loss));
  });

  test("without validation rows is refused", async () => {
    await expect(all(fit(plan({ patience: 4 }), { engine, train: rows.train }))).rejects.toThrow(
      "patience needs validation rows",
    );
  });
});

describe("a checkpoint within an epoch", () => {
  test.each([
    { optimizer: { name: "adam" }, schedule: { name: "oneCycle", warmup: 3 } },
    { optimizer: { name: "sgd", momentum: 0.9 }, schedule: { name: "step", parts: 3, factor: 0.1 } },
    { optimizer: { name: "rmsprop" }, patience: 5 },
  ] as Partial<TrainingSpec>[])("after any step leads to the same bits: %j", async (changes) => {
    const short = plan({ epochs: 7, ...changes });
    const kept: Checkpoint[] = [];
    const keeper: Keeper = {
      every: 0,
      due: () => true,
      keep: async (checkpoint) => {
        kept.push(checkpoint);
      },
    };
    const reports = await all(fit(short, { ...rows, keeper }));
    expect(kept.map(({ epochs, step }) => 5 * epochs + step)).toEqual(
      Array.from({ length: 35 }, (_, i) => i + 1),
    );
    for (const from of kept) {
      const resumed = await all(fit(short, { ...rows, from }));
      expect(resumed.map(({ loss }) => loss)).toEqual(reports.slice(from.epochs).map(({ loss }) => loss));
      expect(resumed.at(-1)!.checkpoint()).toEqual({
        ...reports.at(-1)!.checkpoint(),
        seconds: expect.any(Number),
      });
      expect(resumed[0]!.seconds).toBeGreaterThan(from.seconds);
    }
  });

  test("of another network is refused by name", async () => {
    const other = plan();
    const from = (await all(fit(plan({ epochs: 1 }), rows)))[0]!.checkpoint();
    const wide = { ...other, network: { ...other.network, sizes: [6, 17, 2] } };
    await expect(all(fit(wide, { ...rows, from }))).rejects.toThrow(
      "dense1.weight should have shape (6, 17), found (6, 16)",
    );
  });
});

describe("schedules", () => {
  test("run over all steps of all epochs", () => {
    const schedule = buildSchedule(
      { ...training, epochs: 4, learningRate: 0.8, schedule: { name: "cosine", warmup: 8 } },
      10,
    )!;
    const wanted = warmup(cosine(0.8, { steps: 32 }), { steps: 8 });
    for (let step = 0; step < 40; step++) expect(schedule(step)).toBe(wanted(step));
    expect(schedule(7)).toBe(0.8);
    const third = buildSchedule(
      { ...training, epochs: 3, schedule: { name: "step", parts: 3, factor: 0.1 } },
      10,
    )!;
    expect([0, 9, 10, 19, 20, 29].map((step) => third(step) / training.learningRate)).toEqual(
      [1, 1, 0.1, 0.1, 0.01, 0.01].map((x) => expect.closeTo(x, 12)),
    );
    expect(buildSchedule(training, 10)).toBeUndefined();
    expect(() =>
      buildSchedule({ ...training, epochs: 2, schedule: { name: "cosine", warmup: 30 } }, 10),
    ).toThrow("use a warm-up of at most 18");
    expect(() => buildSchedule({ ...training, epochs: 1, schedule: { name: "cosine" } }, 1)).toThrow(
      "use more epochs, or the schedule constant",
    );
  });

  test("are what a step learns with: a rate of zero changes nothing", async () => {
    // The last step of a cosine over 2 steps has half the rate; a step schedule of factor 0 learns nothing after its part.
    const frozen = plan({
      epochs: 4,
      optimizer: { name: "sgd" },
      schedule: { name: "step", parts: 2, factor: 0 },
    });
    const losses = (await all(fit(frozen, rows))).map(({ loss }) => loss);
    expect(losses[1]).toBeLessThan(losses[0]!);
    expect(losses.slice(2)).toEqual([losses[1], losses[1]]);
  });
});

describe("kiso train", () => {
  const { folder } = workshop("stopping");

  test("stops early, says so, and its model is the best epoch's", async () => {
    const cwd = folder();
    const argv = [
      "train",
      "iris",
      "--out",
      "run",
      "--validation",
      "0.2",
      "--patience",
      "5",
      "--epochs",
      "500",
      "--lr",
      "0.3",
      "--progress",
      "none",
    ];
    const found = await kisoJson<{
      stoppedAt: number;
      best: { epoch: number; validationLoss: number };
      accuracy: number;
      epochs: { validationLoss: number; accuracy: number }[];
      rows: object;
    }>(argv, { cwd });
    expect(found.stoppedAt).toBeLessThan(500);
    expect(found.epochs).toHaveLength(found.stoppedAt);
    const lowest = Math.min(...found.epochs.map(({ validationLoss }) => validationLoss));
    expect(found.best).toEqual({ epoch: found.stoppedAt - 6, validationLoss: lowest });
    expect(found.accuracy).toBe(found.epochs[found.best.epoch]!.accuracy);
    expect(found.rows).toEqual({ train: 96, validation: 24, test: 30 });
    const evaluated = await kisoJson<{ accuracy: number }>(["evaluate", "run", "iris"], { cwd });
    expect(evaluated.accuracy).toBe(found.accuracy);
  });
});

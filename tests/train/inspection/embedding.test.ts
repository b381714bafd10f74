import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "../../../src/data/loadDataset.ts";
import { numbers } from "../../../src/data/numbers/numbers.ts";
import type { Engine } from "../../../src/engine/engine.ts";
import { loadEngine } from "../../../src/engine/load.ts";
import { Evaluator } from "../../../src/model/evaluator.ts";
import { distanceOf, euclidean, headDistance } from "../../../src/model/inspection/distance.ts";
import { rocAuc } from "../../../src/model/metrics/ranking.ts";
import type { Samples } from "../../../src/model/samples.ts";
import type { EmbeddingObjective } from "../../../src/nn/losses/objectives.ts";
import type { Checkpoint } from "../../../src/train/fit/checkpoint.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { Keeper } from "../../../src/train/fit/learn.ts";
import type { EpochReport } from "../../../src/train/fit/report.ts";
import { EmbeddingEvaluator } from "../../../src/train/inspection/embedding.ts";
import { measuringEpoch, pairOrder } from "../../../src/train/rows/samplers.ts";
import type { Experiment, Plan, TrainingSpec } from "../../../src/train/run/experiment.ts";
import { createRun, resumeRun } from "../../../src/train/run/run.ts";

const wasm = await loadEngine("wasm");
const reference = await loadEngine("reference");
const objectives = ["contrastive", "triplet", "verification"] as const;

/** 45 rows of four overlapping classes of unequal size: batches of 8 leave a short one. */
const labels = Int32Array.from({ length: 45 }, (_, i) => (i % 9 < 4 ? 0 : (i % 3) + 1));
const train = {
  labels,
  features: Float64Array.from({ length: 45 * 4 }, (_, i) => Math.sin(i * i) + labels[i >> 2]!),
};
const validation: Samples = { features: train.features.slice(0, 80), labels: labels.slice(0, 20) };

function plan(loss: EmbeddingObjective, changes: Partial<TrainingSpec> = {}): Plan {
  return {
    network: { sizes: [4, 7, 3], activation: "tanh", initializer: "glorotUniform", normalize: true },
    training: {
      epochs: 5,
      batch: 8,
      learningRate: 0.05,
      optimizer: { name: "adam" },
      loss,
      l2: 0.001,
      shuffle: true,
      reduction: "mean",
      dtype: "float64",
      ...changes,
    },
    seed: 5,
  };
}

async function all(reports: AsyncIterable<EpochReport>): Promise<EpochReport[]> {
  const found: EpochReport[] = [];
  for await (const report of reports) found.push(report);
  return found;
}

const cases = objectives.flatMap((loss) =>
  [wasm, reference].map((engine): [EmbeddingObjective, string, Engine] => [loss, engine.name, engine]),
);

describe("fit of an embedding", () => {
  test.each(cases)("%s on %s goes on to the same bits from any checkpoint", async (loss, _, engine) => {
    const learned = plan(loss, { epochs: engine === wasm ? 5 : 2 });
    const kept: Checkpoint[] = [];
    const keeper: Keeper = {
      every: 0,
      due: () => true,
      keep: async (checkpoint) => void kept.push(checkpoint),
    };
    const rows = { engine, train, validation };
    const through = await all(fit(learned, { ...rows, keeper }));
    const end = through.at(-1)!.checkpoint();
    expect(kept.length).toBeGreaterThan(8);
    for (const from of kept) {
      const resumed = await all(fit(learned, { ...rows, from }));
      expect(resumed.map(({ loss }) => loss)).toEqual(through.slice(from.epochs).map(({ loss }) => loss));
      expect(resumed.at(-1)!.checkpoint().state).toEqual(end.state);
    }
    expect(Object.keys(end.state).includes("head.weight")).toBe(loss === "verification");
  });

  test.each(objectives)(
    "%s: the engines agree, the loss falls, and the pairs are told apart",
    async (loss) => {
      const [fast, slow] = await Promise.all(
        [wasm, reference].map((engine) => all(fit(plan(loss, { epochs: 3 }), { engine, train }))),
      );
      fast!.forEach((report, i) => {
        expect(report.loss).toBeCloseTo(slow![i]!.loss, 10);
        expect(report.auroc).toBeCloseTo(slow![i]!.auroc!, 10);
        expect(report.accuracy).toBeUndefined();
      });
      const long = await all(fit(plan(loss, { epochs: 60 }), { engine: wasm, train, validation }));
      expect(long.at(-1)!.loss).toBeLessThan(0.8 * long[0]!.loss);
      expect(long.at(-1)!.auroc).toBeGreaterThan(long[0]!.auroc! + 0.05);
      expect(long.at(-1)!.validation!.auroc).toBeGreaterThan(0.5);
    },
  );

  test.each(["contrastive", "verification"] as const)(
    "%s and AUROC after an epoch, pair by pair",
    async (loss) => {
      const learned = plan(loss, { epochs: 1 });
      const [report] = await all(fit(learned, { engine: wasm, train }));
      const { state } = report!.checkpoint();
      const evaluator = new Evaluator(wasm, { network: learned.network, dtype: "float64", loss });
      evaluator.set(Object.fromEntries(Object.entries(state).filter(([name]) => /^(dense|head)/.test(name))));
      const { values: e } = await evaluator.embeddings(train.features);
      const pairs = pairOrder(labels, 5).of(measuringEpoch);
      const distance = distanceOf(loss, state);
      const ofPair = Array.from({ length: pairs.length / 2 }, (_, i) => {
        const [a, b] = [pairs[2 * i]!, pairs[2 * i + 1]!];
        const apart = distance(e.subarray(3 * a, 3 * a + 3), e.subarray(3 * b, 3 * b + 3));
        return { same: labels[a] === labels[b], apart };
      });
      const losses = ofPair.map(({ same, apart }) => {
        if (loss === "verification") return -Math.log(same ? 1 - apart : apart);
        return 0.5 * (same ? apart : Math.max(0, 1 - apart)) ** 2;
      });
      expect(report!.loss).toBeCloseTo(losses.reduce((sum, l) => sum + l, 0) / losses.length, 12);
      let [won, all_] = [0, 0];
      for (const a of ofPair)
        for (const b of ofPair) {
          if (a.same || !b.same) continue;
          all_++;
          won += a.apart > b.apart ? 1 : a.apart === b.apart ? 0.5 : 0;
        }
      expect(report!.auroc).toBeCloseTo(won / all_, 12);
      // A model that is loaded is measured as it was in training.
      const measured = await new EmbeddingEvaluator(evaluator, { plan: learned, objective: loss }).measure(
        train,
      );
      expect(measured).toEqual({ loss: report!.loss, auroc: report!.auroc });
      evaluator.dispose();
    },
  );

  test("of convolutions with dropout and batchNorm, on either engine, goes on to the same bits", async () => {
    const image = { height: 6, width: 6, channels: 1 };
    const rows: Samples = {
      features: Float64Array.from(
        { length: 45 * 36 },
        (_, i) => Math.sin(i * i) + labels[Math.floor(i / 36)]!,
      ),
      labels,
    };
    const { training, seed } = plan("verification", { epochs: 3 });
    const network = {
      sizes: [36, 8, 4],
      activation: "relu",
      initializer: "heUniform",
      dropout: 0.2,
      normalize: true,
      convolution: { image, channels: [3], batchNorm: true },
    } as const;
    const learned: Plan = { network, training, seed };
    const ends: number[] = [];
    for (const engine of [wasm, reference]) {
      const through = await all(fit(learned, { engine, train: rows }));
      const resumed = await all(fit(learned, { engine, train: rows, from: through[0]!.checkpoint() }));
      expect(resumed.at(-1)!.checkpoint().state).toEqual(through.at(-1)!.checkpoint().state);
      expect(Object.keys(through[0]!.checkpoint().state)).toEqual(
        expect.arrayContaining(["conv2d1.weight", "batchNorm1.runningMean", "dense2.bias", "head.bias"]),
      );
      ends.push(through.at(-1)!.loss);
    }
    expect(ends[0]).toBeCloseTo(ends[1]!, 9);
  });

  test("early stopping watches the objective of the validation rows, on the same pairs in every epoch", async () => {
    const frozen = await all(
      fit(plan("triplet", { learningRate: 0, l2: 0, patience: 2, epochs: 50 }), {
        engine: wasm,
        train,
        validation,
      }),
    );
    expect(frozen).toHaveLength(3);
    expect(new Set(frozen.map(({ validation }) => validation!.loss)).size).toBe(1);
    const few = { features: train.features.slice(0, 12), labels: Int32Array.of(0, 0, 1) };
    const [report] = await all(fit(plan("triplet"), { engine: wasm, train, validation: few }));
    expect(report!.validation!.loss).toBeGreaterThanOrEqual(0);
  });

  test("without shuffling, rows are taken as they come: the caller's own pairs", async () => {
    const one = plan("contrastive", { epochs: 1, shuffle: false, batch: 4 });
    const own = { features: train.features.slice(0, 32), labels: Int32Array.of(0, 0, 0, 1, 1, 1, 0, 1) };
    const [report] = await all(fit(one, { engine: wasm, train: own }));
    const swapped = { ...own, labels: Int32Array.of(0, 1, 0, 0, 1, 0, 1, 1) };
    const [other] = await all(fit(one, { engine: wasm, train: swapped }));
    expect(report!.checkpoint().state).not.toEqual(other!.checkpoint().state);
  });

  test("rows that cannot be compared, and batches that do not make pairs, are refused", async () => {
    const run = (learned: Plan, more: object) => all(fit(learned, { engine: wasm, train, ...more }));
    const test: Samples = { features: new Float64Array(8), labels: Int32Array.of(3, 3) };
    await expect(run(plan("triplet"), { test })).rejects.toThrow("the test rows: every row is of class 3");
    await expect(run(plan("contrastive", { batch: 7 }), {})).rejects.toThrow("use a batch of an even number");
    await expect(run(plan("triplet", { batch: 100 }), {})).rejects.toThrow("at most all 45 rows, found 100");
  });
});

describe("the run of an embedding", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kiso-embedding-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("notes AUROC, keeps the epoch of the highest, and goes on", async () => {
    const learned = plan("contrastive", { epochs: 6 });
    const data = { source: "rows", sha256: "", testSize: 0, scale: "none" } as const;
    const experiment: Experiment = { ...learned, data };
    const run = await createRun(join(folder, "run"), experiment);
    await run.begin();
    for await (const report of fit(learned, { engine: wasm, train, validation, keeper: run })) {
      await run.record(report);
      if (report.epoch === 2) await run.keep(report.checkpoint());
      if (report.epoch === 3) break;
    }
    run.release();
    const resumed = await resumeRun(run.folder);
    expect(resumed.metrics).toHaveLength(3);
    expect(resumed.metrics[1]).toEqual({
      epoch: 1,
      loss: expect.any(Number),
      auroc: expect.any(Number),
      validationLoss: expect.any(Number),
      validationAuroc: expect.any(Number),
      seconds: expect.any(Number),
    });
    resumed.release();
    const through = await all(fit(learned, { engine: wasm, train }));
    const again = await all(fit(learned, { engine: wasm, train, from: resumed.from! }));
    expect(again.at(-1)!.checkpoint().state).toEqual(through.at(-1)!.checkpoint().state);
  });
});

describe("distances", () => {
  test("Euclidean, and 1 − p of Koch's head", () => {
    expect(euclidean([0, 3, 0], [4, 0, 0])).toBe(5);
    const distance = headDistance([-2, -1], 3);
    expect(distance([1, 1], [1, 1])).toBeCloseTo(1 / (1 + Math.exp(3)), 15);
    expect(distance([1, 1], [0, 3])).toBeCloseTo(1 / (1 + Math.exp(3 - 2 - 2)), 15);
    expect(distance([1, 1], [0, 3])).toBe(distance([0, 3], [1, 1]));
  });
});

describe("handwritten digits", async () => {
  const digits = (await loadDataset("digits")).splits.train!;
  const features = Float64Array.from(numbers(digits.features), (x) => x / 16);
  const classes = Int32Array.from(numbers(digits.labels));
  const select = (wanted: (label: number, row: number) => boolean) => {
    const rows = [...classes.keys()].filter((row) => wanted(classes[row]!, row));
    return {
      features: Float64Array.from(rows.flatMap((row) => [...features.subarray(64 * row, 64 * row + 64)])),
      labels: Int32Array.from(rows, (row) => classes[row]!),
    };
  };
  const learned = select((label, row) => label > 2 && row % 4 > 0);
  const others = select((label, row) => label > 2 && row % 4 === 0);
  const strange = select((label) => label < 3);

  /** AUROC of the pixels themselves, on the pairs that `fit` with seed 1 measures. */
  function ofPixels({ features, labels }: typeof others): number {
    const pairs = pairOrder(labels, 1).of(measuringEpoch);
    const firsts = [...pairs.keys()].filter((i) => i % 2 === 0);
    const row = (i: number) => features.subarray(64 * pairs[i]!, 64 * pairs[i]! + 64);
    return rocAuc(
      firsts.map((i) => Number(labels[pairs[i]!] !== labels[pairs[i + 1]!])),
      firsts.map((i) => euclidean(row(i), row(i + 1))),
    );
  }

  async function learn(loss: EmbeddingObjective, changes: Partial<TrainingSpec> = {}): Promise<EpochReport> {
    const more = { epochs: 12, batch: 64, learningRate: 0.002, dtype: "float32" } as const;
    const network = {
      sizes: [64, 48, 16],
      activation: "relu",
      initializer: "heUniform",
      normalize: true,
    } as const;
    const { training } = plan(loss, { ...more, ...changes });
    const rows = { train: learned, test: others, validation: strange };
    return (await all(fit({ network, training, seed: 1 }, { engine: wasm, ...rows }))).at(-1)!;
  }

  // A network that learned from seven classes knows more than nothing about those that it never saw; at best about what pixels know.
  test.each([
    ["contrastive", {}, 0.6],
    ["triplet", {}, 0.7],
    ["triplet", { mining: "batchHard" }, 0.7],
    ["triplet", { mining: "semiHard" }, 0.7],
  ] as const)(
    "%s %j tells rows that it never saw apart better than pixels do, and classes that it never saw",
    async (loss, changes, strangers) => {
      const last = await learn(loss, changes);
      expect(last.auroc).toBeGreaterThan(ofPixels(others) + 0.03);
      expect(last.validation!.auroc).toBeGreaterThan(strangers);
    },
  );

  test("verification tells rows that it never saw apart better than pixels do: of classes that it learned from", async () => {
    expect((await learn("verification")).auroc).toBeGreaterThan(ofPixels(others) + 0.03);
  });
});

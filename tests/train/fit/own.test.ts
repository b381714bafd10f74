import { describe, expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { UserError } from "../../../src/errors.ts";
import { mean, square } from "../../../src/graph/composed.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Value } from "../../../src/graph/value.ts";
import { accuracy, confusionMatrix } from "../../../src/model/metrics/metrics.ts";
import { activation, dense, dropout, type Layer, sequential } from "../../../src/nn/layers/layers.ts";
import { crossEntropy } from "../../../src/nn/losses/losses.ts";
import type { Optimizer, Step } from "../../../src/nn/training/optimizers.ts";
import { cosine } from "../../../src/nn/training/schedules.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { Outputs } from "../../../src/train/fit/measuring.ts";
import type { FitPlan } from "../../../src/train/fit/plan.ts";
import type { EpochReport } from "../../../src/train/fit/report.ts";

const engines = [await loadEngine("wasm"), await loadEngine("reference")];
const engine = engines[0]!;

/** 43 rows of three overlapping classes; batches of 8 leave 3 for the last. */
const train = {
  features: Float64Array.from({ length: 43 * 4 }, (_, i) => Math.sin(i * i) + ((i >> 2) % 3)),
  labels: Int32Array.from({ length: 43 }, (_, i) => i % 3),
};
const training = { epochs: 5, batch: 8, learningRate: 0.05, optimizer: { name: "adam" } } as const;
const spec = { sizes: [4, 7, 3], activation: "tanh", initializer: "glorotUniform" } as const;
const plan: FitPlan = { network: spec, training, seed: 5 };

async function all(reports: AsyncIterable<EpochReport>): Promise<EpochReport[]> {
  const found: EpochReport[] = [];
  for await (const report of reports) found.push(report);
  return found;
}
const end = async (plan: FitPlan, options: object = {}) =>
  (await all(fit(plan, { engine, train, ...options }))).at(-1)!;
const layered = () => sequential([dense(4, 7), activation("tanh"), dense(7, 3)]);

describe("a part of one's own comes to the bits of the named one:", () => {
  const wanted = end(plan);
  const same = async (changes: Partial<FitPlan["training"]>, network: FitPlan["network"] = spec) => {
    const found = await end({ ...plan, network, training: { ...training, ...changes } });
    expect(found.resumable).toBe(false);
    expect(found.checkpoint().state).toEqual((await wanted).checkpoint().state);
    return found;
  };

  test("the plan of names alone is plain JSON", async () => {
    expect((await wanted).resumable).toBe(true);
    const again = await end(JSON.parse(JSON.stringify(plan)));
    expect(again.checkpoint().state).toEqual((await wanted).checkpoint().state);
  });

  test("a network of layers", async () => {
    const found = await same({}, layered());
    expect(found).toMatchObject({ loss: (await wanted).loss, accuracy: (await wanted).accuracy });
  });

  test("a loss, whose value over the rows is reported", async () => {
    const found = await same({ loss: (prediction, y) => crossEntropy(prediction, y) });
    expect(found.loss).toBeCloseTo((await wanted).loss, 12);
    expect(found.accuracy).toBeUndefined();
  });

  test("a loss that sums, with what `reduction` says of it", async () => {
    const summed = { ...training, reduction: "sum", l2: 0.1, learningRate: 0.005 } as const;
    const named = await end({ ...plan, training: summed });
    const own = await end({
      ...plan,
      training: { ...summed, loss: (p, y) => crossEntropy(p, y, { reduction: "sum" }) },
    });
    expect(own.checkpoint().state).toEqual(named.checkpoint().state);
    expect(own.loss).toBeCloseTo(named.loss, 12);
  });

  test("a schedule", async () => {
    const steps = 5 * 6;
    const rate = cosine(0.05, { steps });
    const asked: number[] = [];
    const named = await end({ ...plan, training: { ...training, schedule: { name: "cosine" } } });
    const own = (step: number) => {
      asked.push(step);
      return rate(step);
    };
    const found = await end({ ...plan, training: { ...training, schedule: own } });
    expect(found.checkpoint().state).toEqual(named.checkpoint().state);
    expect(found.resumable).toBe(false);
    expect(asked).toEqual(Array.from({ length: steps }, (_, i) => i));
  });

  test("an optimizer as an object, and as a function of a step", async () => {
    const momentum: Optimizer = {
      slots: ["momentum"],
      scalars: {},
      advance: (scalars) => scalars,
      step: ({ parameter, gradient, slots, learningRate }) => {
        const v = op.add(op.multiply(slots.momentum!, 0.9), gradient);
        return {
          parameter: op.subtract(parameter, op.multiply(v, learningRate)),
          slots: { momentum: v },
        };
      },
    };
    const descent = ({ parameter, gradient, learningRate }: Step) =>
      op.subtract(parameter, op.multiply(gradient, learningRate));
    for (const [own, named] of [
      [momentum, { name: "sgd", momentum: 0.9 }],
      [descent, { name: "sgd" }],
    ] as const) {
      const found = await end({ ...plan, training: { ...training, optimizer: own } });
      const known = await end({ ...plan, training: { ...training, optimizer: named } });
      expect(found.checkpoint().state).toEqual(known.checkpoint().state);
      expect(found.resumable).toBe(false);
    }
  });
});

describe("a layer of one's own", () => {
  /** x W with a scale for each output; rows leave as images of 1 × 1 pixel. */
  const scaled = (inputs: number, outputs: number): Layer => ({
    kind: "scaled",
    parameters: {
      weight: { shape: [inputs, outputs], role: "weight", initializer: "heNormal" },
      scale: { shape: [1, outputs], role: "scale", first: 1 },
      shift: {
        shape: [1, outputs],
        role: "bias",
        initializer: (shape, uniform) => Array.from({ length: shape[1]! }, () => 2 + uniform()),
      },
    },
    forward: (x, { weight, scale, shift }) => op.add(op.multiply(op.matmul(x, weight!), scale!), shift!),
  });

  test("begins with what its parameters' specs say, learns, and is resumed by the program that made it", async () => {
    const network = sequential([scaled(4, 6), activation("relu"), dropout(0.2), dense(6, 3)]);
    const own: FitPlan = { ...plan, network, initializer: "glorotNormal" };
    const nothing = await end({ ...own, training: { ...training, learningRate: 0, epochs: 1 } });
    const first = nothing.parameters();
    expect(Object.keys(first)).toEqual([
      "scaled1.weight",
      "scaled1.scale",
      "scaled1.shift",
      "dense1.weight",
      "dense1.bias",
    ]);
    expect([...first["scaled1.scale"]!.data]).toEqual([1, 1, 1, 1, 1, 1]);
    for (const x of first["scaled1.shift"]!.data) expect(x).toBeGreaterThanOrEqual(2);
    const reports = await all(fit(own, { engine, train }));
    expect(reports.at(-1)!.loss).toBeLessThan(reports[0]!.loss);
    const resumed = await all(fit(own, { engine, train, from: reports[1]!.checkpoint() }));
    expect(resumed.at(-1)!.checkpoint().state).toEqual(reports.at(-1)!.checkpoint().state);
  });

  test("that joins the rows is refused", async () => {
    const sum: Layer = { kind: "sum", parameters: {}, forward: (x) => op.sum(x) };
    await expect(end({ ...plan, network: sum })).rejects.toThrow(
      "the network makes () of 2 rows; it should keep the rows apart: (2, …)",
    );
  });
});

describe("a loss of one's own takes labels of several numbers:", () => {
  const squares = (prediction: Value, y: Value) => mean(square(op.subtract(prediction, y)));
  const autoencoder = sequential([dense(4, 2), activation("tanh"), dense(2, 4)]);
  const rows = Array.from({ length: 43 }, (_, i) => train.features.subarray(4 * i, 4 * i + 4));
  const targets = { features: rows, labels: rows };

  test.each(engines)("an autoencoder on $name", async (engine) => {
    const own: FitPlan = { network: autoencoder, training: { ...training, epochs: 30, loss: squares } };
    const reports = await all(fit(own, { engine, train: targets, validation: targets }));
    expect(reports.at(-1)!.loss).toBeLessThan(reports[0]!.loss / 2);
    expect(reports.at(-1)!.validation!.loss).toBe(reports.at(-1)!.loss);
  });

  test("and meanSquaredError does: the same bits, R² the mean over the columns", async () => {
    const own = await end(
      { network: autoencoder, training: { ...training, loss: squares } },
      { train: targets },
    );
    const byHand = ({ data }: Outputs, labels: ArrayLike<number>) => {
      let sum = 0;
      for (let j = 0; j < 4; j++) {
        const column = (values: ArrayLike<number>) =>
          Array.from({ length: 43 }, (_, i) => values[4 * i + j]!);
        const [t, p] = [column(labels), column(data)];
        const m = t.reduce((a, b) => a + b) / 43;
        const rest = t.reduce((s, x, i) => s + (x - p[i]!) ** 2, 0);
        sum += 1 - rest / t.reduce((s, x) => s + (x - m) ** 2, 0);
      }
      return sum / 4;
    };
    const named = await end(
      { network: autoencoder, training: { ...training, loss: "meanSquaredError" } },
      { train: targets, metrics: { byHand } },
    );
    expect(named.checkpoint().state).toEqual(own.checkpoint().state);
    expect(named.loss).toBeCloseTo(own.loss, 12);
    expect(named.r2).toBeCloseTo(named.metrics!.byHand!, 12);
  });

  test("more or fewer than the network's outputs are refused by name", async () => {
    const narrow = { features: rows, labels: rows.map((row) => row.subarray(1)) };
    const regression: FitPlan = { network: autoencoder, training: { ...training, loss: "meanSquaredError" } };
    await expect(end(regression, { train: narrow })).rejects.toThrow(
      "the training labels are 129 numbers, but 43 rows of the network's 4 outputs are 172",
    );
    await expect(
      end(
        { network: autoencoder, training: { ...training, loss: squares } },
        { train: targets, test: train },
      ),
    ).rejects.toThrow("the test labels are classes, where the training labels are 4 numbers a row");
  });

  test("classes as plain numbers are numbers, and the loss of classes says the mend", async () => {
    const own: FitPlan = { ...plan, training: { ...training, loss: (p, y) => crossEntropy(p, y) } };
    const plain = { ...train, labels: Array.from(train.labels) };
    await expect(end(own, { train: plain })).rejects.toThrow(
      "crossEntropy: logits (8, 3) and labels (8, 1) must be (n, classes) and (n,); labels are classes: give Int32Array.from(labels)",
    );
  });

  test("one that is no number is refused", async () => {
    const rowwise: FitPlan = { ...plan, training: { ...training, loss: (p) => op.sum(p, 1) } };
    await expect(end(rowwise)).rejects.toThrow(
      "a loss of one's own must give one number for a batch, found shape (8,); take its mean",
    );
  });
});

test("metrics of one's own are of the test rows and of the validation rows, in the outputs' shape", async () => {
  const few = { features: train.features.slice(0, 40), labels: train.labels.slice(0, 10) };
  const metrics = {
    rows: ({ shape }: Outputs) => shape[0]!,
    right({ shape: [n, k], data }: Outputs, labels: ArrayLike<number>) {
      const predicted = Int32Array.from({ length: n! }, (_, i) => {
        const row = data.subarray(i * k!, (i + 1) * k!);
        return row.indexOf(Math.max(...row));
      });
      return accuracy(confusionMatrix(labels, predicted, { classes: k! }));
    },
  };
  const report = await end(plan, { test: few, validation: train, metrics });
  expect(report.metrics).toEqual({ rows: 10, right: report.accuracy });
  expect(report.validation!.metrics).toEqual({ rows: 43, right: report.validation!.accuracy });
  expect((await end(plan, { metrics })).metrics!.rows).toBe(43);
  expect((await end(plan)).metrics).toBeUndefined();
  await expect(end(plan, { metrics: { words: () => "good" } })).rejects.toThrow(
    "metric words gave string, where a number was expected",
  );
});

describe("rows in other forms are the same rows:", () => {
  const { features, labels } = train;
  const rows = Array.from({ length: 43 }, (_, i) => Array.from(features.subarray(4 * i, 4 * i + 4)));
  test.each([
    ["lists of rows", { features: rows, labels: Array.from(labels) }],
    [
      "typed rows",
      { features: rows.map((row) => Float64Array.from(row)), labels: Float64Array.from(labels) },
    ],
    [
      "shape and data",
      { features: { shape: [43, 4], data: features }, labels: { shape: [43], data: labels } },
    ],
    ["int64 labels", { features, labels: BigInt64Array.from(labels, BigInt) }],
  ])("%s", async (_, given) => {
    const network = layered();
    const wanted = await end({ ...plan, network });
    const found = await end({ ...plan, network }, { train: given });
    expect(found.loss).toBe(wanted.loss);
    expect(found.checkpoint().state).toEqual(wanted.checkpoint().state);
  });

  test("rows of unequal length, and what is none, are refused", async () => {
    const odd = { features: rows.with(3, [1, 2]), labels };
    await expect(end(plan, { train: odd })).rejects.toThrow(
      "the training features: row 3 has 2 numbers, where row 0 has 4",
    );
    await expect(
      end({ ...plan, network: layered() }, { train: { features: features.slice(1), labels } }),
    ).rejects.toThrow("the training features hold 171 numbers, which 43 rows do not share evenly");
  });
});

describe("report.parameters()", () => {
  const noise = (rows: number, from: number) => ({
    features: Float64Array.from({ length: rows * 4 }, (_, i) => Math.sin(1e4 * Math.sin(i + from))),
    labels: Int32Array.from({ length: rows }, (_, i) => Number(Math.sin(1e4 * Math.sin(i * 7 + from)) > 0)),
  });
  const options = { train: noise(40, 0), validation: noise(40, 1000) };

  test("are the best epoch's where patience watches, else the latest", async () => {
    const long = { ...training, epochs: 60, learningRate: 0.1 };
    const reports = await all(fit({ ...plan, training: { ...long, patience: 4 } }, { engine, ...options }));
    const last = reports.at(-1)!;
    const { best } = last.checkpoint();
    expect(best!.epoch).toBe(reports.length - 5);
    const through = await all(fit({ ...plan, training: long }, { engine, ...options }));
    expect(last.parameters()).toEqual(through[best!.epoch]!.parameters());
    expect(last.parameters()).not.toEqual(through[last.epoch]!.parameters());
    expect(Object.keys(through.at(-1)!.parameters())).toEqual([
      "dense1.weight",
      "dense1.bias",
      "dense2.weight",
      "dense2.bias",
    ]);
  });
});

describe("an abort", () => {
  test("before the first step trains nothing", async () => {
    const kept: unknown[] = [];
    const steps: number[] = [];
    const keeper = { every: 0, due: () => true, keep: async (c: unknown) => void kept.push(c) };
    const reports = await all(
      fit(plan, {
        engine,
        train,
        signal: AbortSignal.abort(),
        keeper,
        onStep: (_, step) => steps.push(step),
      }),
    );
    expect([reports, steps, kept]).toEqual([[], [], []]);
  });

  test("ends after the step at hand, which is kept and gone on from", async () => {
    const stop = new AbortController();
    const steps: number[] = [];
    const kept: Parameters<NonNullable<Parameters<typeof fit>[1]["keeper"]>["keep"]>[0][] = [];
    const keeper = {
      every: 5,
      due: () => false,
      keep: async (checkpoint: (typeof kept)[0]) => void kept.push(checkpoint),
    };
    const onStep = (epoch: number, step: number) => {
      steps.push(10 * epoch + step);
      if (epoch === 1 && step === 2) stop.abort();
    };
    const reports = await all(fit(plan, { engine, train, signal: stop.signal, keeper, onStep }));
    expect(reports).toHaveLength(1);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 11, 12]);
    expect(kept.map(({ epochs, step }) => [epochs, step])).toEqual([[1, 2]]);
    const resumed = await end(plan, { from: kept[0] });
    expect(resumed.checkpoint().state).toEqual((await end(plan)).checkpoint().state);
  });
});

describe("misspelt names are refused with what is near:", () => {
  const untyped = <T>(thing: unknown) => thing as T;
  const trained = (changes: object) => () => end({ ...plan, training: { ...training, ...changes } });
  test.each([
    ["an option", () => end(plan, { tset: train }), 'fit: there is no setting "tset"; did you mean "test"?'],
    [
      "a plan's part",
      () => end(untyped({ ...plan, trainning: 1 })),
      'plan: there is no setting "trainning"; did you mean "training"?',
    ],
    [
      "a schedule's setting",
      trained({ schedule: { name: "cosine", warmUp: 3 } }),
      'schedule cosine: there is no setting "warmUp"; did you mean "warmup"?',
    ],
    [
      "a dtype",
      trained({ dtpye: "float32" }),
      'training: there is no setting "dtpye"; did you mean "dtype"?',
    ],
    [
      "a setting of images",
      () =>
        end(
          untyped({
            ...plan,
            network: {
              ...spec,
              convolution: { image: { height: 2, width: 2, channels: 1 }, channels: [2], dilation: 2 },
            },
          }),
        ),
      'network.convolution: there is no setting "dilation"; there are image, channels, kernel,',
    ],
    [
      "a sample's list",
      () => end(plan, { train: { features: train.features, label: train.labels, labels: train.labels } }),
      'the training rows: there is no setting "label"; did you mean "labels"?',
    ],
    [
      "an optimizer's setting",
      trained({ optimizer: { name: "adam", beta: 0.9 } }),
      'unknown setting of adam "beta"; did you mean beta1?',
    ],
    [
      "a setting of augment",
      trained({ augment: { rows: { height: 2, width: 2, channels: 1, white: [1] }, rotation: 3 } }),
      'training.augment: there is no setting "rotation"; did you mean "rotate"?',
    ],
  ])("%s", async (_, act, message) => {
    const error = await Promise.resolve()
      .then(act)
      .catch((e) => e);
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toContain(message);
  });
});

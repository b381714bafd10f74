import { describe, expect, test } from "vitest";
import { numbers } from "../../src/data/numbers.ts";
import { threefry2x32 } from "../../src/data/threefry.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { blobs, Dataset, fitScaler, loadDataset, np, trainTestSplit } from "../../src/index.ts";
import { balancedWeights } from "../../src/train/balance.ts";
import { Watch } from "../../src/train/courseFindings.ts";
import { kolmogorovSmirnov } from "../../src/train/dataFindings.ts";
import { examine } from "../../src/train/doctor.ts";
import type { Experiment, TrainingSpec } from "../../src/train/experiment.ts";
import type { Finding } from "../../src/train/finding.ts";
import { type Checkpoint, fit, parametersOf } from "../../src/train/fit.ts";
import { toSamples } from "../../src/train/samples.ts";

interface Case extends Partial<TrainingSpec> {
  hidden?: number[];
  activation?: string;
  seed?: number;
  test?: Dataset;
  scale?: "standard" | "none";
}

const engine = await loadEngine("auto");

/** Trains as `kiso train` does and lets the doctor look. */
async function diagnose(
  rows: Dataset,
  given: Case = {},
): Promise<{ findings: Finding[]; share: number; largest: number }> {
  const { hidden = [32], activation = "sigmoid", seed = 0, test, scale = "standard", ...changes } = given;
  const parts = test ? { train: rows, test } : trainTestSplit(rows, { testSize: 0.2, seed, stratify: true });
  const scaler = fitScaler(scale, parts.train.features);
  const samples = { train: toSamples(parts.train, scaler), test: toSamples(parts.test, scaler) };
  const experiment: Pick<Experiment, "network" | "training" | "seed"> = {
    network: {
      sizes: [rows.nFeatures, ...hidden, rows.nClasses],
      activation,
      initializer: activation === "relu" ? "heNormal" : "glorotUniform",
    },
    training: {
      epochs: 30,
      batch: 32,
      learningRate: 0.01,
      optimizer: { name: "sgd", momentum: 0.9, nesterov: true },
      l2: 0,
      shuffle: true,
      reduction: "mean",
      dtype: "float64",
      ...changes,
    },
    seed,
  };
  const losses: number[] = [];
  const watch = new Watch(undefined);
  let last: Checkpoint | undefined;
  const began = performance.now();
  for await (const report of fit(experiment, { engine, ...samples })) {
    losses.push(report.loss);
    last = report.checkpoint();
    watch.epoch(report.epoch, last.state);
  }
  const trained = performance.now();
  const { featureNames, classNames, image } = rows;
  const findings = await examine({
    experiment,
    engine,
    ...samples,
    featureNames,
    classNames,
    image,
    losses,
    updates: watch.updates,
    parameters: parametersOf(last!.state),
  });
  const share = (performance.now() - trained) / (trained - began);
  return { findings, share, largest: Math.max(0, ...watch.updates.map(({ size }) => size)) };
}

const kinds = ({ findings }: { findings: Finding[] }) => findings.map(({ kind }) => kind);
const message = ({ findings }: { findings: Finding[] }, kind: Finding["kind"]) =>
  findings.find((finding) => finding.kind === kind)?.message;

/** Blobs in features of quite different scales, as wine has them, that overlap a little. */
function measurements(seed: number, { rows = 300, features = 13, centers = 3, std = 6 } = {}): Dataset {
  const { X, y } = blobs({
    nSamples: rows,
    nFeatures: features,
    centers,
    clusterStd: std,
    randomState: seed,
  });
  const values = Float64Array.from(numbers(X), (x, i) => 10 ** ((i % features) % 5) * x);
  return dataset(values, numbers(y), features, centers);
}

function dataset(
  values: ArrayLike<number>,
  labels: ArrayLike<number>,
  features: number,
  classes: number,
): Dataset {
  const array = (list: ArrayLike<number>, type?: "int32") => np.array(Array.from(list), type);
  return new Dataset({
    features: array(values).reshape(labels.length, features),
    labels: array(labels, "int32"),
    classNames: Array.from({ length: classes }, (_, k) => `class ${k}`),
  });
}

/** The rows with one more feature. */
function withFeature(rows: Dataset, name: string, value: (row: number, label: number) => number): Dataset {
  const [old, labels, width] = [numbers(rows.features), numbers(rows.labels), rows.nFeatures];
  const values = Float64Array.from({ length: rows.nSamples * (width + 1) }, (_, i) => {
    const [row, j] = [Math.floor(i / (width + 1)), i % (width + 1)];
    return j < width ? old[row * width + j]! : value(row, labels[row]!);
  });
  const more = dataset(values, labels, width + 1, rows.nClasses);
  return new Dataset({
    features: more.features,
    labels: more.labels,
    featureNames: [...rows.featureNames, name],
    classNames: rows.classNames,
  });
}

/** Uniform in [0, 1). */
const random = (i: number, stream = 0) => threefry2x32([7, stream], [i, 0])[0] / 2 ** 32;
/** Standard normal, by Box and Muller. */
const gauss = (i: number) => Math.sqrt(-2 * Math.log(1 - random(i))) * Math.cos(2 * Math.PI * random(i, 1));

const iris = await loadDataset("iris", { split: "train" });
const digits = await loadDataset("digits", { split: "train" });
const lesson = await loadDataset("lesson");

describe("the doctor is silent", () => {
  test.each([0, 1, 2, 3, 4])("on good trainings, seed %i", async (seed) => {
    const good: Record<string, [Dataset, Case]> = {
      iris: [iris, { epochs: 100, learningRate: 0.05 }],
      "iris, relu": [iris, { epochs: 100, activation: "relu" }],
      "iris, a few epochs": [iris, {}],
      digits: [digits, { learningRate: 0.1 }],
      "digits, relu": [digits, { activation: "relu", hidden: [64, 32], learningRate: 0.05 }],
      "digits, tanh, adam": [
        digits,
        { activation: "tanh", optimizer: { name: "adam" }, learningRate: 0.003 },
      ],
      lesson: [
        lesson.splits.train!.select(Array.from({ length: 1000 }, (_, i) => i)),
        { test: lesson.splits.test!, scale: "none", learningRate: 0.01 },
      ],
      "the lesson's way": [
        lesson.splits.train!.select(Array.from({ length: 1000 }, (_, i) => i)),
        {
          test: lesson.splits.test!,
          scale: "none",
          reduction: "sum",
          shuffle: false,
          optimizer: { name: "sgd" },
        },
      ],
      measurements: [measurements(seed), { learningRate: 0.05 }],
      "few features": [measurements(seed, { features: 2, std: 2 }), { learningRate: 0.05 }],
      "two classes far apart": [measurements(seed, { features: 4, centers: 2, std: 0.5 }), {}],
    };
    for (const [name, [rows, given]] of Object.entries(good)) {
      const { findings, largest } = await diagnose(rows, { seed, ...given });
      expect(findings, `${name}, seed ${seed}`).toEqual([]);
      expect(largest, `${name}: far from what counts as exploding`).toBeLessThan(1);
    }
  });
});

describe("the doctor finds", () => {
  test("a feature that numbers the rows", async () => {
    const found = await diagnose(withFeature(iris, "id", (row) => row));
    expect(message(found, "leak")).toMatch(/^feature "id" alone tells the label \(1\.000 of 120 rows\): /);
    expect(kinds(found)).toEqual(["leak"]);
  });

  test("a pixel that gives the class away, by its column and row", async () => {
    const { features, labels } = withFeature(iris, "stamp", (row) => row);
    const image = { height: 1, width: 5, channels: 1 } as const;
    const found = await diagnose(new Dataset({ features, labels, image }));
    expect(message(found, "leak")).toMatch(
      /^pixel "\(4, 0\)" alone tells the label \(1\.000 of 120 images\): /,
    );
  });

  test("the label as a code among features that tell it too", async () => {
    const far = measurements(1, { std: 0.5 });
    const codes = [7, -3, 12];
    const found = await diagnose(withFeature(far, "grade", (_, label) => codes[label]!));
    expect(message(found, "leak")).toContain('feature "grade" alone tells the label (1.000 of 240 rows)');
    // One row that disagrees, and it is no longer alone.
    const off = withFeature(far, "grade", (row, label) => codes[row < 20 ? (label + 1) % 3 : label]!);
    expect(kinds(await diagnose(off))).toEqual([]);
  });

  test("test rows that were trained on", async () => {
    const rows = measurements(2);
    const twice = rows.select(Array.from({ length: 600 }, (_, i) => i % 300));
    const found = await diagnose(twice, { epochs: 60 });
    const [, seen, of] = /^(\d+) of (\d+) test rows are also training rows/.exec(
      message(found, "duplicates")!,
    )!;
    expect(Number(of)).toBe(120);
    expect(Number(seen)).toBeGreaterThan(80);
    // Rows of two yes-or-no features repeat, and must.
    const coarse = dataset(
      Float64Array.from({ length: 800 }, (_, i) => Math.round(random(i))),
      Int32Array.from({ length: 400 }, (_, i) => Math.round(random(2 * i) * 0.7 + random(i, 1) * 0.3)),
      2,
      2,
    );
    expect(kinds(await diagnose(coarse, { epochs: 100, learningRate: 0.1 }))).not.toContain("duplicates");
  });

  test("test rows that were measured otherwise", async () => {
    const [rows, other] = [measurements(3), measurements(3)];
    const width = rows.nFeatures;
    const shifted = Float64Array.from(numbers(other.features), (x, i) => (i % width === 4 ? x + 1e5 : x));
    const test = dataset(shifted, numbers(other.labels), width, 3).select(
      Array.from({ length: 100 }, (_, i) => 3 * i),
    );
    const train = rows.select(
      Array.from({ length: 200 }, (_, i) => Math.floor(i * 1.5) + (i % 2)).filter((i) => i % 3 !== 0),
    );
    const found = await diagnose(train, { test, learningRate: 0.05 });
    expect(message(found, "shift")).toMatch(
      /^feature "x4" is distributed otherwise in the test rows .*distance (0\.[5-9]\d+|1\.000), p < 1e-9/,
    );
  });

  test("a loss that stands still", async () => {
    const noise = dataset(
      Float64Array.from({ length: 1200 }, (_, i) => random(i)),
      Int32Array.from({ length: 400 }, (_, i) => Math.round(random(i, 1))),
      3,
      2,
    );
    const found = await diagnose(noise, { learningRate: 0.01 });
    expect(message(found, "plateau")).toMatch(
      /^the loss has stood at 0\.6[89]\d* since epoch 14 \(guessing has 0\.69\d\d\): little is learned/,
    );
    // Steps that are far too short stand still as well.
    expect(kinds(await diagnose(digits, { learningRate: 1e-6 }))).toContain("plateau");
  });

  test("steps that are far too long", async () => {
    const found = await diagnose(digits, { learningRate: 30, activation: "tanh" });
    expect(message(found, "exploding")).toMatch(
      /^the weights of dense\d went [\d.]+(e\+\d)? times their natural size in epoch \d+: the gradients explode; try --lr 3$/,
    );
  });

  test("a loss that rises again", async () => {
    const found = await diagnose(iris, {
      optimizer: { name: "sgd", momentum: 0.9 },
      learningRate: 0.05,
      activation: "relu",
      scale: "none",
    });
    expect(message(found, "rising loss")).toMatch(
      /^the training loss rose from 0\.0\d+ after epoch \d+ to 0\.\d+ \(guessing has 1\.0986\): the steps are too long; try --lr 0\.005/,
    );
  });

  test("a loss that rises is not told of where rare classes weigh more: the weighted one falls", async () => {
    const rare = (row: number) => row % 50 === 0;
    const labels = Int32Array.from({ length: 1600 }, (_, row) => (rare(row) ? 1 : 0));
    const rows = dataset(
      Float64Array.from({ length: 4800 }, (_, i) => gauss(i) + (rare(Math.floor(i / 3)) ? 1.6 : 0)),
      labels,
      3,
      2,
    );
    const balanced = await diagnose(rows, { epochs: 200, classWeights: balancedWeights(labels, 2) });
    expect(kinds(balanced)).toEqual([]);
  });

  test("a rise under a schedule is not answered with a schedule", async () => {
    const found = await diagnose(iris, {
      optimizer: { name: "sgd", momentum: 0.9 },
      learningRate: 0.05,
      activation: "relu",
      scale: "none",
      schedule: { name: "step", parts: 1, factor: 0.1 },
    });
    expect(message(found, "rising loss")).toMatch(/the steps are too long; try --lr 0\.005$/);
  });

  test("units that are dead, or saturated", async () => {
    // Raw centimetres, all positive, push a unit's every row the same way.
    const dead = await diagnose(iris, { optimizer: { name: "adam" }, activation: "relu", scale: "none" });
    expect(message(dead, "dead units")).toMatch(
      /^2\d of 32 units of layer dense1 are dead \(0 for every one of 120 rows\): try --lr 0\.001, --scale standard, or --activation leakyRelu$/,
    );
    expect(kinds(await diagnose(iris, { optimizer: { name: "adam" }, activation: "relu" }))).toEqual([]);
    const saturated = await diagnose(measurements(4), { scale: "none", activation: "tanh" });
    expect(message(saturated, "saturated units")).toMatch(
      /^\d+ of 32 units of layer dense1 are saturated .*--scale standard/,
    );
  });

  test("a gradient that vanishes in a deep network", async () => {
    const found = await diagnose(digits, { hidden: Array(8).fill(16), epochs: 12 });
    expect(message(found, "vanishing")).toMatch(
      /^the gradient vanishes on its way back: \d\.\de-\d+ of what reaches the last layer reaches the first of 9/,
    );
    expect(
      kinds(await diagnose(digits, { hidden: [32, 32], activation: "relu", epochs: 12, learningRate: 0.05 })),
    ).toEqual([]);
  });

  test("a class that is never predicted", async () => {
    const rows = measurements(5, { std: 14, rows: 400 });
    const labels = numbers(rows.labels);
    const rare = rows.select(
      Array.from({ length: 400 }, (_, i) => i).filter((i) => labels[i] !== 2 || i % 16 === 0),
    );
    const found = await diagnose(rare);
    expect(message(found, "never predicted")).toMatch(
      /^class "class 2" is never predicted \(0 of \d+ training rows; \d+ of \d+ are of it\)/,
    );
  });
});

describe("what it rests on", () => {
  test("Kolmogorov and Smirnov's distance, as scipy's ks_2samp", () => {
    // ks_2samp([1, 2, 3, 4], [3, 4, 5, 6, 7]).statistic = 0.6; with ties [1, 1, 2], [1, 2, 2] = 1/3
    expect(kolmogorovSmirnov(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6, 7))).toBeCloseTo(
      0.6,
      15,
    );
    expect(kolmogorovSmirnov(Float64Array.of(1, 1, 2), Float64Array.of(1, 2, 2))).toBeCloseTo(1 / 3, 15);
  });
});

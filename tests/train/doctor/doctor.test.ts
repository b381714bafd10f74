import { describe, expect, test } from "vitest";
import { asFlag } from "../../../src/cli/terminal/spelling.ts";
import { numbers } from "../../../src/data/numbers/numbers.ts";
import { threefry2x32 } from "../../../src/data/random/threefry.ts";
import { loadEngine } from "../../../src/engine/load.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Samples } from "../../../src/model/samples.ts";
import { toSamples } from "../../../src/model/samples.ts";
import { parametersOf } from "../../../src/nn/training/training.ts";
import type { ReportFinding } from "../../../src/report/report.ts";
import { findingsInWords } from "../../../src/report/words/findings.ts";
import { kolmogorovSmirnov } from "../../../src/train/doctor/dataFindings.ts";
import { examine, type Patient } from "../../../src/train/doctor/doctor.ts";
import { rankCorrelation } from "../../../src/train/doctor/leaks.ts";
import { moments } from "../../../src/train/doctor/rowSample.ts";
import { Watch } from "../../../src/train/doctor/watch.ts";
import type { Checkpoint } from "../../../src/train/fit/checkpoint.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { EpochReport } from "../../../src/train/fit/report.ts";
import { balancedWeights } from "../../../src/train/rows/balance.ts";
import type { Experiment, TrainingSpec } from "../../../src/train/run/experiment.ts";
import { blobs, Dataset, fitScaler, loadDataset, np, trainTestSplit } from "../../everything.ts";

interface Case extends Partial<TrainingSpec> {
  hidden?: number[];
  activation?: string;
  seed?: number;
  test?: Dataset;
  scale?: "standard" | "none";
}

const engine = await loadEngine("auto");

interface Diagnosis {
  findings: ReportFinding[];
  share: number;
  largest: number;
  /** on the test rows */
  tested: Pick<EpochReport, "accuracy" | "r2">;
}

/** Trains as `kiso train` does and lets the doctor look. */
async function diagnose(rows: Dataset, given: Case = {}): Promise<Diagnosis> {
  const { seed = 0, test, scale = "standard" } = given;
  const parts = test ? { train: rows, test } : trainTestSplit(rows, { testSize: 0.2, seed, stratify: true });
  const scaler = fitScaler(scale, parts.train.features);
  const samples = { train: toSamples(parts.train, scaler), test: toSamples(parts.test, scaler) };
  const { featureNames, classNames, image } = rows;
  return treat(samples, { featureNames, classNames, image }, given);
}

type Described = Pick<Patient, "featureNames" | "classNames" | "image">;
type Parts = Record<"train" | "test", Samples> & { validation?: Samples };

async function treat(samples: Parts, described: Described, given: Case): Promise<Diagnosis> {
  const { hidden = [32], activation = "sigmoid", seed = 0, test: _, scale = "standard", ...changes } = given;
  const { featureNames, classNames } = described;
  const experiment: Pick<Experiment, "network" | "training" | "seed"> = {
    network: {
      sizes: [featureNames.length, ...hidden, Math.max(1, classNames.length)],
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
      ...(classNames.length > 0 ? {} : { loss: "meanSquaredError" as const }),
      ...changes,
    },
    seed,
  };
  const losses: number[] = [];
  const validation: number[] = [];
  const watch = new Watch();
  let last: Checkpoint | undefined;
  let tested: Diagnosis["tested"] = {};
  const began = performance.now();
  for await (const report of fit(experiment, { engine, ...samples })) {
    losses.push(report.loss);
    if (report.validation) validation.push(report.validation.loss);
    last = report.checkpoint();
    tested = report;
    watch.epoch(report.epoch, last.state);
  }
  const trained = performance.now();
  const { train, test } = samples;
  const patient: Patient = {
    ...{ ...described, experiment, engine, train, test, scale, losses, tested },
    ...(validation.length > 0 ? { validation } : {}),
    rows: train.labels.length,
    way: watch.way,
    parameters: parametersOf(last!.state),
  };
  const findings = findingsInWords(await examine(patient), "en", asFlag);
  const share = (performance.now() - trained) / (trained - began);
  return { findings, share, largest: watch.way.longest?.size ?? 0, tested };
}

/** So many rows of standard normal features, and a number that follows from them and their noise. */
interface Numbers {
  rows: { train: number; test: number; validation?: number };
  width: number;
  target: (x: ArrayLike<number>, noise: number) => number;
  seed?: number;
  /** a factor of the features */
  unit?: number;
}

/** The diagnosis of a regression. */
async function diagnoseNumbers(
  { rows, width, target, seed = 0, unit = 1 }: Numbers,
  given: Case = {},
): Promise<Diagnosis> {
  let row = 100_000 * seed;
  const draw = (count: number): Samples => {
    const features = new Float64Array(count * width);
    const labels = new Float64Array(count);
    for (let i = 0; i < count; i++, row++) {
      for (let j = 0; j < width; j++) features[i * width + j] = gauss(row * (width + 1) + j);
      labels[i] = target(features.subarray(i * width, (i + 1) * width), gauss(row * (width + 1) + width));
    }
    return { features: features.map((x) => unit * x), labels };
  };
  const parts: Parts = { train: draw(rows.train), test: draw(rows.test) };
  if (rows.validation) parts.validation = draw(rows.validation);
  const { mean, variance } = moments(parts.train.labels);
  const scaled = ({ features, labels }: Samples) => ({
    features,
    labels: Float64Array.from(labels, (value) => (value - mean) / Math.sqrt(variance)),
  });
  const all = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, scaled(part)]));
  const featureNames = Array.from({ length: width }, (_, j) => `x${j}`);
  return treat(all as Parts, { featureNames, classNames: [] }, { seed, ...given });
}

const kinds = ({ findings }: { findings: ReportFinding[] }) => findings.map(({ kind }) => kind);
const message = ({ findings }: { findings: ReportFinding[] }, kind: ReportFinding["kind"]) =>
  findings.find((finding) => finding.kind === kind)?.message;

/** Blobs in features of quite different scales, as wine has them, that overlap a little. */
function measurements(seed: number, { rows = 300, features = 13, centers = 3, std = 6 } = {}): Dataset {
  const { X, y } = blobs({
    nSamples: rows,
    nFeatures: features,
    centers,
    clusterStd: std,
    seed,
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
      /^the weights of dense\d went [\d.]+(e\+\d)? times their natural size in epoch \d+: the gradients explode; try --effort standard, or --lr 3$/,
    );
  });

  test("a loss that rises again", async () => {
    const given: Case = {
      optimizer: { name: "sgd", momentum: 0.9 },
      learningRate: 0.05,
      activation: "relu",
    };
    expect((await diagnose(iris, given)).findings).toEqual([]);
    const found = await diagnose(iris, { ...given, scale: "none" });
    expect(message(found, "rising loss")).toMatch(
      /^the training loss rose from 0\.0\d+ after epoch \d+ to 0\.\d+ \(guessing has 1\.0986\): the steps are too long; try --scale standard, --effort standard, or --lr 0\.005$/,
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
    expect(message(found, "rising loss")).toMatch(
      /the steps are too long; try --scale standard, --effort standard, or --lr 0\.005$/,
    );
  });

  test("units that are dead, or saturated", async () => {
    // Raw centimetres, all positive, push a unit's every row the same way.
    const dead = await diagnose(iris, { optimizer: { name: "adam" }, activation: "relu", scale: "none" });
    expect(message(dead, "dead units")).toMatch(
      /^2\d of 32 units of layer dense1 are dead \(0 for every one of 120 rows\): try --scale standard, --effort standard, or --activation leakyRelu$/,
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

describe("of a regression the doctor", () => {
  /** One feature says half of the label, the others a little. */
  const half = (x: ArrayLike<number>, noise: number) => x[0]! + 0.3 * x[1]! - 0.3 * x[2]! + noise;
  const rows = { train: 352, test: 100 };
  const adam: Case = { activation: "relu", optimizer: { name: "adam" }, learningRate: 0.003 };

  test.each([0, 1, 2])("is silent when all is well, seed %i", async (seed) => {
    const good: Record<string, Case> = {
      "as it comes": {},
      "relu, adam": adam,
      "tanh, slower": { activation: "tanh", learningRate: 0.001, epochs: 60 },
      float32: { dtype: "float32" },
    };
    for (const [name, given] of Object.entries(good)) {
      const { findings } = await diagnoseNumbers({ rows, width: 6, target: half, seed }, given);
      expect(findings, `${name}, seed ${seed}`).toEqual([]);
    }
  });

  test("finds the last batch of one row, whose step is as long as any", async () => {
    const task = { rows: { train: 353, test: 100 }, width: 6, target: half };
    const found = await diagnoseNumbers(task);
    expect(message(found, "unsteady loss")).toMatch(
      /^the training loss jumps up and down \(from 0\.\d{4} to [01]\.\d{4} in epoch 2\d\), .* has only 1 of 32 rows, .*; try --effort standard, --batch 30, or --lr 0\.001$/,
    );
    expect(kinds(found)).toEqual(["unsteady loss"]);
    const gains: number[] = [];
    for (const seed of [0, 1, 2]) {
      const [as, mended] = [
        await diagnoseNumbers({ ...task, seed }),
        await diagnoseNumbers({ ...task, seed }, { batch: 30 }),
      ];
      expect(mended.findings).toEqual([]);
      gains.push(mended.tested.r2! - as.tested.r2!);
    }
    expect(moments(gains).mean).toBeGreaterThan(0.02);
  });

  test("finds steps that are too long, and too short", async () => {
    const task = { rows, width: 6, target: half };
    const long = await diagnoseNumbers(task, { learningRate: 0.03 });
    expect(kinds(long)).toEqual([expect.stringMatching(/^(unsteady|rising) loss$/)]);
    expect(long.findings[0]!.message).toContain("or --lr 0.003");
    const short = await diagnoseNumbers(task, { learningRate: 1e-9 });
    expect(short.findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^the loss stands at \d\.\d+ .*the steps are too short; try --effort standard, or --lr 0\.0\d+$/,
      ),
    ]);
    const [, advised] = /--lr ([\d.]+)$/.exec(short.findings[0]!.message)!;
    const mended = await diagnoseNumbers(task, { learningRate: Number(advised), epochs: 60 });
    expect(mended.findings).toEqual([]);
    expect(mended.tested.r2).toBeGreaterThan(0.2);
  });

  const wide: Numbers = { rows: { train: 150, test: 80 }, width: 40, target: (x, noise) => x[0]! + noise };
  const byHeart: Case = { ...adam, hidden: [64], epochs: 200 };

  test("finds that rows are learned by heart, by the test rows where none validate", async () => {
    const found = await diagnoseNumbers(wide, byHeart);
    expect(kinds(found)).toEqual(["overfitting"]);
    const [, training, tested] =
      /^R² is (\d\.\d{3}) on the training rows but (-?\d\.\d{3}) on 80 test rows: .*; try --effort standard, --l2 0\.1, or more rows$/.exec(
        message(found, "overfitting")!,
      )!;
    expect(Number(training)).toBeGreaterThan(0.95);
    expect(Number(tested)).toBeCloseTo(found.tested.r2!, 3);
    // What it advises helps.
    const penalised = await diagnoseNumbers(wide, { ...byHeart, l2: 0.1 });
    expect(penalised.tested.r2).toBeGreaterThan(found.tested.r2! + 0.1);
  });

  test("finds it by the validation rows, and is silent where patience keeps the best epoch", async () => {
    const watched: Numbers = { ...wide, rows: { ...wide.rows, validation: 80 }, width: 20 };
    const found = await diagnoseNumbers(watched, byHeart);
    expect(kinds(found)).toEqual(["overfitting"]);
    expect(message(found, "overfitting")).toMatch(
      /^the validation loss rose from 0\.\d{4} after epoch \d+ to \d\.\d{4} while the training loss fell to 0\.0\d+: .*; try --effort standard, --l2 0\.1, or more rows$/,
    );
    const stopped = await diagnoseNumbers(watched, { ...byHeart, patience: 10 });
    expect(stopped.findings).toEqual([]);
    expect(stopped.tested.r2).toBeGreaterThan(found.tested.r2!);
  });

  test("finds a feature that is made of the label, and none that only goes along with it", async () => {
    const made: Numbers = { rows, width: 4, target: (x) => Math.exp(-x[2]!) };
    expect(message(await diagnoseNumbers(made), "leak")).toMatch(
      /^feature "x2" alone tells the label \(rank correlation 1\.000 over 352 rows\): /,
    );
    const along = { ...made, target: (x: ArrayLike<number>, noise: number) => x[2]! + 0.05 * noise };
    expect(kinds(await diagnoseNumbers(along))).toEqual([]);
    // One feature alone is all that there is to learn.
    expect(kinds(await diagnoseNumbers({ ...made, width: 1, target: (x) => 2 * x[0]! + 1 }))).toEqual([]);
  });

  test("finds units that learn nothing", async () => {
    const raw: Numbers = { rows, width: 6, target: half, unit: 1000 };
    const found = await diagnoseNumbers(raw, { scale: "none" });
    expect(message(found, "saturated units")).toMatch(
      /^\d+ of 32 units of layer dense1 are saturated \(flat on 95 % of 352 rows or more\): try --scale standard, /,
    );
  });
});

describe("a finding that comes of another is left out:", () => {
  test("classes that are never predicted, and a loss that stands still, where the gradient vanishes", async () => {
    const found = await diagnose(digits, { hidden: Array(8).fill(16), epochs: 12 });
    expect(kinds(found)).toEqual(["vanishing"]);
  });

  test("a rare class, where the loss stands still at what guessing has", async () => {
    const rare = Int32Array.from({ length: 600 }, (_, row) => (row % 20 === 0 ? 1 : 0));
    const rows = dataset(
      Float64Array.from({ length: 1800 }, (_, i) => gauss(i)),
      rare,
      3,
      2,
    );
    const found = await diagnose(rows, { epochs: 40 });
    expect(kinds(found)).toEqual(["plateau"]);
  });
});

describe("what the doctor advises helps:", () => {
  test("steps that are too short are made longer", async () => {
    const found = await diagnose(digits, { learningRate: 1e-9 });
    expect(kinds(found)).toEqual(["plateau"]);
    const [, advised] = /the steps are too short; try --effort standard, or --lr ([\d.]+)$/.exec(
      message(found, "plateau")!,
    )!;
    const mended = await diagnose(digits, { learningRate: Number(advised) });
    expect(mended.findings).toEqual([]);
    expect(mended.tested.accuracy).toBeGreaterThan(0.7);
  });

  test("features are brought to one scale", async () => {
    for (const given of [
      { activation: "sigmoid" },
      { activation: "relu", optimizer: { name: "adam" }, learningRate: 0.03 },
    ] as Case[]) {
      const found = await diagnose(measurements(4), { ...given, scale: "none" });
      expect(found.findings.length).toBeGreaterThan(0);
      for (const { message } of found.findings) expect(message).toContain("try --scale standard, ");
      const mended = await diagnose(measurements(4), given);
      expect(mended.findings).toEqual([]);
      expect(mended.tested.accuracy).toBeGreaterThan(found.tested.accuracy!);
    }
  });

  test("no scale is advised to features that have it", async () => {
    const found = await diagnose(iris, { learningRate: 3 });
    expect(found.findings.length).toBeGreaterThan(0);
    for (const { message } of found.findings) expect(message).not.toContain("--scale");
    expect((await diagnose(iris, { learningRate: 0.3 })).findings).toEqual([]);
  });

  test("rows learned by heart, of classes", async () => {
    const width = 8;
    const features = Float64Array.from({ length: 800 * width }, (_, i) => gauss(i));
    // One label in five is wrong.
    const labels = Int32Array.from({ length: 800 }, (_, row) =>
      Number(features[row * width]! > 0 !== random(row, 2) < 0.2),
    );
    const rows = dataset(features, labels, width, 2);
    const [train, test] = [rows.select(ints(0, 200)), rows.select(ints(200, 800))];
    const given: Case = {
      ...{ test, hidden: [64], activation: "relu", epochs: 100 },
      ...{ optimizer: { name: "adam" }, learningRate: 0.01 },
    };
    const found = await diagnose(train, given);
    expect(message(found, "overfitting")).toMatch(
      /^accuracy is 1\.000 on the training rows but 0\.\d{3} on 600 test rows: .* --l2 0\.1, or more rows$/,
    );
    const mended = await diagnose(train, { ...given, l2: 0.1 });
    expect(mended.findings).toEqual([]);
    expect(mended.tested.accuracy).toBeGreaterThan(found.tested.accuracy! + 0.05);
  });
});

const ints = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe("what it rests on", () => {
  test("Kolmogorov and Smirnov's distance, as scipy's ks_2samp", () => {
    // ks_2samp([1, 2, 3, 4], [3, 4, 5, 6, 7]).statistic = 0.6; with ties [1, 1, 2], [1, 2, 2] = 1/3
    expect(kolmogorovSmirnov(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6, 7))).toBeCloseTo(
      0.6,
      15,
    );
    expect(kolmogorovSmirnov(Float64Array.of(1, 1, 2), Float64Array.of(1, 2, 2))).toBeCloseTo(1 / 3, 15);
  });

  test("the rank correlation, as scipy's spearmanr", () => {
    // spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]).statistic = 0.8207826816681233; of [1, 2, 2, 3] and [4, 3, 2, 1] -0.9486832980505138
    expect(rankCorrelation(Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(5, 6, 7, 8, 7))).toBeCloseTo(
      0.8207826816681233,
      12,
    );
    expect(rankCorrelation(Float64Array.of(1, 2, 2, 3), Float64Array.of(4, 3, 2, 1))).toBeCloseTo(
      -0.9486832980505138,
      12,
    );
  });
});

test("a deep network is looked at with one pass forward and one back, however many layers it has", async () => {
  const rows = await loadDataset("iris", { split: "train" });
  const made = async (layers: number): Promise<number> => {
    const { id } = op.constant(0, "float64");
    await diagnose(rows, { hidden: Array<number>(layers).fill(2), activation: "relu", epochs: 1 });
    return op.constant(0, "float64").id - id;
  };
  expect((await made(100)) / (await made(50))).toBeLessThan(2.2);
});

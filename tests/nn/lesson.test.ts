import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { array, type NDArray } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { type BlobsOptions, blobs } from "../../src/data/numpy/blobs.ts";
import { Dataset } from "../../src/data/numpy/dataset.ts";
import { UserError } from "../../src/errors.ts";
import { NeuralNetwork } from "../../src/nn/lesson.ts";

const PARAMETERS = ["weightsInputHidden", "biasHidden", "weightsHiddenOutput", "biasOutput"] as const;

type Source =
  | { blobs: BlobsOptions; trainRows: number; shuffle: number; take: number }
  | { table: string; divisor: number; trainRows: number };

interface Golden {
  name: string;
  source: Source;
  classes: number;
  options: { hidden: number; seed: number; rate: number; l2: number; epochs: number; batchSize: number };
  firstWeights: Record<"weightsInputHidden" | "weightsHiddenOutput", string>;
  losses: number[];
  accuracy: number;
  parameters: Record<(typeof PARAMETERS)[number], string>;
}

const {
  tables,
  cases,
}: {
  tables: Record<string, { values: string; labels: string; features: number }>;
  cases: Golden[];
} = JSON.parse(gunzipSync(readFileSync("tests/golden/lesson.json.gz")).toString());

const range = (start: number, stop: number) => Array.from({ length: stop - start }, (_, i) => start + i);

function load(source: Source): { train: Dataset; test: Dataset } {
  if ("table" in source) {
    const { values, labels, features } = tables[source.table]!;
    const X = array(Array.from(Buffer.from(values, "base64"), (value) => value / source.divisor));
    const y = array(Array.from(Buffer.from(labels, "base64")), "int32");
    return cut(new Dataset({ features: X.reshape(y.size, features), labels: y }), source.trainRows);
  }
  const { X, y } = blobs(source.blobs);
  const { train, test } = cut(new Dataset({ features: X, labels: y }), source.trainRows);
  return { train: train.shuffle(source.shuffle).select(range(0, source.take)), test };
}

function cut(rows: Dataset, at: number): { train: Dataset; test: Dataset } {
  return { train: rows.select(range(0, at)), test: rows.select(range(at, rows.nSamples)) };
}

function float64(base64: string): number[] {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return Array.from(new Float64Array(bytes.buffer));
}

describe("the lesson's program in NumPy gives the same", () => {
  test.each(cases)("$name", ({ source, classes, options, losses, accuracy, parameters }) => {
    const { train, test } = load(source);
    const { hidden, rate, l2, seed, epochs, batchSize } = options;
    const network = new NeuralNetwork(train.nFeatures, hidden, classes, { learningRate: rate, l2, seed });
    const reports = [...network.train(train.features, train.labels, { epochs, batch: batchSize })];

    expect(reports.map(({ epoch }) => epoch)).toEqual(range(0, losses.length));
    const apart = reports.map(({ loss }, i) => Math.abs(loss / losses[i]! - 1));
    expect(Math.max(...apart), "largest relative difference of a loss").toBeLessThanOrEqual(1e-12);
    expect(network.evaluate(test.features, test.labels)).toBe(accuracy);
    for (const name of PARAMETERS) {
      const golden = float64(parameters[name]);
      const found = network[name].data as Float64Array;
      expect(found.length).toBe(golden.length);
      const largest = Math.max(...golden.map((value, i) => Math.abs(value - found[i]!)));
      expect(largest, `largest difference in ${name}`).toBeLessThanOrEqual(1e-10);
    }
  });
});

test.each(cases)(
  "the first weights are NumPy's, bit for bit: $name",
  ({ source, classes, options, firstWeights }) => {
    const network = new NeuralNetwork(load(source).train.nFeatures, options.hidden, classes, {
      seed: options.seed,
    });
    for (const name of ["weightsInputHidden", "weightsHiddenOutput"] as const) {
      const values = network[name].data as Float64Array;
      expect(createHash("sha256").update(values).digest("hex"), name).toBe(firstWeights[name]);
    }
    expect(network.biasHidden.tolist()).toEqual([Array(options.hidden).fill(0)]);
    expect(network.biasOutput.tolist()).toEqual([Array(classes).fill(0)]);
  },
);

/** Five rows of three features in four classes, and a network that has gone one step. */
function small(l2 = 0): { network: NeuralNetwork; X: NDArray; y: NDArray } {
  const { X, y } = blobs({ nSamples: 5, nFeatures: 3, centers: 4, centerBox: [-1, 1], seed: 1 });
  const network = new NeuralNetwork(3, 6, 4, { l2, seed: 2, learningRate: 0.1 });
  for (const name of PARAMETERS) network[name] = network[name].multiply(50).add(0.1);
  return { network, X, y };
}

describe("backward", () => {
  test.each([0, 0.3])("gradients are n times the loss's finite differences, l2 %d", (l2) => {
    const { network, X, y } = small(l2);
    const before = PARAMETERS.map((name) => network[name].copy());
    network.forward(X);
    network.backward(X, network.oneHotEncode(y));
    const h = 1e-5;
    PARAMETERS.forEach((name, at) => {
      const gradient = network.gradients![name].data as Float64Array;
      PARAMETERS.forEach((other, i) => {
        network[other] = before[i]!.copy();
      });
      const values = network[name].data as Float64Array;
      expect(gradient.length).toBe(values.length);
      for (let i = 0; i < values.length; i++) {
        const value = (before[at]!.data as Float64Array)[i]!;
        values[i] = value + h;
        const above = network.calculateLoss(X, y);
        values[i] = value - h;
        const below = network.calculateLoss(X, y);
        values[i] = value;
        expect(gradient[i]! / y.size, `${name}[${i}]`).toBeCloseTo((above - below) / (2 * h), 8);
      }
    });
  });

  test("moves every parameter by the learning rate times its gradient, against it", () => {
    const { network, X, y } = small(0.1);
    const before = PARAMETERS.map((name) => Array.from(network[name].data as Float64Array));
    network.forward(X);
    network.backward(X, network.oneHotEncode(y));
    PARAMETERS.forEach((name, at) => {
      const gradient = network.gradients![name].data as Float64Array;
      expect(Array.from(network[name].data as Float64Array)).toEqual(
        before[at]!.map((value, i) => value - 0.1 * gradient[i]!),
      );
    });
  });

  test("asks for forward first", () => {
    const { network, X, y } = small();
    expect(() => network.backward(X, network.oneHotEncode(y))).toThrow(/call forward\(X\) first/);
  });
});

describe("where the original overflows", () => {
  const network = new NeuralNetwork(1, 1, 3);

  test("sigmoid has the original's bits as far as the original has a number, and its limits beyond", () => {
    const z = [-1e308, -1000, -710, -709, -100, -30, -1, -1e-9, 0, 1e-9, 1, 30, 1000, 1e308];
    const found = network.sigmoid(array([z])).data as Float64Array;
    z.forEach((value, i) => {
      const original = 1 / (1 + Math.exp(-value));
      if (Math.abs(value) < 709) expect(Math.abs(found[i]! / original - 1)).toBeLessThanOrEqual(2.3e-16);
      else expect(Math.abs(found[i]! - original)).toBeLessThan(1e-300);
    });
    expect(Math.exp(1000), "the original's e^-z").toBe(Number.POSITIVE_INFINITY);
  });

  test("softmax of huge numbers is still a distribution", () => {
    const found = network.softmax(
      array([
        [1e6, 1e6, -1e6],
        [-1e300, 0, 1e300],
        [3, 3, 3],
      ]),
    );
    expect(found.tolist()).toEqual([
      [0.5, 0.5, 0],
      [0, 0, 1],
      [1 / 3, 1 / 3, 1 / 3],
    ]);
  });

  test("a row that is surely wrong has a large loss, not an infinite one", () => {
    const wrong = new NeuralNetwork(1, 1, 2);
    wrong.weightsInputHidden = array([[1]]);
    wrong.weightsHiddenOutput = array([[1000, -1000]]);
    const X = array([[1e6]]);
    expect(-Math.log(Number(wrong.forward(X).get([0, 1]))), "the original's").toBe(Number.POSITIVE_INFINITY);
    expect(wrong.calculateLoss(X, array([1], "int32"))).toBe(2000);
    expect(wrong.calculateLoss(X, array([0], "int32"))).toBe(0);
  });

  test("training on features of size 10^6 keeps every number finite", () => {
    const { X, y } = blobs({ nSamples: 100, centers: 3, centerBox: [-1e6, 1e6], clusterStd: 1e5 });
    const huge = new NeuralNetwork(2, 8, 3);
    for (const { loss } of huge.train(X, y, { epochs: 10 })) expect(Number.isFinite(loss)).toBe(true);
    for (const name of PARAMETERS) {
      expect(Array.from(huge[name].data as Float64Array).every(Number.isFinite), name).toBe(true);
    }
  });
});

test("labels become one-hot rows; one outside the classes is named", () => {
  const network = new NeuralNetwork(2, 3, 3);
  expect(network.oneHotEncode(array([2, 0], "int32")).tolist()).toEqual([
    [0, 0, 1],
    [1, 0, 0],
  ]);
  const wrong = () => network.oneHotEncode(array([0, 3], "int32"));
  expect(wrong).toThrow(UserError);
  expect(wrong).toThrow("the label of row 1 is 3: with 3 classes, labels are 0 to 2");
  expect(() => network.oneHotEncode(array([-1], "int32"))).toThrow("the label of row 0 is -1");
});

test("rows and labels may be views of larger arrays", () => {
  const { X, y } = blobs({ nSamples: 20, nFeatures: 3, centers: 4, seed: 1 });
  const of = (X: NDArray, y: NDArray) => [...new NeuralNetwork(3, 5, 4).train(X, y, { batch: 2 })];
  expect(new NeuralNetwork(3, 5, 4).oneHotEncode(array([0, 1, 2, 3]).slice("2:")).tolist()).toEqual([
    [0, 0, 1, 0],
    [0, 0, 0, 1],
  ]);
  const [rows, labels] = [X.slice("5:15"), y.slice("5:15")];
  expect(of(rows, labels)).toEqual(of(rows.copy(), labels.copy()));
  expect(of(rows, labels)).not.toEqual(of(rows, y.slice("0:10")));
});

test("what does not fit is said in one line", () => {
  const { network, X, y } = small();
  const train = (...args: Parameters<NeuralNetwork["train"]>) => [...network.train(...args)];
  const refused: [() => unknown, string][] = [
    [() => network.forward(X.slice(":", "0:2")), "forward: X is (5, 2), but the network takes (n, 3)"],
    [() => network.predict(array([1, 2, 3])), "forward: X is (3,), but the network takes (n, 3)"],
    [
      () => train(X, y.slice("0:4")),
      "train: X is (5, 3) and labels (4,); give (n, d) and (n,), n at least 1",
    ],
    [() => train(X.slice("0:0"), y.slice("0:0")), "train: X is (0, 3) and labels (0,)"],
    [() => network.evaluate(X, y.reshape(5, 1)), "evaluate: X is (5, 3) and labels (5, 1)"],
    [() => network.calculateLoss(X, y.slice("1:")), "calculateLoss: X is (5, 3) and labels (4,)"],
    [() => train(X, y, { batch: 0 }), "train: batch must be a whole number of at least 1, found 0"],
    [() => network.oneHotEncode(array([0, 1.5])), "the label of row 1 is 1.5"],
  ];
  for (const [call, message] of refused) {
    expect(call).toThrow(UserError);
    expect(call).toThrow(message);
  }
});

test("a seed that NumPy would refuse is refused", () => {
  expect(() => new NeuralNetwork(1, 1, 2, { seed: -3 })).toThrow(/NeuralNetwork: a seed is .* not -3/);
});

describe("the first weights", () => {
  const X = array([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const y = array([0, 1, 1, 0], "int32");
  const lossOf = (seed: number, scale?: number) => {
    const network = new NeuralNetwork(2, 4, 2, { learningRate: 0.5, seed, scale });
    let last = Number.NaN;
    for (const { loss } of network.train(X, y, { epochs: 500, batch: 4 })) last = loss;
    return { loss: last, accuracy: network.evaluate(X, y) };
  };

  test("are so small that XOR is not learned; of scale 1 it is, from every seed", () => {
    for (let seed = 0; seed < 9; seed++) {
      const { loss, accuracy } = lossOf(seed, 1);
      expect(loss, `seed ${seed}`).toBeLessThan(0.05);
      expect(accuracy, `seed ${seed}`).toBe(1);
    }
    expect(lossOf(0).loss).toBeGreaterThan(0.69); // log 2: no opinion
  });

  test("are NumPy's normals times the scale", () => {
    const normals = new NeuralNetwork(3, 5, 2, { seed: 4, scale: 1 });
    const small = new NeuralNetwork(3, 5, 2, { seed: 4 });
    for (const name of ["weightsInputHidden", "weightsHiddenOutput"] as const)
      expect(normals[name].multiply(0.01).tolist()).toEqual(small[name].tolist());
    expect(new NeuralNetwork(3, 5, 2, { scale: 0 }).weightsInputHidden.any()).toBe(false);
  });

  test("may be any arrays, set before the training", () => {
    const network = new NeuralNetwork(2, 1, 2);
    network.weightsInputHidden = array([[1], [1]]);
    network.biasHidden = array([[-0.5]]);
    network.forward(X);
    expect(network.hiddenInput!.tolist()).toEqual([[-0.5], [0.5], [0.5], [1.5]]);
  });

  test("a misspelt option is named", () => {
    expect(() => new NeuralNetwork(1, 1, 2, { scael: 1 } as object)).toThrow(
      'NeuralNetwork: there is no setting "scael"; did you mean "scale"?',
    );
    const network = new NeuralNetwork(2, 4, 2);
    expect(() => network.train(X, y, { batchSize: 4 } as object).next()).toThrow('did you mean "batch"?');
  });
});

test("backward leaves the gradients of both z to be read", () => {
  const { network, X, y } = small();
  const Y = network.oneHotEncode(y);
  const p = network.forward(X);
  const [W2, a] = [network.weightsHiddenOutput.copy(), network.hiddenOutput!];
  network.backward(X, Y);
  expect(network.outputDelta!.tolist()).toEqual(p.subtract(Y).tolist());
  const { hiddenDelta } = network;
  expect(hiddenDelta!.shape).toEqual([5, 6]);
  const [row, unit] = [3, 2];
  let back = 0;
  for (let k = 0; k < 4; k++) back += Number(network.outputDelta!.get([row, k])) * Number(W2.get([unit, k]));
  const value = Number(a.get([row, unit]));
  expect(Number(hiddenDelta!.get([row, unit]))).toBeCloseTo(back * value * (1 - value), 14);
});

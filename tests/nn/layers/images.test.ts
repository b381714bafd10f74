import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import { gradient } from "../../../src/graph/gradient.ts";
import * as op from "../../../src/graph/ops.ts";
import { simplify } from "../../../src/graph/simplify.ts";
import type { Shape, Value } from "../../../src/graph/value.ts";
import { size } from "../../../src/graph/value.ts";
import * as images from "../../../src/nn/layers/images.ts";
import { activation, type Layer, sequential } from "../../../src/nn/layers/layers.ts";
import { buildNetwork, type NetworkSpec, parameterCount } from "../../../src/nn/layers/network.ts";
import { evaluationGraph, initialState, trainingGraph } from "../../../src/nn/training/training.ts";
import { worstDifference } from "../../graph/slopes.ts";

interface Golden {
  cases: Case[];
  batchNorm: { before: Numbers; trained: Case; after: Numbers; evaluated: Case }[];
  training: {
    x: number[];
    labels: number[];
    start: Numbers;
    losses: number[];
    final: Numbers;
    logProbabilities: number[];
  };
}
type Numbers = Record<string, number[]>;
interface Case {
  layer: string;
  settings: Record<string, never>;
  x: number[];
  shape: number[];
  y: number[];
  yShape: number[];
  g: number[];
  dx: number[];
  parameters: Numbers;
  gradients: Numbers;
}

const golden: Golden = JSON.parse(readFileSync("tests/golden/torch_images.json", "utf8"));
const tolerance = 1e-10;

const made: Record<string, (settings: Record<string, never>) => Layer> = {
  conv2d: ({ inChannels, outChannels, kernel, ...options }) =>
    images.conv2d(inChannels, outChannels, kernel, options),
  maxPool2d: ({ kernel, ...options }) => images.maxPool2d(kernel, options),
  averagePool2d: ({ kernel, ...options }) => images.averagePool2d(kernel, options),
  globalAveragePool: () => images.globalAveragePool(),
  batchNorm: ({ channels, ...options }) => images.batchNorm(channels, options),
};

/** y, the gradients of Σ g y, and what was recorded, by name. */
function graphOf(layer: Layer, { shape, yShape }: Case, training: boolean) {
  const x = op.input("x", shape, "float64");
  const g = op.input("g", yShape, "float64");
  const parameters = Object.fromEntries(
    Object.entries(layer.parameters).map(([name, spec]) => [name, op.input(name, spec.shape, "float64")]),
  );
  const outputs: Record<string, Value> = {};
  const record = (name: string, value: Value) => {
    outputs[name] = value;
  };
  const y = layer.forward(x, parameters, training ? { record } : {});
  const learned = Object.keys(parameters).filter((name) => layer.parameters[name]!.role !== "statistic");
  const found = gradient(op.sum(op.multiply(y, g)), [x, ...learned.map((name) => parameters[name]!)]);
  Object.assign(outputs, { y, dx: found[0] });
  learned.forEach((name, i) => {
    outputs[`d ${name}`] = found[i + 1]!;
  });
  return simplify({ inputs: { x, g, ...parameters }, state: {}, outputs, updates: {} });
}

async function check(one: Case, statistics: Numbers = {}, after?: Numbers): Promise<void> {
  const graph = graphOf(made[one.layer]!(one.settings), one, after !== undefined);
  for (const engine of [referenceEngine, await loadWasmEngine()]) {
    const program = engine.compile(graph);
    const fed = { x: one.x, g: one.g, ...one.parameters, ...statistics };
    for (const [name, numbers] of Object.entries(fed)) program.set(name, numbers);
    await program.run();
    expect(graph.outputs.y!.shape).toEqual(one.yShape);
    close(program.get("y"), one.y, `${engine.name} y`);
    close(program.get("dx"), one.dx, `${engine.name} dx`);
    for (const [name, numbers] of Object.entries(one.gradients)) {
      close(program.get(`d ${name}`), numbers, `${engine.name} gradient of ${name}`);
    }
    for (const [name, numbers] of Object.entries(after ?? {})) {
      close(program.get(name), numbers, `${engine.name} ${name}`);
    }
    program.dispose();
  }
}

describe("results and gradients are PyTorch's, on both engines", () => {
  golden.cases.forEach((one, i) => {
    test(`${i} ${one.layer} ${JSON.stringify(one.settings)} of (${one.shape})`, () => check(one));
  });
  golden.batchNorm.forEach(({ before, trained, after, evaluated }) => {
    test(`batchNorm of (${trained.shape}) in training`, () => check(trained, before, after));
    test(`batchNorm of (${evaluated.shape}) with its running statistics`, () => check(evaluated, after));
  });
});

test("the gradient through convolution, batchNorm and pooling in a row is the slope", () => {
  const layers = [
    images.conv2d(2, 3, 3, { stride: 2, padding: 1 }),
    images.batchNorm(3),
    activation("tanh"),
    images.averagePool2d(2, { stride: 1 }),
    images.maxPool2d(2, { padding: 1 }),
    images.flatten(),
  ];
  const model = sequential(layers);
  const names = Object.keys(model.parameters);
  const record = () => {};
  const f = (x: Value, ...values: Value[]) =>
    model.forward(x, Object.fromEntries(values.map((value, i) => [names[i]!, value])), { record });
  const at = [[2, 5, 6, 2], ...names.map((name) => model.parameters[name]!.shape)].map((shape, i) => ({
    shape,
    numbers: Array.from({ length: size(shape) }, (_, j) => Math.sin(1 + i + 2.3 * j) + 0.1 * j),
  }));
  expect(worstDifference({ f, at })).toBeLessThan(1e-8);
});

const network: NetworkSpec = {
  sizes: [128, 5, 3],
  activation: "relu",
  convolution: { image: { height: 8, width: 8, channels: 2 }, channels: [4, 6], batchNorm: true },
};

describe.each(["reference", "wasm"] as const)("a convolutional network on the %s engine", (name) => {
  const load = async () => (name === "wasm" ? await loadWasmEngine() : referenceEngine);

  test("takes twenty steps as PyTorch does, and evaluates with the running statistics", async () => {
    const { x, labels, start, losses, final, logProbabilities } = golden.training;
    const engine = await load();
    const graph = trainingGraph({
      network,
      batch: 10,
      dtype: "float64",
      reduction: "mean",
      optimizer: { name: "sgd", momentum: 0.9, nesterov: true },
      report: "loss",
    });
    const program = engine.compile(graph);
    for (const [state, numbers] of Object.entries(start)) program.set(state, numbers);
    program.set("x", x);
    program.set("y", labels);
    program.set("learningRate", [0.05]);
    const found = [];
    for (const _ of losses) {
      await program.run();
      found.push(program.getScalar("loss"));
    }
    close(found, losses, "loss");
    for (const [state, numbers] of Object.entries(final)) close(program.get(state), numbers, state);
    const evaluation = engine.compile(evaluationGraph({ network, rows: 10, dtype: "float64" }), {
      shareStateWith: program,
    });
    evaluation.set("x", x);
    await evaluation.run();
    close(evaluation.get("logProbabilities"), logProbabilities, "logProbabilities");
  });
});

test("statistics are state without optimizer's slots, begin at mean 0 and variance 1, and count as no parameters", () => {
  const optimizer = { name: "adam" } as const;
  const state = initialState({ network, optimizer, initializer: "heNormal", seed: 1, dtype: "float64" });
  const graph = trainingGraph({ network, batch: 4, dtype: "float64", reduction: "mean", optimizer });
  expect(Object.keys(state).sort()).toEqual(Object.keys(graph.state).sort());
  expect(Object.keys(state).filter((name) => name.includes("running"))).toEqual(
    [1, 2].flatMap((i) => [`batchNorm${i}.runningMean`, `batchNorm${i}.runningVar`]),
  );
  expect([...state["batchNorm1.runningMean"]!.data]).toEqual([0, 0, 0, 0]);
  expect([...state["batchNorm1.runningVar"]!.data]).toEqual([1, 1, 1, 1]);
  expect([...state["batchNorm1.weight"]!.data]).toEqual([1, 1, 1, 1]);
  // (3·3·2 + 1)·4 + 2·4, (3·3·4 + 1)·6 + 2·6, (2·2·6 + 1)·5, (5 + 1)·3
  expect(parameterCount(network)).toBe(76 + 8 + 222 + 12 + 125 + 18);
});

test("a convolution's weights are drawn for the pixels of its window", () => {
  const wide: NetworkSpec = {
    sizes: [64 * 8, 2],
    activation: "relu",
    convolution: { image: { height: 8, width: 8, channels: 8 }, channels: [64] },
  };
  const optimizer = { name: "sgd" } as const;
  const drawn = initialState({
    network: wide,
    optimizer,
    initializer: "heNormal",
    seed: 3,
    dtype: "float64",
  });
  const { shape, data } = drawn["conv2d1.weight"]!;
  expect(shape).toEqual([3, 3, 8, 64]);
  const variance = Array.from(data).reduce((sum, w) => sum + w * w, 0) / data.length;
  expect(variance).toBeGreaterThan((2 / 72) * 0.95); // 2 / fan-in; 4,608 numbers: a deviation of 2 %
  expect(variance).toBeLessThan((2 / 72) * 1.05);
});

describe("a network from plain JSON", () => {
  const names = (spec: Partial<NetworkSpec["convolution"]>, sizes = [128, 5, 3]) =>
    Object.entries(
      buildNetwork({ ...network, sizes, convolution: { ...network.convolution!, batchNorm: false, ...spec } })
        .parameters,
    ).map(([name, { shape }]) => `${name} ${shape}`);

  test("its dense layers take what the blocks leave", () => {
    expect(names({})).toEqual([
      "conv2d1.weight 3,3,2,4",
      "conv2d1.bias 1,4",
      "conv2d2.weight 3,3,4,6",
      "conv2d2.bias 1,6",
      "dense1.weight 24,5",
      "dense1.bias 1,5",
      "dense2.weight 5,3",
      "dense2.bias 1,3",
    ]);
    expect(names({ pool: "none" })).toContain("dense1.weight 384,5");
    expect(names({ pool: "average", kernel: 5 })).toContain("conv2d2.weight 5,5,4,6");
    expect(names({ globalAveragePool: true })).toContain("dense1.weight 6,5");
    expect(names({ channels: [7] }, [128, 3]).at(-2)).toBe("dense1.weight 112,3");
  });

  test("what cannot be is refused in one line", () => {
    const image = { height: 8, width: 8, channels: 2 };
    expect(() => names({ image: { ...image, channels: 3 } })).toThrow(
      "images of 8 × 8 pixels with 3 channels are 192 numbers, but the network takes 128",
    );
    expect(() => names({ channels: [4, 4, 4, 4] })).toThrow(
      "maxPool in layer maxPool2d4: the kernel (2,2) is larger than the image (1, 1, 1, 4)",
    );
    expect(() => names({ pool: "maks" as never })).toThrow('unknown pool "maks"; did you mean max?');
    expect(() => names({ channels: [0] })).toThrow(
      "conv2d: outChannels must be a whole number of at least 1, found 0",
    );
  });
});

describe("refusals name the layer, the shapes and the mend", () => {
  const forward = (layer: Layer, shape: Shape, mode = {}) => {
    const parameters = Object.entries(layer.parameters).map(([name, spec]) => [
      `${layer.kind}1.${name}`,
      op.input(name, spec.shape, "float64"),
    ]);
    return sequential([layer]).forward(op.input("x", shape, "float64"), Object.fromEntries(parameters), mode);
  };
  test.each([
    [
      "other channels",
      images.conv2d(3, 4, 3),
      [2, 8, 8, 1],
      "conv2d in layer conv2d1: takes images (n, height, width, 3), found (2, 8, 8, 1)",
    ],
    [
      "no images",
      images.globalAveragePool(),
      [2, 64],
      "globalAveragePool in layer globalAveragePool1: takes images (n, height, width, channels), found (2, 64)",
    ],
    [
      "a kernel that is too large",
      images.conv2d(1, 4, 7, { padding: 1 }),
      [2, 4, 8, 1],
      "im2col in layer conv2d1: the kernel (7,7) is larger than the image (2, 4, 8, 1) with its padding (1,1); take a smaller kernel or more padding",
    ],
    [
      "a broken stride",
      images.conv2d(1, 4, 3, { stride: 0.5 }),
      [2, 8, 8, 1],
      "im2col in layer conv2d1: kernel (3,3) and stride (0.5,0.5) must be whole and at least 1, padding (0,0) at least 0",
    ],
    [
      "a pool that is all border",
      images.maxPool2d(2, { padding: 2 }),
      [2, 8, 8, 1],
      "maxPool in layer maxPool2d1: padding (2,2) must be at most half of the kernel (2,2)",
    ],
    [
      "images of another size",
      images.images(8, 8, 3),
      [2, 64],
      "reshape in layer images1: (2, 64) has 128 elements and (2, 8, 8, 3) has 384; they must be as many",
    ],
    [
      "other channels to normalise",
      images.batchNorm(3),
      [2, 4],
      "batchNorm in layer batchNorm1: takes values (…, 3), found (2, 4)",
    ],
  ] as const)("%s", (_, layer, shape, message) => {
    expect(() => forward(layer, shape)).toThrow(message);
  });

  test("one value is no batch to normalise by", () => {
    const record = () => {};
    expect(() => forward(images.batchNorm(3), [1, 3], { record })).toThrow(
      "batchNorm in layer batchNorm1: needs more than one value a channel to train, found (1, 3); take another batch size",
    );
    expect(() => forward(images.batchNorm(3), [1, 3])).not.toThrow();
  });

  test("windows that are of no such images", () => {
    const x = op.input("x", [1, 2, 2, 4], "float64");
    expect(() => op.col2im(x, [4, 4], { kernel: [2, 2], stride: [1, 1], padding: [0, 0] })).toThrow(
      "col2im: (1, 2, 2, 4) are not the 3 by 3 windows of 4 pixels of images of 4 by 4",
    );
  });
});

function close(found: ArrayLike<number>, wanted: readonly number[], about: string): void {
  expect(found.length, about).toBe(wanted.length);
  wanted.forEach((w, i) => {
    const difference = Math.abs(found[i]! - w);
    if (!(difference <= tolerance * Math.max(1, Math.abs(w)))) {
      expect.fail(`${about}[${i}]: found ${found[i]}, wanted ${w}`);
    }
  });
}

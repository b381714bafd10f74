import { expect, test } from "vitest";
import { threefry2x32 } from "../../../src/data/random/threefry.ts";
import type { Engine, Program } from "../../../src/engine/engine.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import { square } from "../../../src/graph/composed.ts";
import { gradient } from "../../../src/graph/gradient.ts";
import * as op from "../../../src/graph/ops.ts";
import { simplify } from "../../../src/graph/simplify.ts";
import type { FloatDtype, Graph, Value, Windows } from "../../../src/graph/value.ts";
import { size } from "../../../src/graph/value.ts";
import { activations } from "../../../src/nn/layers/activations.ts";
import { activation, dense, dropout, type Layer, sequential } from "../../../src/nn/layers/layers.ts";
import type { NetworkSpec, PoolName } from "../../../src/nn/layers/network.ts";
import { losses } from "../../../src/nn/losses/losses.ts";
import { buildOptimizer, type OptimizerSpec } from "../../../src/nn/training/optimizers.ts";
import { trainingGraph, trainingStep } from "../../../src/nn/training/training.ts";

const networks = 320;
/** The largest difference, as a share of a tensor's largest number. */
const tolerance = { float64: 1e-11, float32: 1e-5 };

/** Draws of one network: Threefry's numbers under its own key, in turn. */
class Draws {
  #count = 0;
  constructor(private readonly key: number) {}
  /** In [0, 1). */
  number(): number {
    return threefry2x32([20_260_101, this.key], [this.#count++, 0])[0] / 2 ** 32;
  }
  whole(low: number, high: number): number {
    return low + Math.floor(this.number() * (high - low + 1));
  }
  one<T>(of: readonly T[]): T {
    return of[this.whole(0, of.length - 1)]!;
  }
  numbers(count: number, scale: number): Float64Array {
    return Float64Array.from({ length: count }, () => (this.number() - 0.5) * 2 * scale);
  }
}

const optimizers: readonly OptimizerSpec[] = [
  { name: "sgd" },
  { name: "sgd", momentum: 0.9 },
  { name: "sgd", momentum: 0.8, nesterov: true },
  { name: "rmsprop", epsilon: 0.1 },
  { name: "adam", epsilon: 0.1 },
  { name: "adamw", epsilon: 0.1, weightDecay: 0.1 },
];
// An epsilon of 0.1: with the usual 1e-8, g / √(g²) turns the last digit of a g near 0 into the whole step.

interface Drawn {
  readonly about: string;
  readonly graph: Graph;
  readonly values: Record<string, ArrayLike<number>>;
}

/** A training step of a random network, with every value that it learns from. */
function drawNetwork(seed: number, dtype: FloatDtype): Drawn {
  const draws = new Draws(seed);
  const [batch, features, outputs] = [draws.whole(1, 40), draws.whole(1, 40), draws.whole(2, 17)];
  const hidden = Array.from({ length: draws.whole(0, 3) }, () => draws.whole(1, 40));
  const names = Object.keys(activations);
  const layers: Layer[] = [];
  const chosen: string[] = [];
  let inputs = features;
  for (const units of hidden) {
    const name = draws.one(names);
    chosen.push(name);
    layers.push(dense(inputs, units), activation(name));
    if (draws.number() < 0.2) layers.push(dropout(0.3));
    inputs = units;
  }
  layers.push(dense(inputs, outputs));

  const loss = draws.one([
    "crossEntropy",
    "crossEntropy",
    "binaryCrossEntropy",
    "meanSquaredError",
    "huber",
  ] as const);
  const reduction = draws.one(["mean", "sum"] as const);
  const smooth = loss === "crossEntropy" && draws.number() < 0.3 ? { labelSmoothing: 0.1 } : {};
  const optimizer = draws.one(optimizers);
  const classify = loss === "crossEntropy";
  const graph = trainingStep({
    model: sequential(layers),
    x: op.input("x", [batch, features], dtype),
    y: classify ? op.input("y", [batch], "int32") : op.input("y", [batch, outputs], dtype),
    loss: (p: Value, y: Value) => losses[loss](p, y, { reduction, ...smooth }),
    optimizer: buildOptimizer(optimizer),
    l2: draws.one([0, 0, 0.01]),
    report: ({ loss }) => ({ loss }),
    ...(draws.number() < 0.2 ? { clipNorm: 0.5 } : {}),
  });
  const values: Record<string, ArrayLike<number>> = {
    x: draws.numbers(batch * features, 2),
    y: classify
      ? Int32Array.from({ length: batch }, () => draws.whole(0, outputs - 1))
      : draws.numbers(batch * outputs, 0.5).map((t) => t + 0.5),
    learningRate: [reduction === "mean" ? 0.1 : 0.1 / batch],
  };
  for (const [name, { shape }] of Object.entries(graph.state)) {
    values[name] = name.endsWith("Power")
      ? [1]
      : draws.numbers(size(shape), name.startsWith("optimizer") ? 0 : 0.7);
  }
  const about = `${seed}: ${batch} rows, ${[features, ...hidden, outputs].join("-")} ${chosen} ${loss} ${reduction} ${JSON.stringify(optimizer)}`;
  return { about, graph, values };
}

/** A training step of a random convolutional network: small images of any size, some larger than a strip. */
function drawConvolution(seed: number, dtype: FloatDtype): Drawn {
  const draws = new Draws(50_000 + seed);
  const kernel = draws.one([1, 2, 3, 3, 5]);
  const pool = draws.one<PoolName>(["max", "max", "average", "none"]);
  const channels = Array.from({ length: draws.whole(1, 2) }, () => draws.one([1, 3, 4, 5, 8]));
  const least = pool === "none" ? 1 : 2 ** channels.length;
  const length = () => (seed % 10 === 0 ? draws.whole(30, 40) : draws.whole(least, 9));
  const image = { height: length(), width: length(), channels: draws.whole(1, 4) };
  const batch = seed % 10 === 0 ? 2 : draws.whole(1, 12);
  const outputs = draws.whole(2, 6);
  const network: NetworkSpec = {
    sizes: [image.height * image.width * image.channels, draws.whole(1, 9), outputs],
    activation: draws.one(["relu", "tanh", "leakyRelu"]),
    convolution: {
      image,
      channels,
      kernel,
      pool,
      // In float32 the gradient of a bias before it, which is 0, is nothing but rounding.
      batchNorm: dtype === "float64" && batch > 1 && draws.number() < 0.5,
      globalAveragePool: draws.number() < 0.3,
    },
  };
  const optimizer = draws.one(optimizers);
  const graph = trainingGraph({ network, batch, dtype, reduction: "mean", optimizer, report: "loss" });
  const values: Record<string, ArrayLike<number>> = {
    x: draws.numbers(batch * network.sizes[0]!, 2),
    y: Int32Array.from({ length: batch }, () => draws.whole(0, outputs - 1)),
    learningRate: [0.05],
  };
  for (const [name, { shape }] of Object.entries(graph.state)) {
    const [first, scale] = name.endsWith("Power") || name.endsWith("Var") ? [1, 0] : [0, 0.5];
    values[name] = draws.numbers(size(shape), name.startsWith("optimizer") ? 0 : scale).map((n) => n + first);
  }
  return { about: `${seed}: ${batch} rows, ${JSON.stringify({ network, optimizer })}`, graph, values };
}

function compileWith(engine: Engine, { graph, values }: Drawn): Program {
  const program = engine.compile(graph);
  for (const [name, numbers] of Object.entries(values)) program.set(name, numbers);
  return program;
}

/** Leaves NaN in memory that the next program will be given: whatever reads its padding will show it. */
function poison(engine: Engine, dtype: FloatDtype): void {
  const x = op.input("x", [200, 64], dtype);
  const many = Array.from({ length: 8 }, (_, i) => op.add(x, i));
  const program = engine.compile({
    inputs: { x },
    state: {},
    outputs: Object.fromEntries(many.map((value, i) => [`y${i}`, value])),
    updates: {},
  });
  program.set("x", new Array(200 * 64).fill(Number.NaN));
  program.run();
  program.dispose();
}

/** Relative to the largest number, or to `floor` where all are smaller. */
function near(
  actual: ArrayLike<number>,
  wanted: ArrayLike<number>,
  allowed: number,
  about: string,
  floor = 1e-3,
): void {
  const largest = Math.max(...Array.from(wanted, Math.abs));
  expect(actual.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const difference = Math.abs(actual[i]! - wanted[i]!);
    if (!(difference <= allowed * Math.max(largest, floor))) {
      expect.fail(
        `${about}[${i}]: ${actual[i]} and ${wanted[i]} differ by ${difference / largest} of ${largest}`,
      );
    }
  }
}

/** Three steps on both engines; the number of updates that were compared. */
function compareSteps(engine: Engine, drawn: Drawn, allowed: number): number {
  const { about, graph } = drawn;
  const [ours, theirs] = [compileWith(engine, drawn), compileWith(referenceEngine, drawn)];
  let updates = 0;
  for (let step = 0; step < 3; step++) {
    if ("step" in graph.inputs) for (const program of [ours, theirs]) program.set("step", [step]);
    ours.run();
    theirs.run();
    // A small cross-entropy is ln(1 + r), and the kernels' float32 sum 1 + r is off by up to 6e-8 however small r is.
    near(ours.get("loss"), theirs.get("loss"), allowed, `${about}, loss of step ${step}`, 1e-2);
    for (const name of Object.keys(graph.state)) {
      near(ours.get(name), theirs.get(name), allowed, `${about}, ${name} after step ${step}`);
      // A float32 rounding may grow from step to step; what is compared is each step by itself.
      ours.set(name, theirs.get(name));
      updates++;
    }
  }
  ours.dispose();
  return updates;
}

test.each(["float64", "float32"] as const)(
  `three steps of ${networks} random networks are the reference's (%s)`,
  async (dtype) => {
    const engine = await loadWasmEngine();
    let updates = 0;
    for (let seed = 0; seed < networks; seed++) {
      poison(engine, dtype);
      updates += compareSteps(engine, drawNetwork(seed, dtype), tolerance[dtype]);
    }
    expect(updates).toBeGreaterThan(3 * 4 * networks);
  },
);

test.each(["float64", "float32"] as const)(
  "three steps of 60 random convolutional networks are the reference's (%s)",
  async (dtype) => {
    const engine = await loadWasmEngine();
    for (let seed = 0; seed < 60; seed++) {
      poison(engine, dtype);
      compareSteps(engine, drawConvolution(seed, dtype), 10 * tolerance[dtype]);
    }
  },
);

test.each(["float64", "float32"] as const)(
  "gradients of gradients are the reference's (%s)",
  async (dtype) => {
    const engine = await loadWasmEngine();
    for (let seed = 0; seed < 30; seed++) {
      const draws = new Draws(10_000 + seed);
      const [n, m] = [draws.whole(1, 12), draws.whole(1, 12)];
      const x = op.input("x", [n, m], dtype);
      const w = op.input("w", [m, 5], dtype);
      const f = draws.one([op.tanh, op.sigmoid, op.exp, op.erf, op.softmax, op.logSoftmax]);
      const [first] = gradient(op.sum(op.multiply(f(op.matmul(x, w)), f(op.matmul(x, w)))), [w]);
      const [second] = gradient(op.sum(op.multiply(first!, first!)), [w]);
      const graph = simplify({
        inputs: { x, w },
        state: {},
        outputs: { first: first!, second: second! },
        updates: {},
      });
      const values = { x: draws.numbers(n * m, 1), w: draws.numbers(m * 5, 1) };
      const [ours, theirs] = [engine, referenceEngine].map((e) =>
        compileWith(e, { about: "", graph, values }),
      );
      ours!.run();
      theirs!.run();
      for (const name of ["first", "second"]) {
        near(ours!.get(name), theirs!.get(name), 3 * tolerance[dtype], `${seed} ${f.name} ${name}`);
      }
      ours!.dispose();
    }
  },
);

test.each(["float64", "float32"] as const)(
  "gradients of gradients through windows are the reference's (%s)",
  async (dtype) => {
    const engine = await loadWasmEngine();
    for (let seed = 0; seed < 20; seed++) {
      const draws = new Draws(70_000 + seed);
      const [channels, outputs] = [draws.one([1, 3, 4]), draws.one([2, 4, 5])];
      const windows: Windows = { kernel: [3, 2], stride: [draws.whole(1, 2), 1], padding: [1, 0] };
      const x = op.input("x", [2, 6, 5, channels], dtype);
      const w = op.input("w", [6 * channels, outputs], dtype);
      const cells = op.im2col(x, windows);
      const [n, down, across, k] = cells.shape as [number, number, number, number];
      const y = op.tanh(op.matmul(op.reshape(cells, [n * down * across, k]), w));
      const pooled = op.reshape(y, [n, down, across, outputs]);
      const twos: Windows = { kernel: [2, 2], stride: [1, 2], padding: [0, 1] };
      const loss = op.sum(square(op.maxPool(pooled, pooled, twos)));
      const first = gradient(loss, [x, w]);
      const second = gradient(
        first.map((g) => op.sum(square(g))).reduce((a, b) => op.add(a, b)),
        [x, w],
      );
      const outputsOf = Object.fromEntries([...first, ...second].map((g, i) => [`g${i}`, g]));
      const graph = simplify({ inputs: { x, w }, state: {}, outputs: outputsOf, updates: {} });
      const values = { x: draws.numbers(size(x.shape), 1), w: draws.numbers(size(w.shape), 1) };
      poison(engine, dtype);
      const [ours, theirs] = [engine, referenceEngine].map((e) =>
        compileWith(e, { about: "", graph, values }),
      );
      ours!.run();
      theirs!.run();
      for (const name of Object.keys(outputsOf)) {
        near(ours!.get(name), theirs!.get(name), 3 * tolerance[dtype], `${seed} ${name}`);
      }
      ours!.dispose();
    }
  },
);

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { Arena } from "../../../src/engine/wasm/arena.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import { planGraph } from "../../../src/engine/wasm/plan.ts";
import { UserError } from "../../../src/errors.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Graph, Value } from "../../../src/graph/value.ts";
import { size } from "../../../src/graph/value.ts";
import type { OptimizerSpec } from "../../../src/nn/training/optimizers.ts";
import { evaluationGraph, trainingGraph } from "../../../src/nn/training/training.ts";
import { bundle } from "../bundle.ts";

/** What WebAssembly has: `external` counts it, and what JavaScript's arrays have. */
function wasmBytes(): number {
  const { external, arrayBuffers } = process.memoryUsage();
  return external - arrayBuffers;
}

const lesson = {
  network: { sizes: [10, 32, 10], activation: "sigmoid" },
  reduction: "sum",
  optimizer: { name: "sgd" },
} as const;

test("20,000 steps allocate nothing: no garbage collection runs, the heap does not grow", async () => {
  // A semi-space of 1 MB: 60 bytes a step would bring a collection.
  const code = `
    import { PerformanceObserver } from "node:perf_hooks";
    import { loadWasmEngine } from ${JSON.stringify(resolve("src/engine/wasm/engine.ts"))};
    import { trainingGraph } from ${JSON.stringify(resolve("src/nn/training/training.ts"))};
    const engine = await loadWasmEngine();
    const program = engine.compile(trainingGraph({ ...${JSON.stringify(lesson)}, batch: 32, dtype: "float32" }));
    const features = Float32Array.from({ length: 10_000 }, (_, i) => Math.sin(i));
    const labels = Int32Array.from({ length: 1000 }, (_, i) => i % 10);
    const order = Int32Array.from({ length: 1000 }, (_, i) => (i * 7) % 1000);
    program.set("learningRate", [0.01]);
    program.keepRows("x", features);
    program.keepRows("y", labels);
    program.orderRows(order);
    function run(steps: number) {
      for (let step = 0; step < steps; step++) {
        const start = (step * 32) % 960;
        if (step % 2 === 0) program.takeRows(start, 32);
        else {
          program.setRows("x", features, order, start, 32);
          program.setRows("y", labels, order, start, 32);
        }
        program.run();
      }
    }
    let collections = 0;
    new PerformanceObserver((list) => { collections += list.getEntries().length; }).observe({ entryTypes: ["gc"] });
    const settle = () => new Promise((done) => setTimeout(done, 50));
    for (let warmUp = 0; warmUp < 3; warmUp++) { // then all is compiled, the loop itself too
      run(20_000);
      process.memoryUsage();
      await settle();
      gc();
      await settle();
    }
    // V8 compiles again now and then, in its own time; a step that allocates does so in every round.
    const rounds = [];
    for (let round = 0; round < 5; round++) {
      collections = 0;
      const before = process.memoryUsage().heapUsed;
      run(20_000);
      const grown = process.memoryUsage().heapUsed - before;
      await settle();
      rounds.push({ collections, grown });
      gc();
      await settle();
    }
    console.log(JSON.stringify(rounds));`;
  const folder = await mkdtemp(join(tmpdir(), "kiso-memory-"));
  try {
    const file = join(folder, "steps.mjs");
    await writeFile(file, await bundle(code, { platform: "node" }));
    const flags = ["--expose-gc", "--max-semi-space-size=1", file];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 60_000 });
    const rounds: { collections: number; grown: number }[] = JSON.parse(stdout);
    expect(Math.min(...rounds.map(({ collections }) => collections))).toBe(0);
    // a tenth of a byte a step: memoryUsage() itself
    expect(Math.min(...rounds.map(({ grown }) => grown))).toBeLessThan(2000);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a convolution's windows never stand in memory all at once", () => {
  const image = { height: 28, width: 28, channels: 1 };
  const network = {
    sizes: [784, 64, 10],
    activation: "relu",
    convolution: { image, channels: [16, 32] },
  };
  const [rows, dtype] = [256, "float32"] as const;
  const { workspace } = planGraph(evaluationGraph({ network, rows, dtype }));
  // What the first block makes of the rows and their half size after it; the second's windows alone were twice that.
  const values = rows * (28 * 28 + 14 * 14) * 16 * 4;
  expect(workspace).toBeGreaterThan(values);
  expect(workspace).toBeLessThan(1.1 * values);

  const training = { network, batch: rows, dtype, reduction: "mean", optimizer: { name: "sgd" } } as const;
  const step = planGraph(trainingGraph(training)).workspace;
  // Forward, each block's results stand once, for relu needs no copy; back, one block's gradients at a time.
  expect(step).toBeLessThan(3 * values);
});

describe("an arena", () => {
  test("gives no byte twice, and joins what comes back", () => {
    const arena = new Arena(100);
    const taken = new Map<number, number>();
    let state = 1;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let i = 0; i < 5000; i++) {
      if (random(2) === 0 || taken.size === 0) {
        const bytes = 1 + random(1000);
        const start = arena.allocate(bytes);
        expect(start).toBeGreaterThanOrEqual(100);
        expect(start % 64).toBe(0);
        for (const [other, size] of taken) expect(start + bytes <= other || other + size <= start).toBe(true);
        taken.set(start, bytes);
      } else {
        const start = [...taken.keys()][random(taken.size)]!;
        arena.free(start);
        taken.delete(start);
      }
      if (taken.size > 40)
        for (const start of [...taken.keys()].slice(0, 30)) {
          arena.free(start);
          taken.delete(start);
        }
    }
    const highest = arena.end;
    for (const start of taken.keys()) arena.free(start);
    expect(arena.allocate(highest - 128)).toBe(128); // all of it is one range again
    expect(arena.end).toBe(highest);
  });
});

describe("a plan", () => {
  const kernels = (graph: Graph) => planGraph(graph).instructions.map(([kernel]) => kernel);

  test("of the lesson's step: five products with bias, slope and update inside, and nothing superfluous", () => {
    expect(kernels(trainingGraph({ ...lesson, batch: 32, dtype: "float32" })).sort()).toEqual(
      [
        ...["matmul", "matmul", "matmul", "matmul", "matmul"],
        ...["sigmoid", "softmax", "subtractOneHot"],
        ...["subtractScaled", "subtractScaled", "sumAxis", "sumAxis"],
      ].sort(),
    );
  });

  test("of Nesterov's momentum: one pass for each parameter, over the old ones", () => {
    const optimizer = { name: "sgd", momentum: 0.9, nesterov: true } as const;
    const found = kernels(trainingGraph({ ...lesson, batch: 32, dtype: "float32", optimizer }));
    expect(found.filter((kernel) => kernel === "nesterov")).toHaveLength(4);
    for (const other of ["addScaled", "subtractScaled", "move"]) expect(found).not.toContain(other);
  });

  test.each(["adam", "adamw"] as const)("of %s: one pass for each parameter, over the old ones", (name) => {
    const optimizer: OptimizerSpec = { name };
    const training = { ...lesson, batch: 32, dtype: "float32", optimizer } as const;
    for (const reduction of ["sum", "mean"] as const) {
      const found = kernels(trainingGraph({ ...training, reduction }));
      expect(found.filter((kernel) => kernel === "adam")).toHaveLength(4);
      expect(found.filter((kernel) => kernel === "sqrt")).toHaveLength(1); // √(1 − β₂ᵗ), once for all
      for (const other of ["addScaled", "move"]) expect(found).not.toContain(other);
    }
  });

  test("of Nesterov's momentum, whose velocity before and after the step is shown", async () => {
    const [p, v, g] = ["p", "v", "g"].map((name) => op.input(name, [3, 5], "float64")) as [
      Value<"input">,
      Value<"input">,
      Value<"input">,
    ];
    const mu = op.input("mu", [], "float64");
    const velocity = op.add(op.multiply(v, mu), g);
    const moved = op.subtract(p, op.multiply(op.add(g, op.multiply(velocity, mu)), 0.25));
    const graph = {
      inputs: { g, mu },
      state: { p, v },
      outputs: { before: v, velocity },
      updates: { p: moved, v: velocity },
    };
    expect(kernels(graph)).toContain("nesterov");
    const program = (await loadWasmEngine()).compile(graph);
    program.set("mu", [0.5]);
    program.set("g", new Float64Array(15).fill(4));
    program.set("v", new Float64Array(15).fill(8));
    program.set("p", new Float64Array(15).fill(1));
    program.run();
    for (const [name, value] of Object.entries({ before: 8, velocity: 8, v: 8, p: 1 - 0.25 * (4 + 4) }))
      expect(program.get(name)).toEqual(new Float64Array(15).fill(value));
    program.set("g", new Float64Array(15).fill(0));
    program.run();
    for (const [name, value] of Object.entries({ before: 8, velocity: 4, v: 4, p: -1 - 0.25 * 2 }))
      expect(program.get(name)).toEqual(new Float64Array(15).fill(value));
    program.dispose();
  });

  test("of a chain of a hundred values has room for two of them", () => {
    const x = op.input("x", [100, 100], "float32");
    const w = op.input("w", [100, 100], "float32");
    let y: Value = x;
    for (let i = 0; i < 50; i++) y = op.tanh(op.matmul(y, w));
    const { workspace } = planGraph({ inputs: { x, w }, state: {}, outputs: { y }, updates: {} });
    // A's numbers in pairs, each with its place in B, and a panel of B's
    const lists = 50 * (3 * 100 + 4) * 4 + 100 * 64;
    expect(workspace).toBeLessThan(2 * (100 * 100 * 4 + 128) + lists + 1024);
  });

  test("writes no state before its last reader has read it", async () => {
    // w is read by the gradient of the layer below, v by w's own update: both in every order of names.
    const engine = await loadWasmEngine();
    for (const names of [
      ["a", "b"],
      ["b", "a"],
    ]) {
      const state = Object.fromEntries(names.map((name) => [name, op.input(name, [2, 2], "float64")]));
      const [a, b] = [state.a!, state.b!];
      const updates = { a: op.add(op.multiply(a, 2), b), b: op.subtract(op.matmul(b, a), a) };
      const ordered = Object.fromEntries(names.map((name) => [name, name === "a" ? updates.a : updates.b]));
      const program = engine.compile({ inputs: {}, state, outputs: {}, updates: ordered });
      program.set("a", [1, 2, 3, 4]);
      program.set("b", [5, 6, 7, 8]);
      program.run();
      expect([...program.get("a")]).toEqual([7, 10, 13, 16]);
      expect([...program.get("b")]).toEqual([22, 32, 28, 42]); // (5 6; 7 8)(1 2; 3 4) − (1 2; 3 4)
      program.dispose();
    }
  });
});

test("disposing gives memory back: a thousand programs live in the room of one", async () => {
  const engine = await loadWasmEngine();
  const big = {
    ...lesson,
    network: { ...lesson.network, sizes: [400, 300, 10] },
    batch: 200,
    dtype: "float32",
  } as const;
  const before = wasmBytes();
  const features = new Float32Array(400 * 500);
  for (let i = 0; i < 1000; i++) {
    const main = engine.compile(trainingGraph(big));
    if (i % 50 === 0) for (let again = 0; again < 2; again++) main.keepRows("x", features);
    const tail = engine.compile(trainingGraph({ ...big, batch: 8 }), { shareStateWith: main });
    for (const program of i % 2 === 0 ? [main, tail] : [tail, main]) program.dispose();
  }
  expect(wasmBytes() - before).toBeLessThan(16 * 2 ** 20);
});

test("a program that was disposed of is neither read nor written: its memory may be another's", async () => {
  const engine = await loadWasmEngine();
  const s = op.input("s", [3], "float64");
  const graph = { inputs: {}, state: { s }, outputs: { twice: op.multiply(s, 2) }, updates: {} };
  const [one, sharing] = [engine.compile(graph)].flatMap((first) => [
    first,
    engine.compile(graph, { shareStateWith: first }),
  ]);
  one!.set("s", [1, 2, 3]);
  one!.dispose();
  expect(() => one!.set("s", [4, 5, 6])).toThrow("this program has been disposed of");
  expect([...sharing!.get("s")], "the state lives as long as one that shares it").toEqual([1, 2, 3]);
  sharing!.dispose();
  for (const act of [() => one!.get("twice"), () => sharing!.getScalar("s"), () => one!.set("s", [4, 5, 6])])
    expect(act).toThrow("this program has been disposed of");
});

describe("a refused allocation", () => {
  const double = (shape: readonly number[], state = false): Graph => {
    const x = op.input("x", shape, "float64");
    const outputs = { y: op.multiply(x, 2) };
    return state
      ? { inputs: {}, state: { x }, outputs, updates: {} }
      : { inputs: { x }, state: {}, outputs, updates: {} };
  };
  /** 16 MB for one input, and more than there can be for the other. */
  const tooLarge = (): Graph => {
    const [a, b] = [op.input("a", [2 ** 21], "float64"), op.input("b", [2 ** 30], "float64")];
    return { inputs: { a, b }, state: {}, outputs: { a: op.negate(a), b: op.negate(b) }, updates: {} };
  };

  test("says in one line how much was asked for, and for what", async () => {
    const engine = await loadWasmEngine();
    for (const [graph, name] of [
      [tooLarge(), "b"],
      [double([2 ** 30]), "x"],
      [double([2 ** 30], true), "x"],
    ] as const) {
      expect(() => engine.compile(graph)).toThrow(UserError);
      expect(() => engine.compile(graph)).toThrow(
        new RegExp(
          `^the wasm engine has no 8193 MB for ${name}: \\d+ MB are taken, .*; take a smaller batch[^\n]*$`,
        ),
      );
    }
  });

  test("leaves the engine as it was: what lives goes on, and nothing stays taken", async () => {
    const engine = await loadWasmEngine();
    const before = engine.compile(double([3]));
    before.set("x", [1, 2, 3]);
    before.run();
    const held = wasmBytes();
    for (let i = 0; i < 300; i++) {
      expect(() => engine.compile(tooLarge())).toThrow(UserError);
      const main = engine.compile(double([5], true));
      expect(() => engine.compile(double([2 ** 30]), { shareStateWith: main })).toThrow(UserError);
      main.set("x", [1, 2, 3, 4, i]);
      main.run();
      expect([...main.get("y")]).toEqual([2, 4, 6, 8, 2 * i]);
      main.dispose();
    }
    // 300 times 16 MB would be more than there is.
    expect(wasmBytes() - held).toBeLessThan(40 * 2 ** 20);
    expect([...before.get("y")]).toEqual([2, 4, 6]);
    const after = engine.compile(double([2 ** 21]));
    after.set("x", new Float64Array(2 ** 21).fill(4));
    after.run();
    expect(after.get("y")[2 ** 21 - 1]).toBe(8);
  });

  test("of rows to keep leaves the inputs as they were", async () => {
    const engine = await loadWasmEngine();
    const program = engine.compile(double([2, 2 ** 20]));
    const rows = new Float64Array(3 * 2 ** 20).fill(1);
    program.keepRows("x", rows);
    program.takeRows(1, 2);
    // Numbers that no one has: an array of 4 GB without its memory.
    const many = { length: 2 ** 29 } as ArrayLike<number>;
    expect(() => program.keepRows("x", many)).toThrow("the wasm engine has no 4097 MB for the rows of x");
    program.run();
    expect(program.get("y")[2 ** 21 - 1]).toBe(2);
    program.keepRows("x", rows.fill(3));
    program.takeRows(0, 2);
    program.run();
    expect(program.get("y")[0]).toBe(6);
    program.dispose();
  });
});

test("rows are read where they are kept by whatever reads them, from their beginning or further on", async () => {
  const engine = await loadWasmEngine();
  const [n, height, width, channels] = [4, 9, 11, 3];
  const windows = { kernel: [3, 3], stride: [2, 1], padding: [1, 0] } as const;
  for (const dtype of ["float64", "float32"] as const) {
    const x = op.input("x", [n, height, width, channels], dtype);
    const w = op.input("w", [27, 5], dtype);
    const cells = op.im2col(x, windows);
    const rows = op.reshape(cells, [size(cells.shape) / 27, 27]);
    const middle = op.slice(x, [1, 2, 3, 1], [4, 8, 9, 3]);
    const outputs = {
      product: op.matmul(rows, w),
      weights: op.matmul(op.transpose(rows), op.slice(rows, [0, 0], rows.shape.with(1, 4))),
      middle,
      turned: op.transpose(x, [3, 1, 0, 2]),
      joined: op.concatenate([middle, op.negate(middle)], 1),
      sums: op.sum(x, [0, 2]),
      pooled: op.maxPool(x, x, windows),
      itself: x,
    };
    const graph = { inputs: { x, w }, state: {}, outputs, updates: {} };
    const [pointed, copied] = [engine.compile(graph), engine.compile(graph)];
    const waves = (count: number) => Float64Array.from({ length: count }, (_, i) => Math.sin(1 + 3 * i));
    const images = waves((11 * size(x.shape)) / n);
    for (const program of [pointed, copied]) program.set("w", waves(27 * 5));
    pointed.keepRows("x", images);
    for (const start of [3, 0, 7, 7, 1]) {
      pointed.takeRows(start, n);
      copied.setRows(
        "x",
        images,
        Int32Array.from({ length: n }, (_, i) => start + i),
        0,
        n,
      );
      for (const program of [pointed, copied]) program.run();
      for (const name of Object.keys(outputs)) expect(pointed.get(name), name).toEqual(copied.get(name));
    }
    for (const program of [pointed, copied]) program.dispose();
  }
});

import type { Engine } from "../../src/engine/engine.ts";
import { loadWasmEngine } from "../../src/engine/wasm/engine.ts";
import { input, matmul } from "../../src/graph/ops.ts";
import { lessonPlan } from "../../src/train/fit/plan.ts";
import { Steps } from "../../src/train/fit/steps.ts";
import { memoryFeed } from "../../src/train/rows/feed.ts";
import { steadyOrder } from "../../src/train/rows/orders.ts";
import { type ProductJob, readArray, type TrainingJob } from "../job.ts";
import { watchMemory } from "./memory.ts";
import { serve, type Work } from "./serve.ts";

// kiso as its users have it: the steps of `fit` on the WebAssembly engine, `fast` being relaxed SIMD.
serve(async () => {
  const fast = process.argv[2] === "fast";
  const engine = await loadWasmEngine({ fast });
  return {
    about: {
      version: "kiso",
      runtime: `Node ${process.version}, wasm with ${fast ? "relaxed SIMD (fast: true)" : "SIMD"}`,
    },
    prepare: (job, folder) =>
      job.kind === "training" ? training(engine, job, folder) : product(engine, job, folder),
  };
});

/** The names that kiso's parameters have in a job's folder. */
const parameters = {
  "dense1.weight": "W1",
  "dense1.bias": "b1",
  "dense2.weight": "W2",
  "dense2.bias": "b2",
} as const;

function shapeOf(name: string, [d, h, k]: TrainingJob["sizes"]): number[] {
  const [rows, columns] = name.startsWith("dense1") ? [d, h] : [h, k];
  return name.endsWith("bias") ? [1, columns] : [rows, columns];
}

function training(engine: Engine, job: TrainingJob, folder: string): Work {
  const { sizes, epochs, dtype } = job;
  const floats = dtype === "float32" ? Float32Array : Float64Array;
  const read = (name: string) => floats.from(readArray(folder, name));
  const train = { features: read("features"), labels: Int32Array.from(readArray(folder, "labels")) };
  const steps = new Steps(lessonPlan(job), engine, memoryFeed(train, steadyOrder(train.labels.length)));
  const first = Object.fromEntries(
    Object.entries(parameters).map(([name, array]) => [
      name,
      { shape: shapeOf(name, sizes), data: read(array) },
    ]),
  );
  const run = (epoch: number) => {
    steps.begin(epoch);
    for (let step = 0; step < steps.perEpoch; step++) steps.run(epoch, step);
  };
  steps.restore(first);
  return {
    reset: () => steps.restore(first),
    run() {
      for (let epoch = 0; epoch < epochs; epoch++) run(epoch);
    },
    result: () =>
      Object.fromEntries(Object.entries(parameters).map(([name, array]) => [array, steps.main.get(name)])),
    answer: (request) => watchMemory(() => run(0), steps.perEpoch, request.steps!),
  };
}

function product(engine: Engine, { size, dtype }: ProductJob, folder: string): Work {
  const [A, B] = [input("A", [size, size], dtype), input("B", [size, size], dtype)];
  const program = engine.compile({
    inputs: { A, B },
    state: {},
    outputs: { C: matmul(A, B) },
    updates: {},
  });
  for (const name of ["A", "B"]) program.set(name, readArray(folder, name));
  return {
    reset() {},
    run: () => program.run(),
    result() {
      const C = program.get("C");
      return { first: C.subarray(0, size), last: C.subarray(-size) };
    },
  };
}

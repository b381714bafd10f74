import type { ContenderName } from "./contenders.ts";
import type { Job } from "./job.ts";

/** A measurement: a job, who does it, and what kiso owes its peers there. */
export interface Benchmark {
  readonly title: string;
  readonly about: string;
  readonly job: Job;
  /** What one figure is the time of, and how many of them a run holds. */
  readonly unit: { readonly name: string; readonly perRun: number };
  readonly contenders: readonly ContenderName[];
  readonly targets: readonly Target[];
}

/** `of` must be at least `ratio` times as fast as `beside`. */
export interface Target {
  readonly of: ContenderName;
  readonly beside: ContenderName;
  readonly ratio: number;
  /** What is hoped for beyond the target. */
  readonly aim?: number;
  /** Shown for comparison, promised by nobody: it is neither met nor missed. */
  readonly yardstick?: true;
}

const lesson = {
  kind: "training",
  sizes: [10, 32, 10],
  rows: 1000,
  batch: 32,
  epochs: 30,
  learningRate: 0.01,
} as const;

export const benchmarks: Readonly<Record<string, Benchmark>> = {
  A32: {
    title: "A: the lesson, float32",
    about:
      "10-32-10, sigmoid, softmax: 1000 rows, batches of 32 in order, 30 epochs: 960 steps of gradient descent, without evaluation.",
    job: { ...lesson, dtype: "float32" },
    unit: { name: "training", perRun: 1 },
    contenders: [
      "kiso",
      "kisoFast",
      "numpy",
      "torch",
      "sklearn",
      "numpyTs",
      "tfjsFit",
      "tfjsWasm",
      "tfjsCpu",
      "brain",
    ],
    targets: [
      { of: "kiso", beside: "numpy", ratio: 8, aim: 12 },
      { of: "kiso", beside: "torch", ratio: 17 },
      { of: "kiso", beside: "numpyTs", ratio: 50 },
      { of: "kiso", beside: "tfjsFit", ratio: 100 },
    ],
  },
  A64: {
    title: "A: the lesson, float64",
    about: "The same in float64, the lesson's own type. TensorFlow.js and brain.js have no float64.",
    job: { ...lesson, dtype: "float64" },
    unit: { name: "training", perRun: 1 },
    contenders: ["kiso", "numpy", "torch", "sklearn", "numpyTs"],
    targets: [{ of: "kiso", beside: "numpy", ratio: 2.5, aim: 4 }],
  },
  B: {
    title: "B: 784-128-10, batch 128, float32",
    about:
      "A network for small images: 1280 rows, 10 batches of 128, 5 epochs: 50 steps, told as ms per step.",
    job: {
      kind: "training",
      dtype: "float32",
      sizes: [784, 128, 10],
      rows: 1280,
      batch: 128,
      epochs: 5,
      learningRate: 0.005,
    },
    unit: { name: "step", perRun: 50 },
    contenders: ["kiso", "kisoFast", "numpy", "numpy128", "torch", "tfjsWasm"],
    targets: [
      { of: "kiso", beside: "numpy", ratio: 1 },
      { of: "kisoFast", beside: "numpy", ratio: 1.4 },
      { of: "kiso", beside: "numpy128", ratio: 1, yardstick: true },
      { of: "kisoFast", beside: "numpy128", ratio: 1.4, yardstick: true },
    ],
  },
  C: {
    title: "C: matrix product, 512 × 512, float32",
    about:
      "C = A B, row-major, into memory that is already there. OpenBLAS has 256- and 512-bit vectors on x86, WebAssembly has 128: its SSE kernel, held to the same width, stands beside it.",
    job: { kind: "product", dtype: "float32", size: 512 },
    unit: { name: "product", perRun: 1 },
    contenders: ["kiso", "kisoFast", "numpy", "numpy128", "torch", "tfjsWasm"],
    targets: [
      { of: "kiso", beside: "numpy", ratio: 0.6 },
      { of: "kisoFast", beside: "numpy", ratio: 0.9 },
      { of: "kiso", beside: "numpy128", ratio: 0.6, yardstick: true },
      { of: "kisoFast", beside: "numpy128", ratio: 0.9, yardstick: true },
    ],
  },
};

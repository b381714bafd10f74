import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Value } from "../../../src/graph/value.ts";
import { compile, valueAndGrad } from "../../../src/nn/functions/eager.ts";
import { unitLength } from "../../../src/nn/layers/layers.ts";
import { buildNetwork } from "../../../src/nn/layers/network.ts";
import {
  contrastive,
  squaredDistances,
  type TripletOptions,
  triplet,
  verification,
  verificationHead,
} from "../../../src/nn/losses/metricLosses.ts";
import type { EmbeddingObjective } from "../../../src/nn/losses/objectives.ts";
import {
  evaluationGraph,
  initialState,
  objectiveGraph,
  trainingGraph,
} from "../../../src/nn/training/training.ts";
import { worstDifference } from "../../graph/slopes.ts";

type Flat = Record<string, number[]>;
/** Made by PyTorch, in loops over pairs and triplets: tests/golden/torch_metric.py. Network 5-6-3, sixteen rows. */
const golden: {
  x: number[];
  classes: number[];
  rate: number;
  start: Flat;
  cases: {
    plan: { loss: EmbeddingObjective; normalize: boolean; l2: number } & TripletOptions;
    losses: number[];
    gradients: Flat;
    final: Flat;
  }[];
} = JSON.parse(readFileSync(new URL("../../golden/torch_metric.json", import.meta.url), "utf8"));

const within = (a: ArrayLike<number>, b: ArrayLike<number>, limit: number) => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++)
    expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(limit * Math.max(1, Math.abs(b[i]!)));
};

describe.each([
  ["reference", "float64", 1e-10, async () => referenceEngine],
  ["wasm", "float64", 1e-10, () => loadWasmEngine()],
  ["wasm", "float32", 2e-4, () => loadWasmEngine()],
] as const)("twenty steps as PyTorch takes them: %s, %s", (_, dtype, limit, load) => {
  // A sum's steps are sixteen times as long; in float32 they go their own way.
  const cases = golden.cases.filter(({ plan }) => dtype === "float64" || plan.reduction !== "sum");
  const named = cases.map((one) => [JSON.stringify(one.plan), one] as const);
  test.each(named)("%s", async (_, { plan, losses, gradients, final }) => {
    const engine = await load();
    const { normalize, l2, reduction = "mean", ...options } = plan;
    const trained = (decay: number) => {
      const network = { sizes: [5, 6, 3], activation: "tanh", normalize };
      const optimizer = { name: "sgd" } as const;
      const more = { network, optimizer, dtype, batch: 16, reduction, report: "loss" } as const;
      const graph = trainingGraph({ ...options, ...more, l2: decay });
      expect(Object.keys(graph.state)).toEqual(Object.keys(final));
      const program = engine.compile(graph);
      program.set("x", golden.x);
      program.set("y", golden.classes);
      for (const name of Object.keys(final)) program.set(name, golden.start[name]!);
      return program;
    };
    // A step of learning rate 1 takes the gradient away from the parameters.
    const once = trained(0);
    once.set("learningRate", [1]);
    await once.run();
    for (const [name, slopes] of Object.entries(gradients)) {
      const moved = Array.from(once.get(name), (end, i) => golden.start[name]![i]! - end);
      within(moved, slopes, limit);
    }
    const program = trained(l2);
    program.set("learningRate", [golden.rate]);
    for (const value of losses) {
      await program.run();
      within([program.getScalar("loss")], [value], limit);
    }
    for (const [name, numbers] of Object.entries(final)) within(program.get(name), numbers, limit);
  });
});

const wave = (n: number, from: number) => Array.from({ length: n }, (_, i) => Math.sin(1.7 * i + from) * 1.3);
const classes = (...of: number[]) => op.constant(Float64Array.from(of), "float64", [of.length]);
const eight = classes(0, 0, 1, 2, 2, 2, 0, 1);

describe("gradients are slopes", () => {
  const at = (from: number) => [{ shape: [8, 3], numbers: wave(24, from) }];
  const losses: [string, (e: Value) => Value][] = [
    ["contrastive", (e) => contrastive(e, eight, { margin: 2 })],
    ["batchAll", (e) => triplet(e, eight, { margin: 1 })],
    ["semiHard", (e) => triplet(e, eight, { mining: "semiHard", margin: 1 })],
    ["batchHard", (e) => triplet(e, eight, { mining: "batchHard", margin: 1 })],
    ["batchHard, soft", (e) => triplet(e, eight, { mining: "batchHard", margin: "soft" })],
    ["batchAll, soft", (e) => triplet(e, eight, { margin: "soft", reduction: "sum" })],
    ["of embeddings of length 1", (e) => triplet(unitLength().forward(e, {}), eight, { margin: 0.5 })],
  ];
  test.each(losses)("%s", (_, f) => {
    for (const from of [0.3, 1.1, 2.9]) expect(worstDifference({ f, at: at(from) })).toBeLessThan(1e-7);
  });

  test("verification, by embeddings, weight and bias", () => {
    const f = (e: Value, weight: Value, bias: Value) =>
      verification(verificationHead(3).forward(e, { weight, bias }), eight);
    const points = [...at(0.3), { shape: [3, 1], numbers: wave(3, 2) }, { shape: [1, 1], numbers: [0.3] }];
    expect(worstDifference({ f, at: points })).toBeLessThan(1e-7);
  });
});

describe("where distances are 0, and where nothing can be compared", () => {
  const numbers = (result: unknown) => Array.from((result as { data: Float64Array }).data);

  test("rows that lie on each other have a finite loss, and stay where they are", () => {
    const twins = { shape: [4, 2], data: Float64Array.of(1, 2, 1, 2, 1, 2, 1, 2) };
    const of = classes(0, 0, 0, 1);
    for (const loss of [
      (e: Value) => contrastive(e, of),
      (e: Value) => triplet(e, of),
      (e: Value) => triplet(e, of, { mining: "batchHard" }),
    ]) {
      const [value, slope] = valueAndGrad(loss)(twins);
      expect(value).toBeGreaterThan(0);
      expect(numbers(slope).map(Math.abs)).toEqual(new Array(8).fill(0));
    }
  });

  test("a batch without a negative, or without a positive, asks for nothing", () => {
    const rows = { shape: [4, 2], data: Float64Array.from(wave(8, 0)) };
    for (const of of [classes(3, 3, 3, 3), classes(0, 1, 2, 3)])
      for (const mining of ["batchAll", "semiHard", "batchHard"] as const) {
        const [value, slope] = valueAndGrad((e: Value) => triplet(e, of, { mining, margin: 5 }))(rows);
        expect(value).toBe(0);
        expect(numbers(slope).every((g) => g === 0)).toBe(true);
      }
  });

  test("the furthest positive and the nearest negative of each anchor, by hand", () => {
    // On a line: class 0 at 0 and 1, class 1 at 3 and 7. Gaps 1 − 3, 1 − 2, 4 − 2 and 4 − 6, to each 0.5 is added.
    const line = { shape: [4, 1], data: Float64Array.of(0, 1, 3, 7) };
    const hard = (e: Value) => triplet(e, classes(0, 0, 1, 1), { mining: "batchHard", margin: 0.5 });
    expect(valueAndGrad(hard)(line)[0]).toBeCloseTo(2.5 / 4, 14);
    // Only two of all eight triplets are within the margin, those of anchor 3 with negatives 1 and 0: 4 − 2 and 4 − 3, and 0.5.
    const all = (e: Value) => triplet(e, classes(0, 0, 1, 1), { margin: 0.5 });
    expect(valueAndGrad(all)(line)[0]).toBeCloseTo((2.5 + 1.5) / 2, 14);
  });

  test("squared distances of all rows", () => {
    const triangle = { shape: [3, 2], data: Float64Array.of(0, 0, 3, 4, 0, 4) };
    expect(numbers(compile(squaredDistances)(triangle))).toEqual([0, 25, 16, 25, 0, 9, 16, 9, 0]);
  });
});

describe("embeddings of length 1", () => {
  test("are the rows over their norm; a row of zeros stays", async () => {
    const network = { sizes: [2, 2], activation: "tanh", normalize: true };
    const engine = await loadWasmEngine();
    const graph = evaluationGraph({ network, rows: 3, dtype: "float64", loss: "contrastive" });
    const program = engine.compile(graph);
    program.set("dense1.weight", [1, 0, 0, 1]);
    program.set("x", [3, 4, 0, 0, -1e-3, 0]);
    await program.run();
    within(program.get("embeddings"), [0.6, 0.8, 0, 0, -1, 0], 1e-15);
  });
});

describe("the objective of embeddings that are known", () => {
  test.each(["contrastive", "triplet", "verification"] as const)(
    "%s is the loss of the step",
    async (loss) => {
      const engine = await loadWasmEngine();
      const plan = { network: { sizes: [5, 6, 3], activation: "tanh" }, dtype: "float64", loss } as const;
      const optimizer = { name: "sgd" } as const;
      const step = engine.compile(
        trainingGraph({ ...plan, batch: 16, optimizer, reduction: "mean", report: "loss" }),
      );
      const drawn = initialState({ ...plan, optimizer, initializer: "glorotNormal", seed: 4 });
      expect(Object.keys(drawn).includes("head.weight")).toBe(loss === "verification");
      for (const [name, { data }] of Object.entries(drawn)) step.set(name, data);
      const forward = engine.compile(evaluationGraph({ ...plan, rows: 16 }), { shareStateWith: step });
      const objective = engine.compile(objectiveGraph({ ...plan, rows: 16 }), { shareStateWith: step });
      forward.set("x", golden.x);
      await forward.run();
      objective.set("embeddings", forward.get("embeddings"));
      objective.set("y", golden.classes);
      await objective.run();
      step.set("x", golden.x);
      step.set("y", golden.classes);
      await step.run();
      expect(objective.getScalar("loss")).toBeCloseTo(step.getScalar("loss"), 13);
    },
  );
});

describe("what is refused", () => {
  const e = (...shape: number[]) => op.input("e", shape, "float64");

  test("shapes, odd batches, margins, minings and batches that are too large", () => {
    expect(() => triplet(e(4, 2), classes(0, 1))).toThrow(
      "triplet: embeddings (4, 2) and classes (2,) must be (n, d) and (n,)",
    );
    expect(() => contrastive(e(3, 2), classes(0, 1, 1))).toThrow("a batch of 3 rows does not make pairs");
    expect(() => contrastive(e(8, 2), eight, { margin: "soft" })).toThrow("give a number, not soft");
    expect(() => triplet(e(8, 2), eight, { margin: 0 })).toThrow("margin must be above 0, found 0");
    expect(() => triplet(e(8, 2), eight, { mining: "semiHard", margin: "soft" })).toThrow("not soft");
    const many = classes(...new Array(130).fill(0));
    expect(() => triplet(e(130, 2), many)).toThrow("use a batch of at most 128, or batchHard mining");
    expect(triplet(e(130, 2), many, { mining: "batchHard" }).shape).toEqual([]);
    const plan = { network: { sizes: [2, 2], activation: "tanh" }, rows: 8, dtype: "float64" } as const;
    const misspelt: string = "hardest";
    expect(() =>
      objectiveGraph({ ...plan, loss: "triplet", ...JSON.parse(`{"mining":"${misspelt}"}`) }),
    ).toThrow('unknown mining "hardest"; there are batchAll, semiHard, batchHard');
  });
});

test("a network without `normalize` is the network that it was", () => {
  const spec = { sizes: [4, 3], activation: "relu" };
  const x = op.input("x", [2, 4], "float64");
  const parameters = {
    "dense1.weight": op.input("w", [4, 3], "float64"),
    "dense1.bias": op.input("b", [1, 3], "float64"),
  };
  expect(buildNetwork(spec).forward(x, parameters).op).toBe("add");
  expect(buildNetwork({ ...spec, normalize: true }).forward(x, parameters).op).toBe("divide");
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import { Evaluator } from "../../../src/model/evaluator.ts";
import { regressionScores } from "../../../src/model/metrics/regression.ts";
import type { InitializerName } from "../../../src/nn/layers/initializers.ts";
import { evaluationGraph, trainingGraph } from "../../../src/nn/training/training.ts";
import { fit } from "../../../src/train/fit/fit.ts";

type Flat = Record<string, number[]>;
/** Made by PyTorch: tests/golden/torch_training.py. Network 5-4-3, twelve rows, twenty steps. */
const golden: {
  x: number[];
  targets: number[];
  start: Flat;
  cases: {
    plan: { loss: { name: string; reduction: "mean" | "sum" }; rate: number };
    losses: number[];
    final: Flat;
  }[];
} = JSON.parse(readFileSync(new URL("../../golden/torch_training.json", import.meta.url), "utf8"));
const cases = golden.cases.filter(({ plan }) => plan.loss.name === "meanSquaredError");
const network = { sizes: [5, 4, 3], activation: "sigmoid" };
const close = (a: ArrayLike<number>, b: ArrayLike<number>, within = 1e-12) => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++)
    expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(within * Math.max(1, Math.abs(b[i]!)));
};

test("there are golden cases", () => expect(cases.length).toBe(2));

describe.each([
  ["reference", async () => referenceEngine],
  ["wasm", () => loadWasmEngine()],
] as const)("trainingGraph with meanSquaredError on %s, as PyTorch", (_, load) => {
  test.each(cases)("reduction $plan.loss.reduction", async ({ plan, losses, final }) => {
    const engine = await load();
    const graph = trainingGraph({
      network,
      batch: 12,
      dtype: "float64",
      loss: "meanSquaredError",
      reduction: plan.loss.reduction,
      optimizer: { name: "sgd" },
      report: "loss",
    });
    const program = engine.compile(graph);
    for (const [name, values] of Object.entries(golden.start)) program.set(name, values);
    program.set("x", golden.x);
    program.set("y", golden.targets);
    program.set("learningRate", [plan.rate]);
    for (const loss of losses) {
      await program.run();
      close([program.getScalar("loss")], [loss]);
    }
    for (const [name, values] of Object.entries(final)) close(program.get(name), values);
    // The evaluation graph gives the network's outputs as they are: the mean of their squared errors is the loss.
    const evaluation = engine.compile(
      evaluationGraph({ network, rows: 12, dtype: "float64", loss: "meanSquaredError" }),
      { shareStateWith: program },
    );
    evaluation.set("x", golden.x);
    await evaluation.run();
    const squared = Array.from(evaluation.get("prediction"), (p, i) => (p - golden.targets[i]!) ** 2);
    const total = squared.reduce((sum, e) => sum + e, 0);
    const next = plan.loss.reduction === "sum" ? total : total / squared.length;
    await program.run();
    close([program.getScalar("loss")], [next]);
  });
});

describe("fit of a regression", () => {
  const rows = 90;
  const features = Float64Array.from({ length: 2 * rows }, (_, i) => Math.sin(7 * i));
  const labels = Float64Array.from(
    { length: rows },
    (_, i) => features[2 * i]! - 0.5 * features[2 * i + 1]! ** 2,
  );
  const plan = {
    network: { sizes: [2, 8, 1], activation: "tanh", initializer: "glorotUniform" as InitializerName },
    training: {
      epochs: 60,
      batch: 16,
      learningRate: 0.02,
      optimizer: { name: "adam" as const },
      loss: "meanSquaredError" as const,
      l2: 0,
      shuffle: true,
      reduction: "mean" as const,
      dtype: "float64" as const,
    },
    seed: 1,
  };

  test("reports R² and mean squared error, no accuracy; learns; same bits on both engines' evaluation", async () => {
    const engine = await loadWasmEngine();
    const train = { features, labels };
    let last: { loss: number; r2?: number; accuracy?: number } | undefined;
    let parameters = {};
    for await (const report of fit(plan, { engine, train, validation: train })) {
      expect(report.accuracy).toBeUndefined();
      expect(report.validation?.r2).toBe(report.r2);
      last = report;
      parameters = report.checkpoint().state;
    }
    expect(last?.r2).toBeGreaterThan(0.98);
    const evaluator = new Evaluator(referenceEngine, {
      network: plan.network,
      dtype: "float64",
      loss: "meanSquaredError",
    });
    evaluator.set(
      Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith("dense"))) as never,
    );
    const predicted = await evaluator.predictions(features);
    const scores = regressionScores(labels, predicted);
    close([last!.r2!, last!.loss], [scores.r2, scores.rootMeanSquaredError ** 2], 1e-9);
  });

  test("a target that is not finite is named", async () => {
    const engine = await loadWasmEngine();
    const train = { features, labels: labels.map((y, i) => (i === 5 ? Number.NaN : y)) };
    await expect(fit(plan, { engine, train }).next()).rejects.toThrow("training row 5 has target NaN");
  });
});

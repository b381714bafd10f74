import { describe, expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { evaluatorOf } from "../../../src/model/evaluator.ts";
import type { Tensors } from "../../../src/model/file/safetensors.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import { fitPlan, together } from "../../../src/train/fit/members.ts";
import type { EpochReport } from "../../../src/train/fit/report.ts";
import type { Plan } from "../../../src/train/run/experiment.ts";

const engine = await loadEngine("wasm");
const rows = 24;
const features = Float64Array.from({ length: rows * 4 }, (_, i) => Math.sin(i * i) + ((i >> 2) % 3));
const classes = { features, labels: Int32Array.from({ length: rows }, (_, i) => i % 3) };
const numbers = { features, labels: Float64Array.from({ length: rows }, (_, i) => Math.cos(3 * i)) };
const [count, units] = [3, 5];

function planOf(loss: "crossEntropy" | "meanSquaredError", more: Partial<Plan["training"]> = {}): Plan {
  const outputs = loss === "crossEntropy" ? 3 : 1;
  return {
    network: { sizes: [4, count * units, outputs], activation: "tanh", initializer: "glorotUniform" },
    training: {
      epochs: 1,
      batch: rows,
      learningRate: 0.5,
      optimizer: { name: "sgd" },
      loss,
      l2: 0,
      shuffle: false,
      reduction: "mean",
      dtype: "float64",
      members: count,
      ...more,
    },
    seed: 4,
  };
}

async function last(reports: AsyncIterable<EpochReport>): Promise<EpochReport> {
  let found: EpochReport | undefined;
  for await (const report of reports) found = report;
  return found!;
}

/** Where every parameter stands before the first step. */
async function first(plan: Plan): Promise<Tensors> {
  const still = { ...plan, training: { ...plan.training, learningRate: 0 } };
  return (
    await last(fitPlan(still, { engine, train: plan.training.loss === "crossEntropy" ? classes : numbers }))
  ).checkpoint().state;
}

/** Member m's own part of the parameters, as a network of its own. */
function memberOf(state: Tensors, m: number): Tensors {
  const outputs = state["dense2.weight"]!.shape[1]!;
  const columns = ({ shape: [n, all], data }: Tensors[string]) => ({
    shape: [n!, units],
    data: Float64Array.from(
      { length: n! * units },
      (_, i) => data[Math.floor(i / units) * all! + m * units + (i % units)]!,
    ),
  });
  const { data } = state["dense2.weight"]!;
  const own = data.slice(m * units * outputs, (m + 1) * units * outputs);
  return {
    "dense1.weight": columns(state["dense1.weight"]!),
    "dense1.bias": columns(state["dense1.bias"]!),
    "dense2.weight": { shape: [units, outputs], data: own },
    "dense2.bias": state["dense2.bias"]!,
  };
}

describe.each([
  ["crossEntropy", classes],
  ["meanSquaredError", numbers],
] as const)("members that learn by %s", (loss, train) => {
  const plan = planOf(loss);

  test("go where each of them goes alone", async () => {
    const from = await first(plan);
    const step = (await last(fitPlan(plan, { engine, train }))).checkpoint().state;
    for (let m = 0; m < count; m++) {
      const { members, ...training } = plan.training;
      const alone = {
        ...plan,
        network: { ...plan.network, sizes: [4, units, plan.network.sizes[2]!] },
        training,
      };
      const begin = { epochs: 0, step: 0, seconds: 0, state: memberOf(from, m) };
      const own = (await last(fit(alone, { engine, train, from: begin }))).checkpoint().state;
      for (const [name, { data }] of Object.entries(memberOf(step, m))) {
        if (name === "dense2.bias") continue; // all of them share it
        for (const [i, x] of data.entries()) expect(x).toBeCloseTo(own[name]!.data[i]!, 12);
      }
    }
  });

  test("make together one ordinary network, whose loss is the one that is reported", async () => {
    const report = await last(fitPlan(plan, { engine, train }));
    const parameters = report.parameters();
    expect(parameters).toEqual(together(plan, report.checkpoint().state));
    const { initializer, ...network } = plan.network;
    const target =
      loss === "meanSquaredError" ? { kind: "none" as const, offset: [0], scale: [1] } : undefined;
    const evaluator = evaluatorOf({ network, dtype: "float64", parameters, target }, engine);
    const scores = await evaluator.scores(train);
    expect(scores.loss).toBeCloseTo(report.loss, 12);
    evaluator.dispose();
  });

  test("begin apart, and bend among the rows", async () => {
    const state = await first(plan);
    const biases = Array.from(state["dense1.bias"]!.data);
    expect(new Set(biases).size).toBe(count * units);
    const deviation = Math.sqrt(biases.reduce((sum, b) => sum + b * b, 0) / biases.length);
    expect(deviation).toBeGreaterThan(0.7);
    expect(deviation).toBeLessThan(2.8);
  });
});

describe("members that look at different views", () => {
  const looks = { values: 2, clipped: 2, ranks: 1, linear: 1 };
  const network = {
    sizes: [4, 6 * units, 3],
    activation: "relu",
    views: { ranked: [0, 1, 2, 3], knots: 8, linear: units },
    initializer: "heNormal" as const,
  };
  const base = planOf("crossEntropy", { members: 6, looks, epochs: 3, optimizer: { name: "adamw" } });
  const plan = { ...base, network };

  test("have no weights from what they do not look at, and get none", async () => {
    const { state } = (await last(fitPlan(plan, { engine, train: classes }))).checkpoint();
    const { shape, data } = state["dense1.weight"]!;
    expect(shape).toEqual([12, 6 * units]);
    const sees = (from: number, to: number, unit: number) => {
      for (let i = 0; i < 12; i++) {
        const weight = data[i * 6 * units + unit]!;
        if (i >= from && i < to) expect(weight).not.toBe(0);
        else expect(weight).toBe(0);
      }
    };
    for (let unit = 0; unit < 6 * units; unit++) {
      const m = Math.floor(unit / units);
      if (m < 2 || m === 5) sees(0, 4, unit);
      else if (m < 4) sees(4, 12, unit);
      else sees(8, 12, unit);
    }
  });

  test("make together one network of a model, whose loss is the one that is reported, and are resumed to the same bits", async () => {
    const whole = await last(fitPlan(plan, { engine, train: classes }));
    const { initializer: _, ...own } = network;
    const evaluator = evaluatorOf({ network: own, dtype: "float64", parameters: whole.parameters() }, engine);
    expect((await evaluator.scores(classes)).loss).toBeCloseTo(whole.loss, 12);
    evaluator.dispose();
    let middle: ReturnType<EpochReport["checkpoint"]> | undefined;
    for await (const report of fitPlan(plan, { engine, train: classes }))
      if (report.epoch === 0) middle = report.checkpoint();
    const resumed = await last(fitPlan(plan, { engine, train: classes, from: middle }));
    expect(resumed.checkpoint().state).toEqual(whole.checkpoint().state);
  });
});

test("go on from a checkpoint to the bits of a training that was not stopped", async () => {
  const plan = planOf("crossEntropy", { epochs: 4, batch: 7, shuffle: true, optimizer: { name: "adamw" } });
  let middle: ReturnType<EpochReport["checkpoint"]> | undefined;
  for await (const report of fitPlan(plan, { engine, train: classes }))
    if (report.epoch === 1) middle = report.checkpoint();
  const whole = await last(fitPlan(plan, { engine, train: classes }));
  const resumed = await last(fitPlan(plan, { engine, train: classes, from: middle }));
  expect(resumed.checkpoint().state).toEqual(whole.checkpoint().state);
});

test("are refused where they are no equal parts", async () => {
  const odd = planOf("crossEntropy", { members: 4 });
  await expect(last(fitPlan(odd, { engine, train: classes }))).rejects.toThrow(
    "the units of [4, 15, 3] cannot be 4 of them",
  );
});

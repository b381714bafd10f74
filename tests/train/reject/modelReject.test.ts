import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { Evaluator } from "../../../src/model/evaluator.ts";
import { Model } from "../../../src/model/model.ts";
import type { ModelData } from "../../../src/model/modelData.ts";
import { rejectReasons } from "../../../src/model/reject/rejectReasons.ts";
import { parametersOf } from "../../../src/nn/training/training.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import { fitModelReject } from "../../../src/train/reject/modelReject.ts";
import type { Plan } from "../../../src/train/run/experiment.ts";

const engine = await loadEngine("auto");
const folder = mkdtempSync(join(tmpdir(), "kiso-model-reject-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Deterministic normals: sums of twelve uniform numbers. */
function normals(n: number, seed: number): Float64Array {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float64Array.from({ length: n }, () =>
    Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6),
  );
}

/** Three blobs of `d` features, `n` rows in turn; the classes are told by the first two. */
function blobs(n: number, d: number, seed: number) {
  const features = normals(n * d, seed).map((x, k) => {
    const [c, j] = [Math.floor(k / d) % 3, k % d];
    return 0.7 * x + (j < 2 ? 4 * Math.cos(c * 2.1 + j * 1.6) : 0);
  });
  return { features, labels: Int32Array.from({ length: n }, (_, i) => i % 3) };
}

const planOf = (sizes: readonly number[]): Plan => ({
  network: { sizes, activation: "tanh", initializer: "glorotUniform" },
  training: {
    epochs: 15,
    batch: 32,
    learningRate: 0.02,
    optimizer: { name: "adam" },
    l2: 0,
    shuffle: true,
    reduction: "mean",
    dtype: "float64",
  },
  seed: 3,
});

async function trained(plan: Plan, train: ReturnType<typeof blobs>): Promise<ModelData> {
  let parameters = {};
  for await (const report of fit(plan, { engine, train }))
    parameters = parametersOf(report.checkpoint().state);
  const { sizes, activation } = plan.network;
  return {
    network: { sizes, activation },
    dtype: "float64",
    featureNames: Array.from({ length: sizes[0]! }, (_, j) => `x${j}`),
    classNames: ["a", "b", "c"],
    scaler: { kind: "none", offset: Array(sizes[0]).fill(0), scale: Array(sizes[0]).fill(1) },
    parameters,
  };
}

async function probabilities(
  { network, parameters }: ModelData,
  features: Float64Array,
): Promise<Float64Array> {
  const evaluator = new Evaluator(engine, { network, dtype: "float64" });
  evaluator.set(parameters);
  return (await evaluator.logProbabilities(features)).map(Math.exp);
}

describe.each([
  ["features", 6, [6, 12, 3]],
  ["hidden", 140, [140, 12, 3]],
  ["logits", 140, [140, 3]],
] as const)("measured by %s", (space, d, sizes) => {
  const plan = planOf(sizes);
  const train = blobs(600, d, 1);
  const validation = blobs(300, d, 2);
  const fresh = blobs(900, d, 3);

  it.each(["validation rows", "cross-fitting"])(
    "turns away about the share that was asked: %s",
    async (how) => {
      const model = await trained(plan, train);
      const rows = how === "cross-fitting" ? { train } : { train, validation };
      const reject = await fitModelReject(model, rows, { engine, plan, reject: 0.1 });
      expect(reject).toMatchObject({ space, reject: 0.1, rows: how === "cross-fitting" ? 600 : 300 });
      const of = async (features: Float64Array) => {
        const found = await rejectReasons({ ...model, reject }, features, {
          engine,
          probabilities: await probabilities(model, features),
        });
        return found.filter((reason) => reason !== null).length / found.length;
      };
      const share = await of(fresh.features);
      expect(share).toBeGreaterThan(0.02);
      expect(share).toBeLessThan(0.16);
      // Far away, where softmax is surest: ten times as far out, and to the side where no class is.
      const away = fresh.features.map((x, k) => (k % d < 2 ? 10 * x : x));
      expect(await of(away)).toBeGreaterThan(0.95);
    },
  );

  it("is the same rule when the model has been saved and loaded", async () => {
    const model = await trained(plan, train);
    const reject = await fitModelReject(model, { train, validation }, { engine, plan, reject: 0.1 });
    await new Model({ ...model, reject }).save(folder);
    expect((await Model.load(folder)).card.reject).toEqual(reject);
  });
});

it("cross-fits with rows that the measuring network has not seen, and from the plan's seed", async () => {
  // Labels by lot: a network that knew its rows would be sure of them.
  const rows = blobs(60, 6, 9);
  const labels = rows.labels.map((_, i) => Math.floor(i / 2) % 3);
  const plan = planOf([6, 64, 3]);
  const long = { ...plan, training: { ...plan.training, epochs: 300 } };
  const model = await trained(long, { ...rows, labels });
  const by = { engine, plan: long, reject: 0.4 };
  const once = await fitModelReject(model, { train: { ...rows, labels } }, by);
  const own = await probabilities(model, rows.features);
  const right = labels.filter((label, i) => own[i * 3 + label]! > 0.9).length;
  expect(right, "it has learned its rows by heart").toBeGreaterThan(55);
  const surest = await fitModelReject(model, { train: rows, validation: { ...rows, labels } }, by);
  expect(once.confidence).toBeLessThan(surest.confidence - 0.05);
  expect(await fitModelReject(model, { train: { ...rows, labels } }, by)).toEqual(once);
});

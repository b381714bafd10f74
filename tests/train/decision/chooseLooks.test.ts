import { describe, expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { chooseLooks, withLooks } from "../../../src/train/decision/chooseLooks.ts";
import { rankedFeatures } from "../../../src/train/rows/rankKnots.ts";
import type { Plan } from "../../../src/train/run/experiment.ts";

const engine = await loadEngine("wasm");
/** 0 to 1, the same every time. */
const drawn = (i: number) => (((Math.sin(12.9898 * i + 4.1414) * 43758.5453) % 1) + 1) % 1;

function planOf(features: ArrayLike<number>, width: number, outputs: number): Plan {
  const views = { ranked: rankedFeatures(features, width), knots: 16 };
  return {
    network: { sizes: [width, 4 * 16, outputs], activation: "relu", views, initializer: "heNormal" },
    training: {
      epochs: 60,
      batch: 16,
      learningRate: 0.01,
      optimizer: { name: "adamw", weightDecay: 0.1 },
      loss: outputs === 1 ? "meanSquaredError" : "crossEntropy",
      l2: 0,
      shuffle: true,
      reduction: "mean",
      dtype: "float32",
      schedule: { name: "cosine" },
      members: 4,
      looks: { values: 2, clipped: 2 },
    },
    seed: 1,
  };
}

const many = (n: number, of: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => of(i));

describe("what the networks of an effort look at", () => {
  test("is the ranks, where the answer turns within a column that crowds at one end, and the same again", async () => {
    const n = 240;
    const features = many(n, (i) => 10 ** (-4 * drawn(i)) * 6 - 1);
    const labels = Int32Array.from({ length: n }, (_, i) => Math.floor(8 * drawn(i)) % 2);
    const plan = planOf(features, 1, 2);
    const looks = (await chooseLooks({ features, labels }, plan, { engine }))!;
    expect((looks.ranks ?? 0) + (looks.clipped ?? 0)).toBeGreaterThan(looks.values ?? 0);
    expect(Object.values(looks).reduce((a, b) => a + b)).toBe(4);
    expect(await chooseLooks({ features, labels }, plan, { engine })).toEqual(looks);
  });

  test("does not bend, where the answer is a line in noise", async () => {
    const n = 300;
    const features = many(4 * n, (i) => 3.4 * (drawn(i) - 0.5));
    const labels = many(n, (i) => features[4 * i]! + features[4 * i + 1]! + 8 * (drawn(7000 + i) - 0.5));
    const looks = await chooseLooks({ features, labels }, planOf(features, 4, 1), { engine });
    expect(looks!.linear).toBeGreaterThanOrEqual(1);
  });

  test("is values or lines alone, where no column is ranked", async () => {
    const n = 120;
    const features = many(3 * n, (i) => Number(drawn(i) > 0.5));
    const labels = Int32Array.from({ length: n }, (_, i) => features[3 * i]!);
    const plan = { ...planOf(features, 3, 2) };
    const own = withLooks(plan, { values: 4 }, 16);
    expect(own.network.views!.ranked).toEqual([]);
    const looks = (await chooseLooks({ features, labels }, own, { engine }))!;
    expect(Object.keys(looks).filter((look) => look !== "values" && look !== "linear")).toEqual([]);
  });

  test.each([
    ["few rows", 20, (i: number) => i % 2],
    ["a class of two rows", 60, (i: number) => Number(i < 2)],
  ])("is not chosen of %s", async (_, n, label) => {
    const features = many(n, (i) => drawn(i));
    const labels = Int32Array.from({ length: n }, (_, i) => label(i));
    expect(await chooseLooks({ features, labels }, planOf(features, 1, 2), { engine })).toBeUndefined();
  });

  test("is not chosen of rows that stand in fewer groups than folds", async () => {
    const features = many(60, (i) => drawn(i));
    const labels = Int32Array.from({ length: 60 }, (_, i) => i % 2);
    const groups = Int32Array.from({ length: 60 }, (_, i) => i % 2);
    expect(
      await chooseLooks({ features, labels }, planOf(features, 1, 2), { engine, groups }),
    ).toBeUndefined();
  });

  test("makes an experiment of so many members, with those last that do not bend", () => {
    const plan = planOf([1, 2, 3], 1, 2);
    const { network, training } = withLooks(plan, { values: 3, linear: 2 }, 16);
    expect(network.sizes).toEqual([1, 80, 2]);
    expect(network.views!.linear).toBe(32);
    expect(training).toMatchObject({ members: 5, looks: { values: 3, linear: 2 } });
  });
});

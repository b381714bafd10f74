import { describe, expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { Evaluator } from "../../../src/model/evaluator.ts";
import type { NetworkSpec } from "../../../src/nn/layers/network.ts";
import type { Checkpoint } from "../../../src/train/fit/checkpoint.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { Keeper } from "../../../src/train/fit/learn.ts";
import { backgroundRows, withoutBackground } from "../../../src/train/inspection/background.ts";
import type { Plan } from "../../../src/train/run/experiment.ts";

/** 60 rows of class 1 that vary in two directions and in noise; 20 of class 0 with a spike somewhere besides. */
function rows() {
  let state = 1;
  const uniform = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const width = 16;
  const features = new Float64Array(80 * width);
  const labels = Int32Array.from({ length: 80 }, (_, i) => Number(i >= 20));
  for (let i = 0; i < 80; i++) {
    const [a, b] = [20 * uniform(), 20 * uniform()];
    for (let j = 0; j < width; j++)
      features[i * width + j] = a * Math.sin(j) + b * Math.cos(2 * j) + 0.1 * (uniform() - 0.5);
    if (i < 20) features[i * width + Math.floor(uniform() * width)]! += 1.5;
  }
  return { features, labels };
}

const network: NetworkSpec & { initializer: "glorotUniform" } = {
  sizes: [16, 12, 4],
  activation: "tanh",
  normalize: true,
  background: { components: 2, class: 1 },
  initializer: "glorotUniform",
};
const plan: Plan = {
  network,
  training: {
    epochs: 4,
    batch: 10,
    learningRate: 0.01,
    optimizer: { name: "adam" },
    loss: "contrastive",
    l2: 0,
    shuffle: true,
    reduction: "mean",
    dtype: "float64",
  },
  seed: 3,
};

describe("a background", () => {
  test("is found on half of its class's rows, and these are not learned from", () => {
    const { features, labels } = rows();
    const taken = backgroundRows(labels, network.background!, 3);
    expect(taken).toHaveLength(30);
    expect([...taken].every((row) => labels[row] === 1)).toBe(true);
    const { before } = withoutBackground(plan, { train: { features, labels } });
    expect(before.rows.train.labels).toHaveLength(50);
    expect([...before.rows.train.labels].filter((label) => label === 0)).toHaveLength(20);
    expect(before.plan.network).not.toHaveProperty("background");
  });

  test("leaves noise of its class, of size one, and what is unlike it", () => {
    const { features, labels } = rows();
    const { train } = withoutBackground(plan, { train: { features, labels } }).before.rows;
    const meanSquare = (label: number) => {
      const own = [...train.labels].flatMap((found, i) => (found === label ? [i] : []));
      const squares = own.flatMap((i) =>
        Array.from({ length: 16 }, (_, j) => train.features[i * 16 + j]! ** 2),
      );
      return squares.reduce((sum, square) => sum + square, 0) / squares.length;
    };
    expect(meanSquare(1)).toBeCloseTo(1, 9);
    expect(meanSquare(0)).toBeGreaterThan(20);
  });

  test.each(["wasm", "reference"])(
    "the %s engine's network makes of a row what training made of what is left",
    async (name) => {
      const { features, labels } = rows();
      const engine = await loadEngine(name);
      let last: Checkpoint | undefined;
      for await (const report of fit(plan, { engine, train: { features, labels } }))
        last = report.checkpoint();
      const { before } = withoutBackground(plan, { train: { features, labels } });
      const inner = new Evaluator(engine, {
        network: before.plan.network,
        dtype: "float64",
        loss: "contrastive",
      });
      inner.set(
        Object.fromEntries(
          Object.entries(last!.state).filter(([key]) => !/^(background|optimizer)/.test(key)),
        ),
      );
      const whole = new Evaluator(engine, { network, dtype: "float64", loss: "contrastive" });
      whole.set(
        Object.fromEntries(Object.entries(last!.state).filter(([key]) => !key.startsWith("optimizer."))),
      );
      const taken = new Set(backgroundRows(labels, network.background!, 3));
      const left = Array.from(labels.keys()).filter((row) => !taken.has(row));
      const all = (await whole.embeddings(features)).values;
      const rest = (await inner.embeddings(before.rows.train.features)).values;
      for (const [i, row] of left.entries())
        for (let k = 0; k < 4; k++) expect(all[row * 4 + k]).toBeCloseTo(rest[i * 4 + k]!, 9);
    },
  );

  test("a resumed training ends with the same bits", async () => {
    const train = rows();
    const engine = await loadEngine("wasm");
    const run = async (from?: Checkpoint, stopAfter = Infinity) => {
      let last: Checkpoint | undefined;
      for await (const report of fit(plan, { engine, train, ...(from ? { from } : {}) })) {
        last = report.checkpoint();
        if (report.epoch >= stopAfter) break;
      }
      return last!;
    };
    const uninterrupted = await run();
    const resumed = await run(await run(undefined, 1));
    expect(resumed.state).toEqual(uninterrupted.state);
    expect(Object.keys(resumed.state)).toContain("background1.axes");
  });

  test("stands in every checkpoint: one that is stopped in its last step is a whole model", async () => {
    const engine = await loadEngine("wasm");
    const stop = new AbortController();
    const kept: Checkpoint[] = [];
    const keep = async (checkpoint: Checkpoint) => void kept.push(checkpoint);
    const keeper: Keeper = { every: 0, due: () => true, keep };
    let last: Checkpoint | undefined;
    for await (const report of fit(plan, { engine, train: rows(), keeper, signal: stop.signal })) {
      last = report.checkpoint();
      if (report.last) stop.abort();
    }
    // After each of an epoch's steps, and the last by the signal.
    expect(kept.map(({ epochs, step }) => `${epochs}.${step}`).slice(-2)).toEqual(["3.5", "4.0"]);
    expect(kept.at(-1)).toEqual(last);
    for (const { state } of kept) expect(Object.keys(state)).toContain("background1.axes");
  });

  test("needs more rows than directions", () => {
    const labels = Int32Array.from({ length: 8 }, (_, i) => i % 2);
    expect(() => backgroundRows(labels, { components: 2, class: 1 }, 0)).toThrow(
      "a background of 2 components needs at least 6 rows of its class, found 4; ask for fewer components",
    );
  });
});

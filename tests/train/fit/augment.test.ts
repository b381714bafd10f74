import { describe, expect, test } from "vitest";
import type { AugmentSpec } from "../../../src/data/images/augment.ts";
import { loadEngine } from "../../../src/engine/load.ts";
import type { Checkpoint } from "../../../src/train/fit/checkpoint.ts";
import { fit } from "../../../src/train/fit/fit.ts";
import type { EpochReport } from "../../../src/train/fit/report.ts";
import type { Experiment } from "../../../src/train/run/experiment.ts";

/** 22 images of 3 × 3 pixels, the second class with a bright spot; batches of 8 leave 6 for the last. */
const train = {
  features: Float64Array.from({ length: 22 * 9 }, (_, i) => Math.sin(i * i) + (i % 18 === 13 ? 2 : 0)),
  labels: Int32Array.from({ length: 22 }, (_, i) => i % 2),
};
const rows = { height: 3, width: 3, channels: 1, white: [4] };

function plan(augment?: AugmentSpec, epochs = 5): Pick<Experiment, "network" | "training" | "seed"> {
  return {
    network: { sizes: [9, 6, 2], activation: "tanh", initializer: "glorotUniform" },
    training: {
      epochs,
      batch: 8,
      learningRate: 0.05,
      optimizer: { name: "adam" },
      ...(augment ? { augment: { ...augment, rows } } : {}),
      l2: 0,
      shuffle: true,
      reduction: "mean",
      dtype: "float64",
    },
    seed: 2,
  };
}

const engine = await loadEngine("wasm");
const all: AugmentSpec = { shift: 0.7, rotate: 20, flip: "horizontal", brightness: 0.1, noise: 0.05 };

async function reports(of: ReturnType<typeof plan>, from?: Checkpoint): Promise<EpochReport[]> {
  const found: EpochReport[] = [];
  for await (const report of fit(of, { engine, train, ...(from ? { from } : {}) })) found.push(report);
  return found;
}

describe("training on varied images", () => {
  test("of no variation has the bits of training on them as they are", async () => {
    const varied = (await reports(plan({}))).at(-1)!;
    const plain = (await reports(plan())).at(-1)!;
    expect(varied.loss).toBe(plain.loss);
    expect(varied.checkpoint().state).toEqual(plain.checkpoint().state);
  });

  test("goes on after a stop to the same bits", async () => {
    const whole = (await reports(plan(all))).at(-1)!;
    const stopped = (await reports(plan(all, 2))).at(-1)!.checkpoint();
    const resumed = (await reports(plan(all), stopped)).at(-1)!;
    expect(resumed.loss).toBe(whole.loss);
    expect(resumed.checkpoint().state).toEqual(whole.checkpoint().state);
    expect(whole.loss).not.toBe((await reports(plan())).at(-1)!.loss);
  });

  test("measures the loss on the images as they are", async () => {
    const still = (augment?: AugmentSpec) => {
      const of = plan(augment, 1);
      return reports({
        ...of,
        training: { ...of.training, learningRate: 1e-300, optimizer: { name: "sgd" } },
      });
    };
    expect((await still({ brightness: 1, noise: 1 })).at(-1)!.loss).toBe((await still()).at(-1)!.loss);
  });

  test("of another size than the network's is refused", async () => {
    const of = plan(all);
    const augment = { ...all, rows: { ...rows, width: 4 } };
    await expect(reports({ ...of, training: { ...of.training, augment } })).rejects.toThrow(
      "augment: images of 3 × 4 pixels with 1 channels are 12 numbers, but the network takes 9",
    );
  });
});

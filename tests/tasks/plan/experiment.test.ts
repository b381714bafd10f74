import { describe, expect, test } from "vitest";
import { experimentOf } from "../../../src/tasks/plan/experiment.ts";
import type { TrainOptions } from "../../../src/tasks/plan/options.ts";
import { planOf } from "../../../src/tasks/plan/plan.ts";
import { recipeOf } from "../../../src/tasks/plan/recipes.ts";
import { autoBatch, autoHidden, effortSizes } from "../../../src/tasks/plan/sizes.ts";
import { fileReader } from "../../../src/tasks/rows/files.ts";
import { prepare } from "../../../src/tasks/rows/prepare.ts";
import { checkExperiment } from "../../../src/train/run/checkExperiment.ts";

async function planned(options: Omit<TrainOptions, "data"> & { data?: string }) {
  const plan = planOf("train", { data: "iris", ...options });
  const { data, test } = fileReader(plan.options.data, plan.options.test); // read whole, whatever is planned
  return experimentOf(await prepare(plan.wanted, options.seed ?? 0, { data, test }), plan);
}

/** As config.json has it: what is undefined is not there. */
const written = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("an experiment", () => {
  test("of no options is what an effort fits to the table, and what is not of training leaves it so", async () => {
    const usual = await planned({});
    expect(usual).toEqual(await planned({ effort: "standard" }));
    const more = await planned({
      testSize: 0.3,
      validation: 0.2,
      patience: 5,
      balance: true,
      scale: "minmax",
      seed: 3,
    });
    expect(more.experiment).toMatchObject({ effort: "standard", training: { members: 8, patience: 5 } });
  });

  test("of a setting of training is that, beside what practitioners expect", async () => {
    const { experiment, rules } = await planned({ epochs: 30 });
    expect(rules).toEqual([]);
    expect(written(experiment)).toEqual({
      data: {
        source: "iris",
        testSize: 0.2,
        scale: "standard",
        sha256: "7845ad1534a7e96e07d9d9e9583b050cd842f9f57fea9d342e4d23e7a5285de2",
      },
      network: { sizes: [4, 32, 3], activation: "sigmoid", initializer: "glorotUniform" },
      training: {
        epochs: 30,
        batch: 32,
        learningRate: 0.01,
        optimizer: { name: "sgd", momentum: 0.9, nesterov: true },
        l2: 0,
        shuffle: true,
        reduction: "mean",
        dtype: "float64",
      },
      seed: 0,
    });
  });

  test("of the lesson takes columns as they are, all rows, and plain summed gradients", async () => {
    const { experiment } = await planned({ recipe: "lesson" });
    const { data, network, training } = experiment;
    expect([data.scale, data.testSize, network.initializer]).toEqual(["none", 0, "lessonNormal"]);
    expect(written(training)).toMatchObject({ optimizer: { name: "sgd" }, shuffle: false, reduction: "sum" });
    // What is stated comes before the recipe.
    const own = await planned({ recipe: "lesson", testSize: 0.5, momentum: 0.5 });
    expect(own.experiment.data.testSize).toBe(0.5);
    expect(own.experiment.training.optimizer).toEqual({ name: "sgd", momentum: 0.5, nesterov: true });
  });

  test("states every option that is asked for", async () => {
    const { experiment, rules } = await planned({
      hidden: [7, 5],
      activation: "relu",
      epochs: 3,
      batch: 10,
      learningRate: 0.5,
      optimizer: "adam",
      l2: 0.1,
      scale: "minmax",
      testSize: 0.4,
      validation: 0.3,
      patience: 2,
      schedule: "cosine",
      warmup: 4,
      dtype: "float32",
      balance: true,
      reject: 0.05,
      seed: 9,
    });
    expect(rules).toEqual([]);
    expect(written(experiment)).toMatchObject({
      data: { scale: "minmax", testSize: 0.4, validation: 0.3 },
      network: { sizes: [4, 7, 5, 3], activation: "relu", initializer: "heNormal" },
      training: {
        epochs: 3,
        batch: 10,
        learningRate: 0.5,
        optimizer: { name: "adam" },
        classWeights: [1, 1, 1],
        l2: 0.1,
        dtype: "float32",
        schedule: { name: "cosine", warmup: 4 },
        patience: 2,
      },
      reject: 0.05,
      seed: 9,
    });
  });

  test.each<[string, Omit<TrainOptions, "data"> & { data?: string }]>([
    ["the usual", {}],
    ["a regression", { task: "regress", label: "petal width (cm)" }],
    ["distances", { task: "siamese", loss: "triplet", mining: "semiHard", margin: 0.3, good: "setosa" }],
    ["sizes by the data", { hidden: "auto", batch: "auto", schedule: "step" }],
    ["a stream", { shuffleBuffer: 50 }],
    ["members", { effort: "standard" }],
    ["a regression of an effort", { effort: "standard", task: "regress", label: "petal width (cm)" }],
  ])("is plain JSON that the door of a run's folder takes: %s", async (_, options) => {
    const { experiment } = await planned(options);
    expect(() => checkExperiment(written(experiment), "config.json")).not.toThrow();
  });

  test("says the rule of each size that it chose", async () => {
    const { experiment, rules } = await planned({ hidden: "auto", batch: "auto" });
    expect(experiment.network.sizes).toEqual([4, 16, 3]);
    expect(experiment.training.batch).toBe(8);
    expect(rules.map((rule) => rule.split(":")[0])).toEqual(["hidden 16", "batch 8"]);
  });

  test("shrinks the usual batch to the rows, but not one that is asked for", async () => {
    const small = await planned({ testSize: 0.9, epochs: 3 });
    expect(small.experiment.training.batch).toBe(15);
    await expect(planned({ testSize: 0.9, batch: 32 })).rejects.toThrow("use at most 15");
  });
});

describe("an effort", () => {
  test("fits members and epochs to the table, and says so", async () => {
    const { experiment, rules } = await planned({ effort: "standard" });
    expect(experiment.network).toMatchObject({
      sizes: [4, 512, 3],
      activation: "relu",
      initializer: "heNormal",
    });
    expect(experiment.training).toMatchObject({
      members: 8,
      epochs: 150,
      batch: 8,
      optimizer: { name: "adamw", weightDecay: 0.3 },
      schedule: { name: "cosine" },
      dtype: "float32",
    });
    expect(rules).toEqual([
      '8 networks of 64 hidden units, which answer their mean, for 150 epochs (effort: "standard")',
      "4 networks see the columns as they are, 4 see them softly clipped and by rank; neither a crowded column nor a cell far off decides alone",
    ]);
    expect(experiment.network.views).toEqual({ ranked: [0, 1, 2, 3], knots: 32 });
    expect(experiment.training.looks).toEqual({ values: 4, clipped: 4 });
    const quick = await planned({ effort: "quick" });
    expect(quick.rules).toEqual(['a network of 64 hidden units, for 60 epochs (effort: "quick")']);
    expect(quick.experiment.training.members).toBeUndefined();
  });

  test("takes what is stated: hidden layers are those of one network", async () => {
    const own = await planned({ effort: "standard", hidden: [7], epochs: 9, optimizer: "adam", batch: 16 });
    expect(own.experiment.network.sizes).toEqual([4, 7, 3]);
    expect(own.experiment.training).toMatchObject({ epochs: 9, batch: 16, optimizer: { name: "adam" } });
    expect(own.experiment.training.members).toBeUndefined();
    const three = await planned({ effort: "quick", hidden: [7], members: 3 });
    expect(three.experiment.network.sizes).toEqual([4, 21, 3]);
    expect(three.experiment.training.members).toBe(3);
  });

  test.each([
    ["quick", { rows: 2000, features: 60, classes: 3, units: 64 }, { members: 1, epochs: 60 }],
    ["standard", { rows: 2000, features: 60, classes: 3, units: 64 }, { members: 8, epochs: 150 }],
    ["best", { rows: 2000, features: 60, classes: 3, units: 64 }, { members: 16, epochs: 150 }],
    ["standard", { rows: 100_000, features: 20, classes: 2, units: 64 }, { members: 1, epochs: 142 }],
    ["standard", { rows: 60_000, features: 784, classes: 10, units: 64 }, { members: 1, epochs: 30 }],
  ] as const)("%s is bounded by what the sizes cost: %j", (effort, shape, sizes) => {
    expect(effortSizes(effort, shape)).toEqual(sizes);
  });
});

describe("a recipe", () => {
  test("takes relu with convolutions, and the activation that is stated before it", () => {
    expect(recipeOf({}).activation).toBe("sigmoid");
    expect(recipeOf({ conv: [8] }).activation).toBe("relu");
    expect(recipeOf({ conv: [8], activation: "tanh" }).activation).toBe("tanh");
  });

  test("of distances trains longer, by validation rows", () => {
    expect(recipeOf({ task: "siamese" })).toMatchObject({ epochs: 300, validation: 0.25, optimizer: "adam" });
    expect(recipeOf({ task: "siamese", epochs: 5 }).epochs).toBe(5);
  });
});

test("auto sizes follow their stated rules", () => {
  expect([100, 1000, 5000, 1e6].map((n) => autoBatch({ rows: n }).value)).toEqual([8, 16, 128, 256]);
  expect(autoBatch({ rows: 5 }).value).toBe(5);
  expect(autoHidden({ rows: 120, features: 4, classes: 3 }).value).toEqual([16]);
  expect(autoHidden({ rows: 142, features: 13, classes: 3 }).value).toEqual([32]);
  expect(autoHidden({ rows: 60000, features: 784, classes: 10 }).value).toEqual([256]);
  expect(autoHidden({ rows: 100, features: 4, classes: 100 }).value).toEqual([256]);
});

import { describe, expect, test } from "vitest";
import * as kiso from "../../everything.ts";
import { classes, engine, refused, untyped, v, X } from "../../refusals.ts";

describe("fit refuses", () => {
  const train = {
    features: Float64Array.from({ length: 12 * 2 }, (_, i) => Math.sin(i * i) + ((i >> 1) % 3)),
    labels: Int32Array.from({ length: 12 }, (_, i) => i % 3),
  };
  const training = {
    epochs: 1,
    batch: 4,
    learningRate: 0.1,
    optimizer: { name: "sgd" },
    l2: 0,
    shuffle: true,
    reduction: "mean",
    dtype: "float64",
  };
  const network = { sizes: [2, 4, 3], activation: "relu", initializer: "heNormal" };
  type Plan = Parameters<typeof kiso.fit>[0];
  const run = async (plan: object, options: object = {}) => {
    const reports = kiso.fit(untyped<Plan>(plan), { engine, train, ...options });
    for await (const { loss } of reports) return loss;
    return undefined;
  };
  const learning = (changes: object) => () =>
    run({ network, training: { ...training, ...changes }, seed: 0 });
  const networked = (changes: object) => () =>
    run({ network: { ...network, ...changes }, training, seed: 0 });
  const given =
    (options: object, dtype = "float64") =>
    () =>
      run({ network, training: { ...training, dtype }, seed: 0 }, options);
  const withFeature = (value: unknown) => ({
    ...train,
    features: Array.from(train.features).with(7, untyped(value)),
  });

  test("nothing of this plan", async () => {
    expect(await learning({})()).toBeGreaterThan(0);
    expect(await learning({ learningRate: 0, l2: undefined, reduction: undefined })()).toBeGreaterThan(0);
  });

  refused([
    [
      "labels that are words",
      given({ train: { ...train, labels: [..."abcabcabcabc"] } }),
      'training row 0 has label "a", which is no number; labels count classes from 0, as toRows makes them',
    ],
    [
      "a rate below 0",
      learning({ learningRate: -1 }),
      "training: learningRate must be a number of at least 0, found -1",
    ],
    [
      "a rate that is no number",
      learning({ learningRate: "0.1" }),
      'learningRate must be a number of at least 0, found "0.1"',
    ],
    [
      "no rate",
      learning({ learningRate: undefined }),
      "learningRate must be a number of at least 0, and is missing",
    ],
    ["a penalty below 0", learning({ l2: -1 }), "training: l2 must be a number of at least 0, found -1"],
    ["half an epoch", learning({ epochs: 1.5 }), "epochs must be a whole number of at least 0, found 1.5"],
    [
      "endless epochs",
      learning({ epochs: Number.NaN }),
      "epochs must be a whole number of at least 0, found NaN",
    ],
    ["an empty batch", learning({ batch: 0 }), "batch must be a whole number of at least 1, found 0"],
    ["no patience", learning({ patience: 0 }), "patience must be a whole number of at least 1, found 0"],
    [
      "a shuffle in words",
      learning({ shuffle: "no" }),
      'training: shuffle must be true or false, found "no"',
    ],
    [
      "a reduction that is none",
      learning({ reduction: "avg" }),
      'training: reduction must be one of sum, mean, found "avg"',
    ],
    [
      "a dtype that is none",
      learning({ dtype: "float16" }),
      'training: dtype must be one of float64, float32, found "float16"',
    ],
    [
      "weights that are labels",
      learning({ dtype: "int32" }),
      'training: dtype must be one of float64, float32, found "int32"',
    ],
    [
      "a loss that is none",
      learning({ loss: "crossentropy" }),
      'unknown loss "crossentropy"; did you mean crossEntropy?',
    ],
    [
      "a loss of every object",
      learning({ loss: "constructor" }),
      'unknown loss "constructor"; there are crossEntropy,',
    ],
    ["an optimizer's name alone", learning({ optimizer: "adam" }), 'such as { name: "adam" }, found "adam"'],
    [
      "an optimizer without name",
      learning({ optimizer: {} }),
      'unknown optimizer "undefined"; there are sgd,',
    ],
    [
      "a schedule's name alone",
      learning({ schedule: "cosine" }),
      'such as { name: "cosine" }, found "cosine"',
    ],
    [
      "steps of no length",
      learning({ schedule: { name: "step" } }),
      "parts must be a whole number of at least 1, found undefined",
    ],
    [
      "a warm-up below 0",
      learning({ schedule: { name: "cosine", warmup: -2 } }),
      "warmup must be a whole number of at least 0, found -2",
    ],
    [
      "images of no size",
      learning({ augment: {} }),
      "augment: say what the rows are: { rows: { height, width, channels, white } }",
    ],
    [
      "a setting that is none",
      learning({ epoch: 3 }),
      'training: there is no setting "epoch"; did you mean "epochs"?',
    ],
    [
      "a network's setting that is none",
      networked({ hidden: [3] }),
      'network: there is no setting "hidden"; there are sizes, activation,',
    ],
    [
      "sizes as text",
      networked({ sizes: "2,3" }),
      'a network needs at least an input and an output size, found "2,3"',
    ],
    [
      "no activation",
      networked({ activation: undefined }),
      'unknown activation "undefined"; there are sigmoid,',
    ],
    ["an activation of every object", networked({ activation: "toString" }), 'unknown activation "toString"'],
    [
      "an initializer of every object",
      networked({ initializer: "valueOf" }),
      'unknown initializer "valueOf"',
    ],
    [
      "images without size",
      networked({ convolution: {} }),
      "convolution: image.height must be a whole number of at least 1, found undefined",
    ],
    ["no plan", () => run({}), "a plan is { network, training, seed }; its network is undefined"],
    [
      "an engine's name",
      given({ engine: "auto" }),
      'fit: the engine is "auto"; give { engine: await loadEngine("auto") }',
    ],
    ["an engine's promise", given({ engine: kiso.loadEngine("auto") }), "fit: the engine is a promise; give"],
    [
      "no rows",
      given({ train: undefined }),
      "the training rows must be { features, labels }: flat lists, lists of rows, or arrays with a shape; toSamples(",
    ],
    [
      "rows in words",
      given({ train: { features: "1, 2", labels: v } }),
      "the training rows must be { features, labels }: flat lists, lists of rows, or arrays with a shape",
    ],
    [
      "rows with axes, more labels than rows",
      given({ train: { features: X, labels: classes.slice(1) } }),
      "the training labels are 1, where there are 2 rows of features",
    ],
    [
      "a feature that is no number",
      given({ train: withFeature(Number.NaN) }),
      "training row 3, feature 1 is NaN, which is not finite",
    ],
    [
      "a feature without end",
      given({ train: withFeature(Infinity) }),
      "training row 3, feature 1 is Infinity, which is not finite",
    ],
    [
      "a feature that is missing",
      given({ train: withFeature(undefined) }),
      "training row 3, feature 1 is undefined, which is not finite",
    ],
    [
      "such a feature to test on",
      given({ test: withFeature(-Infinity) }),
      "test row 3, feature 1 is -Infinity, which is not finite",
    ],
    [
      "such a feature to validate on",
      given({ validation: withFeature(Number.NaN) }),
      "validation row 3, feature 1 is NaN",
    ],
    [
      "a feature beyond float32",
      given({ train: withFeature(1e39) }, "float32"),
      "training row 3, feature 1 is 1e+39, which is more than float32 holds",
    ],
    [
      "a label between two",
      given({ train: { ...train, labels: Float64Array.from(train.labels).with(4, 0.5) } }),
      "training row 4 has label 0.5, which is no whole number",
    ],
  ]);
});

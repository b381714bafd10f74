import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import * as kiso from "./everything.ts";

// The library as its reader meets it: what a program without types, or a plan out of a file, may get wrong.

const { np, op, compile } = kiso;
type Mistake = readonly [what: string, act: () => unknown, message: string];

/** Each is one line of a UserError. */
function refused(mistakes: readonly Mistake[]) {
  test.each(mistakes)("%s", async (_, act, message) => {
    const error = await Promise.resolve()
      .then(act)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(kiso.UserError);
    const { message: found } = error as kiso.UserError;
    expect(found).toContain(message);
    expect(found).not.toContain("\n");
  });
}

/** What no type would let pass. */
const untyped = <T>(thing: unknown) => thing as T;

const engine = await kiso.loadEngine("auto");
const [X, v] = [
  np.array([
    [1, 2],
    [3, 4],
  ]),
  np.array([1, 2]),
] as const;
const classes = Int32Array.of(0, 1);

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

describe("an op refuses", () => {
  /** What `f` makes of X, traced. */
  const traced = (f: (x: kiso.Value) => kiso.Value) => () => compile(f)(X);
  const array =
    "an array of numbers, where a value is wanted; pass it in as an argument of the outermost function, or make it a constant";
  refused([
    ["an array beside a value", traced((x) => op.add(x, untyped(v))), `add: input 1 is ${array}`],
    [
      "a typed array beside a value",
      traced((x) => op.multiply(x, untyped(Float64Array.of(1, 2)))),
      `multiply: input 1 is ${array}`,
    ],
    ["an array before a value", traced((x) => op.matmul(untyped(X), x)), `matmul: input 0 is ${array}`],
    ["an array alone", () => op.exp(untyped(X)), `exp: input 0 is ${array}`],
    ["two arrays", () => op.add(untyped(X), untyped(v)), `add: input 0 is ${array}`],
    ["an array to sum", () => op.sum(untyped(X)), `sum: input 0 is ${array}`],
    ["a number alone", () => op.exp(untyped(2)), "exp: input 0 is the number 2; make it a constant"],
    [
      "a list of numbers",
      traced((x) => op.add(x, untyped([1, 2]))),
      "add: input 1 is a list, where a value is wanted; pass numbers in as an argument",
    ],
    [
      "nothing",
      traced((x) => op.add(x, untyped(undefined))),
      "add: input 1 is undefined, where a value is wanted",
    ],
    ["text", traced((x) => op.add(x, untyped("1"))), "add: input 1 is a string, where a value is wanted"],
    [
      "what JavaScript made of a value",
      traced((x) => op.add(x, untyped<number>(x) * 2)),
      "input float64 (2, 2) stands in an operator of JavaScript, which knows no values of a graph: for a * b write op.multiply",
    ],
    [
      "an axis as text",
      traced((x) => op.sum(x, untyped("0"))),
      "sum: axes [0] of (2, 2) must be different, ascending and below 2",
    ],
    [
      "no shape",
      traced((x) => op.reshape(x, untyped(undefined))),
      "reshape: the shape is undefined; give a list of lengths",
    ],
    [
      "a dtype that is none",
      () => op.input("x", [2], untyped("float16")),
      "input: there is no dtype float16; there are float64, float32, int32",
    ],
    [
      "a constant without dtype",
      () => op.constant(1, untyped(undefined)),
      "constant: there is no dtype undefined",
    ],
    [
      "a constant with its array whole",
      () => op.constant(untyped(v), "float64", [2]),
      "constant: takes a number, or a flat typed array and its dtype and shape",
    ],
  ]);

  test("nothing of a constant made of an array, as it says", () => {
    const [data, shape] = [Float64Array.of(1, 2), [2]];
    expect(traced((x) => op.add(x, op.constant(data, "float64", shape)))()).toEqual({
      shape: [2, 2],
      data: Float64Array.of(2, 4, 4, 6),
    });
  });
});

describe("a function of values refuses", () => {
  const both = compile((a: kiso.Value, b: kiso.Value) => op.add(a, b));
  refused([
    [
      "to be none",
      () => compile(untyped<() => kiso.Value>(3)),
      "compile takes a function of values, found number",
    ],
    [
      "to be none, with gradient",
      () => kiso.grad(untyped<(x: kiso.Value) => kiso.Value>(X)),
      "grad takes a function of values, found object",
    ],
    [
      "to be called without arguments",
      () => untyped<() => void>(both)(),
      "add: input 0 is undefined, where a value is wanted",
    ],
    [
      "to be called without its second",
      () => untyped<(x: unknown) => void>(both)(X),
      "add: input 1 is undefined, where a value is wanted",
    ],
    [
      "text",
      () => untyped<(x: unknown, y: unknown) => void>(both)(X, "y"),
      "argument 1 is string, where numbers were expected",
    ],
    [
      "a flat list, which is one of scalars",
      () => compile((x: kiso.Value) => op.sum(x))(untyped([1, 2])),
      "sum: input 0 is a list, where a value is wanted; pass numbers in as an argument of the outermost function: a row as",
    ],
    [
      "lists of unequal lengths",
      () => compile((x: kiso.Value) => op.sum(x))([[1, 2], [3, 4], [5]]),
      "argument 0[2] is a list of 1, where it must be a list of 2: lists of numbers must be equally long",
    ],
    [
      "lists of unequal depths",
      () =>
        compile((x: kiso.Value) => op.sum(x))(
          untyped([
            [1, 2],
            [3, [4]],
          ]),
        ),
      "argument 0[1][1] is a list of 1, where it must be a number",
    ],
    [
      "to return a number",
      () => compile(() => untyped<kiso.Value>(3))(),
      "the result is number, where values of the graph were expected",
    ],
    [
      "to return nothing",
      () => compile((x: kiso.Value) => untyped<kiso.Value>(void x))(X),
      "the result is undefined, where values of the graph were expected",
    ],
    [
      "an engine's name",
      () => compile((x: kiso.Value) => x, untyped({ engine: "wasm" })),
      'compile: the engine is "wasm"; give { engine: await loadEngine("auto") }',
    ],
    [
      "a loss by JavaScript's arithmetic",
      () => kiso.grad((x: kiso.Value) => untyped<kiso.Value>(untyped<number>(x) * 2))(3),
      "stands in an operator of JavaScript, which knows no values of a graph: for a * b write op.multiply",
    ],
    [
      "a loss without arguments",
      () => untyped<() => void>(kiso.grad((x: kiso.Value) => op.sum(x)))(),
      "grad: wrt is 0, where there are 0 arguments; the first one is 0",
    ],
  ]);

  test("no function of nothing, which is a constant", () => {
    expect(compile(() => op.multiply(op.constant(3, "float64"), 2))()).toBe(6);
  });
});

describe("a loss refuses", () => {
  const { crossEntropy, meanSquaredError, binaryCrossEntropy } = kiso.losses;
  const reduction = untyped<"mean">("none");
  type Loss = (a: kiso.Value, b: kiso.Value) => kiso.Value;
  const of = (loss: Loss, a: unknown, b: unknown) => () => compile(loss)(untyped(a), untyped(b));
  const compared = "takes floats, found int32; give Float64Array.from(labels)";
  refused([
    [
      "another reduction of classes",
      of((a, b) => crossEntropy(a, b, { reduction }), X, classes),
      'crossEntropy: reduction must be "mean" or "sum", found "none"',
    ],
    [
      "another reduction of squares",
      of((a, b) => meanSquaredError(a, b, { reduction }), X, X),
      'meanSquaredError: reduction must be "mean" or "sum", found "none"',
    ],
    [
      "another reduction of triplets",
      of((a, b) => kiso.triplet(a, b, { reduction }), X, v),
      'triplet: reduction must be "mean" or "sum"',
    ],
    [
      "another reduction of pairs",
      of((a, b) => kiso.contrastive(a, b, { reduction }), X, v),
      'contrastive: reduction must be "mean" or "sum"',
    ],
    [
      "targets that are labels",
      of(binaryCrossEntropy, v, classes),
      "binaryCrossEntropy: takes floats, found int32; give Float64Array.from(labels)",
    ],
    ["pairs of int32 classes", of(kiso.contrastive, X, classes), `contrastive: ${compared}`],
    ["triplets of int32 classes", of(kiso.triplet, X, classes), `triplet: ${compared}`],
    [
      "a head's pairs of int32 classes",
      of(kiso.verification, np.array([[1]]), classes),
      `verification: ${compared}`,
    ],
  ]);
});

describe("by name, there is no", () => {
  const plan = {
    network: { sizes: [2, 3], activation: "relu" },
    dtype: "float64",
    reduction: "mean",
    seed: 0,
    initializer: "heNormal",
    optimizer: { name: "sgd" },
    batch: 2,
    rows: 2,
  } as const;
  const named = untyped<"crossEntropy">("hasOwnProperty");
  refused([
    [
      "engine of every object",
      () => kiso.loadEngine("constructor"),
      'there is no engine "constructor"; engines: auto, wasm, reference',
    ],
    [
      "engine without name",
      () => kiso.loadEngine(untyped(undefined)),
      'there is no engine "undefined"; engines: auto',
    ],
    [
      "loss of every object to train by",
      () => kiso.trainingGraph({ ...plan, loss: named }),
      'unknown loss "hasOwnProperty"; there are crossEntropy,',
    ],
    [
      "loss of every object to evaluate by",
      () => kiso.evaluationGraph({ ...plan, loss: named }),
      'unknown loss "hasOwnProperty"; there are crossEntropy,',
    ],
    [
      "loss of every object to begin by",
      () => kiso.initialState({ ...plan, loss: named }),
      'unknown loss "hasOwnProperty"; there are crossEntropy,',
    ],
    [
      "dtype to draw in",
      () => kiso.initialState({ ...plan, dtype: untyped("float16") }),
      "initialize: there is no dtype float16",
    ],
  ]);
});

describe("a layer refuses", () => {
  refused([
    [
      "to be spread",
      () => kiso.sequential(untyped(kiso.dense(2, 3))),
      "sequential takes one list: sequential([dense(4, 8), …])",
    ],
    [
      "a function among layers",
      () => kiso.sequential([kiso.dense(2, 3), untyped(op.tanh)]),
      'sequential: entry 1 is function, no layer; an activation is one as activation("tanh")',
    ],
    [
      "a kernel of nothing",
      () => kiso.conv2d(1, 2, 0),
      "conv2d: kernel's height must be a whole number of at least 1, found 0",
    ],
    [
      "no kernel",
      () => kiso.conv2d(1, 2, untyped(undefined)),
      "conv2d: kernel's height must be a whole number of at least 1, found undefined",
    ],
    [
      "images of nothing",
      () => kiso.images(0, 1, 1),
      "images: height must be a whole number of at least 1, found 0",
    ],
    [
      "its parameters left out",
      () => kiso.dense(2, 3).forward(op.input("x", [1, 2], "float64"), {}),
      "matmul: input 1 is undefined, where a value is wanted",
    ],
  ]);
});

describe("a Dataset refuses", () => {
  const { Dataset } = kiso;
  const labels = np.array([0, 1], "int32");
  const made = (parts: object) => () => new Dataset(untyped({ features: X, labels, ...parts }));
  refused([
    [
      "labels of other rows",
      made({ labels: np.array([0, 1, 2], "int32") }),
      "Dataset: features (2, 2) want 2 labels, found 3",
    ],
    [
      "features of one axis",
      made({ features: v }),
      "must be arrays (rows, features) and (rows,), such as np.array([[1, 2], [3, 4]]); found features (2,) and labels (2,)",
    ],
    ["labels of two axes", made({ labels: X }), "found features (2, 2) and labels (2, 2)"],
    ["lists", made({ features: [[1, 2]], labels: [0] }), "found features no array and labels no array"],
    ["nothing", () => new Dataset(untyped(undefined)), "found features no array and labels no array"],
    [
      "names of other features",
      made({ featureNames: ["a"] }),
      "features (2, 2) want 2 featureNames, found 1",
    ],
    ["names of other rows", made({ rowNames: ["a"] }), "features (2, 2) want 2 rowNames, found 1"],
    [
      "a label that no class has",
      made({ labels: np.array([0, 2], "int32"), classNames: ["a", "b"] }),
      "Dataset: row 1 has label 2, where there are 2 classes (0 to 1)",
    ],
    [
      "a label below 0",
      made({ labels: np.array([-1, 0], "int32") }),
      "Dataset: row 0 has label -1, where classes are whole numbers from 0",
    ],
    [
      "a value as a class",
      made({ labels: np.array([0.5, 1]) }),
      "Dataset: row 0 has label 0.5, where classes are whole numbers from 0; of values to predict give classNames: []",
    ],
    [
      "one row's number alone",
      () => made({})().select(untyped(1)),
      "select: takes a list of row numbers, found 1; give [1]",
    ],
    [
      "a share in words",
      () => made({})().trainTestSplit(untyped("0.5")),
      'trainTestSplit: testSize must be a number, found "0.5"',
    ],
    [
      "another name of a setting",
      () => kiso.trainTestSplit(made({})(), untyped({ test_size: 0.5 })),
      'there is no setting "test_size"; did you mean "testSize"?',
    ],
    [
      "to be an array",
      () => kiso.trainTestSplit(untyped<kiso.Dataset>(X)),
      "trainTestSplit takes a Dataset: new Dataset({ features, labels })",
    ],
    [
      "a split of every object",
      () => kiso.loadDataset("iris", { split: "constructor" }),
      'iris: no split "constructor"; it has train',
    ],
    [
      "no source",
      () => kiso.loadDataset(untyped(undefined)),
      "a source is a path, a shipped name or a Hub id, found undefined",
    ],
    [
      "blobs of another setting",
      () => kiso.blobs(untyped({ samples: 10 })),
      'blobs: there is no setting "samples"; did you mean "nSamples"?',
    ],
    [
      "blobs counted in words",
      () => kiso.blobs(untyped({ nSamples: "10" })),
      "blobs: nSamples must be a whole number of 1 or more, not 10",
    ],
  ]);

  test("no values to predict, and no classes without rows", () => {
    expect(made({ labels: np.array([0.5, -1]), classNames: [] })().nClasses).toBe(0);
    expect(made({ classNames: ["a", "b", "c"] })().nClasses).toBe(3);
  });
});

describe("a scaler refuses", () => {
  const { fitScaler, applyScaler, toSamples } = kiso;
  const scaler = fitScaler("standard", X);
  const values = new kiso.Dataset({ features: X, labels: np.array([0.5, 23.7]), classNames: [] });
  refused([
    [
      "another name",
      () => fitScaler(untyped("std"), X),
      'fitScaler: there is no scaler "std"; there are standard, minmax, none',
    ],
    [
      "its arguments in another order",
      () => fitScaler(untyped(X), untyped("standard")),
      'there are standard, minmax, none: fitScaler("standard", features)',
    ],
    [
      "one axis",
      () => fitScaler("standard", v),
      "fitScaler: the features must be an array (rows, features), found shape (2)",
    ],
    [
      "lists",
      () => fitScaler("standard", untyped([[1, 2]])),
      "found no shape; of a Dataset give dataset.features, of lists np.array(rows)",
    ],
    [
      "a number that is none",
      () =>
        fitScaler(
          "standard",
          np.array([
            [1, 2],
            [3, Number.NaN],
          ]),
        ),
      "fitScaler: row 1, feature 1 is NaN",
    ],
    [
      "a number without end",
      () =>
        fitScaler(
          "minmax",
          np.array([
            [1, Infinity],
            [3, 4],
          ]),
        ),
      "fitScaler: row 0, feature 1 is Infinity",
    ],
    [
      "other features",
      () => applyScaler(scaler, np.array([[1, 2, 3]])),
      "The scaler was fitted to 2 features and cannot take 3",
    ],
    [
      "one row's features",
      () => applyScaler(scaler, v),
      "the scaler: the features must be an array (rows, features), found shape (2)",
    ],
    [
      "to come after the features",
      () => applyScaler(untyped(X), untyped(scaler)),
      'a scaler comes before the features: fitScaler("standard", features)',
    ],
    [
      "to be left out",
      () => toSamples(values, untyped(undefined)),
      'or fitScaler("none", features) to leave them as they are',
    ],
    [
      "features without labels",
      () => toSamples(untyped(X), scaler),
      "toSamples takes a Dataset, or { features, labels }, and its scaler",
    ],
    [
      "to make classes of values",
      () => toSamples(values, scaler),
      "toSamples: row 0 has label 0.5, which is no class; of a regression give its targets' scaler too",
    ],
  ]);

  test("no values with their own scaler, as it says", () => {
    const data = Float64Array.of(0.5, 23.7);
    const target = fitScaler("standard", { shape: [2, 1], data });
    expect([...toSamples(values, scaler, target).labels]).toEqual([-1, 1]);
  });
});

describe("a metric refuses", () => {
  const p = [0.9, 0.1, 0.2, 0.8];
  refused([
    [
      "a label that no class has",
      () => kiso.confusionMatrix([0, 5], [0, 1], 2),
      "confusionMatrix: labels[1] is 5, outside the 2 classes (0 to 1)",
    ],
    [
      "a prediction that no class has",
      () => kiso.confusionMatrix([0, 1], [0, -1], 2),
      "confusionMatrix: predicted[1] is -1, outside the 2 classes",
    ],
    [
      "words",
      () => kiso.confusionMatrix(untyped(["a", "b"]), [0, 1], 2),
      'confusionMatrix: labels[0] is "a", outside the 2 classes',
    ],
    [
      "fewer predictions",
      () => kiso.confusionMatrix([0, 1], [0], 2),
      "confusionMatrix: 2 labels, but 1 predicted, where 2 belong to them",
    ],
    [
      "no number of classes",
      () => kiso.confusionMatrix([0], [0], untyped(undefined)),
      "the number of classes must be a whole number of at least 1, found undefined",
    ],
    [
      "arrays with axes",
      () => kiso.confusionMatrix(untyped(np.array([0, 1])), [0, 1], 2),
      "confusionMatrix: labels must be a flat list, found an array with axes; give its data",
    ],
    [
      "labels for a confusion matrix",
      () => kiso.accuracy(untyped([0, 1])),
      "accuracy takes a confusion matrix, a row and a column a class: accuracy(confusionMatrix(labels, predicted, classes))",
    ],
    ["half a confusion matrix", () => kiso.classScores([[1, 2]]), "classScores takes a confusion matrix"],
    [
      "more successes than trials",
      () => kiso.wilsonInterval(5, 3),
      "wilsonInterval: 5 successes of 3 trials",
    ],
    [
      "too few probabilities",
      () => kiso.logLoss([0, 1], [0.9, 0.1], 2),
      "logLoss: 2 labels, but 2 probabilities, where 2 × 2 = 4 belong to them",
    ],
    [
      "probabilities in rows",
      () =>
        kiso.logLoss(
          [0, 1],
          untyped([
            [0.9, 0.1],
            [0.2, 0.8],
          ]),
          2,
        ),
      "logLoss: probabilities must be one flat list, found a list of lists; use .flat()",
    ],
    [
      "a label without probability",
      () => kiso.logLoss([0, 2], p, 2),
      "logLoss: labels[1] is 2, outside the 2 classes",
    ],
    [
      "labels 1 and 2",
      () => kiso.rocAuc([1, 2], [0.2, 0.8]),
      "rocAuc: labels[1] is 2; give 1 for the rows of the class and 0 for the others",
    ],
    [
      "labels -1 and 1",
      () => kiso.averagePrecision([-1, 1], [0.2, 0.8]),
      "averagePrecision: labels[0] is -1; give 1 for the rows",
    ],
    ["scores before labels", () => kiso.rocCurve([0.2, 0.8], [0, 1]), "rocCurve: labels[0] is 0.2; give 1"],
    [
      "a score that is none",
      () => kiso.precisionRecallCurve([0, 1], [Number.NaN, 1]),
      "precisionRecallCurve: scores[0] is NaN; give numbers",
    ],
    [
      "more labels than scores",
      () => kiso.rocAuc([0, 1, 1], [0.2, 0.8]),
      "rocAuc: 3 labels, but 2 scores, where 3 belong to them",
    ],
    [
      "no rows",
      () => kiso.averagePrecision([], []),
      "averagePrecision: labels are empty; give at least one row",
    ],
    [
      "labels for bins",
      () => kiso.expectedCalibrationError(untyped([0, 1])),
      "expectedCalibrationError takes the bins of reliability(labels, probabilities, classes)",
    ],
    [
      "fewer predicted values",
      () => kiso.regressionScores([1, 2], [1]),
      "regressionScores: 2 true values, but 1 predicted values, where 2 belong to them",
    ],
    [
      "to weigh a class that is not there",
      () => kiso.balancedWeights([0, 1, 5], 2),
      "balancedWeights: labels[2] is 5, outside the 2 classes",
    ],
    [
      "axes of one axis",
      () => kiso.principalAxes(v, 1),
      "principalAxes takes features (rows, features) and a count of at least 1",
    ],
    [
      "rows of other features",
      () => kiso.project(kiso.principalAxes(X, 1), np.array([[1, 2, 3]])),
      "project: the axes are of 2 features, the rows have shape (1,3)",
    ],
  ]);

  test("no average precision of either class, which differ", () => {
    // Σ (R_n − R_{n−1}) P_n: (1 + 2/3 + 3/4) / 3 for class 1, (1 + 2/4) / 2 for class 0
    const [y, s] = [
      [0, 0, 1, 1, 1],
      [0.1, 0.7, 0.35, 0.8, 0.3],
    ] as const;
    expect(kiso.averagePrecision(y, s)).toBeCloseTo(0.8055555555555556, 15);
    const other = kiso.averagePrecision(
      y.map((label) => 1 - label),
      s.map((score) => 1 - score),
    );
    expect(other).toBeCloseTo(0.75, 15);
  });
});

describe("an MLPClassifier refuses", () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i % 4, i % 3]);
  const y = rows.map((_, i) => i % 2);
  const set = (settings: object | null) => () => new kiso.MLPClassifier(untyped(settings));
  const fitted = (X: unknown, y: unknown) => () =>
    new kiso.MLPClassifier({ maxIter: 1 }).fit(untyped(X), untyped(y));
  const regressed = (y: unknown) => () => new kiso.MLPRegressor({ maxIter: 1 }).fit(rows, untyped(y));
  refused([
    [
      "layers that are no list",
      set({ hiddenLayerSizes: 100 }),
      "MLPClassifier: hiddenLayerSizes must be a list, such as [100], found 100",
    ],
    [
      "a layer of nothing",
      set({ hiddenLayerSizes: [8, 0] }),
      "MLPClassifier: each of hiddenLayerSizes must be a whole number of at least 1, found 0",
    ],
    ["a penalty below 0", set({ alpha: -1 }), "MLPClassifier: alpha must be at least 0, found -1"],
    [
      "an empty batch",
      set({ batchSize: 0 }),
      "MLPClassifier: batchSize must be a whole number of at least 1, found 0",
    ],
    [
      "a batch in words",
      set({ batchSize: "big" }),
      'MLPClassifier: batchSize must be a whole number of at least 1, found "big"',
    ],
    [
      "a rate below 0",
      set({ learningRateInit: -1 }),
      "MLPClassifier: learningRateInit must be above 0, found -1",
    ],
    [
      "no epochs",
      set({ maxIter: 0 }),
      "MLPClassifier: maxIter must be a whole number of at least 1, found 0",
    ],
    [
      "more than all rows",
      set({ validationFraction: 2 }),
      "MLPClassifier: validationFraction must be above 0 and below 1, found 2",
    ],
    [
      "too much momentum",
      set({ momentum: 2 }),
      "MLPClassifier: momentum must be at least 0 and at most 1, found 2",
    ],
    [
      "a memory without end",
      set({ beta1: 1 }),
      "MLPClassifier: beta1 must be at least 0 and below 1, found 1",
    ],
    [
      "a tolerance that is no number",
      set({ tol: Number.NaN }),
      "MLPClassifier: tol must be at least 0, found NaN",
    ],
    [
      "a shuffle in words",
      set({ shuffle: "no" }),
      'MLPClassifier: shuffle must be true or false, found "no"',
    ],
    [
      "scikit-learn's spelling",
      set({ hidden_layer_sizes: [3] }),
      'there is no setting "hidden_layer_sizes"; did you mean "hiddenLayerSizes"?',
    ],
    ["no settings", set(null), "MLPClassifier: the settings are null; give an object"],
    [
      "a Dataset",
      fitted({ features: X, labels: y }, y),
      "MLPClassifier: X must be rows of features, [[1, 2], [3, 4]] or an array (rows, features); of a Dataset give dataset.features",
    ],
    [
      "no labels",
      fitted(rows, undefined),
      "MLPClassifier: y must be a list, or an array (rows,), found undefined",
    ],
    [
      "a label that is missing",
      fitted(
        rows,
        y.map((c) => (c ? null : 1)),
      ),
      "MLPClassifier: y[1] is null; leave the row out, or give it a label",
    ],
    [
      "a label that is no number",
      fitted(
        rows,
        y.map((c) => (c ? Number.NaN : 1)),
      ),
      "MLPClassifier: y[1] is NaN",
    ],
    [
      "numbers among words",
      fitted(
        rows,
        y.map((c) => (c ? "1" : 1)),
      ),
      "MLPClassifier: y[0] is a number and y[1] a string; make them all of one kind",
    ],
    [
      "values that are text, and their regressor",
      regressed(y.map(String)),
      'MLPRegressor: y[0] is "0"; give finite numbers',
    ],
    [
      "values that are missing, and their regressor",
      regressed(y.map(() => null)),
      "MLPRegressor: y[0] is null; give finite numbers",
    ],
  ]);

  test("no typed labels, and no setting that is left out by name", async () => {
    const settings = { maxIter: 1, alpha: undefined, seed: undefined };
    const classifier = new kiso.MLPClassifier(untyped<object>(settings));
    const { classes } = await classifier.fit(rows, untyped(Int32Array.from(y)));
    expect(classes).toEqual([0, 1]);
    expect(classifier.settings.alpha).toBe(0.0001);
  });
});

describe("a model is not saved", () => {
  const network = { sizes: [2, 3, 2], activation: "relu" };
  const model: kiso.ModelData = {
    network,
    dtype: "float64",
    featureNames: ["a", "b"],
    classNames: ["no", "yes"],
    scaler: kiso.fitScaler("standard", X),
    parameters: kiso.initialState({
      network,
      initializer: "heNormal",
      optimizer: { name: "sgd" },
      seed: 0,
      dtype: "float64",
    }),
  };
  const bias = model.parameters["dense1.bias"]!;
  const withBias = (tensor: object) => ({
    parameters: { ...model.parameters, "dense1.bias": { ...bias, ...tensor } },
  });
  const folder = mkdtempSync(join(tmpdir(), "kiso-index-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const saved = (changes: object) => async () =>
    new kiso.Model(untyped({ ...model, ...changes })).save(folder);
  refused([
    [
      "before its folder is named",
      () => new kiso.Model(model).save(untyped(model)),
      "save takes a path, found {",
    ],
    [
      "without a scaler",
      saved({ scaler: undefined }),
      "Model: the model lacks scaler; it needs network, dtype, featureNames, classNames, scaler, parameters",
    ],
    ["without its parameters", saved({ parameters: undefined }), "Model: the model lacks parameters"],
    [
      "with those of another network",
      saved({ network: { ...network, sizes: [2, 4, 2] } }),
      "Model: dense1.weight should have shape (2, 4), found (2, 3); network and parameters are of different models",
    ],
    [
      "with a number that is none",
      saved(withBias({ data: Float64Array.of(0, Number.NaN, 0) })),
      "Model: dense1.bias holds NaN at 1; a model of such numbers answers nothing",
    ],
    [
      "with lists for parameters",
      saved(withBias({ data: [0, 0, 0] })),
      "safetensors: dense1.bias must be { shape, data }, with as many numbers in a Float64Array or Float32Array",
    ],
    [
      "with too few of them",
      saved(withBias({ data: Float64Array.of(0) })),
      "as the shape (1,3) says; found 1 numbers",
    ],
    [
      "with fewer names than classes",
      saved({ classNames: ["yes"] }),
      "Model: 1 names of classes, where the network [2, 3, 2] has 2",
    ],
    [
      "with fewer names than features",
      saved({ featureNames: ["a"] }),
      "Model: 1 names of features, where the network [2, 3, 2] has 2",
    ],
  ]);

  test("and nothing was written for it, where a good one is", async () => {
    expect(readdirSync(folder)).toEqual([]);
    await new kiso.Model(model).save(folder);
    expect((await kiso.Model.load(folder)).data).toEqual(model);
  });

  test("with what an optimizer keeps: of a checkpoint's state the parameters alone are, and are evaluated", async () => {
    const adam = kiso.initialState({
      network,
      initializer: "heNormal",
      optimizer: { name: "adam" },
      seed: 0,
      dtype: "float64",
    });
    expect(Object.keys(adam)).toContain("optimizer.beta1Power");
    expect(kiso.parametersOf(adam)).toEqual(model.parameters);
    await new kiso.Model({ ...model, parameters: adam }).save(folder);
    expect((await kiso.Model.load(folder)).data).toEqual(model);
    const [plain, whole] = [set(), evaluator()];
    whole.set(adam);
    expect(await whole.logProbabilities([1, 2])).toEqual(await plain.logProbabilities([1, 2]));
  });

  const evaluator = () => new kiso.Evaluator(engine, { network, dtype: "float64" });
  const set = () => {
    const ready = evaluator();
    ready.set(model.parameters);
    return ready;
  };
  refused([
    [
      "evaluated before it has numbers",
      () => evaluator().logProbabilities([1, 2]),
      "Evaluator: there are no parameters yet; call set(model.parameters) first",
    ],
    [
      "evaluated on half a row",
      () => set().logProbabilities([1, 2, 3]),
      "the features are 3 numbers, where each row has 2",
    ],
    [
      "evaluated on an array with axes",
      () => set().logProbabilities(untyped(X)),
      "the features are no flat list of numbers, where each row has 2",
    ],
    [
      "evaluated on labels of other rows",
      () => set().measure({ features: [1, 2], labels: classes }),
      "measure: 2 labels, but 2 log probabilities, where 2 × 2 = 4 belong to them",
    ],
    [
      "evaluated by an engine's name",
      () => new kiso.Evaluator(untyped("auto"), { network, dtype: "float64" }),
      'Evaluator: the engine is "auto"; give',
    ],
    [
      "read from what are no bytes",
      () => kiso.decodeSafetensors(untyped("x"), "x.safetensors"),
      "x.safetensors is not a whole safetensors file: it is no bytes but string",
    ],
    [
      "drawn of a layer whole",
      () =>
        kiso.initialize(untyped(kiso.dense(2, 2)), { initializer: "heNormal", seed: 0, dtype: "float64" }),
      "initialize takes a layer's parameters: initialize(layer.parameters",
    ],
    [
      "begun as a run without experiment",
      () => kiso.createRun(join(folder, "run"), untyped(undefined)),
      "createRun takes a folder and the experiment",
    ],
    [
      "compared by an objective without distances",
      () => kiso.distanceOf("crossEntropy", {}),
      "distanceOf: crossEntropy makes no embeddings; give contrastive",
    ],
    [
      "varied by another name",
      () => kiso.augmenter(untyped({ shfit: 1 }), { height: 1, width: 1, channels: 1, white: [1] }, 0),
      'augment: there is no setting "shfit"; did you mean "shift"?',
    ],
    [
      "the lesson's without a size",
      () => new kiso.NeuralNetwork(4, 8, untyped(undefined)),
      "NeuralNetwork: outputSize must be a whole number of at least 1, found undefined",
    ],
    [
      "the lesson's fed with lists",
      () => new kiso.NeuralNetwork(2, 8, 2).forward(untyped([[1, 2]])),
      "forward: X is no array (np.array(rows) makes one), but the network takes (n, 2)",
    ],
  ]);
});

import { describe, expect, test } from "vitest";
import * as kiso from "../src/index.ts";

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
] as const; // prettier-ignore
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
    ["a rate below 0", learning({ learningRate: -1 }), "training: learningRate must be at least 0, found -1"],
    [
      "a rate that is no number",
      learning({ learningRate: "0.1" }),
      'learningRate must be at least 0, found "0.1"',
    ],
    ["no rate", learning({ learningRate: undefined }), "learningRate must be at least 0, found undefined"],
    ["a penalty below 0", learning({ l2: -1 }), "training: l2 must be at least 0, found -1"],
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
      'training: reduction must be "mean" or "sum", found "avg"',
    ],
    [
      "a dtype that is none",
      learning({ dtype: "float16" }),
      "training: there is no dtype float16; there are float64, float32",
    ],
    [
      "weights that are labels",
      learning({ dtype: "int32" }),
      "the dtype must be float64 or float32, found int32",
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
      "the training rows must be { features, labels } as flat lists; toSamples(",
    ],
    [
      "rows with axes",
      given({ train: { features: X, labels: v } }),
      "the training rows must be { features, labels } as flat lists",
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
    "an array of numbers, where a value is wanted; hand it to the outermost function as an argument, or make it a constant";
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
    [
      "a number alone",
      () => op.exp(untyped(2)),
      'exp: input 0 is the number 2; make it a value: constant(2, "float64")',
    ],
    [
      "a list of numbers",
      traced((x) => op.add(x, untyped([1, 2]))),
      "add: input 1 is a list, where a value is wanted; give numbers as one array",
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
      "add: of NaN: JavaScript's own * and Math know no values; use op.multiply",
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
      "lists in lists",
      () => compile((x: kiso.Value) => op.sum(x))(untyped([[1, 2]])),
      "sum: input 0 is a list, where a value is wanted; give numbers as one array, such as np.array(",
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
      "gradient of NaN: it must be a value, made with op.multiply, op.sum and the like",
    ],
    [
      "a loss without arguments",
      () => untyped<() => void>(kiso.grad((x: kiso.Value) => op.sum(x)))(),
      "argument 0 is undefined, where numbers were expected",
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
  const compared =
    "the classes are int32, but here they are compared as floats; give Float64Array.from(classes)";
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
      "binaryCrossEntropy: the target is int32; give floats, such as Float64Array.from(target)",
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
  } as const; // prettier-ignore
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

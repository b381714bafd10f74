import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import * as kiso from "../everything.ts";
import { classes, engine, refused, untyped, X } from "../refusals.ts";

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
      () => kiso.augmenter(untyped({ shfit: 1 }), { height: 1, width: 1, channels: 1, white: [1] }),
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

import { describe } from "vitest";
import * as kiso from "../everything.ts";
import { refused, untyped } from "../refusals.ts";

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
      "engine of the name null",
      () => kiso.loadEngine(untyped(null)),
      'there is no engine "null"; engines: auto',
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

import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Value } from "../../../src/graph/value.ts";
import { activation, dense, dropout, type Layer, sequential } from "../../../src/nn/layers/layers.ts";
import { buildNetwork, parameterCount } from "../../../src/nn/layers/network.ts";
import { initialState, trainingGraph } from "../../../src/nn/training/training.ts";

const inputsOf = (model: Layer): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(model.parameters).map(([name, { shape }]) => [name, op.input(name, shape, "float64")]),
  );

describe("sequential", () => {
  test("names layers and parameters by kind and number", () => {
    const model = buildNetwork({ sizes: [4, 3, 2], activation: "tanh", dropout: 0.5 });
    expect(Object.entries(model.parameters).map(([name, { shape, role }]) => [name, shape, role])).toEqual([
      ["dense1.weight", [4, 3], "weight"],
      ["dense1.bias", [1, 3], "bias"],
      ["dense2.weight", [3, 2], "weight"],
      ["dense2.bias", [1, 2], "bias"],
    ]);
    expect(parameterCount({ sizes: [4, 3, 2], activation: "tanh" })).toBe(4 * 3 + 3 + 3 * 2 + 2);
  });

  test("a mismatch names the op, both shapes, the layer and the mend", () => {
    const model = sequential([dense(4, 10), activation("relu"), dense(12, 5)]);
    expect(() => model.forward(op.input("x", [32, 4], "float64"), inputsOf(model))).toThrow(
      "matmul in layer dense2: (32, 10) times (12, 5): 10 and 12 differ; the second matrix must have 10 rows",
    );
  });

  test("layers stand in layers: the error names the whole way", () => {
    const block = { ...sequential([dense(3, 4), dense(3, 4)]), kind: "block" };
    const model = sequential([dense(3, 3), block]);
    expect(Object.keys(model.parameters)).toContain("block1.dense2.weight");
    expect(() => model.forward(op.input("x", [1, 3], "float64"), inputsOf(model))).toThrow(
      "matmul in layer block1/dense2:",
    );
  });

  test("a missing parameter is named", () => {
    expect(() => sequential([dense(2, 2)]).forward(op.input("x", [1, 2], "float64"), {})).toThrow(
      "parameter dense1.weight is missing; there are none",
    );
  });

  test("dense without bias has a weight alone", () => {
    const model = sequential([dense(2, 3, { bias: false })]);
    expect(Object.keys(model.parameters)).toEqual(["dense1.weight"]);
    expect(model.forward(op.input("x", [1, 2], "float64"), inputsOf(model)).op).toBe("matmul");
  });
});

describe("dropout", () => {
  const rows = 200;
  const run = (layer: Layer, step: number | undefined, seed = 0): number[] => {
    const x = op.input("x", [rows, 50], "float64");
    const key = op.input("key", [], "int32");
    const y = layer.forward(x, {}, step === undefined ? {} : { dropoutKey: key, seed });
    const program = referenceEngine.compile({ inputs: { x, key }, state: {}, outputs: { y }, updates: {} });
    program.set("x", new Float64Array(rows * 50).fill(3));
    if (step !== undefined) program.set("key", [step]);
    program.run();
    return [...program.get("y")];
  };

  test("numbers become 0 at the rate, or grow by 1/(1 - rate): the mean stays within 4 standard errors", () => {
    const y = run(dropout(0.25), 7);
    expect(new Set(y)).toEqual(new Set([0, 3 / 0.75]));
    const dropped = y.filter((n) => n === 0).length / y.length;
    expect(Math.abs(dropped - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / y.length));
  });

  test("is a function of seed and step, and rests outside training", () => {
    expect(run(dropout(0.5), 7)).toEqual(run(dropout(0.5), 7));
    expect(run(dropout(0.5), 7)).not.toEqual(run(dropout(0.5), 8));
    expect(run(dropout(0.5), 7)).not.toEqual(run(dropout(0.5), 7, 1));
    expect(run(dropout(0.5), 7)).not.toEqual(run(dropout(0.5, { seed: 9 }), 7));
    expect(new Set(run(dropout(0.5), undefined))).toEqual(new Set([3]));
  });

  test("two in one network do not share their mask", () => {
    // with one mask, the values that pass both would be half; with two, a quarter
    const passed = run(sequential([dropout(0.5), dropout(0.5)]), 3).filter((n) => n > 0).length / (rows * 50);
    expect(Math.abs(passed - 0.25)).toBeLessThan(0.02);
  });

  test("a training step repeats to the same bits for the same step number, and asks for it as an input", () => {
    const network = { sizes: [4, 16, 3], activation: "relu", dropout: 0.5 };
    const optimizer = { name: "sgd" } as const;
    const graph = trainingGraph({
      network,
      batch: 2,
      dtype: "float64",
      reduction: "mean",
      optimizer,
      seed: 1,
    });
    expect(Object.keys(graph.inputs)).toEqual(["x", "y", "learningRate", "step"]);
    const first = initialState({ network, optimizer, initializer: "heNormal", seed: 1, dtype: "float64" });
    const weightsAfter = (step: number) => {
      const program = referenceEngine.compile(graph);
      for (const [name, { data }] of Object.entries(first)) program.set(name, data);
      program.set("x", [1, 2, 3, 4, 5, 6, 7, 8]);
      program.set("y", [0, 2]);
      program.set("learningRate", [0.1]);
      program.set("step", [step]);
      program.run();
      return program.get("dense1.weight");
    };
    expect(weightsAfter(4)).toEqual(weightsAfter(4));
    expect(weightsAfter(4)).not.toEqual(weightsAfter(5));
  });

  test("a rate outside [0, 1) is refused", () => {
    expect(() => dropout(1)).toThrow("dropout: rate must be at least 0 and below 1, found 1");
    expect(() => dropout(-0.1)).toThrow("found -0.1");
  });
});

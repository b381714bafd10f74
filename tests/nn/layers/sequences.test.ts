import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import * as op from "../../../src/graph/composed.ts";
import { gradient } from "../../../src/graph/gradient.ts";
import { simplify } from "../../../src/graph/simplify.ts";
import type { Graph, Value } from "../../../src/graph/value.ts";
import { size, topological } from "../../../src/graph/value.ts";
import { valueAndGrad } from "../../../src/nn/functions/eager.ts";
import { dense, dropout, type Layer, sequential } from "../../../src/nn/layers/layers.ts";
import * as sequences from "../../../src/nn/layers/sequences.ts";
import { worstDifference } from "../../graph/slopes.ts";

type Numbers = Record<string, number[]>;
interface Case {
  layer: string;
  settings: Record<string, never>;
  x: number[];
  shape: number[];
  y: number[];
  yShape: number[];
  g: number[];
  dx: number[] | null;
  parameters: Numbers;
  gradients: Numbers;
}

const { cases }: { cases: Case[] } = JSON.parse(readFileSync("tests/golden/torch_sequences.json", "utf8"));

const made: Record<string, (settings: Record<string, never>) => Layer> = {
  embedding: ({ count, width }) => sequences.embedding(count, width),
  layerNorm: ({ width, ...options }) => sequences.layerNorm(width, options),
  dense: ({ inputs, outputs }) => dense(inputs, outputs),
  multiHeadAttention: ({ width, heads, ...options }) => sequences.multiHeadAttention(width, heads, options),
  gru: ({ inputs, units }) => sequences.gru(inputs, units),
  residual: ({ width }) => sequences.residual(dense(width, width)),
};

const inputsOf = (layer: Layer, dtype: "float64" | "float32" = "float64") =>
  Object.fromEntries(
    Object.entries(layer.parameters).map(([name, { shape }]) => [name, op.input(name, shape, dtype)]),
  );

/** y, and the gradients of Σ g y. */
function graphOf(layer: Layer, { shape, yShape, dx }: Case): Graph {
  const x = op.input("x", shape, dx === null ? "int32" : "float64");
  const g = op.input("g", yShape, "float64");
  const parameters = inputsOf(layer);
  const names = Object.keys(parameters);
  const y = layer.forward(x, parameters);
  const [ofX, ...others] = gradient(op.sum(op.multiply(y, g)), [
    dx === null ? y : x,
    ...names.map((name) => parameters[name]),
  ]);
  const gradients = Object.fromEntries(others.map((value, i) => [`d ${names[i]}`, value]));
  return { inputs: { x, g, ...parameters }, state: {}, outputs: { y, dx: ofX, ...gradients }, updates: {} };
}

function close(found: ArrayLike<number>, wanted: readonly number[], what: string): void {
  expect(found.length, what).toBe(wanted.length);
  const worst = wanted.reduce(
    (most, w, i) => Math.max(most, Math.abs(found[i] - w) / Math.max(1, Math.abs(w))),
    0,
  );
  expect(worst, what).toBeLessThanOrEqual(1e-10);
}

describe("results and gradients are PyTorch's, on both engines", () => {
  cases.forEach((one, i) => {
    test(`${i} ${one.layer} ${JSON.stringify(one.settings)} of (${one.shape})`, async () => {
      const layer = made[one.layer](one.settings);
      expect(Object.keys(layer.parameters).sort()).toEqual(Object.keys(one.parameters).sort());
      const graph = simplify(graphOf(layer, one));
      expect(graph.outputs.y.shape).toEqual(one.yShape);
      for (const engine of [referenceEngine, await loadWasmEngine()]) {
        const program = engine.compile(graph);
        const fed = { x: one.x, g: one.g, ...one.parameters };
        for (const [name, numbers] of Object.entries(fed)) program.set(name, numbers);
        await program.run();
        close(program.get("y"), one.y, `${engine.name} y`);
        if (one.dx !== null) close(program.get("dx"), one.dx, `${engine.name} dx`);
        for (const [name, numbers] of Object.entries(one.gradients)) {
          close(program.get(`d ${name}`), numbers, `${engine.name} gradient of ${name}`);
        }
        program.dispose();
      }
    });
  });
});

test("the gradient through embedding, a block of attention and a GRU in a row is the slope", () => {
  const model = sequential([
    sequences.residual(
      sequential([sequences.layerNorm(4), sequences.multiHeadAttention(4, 2, { causal: true })]),
    ),
    sequences.gru(4, 3),
    sequences.lastStep(),
    dense(3, 2),
  ]);
  const words = sequences.embedding(5, 4);
  const names = Object.keys(model.parameters);
  const indices = op.constant(Int32Array.of(0, 3, 1, 4, 4, 2), "int32", [2, 3]);
  const f = (table: Value, ...values: Value[]) =>
    model.forward(
      words.forward(indices, { weight: table }),
      Object.fromEntries(values.map((value, i) => [names[i], value])),
    );
  const at = [[5, 4], ...names.map((name) => model.parameters[name].shape)].map((shape, i) => ({
    shape,
    numbers: Array.from({ length: size(shape) }, (_, j) => Math.sin(1 + i + 2.3 * j)),
  }));
  expect(worstDifference({ f, at })).toBeLessThan(1e-8);
});

test("a GRU's gradient takes each step's part once: the work grows with the steps, not with their square", () => {
  const layer = sequences.gru(4, 3);
  const parameters = inputsOf(layer);
  const numbersOf = (steps: number) => {
    const x = op.input("x", [2, steps, 4], "float64");
    const found = gradient(op.sum(layer.forward(x, parameters)), [x, ...Object.values(parameters)]);
    const outputs = Object.fromEntries(found.map((value, i) => [`d${i}`, value]));
    const graph = simplify({ inputs: { x, ...parameters }, state: {}, outputs, updates: {} });
    return topological(Object.values(graph.outputs)).reduce((sum, { shape }) => sum + size(shape), 0);
  };
  expect(numbersOf(40) / numbersOf(20)).toBeLessThan(2.1);
});

test("with a causal mask a step knows nothing of later ones; without it, it does", () => {
  const changed = (causal: boolean) => {
    const layer = sequences.multiHeadAttention(4, 2, { causal });
    const parameters = Object.fromEntries(
      Object.entries(layer.parameters).map(([name, { shape }], i) => [
        name,
        { shape, data: Float64Array.from({ length: size(shape) }, (_, j) => Math.cos(i + 3 * j)) },
      ]),
    );
    const first = (x: Value, p: Record<string, Value>) =>
      op.sum(op.slice(layer.forward(x, p), [0, 0, 0], [1, 2, 4]));
    const x = { shape: [1, 3, 4], data: Float64Array.from({ length: 12 }, (_, i) => Math.sin(i)) };
    const [, slope] = valueAndGrad(first)(x, parameters);
    if (typeof slope === "number") throw new Error("wanted axes");
    return Array.from(slope.data.slice(8)).some((one) => one !== 0);
  };
  expect([changed(true), changed(false)]).toEqual([false, true]);
});

test("an index that is no row gives a row of 0, and no row gets its gradient", () => {
  const words = sequences.embedding(3, 2);
  const total = (weight: Value, indices: Value) => op.sum(words.forward(indices, { weight }));
  const [value, slope] = valueAndGrad(total)(
    { shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) },
    Int32Array.of(2, -1, 0, 3, 2),
  );
  expect(value).toBe(11 + 3 + 11);
  expect(slope).toEqual({ shape: [3, 2], data: Float64Array.of(1, 1, 0, 0, 2, 2) });
});

test("indices may be floats, as rows of features are", () => {
  const words = sequences.embedding(3, 2);
  const rows = (weight: Value, indices: Value) => op.sum(op.multiply(words.forward(indices, { weight }), 2));
  const weight = { shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) };
  const [value, slope] = valueAndGrad(rows)(weight, Float64Array.of(2, 1));
  expect(value).toBe(36);
  expect(slope).toEqual({ shape: [3, 2], data: Float64Array.of(0, 0, 2, 2, 2, 2) });
});

test("layers within layers have random numbers of their own, and are named in errors", () => {
  const block = sequences.residual(sequential([dropout(0.5), dense(4, 4)]));
  const model = sequential([block, sequences.layerNorm(5)]);
  expect(Object.keys(model.parameters)).toEqual([
    "residual1.dense1.weight",
    "residual1.dense1.bias",
    "layerNorm1.weight",
    "layerNorm1.bias",
  ]);
  expect(() => model.forward(op.input("x", [2, 4], "float64"), inputsOf(model))).toThrow(
    "layerNorm in layer layerNorm1: takes values (…, 5), found (2, 4)",
  );
});

describe("what does not fit is refused with the mend", () => {
  const forward =
    (layer: Layer, ...shape: number[]) =>
    () =>
      layer.forward(op.input("x", shape, "float64"), inputsOf(layer));
  test.each<[string, () => unknown, string]>([
    [
      "heads that do not share",
      () => sequences.multiHeadAttention(10, 3),
      "3 heads do not share 10 numbers evenly",
    ],
    [
      "no heads",
      () => sequences.multiHeadAttention(4, 0),
      "heads must be a whole number of at least 1, found 0",
    ],
    [
      "a matrix for a sequence",
      forward(sequences.multiHeadAttention(4, 2), 3, 4),
      "multiHeadAttention: takes sequences (n, t, 4), found (3, 4)",
    ],
    [
      "another width",
      forward(sequences.gru(4, 2), 2, 3, 5),
      "gru: takes sequences (n, t, 4), found (2, 3, 5)",
    ],
    [
      "a branch that changes the shape",
      forward(sequences.residual(dense(4, 1)), 2, 4),
      "residual: dense makes (2, 1) of (2, 4); it must keep the shape",
    ],
    [
      "a misspelt setting",
      () => sequences.multiHeadAttention(4, 2, { casual: true } as object),
      'multiHeadAttention: there is no setting "casual"; did you mean "causal"?',
    ],
    [
      "an ε of 0",
      () => sequences.layerNorm(4, { epsilon: 0 }),
      "layerNorm: epsilon must be above 0, found 0",
    ],
  ])("%s", (_, act, message) => {
    expect(act).toThrow(message);
  });
});

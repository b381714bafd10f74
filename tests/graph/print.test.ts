import { expect, test } from "vitest";
import * as op from "../../src/graph/ops.ts";
import { mermaid, printGraph } from "../../src/graph/print.ts";
import { trainingGraph } from "../../src/nn/training/training.ts";

const lesson = () =>
  trainingGraph({
    network: { sizes: [10, 32, 10], activation: "sigmoid" },
    batch: 32,
    dtype: "float64",
    reduction: "sum",
    optimizer: { name: "sgd" },
  });

test("the lesson's whole step of training, as one reads it", () => {
  expect(printGraph(lesson())).toMatchInlineSnapshot(`
    "input x  float64[32,10]
    input y  int32[32]
    input learningRate  float64[]
    state dense1.weight  float64[10,32]
    state dense1.bias  float64[1,32]
    state dense2.weight  float64[32,10]
    state dense2.bias  float64[1,10]
    %1 = matmul(x, dense1.weight)  float64[32,32]  # dense1
    %2 = add(%1, dense1.bias)  float64[32,32]  # dense1
    %3 = sigmoid(%2)  float64[32,32]  # sigmoid1
    %4 = matmul(%3, dense2.weight)  float64[32,10]  # dense2
    %5 = add(%4, dense2.bias)  float64[32,10]  # dense2
    %6 = oneHot(y, classes=10)  float64[32,10]  # crossEntropy
    %7 = transpose(dense2.weight, axes=[1,0])  float64[10,32]  # dense2
    %8 = transpose(%3, axes=[1,0])  float64[32,32]  # dense2
    %9 = transpose(x, axes=[1,0])  float64[10,32]  # dense1
    %10 = softmax(%5)  float64[32,10]  # crossEntropy
    %11 = subtract(%10, %6)  float64[32,10]  # crossEntropy
    %12 = matmul(%11, %7)  float64[32,32]  # dense2
    %13 = subtract(1, %3)  float64[32,32]  # sigmoid1
    %14 = multiply(%3, %13)  float64[32,32]  # sigmoid1
    %15 = multiply(%12, %14)  float64[32,32]  # sigmoid1
    %16 = matmul(%9, %15)  float64[10,32]  # dense1
    %17 = multiply(%16, learningRate)  float64[10,32]
    %18 = subtract(dense1.weight, %17)  float64[10,32]
    %19 = sum(%15, axes=[0], keepDims)  float64[1,32]  # dense1
    %20 = multiply(%19, learningRate)  float64[1,32]
    %21 = subtract(dense1.bias, %20)  float64[1,32]
    %22 = matmul(%8, %11)  float64[32,10]  # dense2
    %23 = multiply(%22, learningRate)  float64[32,10]
    %24 = subtract(dense2.weight, %23)  float64[32,10]
    %25 = sum(%11, axes=[0], keepDims)  float64[1,10]  # dense2
    %26 = multiply(%25, learningRate)  float64[1,10]
    %27 = subtract(dense2.bias, %26)  float64[1,10]
    update dense1.weight = %18
    update dense1.bias = %21
    update dense2.weight = %24
    update dense2.bias = %27"
  `);
});

test("the same graph made twice prints the same, however many values were made between", () => {
  const first = lesson();
  op.add(op.input("other", [2], "float64"), 1);
  expect(printGraph(lesson())).toBe(printGraph(first));
  expect(mermaid(lesson())).toBe(mermaid(first));
});

test("a value alone prints with the inputs that it stands on", () => {
  const x = op.input("x", [2, 3], "float32");
  const table = op.constant(Float32Array.of(1, 2, 3), "float32", [3]);
  expect(printGraph(op.max(op.maximum(op.add(x, table), 0), -1, true))).toBe(
    [
      "input x  float32[2,3]",
      "%1 = constant()  float32[3]",
      "%2 = add(x, %1)  float32[2,3]",
      "%3 = maximum(%2, 0)  float32[2,3]",
      "%4 = max(%3, axes=[1], keepDims)  float32[2,1]",
      "output result = %4",
    ].join("\n"),
  );
});

test("the diagram has a box for each value, an arrow for each use, and layers as groups", () => {
  const x = op.input("x", [2, 3], "float64");
  const y = op.multiply(op.exp(x), op.add(x, 1));
  expect(mermaid({ inputs: { x }, state: {}, outputs: { 'a "y"': y }, updates: {} })).toBe(
    [
      "flowchart TD",
      '  v0(["x (2, 3)"])',
      '  v1["exp (2, 3)"]',
      '  v2["add (2, 3)<br/>with 1"]',
      '  v3["multiply (2, 3)"]',
      "  v0 --> v1",
      "  v0 --> v2",
      "  v1 --> v3",
      "  v2 --> v3",
      '  v3 --> end0(["a #quot;y#quot;"])',
    ].join("\n"),
  );
  const drawn = mermaid(lesson());
  expect(drawn).toContain('["dense1"]');
  expect(drawn.match(/subgraph/g)).toHaveLength(4); // dense1, sigmoid1, dense2, crossEntropy
});

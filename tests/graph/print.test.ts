import { expect, test } from "vitest";
import * as op from "../../src/graph/ops.ts";
import { mermaid, printGraph } from "../../src/graph/print.ts";
import { trainingGraph } from "../../src/nn/training.ts";

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
    %1 = transpose(x, axes=[1,0])  float64[10,32]  # dense1
    %2 = matmul(x, dense1.weight)  float64[32,32]  # dense1
    %3 = add(%2, dense1.bias)  float64[32,32]  # dense1
    %4 = sigmoid(%3)  float64[32,32]  # sigmoid1
    %5 = matmul(%4, dense2.weight)  float64[32,10]  # dense2
    %6 = add(%5, dense2.bias)  float64[32,10]  # dense2
    %7 = softmax(%6)  float64[32,10]  # crossEntropy
    %8 = oneHot(y, classes=10)  float64[32,10]  # crossEntropy
    %9 = subtract(%7, %8)  float64[32,10]  # crossEntropy
    %10 = transpose(dense2.weight, axes=[1,0])  float64[10,32]  # dense2
    %11 = matmul(%9, %10)  float64[32,32]  # dense2
    %12 = subtract(1, %4)  float64[32,32]  # sigmoid1
    %13 = multiply(%4, %12)  float64[32,32]  # sigmoid1
    %14 = multiply(%11, %13)  float64[32,32]  # sigmoid1
    %15 = matmul(%1, %14)  float64[10,32]  # dense1
    %16 = multiply(%15, learningRate)  float64[10,32]
    %17 = subtract(dense1.weight, %16)  float64[10,32]
    %18 = sum(%14, axes=[0], keepDims)  float64[1,32]  # dense1
    %19 = multiply(%18, learningRate)  float64[1,32]
    %20 = subtract(dense1.bias, %19)  float64[1,32]
    %21 = transpose(%4, axes=[1,0])  float64[32,32]  # dense2
    %22 = matmul(%21, %9)  float64[32,10]  # dense2
    %23 = multiply(%22, learningRate)  float64[32,10]
    %24 = subtract(dense2.weight, %23)  float64[32,10]
    %25 = sum(%9, axes=[0], keepDims)  float64[1,10]  # dense2
    %26 = multiply(%25, learningRate)  float64[1,10]
    %27 = subtract(dense2.bias, %26)  float64[1,10]
    update dense1.weight = %17
    update dense1.bias = %20
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

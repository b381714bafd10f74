import { describe, expect, test } from "vitest";
import * as op from "../../../src/graph/ops.ts";
import type { Value } from "../../../src/graph/value.ts";
import { valueAndGrad } from "../../../src/nn/functions/eager.ts";
import { binaryCrossEntropy, crossEntropy, huber, meanSquaredError } from "../../../src/nn/losses/losses.ts";

// Trajectories against PyTorch are in training.test.ts; here, the ends of the scale.
describe("losses at the ends of the scale", () => {
  test("cross-entropy of ±10,000 is finite, and its gradient is belief minus truth", () => {
    const summed = (logits: Value, labels: Value) => crossEntropy(logits, labels, { reduction: "sum" });
    const logits = { shape: [2, 2], data: Float64Array.of(1e4, -1e4, 1e4, -1e4) };
    const [value, gradient] = valueAndGrad(summed)(logits, Int32Array.of(0, 1));
    expect(value).toBe(2e4);
    expect(gradient).toEqual({ shape: [2, 2], data: Float64Array.of(0, 0, 1, -1) });
  });

  test("a label outside its classes costs what its gradient says: log Σ eˣ, whose slope is softmax x", () => {
    const x = [0.5, -1, 2];
    const costs = (logits: Value, labels: Value) => crossEntropy(logits, labels, { reduction: "sum" });
    for (const outside of [-1, 3]) {
      const [value, slope] = valueAndGrad(costs)(
        { shape: [1, 3], data: Float64Array.from(x) },
        Int32Array.of(outside),
      );
      const total = x.reduce((sum, one) => sum + Math.exp(one), 0);
      expect(value).toBeCloseTo(Math.log(total), 14);
      if (typeof slope === "number") throw new Error("wanted axes");
      x.forEach((one, i) => {
        expect(slope.data[i]).toBeCloseTo(Math.exp(one) / total, 14);
      });
    }
  });

  test("a confident answer costs as little in float32 as it should", () => {
    const logits = { shape: [1, 3], data: Float32Array.of(1020, 1000, 1001) };
    const [value] = valueAndGrad(crossEntropy)(logits, Int32Array.of(0));
    const exact = Math.log1p(Math.exp(-20) + Math.exp(-19));
    expect(Math.abs((value as number) - exact)).toBeLessThan(1e-7);
  });

  test("binary cross-entropy of ±1000 and 0 is finite; at 0 its slope is 1/2 - t", () => {
    const [value, gradient] = valueAndGrad(binaryCrossEntropy)(
      Float64Array.of(1000, -1000, 0),
      Float64Array.of(0, 1, 0.25),
    );
    expect(value).toBeCloseTo((1000 + 1000 + Math.LN2) / 3, 10);
    if (typeof gradient === "number") throw new Error("wanted axes");
    [1, -1, 0.25].forEach((slope, i) => {
      expect(gradient.data[i]).toBeCloseTo(slope / 3, 14);
    });
  });

  test("huber is a parabola within delta, a line beyond, smooth at 0 and where they meet", () => {
    const [value, gradient] = valueAndGrad(huber)(Float64Array.of(0, 0.5, -1, 1, 3, -4), new Float64Array(6));
    expect(value).toBeCloseTo((0 + 0.125 + 0.5 + 0.5 + 2.5 + 3.5) / 6, 14);
    if (typeof gradient === "number") throw new Error("wanted axes");
    [0, 0.5, -1, 1, 1, -1].forEach((slope, i) => {
      expect(gradient.data[i]).toBeCloseTo(slope / 6, 14);
    });
  });
});

describe("what is refused", () => {
  const f = (name: string, ...shape: number[]) => op.input(name, shape, "float64");

  test("shapes that would broadcast row against row", () => {
    expect(() => meanSquaredError(f("p", 5, 1), f("t", 5))).toThrow(
      "meanSquaredError: prediction (5, 1) and target (5,) must have one shape",
    );
    expect(() => crossEntropy(f("x", 5, 3), op.input("y", [4], "int32"))).toThrow(
      "crossEntropy: logits (5, 3) and labels (4,) must be (n, classes) and (n,)",
    );
  });

  test("float labels, and settings outside their range", () => {
    const [x, y] = [f("x", 2, 3), op.input("y", [2], "int32")];
    expect(() => crossEntropy(x, f("y", 2))).toThrow(
      "oneHot in layer crossEntropy: labels must be int32, not float64 (2,)",
    );
    expect(() => crossEntropy(x, y, { classWeights: [1, 2] })).toThrow("classWeights must be 3 numbers");
    expect(() => crossEntropy(x, y, { labelSmoothing: 1 })).toThrow(
      "labelSmoothing must be at least 0 and below 1",
    );
    expect(() => huber(x, x, { delta: 0 })).toThrow("huber: delta must be above 0, found 0");
  });
});

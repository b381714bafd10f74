import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { UserError } from "../../../src/errors.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Value } from "../../../src/graph/value.ts";
import { checkGradients } from "../../../src/nn/functions/checkGradients.ts";
import { losses } from "../../../src/nn/losses/losses.ts";

const x = [
  [0.5, -1],
  [2, 0.25],
];

test("a layer with its loss: the largest difference at each leaf, labels left alone", () => {
  const loss = (p: { W: Value; b: Value }, x: Value, t: Value) =>
    losses.crossEntropy(op.tanh(op.add(op.matmul(x, p.W), p.b)), t);
  const found = checkGradients(loss, [{ W: x, b: Float32Array.of(0.1, 0.2) }, x, Uint8Array.of(0, 1)]);
  expect(Object.keys(found)).toEqual(["argument0.W", "argument0.b", "argument1"]);
  for (const difference of Object.values(found)) {
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(1e-9);
  }
});

test("a result of any form, on any engine", () => {
  const f = (x: Value, y: Value) => ({ product: op.multiply(x, y), list: [op.exp(x), op.sum(y)] });
  const found = checkGradients(f, [Float64Array.of(1, 2, 3), 0.5], { engine: referenceEngine });
  expect(Math.max(found.argument0, found.argument1)).toBeLessThan(1e-9);
});

describe("refuses", () => {
  test("a gradient that is none: the kink of relu, with its place", () => {
    const relu = (x: Value) => op.sum(op.maximum(x, 0));
    const act = () => checkGradients(relu, [{ shape: [2, 2], data: Float64Array.of(1, 2, 0, 3) }]);
    expect(act).toThrow(UserError);
    expect(act).toThrow(
      /^checkGradients: by argument 0\[1, 0\] the gradient is 0, but the slope 0\.5\d*: a difference of 0\.500, where 0\.000001 is allowed/,
    );
    expect(checkGradients(relu, [0], { tolerance: 0.6 })).toEqual({ argument0: expect.closeTo(0.5, 9) });
  });

  test("a slope that is no number", () => {
    expect(() => checkGradients((x: Value) => op.log(x), [-1])).toThrow(
      "the gradient is -1, but the slope NaN",
    );
  });

  test("misspelt settings, and no tolerance", () => {
    // @ts-expect-error: no such setting
    expect(() => checkGradients((x: Value) => x, [1], { tolerence: 1 })).toThrow('did you mean "tolerance"?');
    expect(() => checkGradients((x: Value) => x, [1], { tolerance: Number.NaN })).toThrow("tolerance is NaN");
  });
});

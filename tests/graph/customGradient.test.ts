import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import * as op from "../../src/graph/composed.ts";
import { customGradient } from "../../src/graph/customGradient.ts";
import { gradient } from "../../src/graph/gradient.ts";
import { printGraph } from "../../src/graph/print.ts";
import { simplify } from "../../src/graph/simplify.ts";
import type { Value } from "../../src/graph/value.ts";
import { results, topological } from "../../src/graph/value.ts";
import { compile, grad, hessian, jvp, valueAndGrad } from "../../src/nn/functions/eager.ts";

describe("stopGradient", () => {
  test("is what it is given, as a constant to the gradient", () => {
    const f = (x: Value) => op.multiply(x, op.stopGradient(op.multiply(x, x)));
    expect(valueAndGrad(f)(3)).toEqual([27, 9]);
    expect(hessian(f)(3)).toBe(0);
    expect(jvp(f)(3, 2)).toEqual([27, 18]);
  });

  test("lets labels through too", () => {
    const f = compile((y: Value) => op.oneHot(op.stopGradient(y), 2, "float64"));
    expect(f(Int32Array.of(1))).toEqual({ shape: [1, 2], data: Float64Array.of(0, 1) });
  });
});

describe("customGradient", () => {
  const straight = customGradient(
    (x: Value) => op.floor(x),
    (g) => [g],
  );

  test("computes what its function computes, and goes back by its rule", () => {
    expect(valueAndGrad((x: Value) => op.multiply(straight(x), 3))(1.7)).toEqual([3, 3]);
  });

  test("gives its rule g, y and the inputs; null is no gradient", () => {
    const f = customGradient(
      (a: Value, b: Value) => op.add(a, b),
      (g, y, a) => [op.multiply(g, op.multiply(y, a)), null],
    );
    const found = grad((a: Value, b: Value) => op.multiply(f(a, b), 10), { wrt: [0, 1] })(2, 5);
    expect(found).toEqual([10 * 7 * 2, 0]);
  });

  test("is differentiated again by its rule", () => {
    // The rule claims y' = x³, so y'' = 3 x².
    const f = customGradient(
      (x: Value) => op.sin(x),
      (g, _, x) => [op.multiply(g, op.multiply(x, op.multiply(x, x)))],
    );
    expect(grad(grad(f))(2)).toBeCloseTo(12, 12);
    expect(jvp(f)(2, 10)[1]).toBeCloseTo(80, 12);
  });

  test("adds to the gradient that an input has beside it, of one that it returns too", () => {
    const doubled = customGradient(
      (x: Value) => x,
      (g) => [op.multiply(g, 2)],
    );
    expect(grad((x: Value) => op.add(doubled(x), op.multiply(x, x)))(3)).toBe(8);
  });

  test("costs nothing: it is gone from what is compiled", () => {
    const x = op.input("x", [2], "float64");
    const y = op.sum(straight(op.stopGradient(x)));
    const graph = { inputs: { x }, state: {}, outputs: { y, g: gradient(y, [x])[0] }, updates: {} };
    expect(printGraph(graph)).toContain("%3 = customGradient(%2, %1)  float64[2]");
    const left = topological(results(simplify(graph))).map(({ op }) => op);
    expect(left).not.toContain("customGradient");
    expect(left).not.toContain("stopGradient");
  });

  test.each<[string, () => readonly (Value | null)[], string]>([
    ["too many", () => [null, null], "2 gradients for 1 inputs; give one for each, or null"],
    ["no list", () => op.constant(1, "float64") as unknown as Value[], "no list of gradients for 1 inputs"],
    [
      "another shape",
      () => [op.constant(1, "float64")],
      "float64 () for input 0, which is float64 (2,); give that shape",
    ],
    ["a number", () => [1 as unknown as Value], "number for input 0; give a value, or null"],
  ])("refuses %s", (_, rule, message) => {
    const f = customGradient((x: Value) => op.negate(x), rule);
    const act = () => grad((x: Value) => op.sum(f(x)))(Float64Array.of(1, 2));
    expect(act).toThrow(UserError);
    expect(act).toThrow(`customGradient: the rule gives ${message}`);
  });

  test("refuses what is no function, and numbers where values are meant", () => {
    // @ts-expect-error: the rule is missing
    expect(() => customGradient((x: Value) => x)).toThrow("customGradient takes two functions of values");
    // @ts-expect-error: a number is no value
    expect(() => straight(1)).toThrow("customGradient: input 0 is the number 1");
  });
});

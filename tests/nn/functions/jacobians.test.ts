import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { UserError } from "../../../src/errors.ts";
import { square } from "../../../src/graph/composed.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Value } from "../../../src/graph/value.ts";
import {
  compile,
  functionsOn,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  vjp,
} from "../../../src/nn/functions/eager.ts";
import type { Result } from "../../../src/nn/functions/functions.ts";
import { losses } from "../../../src/nn/losses/losses.ts";

interface Golden {
  given: Record<"W" | "b" | "x" | "t" | "vW" | "vb" | "vy", number[]>;
  jacobian: [number[], number[]];
  hessian: [[number[], number[]], [number[], number[]]];
  vjp: [number[], [number[], number[]]];
  jvp: [number[], number[]];
  hvp: [number, [number[], number[]]];
}
const golden: Golden = JSON.parse(readFileSync("tests/golden/torch_derivatives.json", "utf8"));

const { given } = golden;
const array = (shape: number[], numbers: readonly number[]) => ({ shape, data: Float64Array.from(numbers) });
const parameters = { W: array([3, 2], given.W), b: array([2], given.b) };
const direction = { W: array([3, 2], given.vW), b: array([2], given.vb) };
const x = array([4, 3], given.x);
const t = Int32Array.from(given.t);

interface Layer {
  W: Value;
  b: Value;
}
const layer = ({ W, b }: Layer, x: Value) => op.tanh(op.add(op.matmul(x, W), b));
const loss = (layerOf: Layer, x: Value, t: Value) => losses.crossEntropy(layer(layerOf, x), t);

function close(found: Result, wanted: number | readonly number[], shape: readonly number[]): void {
  const [numbers, list] = [typeof found === "number" ? [found] : [...found.data], [wanted].flat()];
  expect(typeof found === "number" ? [] : found.shape).toEqual(shape);
  expect(numbers).toHaveLength(list.length);
  for (const [i, number] of numbers.entries()) expect(number).toBeCloseTo(list[i], 12);
}

describe.each([
  ["wasm", {}],
  ["reference", { engine: referenceEngine }],
])("as PyTorch's, on %s", (_, options) => {
  test("the Jacobian of a layer by its tree of parameters", () => {
    const found = jacobian(layer, options)(parameters, x);
    close(found.W, golden.jacobian[0], [4, 2, 3, 2]);
    close(found.b, golden.jacobian[1], [4, 2, 2]);
  });

  test("the Hessian of a loss: each parameter by each", () => {
    const found = hessian(loss, options)(parameters, x, t);
    close(found.W.W, golden.hessian[0][0], [3, 2, 3, 2]);
    close(found.W.b, golden.hessian[0][1], [3, 2, 2]);
    close(found.b.W, golden.hessian[1][0], [2, 3, 2]);
    close(found.b.b, golden.hessian[1][1], [2, 2]);
  });

  test("products with a vector, from both sides and with the Hessian", () => {
    const [y, gradients] = vjp(layer, options)(parameters, array([4, 2], given.vy), x);
    close(y, golden.vjp[0], [4, 2]);
    close(gradients.W, golden.vjp[1][0], [3, 2]);
    close(gradients.b, golden.vjp[1][1], [2]);
    const [same, along] = jvp(layer, options)(parameters, direction, x);
    expect(same).toEqual(y);
    close(along, golden.jvp[1], [4, 2]);
    const product = hvp(loss, options)(parameters, direction, x, t);
    close(product.W, golden.hvp[1][0], [3, 2]);
    close(product.b, golden.hvp[1][1], [2]);
  });
});

describe("forms and scalars", () => {
  const cube = (x: Value) => op.multiply(x, square(x));

  test("of a scalar are numbers", () => {
    expect(jacobian(cube)(2)).toBeCloseTo(12, 12);
    expect(hessian(cube)(2)).toBeCloseTo(12, 12);
    expect(hvp(cube)(2, 10)).toBeCloseTo(120, 12);
    expect(jvp(cube)(2, 10)).toEqual([8, 120]);
    expect(vjp(cube)(2, 10)).toEqual([8, 120]);
    expect(grad(grad(grad(cube)))(2)).toBeCloseTo(6, 12);
  });

  test("of a result with several leaves are trees of trees", () => {
    const both = (p: { a: Value; b: Value }) => ({ sum: op.add(p.a, p.b), product: op.multiply(p.a, p.b) });
    const found = jacobian(both)({ a: 2, b: 5 });
    expect(found).toEqual({ sum: { a: 1, b: 1 }, product: { a: 5, b: 2 } });
    const [results, along] = jvp(both)({ a: 2, b: 5 }, { a: 1, b: 10 });
    expect(results).toEqual({ sum: 7, product: 10 });
    expect(along).toEqual({ sum: 11, product: 25 });
    expect(vjp(both)({ a: 2, b: 5 }, { sum: 1, product: 10 })[1]).toEqual({ a: 51, b: 21 });
  });

  test("compose inside other functions: a Newton step finds the minimum of a parabola at once", () => {
    const parabola = (x: Value) => square(op.subtract(x, 3));
    const newton = compile((x: Value) => op.subtract(x, op.divide(grad(parabola)(x), hessian(parabola)(x))));
    expect(newton(10)).toBeCloseTo(3, 12);
    expect(grad((x: Value) => jvp(cube)(x, op.constant(1, "float64"))[1])(2)).toBeCloseTo(12, 12);
  });

  test("of what does not depend on the argument are 0", () => {
    expect(jacobian((_: Value, y: Value) => y)(1, Float64Array.of(1, 2))).toEqual({
      shape: [2],
      data: new Float64Array(2),
    });
    expect(hessian((x: Value) => op.sum(x))(Float64Array.of(1, 2))).toEqual({
      shape: [2, 2],
      data: new Float64Array(4),
    });
  });

  test("on an engine of their own", () => {
    const on = functionsOn(referenceEngine);
    expect(on.hessian(cube)(2)).toBeCloseTo(12, 12);
    expect(on.grad((a: Value, b: Value) => op.multiply(a, b), { wrt: [0, 1] })(2, 3)).toEqual([3, 2]);
  });
});

describe("mistakes", () => {
  const refused = (act: () => unknown, message: string) => {
    expect(act).toThrow(UserError);
    expect(act).toThrow(message);
  };
  const f = (x: Value, y: Value) => op.sum(op.multiply(x, y));

  test("by labels, in form and in shape", () => {
    const picked = (p: { w: Value; labels: Value }) =>
      op.sum(op.multiply(op.oneHot(p.labels, 2, "float64"), p.w));
    const p = { w: Float64Array.of(1, 2), labels: Int32Array.of(1) };
    refused(
      () => grad(picked)(p),
      "grad: argument 0.labels is int32, labels, by which there is no derivative",
    );
    refused(
      () => jvp(f)(Float64Array.of(1, 2), Float64Array.of(1), 3),
      "jvp: v has shape (1,), where the first argument has (2,)",
    );
    const pair = (p: { a: Value; b: Value }) => op.add(p.a, p.b);
    // @ts-expect-error: b is missing
    refused(() => hvp(pair)({ a: 1, b: 2 }, { a: 1 }), "hvp: v at b is missing");
    // @ts-expect-error: c is too much
    refused(() => hvp(pair)({ a: 1, b: 2 }, { a: 1, b: 2, c: 3 }), "hvp: v at c has no counterpart");
  });
});

import { describe, expect, test } from "vitest";
import * as kiso from "../everything.ts";
import { refused, untyped, X } from "../refusals.ts";

const { op, compile } = kiso;

describe("a function of values refuses", () => {
  const both = compile((a: kiso.Value, b: kiso.Value) => op.add(a, b));
  refused([
    [
      "to be none",
      () => compile(untyped<() => kiso.Value>(3)),
      "compile takes a function of values, found number",
    ],
    [
      "to be none, with gradient",
      () => kiso.grad(untyped<(x: kiso.Value) => kiso.Value>(X)),
      "grad takes a function of values, found object",
    ],
    [
      "to be called without arguments",
      () => untyped<() => void>(both)(),
      "add: input 0 is undefined, where a value is wanted",
    ],
    [
      "to be called without its second",
      () => untyped<(x: unknown) => void>(both)(X),
      "add: input 1 is undefined, where a value is wanted",
    ],
    [
      "text",
      () => untyped<(x: unknown, y: unknown) => void>(both)(X, "y"),
      "argument 1 is string, where numbers were expected",
    ],
    [
      "a flat list, which is one of scalars",
      () => compile((x: kiso.Value) => op.sum(x))(untyped([1, 2])),
      "sum: input 0 is a list, where a value is wanted; pass numbers in as an argument of the outermost function: a row as",
    ],
    [
      "lists of unequal lengths",
      () => compile((x: kiso.Value) => op.sum(x))([[1, 2], [3, 4], [5]]),
      "argument 0[2] is a list of 1, where it must be a list of 2: lists of numbers must be equally long",
    ],
    [
      "lists of unequal depths",
      () =>
        compile((x: kiso.Value) => op.sum(x))(
          untyped([
            [1, 2],
            [3, [4]],
          ]),
        ),
      "argument 0[1][1] is a list of 1, where it must be a number",
    ],
    [
      "to return a number",
      () => compile(() => untyped<kiso.Value>(3))(),
      "the result is number, where values of the graph were expected",
    ],
    [
      "to return nothing",
      () => compile((x: kiso.Value) => untyped<kiso.Value>(void x))(X),
      "the result is undefined, where values of the graph were expected",
    ],
    [
      "an engine's name",
      () => compile((x: kiso.Value) => x, untyped({ engine: "wasm" })),
      'compile: the engine is "wasm"; give { engine: await loadEngine("auto") }',
    ],
    [
      "a loss by JavaScript's arithmetic",
      () => kiso.grad((x: kiso.Value) => untyped<kiso.Value>(untyped<number>(x) * 2))(3),
      "stands in an operator of JavaScript, which knows no values of a graph: for a * b write op.multiply",
    ],
    [
      "a loss without arguments",
      () => untyped<() => void>(kiso.grad((x: kiso.Value) => op.sum(x)))(),
      "grad: wrt is 0, where there are 0 arguments; the first one is 0",
    ],
  ]);

  test("no function of nothing, which is a constant", () => {
    expect(compile(() => op.multiply(op.constant(3, "float64"), 2))()).toBe(6);
  });
});

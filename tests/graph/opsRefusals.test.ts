import { describe, expect, test } from "vitest";
import * as kiso from "../everything.ts";
import { refused, untyped, v, X } from "../refusals.ts";

const { op, compile } = kiso;

describe("an op refuses", () => {
  /** What `f` makes of X, traced. */
  const traced = (f: (x: kiso.Value) => kiso.Value) => () => compile(f)(X);
  const array =
    "an array of numbers, where a value is wanted; pass it in as an argument of the outermost function, or make it a constant";
  refused([
    ["an array beside a value", traced((x) => op.add(x, untyped(v))), `add: input 1 is ${array}`],
    [
      "a typed array beside a value",
      traced((x) => op.multiply(x, untyped(Float64Array.of(1, 2)))),
      `multiply: input 1 is ${array}`,
    ],
    ["an array before a value", traced((x) => op.matmul(untyped(X), x)), `matmul: input 0 is ${array}`],
    ["an array alone", () => op.exp(untyped(X)), `exp: input 0 is ${array}`],
    ["two arrays", () => op.add(untyped(X), untyped(v)), `add: input 0 is ${array}`],
    ["an array to sum", () => op.sum(untyped(X)), `sum: input 0 is ${array}`],
    ["a number alone", () => op.exp(untyped(2)), "exp: input 0 is the number 2; make it a constant"],
    [
      "a list of numbers",
      traced((x) => op.add(x, untyped([1, 2]))),
      "add: input 1 is a list, where a value is wanted; pass numbers in as an argument",
    ],
    [
      "nothing",
      traced((x) => op.add(x, untyped(undefined))),
      "add: input 1 is undefined, where a value is wanted",
    ],
    ["text", traced((x) => op.add(x, untyped("1"))), "add: input 1 is a string, where a value is wanted"],
    [
      "what JavaScript made of a value",
      traced((x) => op.add(x, untyped<number>(x) * 2)),
      "input float64 (2, 2) stands in an operator of JavaScript, which knows no values of a graph: for a * b write op.multiply",
    ],
    [
      "an axis as text",
      traced((x) => op.sum(x, untyped("0"))),
      "sum: axes [0] of (2, 2) must be different, ascending and below 2",
    ],
    [
      "no shape",
      traced((x) => op.reshape(x, untyped(undefined))),
      "reshape: the shape is undefined; give a list of lengths",
    ],
    [
      "a dtype that is none",
      () => op.input("x", [2], untyped("float16")),
      "input: there is no dtype float16; there are float64, float32, int32",
    ],
    [
      "a constant without dtype",
      () => op.constant(1, untyped(undefined)),
      "constant: there is no dtype undefined",
    ],
    [
      "a constant with its array whole",
      () => op.constant(untyped(v), "float64", [2]),
      "constant: takes a number, or a flat typed array and its dtype and shape",
    ],
  ]);

  test("nothing of a constant made of an array, as it says", () => {
    const [data, shape] = [Float64Array.of(1, 2), [2]];
    expect(traced((x) => op.add(x, op.constant(data, "float64", shape)))()).toEqual({
      shape: [2, 2],
      data: Float64Array.of(2, 4, 4, 6),
    });
  });
});

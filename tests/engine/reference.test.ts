import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import * as op from "../../src/graph/ops.ts";
import type { FloatDtype, Shape, Value } from "../../src/graph/value.ts";
import { engineContract } from "./engineContract.ts";

describe("the reference engine", () => {
  engineContract(() => referenceEngine, { test });
});

function computed(
  f: (...x: Value[]) => Value,
  given: readonly (readonly [Shape, readonly number[]])[],
  dtype: FloatDtype,
): number[] {
  const inputs = Object.fromEntries(given.map(([shape], i) => [`x${i}`, op.input(`x${i}`, shape, dtype)]));
  const program = referenceEngine.compile({
    inputs,
    state: {},
    outputs: { y: f(...Object.values(inputs)) },
    updates: {},
  });
  for (const [i, [, numbers]] of given.entries()) program.set(`x${i}`, numbers);
  program.run();
  return [...program.get("y")];
}

describe("a cell is exactly what its formula says", () => {
  // 10¹⁶ + 1 is 10¹⁶ in float64: what is added first decides.
  test("sums add in the order of the indices, over several axes too", () => {
    const rows = [
      [2, 3],
      [1e16, 1, -1e16, 1, 1e16, -1e16],
    ] as const;
    expect(computed((x) => op.sum(x, 1), [rows], "float64")).toEqual([0, 0]);
    expect(computed((x) => op.sum(x), [rows], "float64")).toEqual([0]);
    const late = [
      [2, 2],
      [1e16, -1e16, 1, 1],
    ] as const;
    expect(computed((x) => op.sum(x), [late], "float64")).toEqual([2]);
    expect(computed((x) => op.sum(x, 0), [late], "float64")).toEqual([1e16, -1e16]);
  });

  test("a product's k come in order, and each product is rounded before it is added", () => {
    const times = (a: readonly number[], b: readonly number[]) =>
      computed(
        (a, b) => op.matmul(a, b),
        [
          [[1, a.length], a],
          [[b.length, 1], b],
        ],
        "float64",
      );
    expect(times([1e16, 1, -1e16], [1, 1, 1])).toEqual([0]);
    expect(times([1e16, -1e16, 1], [1, 1, 1])).toEqual([1]);
    // (1 + 2⁻³⁰)² = 1 + 2⁻²⁹ + 2⁻⁶⁰, whose last term a fused multiply-add would keep.
    const x = 1 + 2 ** -30;
    expect(times([-1 - 2 ** -29, x], [1, x])).toEqual([0]);
  });

  test("of float32 in float64, rounded once", () => {
    const numbers = [2 ** 24, 1, 1];
    expect(computed((x) => op.sum(x), [[[3], numbers]], "float32")).toEqual([2 ** 24 + 2]);
    const row = [0.1, 0.2, 0.7].map(Math.fround);
    const e = row.map((x) => Math.exp(x - row[2]));
    const sum = e[0] + e[1] + e[2];
    expect(computed(op.softmax, [[[3], row]], "float32")).toEqual(e.map((x) => Math.fround(x / sum)));
    expect(computed(op.logSoftmax, [[[3], row]], "float32")).toEqual(
      row.map((x) => Math.fround(x - row[2] - Math.log(sum))),
    );
  });
});

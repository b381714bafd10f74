import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import { formulaOf, indexOf, placeOf } from "../../src/graph/cells.ts";
import { evaluate, type Formula } from "../../src/graph/formula.ts";
import { gradient } from "../../src/graph/gradient.ts";
import * as op from "../../src/graph/ops.ts";
import type { Dtype, FloatDtype, Value } from "../../src/graph/value.ts";
import { size, topological } from "../../src/graph/value.ts";
import { opCases } from "../engine/opCases.ts";

type Numbers = ArrayLike<number>;

/** The reference engine's numbers of every value that `root` stands on. */
function numbersOf(root: Value, fed: ReadonlyMap<Value<"input">, Numbers>): Map<Value, Numbers> {
  const order = topological([root]);
  const inputs = Object.fromEntries([...fed.keys()].map((value) => [value.attributes.name, value]));
  const outputs = Object.fromEntries(order.map((value) => [String(value.id), value]));
  const program = referenceEngine.compile({ inputs, state: {}, outputs, updates: {} });
  for (const [value, numbers] of fed) program.set(value.attributes.name, numbers);
  program.run();
  return new Map(order.map((value) => [value, program.get(String(value.id))]));
}

const stored = (x: number, dtype: Dtype) => (dtype === "float32" ? Math.fround(x) : x);

/** How many cells of all values that `root` stands on their formulas were tried on, and where they were wrong. */
function tried(root: Value, fed: ReadonlyMap<Value<"input">, Numbers>): { cells: number; wrong: string[] } {
  const numbers = numbersOf(root, fed);
  const wrong: string[] = [];
  let cells = 0;
  for (const [value, wanted] of numbers) {
    const read = (input: number, at: number) => numbers.get(value.inputs[input])![at];
    for (let at = 0; at < wanted.length; at++) {
      const formula = formulaOf(value, indexOf(at, value.shape), read);
      if (formula === undefined) continue;
      const found = stored(evaluate(formula, read), value.dtype);
      cells++;
      if (!Object.is(found, wanted[at])) wrong.push(`${value.op} ${at}: ${found}, not ${wanted[at]}`);
    }
  }
  return { cells, wrong };
}

describe("the formula of every cell gives the reference engine's bits", () => {
  for (const dtype of ["float64", "float32"] as const) {
    for (const [name, list] of Object.entries(opCases)) {
      for (const one of list) {
        test(`${name} ${one.name} (${dtype})`, () => {
          const values = one.inputs.map(([shape, , labels], i) => op.input(`x${i}`, shape, labels ?? dtype));
          const fed = new Map(values.map((value, i) => [value, one.inputs[i][1]]));
          const { cells, wrong } = tried(one.of(values, dtype), fed);
          expect(wrong).toEqual([]);
          expect(cells).toBeGreaterThanOrEqual(one.answer.length);
        });
      }
    }
  }

  test.each(["float64", "float32"] as FloatDtype[])("uniform (%s)", (dtype) => {
    const key = op.input("key", [], "int32");
    const { cells, wrong } = tried(op.uniform(key, 7, [3, 5], dtype), new Map([[key, [4]]]));
    expect(wrong).toEqual([]);
    expect(cells).toBe(15);
  });

  test.each(["float64", "float32"] as FloatDtype[])(
    "numbers of every size, and their gradients (%s)",
    (dtype) => {
      const x = op.input("x", [4, 5], dtype);
      const W = op.input("W", [5, 3], dtype);
      const y = op.input("y", [4], "int32");
      const logs = op.logSoftmax(op.tanh(op.matmul(op.sigmoid(x), W)));
      const loss = op.negate(op.sum(op.multiply(op.oneHot(y, 3, dtype), logs)));
      const [dx, dW] = gradient(loss, [x, W]);
      const drawn = (count: number) =>
        Array.from({ length: count }, (_, i) => 10 ** ((i % 7) - 3) * Math.sin(1 + 7 * i));
      const fed = new Map<Value<"input">, Numbers>([
        [x, drawn(20)],
        [W, drawn(15)],
        [y, [0, 2, 1, 2]],
      ]);
      for (const root of [dx, dW]) expect(tried(root, fed).wrong).toEqual([]);
    },
  );
});

test("a cell of a product is a sum of products, in the order of the indices, as plain data", () => {
  const [a, b] = [op.input("a", [2, 3], "float64"), op.input("b", [3, 4], "float64")];
  const formula = formulaOf(op.matmul(a, b), [1, 2], () => 0);
  const product = (k: number): Formula => ({
    op: "multiply",
    of: [
      { input: 0, at: 3 + k },
      { input: 1, at: 4 * k + 2 },
    ],
  });
  expect(JSON.parse(JSON.stringify(formula))).toEqual({
    op: "sum",
    of: [product(0), product(1), product(2)],
  });
});

test("an input is given, so it has no formula; a constant is its number", () => {
  expect(formulaOf(op.input("x", [2], "float64"), [1], () => 0)).toBeUndefined();
  expect(formulaOf(op.constant(Float64Array.of(3, 4), "float64", [2]), [1], () => 0)).toBe(4);
});

test("an index and its row-major place are each other's inverse", () => {
  const shape = [2, 3, 4];
  for (let at = 0; at < size(shape); at++) expect(placeOf(indexOf(at, shape), shape)).toBe(at);
  expect(indexOf(23, shape)).toEqual([1, 2, 3]);
  expect(indexOf(0, [])).toEqual([]);
});

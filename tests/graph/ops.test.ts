import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import * as op from "../../src/graph/composed.ts";
import * as primitives from "../../src/graph/ops.ts";
import { inScope } from "../../src/graph/scope.ts";
import type { Shape } from "../../src/graph/value.ts";

const f = (...shape: number[]) => op.input("x", shape, "float64");

/** The message of the UserError that `act` throws: one line. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError && !error.message.includes("\n")) return error.message;
  }
  throw new Error("was not refused with a UserError of one line");
}

describe("shapes", () => {
  // As numpy.broadcast_shapes gives them.
  test.each<[Shape, Shape, Shape]>([
    [[], [], []],
    [[3], [], [3]],
    [[2, 3], [3], [2, 3]],
    [
      [2, 1],
      [1, 3],
      [2, 3],
    ],
    [
      [4, 1, 3],
      [5, 1],
      [4, 5, 3],
    ],
    [[1], [1, 1, 1], [1, 1, 1]],
  ])("(%s) and (%s) broadcast to (%s), either way round", (a, b, wanted) => {
    expect(op.add(f(...a), f(...b)).shape).toEqual(wanted);
    expect(op.greater(f(...b), f(...a)).shape).toEqual(wanted);
  });

  test("where stretches all three", () => {
    expect(op.where(f(4, 1), f(3), 0).shape).toEqual([4, 3]);
  });

  test("reductions drop their axes or keep them as 1; negative axes count from the last", () => {
    const x = f(2, 3, 4);
    expect(op.sum(x).shape).toEqual([]);
    expect(op.sum(x, -1).shape).toEqual([2, 3]);
    expect(op.max(x, [2, 0]).shape).toEqual([3]);
    expect(op.max(x, [-1, 0], true).shape).toEqual([1, 3, 1]);
  });

  test("movement, products and labels", () => {
    expect(op.transpose(f(2, 3, 4), [2, 0, 1]).shape).toEqual([4, 2, 3]);
    expect(op.matmul(f(2, 3), f(3, 5)).shape).toEqual([2, 5]);
    expect(op.slice(f(5, 4), [1, 0], [3, 4]).shape).toEqual([2, 4]);
    expect(op.pad(f(2, 2), [1, 0], [0, 3]).shape).toEqual([3, 5]);
    expect(op.argMax(f(7, 3))).toMatchObject({ shape: [7], dtype: "int32" });
    expect(op.oneHot(op.input("y", [7], "int32"), 3, "float32")).toMatchObject({
      shape: [7, 3],
      dtype: "float32",
    });
  });

  test("batches of products, with NumPy's broadcasting, and rows by one matrix", () => {
    expect(op.matmul(f(4, 2, 3), f(4, 3, 5)).shape).toEqual([4, 2, 5]);
    expect(op.matmul(f(7, 1, 2, 3), f(4, 3, 5)).shape).toEqual([7, 4, 2, 5]);
    expect(op.matmul(f(2, 3), f(4, 3, 5)).shape).toEqual([4, 2, 5]);
    const rows = op.matmul(f(4, 2, 3), f(3, 5));
    expect(rows).toMatchObject({
      op: "reshape",
      shape: [4, 2, 5],
      inputs: [{ op: "matmul", shape: [8, 5] }],
    });
  });

  test("tables, joined parts and orders", () => {
    const indices = op.input("i", [5, 2], "int32");
    expect(op.gather(f(9, 4), indices).shape).toEqual([5, 2, 4]);
    expect(op.scatterAdd(f(5, 2, 4), indices, 9).shape).toEqual([9, 4]);
    expect(op.concatenate([f(2, 3), f(4, 3)]).shape).toEqual([6, 3]);
    expect(op.concatenate([f(2, 3), f(2, 1)], -1).shape).toEqual([2, 4]);
    expect(op.stack([f(2, 3), f(2, 3), f(2, 3)], -1).shape).toEqual([2, 3, 3]);
    expect(op.split(f(6, 4), 3).map(({ shape }) => shape)).toEqual([
      [2, 4],
      [2, 4],
      [2, 4],
    ]);
    expect(op.cumsum(f(2, 3), 0)).toMatchObject({ shape: [2, 3], attributes: { axis: 0, reverse: false } });
    expect(op.argSort(f(2, 3))).toMatchObject({ shape: [2, 3], dtype: "int32" });
    const { values, indices: places } = op.topK(f(2, 3), 2);
    expect([values.shape, places.shape, places.dtype]).toEqual([[2, 2], [2, 2], "int32"]);
    expect(op.logSumExp(f(2, 3)).shape).toEqual([2, 1]);
    expect(op.cast(f(2), "int32").dtype).toBe("int32");
    const x = f(2);
    expect([op.cast(x, "float64"), op.concatenate([x])]).toEqual([x, x]);
  });

  test("a number takes the dtype of the value it meets", () => {
    expect(op.multiply(2, op.input("x", [], "float32")).dtype).toBe("float32");
  });
});

describe("what is refused names op, layer, shapes and the mend", () => {
  test("in a layer, and outside", () => {
    expect(refusal(() => inScope("dense2", () => op.matmul(f(32, 10), f(12, 5))))).toBe(
      "matmul in layer dense2: (32, 10) times (12, 5): 10 and 12 differ; the second matrix must have 10 rows",
    );
    expect(refusal(() => op.matmul(f(3), f(3, 5)))).toBe(
      "matmul: (3,) times (3, 5): both must be matrices; bring them to two axes with reshape",
    );
  });

  test("a layer's name ends with the layer, also after an error", () => {
    expect(() => inScope("dense1", () => op.matmul(f(1, 2), f(3, 4)))).toThrow("in layer dense1");
    expect(refusal(() => op.matmul(f(1, 2), f(3, 4)))).toMatch(/^matmul: /);
  });

  test.each<[string, () => unknown, string]>([
    [
      "broadcasting",
      () => op.add(f(3, 4), f(5)),
      "add: (3, 4) and (5,) do not broadcast: 4 and 5 differ on axis -1; lengths must be equal or 1",
    ],
    [
      "broadcasting in front",
      () => op.divide(f(2, 4), f(3, 1)),
      "divide: (2, 4) and (3, 1) do not broadcast: 2 and 3 differ on axis -2",
    ],
    [
      "two precisions",
      () => op.add(f(3), op.input("y", [3], "float32")),
      "add: mixes precisions (float64 (3,) and float32 (3,))",
    ],
    [
      "labels as amounts",
      () => op.multiply(op.input("y", [3], "int32"), 2),
      "multiply: int32 values are labels, not amounts",
    ],
    [
      "stretching what is not 1",
      () => op.broadcast(f(2, 3), [4, 3]),
      "broadcast: (2, 3) does not stretch to (4, 3); only axes of length 1 stretch",
    ],
    ["dropping an axis", () => op.broadcast(f(1, 3), [3]), "broadcast: (1, 3) does not stretch to (3,)"],
    [
      "another count",
      () => op.reshape(f(2, 3), [4, 2]),
      "reshape: (2, 3) has 6 elements and (4, 2) has 8; they must be as many",
    ],
    ["an axis that is not there", () => op.sum(f(2, 3), 2), "sum: axes [2] of (2, 3)"],
    ["an axis named twice", () => op.sum(f(2, 3), [0, -2]), "sum: axes [0,0] of (2, 3)"],
    [
      "a turn that loses an axis",
      () => op.transpose(f(2, 3), [0, 0]),
      "transpose: axes [0,0] do not name each",
    ],
    ["an empty part", () => op.slice(f(4), [2], [2]), "slice: [2] to [2] is not a part of (4,)"],
    ["a negative border", () => op.pad(f(4), [-1], [0]), "pad: [-1] before and [0] after do not fit (4,)"],
    [
      "batches that do not stretch",
      () => op.matmul(f(2, 4, 3), f(5, 3, 4)),
      "matmul: (2,) and (5,) do not broadcast: 2 and 5 differ on axis -1",
    ],
    [
      "rows of another length, in batches",
      () => op.matmul(f(2, 4, 3), f(5, 4)),
      "matmul: (2, 4, 3) times (5, 4): 3 and 5 differ; the second matrix must have 3 rows",
    ],
    [
      "float indices",
      () => op.gather(f(9, 4), f(2)),
      "gather: indices must be int32, not float64 (2,); give them as an Int32Array",
    ],
    [
      "a row too few",
      () => op.scatterAdd(f(3, 4), op.input("i", [2], "int32"), 9),
      "scatterAdd: (3, 4) has no row for each index of (2,)",
    ],
    [
      "a table of no rows",
      () => op.scatterAdd(f(2, 4), op.input("i", [2], "int32"), 0),
      "scatterAdd: shape (0, 4) must have whole positive lengths",
    ],
    [
      "joining what differs",
      () => op.concatenate([f(2, 3), f(2, 4)]),
      "concatenate: input 1 is (2, 4), input 0 (2, 3): only axis 0 may differ",
    ],
    [
      "joining what is no list",
      () => op.concatenate(f(2) as never),
      "concatenate: takes one list of values, such as [a, b], found an object",
    ],
    ["summing along no axis", () => op.cumsum(f(2, 3), 2), "cumsum: (2, 3) has no axis 2; there are 2"],
    ["parts of unequal length", () => op.split(f(5, 2), 2), "split: (5, 2) has no 2 parts of one length"],
    ["more than there are", () => op.topK(f(2, 3), 4), "topK: k = 4 of (2, 3): give 1 to the length"],
    [
      "another precision",
      () => op.cast(f(2), "float32"),
      'cast: from float64 to float32: one graph computes in one precision; name it where the graph is made: { dtype: "float32" }',
    ],
    ["sorting by another shape", () => op.sortBy(f(2), f(3)), "sortBy: (2,) and (3,) must be one shape"],
    ["a row of nothing", () => op.softmax(f()), "softmax: a scalar has no last axis"],
    [
      "a length of 0",
      () => op.input("x", [0, 2], "float64"),
      "input: shape (0, 2) must have whole positive lengths",
    ],
    [
      "too few numbers",
      () => op.constant(Float64Array.of(1), "float64", [2]),
      "constant: 1 numbers do not fill shape (2,)",
    ],
    ["float labels", () => op.oneHot(f(3), 2, "float64"), "oneHot: labels must be int32, not float64 (3,)"],
    [
      "a float key",
      () => op.uniform(f(), 0, [2], "float64"),
      "uniform: the key must be an int32 scalar, not float64 ()",
    ],
    ["numbers alone", () => op.add(1, 2), "add: [1,2] are all numbers; make one a constant"],
  ])("%s", (_, act, message) => {
    expect(refusal(act)).toContain(message);
  });
});

describe("JavaScript's own operators know no values", () => {
  const [a, b] = [f(2, 3), f(2, 3)] as unknown as [number, number];
  test.each<[string, () => unknown]>([
    ["a * b", () => a * b],
    ["a + b", () => a + b],
    ["-a", () => -a],
    ["a > 0 ? 1 : 2", () => (a > 0 ? 1 : 2)],
    ["a <= b", () => a <= b],
    ["Math.max(a, b)", () => Math.max(a, b)],
  ])("%s throws, with the op to take", (_, act) => {
    expect(refusal(act)).toBe(
      "input float64 (2, 3) stands in an operator of JavaScript, which knows no values of a graph: for a * b write " +
        "op.multiply(a, b), for a > 0 op.greater(a, 0), for a > 0 ? b : c op.where(op.greater(a, 0), b, c)",
    );
  });

  test("the layer is named where there is one", () => {
    const y = inScope("dense2", () => op.exp(f(3))) as unknown as number;
    expect(refusal(() => y * 2)).toMatch(/^exp float64 \(3,\) in layer dense2 stands in an operator/);
  });

  test("in a text a value is its op and type; it can be copied, compared and written as JSON", () => {
    const y = op.matmul(f(4, 3), f(3, 2));
    expect(`${y}`).toBe("matmul float64 (4, 2)");
    expect([y].join()).toBe("matmul float64 (4, 2)");
    expect(structuredClone(y)).toEqual(y);
    expect(JSON.parse(JSON.stringify(y))).toMatchObject({ op: "matmul", shape: [4, 2] });
    expect(Object.keys(y)).toEqual(["id", "op", "inputs", "attributes", "shape", "dtype", "scope"]);
  });
});

test("what a program has as `op` is every op, and what is made of ops", () => {
  expect(op).toMatchObject(primitives);
});

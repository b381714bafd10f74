import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import * as op from "../../src/graph/composed.ts";
import { gradient } from "../../src/graph/gradient.ts";
import { printGraph } from "../../src/graph/print.ts";
import { simplify } from "../../src/graph/simplify.ts";
import type { Graph, Value } from "../../src/graph/value.ts";
import { results, size, topological } from "../../src/graph/value.ts";

const x = op.input("x", [2, 3], "float64");
const row = op.input("row", [3], "float64");
const s = op.input("s", [], "float64");
const y = op.input("y", [2], "int32");
const inputs = { x, row, s, y };
const graphOf = (y: Value): Graph => ({ inputs, state: {}, outputs: { y }, updates: {} });

/** The lines of what is left to compute. */
const simplest = (y: Value) =>
  printGraph(simplify(graphOf(y)).outputs.y!)
    .split("\n")
    .filter((line) => line.startsWith("%"));

describe("one law at a time", () => {
  const one = op.constant(1, "float64");
  test.each<[string, Value, string[]]>([
    ["x · 1", op.multiply(x, 1), []],
    ["1 · x", op.multiply(one, x), []],
    ["x + 0", op.add(0, x), []],
    ["x − 0", op.subtract(x, 0), []],
    ["x / 1", op.divide(x, 1), []],
    ["−(−x)", op.negate(op.negate(x)), []],
    ["0 − x", op.subtract(0, x), ["%1 = negate(x)  float64[2,3]"]],
    ["x · (−1)", op.multiply(x, -1), ["%1 = negate(x)  float64[2,3]"]],
    ["x + (−row)", op.add(x, op.negate(row)), ["%1 = subtract(x, row)  float64[2,3]"]],
    ["x − (−row)", op.subtract(x, op.negate(row)), ["%1 = add(x, row)  float64[2,3]"]],
    ["−(x − row)", op.negate(op.subtract(x, row)), ["%1 = subtract(row, x)  float64[2,3]"]],
    [
      "(−x) · row",
      op.multiply(op.negate(x), row),
      ["%1 = multiply(x, row)  float64[2,3]", "%2 = negate(%1)  float64[2,3]"],
    ],
    ["2 · (x · 3)", op.multiply(2, op.multiply(x, 3)), ["%1 = multiply(x, 6)  float64[2,3]"]],
    [
      "x·3 − row·3",
      op.subtract(op.multiply(x, 3), op.multiply(row, 3)),
      ["%1 = subtract(x, row)  float64[2,3]", "%2 = multiply(%1, 3)  float64[2,3]"],
    ],
    ["Σ −x", op.sum(op.negate(x), 0), ["%1 = sum(x, axes=[0])  float64[3]", "%2 = negate(%1)  float64[3]"]],
    [
      "a stretched factor",
      op.multiply(op.broadcast(row, [2, 3]), x),
      ["%1 = multiply(row, x)  float64[2,3]"],
    ],
    [
      "a function of a stretched row",
      op.exp(op.broadcast(row, [4, 3])),
      ["%1 = exp(row)  float64[3]", "%2 = broadcast(%1)  float64[4,3]"],
    ],
    [
      "the sum of a stretched row",
      op.sum(op.broadcast(row, [4, 3]), 0),
      ["%1 = multiply(row, 4)  float64[3]"],
    ],
    ["x¹", op.pow(x, 1), []],
    ["x²", op.pow(x, 2), ["%1 = multiply(x, x)  float64[2,3]"]],
    ["x^½", op.pow(x, 0.5), ["%1 = sqrt(x)  float64[2,3]"]],
    ["x⁻¹", op.pow(x, -1), ["%1 = divide(1, x)  float64[2,3]"]],
    ["a choice that is none", op.where(op.equal(one, 2), x, row), ["%1 = broadcast(row)  float64[2,3]"]],
    [
      "x·3 + row·(−3)",
      op.add(op.multiply(x, 3), op.multiply(row, -3)),
      ["%1 = subtract(x, row)  float64[2,3]", "%2 = multiply(%1, 3)  float64[2,3]"],
    ],
    ["softmax of x − s", op.softmax(op.subtract(x, s)), ["%1 = softmax(x)  float64[2,3]"]],
    [
      "softmax of x − row, which is another",
      op.softmax(op.subtract(x, row)),
      ["%1 = subtract(x, row)  float64[2,3]", "%2 = softmax(%1)  float64[2,3]"],
    ],
    [
      "Σ softmax x",
      op.add(op.sum(op.softmax(x), 1), s),
      ["%1 = add(s, 1)  float64[]", "%2 = broadcast(%1)  float64[2]"],
    ],
    [
      "Σ one-hot, where a label may be none of the classes",
      op.sum(op.oneHot(y, 3, "float64"), 1),
      ["%1 = oneHot(y, classes=3)  float64[2,3]", "%2 = sum(%1, axes=[1])  float64[2]"],
    ],
    [
      "parts side by side among zeros",
      op.add(
        op.pad(op.exp(row), [4], [0]),
        op.add(op.pad(row, [1], [3]), op.pad(op.constant(Float64Array.of(7), "float64", [1]), [0], [6])),
      ),
      [
        "%1 = exp(row)  float64[3]",
        "%2 = constant()  float64[1]",
        "%3 = concatenate(%2, row, %1, axis=0)  float64[7]",
      ],
    ],
    [
      "parts that overlap",
      op.add(op.pad(row, [1], [0]), op.pad(row, [0], [1])),
      [
        "%1 = pad(row, before=[1], after=[0])  float64[4]",
        "%2 = pad(row, before=[0], after=[1])  float64[4]",
        "%3 = add(%1, %2)  float64[4]",
      ],
    ],
    ["turned twice", op.transpose(op.transpose(x)), []],
    ["there and back", op.reshape(op.reshape(x, [6]), [2, 3]), []],
    [
      "1 in a shape that 1 · x would not have",
      op.multiply(op.broadcast(one, [2, 3]), s),
      ["%1 = broadcast(s)  float64[2,3]"],
    ],
  ])("%s", (_, y, lines) => {
    expect(simplest(y)).toEqual(lines);
  });

  test("equal values are one, in whatever order they were written; other attributes make other values", () => {
    const y = op.add(op.multiply(op.exp(x), op.exp(x)), op.multiply(op.sum(x, 0), op.sum(x, 0, true)));
    const ops = topological([simplify(graphOf(y)).outputs.y!]).map((v) => v.op);
    expect(ops.filter((name) => name === "exp")).toHaveLength(1);
    expect(ops.filter((name) => name === "sum")).toHaveLength(2);
    const zeros = op.divide(op.constant(0, "float64"), s);
    const negative = op.divide(op.constant(-0, "float64"), s);
    expect(
      topological([simplify(graphOf(op.subtract(zeros, negative))).outputs.y!]).filter(
        (v) => v.op === "divide",
      ),
    ).toHaveLength(2);
  });

  test("float32 constants are computed in float32", () => {
    const y = op.multiply(op.constant(0.1, "float32"), op.constant(0.2, "float32"));
    const found = simplify({ inputs: {}, state: {}, outputs: { y }, updates: {} }).outputs.y!;
    expect(found.attributes).toMatchObject({ data: Math.fround(0.1 * 0.2) });
  });
});

/** Any expression of x, row and s, with the 0s, 1s, signs and stretches that the laws speak of. */
const { expression } = fc.letrec<{ expression: Value }>((tie) => {
  const sub = tie("expression");
  const part = fc.tuple(sub, sub);
  const both = (make: (a: Value, b: Value) => Value) => part.map(([a, b]) => make(a, b));
  const wide = (v: Value) => op.broadcast(v, [2, 3]);
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthSize: "medium" },
      fc.constantFrom<Value>(x, row, s, ...[0, 1, -1, 2, -0.5].map((n) => op.constant(n, "float64"))),
      both(op.add),
      both(op.subtract),
      both(op.multiply),
      both(op.maximum),
      both((a, b) => op.where(op.greater(a, b), a, b)),
      sub.map(op.negate),
      sub.map(op.tanh),
      sub.map((a) => op.sum(wide(a), 0)),
      sub.map((a) => op.sum(wide(a), 1, true)),
      sub.map((a) => op.mean(a)),
      sub.map((a) => op.transpose(op.transpose(wide(a)))),
      sub.map((a) => op.reshape(op.reshape(a, [1, 1, size(a.shape)]), a.shape)),
      sub.map((a) => op.divide(a, 2)),
      both((a, b) => op.softmax(op.subtract(wide(a), b))),
      both((a, b) => op.split(op.concatenate([wide(a), wide(b)], 1), 2, 1)[1]),
      both((a, b) => op.add(op.pad(wide(a), [0, 1], [0, 3]), op.pad(wide(b), [0, 4], [0, 0]))).map((a) =>
        op.slice(a, [0, 2], [2, 5]),
      ),
    ),
  };
});

describe("the whole", () => {
  test("computes the same numbers, and never takes more operations: values and gradients", () => {
    fc.assert(
      fc.property(expression, (y) => {
        const total = op.sum(op.add(y, op.multiply(x, 0.5)));
        const [dx, dRow] = gradient(total, [x, row]);
        const graph: Graph = { inputs, state: {}, outputs: { y, dx: dx!, dRow: dRow! }, updates: {} };
        const simpler = simplify(graph);
        expect(topological(results(simpler)).length).toBeLessThanOrEqual(topological(results(graph)).length);
        const [wanted, found] = [graph, simpler].map((g) => {
          const program = referenceEngine.compile(g);
          program.set("x", [0.3, -1.2, 2.5, 0.7, -0.4, 1.1]);
          program.set("row", [1.5, -0.6, 0.2]);
          program.set("s", [-0.8]);
          program.run();
          return ["y", "dx", "dRow"].flatMap((name) => [...program.get(name)]);
        });
        found!.forEach((n, i) => {
          expect(Math.abs(n - wanted![i]!)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted![i]!)));
        });
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  test("what is simplest stays as it is", () => {
    fc.assert(
      fc.property(expression, (y) => {
        const once = simplify(graphOf(y));
        expect(printGraph(simplify(once))).toBe(printGraph(once));
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

import { expect, test } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import { UserError } from "../../src/errors.ts";
import { gradient } from "../../src/graph/gradient.ts";
import * as op from "../../src/graph/ops.ts";
import { mermaid, printGraph } from "../../src/graph/print.ts";
import { asWritten, simplify } from "../../src/graph/simplify.ts";
import type { Graph, Value } from "../../src/graph/value.ts";

/** y = Σ tanh(−(−x)) · 2 with its gradient; where `name` is a name, three values carry one. */
function graphOf(name: (name: string, value: Value) => Value): Graph {
  const x = op.input("x", [3], "float64");
  const twice = name("twice", op.negate(name("once", op.negate(x))));
  const y = op.sum(op.multiply(name("bent", op.tanh(twice)), 2));
  return { inputs: { x }, state: {}, outputs: { y, slope: gradient(y, [x])[0] }, updates: {} };
}

const plain = (_: string, value: Value) => value;

test("no result depends on a name, simplified or not", () => {
  const results = [graphOf(plain), graphOf(op.named)].flatMap((graph) =>
    [graph, simplify(graph)].map((one) => {
      const program = referenceEngine.compile(one);
      program.set("x", [0.3, -2, 1e-9]);
      program.run();
      return [...program.get("y"), ...program.get("slope")];
    }),
  );
  for (const result of results.slice(1)) expect(result).toEqual(results[0]);
});

test("a name is the value's own: nothing is put between", () => {
  const x = op.input("x", [3], "float64");
  const y = op.exp(x);
  expect(op.named("y", y)).toBe(y);
});

test("a name stands in the text and in the drawing, and on what simplify leaves of its value", () => {
  const text = printGraph(graphOf(op.named));
  expect(text).toContain("\nonce = negate(x)  float64[3]\n");
  expect(text).toContain("\ntwice = negate(once)  float64[3]\n");
  const simple = printGraph(simplify(graphOf(op.named)));
  expect(simple).toContain("bent = tanh(x)  float64[3]");
  expect(simple).not.toContain("once");
  expect(mermaid(simplify(graphOf(op.named)))).toContain('["bent: tanh (3,)"]');
});

test("what was written can be had of what was simplified, also twice", () => {
  const graph = graphOf(plain);
  expect(asWritten(simplify(simplify(graph)))).toBe(graph);
  expect(asWritten(graph)).toBe(graph);
});

test("what is no name or no value is refused", () => {
  const x = op.input("x", [3], "float64");
  expect(() => op.named("", x)).toThrow(UserError);
  expect(() => (op.named as (a: unknown, b: unknown) => unknown)(x, "x")).toThrow(
    "give a word, then the value",
  );
  expect(() => op.named("x", 3 as never)).toThrow("named: input 0 is the number 3");
});

test("simplify leaves the names of what was written alone", () => {
  const graph = graphOf(op.named);
  const before = printGraph(graph);
  simplify(graph);
  expect(printGraph(graph)).toBe(before);
  const x = op.input("x", [2], "float64");
  const [a, b] = [op.named("a", op.exp(x)), op.named("b", op.exp(x))];
  const twins = { inputs: { x }, state: {}, outputs: { sum: op.add(a, b) }, updates: {} };
  simplify(twins);
  expect(printGraph(twins)).toContain("\na = exp(x)  float64[2]\nb = exp(x)  float64[2]\n");
});

test("a refusal tells the names of what does not fit", () => {
  const scores = op.named("scores", op.exp(op.input("x", [2, 3], "float64")));
  const table = op.input("table", [4, 5], "float64");
  expect(() => op.matmul(scores, table)).toThrow(
    /^matmul: \(2, 3\) times \(4, 5\): .* \(input 0 is scores\)$/,
  );
  expect(() => op.add(op.named("bias", op.exp(table)), scores)).toThrow(
    / \(input 0 is bias, input 1 is scores\)$/,
  );
});

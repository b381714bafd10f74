import { describe, expect, test } from "vitest";
import * as op from "../../../src/graph/composed.ts";
import { formulaText } from "../../../src/graph/inspection/notation.ts";
import { type Term, termText } from "../../../src/graph/inspection/terms.ts";
import type { Value } from "../../../src/graph/value.ts";
import { isOp } from "../../../src/graph/value.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => op.input(name, [2, 2], "float64"));
const s = op.input("s", [], "float64");
const i = op.input("i", [3], "int32");
const images = op.input("images", [1, 4, 4, 2], "float64");
const windows = { kernel: [2, 2], stride: [2, 2], padding: [0, 0] } as const;

/** Only inputs have names: all else is written out. */
const written = (y: Value) =>
  formulaText(y, (value) => (isOp(value, "input") ? value.attributes.name : undefined));

describe("a value as a formula", () => {
  const cases: [Value, string][] = [
    [op.add(op.matmul(a, b), c), "a b + c"],
    [op.matmul(op.add(a, b), c), "(a + b) c"],
    [op.matmul(a, op.matmul(b, c)), "a (b c)"],
    [op.matmul(op.matmul(a, b), c), "a b c"],
    [op.matmul(a, op.transpose(b)), "a bᵀ"],
    [op.transpose(op.add(a, b)), "(a + b)ᵀ"],
    [op.multiply(op.add(a, b), c), "(a + b) ⊙ c"],
    [op.multiply(a, s), "a · s"],
    [op.multiply(a, 0.5), "a · 0.5"],
    [op.multiply(a, -1), "a · (-1)"],
    [op.subtract(1, a), "1 − a"],
    [op.subtract(a, op.subtract(b, c)), "a − (b − c)"],
    [op.subtract(op.subtract(a, b), c), "a − b − c"],
    [op.add(a, op.negate(b)), "a + (−b)"],
    [op.negate(op.add(a, b)), "−(a + b)"],
    [op.negate(op.sum(op.multiply(a, b))), "−Σ a ⊙ b"],
    [op.multiply(op.sum(a), 2), "(Σ a) · 2"],
    [op.sum(op.add(a, b), 0), "Σ[0] (a + b)"],
    [op.max(a, 1, true), "max[1](a)"],
    [op.divide(a, op.multiply(b, c)), "a / (b ⊙ c)"],
    [op.pow(op.add(a, b), 2), "(a + b)^2"],
    [op.sqrt(op.abs(a)), "√(|a|)"],
    [op.sigmoid(op.matmul(a, b)), "σ(a b)"],
    [op.maximum(a, 0), "max(a, 0)"],
    [op.where(op.greater(a, 0), b, c), "where(1[a > 0], b, c)"],
    [op.multiply(op.broadcast(op.reshape(s, [1, 1]), [2, 2]), a), "s ⊙ a"],
    [op.gather(a, i), "a[i]"],
    [op.slice(a, [0, 1], [1, 2]), "a[0:1, 1:2]"],
    [op.concatenate([a, b], 1), "concatenate[1](a, b)"],
    [op.maxPool(images, images, windows), "maxPool(images)"],
    [op.logSumExp(a), "logSumExp(a)"],
    [op.multiply(a, 1 - 0.9), "a · 0.1"],
  ];
  test.each(cases.map(([value, text]) => [text, value] as const))("%s", (text, value) => {
    expect(written(value)).toBe(text);
  });
});

describe("a number as a formula", () => {
  const call = (name: Extract<Term, { op: unknown }>["op"], ...of: Term[]): Term => ({
    op: name,
    of,
    number: 0,
  });
  const of = (number: number): Term => ({ number });
  const [x, y, z] = [2, -3, 4].map(of);
  const cases: [Term, string][] = [
    [call("multiply", call("add", x, z), z), "(2 + 4) · 4"],
    [call("multiply", x, call("multiply", x, z)), "2 · (2 · 4)"],
    [call("multiply", call("multiply", x, z), x), "2 · 4 · 2"],
    [call("multiply", y, y), "-3 · (-3)"],
    [call("subtract", x, y), "2 − (-3)"],
    [call("add", x, call("multiply", y, z)), "2 + (-3 · 4)"],
    [call("add", x, call("add", x, z)), "2 + (2 + 4)"],
    [call("negate", y), "−(-3)"],
    [call("sum", x, y, z), "2 + (-3) + 4"],
    [call("divide", x, call("add", x, call("exp", call("negate", z)))), "2 / (2 + exp(−4))"],
    [call("where", call("greater", x, z), x, z), "2 > 4 ? 2 : 4"],
    [call("multiply", call("where", call("greater", x, z), x, z), z), "(2 > 4 ? 2 : 4) · 4"],
    [call("whereLargest", x, z, x, z), "max(2, 4)"],
    [call("whereLargest", x, z, y, x), "(-3, 2)[argmax(2, 4)]"],
  ];
  test.each(cases.map(([term, text]) => [text, term] as const))("%s", (text, term) => {
    expect(termText(term, (part) => ("op" in part ? undefined : String(part.number)))).toBe(text);
  });
});

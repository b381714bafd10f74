import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import * as op from "../../../src/graph/ops.ts";
import type { FloatDtype, Graph, Value } from "../../../src/graph/value.ts";
import { size } from "../../../src/graph/value.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await loadWasmEngine();
});

/** Outputs of both engines, from the same inputs and states; the states after the run too. */
function hold(graph: Graph, tolerance: number): void {
  const [ours, theirs] = [engine, referenceEngine].map((e) => e.compile(graph));
  const fed = { ...graph.inputs, ...graph.state };
  Object.entries(fed).forEach(([name, { shape }], n) => {
    const numbers = Float64Array.from({ length: size(shape) }, (_, i) => Math.sin(1 + 12.9898 * i + n));
    for (const program of [ours!, theirs!]) program.set(name, numbers);
  });
  ours!.run();
  theirs!.run();
  for (const name of [...Object.keys(graph.outputs), ...Object.keys(graph.updates)]) {
    const [a, b] = [ours!.get(name), theirs!.get(name)];
    expect(a.length).toBe(b.length);
    const largest = Array.from(b, Math.abs).reduce((m, x) => Math.max(m, x), 0);
    const worst = Array.from(b, (x, i) => Math.abs(x - a[i]!)).reduce((m, x) => Math.max(m, x), 0);
    expect(worst / Math.max(largest, 1e-3), name).toBeLessThanOrEqual(tolerance);
  }
  ours!.dispose();
}

/** Each path of the product: tiles cut short, panels or none, k in one part, just in one, in several. */
const sizes: [rows: number, k: number, columns: number][] = [
  [1, 1, 1],
  [4, 8, 8],
  [3, 5, 7],
  [5, 256, 9],
  [6, 257, 12],
  [11, 9, 32],
  [7, 256, 8],
  [7, 257, 8],
  [1, 700, 3],
  [130, 70, 66],
  [33, 600, 41],
  [300, 90, 5],
  [7, 300, 130],
];

describe.each([
  ["float64", 1e-13],
  ["float32", 1e-5],
] as const)("products in %s", (dtype: FloatDtype, tolerance) => {
  test.each(sizes)("(%i, %i) times the second, each as it is and transposed", (rows, k, columns) => {
    const a = op.input("a", [rows, k], dtype);
    const at = op.input("at", [k, rows], dtype);
    const b = op.input("b", [k, columns], dtype);
    const bt = op.input("bt", [columns, k], dtype);
    const bias = op.input("bias", [1, columns], dtype);
    const vector = op.input("vector", [columns], dtype);
    const rate = op.input("rate", [], dtype);
    const product = (x: Value, y: Value) =>
      op.matmul(x === at ? op.transpose(at) : x, y === bt ? op.transpose(bt) : y);
    const w = op.input("w", [rows, columns], dtype);
    const v = op.input("v", [rows, columns], dtype);
    const u = op.input("u", [rows, columns], dtype);
    hold(
      {
        inputs: { a, at, b, bt, bias, vector, rate, u },
        state: { w, v },
        outputs: {
          plain: product(a, b),
          left: product(at, b),
          right: product(a, bt),
          both: product(at, bt),
          withBias: op.add(product(a, b), bias),
          withVector: op.add(vector, product(at, b)),
          twice: op.add(product(a, bt), product(at, b)),
          half: op.multiply(product(a, b), rate),
          less: op.subtract(u, product(a, bt)),
          lessTurned: op.subtract(bias, product(at, b)),
          sloped: op.multiply(product(a, bt), op.multiply(u, op.subtract(1, u))),
          slopedTurned: op.multiply(op.multiply(op.subtract(1, u), u), product(at, b)),
        },
        updates: {
          w: op.subtract(w, op.multiply(product(at, b), rate)),
          v: op.add(op.multiply(product(a, b), rate), v),
        },
      },
      tolerance,
    );
  });

  // Fewer than 64 columns are multiplied without looking for zeros, 64 and more with lists of what is not 0.
  test.each([
    [16, 300, 102],
    [17, 40, 64],
    [5, 5, 130],
  ])("zeros left out change no bit: %i rows, %i deep, %i columns", (rows, k, columns) => {
    const a = op.input("a", [rows, k], dtype);
    const at = op.input("at", [k, rows], dtype);
    const b = op.input("b", [k, columns], dtype);
    const bt = op.input("bt", [columns, k], dtype);
    const w = op.input("w", [rows, columns], dtype);
    const rate = op.input("rate", [], dtype);
    const left = { a, at: op.transpose(at) };
    const product = (name: "a" | "at", from: number, to: number) => [
      op.matmul(left[name], op.slice(b, [0, from], [k, to])),
      op.matmul(left[name], op.transpose(op.slice(bt, [from, 0], [to, k]))),
    ];
    const outputs: Record<string, Value> = {};
    for (const name of ["a", "at"] as const) {
      product(name, 0, columns).forEach((whole, i) => {
        outputs[`${name} ${i}`] = whole;
        outputs[`${name} ${i} into w`] = op.subtract(w, op.multiply(whole, rate));
      });
      for (let from = 0; from < columns; from += 40) {
        const to = Math.min(columns, from + 40);
        product(name, from, to).forEach((part, i) => {
          outputs[`${name} ${i} from ${from}`] = part;
          const below = op.slice(w, [0, from], [rows, to]);
          outputs[`${name} ${i} into w from ${from}`] = op.subtract(below, op.multiply(part, rate));
        });
      }
    }
    const program = engine.compile({ inputs: { a, at, b, bt, w, rate }, state: {}, outputs, updates: {} });
    const numbers = (length: number, n: number) =>
      Float64Array.from({ length }, (_, i) => Math.sin(1 + 12.9898 * i + n));
    const sparse = (length: number, n: number) =>
      numbers(length, n).map((x, i) => (Math.sin(i * i) < 0.4 ? (i % 3 === 0 ? -0 : 0) : x));
    program.set("a", sparse(rows * k, 1));
    program.set("at", sparse(rows * k, 2));
    program.set("b", numbers(k * columns, 3));
    program.set("bt", numbers(k * columns, 4));
    program.set("w", numbers(rows * columns, 5));
    program.set("rate", [0.3]);
    program.run();
    for (const name of Object.keys(outputs).filter((one) => !one.includes("from"))) {
      const whole = program.get(name);
      for (let from = 0; from < columns; from += 40) {
        const part = program.get(`${name} from ${from}`);
        const wide = part.length / rows;
        expect(part.some((x) => x !== 0)).toBe(true);
        for (let i = 0; i < rows; i++) {
          const there = whole.subarray(i * columns + from, i * columns + from + wide);
          expect(there, name).toEqual(part.subarray(i * wide, (i + 1) * wide));
        }
      }
    }
    program.dispose();
  });

  test("elementwise over more axes than a kernel loops over, stretched every other one", () => {
    const x = op.input("x", [2, 1, 3, 1, 2, 5], dtype);
    const y = op.input("y", [1, 4, 1, 3, 1, 5], dtype);
    const z = op.input("z", [2, 1, 3, 1, 2, 1], dtype);
    const outputs = {
      sum: op.add(x, y),
      product: op.multiply(z, y),
      chosen: op.where(op.greater(x, y), z, y),
    };
    hold({ inputs: { x, y, z }, state: {}, outputs, updates: {} }, tolerance);
  });

  test("movement of many axes", () => {
    const x = op.input("x", [2, 3, 4, 5, 6], dtype);
    const outputs = {
      turned: op.transpose(x, [3, 1, 4, 0, 2]),
      part: op.slice(x, [0, 1, 1, 0, 2], [2, 3, 3, 4, 5]),
      framed: op.pad(x, [1, 0, 2, 1, 1], [0, 1, 0, 1, 2]),
      stretched: op.broadcast(op.sum(x, [1, 3], true), [2, 3, 4, 5, 6]),
      flat: op.reshape(x, [720]),
      other: op.reshape(x, [8, 9, 10]),
    };
    hold({ inputs: { x }, state: {}, outputs, updates: {} }, tolerance);
  });

  test("sums and maxima over any axes, long ones too", () => {
    const x = op.input("x", [3, 70, 2, 301], dtype);
    const axes = [[0], [1], [3], [0, 1], [1, 2], [2, 3], [0, 2], [1, 3], [0, 1, 2, 3], []];
    const outputs = Object.fromEntries(
      axes.flatMap((list) =>
        [true, false].flatMap((keep) => [
          [`sum ${list} ${keep}`, op.sum(x, list, keep)],
          [`max ${list} ${keep}`, op.max(x, list, keep)],
        ]),
      ),
    );
    hold({ inputs: { x }, state: {}, outputs, updates: {} }, tolerance);
  });
});

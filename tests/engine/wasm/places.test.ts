import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import * as op from "../../../src/graph/composed.ts";
import { gradient } from "../../../src/graph/gradient.ts";
import { simplify } from "../../../src/graph/simplify.ts";
import type { Dtype, FloatDtype, Graph, Shape, Value } from "../../../src/graph/value.ts";
import { size } from "../../../src/graph/value.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await loadWasmEngine();
});

interface Drawn {
  readonly inputs: readonly (readonly [Shape, Dtype?])[];
  readonly f: (...x: Value[]) => Value;
}

const length = fc.integer({ min: 1, max: 7 });
const shapes = fc.array(length, { minLength: 1, maxLength: 4 });
/** A shape and one of its axes. */
const withAxis = shapes.chain((shape) => fc.tuple(fc.constant(shape), fc.nat(shape.length - 1)));
/** The batch axes of two factors that stretch to each other. */
const batches = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }), fc.nat(7), fc.nat(7), fc.nat(3))
  .map(([axes, ones, others, dropped]): [Shape, Shape] => [
    axes.map((n, i) => ((ones >> i) & 1 ? 1 : n)),
    axes.map((n, i) => ((others >> i) & 1 ? 1 : n)).slice(Math.min(dropped, axes.length)),
  ]);
const extent = fc.constantFrom(1, 2, 3, 5, 8, 17, 66);

/** Ops that bring numbers to other places, on shapes of all kinds. */
const drawn: Record<string, fc.Arbitrary<Drawn>> = {
  matmul: fc
    .tuple(batches, extent, extent, extent, fc.boolean(), fc.boolean())
    .map(([[s, t], n, k, m, aTurned, bTurned]): Drawn => {
      const turned = (x: Value) => {
        const axes = x.shape.map((_, axis) => axis);
        return op.transpose(x, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
      };
      return {
        inputs: [[aTurned ? [...s, k, n] : [...s, n, k]], [bTurned ? [...t, m, k] : [...t, k, m]]],
        f: (a, b) => op.matmul(aTurned ? turned(a) : a, bTurned ? turned(b) : b),
      };
    }),
  concatenate: fc.tuple(withAxis, length, length).map(
    ([[shape, axis], second, third]): Drawn => ({
      inputs: [[shape], [shape.with(axis, second)], [shape.with(axis, third)]],
      f: (...x) => op.concatenate(x, axis),
    }),
  ),
  "stack and split": withAxis.map(
    ([shape, axis]): Drawn => ({
      inputs: [[shape], [shape], [shape]],
      f: (...x) =>
        op.concatenate(op.split(op.concatenate(op.split(op.stack(x, axis), 3, axis), axis), 3, axis), 0),
    }),
  ),
  gather: fc.tuple(shapes, fc.array(length, { maxLength: 3 })).map(
    ([table, indices]): Drawn => ({
      inputs: [[table], [indices, "int32"]],
      f: (x, i) => op.gather(x, i),
    }),
  ),
  scatterAdd: fc.tuple(fc.array(length, { maxLength: 3 }), fc.array(length, { maxLength: 2 }), length).map(
    ([indices, row, rows]): Drawn => ({
      inputs: [[[...indices, ...row]], [indices, "int32"]],
      f: (x, i) => op.scatterAdd(x, i, rows),
    }),
  ),
  cumsum: fc.tuple(withAxis, fc.boolean()).map(
    ([[shape, axis], reverse]): Drawn => ({
      inputs: [[shape]],
      f: (x) => op.cumsum(x, axis, reverse),
    }),
  ),
  sortBy: fc.tuple(shapes, extent, fc.boolean()).map(
    ([shape, n, descending]): Drawn => ({
      inputs: [[[...shape.slice(0, 2), n]], [[...shape.slice(0, 2), n]]],
      f: (x, by) => op.sortBy(x, op.floor(op.multiply(by, 4)), descending),
    }),
  ),
  cast: shapes.map(
    (shape): Drawn => ({
      inputs: [[shape]],
      f: (x) => op.cast(op.cast(op.multiply(x, 100), "int32"), x.dtype),
    }),
  ),
  logSumExp: fc.tuple(shapes, extent).map(
    ([shape, n]): Drawn => ({
      inputs: [[[...shape.slice(0, 2), n]]],
      f: (x) => op.logSumExp(op.multiply(x, 9)),
    }),
  ),
  "sin, cos, abs and powers": shapes.map(
    (shape): Drawn => ({
      inputs: [[shape], [shape.slice(-1)]],
      f: (x, y) => op.pow(op.abs(op.sin(op.multiply(x, 9))), op.cos(y)),
    }),
  ),
};

/** The value and its gradients, by the floats that it is a function of. */
function graphOf({ inputs, f }: Drawn, dtype: FloatDtype): Graph {
  const x = inputs.map(([shape, labels], i) => op.input(`x${i}`, shape, labels ?? dtype));
  const y = f(...x);
  const floats = x.filter((value) => value.dtype !== "int32");
  const found = gradient(op.sum(op.multiply(y, op.sin(y))), floats);
  const outputs = { y, ...Object.fromEntries(found.map((value, i) => [`d${i}`, value])) };
  return {
    inputs: Object.fromEntries(x.map((value, i) => [`x${i}`, value])),
    state: {},
    outputs,
    updates: {},
  };
}

describe.each(Object.entries(drawn))("%s on any shapes", (_, arbitrary) => {
  test.each([
    ["float64", 1e-12],
    ["float32", 2e-4],
  ] as const)("is the reference engine's, and so are its gradients (%s)", (dtype, tolerance) => {
    fc.assert(
      fc.property(arbitrary, (one) => {
        const graph = simplify(graphOf(one, dtype));
        const [ours, theirs] = [engine, referenceEngine].map((e) => e.compile(graph));
        Object.entries(graph.inputs).forEach(([name, value], n) => {
          const numbers = Float64Array.from({ length: size(value.shape) }, (_, i) =>
            value.dtype === "int32" ? ((i * 5 + n) % 9) - 1 : Math.sin(1 + 12.9898 * i + n),
          );
          for (const program of [ours, theirs]) program.set(name, numbers);
        });
        ours.run();
        theirs.run();
        for (const name of Object.keys(graph.outputs)) {
          const [a, b] = [ours.get(name), theirs.get(name)];
          expect(a.length).toBe(b.length);
          const largest = Array.from(b, Math.abs).reduce((m, x) => Math.max(m, x), 1);
          const worst = Array.from(b, (x, i) => Math.abs(x - a[i])).reduce((m, x) => Math.max(m, x), 0);
          expect(worst / largest, name).toBeLessThanOrEqual(tolerance);
        }
        ours.dispose();
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});

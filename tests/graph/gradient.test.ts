import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import * as op from "../../src/graph/composed.ts";
import { customGradient } from "../../src/graph/customGradient.ts";
import { gradient } from "../../src/graph/gradient.ts";
import { opNames } from "../../src/graph/ops.ts";
import { simplify } from "../../src/graph/simplify.ts";
import type { OpName, Shape, Value, Windows } from "../../src/graph/value.ts";
import { size } from "../../src/graph/value.ts";
import { worstDifference } from "./slopes.ts";

const tolerance = 1e-6;
const runs = { numRuns: 25, seed: 1 };

/** Numbers of both signs, at least `away` from 0 and from each other's multiples of a step, so that no kink is met. */
const numbersOf = (count: number, away: number) =>
  fc
    .tuple(
      fc.shuffledSubarray(
        Array.from({ length: 60 }, (_, i) => i),
        { minLength: Math.min(count, 60), maxLength: Math.min(count, 60) },
      ),
      fc.array(fc.boolean(), { minLength: count, maxLength: count }),
    )
    .map(([places, signs]) => places.map((place, i) => (signs[i] ? 1 : -1) * (away + place / 37)));

const array = (shape: Shape, away = 0.05) =>
  numbersOf(size(shape), away).map((numbers) => ({ shape, numbers }));
const positive = (shape: Shape) =>
  array(shape, 0.2).map(({ numbers }) => ({ shape, numbers: numbers.map(Math.abs) }));

const shapes = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });
const nonScalars = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });

/** A shape and another that stretches to it, or that both stretch: axes dropped in front, lengths made 1 on either side. */
const pairs = fc
  .tuple(
    shapes,
    fc.nat(3),
    fc.array(fc.constantFrom("both", "first", "second"), { minLength: 3, maxLength: 3 }),
  )
  .map(([shape, dropped, kept]): [Shape, Shape] => [
    shape.map((n, i) => (kept[i] === "second" ? 1 : n)),
    shape.map((n, i) => (kept[i] === "first" ? 1 : n)).slice(Math.min(dropped, shape.length)),
  ]);

type At = { readonly shape: Shape; readonly numbers: readonly number[] }[];
const unary = (make: (shape: Shape) => fc.Arbitrary<At[number]> = array) =>
  shapes.chain((s) => make(s).map((a): At => [a]));
const binary = (second: (shape: Shape) => fc.Arbitrary<At[number]> = array) =>
  pairs.chain(([s, t]) => fc.tuple(array(s), second(t)).map((at): At => at));

/** Windows of any size, stride and border, over images with room for at least one. */
const windowed = fc
  .record({
    kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    stride: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    border: fc.tuple(fc.nat(1), fc.nat(1)),
    more: fc.tuple(fc.nat(2), fc.nat(2)),
    images: fc.constantFrom([1, 1], [2, 1], [1, 2]),
  })
  .map(({ kernel, stride, border, more, images: [n, channels] }) => {
    const windows: Windows = {
      kernel,
      stride,
      padding: [border[0] * (kernel[0] >> 1), border[1] * (kernel[1] >> 1)],
    };
    const shape: Shape = [n!, kernel[0] + more[0], kernel[1] + more[1], channels!];
    const x = op.constant(new Float64Array(size(shape)), "float64", shape);
    return { windows, shape, cells: op.im2col(x, windows).shape, pooled: op.maxPool(x, x, windows).shape };
  });
/** Any numbers: for ops that are linear in them. */
const waves = (shape: Shape) => ({
  shape,
  numbers: Array.from({ length: size(shape) }, (_, i) => Math.sin(1 + 3 * i)),
});

/** A function that is drawn together with its point. */
type Drawn = { f: (...x: Value[]) => Value; at: At };

/** A table's shape and indices of it, some of them outside. */
const indexed = fc
  .tuple(nonScalars, shapes, fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 27, maxLength: 27 }))
  .map(([table, shape, places]) => ({
    table,
    indices: op.constant(Int32Array.from(places.slice(0, size(shape))), "int32", shape),
  }));

const sorted = (f: (x: Value, by: Value, descending: boolean) => Value): fc.Arbitrary<Drawn> =>
  fc
    .tuple(nonScalars, fc.boolean())
    .chain(([shape, descending]) =>
      array(shape).map((by) => ({ f: (x, by) => f(x, by, descending), at: [waves(shape), by] })),
    );

/** For each op: how to apply it, and points at which it is smooth. An op without an entry does not compile. */
const smooth: {
  readonly [P in OpName]:
    | { points: fc.Arbitrary<At>; f: (...x: Value[]) => Value }
    | { drawn: fc.Arbitrary<Drawn> }
    | "leaf"
    | "flat";
} = {
  input: "leaf",
  constant: "leaf",
  uniform: "flat",
  greater: "flat",
  equal: "flat",
  argMax: "flat",
  floor: "flat",
  stopGradient: "flat",
  // A rule that says what the calculus says: the walk finds no difference.
  customGradient: {
    points: unary(),
    f: customGradient(
      (x) => op.sin(x),
      (g, _, x) => [op.multiply(g, op.cos(x))],
    ),
  },
  cast: "flat",
  oneHot: "flat",
  negate: { points: unary(), f: op.negate },
  exp: { points: unary(), f: op.exp },
  log: { points: unary(positive), f: op.log },
  sqrt: { points: unary(positive), f: op.sqrt },
  tanh: { points: unary(), f: op.tanh },
  sigmoid: { points: unary(), f: op.sigmoid },
  erf: { points: unary(), f: op.erf },
  sin: { points: unary(), f: op.sin },
  cos: { points: unary(), f: op.cos },
  abs: { points: unary(), f: op.abs },
  add: { points: binary(), f: op.add },
  subtract: { points: binary(), f: op.subtract },
  multiply: { points: binary(), f: op.multiply },
  divide: { points: binary((s) => array(s, 0.5)), f: op.divide },
  pow: {
    points: pairs.chain(([s, t]) => fc.tuple(positive(s), array(t)).map((at): At => at)),
    f: op.pow,
  },
  // 0.011 is no difference of two points, so no tie is near
  maximum: { points: binary(), f: (a, b) => op.maximum(op.add(a, 0.011), b) },
  where: {
    points: fc
      .tuple(pairs, pairs)
      .chain(([[s, t]]) => fc.tuple(array(s), array(s), array(t)).map((at): At => at)),
    f: (condition, a, b) => op.where(op.greater(condition, 0), a, b),
  },
  sum: {
    points: unary(),
    f: (x) =>
      op.sum(
        x,
        x.shape.flatMap((_, i) => (i % 2 === 0 ? [i] : [])),
      ),
  },
  max: {
    points: unary(),
    f: (x) =>
      op.max(
        x,
        x.shape.flatMap((_, i) => (i % 2 === 0 ? [i] : [])),
        true,
      ),
  },
  reshape: { points: unary(), f: (x) => op.tanh(op.reshape(x, [1, size(x.shape)])) },
  transpose: {
    points: unary(),
    f: (x) =>
      op.transpose(
        x,
        [...x.shape.keys()].map((i) => (i + 1) % x.shape.length),
      ),
  },
  broadcast: { points: unary(), f: (x) => op.broadcast(x, [2, ...x.shape]) },
  slice: {
    points: nonScalars.chain((s) => array(s).map((a): At => [a])),
    f: (x) =>
      op.slice(
        x,
        x.shape.map((n) => Math.min(1, n - 1)),
        x.shape,
      ),
  },
  pad: {
    points: unary(),
    f: (x) =>
      op.pad(
        x,
        x.shape.map(() => 1),
        x.shape.map((_, i) => i),
      ),
  },
  concatenate: {
    drawn: fc.tuple(nonScalars, fc.nat(2), fc.integer({ min: 1, max: 3 })).map(([shape, i, other]) => {
      const axis = i % shape.length;
      const at = [waves(shape), waves(shape.with(axis, other))];
      return { f: (a, b) => op.concatenate([a, b, a], axis), at };
    }),
  },
  gather: {
    drawn: indexed.map(({ indices, table }) => ({ f: (x) => op.gather(x, indices), at: [waves(table)] })),
  },
  scatterAdd: {
    drawn: indexed.map(({ indices, table: [rows, ...row] }) => ({
      f: (x) => op.scatterAdd(x, indices, rows),
      at: [waves([...indices.shape, ...row])],
    })),
  },
  matmul: {
    points: fc
      .tuple(pairs, ...[0, 1, 2].map(() => fc.integer({ min: 1, max: 3 })))
      .chain(([[s, t], n, k, m]) =>
        fc.tuple(array([...s, n, k].slice(-4)), array([...t, k, m].slice(-4))).map((at): At => at),
      ),
    f: op.matmul,
  },
  im2col: {
    drawn: windowed.map(({ windows, shape }) => ({ f: (x) => op.im2col(x, windows), at: [waves(shape)] })),
  },
  col2im: {
    drawn: windowed.map(({ windows, shape: [, h, w], cells }) => ({
      f: (x) => op.col2im(x, [h!, w!], windows),
      at: [waves(cells)],
    })),
  },
  maxPool: {
    drawn: windowed.chain(({ windows, shape }) =>
      array(shape).map((by) => ({ f: (x, by) => op.maxPool(x, by, windows), at: [waves(shape), by] })),
    ),
  },
  maxUnpool: {
    drawn: windowed.chain(({ windows, shape, pooled }) =>
      array(shape).map((by) => ({ f: (g, by) => op.maxUnpool(g, by, windows), at: [waves(pooled), by] })),
    ),
  },
  cumsum: {
    drawn: fc.tuple(nonScalars, fc.nat(2), fc.boolean()).map(([shape, i, reverse]) => ({
      f: (x) => op.cumsum(x, i % shape.length, reverse),
      at: [waves(shape)],
    })),
  },
  sortBy: { drawn: sorted(op.sortBy) },
  unsortBy: { drawn: sorted(op.unsortBy) },
  logSumExp: { points: nonScalars.chain((s) => array(s).map((a): At => [a])), f: op.logSumExp },
  softmax: { points: nonScalars.chain((s) => array(s).map((a): At => [a])), f: op.softmax },
  logSoftmax: { points: nonScalars.chain((s) => array(s).map((a): At => [a])), f: op.logSoftmax },
};

describe("the gradient by rule is the slope by walking", () => {
  for (const name of opNames) {
    const entry = smooth[name];
    if (typeof entry === "string") continue;
    const drawn: fc.Arbitrary<Drawn> =
      "drawn" in entry ? entry.drawn : entry.points.map((at) => ({ f: entry.f, at }));
    test(name, () => {
      fc.assert(
        fc.property(drawn, (point) => {
          expect(worstDifference(point)).toBeLessThanOrEqual(tolerance);
        }),
        runs,
      );
    });
    test(`${name}: the gradient of its gradient`, () => {
      fc.assert(
        fc.property(drawn, (point) => {
          // Σ g² instead of g itself: it stands on every element of the first gradient
          const f = (...x: Value[]) => {
            const y = point.f(...x);
            const bent = op.sum(op.multiply(y, op.add(y, 0.3)));
            return gradient(bent, x)
              .map((g) => op.sum(op.multiply(g, g)))
              .reduce((a, b) => op.add(a, b));
          };
          expect(worstDifference({ f, at: point.at })).toBeLessThanOrEqual(tolerance);
        }),
        { ...runs, numRuns: 8 },
      );
    });
  }

  test("through an expression that uses every op together, values shared", () => {
    const at = [
      { shape: [4, 3], numbers: Array.from({ length: 12 }, (_, i) => Math.sin(i + 1)) },
      { shape: [3, 2], numbers: Array.from({ length: 6 }, (_, i) => Math.cos(2 * i)) },
    ];
    const f = (x: Value, W: Value) => {
      const z = op.matmul(x, W);
      const h = op.multiply(op.sigmoid(z), op.tanh(op.divide(z, 2)));
      return op.subtract(op.logSoftmax(op.add(h, z)), op.log(op.add(op.sum(op.exp(h), 1, true), 1)));
    };
    expect(worstDifference({ f, at })).toBeLessThanOrEqual(1e-9);
  });
});

describe("where there is no slope", () => {
  const at = (numbers: number[]) => op.constant(Float64Array.from(numbers), "float64", [numbers.length]);

  test.each([
    ...[op.greater, op.greaterEqual, op.less, op.lessEqual, op.equal, op.notEqual].map((step) => ({ step })),
    ...[op.floor, op.sign, (x: Value) => op.cast(op.cast(x, "int32"), "float64")].map((step) => ({ step })),
  ])("a step is flat: its gradient is 0", ({ step }) => {
    const x = op.input("x", [3], "float64");
    const [g] = gradient(op.sum(step(x, at([1, 2, 3]))), [x]);
    expect(g!.op).toBe("broadcast");
    expect(g!.inputs[0]!.attributes).toMatchObject({ data: 0 });
  });

  // As PyTorch decides them: amax shares the gradient among equals, relu is flat at 0.
  test("max gives its equals equal parts, and maximum gives a tie to its second", () => {
    const x = op.input("x", [4], "float64");
    const y = op.input("y", [4], "float64");
    const loss = op.add(op.multiply(op.max(x), 6), op.sum(op.maximum(x, y)));
    const [dx, dy] = gradient(loss, [x, y]);
    const program = referenceEngine.compile({
      inputs: { x, y },
      state: {},
      outputs: { dx: dx!, dy: dy! },
      updates: {},
    });
    program.set("x", [3, -1, 3, 0]);
    program.set("y", [5, -2, 3, 0]);
    program.run();
    expect([...program.get("dx")]).toEqual([3, 1, 3, 0]);
    expect([...program.get("dy")]).toEqual([1, 0, 1, 1]);
  });

  test("stopGradient lets none through, also when the graph is simplified: a straight-through step has x's slope", () => {
    const x = op.input("x", [3], "float64");
    const rounded = op.add(x, op.stopGradient(op.subtract(op.floor(x), x)));
    const y = op.sum(op.multiply(rounded, op.stopGradient(x)));
    const [dx] = gradient(y, [x]);
    const graph = { inputs: { x }, state: {}, outputs: { y, dx: dx! }, updates: {} };
    for (const form of [graph, simplify(graph)]) {
      const program = referenceEngine.compile(form);
      program.set("x", [1.5, -0.5, 2]);
      program.run();
      expect(program.getScalar("y")).toBe(1.5 + 0.5 + 4);
      expect([...program.get("dx")]).toEqual([1.5, -0.5, 2]);
    }
  });

  test("labels and random numbers have none", () => {
    const y = op.input("y", [2], "int32");
    const x = op.input("x", [2, 3], "float64");
    const key = op.input("key", [], "int32");
    const loss = op.sum(
      op.multiply(
        op.multiply(op.oneHot(op.argMax(x), 3, "float64"), x),
        op.uniform(key, 0, [2, 3], "float64"),
      ),
    );
    expect(() => gradient(op.add(loss, op.sum(op.oneHot(y, 3, "float64"))), [x])).not.toThrow();
  });

  test("a value that is not a single number is refused with its shape", () => {
    const x = op.input("x", [2, 3], "float64");
    expect(() => gradient(x, [x])).toThrow("gradient of a value of shape (2, 3): it must be a single number");
  });
});

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import { erf } from "../../../src/graph/arithmetic.ts";
import * as op from "../../../src/graph/ops.ts";
import type { FloatDtype, Value } from "../../../src/graph/value.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await loadWasmEngine();
});

/** f of every number of `xs`, by the engine. */
function computed(f: (x: Value) => Value, xs: ArrayLike<number>, dtype: FloatDtype): ArrayLike<number> {
  const x = op.input("x", [xs.length], dtype);
  const program = engine.compile({ inputs: { x }, state: {}, outputs: { y: f(x) }, updates: {} });
  program.set("x", xs);
  program.run();
  const y = program.get("y");
  program.dispose();
  return y;
}

/** Distance to the next number of the dtype above |x|; that of subnormal numbers below the normal ones. */
function ulp(x: number, dtype: FloatDtype): number {
  const [digits, lowest] = dtype === "float64" ? [52, -1022] : [23, -126];
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))), lowest);
  return 2 ** (exponent - digits);
}

/** Dense on [low, high], and as dense by magnitude on both sides of 0 where the range has them. */
function samples(low: number, high: number, dtype: FloatDtype): Float64Array {
  const count = 40_000;
  const even = Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  const smallest = dtype === "float64" ? -1074 : -149;
  const magnitudes = Array.from({ length: 4000 }, (_, i) => 2 ** (smallest + i / 3)).filter((x) => x < high);
  const xs = [...even, ...magnitudes, ...magnitudes.map((x) => -x).filter((x) => x > low)];
  return Float64Array.from(dtype === "float64" ? xs : xs.map(Math.fround));
}

/** The largest error in units of the last place; where the true value overflows, both must. */
function worst(
  f: (x: Value) => Value,
  truth: (x: number) => number,
  xs: Float64Array,
  dtype: FloatDtype,
): { error: number; at: number } {
  const ys = computed(f, xs, dtype);
  let [error, at] = [0, Number.NaN];
  xs.forEach((x, i) => {
    const wanted = truth(x);
    const rounded = dtype === "float64" ? wanted : Math.fround(wanted);
    const difference = rounded === ys[i] ? 0 : Math.abs(ys[i]! - wanted) / ulp(wanted, dtype);
    if (!(difference <= error)) [error, at] = [difference, x];
  });
  return { error, at };
}

const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** Errors allowed, in units of the last place; JavaScript's own functions err by up to 1 in float64. */
const cases: {
  name: string;
  f: (x: Value) => Value;
  truth: (x: number) => number;
  range: Record<FloatDtype, [number, number]>;
  ulps: Record<FloatDtype, number>;
}[] = [
  {
    name: "exp",
    f: op.exp,
    truth: Math.exp,
    range: { float64: [-750, 712], float32: [-106, 90] },
    ulps: { float64: 2, float32: 1 },
  },
  {
    name: "log",
    f: op.log,
    truth: Math.log,
    range: { float64: [0, 1e308], float32: [0, 3e38] },
    ulps: { float64: 2, float32: 1 },
  },
  {
    name: "log near 1",
    f: op.log,
    truth: Math.log,
    range: { float64: [0.5, 2], float32: [0.5, 2] },
    ulps: { float64: 2, float32: 1 },
  },
  {
    name: "tanh",
    f: op.tanh,
    truth: Math.tanh,
    range: { float64: [-30, 30], float32: [-15, 15] },
    ulps: { float64: 4, float32: 3 },
  },
  {
    name: "sigmoid",
    f: op.sigmoid,
    truth: sigmoid,
    range: { float64: [-708, 708], float32: [-87, 87] },
    ulps: { float64: 4, float32: 3 },
  },
  {
    name: "erf",
    f: op.erf,
    truth: erf,
    range: { float64: [-7, 7], float32: [-5, 5] },
    ulps: { float64: 6, float32: 3 },
  },
  {
    name: "sin",
    f: op.sin,
    truth: Math.sin,
    range: { float64: [-1e5, 1e5], float32: [-1e5, 1e5] },
    ulps: { float64: 1, float32: 0.5001 },
  },
  {
    name: "cos",
    f: op.cos,
    truth: Math.cos,
    range: { float64: [-1e5, 1e5], float32: [-1e5, 1e5] },
    ulps: { float64: 1, float32: 0.5001 },
  },
  {
    name: "sqrt",
    f: op.sqrt,
    truth: Math.sqrt,
    range: { float64: [0, 1e308], float32: [0, 3e38] },
    ulps: { float64: 0.5, float32: 0.5 },
  },
];

describe.each(["float64", "float32"] as const)("functions in %s", (dtype) => {
  test.each(cases)("$name is within its units of the last place", ({ f, truth, range, ulps }) => {
    const { error, at } = worst(f, truth, samples(...range[dtype], dtype), dtype);
    expect(error, `at ${at}`).toBeLessThanOrEqual(ulps[dtype]);
  });

  test("of what is no ordinary number, as JavaScript's", () => {
    const odd = [Number.NaN, Infinity, -Infinity, 0, -0];
    const of = (f: (x: Value) => Value) => [...Array.from(computed(f, odd, dtype))];
    expect(of(op.exp)).toEqual([Number.NaN, Infinity, 0, 1, 1]);
    expect(of(op.log)).toEqual([Number.NaN, Infinity, Number.NaN, -Infinity, -Infinity]);
    expect(of(op.tanh)).toEqual([Number.NaN, 1, -1, 0, -0]);
    expect(of(op.erf)).toEqual([Number.NaN, 1, -1, 0, -0]);
    expect(of(op.sqrt)).toEqual([Number.NaN, Infinity, Number.NaN, 0, -0]);
    expect(computed(op.log, [-1, -1e-40], dtype)[0]).toBeNaN();
    const s = of(op.sigmoid);
    expect(s.slice(0, 2)).toEqual([Number.NaN, 1]);
    expect(s.slice(3)).toEqual([0.5, 0.5]);
    expect(s[2]).toBeLessThan(2e-38); // where it would be no normal number, it stays at the last one
  });

  test("softmax of masked and of huge numbers, and of a row with NaN", () => {
    const x = op.input("x", [4, 3], dtype);
    const outputs = { p: op.softmax(x), l: op.logSoftmax(x) };
    const program = engine.compile({ inputs: { x }, state: {}, outputs, updates: {} });
    program.set("x", [0, -Infinity, 0, 1e30, 0, -1e30, Number.NaN, 0, 1, 1, 1, Number.NaN]);
    program.run();
    expect([...program.get("p")].slice(0, 6)).toEqual([0.5, 0, 0.5, 1, 0, 0]);
    expect([...program.get("p")].slice(6).every(Number.isNaN)).toBe(true);
    expect([...program.get("l")].slice(6).every(Number.isNaN)).toBe(true);
    const [a, b, c] = program.get("l");
    expect([a, c]).toEqual([Math.log(0.5), Math.log(0.5)].map(dtype === "float64" ? Number : Math.fround));
    expect(b).toBe(-Infinity);
    program.dispose();
  });
});

const exact: Record<FloatDtype, [x: number, sin: number, cos: number][]> & {
  pow: [a: number, b: number, y: number][];
} = JSON.parse(readFileSync("tests/golden/trigonometry.json", "utf8"));

/** The largest distance from the nearest number of the dtype to the true value, in units of the last place. */
const worstOf = (found: ArrayLike<number>, wanted: readonly number[], dtype: FloatDtype): number =>
  wanted.reduce((worst, y, i) => {
    const nearest = dtype === "float64" ? y : Math.fround(y);
    return Math.max(worst, nearest === found[i] ? 0 : Math.abs(nearest - found[i]) / ulp(nearest, dtype));
  }, 0);

describe.each(["float64", "float32"] as const)("sin and cos in %s", (dtype) => {
  const xs = exact[dtype].map(([x]) => x);
  test.each([
    ["sin", op.sin, 1],
    ["cos", op.cos, 2],
  ] as const)(
    "%s is within 1 unit of the last place at every magnitude, near π/2's multiples too",
    (_, f, k) => {
      const wanted = exact[dtype].map((row) => row[k]);
      expect(worstOf(computed(f, xs, dtype), wanted, dtype)).toBeLessThanOrEqual(1);
    },
  );

  test("of what is no number, and of both zeros", () => {
    const odd = [Number.NaN, Infinity, -Infinity, 0, -0];
    expect(Array.from(computed(op.sin, odd, dtype))).toEqual([Number.NaN, Number.NaN, Number.NaN, 0, -0]);
    expect(Array.from(computed(op.cos, odd, dtype))).toEqual([Number.NaN, Number.NaN, Number.NaN, 1, 1]);
  });
});

/** a to the power of b, pair by pair. */
function powers(pairs: readonly (readonly [a: number, b: number, ...unknown[]])[], dtype: FloatDtype) {
  const [a, b] = ["a", "b"].map((name) => op.input(name, [pairs.length], dtype));
  const program = engine.compile({ inputs: { a, b }, state: {}, outputs: { y: op.pow(a, b) }, updates: {} });
  ["a", "b"].forEach((name, i) => {
    program.set(
      name,
      pairs.map((pair) => pair[i] as number),
    );
  });
  program.run();
  const y = program.get("y");
  program.dispose();
  return y;
}

describe("powers", () => {
  test("in float64 are within 1 unit of the last place, near 1 and for large exponents too", () => {
    const wanted = exact.pow.map(([, , y]) => y);
    expect(worstOf(powers(exact.pow, "float64"), wanted, "float64")).toBeLessThanOrEqual(1);
  });

  test("in float32 are the nearest numbers", () => {
    const pairs = Array.from({ length: 20_000 }, (_, i): [number, number] => [
      Math.fround((i % 3 === 0 ? -1 : 1) * 2 ** (20 * Math.sin(i)) * (1 + (i % 97) / 97)),
      i % 3 === 0 ? (i % 11) - 5 : Math.fround(3 * Math.cos(7 * i)),
    ]);
    const found = powers(pairs, "float32");
    const errors = pairs.map(([a, b], i) => Math.abs(found[i] - a ** b) / ulp(a ** b, "float32"));
    expect(errors.reduce((most, error) => Math.max(most, error), 0)).toBeLessThan(0.5 + 1e-6);
  });

  test("of subnormal numbers, and at the ends of the range", () => {
    const pairs: [number, number][] = [
      [5e-324, 0.5],
      [5e-324, 1],
      [1e-310, -0.9],
      [2, 1023.5],
      [2, 1024],
      [2, -1074],
      [2, -1075.5],
      [10, -320],
      [-2, 1023],
      [-2, -1073],
      [0.999, 1e6],
      [1 + 2 ** -52, 2 ** 52],
    ];
    const wanted = pairs.map(([a, b]) => a ** b);
    expect(worstOf(powers(pairs, "float64"), wanted, "float64")).toBeLessThanOrEqual(1);
  });
});

test("erf in float64 is the C library's to 1e-15", () => {
  const golden: [x: number, y: number][] = JSON.parse(readFileSync("tests/golden/erf.json", "utf8"));
  const ys = computed(
    op.erf,
    golden.map(([x]) => x),
    "float64",
  );
  golden.forEach(([x, y], i) => {
    expect(Math.abs(ys[i]! - y), `erf(${x})`).toBeLessThanOrEqual(1e-15 * Math.abs(y));
  });
});

import { describe, expect, test } from "vitest";
import { mersenneTwister, uniformOf } from "../../../src/data/random/mersenneTwister.ts";
import * as normal from "../../../src/data/random/normal.ts";
import { UserError } from "../../../src/errors.ts";
import { conv2d } from "../../../src/nn/layers/images.ts";
import { initialize } from "../../../src/nn/layers/initialize.ts";
import { type InitializerName, lessonNormal } from "../../../src/nn/layers/initializers.ts";
import { dense, sequential } from "../../../src/nn/layers/layers.ts";

const parameters = {
  "dense1.weight": { shape: [300, 100], role: "weight" },
  "dense1.bias": { shape: [1, 100], role: "bias" },
  "dense2.weight": { shape: [100, 50], role: "weight" },
} as const;

const drawn = (initializer: InitializerName, seed = 5) =>
  initialize(parameters, { initializer, seed, dtype: "float64" });
const variance = (numbers: ArrayLike<number>) =>
  Array.from(numbers).reduce((s, x) => s + x * x, 0) / numbers.length;
const mean = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((s, x) => s + x, 0) / numbers.length;

// Variances by the papers: Glorot 2/(fanIn + fanOut), He 2/fanIn; a normal's fourth moment is 3 σ⁴, a uniform's 9/5 σ⁴.
test.each([
  { name: "glorotUniform", expected: 2 / 400, excess: 4 / 5 },
  { name: "glorotNormal", expected: 2 / 400, excess: 2 },
  { name: "heUniform", expected: 2 / 300, excess: 4 / 5 },
  { name: "heNormal", expected: 2 / 300, excess: 2 },
] as const)(
  "$name: mean, variance and fourth moment within 4 standard errors",
  ({ name, expected, excess }) => {
    const { data } = drawn(name)["dense1.weight"]!;
    const n = data.length;
    expect(Math.abs(mean(data))).toBeLessThan(4 * Math.sqrt(expected / n));
    expect(Math.abs(variance(data) - expected)).toBeLessThan(4 * expected * Math.sqrt(excess / n));
    const fourth = variance(data.map((x) => (x * x) / expected));
    expect(Math.abs(fourth - (excess + 1))).toBeLessThan(
      excess === 2 ? 4 * Math.sqrt(96 / n) : 4 * Math.sqrt(6 / n),
    );
  },
);

test("the uniform ones keep to their limits, and reach for them", () => {
  const { data } = drawn("glorotUniform")["dense1.weight"]!;
  const limit = Math.sqrt(6 / 400);
  expect(Math.max(...data)).toBeLessThan(limit);
  expect(Math.min(...data)).toBeGreaterThanOrEqual(-limit);
  expect(Math.max(...data)).toBeGreaterThan(0.999 * limit);
  expect(Math.min(...data)).toBeLessThan(-0.999 * limit);
});

test("a seed gives the same weights for ever; another seed and another layer give others; biases are 0", () => {
  const first = drawn("heNormal");
  expect(drawn("heNormal")).toEqual(first);
  expect(drawn("heNormal", 6)["dense1.weight"]!.data.slice(0, 3)).not.toEqual(
    first["dense1.weight"]!.data.slice(0, 3),
  );
  const scale = Math.sqrt(300 / 100);
  expect(first["dense2.weight"]!.data[0]! / scale).not.toBeCloseTo(first["dense1.weight"]!.data[0]!, 6);
  expect(first["dense1.bias"]).toEqual({ shape: [1, 100], data: new Float64Array(100) });
});

test("the stream itself does not change between versions", () => {
  const [a, b, c] = initialize(
    { w: { shape: [2, 2], role: "weight" } },
    { initializer: "heUniform", seed: 0, dtype: "float64" },
  ).w!.data;
  // Threefry of key (0, 0), counter (0, 0) is 6b200159 99ba4efe: 53 bits of it make the first number.
  const u = ((0x6b200159 >>> 5) * 2 ** 26 + (0x99ba4efe >>> 6)) / 2 ** 53;
  expect(a).toBe(Math.sqrt(3) * (2 * u - 1));
  expect(new Set([a, b, c]).size).toBe(3);
});

test("float32 weights are the float64 ones, rounded", () => {
  const narrow = initialize(parameters, { initializer: "glorotNormal", seed: 5, dtype: "float32" });
  expect(narrow["dense2.weight"]!.data).toEqual(
    Float32Array.from(drawn("glorotNormal")["dense2.weight"]!.data),
  );
});

test("lessonNormal draws the lesson's weights, bit for bit: NumPy's stream, odd counts included", () => {
  for (const seed of [0, 42, 2 ** 32 - 1]) {
    normal.seed(seed);
    const wanted = [normal.randn(3, 5), normal.randn(1000), normal.randn(7)].map((z) =>
      (z.data as Float64Array).map((x) => x * 0.01),
    );
    expect([[3, 5], [1000], [7]].map(lessonNormal(seed))).toEqual(wanted);
  }
});

test("the Mersenne Twister's first numbers are those of numpy.random.seed(5489)", () => {
  // MT19937's first words for its authors' seed 5489 are 3499211612, 581869302, 3890346734, 3586334585.
  const next = uniformOf(mersenneTwister(5489));
  expect(next()).toBe(((3499211612 >>> 5) * 2 ** 26 + (581869302 >>> 6)) / 2 ** 53);
  expect(next()).toBe(((3890346734 >>> 5) * 2 ** 26 + (3586334585 >>> 6)) / 2 ** 53);
});

test("an unknown name, and what is no seed, are refused", () => {
  const name: InitializerName = JSON.parse('"heNorm"');
  expect(() => drawn(name)).toThrow('unknown initializer "heNorm"; did you mean heNormal?');
  expect(() => drawn("heNormal", -1)).toThrow(UserError);
  expect(() => drawn("heNormal", 0.5)).toThrow("a seed is a whole number");
});

describe("an initializer of a parameter's own", () => {
  const options = { initializer: "glorotUniform", seed: 5, dtype: "float64" } as const;
  const weight = { shape: [3, 2], role: "weight" } as const;

  test("draws that parameter alone: the other weights keep their bits", () => {
    const plain = initialize({ a: weight, b: weight, c: weight }, options);
    const mixed = initialize({ a: weight, b: { ...weight, initializer: "heNormal" }, c: weight }, options);
    expect([mixed.a, mixed.c]).toEqual([plain.a, plain.c]);
    const he = initialize({ a: weight, b: weight, c: weight }, { ...options, initializer: "heNormal" });
    expect(mixed.b).toEqual(he.b);
  });

  test("is asked for by a layer, and the lesson's draws its own weights in one stream", () => {
    const network = sequential([dense(3, 2, { initializer: "lessonNormal" }), dense(2, 3), dense(3, 2)]);
    const found = initialize(network.parameters, options);
    const draw = lessonNormal(5);
    expect(found["dense1.weight"]!.data).toEqual(draw([3, 2], 0));
    const kernels = conv2d(1, 2, 3, { initializer: "lessonNormal" }).parameters;
    expect(initialize(kernels, options).weight!.data).toEqual(lessonNormal(5)([3, 3, 1, 2], 0));
  });

  test("may be a function, of any role, with numbers that follow from the seed", () => {
    const seen: number[] = [];
    const bias = {
      shape: [1, 2],
      role: "bias",
      initializer: (shape: readonly number[], uniform: () => number) =>
        Array.from({ length: shape[1]! }, () => {
          seen.push(uniform());
          return seen.at(-1)!;
        }),
    } as const;
    const first = initialize({ weight, bias }, options);
    expect([...first.bias!.data]).toEqual(seen);
    for (const x of seen) expect(x).toBeGreaterThanOrEqual(0);
    for (const x of seen) expect(x).toBeLessThan(1);
    expect(initialize({ weight, bias }, options)).toEqual(first);
    expect(initialize({ weight, bias }, { ...options, seed: 6 }).bias).not.toEqual(first.bias);
    expect(first.weight).toEqual(initialize({ weight }, options).weight);
  });

  test("that gives too few numbers, or none that are finite, is refused by the parameter's name", () => {
    const drawing = (initializer: () => ArrayLike<number>) => () =>
      initialize({ "own1.weight": { ...weight, initializer } }, options);
    expect(drawing(() => [1, 2])).toThrow(
      "the initializer of own1.weight gave 2 numbers, where its shape (3, 2) has 6",
    );
    expect(drawing(() => new Float64Array(6).fill(Number.NaN))).toThrow(
      "the initializer of own1.weight gave NaN as number 0",
    );
    const misspelt: typeof options = JSON.parse('{"initialiser":"heNormal","seed":0,"dtype":"float64"}');
    expect(() => initialize({ weight }, misspelt)).toThrow(
      'initialize: there is no setting "initialiser"; did you mean "initializer"?',
    );
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { scaleRows } from "../../../src/data/rows/scale.ts";
import { loadEngine } from "../../../src/engine/load.ts";
import { type EffectsOptions, effects, modelEffects } from "../../../src/model/inspection/effects.ts";
import { keyOf, modelInteractions, strengthsOf } from "../../../src/model/inspection/interactions.ts";
import { columnGroups } from "../../../src/model/metrics/columnGroups.ts";
import { Model } from "../../../src/model/model.ts";
import type { ModelData } from "../../../src/model/modelData.ts";

interface Curve {
  at: number[];
  rows: number[];
  values: number[][];
}

interface Case {
  sizes: [number, number, number];
  weights: { weight: number[]; bias: number[] }[];
  means: number[];
  diameter: Curve;
  heat: Curve;
  line: Curve;
  interactions: Record<string, { h2: number; share: number }>;
}

const golden: {
  bins: number;
  rows: number[][];
  offset: number[];
  scale: number[];
  cases: Record<"classes" | "number", Case>;
} = JSON.parse(readFileSync("tests/golden/effects.json", "utf8"));

const engine = await loadEngine("auto");
const features = { shape: [golden.rows.length, 5], data: Float64Array.from(golden.rows.flat()) } as const;

const modelOf = (kind: "classes" | "number"): ModelData => {
  const { sizes, weights } = golden.cases[kind];
  return {
    network: { sizes, activation: "sigmoid" },
    dtype: "float64",
    featureNames: ["diameter", "heat", "line=A", "line=B", "line=C"],
    label: "grade",
    classNames: kind === "classes" ? ["a", "b", "c"] : [],
    target: kind === "number" ? { kind: "standard", offset: [120], scale: [4.5] } : undefined,
    encoder: {
      columns: [
        { kind: "number", name: "diameter" },
        { kind: "number", name: "heat" },
        { kind: "category", name: "line", categories: ["A", "B", "C"] },
      ],
      leftOut: [],
    },
    scaler: { kind: "standard", offset: golden.offset, scale: golden.scale },
    parameters: Object.fromEntries(
      weights.flatMap(({ weight, bias }, i) => [
        [`dense${i + 1}.weight`, { shape: [sizes[i]!, sizes[i + 1]!], data: Float64Array.from(weight) }],
        [`dense${i + 1}.bias`, { shape: [1, sizes[i + 1]!], data: Float64Array.from(bias) }],
      ]),
    ),
  };
};

const nearly = (found: readonly number[], wanted: readonly number[], scale: number) => {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries())
    expect(Math.abs(found[i]! - value), `${found[i]} and ${value}`).toBeLessThanOrEqual(1e-12 * scale);
};

describe.each(["classes", "number"] as const)("effects on %s", (kind) => {
  const wanted = golden.cases[kind];
  const scale = kind === "number" ? 120 : 1;
  const found = modelEffects(modelOf(kind), features, { bins: golden.bins, engine });

  test("are NumPy's, bin by bin", async () => {
    const { columns, means, sample } = await found;
    nearly(
      means.map(({ mean }) => mean),
      wanted.means,
      scale,
    );
    expect(sample).toEqual({ rows: 60, ofRows: 60, columns: 3, ofColumns: 3 });
    for (const name of ["diameter", "heat"] as const) {
      const column = columns.find((one) => one.name === name)!;
      expect(column.kind).toBe("number");
      expect(column.at).toEqual(wanted[name].at);
      expect(column.rows).toEqual(wanted[name].rows);
      expect(column.curves).toHaveLength(wanted.means.length);
      for (const { outcome, values } of column.curves) {
        const c = kind === "number" ? 0 : "abc".indexOf(outcome);
        nearly(
          values,
          wanted[name].values.map((row) => row[c]!),
          scale,
        );
      }
    }
  });

  test("of words are the mean answers, were all rows of that word", async () => {
    const line = (await found).columns.find(({ name }) => name === "line")!;
    expect(line.at).toEqual(["A", "B", "C"].sort((a, b) => count(b) - count(a)));
    for (const { outcome, values } of line.curves) {
      const c = kind === "number" ? 0 : "abc".indexOf(outcome);
      nearly(
        values,
        line.at.map((word) => wanted.line.values["ABC".indexOf(String(word))]![c]!),
        scale,
      );
    }
    function count(word: string) {
      return wanted.line.rows["ABC".indexOf(word)]!;
    }
  });

  test("that are no sum are Friedman's H²", async () => {
    const model = modelOf(kind);
    const { data } = scaleRows(model.scaler, features);
    const samples = { features: data, labels: new Int32Array(60) };
    const groups = columnGroups(model);
    const strengths = await strengthsOf(model, samples, groups, engine);
    for (const [names, { h2, share }] of Object.entries(wanted.interactions)) {
      const [a, b] = names.split(" ").map((name) => groups.find((group) => group.name === name)!);
      const found = strengths.get(keyOf(b!, a!))!;
      nearly([found.h2, found.share], [h2, share], 10);
    }
  });
});

test("the curves that move most come first", async () => {
  const { columns } = await modelEffects(modelOf("classes"), features, { engine });
  for (const { curves } of columns) {
    const ranges = curves.map(({ values }) => Math.max(...values) - Math.min(...values));
    expect(ranges).toEqual([...ranges].sort((a, b) => b - a));
  }
});

/** z = weight · x + bias of two classes: the log-odds of NG. */
const sumModel = (weights: readonly number[], bias: number, more: Partial<ModelData> = {}): ModelData => ({
  network: { sizes: [weights.length, 2], activation: "sigmoid" },
  dtype: "float64",
  featureNames: weights.map((_, i) => `x${i}`),
  classNames: ["NG", "OK"],
  positive: "NG",
  scaler: { kind: "none", offset: weights.map(() => 0), scale: weights.map(() => 1) },
  parameters: {
    "dense1.weight": {
      shape: [weights.length, 2],
      data: Float64Array.from(weights.flatMap((weight) => [weight, 0])),
    },
    "dense1.bias": { shape: [1, 2], data: Float64Array.of(bias, 0) },
  },
  ...more,
});

/** Points of (0, 1), evenly and in no order: van der Corput's numbers of base `base`. */
const even = (n: number, base: number) =>
  Array.from({ length: n }, (_, i) => {
    let [value, step, rest] = [0, 1 / base, i + 1];
    for (; rest > 0; rest = Math.floor(rest / base), step /= base) value += (rest % base) * step;
    return value;
  });

describe("NG begins", () => {
  const n = 400;
  const [width, noise] = [even(n, 2), even(n, 3)];
  const rows = width.map((x, i) => [25 + (x - 0.5) / 10, noise[i]!]);
  const turns = async (model: ModelData, options?: EffectsOptions) => {
    const { columns } = await effects(new Model(model), rows, options);
    const [first, second] = columns;
    expect(second!.kind === "number" && second!.turns).toEqual([]);
    return first!.kind === "number" ? first!.turns : [];
  };

  test("where the log-odds are 0, between two edges too", async () => {
    const found = await turns(sumModel([800, 0], -800 * 25.0312), { bins: 6 });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ from: "OK", to: "NG" });
    expect(found[0]!.at).toBeCloseTo(25.0312, 4);
  });

  test("where the threshold of the model says so", async () => {
    const rate = { wrong: 0, of: 1, rate: 0, interval: [0, 1] as [number, number] };
    const decision = {
      threshold: 0.2,
      aim: { name: "fixed" as const, threshold: 0.2 },
      missRate: rate,
      falseRejectRate: rate,
      by: "validation" as const,
      rows: 1,
    };
    const found = await turns(sumModel([800, 0], -800 * 25.0312, { decision }));
    expect(found[0]!.at).toBeCloseTo(25.0312 + Math.log(0.2 / 0.8) / 800, 4);
  });

  test("below a value, where it is so", async () => {
    const found = await turns(sumModel([-800, 0], 800 * 24.97));
    expect(found[0]).toMatchObject({ from: "NG", to: "OK" });
    expect(found[0]!.at).toBeCloseTo(24.97, 4);
  });

  test("nowhere where no value is enough", async () => {
    expect(await turns(sumModel([8, 0], -8 * 26))).toEqual([]);
  });
});

/** A regression that is a sum: 3 x0 − 2 |x1| + 7, by a hidden layer of relu. */
const sumOfTwo: ModelData = {
  network: { sizes: [2, 3, 1], activation: "relu" },
  dtype: "float64",
  featureNames: ["x0", "x1"],
  label: "y",
  classNames: [],
  target: { kind: "none", offset: [0], scale: [1] },
  scaler: { kind: "none", offset: [0, 0], scale: [1, 1] },
  parameters: {
    "dense1.weight": { shape: [2, 3], data: Float64Array.of(1, 0, 0, 0, 1, -1) },
    "dense1.bias": { shape: [1, 3], data: Float64Array.of(100, 0, 0) },
    "dense2.weight": { shape: [3, 1], data: Float64Array.of(3, -2, -2) },
    "dense2.bias": { shape: [1, 1], data: Float64Array.of(7 - 300) },
  },
};

describe("of a sum", () => {
  const n = 240;
  // The columns go together: a partial dependence would not mind, and neither does this.
  const x1 = even(n, 2).map((x) => 2 * x - 1);
  const x0 = even(n, 3).map((x, i) => x + 2 * x1[i]!);
  const rows = x0.map((x, i) => [x, x1[i]!]);

  test("each curve is its own summand", async () => {
    const { columns } = await effects(new Model(sumOfTwo), rows);
    for (const [j, summand] of [(x: number) => 3 * x, (x: number) => -2 * Math.abs(x)].entries()) {
      const { at, curves } = columns[j]!;
      const { values } = curves[0]!;
      for (let i = 1; i < at.length; i++)
        expect(values[i]! - values[0]!).toBeCloseTo(summand(Number(at[i])) - summand(Number(at[0])), 10);
    }
  });

  test("nothing acts together", async () => {
    const labels = Float64Array.from(rows, ([a, b]) => 3 * a! - 2 * Math.abs(b!) + 7);
    const { pairs } = await modelInteractions(
      sumOfTwo,
      { features: Float64Array.from(rows.flat()), labels },
      { engine },
    );
    expect(pairs.filter(({ kind }) => kind === "act together")).toEqual([]);
  });
});

/** The sum of two steps decides by its parity: NG where one of x0 and x1 is above 0 and the other is not. */
const parity: ModelData = {
  network: { sizes: [3, 4, 2], activation: "sigmoid" },
  dtype: "float64",
  featureNames: ["x0", "x1", "noise"],
  classNames: ["NG", "OK"],
  positive: "NG",
  scaler: { kind: "none", offset: [0, 0, 0], scale: [1, 1, 1] },
  parameters: {
    // Hidden: x0 + x1 > 1, x0 + x1 < −1, x0 − x1 > 1, x1 − x0 > 1, of values near ±1.
    "dense1.weight": {
      shape: [3, 4],
      data: Float64Array.from([1, -1, 1, -1, 1, -1, -1, 1, 0, 0, 0, 0].map((w) => 8 * w)),
    },
    "dense1.bias": { shape: [1, 4], data: Float64Array.of(-8, -8, -8, -8) },
    "dense2.weight": { shape: [4, 2], data: Float64Array.of(-6, 6, -6, 6, 6, -6, 6, -6) },
    "dense2.bias": { shape: [1, 2], data: Float64Array.of(0, 0) },
  },
};

describe("columns that act together", () => {
  const n = 256;
  const [a, b, c] = [even(n, 2), even(n, 3), even(n, 5)];
  const near = (x: number) => (x > 0.5 ? 1 : -1) + (x - 0.5) / 5;
  const rows = a.map((x, i) => [near(x), near(b[i]!), 2 * c[i]! - 1]);
  const samples = {
    features: Float64Array.from(rows.flat()),
    labels: Int32Array.from(rows, ([p, q]) => Number(p! * q! > 0)),
  };

  test("have no effect of their own, and are named as a pair", async () => {
    const { columns } = await effects(new Model(parity), rows);
    for (const { curves } of columns)
      for (const value of curves[0]!.values) expect(Math.abs(value)).toBeLessThan(0.1);
    const { pairs, sample } = await modelInteractions(parity, samples, { engine });
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({ kind: "act together", names: ["x0", "x1"] });
    expect(pairs[0]!.h2).toBeGreaterThan(0.9);
    expect(pairs[0]!.share).toBeGreaterThan(0.9);
    expect(sample).toEqual({ columns: 3, ofColumns: 3, rows: n });
  });

  test("the same rows give the same numbers", async () => {
    const once = await modelInteractions(parity, samples, { engine, seed: 5 });
    expect(await modelInteractions(parity, samples, { engine, seed: 5 })).toEqual(once);
  });
});

test("columns that say the same stand in for each other: alone each looks unimportant", async () => {
  const n = 300;
  const [x, noise] = [even(n, 2), even(n, 3)];
  const rows = x.map((value, i) => [value, value + (noise[i]! - 0.5) / 1000, noise[i]!]);
  // NG where either is large: one alone is enough to know it.
  const either: ModelData = {
    ...sumModel([0, 0, 0], 0),
    network: { sizes: [3, 2, 2], activation: "sigmoid" },
    parameters: {
      "dense1.weight": { shape: [3, 2], data: Float64Array.of(200, 0, 0, 200, 0, 0) },
      "dense1.bias": { shape: [1, 2], data: Float64Array.of(-180, -180) },
      "dense2.weight": { shape: [2, 2], data: Float64Array.of(9, -9, 9, -9) },
      "dense2.bias": { shape: [1, 2], data: Float64Array.of(-5, 5) },
    },
  };
  const labels = Int32Array.from(x, (value) => Number(value <= 0.9));
  const { pairs } = await modelInteractions(
    either,
    { features: Float64Array.from(rows.flat()), labels },
    { engine },
  );
  const found = pairs.filter(({ kind }) => kind === "stand in");
  expect(found.map(({ names }) => names)).toEqual([["x0", "x1"]]);
  const [first, second, both] = found[0]!.drops;
  expect(both).toBeGreaterThan(0.3);
  expect(first + second).toBeLessThan(both / 1.5);
});

test("of very many rows some are looked at, and it is said", async () => {
  const rows = {
    shape: [20_000, 2],
    data: Float64Array.from({ length: 40_000 }, (_, i) => (i * 7919) % 1000),
  };
  const { sample } = await effects(new Model(sumModel([0.01, 0], 0)), rows);
  expect(sample).toEqual({ rows: 5000, ofRows: 20_000, columns: 2, ofColumns: 2 });
});

test("a column of one value has no effect", async () => {
  const { columns } = await effects(new Model(sumModel([1, 1], 0)), [
    [1, 5],
    [2, 5],
    [3, 5],
    [4, 5],
    [5, 5],
  ]);
  expect(columns.map(({ name }) => name)).toEqual(["x0"]);
});

describe("is refused", () => {
  const model = new Model(sumModel([1, 1], 0));
  test.each([
    [[[1, 2]], { columns: ["x2"] }, 'effects: the model has no column "x2"; did you mean "x0"?'],
    [[[1, 2]], { bins: 0 }, "effects: bins must be a whole number from 1 on, found 0"],
    [[], {}, "effects: there are no rows to look at; give some"],
    [[[1, 2]], { colums: ["x0"] }, 'did you mean "columns"?'],
  ])("%j %j", async (rows, options, message) => {
    await expect(effects(model, rows, options as EffectsOptions)).rejects.toThrow(message);
  });
});

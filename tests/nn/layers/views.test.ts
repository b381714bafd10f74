import { describe, expect, test } from "vitest";
import { referenceEngine } from "../../../src/engine/reference.ts";
import * as op from "../../../src/graph/ops.ts";
import { buildNetwork } from "../../../src/nn/layers/network.ts";
import {
  learnedCount,
  networkLayer,
  viewNames,
  viewStarts,
  views,
  withViews,
} from "../../../src/nn/layers/views.ts";
import { rankedFeatures, rankKnots } from "../../../src/train/rows/rankKnots.ts";

/** Three columns: many values, crowded at one end; two values; few values, several rows each. */
const column = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000];
const rows = Float64Array.from(column.flatMap((x, i) => [x, i % 2, Math.floor(i / 4)]));
const spec = { ranked: [2, 0], knots: 16 };

async function seen(features: Float64Array): Promise<number[][]> {
  const layer = views(3, spec);
  const statistics = rankKnots(rows, 3, spec) as Record<string, { data: ArrayLike<number> }>;
  const n = features.length / 3;
  const inputs = Object.fromEntries(
    Object.entries(layer.parameters).map(([name, { shape }]) => [name, op.input(name, shape, "float64")]),
  );
  const x = op.input("x", [n, 3], "float64");
  const graph = { inputs: { x }, state: inputs, outputs: { y: layer.forward(x, inputs) }, updates: {} };
  const program = referenceEngine.compile(graph);
  for (const [name, { data }] of Object.entries(statistics)) program.set(name, data);
  program.set("x", features);
  await program.run();
  const y = Array.from(program.get("y"));
  return Array.from({ length: n }, (_, i) => y.slice(8 * i, 8 * i + 8));
}

describe("views of a row", () => {
  test("are the features, then all of them softly clipped, those that are ranked first, then their ranks", async () => {
    const soft = (z: number) => z / Math.sqrt(1 + (z / 3) ** 2);
    for (const [i, row] of (await seen(rows)).entries()) {
      const [a, b, c] = rows.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
      expect(row.slice(0, 3)).toEqual([a, b, c]);
      for (const [k, z] of [c, a, b].entries()) expect(row[3 + k]).toBeCloseTo(soft(z), 12);
      // the middle of the ranks of equal values, brought to variance 1
      const middle = (values: number[], z: number) =>
        (values.filter((x) => x < z).length + values.filter((x) => x <= z).length) / 2 / 10;
      const few = column.map((_, k) => Math.floor(k / 4));
      expect(row[6]).toBeCloseTo((middle(few, c) - 0.5) * Math.sqrt(12), 12);
      expect(row[7]).toBeCloseTo((middle(column, a) - 0.5) * Math.sqrt(12), 12);
    }
  });

  test("of a value between two of the training rows lie on the line between them, of one beyond all at its end", async () => {
    const at = async (x: number) => (await seen(Float64Array.from([x, 0, 0])))[0]![7]!;
    expect(await at(2.5)).toBeCloseTo(((await at(2)) + (await at(3))) / 2, 12);
    expect(await at(-1e6)).toBe(await at(1));
    expect(await at(1e6)).toBeCloseTo(await at(1000), 12);
    expect((await seen(Float64Array.from([1e6, 0, 0])))[0]![4]).toBeCloseTo(3, 6);
  });

  test("have no more knots than asked, the least and the greatest value among them", () => {
    const many = Float64Array.from({ length: 500 }, (_, i) => i * i);
    const { at, width, slope, low } = rankKnots(many, 1, { ranked: [0], knots: 8 });
    expect(at.data[0]).toBe(0);
    const whole = Array.from(width.data).reduce((sum, w) => sum + w, 0);
    expect(whole).toBe(499 * 499);
    const rise = Array.from(width.data).reduce((sum, w, k) => sum + w * slope.data[k]!, low.data[0]!);
    expect(rise).toBeCloseTo((499.5 / 500 - 0.5) * Math.sqrt(12), 12);
  });

  test("by rank are of features with more than two values", () => {
    expect(rankedFeatures(rows, 3)).toEqual([0, 2]);
  });
});

describe("a network with views", () => {
  const network = { sizes: [3, 10, 2], activation: "relu", views: spec };

  test("has first weights for each view, and names for them", () => {
    const { parameters } = networkLayer(network);
    const shapes = Object.entries(parameters).map(([name, { shape }]) => `${name} ${shape.join("×")}`);
    expect(shapes.slice(-4)).toEqual([
      "dense1.weight 8×10",
      "dense1.bias 1×10",
      "dense2.weight 10×2",
      "dense2.bias 1×2",
    ]);
    expect(viewStarts(3, spec)).toEqual({ clipped: 3, ranks: 5, end: 8 });
    expect(viewNames(["a", "b", "c"], spec)).toEqual([
      "a",
      "b",
      "c",
      "clipped c",
      "clipped a",
      "clipped b",
      "rank of c",
      "rank of a",
    ]);
    expect(learnedCount(network)).toBe(8 * 10 + 10 + 10 * 2 + 2);
  });

  test("is another's without them", () => {
    const { views: _, ...plain } = network;
    expect(withViews(plain)).toBe(plain);
    expect(Object.keys(networkLayer(plain).parameters)).toEqual(Object.keys(buildNetwork(plain).parameters));
  });

  test("has units that do not bend, where it says so: the last ones", () => {
    const layer = networkLayer({ ...network, views: { ...spec, linear: 10 } });
    const state = Object.fromEntries(
      Object.entries(layer.parameters).map(([name, { shape }]) => [name, op.input(name, shape, "float64")]),
    );
    const y = layer.forward(op.input("x", [4, 3], "float64"), state);
    const ops = new Set<string>();
    const walk = (value: typeof y) => {
      ops.add(value.op);
      for (const input of value.inputs) walk(input);
    };
    walk(y);
    // the only maximum is that of the ranks, none of relu
    const relu = networkLayer(network).forward(op.input("x", [4, 3], "float64"), state);
    const count = (value: typeof y): number =>
      Number(value.op === "maximum") + value.inputs.reduce((sum, input) => sum + count(input), 0);
    expect(count(relu)).toBe(count(y) + 1);
  });
});

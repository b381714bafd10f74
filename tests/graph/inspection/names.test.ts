import { describe, expect, test } from "vitest";
import { indexOf } from "../../../src/graph/cells.ts";
import * as op from "../../../src/graph/composed.ts";
import { gradient } from "../../../src/graph/gradient.ts";
import { explain } from "../../../src/graph/inspection/explain.ts";
import type { Inspection } from "../../../src/graph/inspection/inspection.ts";
import type { Value } from "../../../src/graph/value.ts";
import { inspect } from "../../../src/nn/inspect.ts";
import type { OptimizerSpec } from "../../../src/nn/training/optimizers.ts";
import { initialState, trainingGraph } from "../../../src/nn/training/training.ts";

const drawn = (count: number) => Float64Array.from({ length: count }, (_, i) => Math.sin(1 + 7 * i + i * i));
const formulas = (found: Inspection, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, found.get(name).formula]));

test("attention reads as in the paper, its batches and steps written in", () => {
  const loss = ({ Wq, Wk, Wv }: Record<"Wq" | "Wk" | "Wv", Value>, x: Value): Value => {
    const [q, k, v] = [Wq, Wk, Wv].map((W) => op.matmul(x, W));
    const scores = op.multiply(op.matmul(q, op.transpose(k, [0, 2, 1])), 0.5);
    const attention = op.named("attention", op.softmax(scores));
    return op.sum(op.named("y", op.matmul(attention, v)));
  };
  const W = () => ({ shape: [3, 4], data: drawn(12) });
  const found = inspect(loss, [
    { Wq: W(), Wk: W(), Wv: W() },
    { shape: [2, 5, 3], data: drawn(30) },
  ]);
  expect(formulas(found, ["attention", "y", "loss", "attention'", "Wv'"])).toEqual({
    attention: "softmax(x Wq (x Wk)ᵀ · 0.5)",
    y: "attention (x Wv)",
    loss: "Σ y",
    "attention'": "y' (x Wv)ᵀ",
    "Wv'": "xᵀ (attentionᵀ y')",
  });
});

test("a gradient of a gradient: the outer loss is the loss, the inner one has its own name before what is its", () => {
  const f = (w: Value, x: Value): Value => {
    const [slope] = gradient(op.sum(op.multiply(op.sin(w), x)), [w]);
    return op.sum(op.multiply(slope, slope));
  };
  const [w, x] = [drawn(3), drawn(3)];
  const found = inspect(f, [w, x]);
  // Σ (cos w · x)², whose slope is −2 sin w cos w · x²
  expect(Array.from(found.get("sum.w'").numbers)).toEqual(Array.from(w, (a, i) => Math.cos(a) * x[i]));
  found.get("w'").numbers.forEach((number, i) => {
    expect(number).toBeCloseTo(-2 * Math.sin(w[i]) * Math.cos(w[i]) * x[i] ** 2, 12);
  });
  expect(found.get("w").gradient).toBe("w'");
  expect(found.get("loss").phase).toBe("forward");
});

test("what a layer of a layer gives is called as its parameters are", () => {
  const network = { sizes: [4, 3, 2], activation: "relu" };
  const optimizer = { name: "sgd" } as const;
  const plan = {
    network,
    batch: 6,
    dtype: "float64",
    reduction: "mean",
    optimizer,
    loss: "verification",
  } as const;
  const state = initialState({ ...plan, initializer: "heNormal", seed: 0 });
  const found = inspect(trainingGraph(plan), {
    x: drawn(24),
    y: [0, 0, 1, 1, 2, 2],
    learningRate: 1,
    ...state,
  });
  const layers = [...found].filter(({ phase, hasOwnName }) => phase === "forward" && hasOwnName);
  const names = layers.map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(["dense1", "relu1", "dense2"]);
  expect(names.at(-1)).toBe("loss");
});

describe.each(["crossEntropy", "meanSquaredError", "contrastive", "triplet", "verification"] as const)(
  "a step of %s",
  (loss) => {
    test.each(["sgd", "rmsprop", "adam", "adamw"] as const)(
      "with %s: each name is one value's, and lines fit",
      (name) => {
        const isEmbedding = loss !== "crossEntropy" && loss !== "meanSquaredError";
        const network = { sizes: [4, 5, 3], activation: "gelu", normalize: isEmbedding };
        const plan = {
          network,
          batch: 6,
          dtype: "float64",
          reduction: "mean",
          optimizer: { name } as OptimizerSpec,
          loss,
          l2: 0.1,
          clipNorm: 1,
        } as const;
        const y = loss === "meanSquaredError" ? drawn(18) : [0, 0, 1, 1, 2, 2];
        const state = initialState({ ...plan, initializer: "heNormal", seed: 0 });
        const found = inspect(trainingGraph(plan), { x: drawn(24), y, learningRate: 0.1, ...state });
        const names = [...found].flatMap((value) => [value.name, ...value.aliases]);
        expect(new Set(names).size).toBe(names.length);
        for (const parameter of ["dense1.weight", "dense2.bias"]) {
          expect(found.get(parameter).gradient).toBe(`${parameter}'`);
          expect(found.get(`${parameter}+`).phase).toBe("update");
        }
        const texts = [found.toString(), found.toString({ steps: true })];
        for (const { name: value, shape } of found)
          texts.push(String(explain(found, value, indexOf(0, shape))));
        const long = texts.flatMap((text) => text.split("\n")).filter((line) => [...line].length > 80);
        expect(long).toEqual([]);
      },
    );
  },
);

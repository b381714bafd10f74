import { expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { loadWasmEngine } from "../../../src/engine/wasm/engine.ts";
import { planGraph } from "../../../src/engine/wasm/plan.ts";
import * as op from "../../../src/graph/ops.ts";
import { simplify } from "../../../src/graph/simplify.ts";
import type { FloatDtype, Graph, Shape, Value } from "../../../src/graph/value.ts";
import { size, topological } from "../../../src/graph/value.ts";
import { buildOptimizer, type Optimizer } from "../../../src/nn/training/optimizers.ts";
import { settled } from "../../../src/train/estimators/perceptronSettings.ts";
import { solvers } from "../../../src/train/estimators/solvers.ts";

const kernels = (graph: Graph) => planGraph(graph).instructions.map(([kernel]) => kernel);

/** One parameter's step of a given gradient; the gradient is `factor` times the input g. */
function update(optimizer: Optimizer, shape: Shape, dtype: FloatDtype, factor = 1): Graph {
  const tensor = (name: string) => op.input(name, shape, dtype);
  const scalar = (name: string) => op.input(name, [], dtype);
  const [p, g, learningRate] = [tensor("p"), tensor("g"), scalar("learningRate")];
  const slots = Object.fromEntries(optimizer.slots.map((name) => [name, tensor(name)]));
  const scalars = Object.fromEntries(Object.keys(optimizer.scalars).map((name) => [name, scalar(name)]));
  const advanced = optimizer.advance(scalars);
  const gradient = op.multiply(g, factor);
  const moved = optimizer.step({
    parameter: p,
    gradient,
    slots,
    scalars: advanced,
    learningRate,
    decays: true,
  });
  return simplify({
    inputs: { g, learningRate },
    state: { p, ...slots, ...scalars },
    outputs: {},
    updates: { p: moved.parameter, ...moved.slots, ...advanced },
  });
}

/** The same, where every value on the way is shown: none can be left out. */
function shown(graph: Graph): Graph {
  const all = topological(Object.values(graph.updates)).filter(
    ({ op, shape }) => op !== "input" && op !== "constant" && size(shape) > 0,
  );
  return { ...graph, outputs: Object.fromEntries(all.map((value, i) => [`value${i}`, value])) };
}

/** Numbers of every size, zeros and signs among them, as they come in gradients that vanish or explode. */
const gradientOf = (count: number, step: number) =>
  Float64Array.from({ length: count }, (_, i) => {
    const x = Math.sin(1 + 37 * i + 101 * step);
    return [x, 0, -0, x * 1e-3, x * 1e-22, x * 1e-40, x * 1e18, x * 1e21][(i * 5 + step) % 8]!;
  });

/** All states after each of five steps. */
function steps(engine: Engine, graph: Graph, optimizer: Optimizer): Record<string, number[]>[] {
  const program = engine.compile(graph);
  const count = size(graph.state.p!.shape);
  for (const [name, first] of Object.entries(optimizer.scalars)) program.set(name, [first]);
  program.set(
    "p",
    Float64Array.from({ length: count }, (_, i) => Math.cos(i)),
  );
  const found = [0, 1, 2, 3, 4].map((step) => {
    program.set("learningRate", [0.3 / (step + 1)]);
    program.set("g", gradientOf(count, step));
    program.run();
    return Object.fromEntries(Object.keys(graph.state).map((name) => [name, [...program.get(name)]]));
  });
  program.dispose();
  return found;
}

const updates: Readonly<Record<string, readonly [Optimizer, kernel: string]>> = {
  nesterov: [buildOptimizer({ name: "sgd", momentum: 0.9, nesterov: true }), "nesterov"],
  adam: [buildOptimizer({ name: "adam" }), "adam"],
  "adam, other settings": [buildOptimizer({ name: "adam", beta1: 0.7, beta2: 0.9, epsilon: 0.01 }), "adam"],
  adamw: [buildOptimizer({ name: "adamw", weightDecay: 0.1 }), "adam"],
  "scikit-learn's adam": [solvers.adam(settled("MLPClassifier", {})).optimizer, "adam"],
};

const shapes: readonly Shape[] = [[], [1], [7], [1, 10], [5, 1], [3, 5], [33, 41]];

test.each(["float64", "float32"] as const)(
  "an update in one pass has the bits of one op after the other (%s)",
  async (dtype) => {
    const engine = await loadWasmEngine();
    for (const [name, [optimizer, kernel]] of Object.entries(updates)) {
      for (const shape of shapes) {
        for (const factor of [1, 0.3]) {
          const graph = update(optimizer, shape, dtype, factor);
          const about = `${name}, ${JSON.stringify(shape)} times ${factor}`;
          const found = kernels(graph);
          expect(
            found.filter((one) => one === kernel),
            about,
          ).toHaveLength(1);
          for (const other of ["addScaled", "move"]) expect(found, about).not.toContain(other);
          expect(kernels(shown(graph)), about).not.toContain(kernel);
          const ours = steps(engine, graph, optimizer);
          expect(ours, about).toEqual(steps(engine, shown(graph), optimizer));
          expect(ours, about).toEqual(steps(referenceEngine, graph, optimizer));
        }
      }
    }
  },
);

/** What becomes of p, q and v in three steps; `of` makes their new values. */
async function moved(
  of: (p: Value, q: Value, v: Value, g: Value, mu: Value) => Readonly<Record<"p" | "q" | "v", Value>>,
): Promise<void> {
  const names = ["p", "q", "v", "g"] as const;
  const [p, q, v, g] = names.map((name) => op.input(name, [6], "float64")) as [
    ...[Value<"input">, Value<"input">, Value<"input">, Value<"input">],
  ];
  const mu = op.input("mu", [], "float64");
  const graph = { inputs: { g, mu }, state: { p, q, v }, outputs: {}, updates: of(p, q, v, g, mu) };
  const results = [await loadWasmEngine(), referenceEngine].map((engine) => {
    const program = engine.compile(graph);
    program.set("mu", [0.7]);
    for (const [i, name] of names.entries()) program.set(name, [1, 2, 3, 4, 5, 6 + i]);
    for (let step = 0; step < 3; step++) program.run();
    return ["p", "q", "v"].map((name) => [...program.get(name)]);
  });
  expect(results[0]).toEqual(results[1]);
}

/** p − η (g + μ v) */
const ahead = (p: Value, v: Value, g: Value, mu: Value) =>
  op.subtract(p, op.multiply(op.add(g, op.multiply(v, mu)), 0.3));

test("a velocity that moves two parameters is brought along by one of them", async () => {
  await moved((p, q, v, g, mu) => {
    const velocity = op.add(op.multiply(v, mu), g);
    return { p: ahead(p, velocity, g, mu), q: ahead(q, velocity, g, mu), v: velocity };
  });
});

test("a velocity that the parameter needs beforehand is not brought along by it", async () => {
  await moved((p, q, v, g, mu) => {
    const velocity = op.add(op.multiply(v, mu), g);
    return { p: ahead(op.maximum(p, velocity), velocity, g, mu), q, v: velocity };
  });
});

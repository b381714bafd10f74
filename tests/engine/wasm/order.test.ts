import { afterEach, expect, test, vi } from "vitest";
import { orderSteps } from "../../../src/engine/wasm/order.ts";
import { planGraph } from "../../../src/engine/wasm/plan.ts";
import { selectSteps } from "../../../src/engine/wasm/select.ts";
import * as op from "../../../src/graph/ops.ts";
import { type Graph, results, topological, type Value } from "../../../src/graph/value.ts";
import type { OptimizerSpec } from "../../../src/nn/training/optimizers.ts";
import { trainingGraph } from "../../../src/nn/training/training.ts";

afterEach(() => vi.restoreAllMocks());

/** How often a plan's sets and maps are asked or told something: what its time grows with. */
function work(layers: number, optimizer: OptimizerSpec): number {
  const network = { sizes: [2, ...Array<number>(layers).fill(2), 2], activation: "tanh" } as const;
  const graph = trainingGraph({ network, batch: 4, dtype: "float64", reduction: "mean", optimizer });
  const spies = [
    ...(["add", "has"] as const).map((name) => vi.spyOn(Set.prototype, name)),
    ...(["get", "has", "set"] as const).map((name) => vi.spyOn(Map.prototype, name)),
  ];
  planGraph(graph);
  const calls = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  vi.restoreAllMocks();
  return calls;
}

test.each([{ name: "sgd" }, { name: "adam" }, { name: "sgd", momentum: 0.9, nesterov: true }] as const)(
  "the plan of twice the layers is twice the work: %o",
  (optimizer) => {
    expect(work(200, optimizer) / work(100, optimizer)).toBeLessThan(2.1);
  },
);

/** Values, older and younger than a limit, in a graph that is no chain. */
test("of a graph, the values from an id on are those of all that have it", () => {
  const a = op.input("a", [], "float64");
  const values: Value[] = [a];
  for (let i = 1; i < 60; i++)
    values.push(op.add(values[(i * 7) % values.length]!, values[(i * 11) % values.length]!));
  const roots = [values[59]!, values[31]!, values[58]!];
  for (const { id } of values)
    expect(topological(roots, id)).toEqual(topological(roots).filter((value) => value.id >= id));
});

/**
 * States that are updated by one another, the readers of an old one in front of its new one and behind it: the order may
 * be any in which each step comes after those whose values it reads, and after all that read what it writes over.
 */
test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  "no state is written over before its last reader, graph %i",
  (seed) => {
    const graph = drawn(seed);
    const selection = selectSteps(graph);
    const { steps, inPlace } = orderSteps(graph, selection);
    expect(new Set(steps)).toEqual(new Set(selection.steps));
    const place = new Map(steps.map((step, i) => [step.value, i]));
    steps.forEach(({ value, reads }, i) => {
      const roots = reads.map(selection.rootOf);
      for (const root of roots) if (place.has(root)) expect(place.get(root)).toBeLessThan(i);
      for (const [over, state] of inPlace)
        if (over !== value && roots.includes(state)) expect(i).toBeLessThan(place.get(over)!);
    });
  },
);

test("states are written over where a reader stands behind and does not wait", () => {
  const all = Array.from({ length: 40 }, (_, seed) => drawn(seed));
  const written = all.map((graph) => orderSteps(graph, selectSteps(graph)).inPlace.size);
  expect(written.filter((states) => states > 1).length).toBeGreaterThan(5);
});

/** A graph of some states of which each becomes any value, in any order. */
function drawn(seed: number): Graph {
  let state = seed + 1;
  const below = (end: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
  const names = ["a", "b", "c", "d"];
  const states = Object.fromEntries(names.map((name) => [name, op.input(name, [2, 2], "float64")]));
  const values: Value[] = Object.values(states);
  const ops = [op.add, op.multiply, op.matmul, op.subtract];
  for (let i = 0; i < 20; i++)
    values.push(ops[below(4)]!(values[below(values.length)]!, values[below(values.length)]!));
  const ordered = names.toSorted(() => below(3) - 1);
  const updates = Object.fromEntries(ordered.map((name) => [name, values[4 + below(20)]!]));
  const graph = { inputs: {}, state: states, outputs: {}, updates };
  expect(results(graph)).toHaveLength(4);
  return graph;
}

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import { loadWasmEngine } from "../../src/engine/wasm/engine.ts";
import * as op from "../../src/graph/composed.ts";
import { gradient } from "../../src/graph/gradient.ts";
import { simplify } from "../../src/graph/simplify.ts";
import type { Graph, Value } from "../../src/graph/value.ts";

/** NaN is null, infinities are texts. */
type Written = (number | null | string)[];
interface Entry {
  shape: number[];
  numbers: Written;
  labels: boolean;
}
interface Case {
  op: string;
  settings: Record<string, never>;
  inputs: Entry[];
  y: Entry;
  g: Written;
  gradients: (Written | null)[];
}

const { cases }: { cases: Case[] } = JSON.parse(readFileSync("tests/golden/torch_ops.json", "utf8"));
const read = (numbers: Written) => numbers.map((x) => (x === null ? Number.NaN : Number(x)));

const made: Record<string, (settings: Record<string, never>, ...x: Value[]) => Value> = {
  powOf: ({ exponent }, x) => op.pow(x, exponent),
  clip: ({ low, high }, x) => op.clip(x, low, high),
  mean: ({ axes }, x) => op.mean(x, axes),
  min: ({ axes }, x) => op.min(x, axes),
  scatterAdd: ({ rows }, x, i) => op.scatterAdd(x, i, rows),
  concatenate: ({ axis }, ...x) => op.concatenate(x, axis),
  stack: ({ axis }, ...x) => op.stack(x, axis),
  split: ({ parts, axis, taken }, x) => op.split(x, parts, axis)[taken],
  cumsum: ({ axis }, x) => op.cumsum(x, axis),
  sort: ({ descending }, x) => op.sort(x, descending),
  argSort: ({ descending }, x) => op.cast(op.argSort(x, descending), "float64"),
  topK: ({ k }, x) => op.topK(x, k).values,
  topKPlaces: ({ k }, x) => op.cast(op.topK(x, k).indices, "float64"),
  toIntegers: (_, x) => op.cast(op.cast(x, "int32"), "float64"),
};
const plain = op as unknown as Record<string, (...x: Value[]) => Value>;

/** y and the gradients of Σ g y by every float input. */
function graphOf(one: Case): Graph {
  const x = one.inputs.map(({ shape, labels }, i) => op.input(`x${i}`, shape, labels ? "int32" : "float64"));
  const g = op.input("g", one.y.shape, "float64");
  const y = made[one.op] === undefined ? plain[one.op](...x) : made[one.op](one.settings, ...x);
  const floats = x.filter(({ dtype }) => dtype !== "int32");
  const found = one.gradients.length === 0 ? [] : gradient(op.sum(op.multiply(y, g)), floats);
  const inputs = Object.fromEntries([...x, g].map((value) => [value.attributes.name, value]));
  const outputs = { y, ...Object.fromEntries(found.map((dx, i) => [`d${i}`, dx])) };
  return { inputs, state: {}, outputs, updates: {} };
}

function close(found: ArrayLike<number>, wanted: number[], what: string): void {
  expect(found.length, what).toBe(wanted.length);
  wanted.forEach((w, i) => {
    const near =
      Object.is(found[i], w) || Math.abs(found[i] - w) <= 1e-12 * Math.max(1, Math.abs(w)) || found[i] === w;
    if (!near) throw new Error(`${what}: number ${i} is ${found[i]}, PyTorch's ${w}`);
  });
}

cases.forEach((one, i) => {
  const shapes = one.inputs.map(({ shape }) => `(${shape})`).join(" ");
  test(`${i} ${one.op} ${JSON.stringify(one.settings)} of ${shapes} is PyTorch's, and so are its gradients`, async () => {
    const graph = graphOf(one);
    expect(graph.outputs.y.shape).toEqual(one.y.shape);
    for (const engine of [referenceEngine, await loadWasmEngine()]) {
      for (const [form, compiled] of Object.entries({ "as written": graph, simplified: simplify(graph) })) {
        const program = engine.compile(compiled);
        one.inputs.forEach(({ numbers }, j) => {
          program.set(`x${j}`, read(numbers));
        });
        program.set("g", read(one.g));
        await program.run();
        const where = `on ${engine.name}, ${form}`;
        close(program.get("y"), read(one.y.numbers), `y ${where}`);
        one.gradients.forEach((wanted, j) => {
          if (wanted !== null) close(program.get(`d${j}`), read(wanted), `gradient ${j} ${where}`);
        });
        program.dispose();
      }
    }
  });
});

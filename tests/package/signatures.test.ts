import { relative } from "node:path";
import { describe, expect, test } from "vitest";
import { callsOf, namedTypesOf, signaturesOf } from "../../scripts/signatures.mjs";

// What dist/ declares, as npm test has built it.
const entries = ["index", "node", "numpy", "plot", "report"];
const signatures = new Map(entries.map((entry) => [entry, signaturesOf(entry)]));
const all = [...signatures.values()].flat();

/** The functions that take more than two arguments by position, and why. The members of `op` do as NumPy's and PyTorch's do. */
const positional = {
  attention: "as PyTorch's scaled_dot_product_attention(query, key, value, mask)",
  conv2d: "as PyTorch's Conv2d(in, out, kernel): a layer's sizes",
  explain: "a cell is a value's name and its index: explain(inspection, \"dense2.weight'\", [3, 1])",
  images: "an image's sizes, in the order of its shape",
  "NeuralNetwork.constructor": "the lesson's class: the sizes of its three layers",
};

test("no function and no constructor takes more than two arguments by position; the rest is one object", () => {
  const calls = all.filter(({ name }) => !name.startsWith("op.")).flatMap(callsOf);
  expect(calls.length).toBeGreaterThan(200);
  const long = calls.filter(({ positions }) => positions > 2).map(({ path }) => path);
  expect([...new Set(long)].sort()).toEqual(Object.keys(positional).sort());
});

describe("a type that a signature names is exported", () => {
  const keyOf = ({ file, declared }: { file: string; declared: string }) => `${file}#${declared}`;
  const of = (...names: string[]) => new Set(names.flatMap((name) => signatures.get(name)!.map(keyOf)));
  // A type has one door: what the core or another entry exports is imported from there.
  const doors = of(...entries);

  test.each(entries)("%s", (entry) => {
    const own = signatures.get(entry)!;
    const missing = own.flatMap((signature) =>
      namedTypesOf(signature)
        .filter((type) => !(entry === "index" ? of("index") : doors).has(keyOf(type)))
        .map((type) => `${signature.name}: ${type.declared} of ${relative("dist", type.file)}`),
    );
    expect(missing).toEqual([]);
  });
});

test("no entry gives one name to two things", () => {
  for (const [entry, own] of signatures) {
    const files = new Map<string, Set<string>>();
    for (const { name, file, declared } of own)
      files.set(name, (files.get(name) ?? new Set()).add(`${file}#${declared}`));
    expect([...files].filter(([, { size }]) => size > 1).map(([name]) => `${entry}: ${name}`)).toEqual([]);
  }
});

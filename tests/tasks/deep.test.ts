import { expect, test } from "vitest";
import type { NetworkSpec } from "../../src/nn/layers/network.ts";
import { networkInWords } from "../../src/report/words/experiment.ts";
import { drawWeights } from "../../src/tasks/pages/weightPictures.ts";

// Of 3,000 layers no picture and no line shows each.

test.each<[number, string]>([
  [1, "4 → 2 → 3"],
  [14, `4${" → 2".repeat(14)} → 3`],
  [15, "4 → 2 → 2 → 2 → … 10 more … → 2 → 2 → 3"],
  [3000, "4 → 2 → 2 → 2 → … 2995 more … → 2 → 2 → 3"],
])("a network of %i hidden layers is said in a line", (layers, words) => {
  const network: NetworkSpec = { sizes: [4, ...Array<number>(layers).fill(2), 3], activation: "tanh" };
  expect(networkInWords(network)).toBe(words);
});

test.each([
  [50, 100, ["dense1.weight", "dense25.bias", "dense26.weight", "dense50.bias"], []],
  [
    3000,
    100,
    ["dense1.weight", "dense25.bias", "dense2976.weight", "dense3000.bias"],
    ["dense26.weight", "dense2975.bias"],
  ],
])("the weights of %i layers are a picture of %i panels", async (layers, panels, shown, leftOut) => {
  const sizes = [2, ...Array<number>(layers).fill(2)];
  const zeros = (...shape: number[]) => ({ shape, data: new Float64Array(shape.reduce((a, b) => a * b)) });
  const parameters = Object.fromEntries(
    sizes.slice(1).flatMap((_, i) => [
      [`dense${i + 1}.weight`, zeros(2, 2)],
      [`dense${i + 1}.bias`, zeros(1, 2)],
    ]),
  );
  const svg = await drawWeights({
    ...{ parameters, dtype: "float64", featureNames: ["a", "b"], classNames: ["x", "y"] },
    network: { sizes, activation: "tanh" },
  });
  expect(svg.match(/aria-label="cell"/g)).toHaveLength(panels);
  for (const name of shown) expect(svg).toContain(`>${name}<`);
  for (const name of leftOut) expect(svg).not.toContain(`>${name}<`);
  expect(svg.includes(`the first and the last 50 of ${2 * layers} tensors`)).toBe(layers > 50);
});

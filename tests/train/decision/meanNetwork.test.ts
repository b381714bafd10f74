import { expect, test } from "vitest";
import { standardEngine } from "../../../src/engine/standard.ts";
import { Evaluator } from "../../../src/model/evaluator.ts";
import type { Tensors } from "../../../src/model/file/safetensors.ts";
import { initialize } from "../../../src/nn/layers/initialize.ts";
import { buildNetwork, type NetworkSpec } from "../../../src/nn/layers/network.ts";
import { withViews } from "../../../src/nn/layers/views.ts";
import { meanNetwork, meanParameters } from "../../../src/train/decision/meanNetwork.ts";
import { rankKnots } from "../../../src/train/rows/rankKnots.ts";

const rows = 5;
const features = Float64Array.from({ length: 3 * rows }, (_, i) => Math.sin(3 * i + 1));

async function odds(network: NetworkSpec, parameters: Tensors): Promise<number[]> {
  const evaluator = new Evaluator(await standardEngine(), { network: withViews(network), dtype: "float64" });
  try {
    evaluator.set(parameters);
    const logs = await evaluator.logProbabilities(features);
    return Array.from({ length: rows }, (_, row) => logs[2 * row]! - logs[2 * row + 1]!);
  } finally {
    evaluator.dispose();
  }
}

test.each([{ sizes: [3, 4, 2] }, { sizes: [3, 2] }, { sizes: [3, 4, 5, 2], dropout: 0.3 }])(
  "networks $sizes as one answer the mean of their log odds",
  async (shape) => {
    const network: NetworkSpec = { ...shape, activation: "tanh" };
    const networks = [1, 2, 3].map((seed) =>
      initialize(buildNetwork(network).parameters, { initializer: "heNormal", seed, dtype: "float64" }),
    );
    const each = await Promise.all(networks.map((parameters) => odds(network, parameters)));
    const one = await odds(meanNetwork(network, 3), meanParameters(network, networks));
    for (const [row, z] of one.entries())
      expect(z).toBeCloseTo(each.reduce((sum, list) => sum + list[row]!, 0) / 3, 12);
  },
);

test("networks that look at views as one answer the mean of their log odds, with the ranks that all of them have", async () => {
  const views = { ranked: [0, 2], knots: 4 };
  const network: NetworkSpec = { sizes: [3, 4, 2], activation: "relu", views };
  const own = withViews(network);
  const statistics = rankKnots(features, 3, views);
  const ranks = Object.entries(statistics).map(([name, tensor]) => [`views1.${name}`, tensor]);
  const networks = [1, 2, 3].map((seed) => ({
    ...initialize(buildNetwork(own).parameters, { initializer: "heNormal", seed, dtype: "float64" }),
    ...Object.fromEntries(ranks),
  }));
  const each = await Promise.all(networks.map((parameters) => odds(network, parameters)));
  const one = await odds(meanNetwork(network, 3), meanParameters(network, networks));
  for (const [row, z] of one.entries())
    expect(z).toBeCloseTo(each.reduce((sum, list) => sum + list[row]!, 0) / 3, 12);
});

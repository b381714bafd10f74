import * as op from "../../graph/ops.ts";
import type { Value } from "../../graph/value.ts";
import { activation, dense, dropout, type Layer, sequential } from "./layers.ts";
import { buildNetwork, type Network, type NetworkSpec, parameterCount, type ViewsSpec } from "./network.ts";

/**
 * Where in a row each view begins, of (d,) features z as the scaler gives them, r of them ranked: z, then all of them softly
 * clipped, those that are ranked first, then the ranks; where none is ranked, z alone.
 */
export const viewStarts = (features: number, { ranked }: Pick<ViewsSpec, "ranked">) => ({
  clipped: features,
  /** from here on: what is not ranked, clipped, and the ranks */
  ranks: features + ranked.length,
  end: ranked.length === 0 ? features : 2 * features + ranked.length,
});

/** The features as they stand among the clipped ones. */
function viewOrder(features: number, { ranked }: Pick<ViewsSpec, "ranked">): number[] {
  const known = new Set(ranked);
  return [...ranked, ...Array.from({ length: features }, (_, j) => j).filter((j) => !known.has(j))];
}

/**
 * Beside the features z themselves: z / √(1 + (z/3)²), which no value far off takes beyond 3 (the smooth clipping of D. Holzmüller
 * et al. 2024), and the share of the training rows that a value is above, as a line through knots, brought to mean 0 and variance
 * 1. A mistaken cell then moves little, and a column that crowds at one end is told apart there too. Knots are statistics:
 * `train/rows/rankKnots.ts` finds them in the training rows.
 *
 * With knots at x₁ < x₂ < …, the rank is low + Σ slopeₖ · min(max(z − xₖ, 0), widthₖ).
 */
export function views(features: number, { ranked, knots }: ViewsSpec): Layer {
  const r = ranked.length;
  if (r === 0) return { kind: "views", parameters: {}, forward: (z) => z };
  const order = viewOrder(features, { ranked });
  const line = { shape: [r, 1, knots], role: "statistic" } as const;
  return {
    kind: "views",
    parameters: { at: line, width: line, slope: line, low: { shape: [r, 1], role: "statistic" } },
    forward(z, { at, width, slope, low }) {
      const rows = z.shape[0]!;
      const columns = op.gather(op.transpose(z), op.constant(Int32Array.from(order), "int32", [features])); // (d, n)
      const third = op.multiply(columns, 1 / 3);
      const clipped = op.divide(columns, op.sqrt(op.add(op.multiply(third, third), 1)));
      const own = op.reshape(op.slice(columns, [0, 0], [r, rows]), [r, rows, 1]);
      const above = op.maximum(op.subtract(own, at!), 0); // (r, n, knots)
      const within = op.negate(op.maximum(op.negate(above), op.negate(width!)));
      const ranks = op.add(op.sum(op.multiply(within, slope!), -1), low!); // (r, n)
      return op.concatenate([z, op.transpose(op.concatenate([clipped, ranks], 0))], 1);
    },
  };
}

/**
 * What a network with views is: (n, d) features, views, dense layer, activation, dense layer. Any other network is left as it is.
 * All that builds a model's or an experiment's network asks here first; the core, which trains and evaluates layers, does not
 * carry views along.
 */
export function withViews(network: NetworkSpec): Network {
  if (network.views === undefined) return network;
  const { sizes } = network;
  return { sizes: [sizes[0]!, sizes.at(-1)!], layer: viewedLayer(network) };
}

/** The same as a layer. */
export const networkLayer = (network: NetworkSpec): Layer => buildNetwork(withViews(network));

/** How many numbers are learned. */
export const learnedCount = (network: NetworkSpec): number => parameterCount(withViews(network));

/** What each row of the first weights is of, from the names of the features. */
export function viewNames(names: readonly string[], spec: ViewsSpec | undefined): readonly string[] {
  if (!spec) return names;
  const order = viewOrder(names.length, spec);
  const of = (what: string, features: readonly number[]) => features.map((j) => `${what} ${names[j]}`);
  if (spec.ranked.length === 0) return names;
  return [...names, ...of("clipped", order), ...of("rank of", spec.ranked)];
}

/** Up to the hidden layer alone, where `sizes` ends there. */
function viewedLayer({ sizes, activation: name, dropout: rate = 0, views: spec }: NetworkSpec): Layer {
  const [features, units, outputs] = sizes as [number, number, number | undefined];
  const seen = [views(features, spec!), dense(viewStarts(features, spec!).end, units)];
  if (outputs === undefined) return sequential(seen);
  const between = [bent(name, units - (spec!.linear ?? 0)), dropout(rate)];
  return sequential([...seen, ...between, dense(units, outputs)]);
}

/** An activation of the first units; the others answer as they are. */
export function bent(name: string, units: number): Layer {
  const whole = activation(name);
  const forward = (x: Value): Value => {
    const [rows, all] = x.shape as [number, number];
    if (units === all) return whole.forward(x, {});
    const linear = op.slice(x, [0, units], [rows, all]);
    return units === 0
      ? linear
      : op.concatenate([whole.forward(op.slice(x, [0, 0], [rows, units]), {}), linear], 1);
  };
  return { kind: name, parameters: {}, forward };
}

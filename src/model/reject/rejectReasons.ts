import type { Engine } from "../../engine/engine.ts";
import { checkNames } from "../../errors.ts";
import { buildNetwork, type NetworkSpec } from "../../nn/layers/network.ts";
import { withViews } from "../../nn/layers/views.ts";
import { Evaluator } from "../evaluator.ts";
import type { ModelData } from "../modelData.ts";
import { applyReject, type RejectReason } from "./applyReject.ts";
import type { ModelReject, RejectSpace } from "./rejectRule.ts";

/** A trained classifier, as far as a rule looks at it. */
export type Classifier = Pick<
  ModelData,
  "network" | "dtype" | "parameters" | "classNames" | "target" | "objective"
>;

export interface RejectReasonsOptions {
  readonly engine: Engine;
  /** the model's of these rows, (n, classes) row-major */
  readonly probabilities: ArrayLike<number>;
}

/** Why each row (n, features), scaled, is turned away; null where it is not. */
export async function rejectReasons(
  model: Classifier & { reject: ModelReject },
  features: ArrayLike<number>,
  options: RejectReasonsOptions,
): Promise<RejectReason[]> {
  checkNames("rejectReasons", options, ["engine", "probabilities"]);
  const { engine, probabilities } = options;
  const seen = await inSpace(model, engine, features);
  return applyReject(model.reject, seen, { probabilities, classes: model.classNames.length }).reasons;
}

/** Wider rows are measured by what the network makes of them: a covariance grows with the square of the width. */
const mostFeatures = 128;

/** What a rule measures of a network's rows. */
export function spaceOf({ sizes, convolution }: NetworkSpec): RejectSpace {
  if (sizes[0]! <= mostFeatures && !convolution) return "features";
  return sizes.length > 2 ? "hidden" : "logits";
}

/** Rows as the rule measures them, (n, d). */
export async function inSpace(
  model: Classifier,
  engine: Engine,
  features: ArrayLike<number>,
): Promise<ArrayLike<number>> {
  const evaluator = spaceEvaluator(model, engine);
  try {
    return evaluator ? await evaluator.predictions(features) : features;
  } finally {
    evaluator?.dispose();
  }
}

/** What makes of rows the values that the rule measures, as its predictions; none where it measures the rows themselves. */
export function spaceEvaluator(
  { network, dtype, parameters }: Classifier,
  engine: Engine,
): Evaluator | undefined {
  const space = spaceOf(network);
  if (space === "features") return undefined;
  // The values of the last hidden layer before its activation, which would flatten what is far away.
  const upTo = withViews(space === "hidden" ? { ...network, sizes: network.sizes.slice(0, -1) } : network);
  const evaluator = new Evaluator(engine, { network: upTo, dtype, loss: "meanSquaredError" });
  const names = Object.keys(buildNetwork(upTo).parameters);
  evaluator.set(Object.fromEntries(names.map((name) => [name, parameters[name]!])));
  return evaluator;
}

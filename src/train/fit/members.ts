import type { Tensors } from "../../model/file/safetensors.ts";
import { type MembersLoss, members } from "../../nn/layers/members.ts";
import type { Experiment, Plan } from "../run/experiment.ts";
import { type FitOptions, fit } from "./fit.ts";
import type { FitPlan } from "./plan.ts";
import type { EpochReport } from "./report.ts";

/**
 * `fit`, of a plan that may say members: parts of the hidden layer that learn apart (`nn/layers/members.ts`). The reports'
 * `parameters` are those of the one network that they make together; a checkpoint holds each member's own, to go on from.
 */
export async function* fitPlan(
  { effort: _, ...plan }: Plan & Pick<Experiment, "effort">,
  options: FitOptions,
): AsyncGenerator<EpochReport, void, void> {
  const { members: count, ...training } = plan.training;
  if (count === undefined) return yield* fit({ ...plan, training }, options);
  for await (const report of fit(apart({ ...plan, training }, count), options))
    yield { ...report, resumable: true, parameters: () => together(plan, report.parameters()) };
}

/** The plan that `fit` takes. */
function apart(plan: Plan, count: number): FitPlan {
  const { initializer, ...network } = plan.network;
  const { loss = "crossEntropy" } = plan.training;
  return { ...plan, network: members(network, count, loss as MembersLoss), initializer };
}

/** The parameters of the network whose answer is the mean of its members': of the last layer each has its share. */
export function together({ training: { members: count } }: Plan, parameters: Tensors): Tensors {
  if (count === undefined) return parameters;
  const { shape, data } = parameters["dense2.weight"]!;
  return { ...parameters, "dense2.weight": { shape, data: data.map((weight) => weight / count) } };
}

import type { Tensors } from "../../model/file/safetensors.ts";
import type { Samples } from "../../model/samples.ts";
import { type MembersLoss, type MemberViews, members } from "../../nn/layers/members.ts";
import { rankKnots } from "../rows/rankKnots.ts";
import type { Experiment, Plan } from "../run/experiment.ts";
import { type FitOptions, fit } from "./fit.ts";
import type { FitPlan } from "./plan.ts";
import type { EpochReport } from "./report.ts";

/**
 * `fit`, of a plan that may say members: parts of the hidden layer that learn apart (`nn/layers/members.ts`). The reports'
 * `parameters` are those of the one network that they make together; a checkpoint holds each member's own, to go on from.
 * Ranks are of the training rows, or of `ranksOf`, features (n, d): trainings on parts of the rows have the same ones then, and can
 * be averaged.
 */
export async function* fitPlan(
  { effort: _, ...plan }: Plan & Pick<Experiment, "effort">,
  { ranksOf, ...options }: FitOptions & { ranksOf?: ArrayLike<number> },
): AsyncGenerator<EpochReport, void, void> {
  const { members: count, looks: _looks, ...training } = plan.training;
  const { views: _views, ...network } = plan.network;
  if (count === undefined) return yield* fit({ ...plan, network, training }, options);
  const viewed = viewsOf(plan, ranksOf ?? (options.train as Samples).features);
  for await (const report of fit(apart({ ...plan, training }, count, viewed), options))
    yield { ...report, resumable: true, parameters: () => together(plan, report.parameters()) };
}

/** The plan that `fit` takes. */
function apart(plan: Plan, count: number, viewed: MemberViews | undefined): FitPlan {
  const { initializer, ...network } = plan.network;
  const { loss = "crossEntropy" } = plan.training;
  return { ...plan, network: members(network, count, loss as MembersLoss, viewed), initializer };
}

/** What members look at, with the ranks of the rows that they learn from. */
function viewsOf(
  { network: { views, sizes }, training: { looks } }: Plan,
  features: ArrayLike<number>,
): MemberViews | undefined {
  if (!views || !looks) return undefined;
  return { looks, statistics: views.ranked.length === 0 ? {} : rankKnots(features, sizes[0]!, views) };
}

/** The parameters of the network whose answer is the mean of its members': of the last layer each has its share. */
export function together({ training: { members: count } }: Plan, parameters: Tensors): Tensors {
  if (count === undefined) return parameters;
  const { shape, data } = parameters["dense2.weight"]!;
  return { ...parameters, "dense2.weight": { shape, data: data.map((weight) => weight / count) } };
}

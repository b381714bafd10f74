import { exp } from "../../data/numbers/exp.ts";
import type { Engine } from "../../engine/engine.ts";
import type { ClassAim, Decision, KnownScores } from "../../model/decision.ts";
import { evaluatorOf } from "../../model/evaluator.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { Samples } from "../../model/samples.ts";
import { halves } from "../../nn/layers/members.ts";
import type { Plan } from "../run/experiment.ts";
import { chooseDecision, tooFew } from "./chooseDecision.ts";
import { crossFit } from "./crossFit.ts";
import { meanNetwork, meanParameters } from "./meanNetwork.ts";

export interface DecisionRows {
  /** the rows that the network learned from */
  readonly train: Samples;
  /** rows that it did not learn from: they choose where they are enough, else the training rows do, cross-fitted */
  readonly validation?: Samples | undefined;
  /** a number for each training row: rows with the same are held out together */
  readonly groups?: ArrayLike<number> | undefined;
}

export interface ModelDecisionOptions {
  readonly engine: Engine;
  /** what the model was trained by: cross-fitting trains by it again, for as many epochs as the model was */
  readonly plan: Plan;
  readonly epochs: number;
  readonly aim: ClassAim;
  readonly signal?: AbortSignal | undefined;
}

/** Whether validation rows choose the threshold, by their labels. */
export function byValidation(
  aim: ClassAim,
  labels: ArrayLike<number> | undefined,
  positive: number,
): boolean {
  if (!labels) return false;
  const positives = Array.from(labels).filter((label) => label === positive).length;
  return tooFew(aim, positives, labels.length - positives) === undefined;
}

/**
 * The model of two classes with its threshold, chosen on rows that were not learned from: validation rows, or training rows in turn.
 *
 * In turn means that trainings follow which each leave a fifth of the rows out, and that the model becomes the mean of them. A row's
 * probability is then that of the mean of those that have not seen it. One network, trained on all rows, is of another size than
 * those: what was counted with the five would hold for it within more than an interval says (of the over-rejected, 67 of 100
 * intervals covered). Each of the five differs from their mean by what its fifth weighs, and these differences add up to zero.
 * Several partitions make them small (jackknife+-after-bootstrap: Kim, Xu, Barber 2020).
 */
export async function withDecision(
  model: ModelData,
  { train, validation, groups }: DecisionRows,
  { engine, plan, epochs, aim, signal }: ModelDecisionOptions,
): Promise<ModelData> {
  const { classNames } = model;
  const positive = classNames.indexOf(model.positive!);
  if (validation && byValidation(aim, validation.labels, positive)) {
    const odds = await logOdds(model, engine, { positive, rows: validation });
    const scores = scoresOf(odds, validation.labels, positive);
    const chosen = chooseDecision(aim, scores);
    return {
      ...model,
      decision: { ...chosen, aim, by: "validation", rows: validation.labels.length, scores },
    };
  }
  // The validation rows that patience watches are none of a fold's: it trains for as long as the model was.
  const { each, partitions } = foldPlan(
    { ...plan, training: { ...plan.training, patience: undefined, epochs } },
    train,
  );
  const { initializer: _, ...network } = each.network;
  const trainings: Tensors[] = [];
  const sums = new Float64Array(train.labels.length);
  for (let partition = 0; partition < partitions; partition++) {
    const again = { ...each, seed: (each.seed + partition) % 2 ** 32 };
    const options = { engine, classNames, groups, signal, sameSteps: true };
    for await (const { parameters, held, rows } of crossFit(train, again, options)) {
      trainings.push(parameters);
      const odds = await logOdds({ ...model, network, parameters }, engine, { positive, rows: held });
      for (const [i, row] of rows.entries()) sums[row]! += odds[i]! / partitions;
    }
  }
  const scores = scoresOf(sums, train.labels, positive);
  const decision: Decision = {
    ...chooseDecision(aim, scores, { inTurn: true }),
    aim,
    by: "training",
    rows: train.labels.length,
    trainings: trainings.length,
    scores,
  };
  return {
    ...model,
    network: meanNetwork(network, trainings.length),
    parameters: meanParameters(network, trainings),
    decision,
  };
}

/** In how many ways the rows are parted into folds. */
const mostPartitions = 4;

/** Of more rows, one way is enough: what a fifth of them weighs is little. */
const manyRows = 5000;

/** What each of the trainings is, and in how many ways the rows are parted: as many networks in all as one way would train. */
export function foldPlan(
  plan: Plan,
  { labels }: Pick<Samples, "labels">,
): { each: Plan; partitions: number } {
  const { network, training } = plan;
  const [inputs, hidden = 0] = network.sizes;
  const members = training.members ?? 1;
  // Several hidden layers make a matrix that is mostly zeros of their mean, as large as the square of the networks.
  const once = network.sizes.length > 3 || (members < mostPartitions && labels.length > manyRows);
  const partitions = once ? 1 : mostPartitions;
  if (members === 1) return { each: plan, partitions };
  const own = Math.max(1, Math.floor(members / partitions));
  const sizes = [inputs!, (hidden / members) * own, network.sizes.at(-1)!];
  const { views, ...plain } = network;
  // Units that do not bend stand last, which the mean of several networks could not keep.
  const looks = views && own > 1 ? (views.ranked.length > 0 ? halves(own) : { values: own }) : undefined;
  const each = {
    ...plan,
    network: looks ? { ...plain, sizes, views: { ...views!, linear: undefined } } : { ...plain, sizes },
    training: { ...training, members: own === 1 ? undefined : own, looks },
  };
  return { each, partitions };
}

/** log p / (1 − p) of the positive class of each row. */
async function logOdds(
  model: ModelData,
  engine: Engine,
  { positive, rows }: { positive: number; rows: Samples },
): Promise<Float64Array> {
  const evaluator = evaluatorOf(model, engine);
  try {
    const logs = await evaluator.logProbabilities(rows.features);
    return Float64Array.from(
      { length: rows.labels.length },
      (_, row) => logs[2 * row + positive]! - logs[2 * row + 1 - positive]!,
    );
  } finally {
    evaluator.dispose();
  }
}

/** The probabilities of each side, in the order of the rows. */
function scoresOf(odds: Float64Array, labels: ArrayLike<number>, positive: number): KnownScores {
  const scores = { positives: [] as number[], others: [] as number[] };
  for (const [row, z] of odds.entries())
    scores[labels[row] === positive ? "positives" : "others"].push(1 / (1 + exp(-z)));
  return scores;
}

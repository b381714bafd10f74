import { exp } from "../../data/numbers/exp.ts";
import type { Engine } from "../../engine/engine.ts";
import type { ClassAim, Decision } from "../../model/decision.ts";
import { evaluatorOf } from "../../model/evaluator.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { Samples } from "../../model/samples.ts";
import type { Plan } from "../run/experiment.ts";
import { chooseDecision, type KnownScores, tooFew } from "./chooseDecision.ts";
import { crossFit } from "./crossFit.ts";

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

/** The threshold of a trained classifier of two classes, chosen on rows that were not learned from. */
export async function fitDecision(
  model: ModelData,
  { train, validation, groups }: DecisionRows,
  { engine, plan, epochs, aim, signal }: ModelDecisionOptions,
): Promise<Decision> {
  const { classNames } = model;
  const positive = classNames.indexOf(model.positive!);
  const known = { positives: [] as number[], others: [] as number[] };
  if (validation && byValidation(aim, validation.labels, positive)) {
    await addScores(known, model, { engine, positive, rows: validation });
    return { ...chooseDecision(aim, known), aim, by: "validation", rows: validation.labels.length };
  }
  // The validation rows that patience watches are none of a fold's: it trains for as long as the model was.
  const training = { ...plan.training, patience: undefined, epochs };
  const again = plan.training.patience === undefined ? plan : { ...plan, training };
  const options = { engine, classNames, groups, signal, sameSteps: true };
  for await (const { parameters, held } of crossFit(train, again, options))
    await addScores(known, { ...model, parameters }, { engine, positive, rows: held });
  return { ...chooseDecision(aim, known), aim, by: "training", rows: train.labels.length };
}

/** Adds what a model says of rows that it did not learn from. */
async function addScores(
  known: { [K in keyof KnownScores]: number[] },
  model: ModelData,
  { engine, positive, rows }: { engine: Engine; positive: number; rows: Samples },
): Promise<void> {
  const evaluator = evaluatorOf(model, engine);
  try {
    const logs = await evaluator.logProbabilities(rows.features);
    for (let row = 0; row < rows.labels.length; row++) {
      const side = rows.labels[row] === positive ? known.positives : known.others;
      side.push(exp(logs[2 * row + positive]!));
    }
  } finally {
    evaluator.dispose();
  }
}

import type { Engine } from "../../engine/engine.ts";
import { SettingError } from "../../errors.ts";
import type { ClassAim, Decision, KnownScores } from "../../model/decision.ts";
import { classTotals, confusionCounts } from "../../model/metrics/confusion.ts";
import { positiveRates } from "../../model/metrics/positive.ts";
import { Model } from "../../model/model.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { Samples } from "../../model/samples.ts";
import type { ClassificationReport } from "../../report/report.ts";
import { grouped } from "../../report/words/format.ts";
import { checkClassAim, chooseDecision, tooFew, worthInTurn } from "../../train/decision/chooseDecision.ts";
import { expectedCount } from "../../train/decision/expectedCount.ts";

/** A model whose threshold is chosen for another aim, without a training. */
export interface Aimed {
  model: Model;
  notes: string[];
  /** whether the rows chose that are measured on: then they cannot say whether it does as expected */
  here: boolean;
}

/** The rows that are measured on, where the model knows of none that chose its threshold. */
export interface AimRows {
  source: string;
  samples: Samples;
  /** whether the network learned from them */
  learned: boolean;
}

/**
 * The model with the threshold for another aim. The rows that chose its first one choose again, by the probabilities that the model
 * keeps; of a model without, the rows that are measured on, which must not have been learned from.
 */
export async function aimed(
  model: Model,
  aim: ClassAim,
  { engine, ...rows }: AimRows & { engine: Engine },
): Promise<Aimed> {
  checkClassAim(aim);
  const { data } = model;
  checkModel(data, aim);
  const { decision } = data;
  const notes: string[] = [];
  const kept = decision?.scores;
  if (!kept && rows.learned)
    throw new SettingError(
      (say) =>
        `the network learned from the rows of ${rows.source}, and ${say("aim", aim)} chooses on rows that it did not learn from; give other rows`,
    );
  const scores = kept ?? (await scoresOf(model, rows.samples));
  const few = tooFew(aim, scores.positives.length, scores.others.length);
  if (few)
    throw new SettingError((say) => {
      const name = few.kind === "positives" ? data.positive! : otherOf(data);
      return `class "${name}" has ${grouped(few.found)} rows that choose, and ${say("aim", aim)} takes ${grouped(few.needed)}`;
    });
  const chosen = chooseDecision(aim, scores, { inTurn: kept && decision?.by === "training" });
  const by: Pick<Decision, "by" | "rows" | "trainings"> =
    kept && decision
      ? { by: decision.by, rows: decision.rows, trainings: decision.trainings }
      : { by: "evaluation", rows: rows.samples.labels.length };
  if (!kept)
    notes.push(
      "the threshold is chosen on the rows that are measured here: their figures flatter it, and what is expected of it holds",
    );
  const found = new Model({ ...data, decision: { ...chosen, aim, ...by, scores } }, { engine });
  return { model: found, notes: [...(await before(model, rows.samples)), ...notes], here: !kept };
}

/** What the threshold comes to that the model has, or the likeliest class. */
async function before(model: Model, samples: Samples): Promise<string[]> {
  const { classNames, positive, decision } = model.card;
  const { predicted } = await model.measure(samples);
  const totals = classTotals(confusionCounts(samples.labels, predicted, { classes: 2 }), 2);
  const { missRate, falseRejectRate } = positiveRates(totals, classNames.indexOf(positive!));
  const by = decision
    ? `the threshold that the model keeps (${decision.threshold.toPrecision(3)})`
    : "the likeliest class, as the model answers now,";
  const misses = missRate ? `misses ${missRate.wrong} of ${missRate.of}` : undefined;
  const rejects = falseRejectRate
    ? `over-rejects ${falseRejectRate.wrong} of ${falseRejectRate.of}`
    : undefined;
  if (misses !== undefined && rejects !== undefined) return [`${by} ${misses} and ${rejects} of these rows`];
  const one = misses ?? rejects;
  return one === undefined ? [] : [`${by} ${one} of these rows`];
}

function checkModel({ classNames, positive, target, reject }: ModelData, aim: ClassAim): void {
  const asked = (say: (name: string, value?: unknown) => string) => say("aim", aim);
  if (target || classNames.length !== 2)
    throw new SettingError(
      (say) =>
        `${asked(say)} chooses between two classes, and the model has ${target ? "none" : classNames.length}; leave it out`,
    );
  if (positive === undefined)
    throw new SettingError(
      (say) =>
        `${asked(say)} is for a class that is to be found, and the model knows none; train it with ${say("positive")}`,
    );
  if (reject)
    throw new SettingError(
      (say) =>
        `${asked(say)} says from which probability on a class is given, and the model may answer "none of these"; leave it out`,
    );
}

const otherOf = ({ classNames, positive }: ModelData): string =>
  classNames.find((name) => name !== positive)!;

/** What the model says of labelled rows, by their side. */
async function scoresOf(model: Model, samples: Samples): Promise<KnownScores> {
  const { outputs } = await model.measure(samples);
  const { classNames, positive } = model.card;
  const place = classNames.indexOf(positive!);
  const scores = { positives: [] as number[], others: [] as number[] };
  for (let row = 0; row < samples.labels.length; row++)
    scores[samples.labels[row] === place ? "positives" : "others"].push(Math.exp(outputs[2 * row + place]!));
  return scores;
}

/** What a threshold was expected to do, where rows say otherwise beyond chance: in 1 of 100 lots that are like the training rows. */
export function unexpected({ decision, positive, metrics }: ClassificationReport): string[] {
  if (!decision) return [];
  const found: string[] = [];
  for (const [what, expected, measured] of [
    ["missed", decision.missRate, metrics.missRate],
    ["over-rejected", decision.falseRejectRate, metrics.falseRejectRate],
  ] as const) {
    if (!measured) continue;
    const [least, most] = expectedCount(expected, measured.of, decision.by === "training" ? worthInTurn : 1);
    if (measured.wrong >= least && measured.wrong <= most) continue;
    const of = what === "missed" ? `"${positive}"` : "others";
    found.push(
      `${what} ${grouped(measured.wrong)} of ${grouped(measured.of)} ${of}, expected ${grouped(least)} to ${grouped(most)}: these rows are unlike those that chose the threshold`,
    );
  }
  return found;
}

import { exp } from "../../data/numbers/exp.ts";
import { append } from "../../data/numbers/lists.ts";
import { kFold, stratifiedKFold } from "../../data/rows/folds.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Engine } from "../../engine/engine.ts";
import { SettingError, UserError } from "../../errors.ts";
import type { ClassAim, Decision } from "../../model/decision.ts";
import { answeredTargets, unscaledTargets } from "../../model/samples.ts";
import { chooseDecision } from "../../train/decision/chooseDecision.ts";
import { experimentOf } from "../plan/experiment.ts";
import type { TrainOptions } from "../plan/options.ts";
import { planOf } from "../plan/plan.ts";
import { withUsualShares } from "../plan/usualShares.ts";
import { cut } from "../rows/cut.ts";
import { fitted, scaled, split } from "../rows/prepare.ts";
import { readSource, type Source } from "../rows/source.ts";
import { bestLooks } from "../training/bestLooks.ts";
import { measured } from "../training/result.ts";
import { type Door, type Learned, statedIn, unlessAborted } from "../training/session.ts";
import { modelOf } from "../training/trainedModel.ts";
import { learn } from "../training/training.ts";

/** Every row that was held out, once, and what the training without it says of it. */
export interface InTurn {
  /** a class, or a number in the unit of the label */
  labels: number[];
  predicted: number[];
  /** the probability of the class that is to be found */
  scores: number[];
  /** the part in which each row was held out */
  part: number[];
  /** the class that is to be found; below 0 there is none */
  positive: number;
  /** the training without the first part: what the doctor looks at */
  first: Learned;
}

/** Of so many rows one part is held out alone: it is large enough. */
const many = 5000;

/**
 * Trains on training rows without a part of them, each part once; rows to test on have no part in it. No threshold is chosen:
 * `withThresholds` does that. Nothing where it was stopped.
 */
export async function trainedInTurn(
  options: TrainOptions,
  { door, engine }: { door: Door; engine: Engine },
): Promise<InTurn | undefined> {
  const { seed = 0, signal, spell, lang = "en" } = options;
  const plan = planOf("train", options);
  const { usual, ...spec } = plan.wanted;
  const reader = door.reader(options);
  if (await reader.stream?.(spec, seed, spell))
    throw new SettingError(
      (say) =>
        `${spec.source} is too large to be in memory, and ${say("follow")} holds training rows out in turn, which takes that; leave it out`,
    );
  const read = await unlessAborted(readSource(spec, reader, spell), signal);
  if (!read) return undefined;
  const whole = usual ? withUsualShares(read, usual, spell) : read;
  const { train: rows } = split({ ...whole, data: { ...whole.data, validation: undefined } }, seed);
  const source: Source = { ...whole, test: undefined, tested: "fold" };
  const found: Omit<InTurn, "first"> = { labels: [], predicted: [], scores: [], part: [], positive: -1 };
  let first: Learned | undefined;
  const divided = partsOf(source, rows, seed);
  for (const [part, { train, test }] of divided.entries()) {
    // Validation rows are cut from those that are left.
    const left = split({ ...source, rows: train, data: { ...source.data, testSize: 0 } }, seed);
    const prepared = fitted(source, { ...left, test }, spell);
    const { experiment } = await bestLooks(experimentOf(prepared, plan), prepared, engine, signal);
    const samples = scaled(prepared);
    const stated = statedIn(options);
    const session = { prepared, experiment, engine, finish: door.finish, lang, spell, signal, stated };
    const learning = learn(session, samples);
    let step = await learning.next();
    while (!step.done) step = await learning.next();
    const trained = step.value;
    if (!trained || signal?.aborted) return undefined;
    const model = modelOf(prepared, experiment, trained.parameters);
    const held = samples.test!;
    const { predicted, outputs } = await measured(held, model, engine);
    const { target } = prepared;
    append(found.labels, Array.from(target ? unscaledTargets(target, held.labels) : held.labels));
    append(found.predicted, Array.from(target ? answeredTargets(target, predicted) : predicted));
    const { classNames } = prepared.train;
    const positive = model.positive === undefined ? -1 : classNames.indexOf(model.positive);
    found.positive = positive;
    for (let row = 0; row < held.labels.length; row++) {
      found.part.push(divided.length > 1 ? part : row % 2);
      found.scores.push(positive < 0 ? 0 : exp(outputs[row * classNames.length + positive]!));
    }
    first ??= { ...session, samples, trained, model };
  }
  return { ...found, first: first! };
}

interface Divided {
  train: LabelledRows;
  test: LabelledRows;
}

/** Five parts of the rows, or fewer where a class has fewer rows; of many rows, and where the latest are tested, one. */
function partsOf(source: Source, rows: LabelledRows, seed: number): Divided[] {
  const { groups: all, task } = source;
  if (source.times || rows.nSamples > many) return [cut(source, rows, { share: 0.2, by: "testSize", seed })];
  const groups = all && Int32Array.from(rows.features.data, (row) => all[row]!);
  for (const folds of [5, 3, 2]) {
    try {
      const found =
        task === "regress"
          ? kFold(rows.nSamples, { folds, seed, groups })
          : stratifiedKFold(rows.labels, { folds, seed, groups });
      return found.map(({ train, test }) => ({ train: rows.select(train), test: rows.select(test) }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  throw new SettingError(
    (say) =>
      `${source.data.source}: ${say("follow")} holds training rows out in turn, and they are too few for it; add rows, or leave it out`,
  );
}

/** The same with a threshold: each part's is chosen on the other parts. Throws a UserError where the rows are too few for the aim. */
export function withThresholds(known: InTurn, aim: ClassAim): InTurn {
  const { labels, scores, part, positive, first } = known;
  const chosen = new Map<number, Decision>();
  for (const own of new Set(part)) {
    const of = (wanted: boolean) =>
      scores.filter((_, row) => part[row] !== own && (labels[row] === positive) === wanted);
    const rows = part.filter((one) => one !== own).length;
    const rates = chooseDecision(aim, { positives: of(true), others: of(false) });
    chosen.set(own, { ...rates, aim, by: "training", rows });
  }
  const predicted = scores.map((score, row) =>
    score >= chosen.get(part[row]!)!.threshold ? positive : 1 - positive,
  );
  const { experiment, model } = first;
  const spec = experiment.positive && { ...experiment.positive, aim };
  const decided = {
    ...first,
    experiment: { ...experiment, positive: spec },
    model: { ...model, decision: chosen.get(0) },
  };
  return { ...known, predicted, first: decided };
}

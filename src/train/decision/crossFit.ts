import { stratifiedKFold } from "../../data/rows/folds.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import { rowsAt, type Samples } from "../../model/samples.ts";
import { fitPlan } from "../fit/members.ts";
import type { Plan } from "../run/experiment.ts";

export interface CrossFitOptions {
  readonly engine: Engine;
  readonly classNames: readonly string[];
  /** a number for each row: rows with the same are held out together */
  readonly groups?: ArrayLike<number> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** trains each for as many steps as all rows together would: what a network says depends on these too */
  readonly sameSteps?: boolean;
}

/** A training on all folds but one. */
export interface CrossFitted {
  readonly parameters: Tensors;
  /** the rows that it learned from, and those that it did not */
  readonly part: Samples;
  readonly held: Samples;
  /** the places of the latter among all rows */
  readonly rows: readonly number[];
}

/** Trainings that cross-fitting takes. */
export const crossFolds = 5;

/** Trains five times more by the same plan, each time without a fifth of the rows, so that each row is held out once. */
export async function* crossFit(
  train: Samples,
  plan: Plan,
  { engine, classNames, groups, signal, sameSteps = false }: CrossFitOptions,
): AsyncGenerator<CrossFitted, void, void> {
  const { training, seed } = plan;
  const nameOf = (label: number) => classNames[label]!;
  for (const fold of stratifiedKFold(train.labels, { folds: crossFolds, seed, nameOf, groups })) {
    const part = rowsAt(train, fold.train);
    const batch = Math.min(training.batch, part.labels.length);
    const share = sameSteps ? train.labels.length / part.labels.length : 1;
    const epochs = Math.round(training.epochs * share);
    let parameters: Tensors = {};
    const options = { engine, train: part, signal, ranksOf: train.features };
    for await (const report of fitPlan({ ...plan, training: { ...training, batch, epochs } }, options))
      if (report.last) parameters = report.parameters();
    signal?.throwIfAborted();
    yield { parameters, part, held: rowsAt(train, fold.test), rows: fold.test };
  }
}

import { exp } from "../../data/numbers/exp.ts";
import { append } from "../../data/numbers/lists.ts";
import { stratifiedKFold } from "../../data/rows/folds.ts";
import type { Engine } from "../../engine/engine.ts";
import { checkNames } from "../../errors.ts";
import { evaluatorOf } from "../../model/evaluator.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import { confidences, distances } from "../../model/reject/applyReject.ts";
import { type Classifier, inSpace, spaceOf } from "../../model/reject/rejectReasons.ts";
import type { ClassGeometry, ModelReject } from "../../model/reject/rejectRule.ts";
import type { Samples } from "../../model/samples.ts";
import { fitPlan } from "../fit/members.ts";
import type { Plan } from "../run/experiment.ts";
import { classGeometry } from "./classGeometry.ts";
import { type HeldOutMeasures, rejectRule } from "./reject.ts";

export interface RejectRows {
  /** the rows that the network learned from */
  train: Samples;
  /** rows that it did not learn from; without any, the limits are cross-fitted */
  validation?: Samples;
  /** a number for each training row: rows with the same are held out together */
  groups?: ArrayLike<number> | undefined;
}

export interface ModelRejectOptions {
  engine: Engine;
  /** what the model was trained by: cross-fitting trains by it again */
  plan: Plan;
  /** the share of rows to come that may be turned away */
  reject: number;
}

/** Trainings that cross-fitting takes. */
export const rejectFolds = 5;

/**
 * When a trained classifier answers "none of these". The limits come from the validation rows; where there are none,
 * each training row is held out once from one of five more trainings with the same plan.
 */
export async function fitModelReject(
  model: Classifier,
  { train, validation, groups }: RejectRows,
  options: ModelRejectOptions,
): Promise<ModelReject> {
  checkNames("fitModelReject", options, ["engine", "plan", "reject"]);
  const { engine, plan, reject } = options;
  const geometry = await geometryOf(model, engine, train);
  const heldOut = validation
    ? await measured(model, engine, geometry, validation)
    : await crossFitted(model, plan, { engine, train, groups });
  return { space: spaceOf(model.network), ...rejectRule(geometry, heldOut, reject) };
}

async function geometryOf(model: Classifier, engine: Engine, train: Samples): Promise<ClassGeometry> {
  const features = await inSpace(model, engine, train.features);
  return classGeometry({ features, labels: train.labels }, model.classNames.length);
}

/** How far rows lie, and how sure the network is of them. */
async function measured(
  model: Classifier,
  engine: Engine,
  geometry: ClassGeometry,
  { features }: Samples,
): Promise<HeldOutMeasures> {
  const evaluator = evaluatorOf(model, engine);
  try {
    const probabilities = (await evaluator.logProbabilities(features)).map(exp);
    return {
      distance: distances(geometry, await inSpace(model, engine, features)),
      confidence: confidences(probabilities, model.classNames.length),
    };
  } finally {
    evaluator.dispose();
  }
}

/** Each training row, measured by a network and a geometry that have not seen it. */
async function crossFitted(
  model: Classifier,
  plan: Plan,
  { engine, train, groups }: { engine: Engine; train: Samples; groups: ArrayLike<number> | undefined },
): Promise<HeldOutMeasures> {
  const { training, seed, network } = plan;
  const nameOf = (label: number) => model.classNames[label]!;
  const distance: number[] = [];
  const confidence: number[] = [];
  for (const fold of stratifiedKFold(train.labels, { folds: rejectFolds, seed, nameOf, groups })) {
    const part = rowsAt(train, fold.train, network.sizes[0]!);
    const batch = Math.min(training.batch, part.labels.length);
    let parameters: Tensors = {};
    for await (const report of fitPlan(
      { ...plan, training: { ...training, batch } },
      { engine, train: part },
    ))
      if (report.last) parameters = report.parameters();
    const trained = { ...model, parameters };
    const geometry = await geometryOf(trained, engine, part);
    const found = await measured(trained, engine, geometry, rowsAt(train, fold.test, network.sizes[0]!));
    append(distance, Array.from(found.distance));
    append(confidence, Array.from(found.confidence));
  }
  return { distance, confidence };
}

/** The samples at `rows`, whose features are `width` wide. */
function rowsAt({ features, labels }: Samples, rows: readonly number[], width: number): Samples {
  const data = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) data[i * width + j] = features[row * width + j]!;
  });
  return { features: data, labels: Int32Array.from(rows, (row) => labels[row]!) };
}

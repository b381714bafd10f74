import { exp } from "../../data/numbers/exp.ts";
import { append } from "../../data/numbers/lists.ts";
import type { Engine } from "../../engine/engine.ts";
import { checkNames } from "../../errors.ts";
import { evaluatorOf } from "../../model/evaluator.ts";
import { confidences, distances } from "../../model/reject/applyReject.ts";
import { type Classifier, inSpace, spaceOf } from "../../model/reject/rejectReasons.ts";
import type { ClassGeometry, ModelReject } from "../../model/reject/rejectRule.ts";
import type { Samples } from "../../model/samples.ts";
import { crossFit } from "../decision/crossFit.ts";
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
  const { classNames } = model;
  const distance: number[] = [];
  const confidence: number[] = [];
  for await (const { parameters, part, held } of crossFit(train, plan, { engine, classNames, groups })) {
    const trained = { ...model, parameters };
    const geometry = await geometryOf(trained, engine, part);
    const found = await measured(trained, engine, geometry, held);
    append(distance, Array.from(found.distance));
    append(confidence, Array.from(found.confidence));
  }
  return { distance, confidence };
}

import { checkNames, shown, UserError } from "../../errors.ts";
import { checkDtype } from "../../graph/shapes.ts";
import { checkNumber, type Range } from "../../nn/choose.ts";
import { checkReduction } from "../../nn/losses.ts";
import { buildNetwork } from "../../nn/network.ts";
import { objectiveOf } from "../../nn/objectives.ts";
import type { Plan, TrainingSpec } from "../run/experiment.ts";

type Check = (name: string, value: unknown) => void;

const number =
  (range: Range): Check =>
  (name, value) =>
    checkNumber("training", name, value as number, range);

/** Left out, it is as in `trainingGraph`. */
const optional =
  (check: Check): Check =>
  (name, value) => {
    if (value !== undefined) check(name, value);
  };

const flag: Check = (name, value) => {
  if (typeof value !== "boolean")
    throw new UserError(`training: ${name} must be true or false, found ${shown(value)}`);
};

/** Checked where it is used, together with what it depends on. */
const elsewhere: Check = () => {};

/** What each setting of a training must be. */
const training: { readonly [K in keyof Required<TrainingSpec>]: Check } = {
  epochs: number({ atLeast: 0, whole: true }),
  batch: number({ atLeast: 1, whole: true }),
  learningRate: number({ atLeast: 0 }),
  l2: optional(number({ atLeast: 0 })),
  patience: optional(number({ atLeast: 1, whole: true })),
  shuffle: optional(flag),
  reduction: optional((_, value) => checkReduction("training", value as string)),
  dtype: (_, value) => checkDtype("training", value as "float64"),
  loss: (_, value) => void objectiveOf(value as undefined),
  optimizer: elsewhere,
  margin: elsewhere,
  mining: elsewhere,
  classWeights: elsewhere,
  labelSmoothing: elsewhere,
  clipNorm: elsewhere,
  augment: elsewhere,
  schedule: elsewhere,
};

/** The names of a network's settings. */
const network: { readonly [K in keyof Required<Plan["network"]>]: true } = {
  sizes: true,
  activation: true,
  initializer: true,
  dropout: true,
  normalize: true,
  convolution: true,
  background: true,
};

/** Refuses a plan that cannot be trained, before anything is: a program's objects and a file's JSON have no types. */
export function checkPlan(plan: Plan): void {
  for (const [part, known] of Object.entries({ network, training })) {
    const given = plan?.[part as "network" | "training"];
    if (typeof given !== "object" || given === null)
      throw new UserError(`a plan is { network, training, seed }; its ${part} is ${given}`);
    checkNames(part, given, Object.keys(known));
  }
  for (const [name, check] of Object.entries(training)) {
    check(name, plan.training[name as keyof TrainingSpec]);
  }
  if ((plan.training.dtype as string) === "int32")
    throw new UserError("training: the dtype must be float64 or float32, found int32");
  buildNetwork(plan.network);
}

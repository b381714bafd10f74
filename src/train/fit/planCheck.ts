import { checkNames, UserError } from "../../errors.ts";
import {
  checkEntries,
  flag,
  isNumber,
  networkRules,
  notNegative,
  number,
  numbers,
  oneOf,
  or,
  type Rules,
  rule,
  share,
  table,
  text,
  whole,
} from "../../model/file/entries.ts";
import { isLayer } from "../../nn/layers/layers.ts";
import { buildNetwork } from "../../nn/layers/network.ts";
import { objectiveOf } from "../../nn/losses/objectives.ts";
import { buildOptimizer } from "../../nn/training/optimizers.ts";
import type { Experiment } from "../run/experiment.ts";
import type { FitPlan, FitTraining } from "./plan.ts";
import { checkSchedule } from "./schedule.ts";

/**
 * What each setting of a training must be, of a program's plan and of a run's config.json. Names of losses, optimizers and
 * the like are texts here: who looks them up says which there are.
 */
export const trainingRules: Rules = {
  epochs: whole(0),
  batch: whole(1),
  learningRate: notNegative,
  optimizer: table,
  "loss?": text,
  "margin?": or(number, "soft"),
  "mining?": text,
  "classWeights?": numbers,
  "labelSmoothing?": share,
  "clipNorm?": rule("a number above 0", (value) => isNumber(value) && value > 0),
  "l2?": notNegative,
  "shuffle?": flag,
  "augment?": table,
  "augment.rows": table,
  "augment.rows.height": whole(1),
  "augment.rows.width": whole(1),
  "augment.rows.channels": whole(1),
  "augment.rows.white": numbers,
  "augment.shift?": number,
  "augment.rotate?": number,
  "augment.flip?": text,
  "augment.brightness?": number,
  "augment.noise?": number,
  "reduction?": oneOf(["sum", "mean"]),
  "dtype?": oneOf(["float64", "float32"]),
  "schedule?": table,
  "patience?": whole(1),
};

/** The names that a plan may have: those of an experiment, of which some are for others than `fit`, and a layer's. */
const planNames: { readonly [K in keyof Required<Omit<Experiment, "effort"> & FitPlan>]: true } = {
  network: true,
  training: true,
  seed: true,
  initializer: true,
  data: true,
  inspection: true,
  positive: true,
  reject: true,
  engine: true,
};

/** Refuses a plan that cannot be trained, before anything is: a program's objects and a file's JSON have no types. */
export function checkPlan(plan: FitPlan): void {
  for (const part of ["network", "training"] as const) {
    if (typeof plan?.[part] !== "object" || plan[part] === null)
      throw new UserError(`a plan is { network, training, seed }; its ${part} is ${plan?.[part]}`);
  }
  checkNames("plan", plan, Object.keys(planNames));
  const { network, training } = plan;
  checkTraining(training);
  if (isLayer(network)) return;
  const { network: _, ...inside } = networkRules;
  checkKnown("network", network, { ...within("", inside, "network."), initializer: text });
  buildNetwork(network);
}

function checkTraining(training: FitTraining): void {
  checkKnown("training", training, trainingRules);
  const { loss, optimizer, schedule, augment } = training;
  objectiveOf(loss);
  buildOptimizer(optimizer);
  if (typeof schedule !== "function" && schedule !== undefined) checkSchedule(schedule);
  if (typeof augment === "object" && augment?.rows === undefined)
    throw new UserError("augment: say what the rows are: { rows: { height, width, channels, white } }");
  // What is a function was looked at where it is used.
  const plain = [loss, optimizer, schedule].map((part) => (typeof part === "function" ? undefined : part));
  const json = { ...training, loss: plain[0], optimizer: plain[1] ?? {}, schedule: plain[2] };
  checkEntries(json, trainingRules, "training");
}

/** Refuses names that rules do not know, in a table and in the tables in it whose names they list. */
function checkKnown(where: string, given: object, rules: Rules): void {
  const names = new Set(Object.keys(rules).map((path) => path.replace("?", "").split(".")[0]!));
  checkNames(where, given, [...names]);
  for (const [name, value] of Object.entries(given)) {
    const inside = within("", rules, `${name}.`);
    if (Object.keys(inside).length > 0 && typeof value === "object" && value !== null)
      checkKnown(`${where}.${name}`, value, inside);
  }
}

/** Those rules whose paths begin with `from`, with `to` in its place. */
export const within = (to: string, rules: Rules, from = ""): Rules =>
  Object.fromEntries(
    Object.entries(rules)
      .filter(([path]) => path.startsWith(from))
      .map(([path, rule]) => [to + path.slice(from.length), rule]),
  );

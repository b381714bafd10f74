import type { FloatDtype } from "../../graph/value.ts";
import type { InitializerName } from "../../nn/layers/initializers.ts";
import { isLayer, type Layer } from "../../nn/layers/layers.ts";
import { layerNetwork, type Network, type NetworkSpec } from "../../nn/layers/network.ts";
import type { Reduction } from "../../nn/losses/losses.ts";
import type { Loss } from "../../nn/losses/objectives.ts";
import type { OptimizerLike } from "../../nn/training/optimizers.ts";
import type { Schedule } from "../../nn/training/schedules.ts";
import type { DataSpec, Plan, TrainingSpec } from "../run/experiment.ts";
import type { ScheduleSpec } from "./schedule.ts";

/**
 * What `fit` trains by: an experiment's part in plain JSON, or layers and functions of one's own in the place of names.
 * A plan that is plain JSON can be written down and read again; see `EpochReport.resumable`.
 */
export interface FitPlan {
  network: (NetworkSpec & { initializer?: InitializerName }) | Layer;
  /** of a layer: how its weights are drawn, but for those whose spec names an initializer; glorotUniform when left out */
  initializer?: InitializerName;
  training: FitTraining;
  /** of the initial weights, the order of the batches and dropout; 0 when left out */
  seed?: number;
  /** how its rows were scaled, for advice alone */
  data?: Pick<DataSpec, "scale">;
}

/** A training whose parts may be functions, and whose usual settings may be left out. */
export interface FitTraining
  extends Omit<
    TrainingSpec,
    "loss" | "optimizer" | "schedule" | "l2" | "shuffle" | "reduction" | "dtype" | "members" | "looks"
  > {
  /** crossEntropy when left out; a function of the network's prediction and y */
  loss?: Loss;
  optimizer: OptimizerLike;
  /** of the learning rate; constant when left out; a function gives the rate of step 0, 1, … of all epochs */
  schedule?: ScheduleSpec | Schedule;
  /** 0 when left out */
  l2?: number;
  /** true when left out */
  shuffle?: boolean;
  /** mean when left out; it says what a loss of one's own does */
  reduction?: Reduction;
  /** float64 when left out */
  dtype?: FloatDtype;
}

/** A plan with nothing left out, as the steps and the evaluation take it. */
export interface SettledPlan {
  network: Network;
  initializer: InitializerName;
  training: SettledTraining;
  seed: number;
  /** how many numbers a row's label is; nothing where it is a class */
  targets?: number;
  data?: Pick<DataSpec, "scale">;
}
export type SettledTraining = FitTraining &
  Required<Pick<FitTraining, "l2" | "shuffle" | "reduction" | "dtype">>;

/** A plan for rows of that many features, whose labels are so many numbers, or classes. */
export function settle(plan: FitPlan, inputs: number, targets: number | undefined): SettledPlan {
  const { network, seed = 0, data } = plan;
  const { l2 = 0, shuffle = true, reduction = "mean", dtype = "float64" } = plan.training;
  const training = { ...plan.training, l2, shuffle, reduction, dtype };
  const { initializer = "glorotUniform" } = isLayer(network) ? plan : network;
  const own = isLayer(network) ? layerNetwork(network, inputs) : network;
  return { network: own, initializer, training, seed, targets, data };
}

/** Whether a plan is plain JSON: no layer, and no function in it. */
export function isPlain({ network, training: { loss, optimizer, schedule } }: FitPlan): boolean {
  const own = typeof loss === "function" || typeof optimizer === "function" || typeof schedule === "function";
  return !own && !isLayer(network) && !("step" in optimizer);
}

interface LessonSetting {
  /** features, hidden units, classes */
  sizes: readonly number[];
  epochs: number;
  batch: number;
  learningRate: number;
  dtype?: FloatDtype;
  seed?: number;
}

/** The lesson's training as a plan: sigmoid and softmax, batches in order, plain gradient descent on summed gradients. */
export function lessonPlan(setting: LessonSetting): Plan {
  const { sizes, epochs, batch, learningRate, dtype = "float64", seed = 0 } = setting;
  return {
    network: { sizes, activation: "sigmoid", initializer: "lessonNormal" },
    training: {
      epochs,
      batch,
      learningRate,
      dtype,
      optimizer: { name: "sgd" },
      l2: 0,
      shuffle: false,
      reduction: "sum",
    },
    seed,
  };
}

import type { ScalerKind } from "../../data/scale.ts";
import type { FloatDtype } from "../../graph/value.ts";
import type { InitializerName } from "../../nn/initializers.ts";
import type { OptimizerName } from "../../nn/optimizers.ts";
import type { ScheduleName } from "../../train/fit/schedule.ts";

/** The settings of a training that a flag of the same name can state. */
export interface Recipe {
  hidden: readonly number[] | "auto";
  activation: string;
  epochs: number;
  batch: number | "auto";
  lr: number;
  optimizer: OptimizerName;
  momentum: number;
  l2: number;
  scale: ScalerKind;
  testSize: number;
  validation: number;
  patience: number | undefined;
  schedule: ScheduleName;
  warmup: number;
  dtype: FloatDtype;
}

/** What no flag states. */
export interface Habits {
  initializer: InitializerName;
  shuffle: boolean;
  reduction: "sum" | "mean";
}

/** What practitioners expect: standardised features, held-out rows, shuffled batches, mean gradients. */
const standard: Recipe = {
  hidden: [32],
  activation: "sigmoid",
  epochs: 30,
  batch: 32,
  lr: 0.01,
  optimizer: "sgd",
  momentum: 0.9,
  l2: 0,
  scale: "standard",
  testSize: 0.2,
  validation: 0,
  patience: undefined,
  schedule: "constant",
  warmup: 0,
  dtype: "float64",
};

/** The lesson's own way: columns as they are, all rows, plain gradient descent. */
const lesson: Recipe = { ...standard, momentum: 0, scale: "none", testSize: 0 };

export const recipes = { standard, lesson };
export type RecipeName = keyof typeof recipes;

export const habits: Readonly<Record<RecipeName, (activation: string) => Habits>> = {
  /** He's initial weights for the activations that cut half of the line off, Glorot's for the others. */
  standard: (activation) => ({
    initializer: /relu|gelu/i.test(activation) ? "heNormal" : "glorotUniform",
    shuffle: true,
    reduction: "mean",
  }),
  lesson: () => ({ initializer: "lessonNormal", shuffle: false, reduction: "sum" }),
};

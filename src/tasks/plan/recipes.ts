import type { ScalerKind } from "../../data/rows/scale.ts";
import type { FloatDtype } from "../../graph/value.ts";
import type { InitializerName } from "../../nn/layers/initializers.ts";
import type { OptimizerName } from "../../nn/training/optimizers.ts";
import type { ScheduleName } from "../../train/fit/schedule.ts";
import type { Effort } from "./sizes.ts";

/** The settings of a training that every recipe has. An option of the same name comes before it. */
export interface Recipe {
  /** units of the hidden layers, of each member's where there are several; auto: by rows, features and classes */
  hidden: readonly number[] | "auto";
  /** networks of that one hidden layer that learn apart and answer their mean */
  members: number;
  activation: string;
  epochs: number;
  /** rows of a step; auto: by rows */
  batch: number | "auto";
  learningRate: number;
  optimizer: OptimizerName;
  /** of sgd, Nesterov's */
  momentum: number;
  /** of adamw: how strongly the weights are drawn to 0 */
  weightDecay: number | undefined;
  /** λ of the penalty on the weights */
  l2: number;
  scale: ScalerKind;
  /** the share of rows held out for testing, where no test rows came with the data */
  testSize: number;
  /** the share of training rows to watch by, not learned from */
  validation: number;
  /** training stops after so many epochs without a lower validation loss, and keeps the best; it never does without */
  patience: number | undefined;
  schedule: ScheduleName;
  /** steps in which the learning rate first rises */
  warmup: number;
  dtype: FloatDtype;
}

/** What no option states. */
export interface Habits {
  initializer: InitializerName;
  shuffle: boolean;
  reduction: "sum" | "mean";
}

/** What practitioners expect: standardised features, held-out rows, shuffled batches, mean gradients. */
const standard: Recipe = {
  hidden: [32],
  members: 1,
  activation: "sigmoid",
  epochs: 30,
  batch: 32,
  learningRate: 0.01,
  optimizer: "sgd",
  momentum: 0.9,
  weightDecay: undefined,
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

/** What practitioners do with few pictures: a small convolutional network with batchNorm, Adam, a validation part. */
const siamese: Recipe = {
  ...standard,
  hidden: [],
  activation: "relu",
  epochs: 300,
  learningRate: 0.003,
  schedule: "cosine",
  optimizer: "adam",
  validation: 0.25,
  dtype: "float32",
};

/**
 * What did best on tables of all kinds (bench/DEFAULTS.md): Adam with weights drawn to 0 at a falling rate, and the mean of
 * networks that learn apart. How many, and for how long, `sizes.ts` fits to the rows.
 */
const fitted: Recipe = {
  ...standard,
  hidden: [64],
  activation: "relu",
  batch: "auto",
  learningRate: 0.003,
  optimizer: "adamw",
  weightDecay: 0.3,
  schedule: "cosine",
  dtype: "float32",
};

export const recipes = { standard, lesson };
export type RecipeName = keyof typeof recipes;

/** The options that have to do with which recipe it is. */
interface Asked extends Partial<Recipe> {
  effort?: Effort;
  recipe?: RecipeName;
  task?: string;
  conv?: readonly number[];
}

/** The recipe that is asked for, with the settings that are stated in its place. */
export function recipeOf(asked: Asked): Recipe {
  const usual =
    asked.task === "siamese" ? siamese : asked.effort ? fitted : recipes[asked.recipe ?? "standard"];
  const names = Object.keys(usual) as (keyof Recipe)[];
  const stated = names.filter((name) => asked[name] !== undefined).map((name) => [name, asked[name]]);
  const activation = asked.conv ? "relu" : usual.activation;
  return { ...usual, activation, ...Object.fromEntries(stated) };
}

/** A network of distances begins with Glorot's smaller weights: with few rows, He's larger ones learned these rows by heart. */
export function habitsOf({ recipe, task }: Asked, activation: string): Habits {
  if (recipe === "lesson") return { initializer: "lessonNormal", shuffle: false, reduction: "sum" };
  // He's initial weights for the activations that cut half of the line off, Glorot's for the others.
  const cuts = /relu|gelu/i.test(activation) && task !== "siamese";
  return { initializer: cuts ? "heNormal" : "glorotUniform", shuffle: true, reduction: "mean" };
}

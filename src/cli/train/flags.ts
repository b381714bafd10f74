import { Option } from "commander";
import type { MissingRule } from "../../data/columns/missing.ts";
import type { AugmentSpec } from "../../data/images/augment.ts";
import type { ImageSpec } from "../../data/images/image.ts";
import type { ColumnRoles, FileReading } from "../../data/reading.ts";
import type { Task } from "../../data/rows/chooseLabel.ts";
import { engineNames } from "../../engine/load.ts";
import { activations } from "../../nn/layers/activations.ts";
import { optimizers } from "../../nn/training/optimizers.ts";
import type { Language } from "../../report/report.ts";
import { type Recipe, type RecipeName, recipes } from "../../tasks/plan/recipes.ts";
import { type Effort, efforts } from "../../tasks/plan/sizes.ts";
import { scheduleNames } from "../../train/fit/schedule.ts";
import {
  choice,
  count,
  counts,
  jsonOption,
  name,
  number,
  orAuto,
  parsed,
  progressOption,
  seed,
  wholeNumber,
} from "../terminal/options.ts";
import type { ProgressStyle } from "../terminal/progress.ts";
import {
  labelFlag,
  missingFlag,
  pictureFlags,
  positiveFlag,
  readingFlags,
  roleFlags,
} from "../terminal/readingFlags.ts";
import { augmentation } from "./augmentFlag.ts";
import { type DistanceFlags, distanceFlags } from "./distanceFlags.ts";

/** What `kiso train` is told. */
export interface TrainFlags
  extends Partial<Omit<Recipe, "learningRate">>,
    DistanceFlags,
    FileReading,
    ColumnRoles {
  lr?: number;
  effort?: Effort;
  label?: string;
  task?: Task | "siamese";
  missing?: MissingRule;
  balance?: boolean;
  follow?: boolean;
  positive?: string;
  conv?: readonly number[];
  batchNorm?: boolean;
  globalAveragePool?: boolean;
  augment?: AugmentSpec;
  size?: Pick<ImageSpec, "height" | "width">;
  stretch?: boolean;
  grey?: boolean;
  colour?: boolean;
  bits?: number;
  folds?: number;
  stream?: boolean;
  shuffleBuffer?: number;
  test?: string;
  recipe: RecipeName;
  seed: number;
  engine: string;
  out?: string;
  resume?: string;
  checkpointEvery: number;
  progress: ProgressStyle;
  reject?: number;
  lang: Language;
  json?: boolean;
}

/** Every flag of `kiso train`, in the order of --help. */
export const trainFlags: readonly Option[] = [
  labelFlag(),
  choice(
    "--task <name>",
    "what is learned: classes, a number to predict, or a distance between things (default: classify)",
    ["classify", "regress", "siamese"],
  ),
  missingFlag(),
  ...readingFlags(),
  ...roleFlags(),
  new Option(
    "--follow",
    "first try what the doctor advises, on training rows held out in turn, and train with what was better there",
  ),
  new Option("--balance", "rows of rare classes weigh more: rows / (classes · rows of the class)"),
  positiveFlag(),
  ...pictureFlags(),
  parsed(
    "--augment <how>",
    "vary training images, as shift=2,rotate=10,flip=horizontal (and brightness=0.1, noise=0.02)",
    augmentation,
  ),
  parsed(
    "--test <data>",
    "measure accuracy on these rows (default: the data's test split, else held-out rows)",
    name,
  ),
  parsed(
    "--test-size <share>",
    "rows held out where none came for testing (default: 0.2)",
    number({ min: 0, max: 0.9 }),
  ),
  parsed(
    "--folds <k>",
    "cross-validate: train k times, each row tested once (no run folder without --out)",
    wholeNumber,
  ),
  choice(
    "--effort <name>",
    "fit networks to the table: quick one, standard several, best as many as a minute is enough for (default: standard; without it where --hidden, --epochs or the like are given, whose defaults then hold)",
    Object.keys(efforts),
  ),
  parsed(
    "--hidden <units>",
    "units of the hidden layers, as 32 or 64,32, or auto (default: 32)",
    orAuto(counts),
  ),
  parsed(
    "--members <n>",
    "networks of these units that learn apart and answer their mean (default: 1)",
    count,
  ),
  parsed(
    "--conv <channels>",
    "of images: blocks of a 3 × 3 convolution and a 2 × 2 maximum, as 16,32 (default: none)",
    counts,
  ),
  new Option("--batch-norm", "normalise each block of --conv by its batch"),
  new Option("--global-average-pool", "after --conv go on with the mean of each channel, not all its pixels"),
  choice(
    "--activation <name>",
    "between the layers (default: sigmoid; with --conv relu)",
    Object.keys(activations),
  ),
  parsed("--epochs <n>", "passes over the training rows (default: 30)", count),
  parsed("--batch <n>", "rows of a step, or auto (default: 32)", orAuto(count)),
  parsed("--lr <x>", "learning rate (default: 0.01)", number({ above: 0 })),
  choice("--schedule <name>", "how the learning rate goes (default: constant)", scheduleNames),
  parsed("--warmup <steps>", "steps in which the learning rate first rises (default: 0)", wholeNumber),
  parsed(
    "--validation <share>",
    "training rows to watch by, not learned from (default: 0); a validation split of the data's own serves instead",
    number({ min: 0, max: 0.9 }),
  ),
  parsed(
    "--patience <epochs>",
    "stop after so many without a lower validation loss, and keep the best (default: never)",
    count,
  ),
  parsed(
    "--reject <share>",
    'let the model answer "none of these", at most to this share of rows like the training rows (default: never)',
    number({ above: 0, max: 0.9 }),
  ),
  choice("--optimizer <name>", "the rule of a step (default: sgd)", Object.keys(optimizers)),
  parsed(
    "--momentum <x>",
    "of sgd, Nesterov's (default: 0.9; with --recipe lesson 0)",
    number({ min: 0, max: 0.9999 }),
  ),
  parsed(
    "--weight-decay <x>",
    "of adamw: how strongly weights are drawn to 0 (default: 0.01)",
    number({ min: 0 }),
  ),
  parsed("--l2 <x>", "penalty on the weights (default: 0)", number({ min: 0 })),
  choice(
    "--scale <how>",
    "of the features, fitted on the training rows (default: standard; with --recipe lesson none)",
    ["standard", "minmax", "none"],
  ),
  ...distanceFlags,
  parsed("--seed <n>", "of held-out rows, initial weights and batches", seed).default(0),
  choice("--dtype <type>", "of all numbers (default: float64)", ["float64", "float32"]),
  choice("--engine <name>", "what computes", engineNames).default("auto"),
  choice(
    "--recipe <name>",
    "lesson: its initial weights, summed gradients, batches in order",
    Object.keys(recipes),
  ).default("standard"),
  new Option("--stream", "read a Parquet or CSV file part by part (default: above 512 MB)"),
  parsed("--shuffle-buffer <rows>", "of a stream in memory, shuffled (default: as 64 MB hold)", count),
  parsed("--out <run>", "the run's folder (default: runs/NAME-1, -2, …)", name),
  parsed("--resume <run>", "go on with a run that was stopped", name),
  parsed(
    "--checkpoint-every <seconds>",
    "how much time a killed run may lose (0: a checkpoint after every step)",
    number({ min: 0 }),
  ).default(5),
  progressOption(),
  jsonOption(),
];

import { dateOrders } from "../../data/columns/cells/dates/dates.ts";
import { type MissingRule, missingRules } from "../../data/columns/missing.ts";
import { type AugmentSpec, checkAugment } from "../../data/images/augment.ts";
import type { ImageSpec } from "../../data/images/image.ts";
import { type DataInMemory, isInMemory } from "../../data/memory.ts";
import type { ColumnRoles, FileReading } from "../../data/reading.ts";
import type { Task } from "../../data/rows/chooseLabel.ts";
import { engineNames } from "../../engine/load.ts";
import { checkNames, nearest, type Spell, shown, UserError } from "../../errors.ts";
import type { ClassAim } from "../../model/decision.ts";
import {
  flag,
  header,
  isNumber,
  listOf,
  notNegative,
  oneOf,
  or,
  type Rule,
  rule,
  table,
  text,
  texts,
  whole,
} from "../../model/file/entries.ts";
import type { ThresholdAim } from "../../model/inspection/inspection.ts";
import { checkAim } from "../../model/inspection/threshold.ts";
import { activations } from "../../nn/layers/activations.ts";
import type { Mining } from "../../nn/losses/metricLosses.ts";
import type { EmbeddingObjective } from "../../nn/losses/objectives.ts";
import { optimizers } from "../../nn/training/optimizers.ts";
import type { Language } from "../../report/report.ts";
import { checkClassAim } from "../../train/decision/chooseDecision.ts";
import { scheduleNames } from "../../train/fit/schedule.ts";
import type { OnDownload } from "../rows/source.ts";
import { type Recipe, type RecipeName, recipes } from "./recipes.ts";
import { type Effort, efforts } from "./sizes.ts";

/** The rows that are learned from, and those that are not; how they are read, and what their columns are for. */
export interface RowOptions extends ColumnRoles, Pick<FileReading, "header" | "encoding" | "delimiter"> {
  /** rows to learn from: a table, records, a Blob of CSV, or `{ train, test, validation }` of these */
  data: DataInMemory;
  /** the column that holds the label; found by its name, else the last, when left out */
  label?: string;
  /** what is learned: classes when left out, a number, or a distance between things */
  task?: Task | "siamese";
  /** missing cells are filled, or their rows dropped; they are errors when left out */
  missing?: MissingRule;
  /** test rows; the data's own, else held-out rows, when left out */
  test?: DataInMemory;
}

/** What rows of files need besides. Size and colour are of images. */
export interface FileOptions extends FileReading {
  /** a file, a folder, a shipped name (digits, iris, lesson), a Hub id OWNER/NAME, or rows in memory */
  data: string | DataInMemory;
  /** a file of test rows, or such rows in memory; the data's test split, else held-out rows, when left out */
  test?: string | DataInMemory;
  /** images are brought to this size; they keep their shape, and what is left has the colour of their border */
  size?: Pick<ImageSpec, "height" | "width">;
  /** images are stretched to the size instead */
  stretch?: boolean;
  /** images are made grey, or coloured; as they are, when both are left out */
  grey?: boolean;
  colour?: boolean;
  /** of images of more than 8 bits a channel: how many bits the camera has, 8 to 16; found over the set when left out */
  bits?: number;
  /** the file is read part by part; without it only what is larger than 512 MB */
  stream?: boolean;
  /** how many rows of a stream are in memory and shuffled at a time */
  shuffleBuffer?: number;
}

/** What is learned of them, and how; `Recipe` has the other settings, with what they are when left out. */
export interface LearningOptions extends Partial<Recipe> {
  /**
   * how much is done for a table: quick trains one network in about a second, standard several for some seconds, best as many as
   * a minute is enough for
   */
  effort?: Effort;
  /** lesson: its initial weights, summed gradients, batches in order; standard when left out */
  recipe?: RecipeName;
  /** of images: channels of the blocks of a 3 × 3 convolution and a 2 × 2 maximum */
  conv?: readonly number[];
  /** each block is normalised by its batch */
  batchNorm?: boolean;
  /** behind the blocks the mean of each channel, not all its pixels */
  globalAveragePool?: boolean;
  /** rows of rare classes weigh more */
  balance?: boolean;
  /** the class that is to be found, such as NG; by its name, else of two the rarer, when left out */
  positive?: string;
  /**
   * of two classes: what the threshold of the probability of `positive` is chosen for, on rows not learned from; the likeliest class
   * is given when left out. Of the task siamese: of the distance
   */
  aim?: ClassAim | ThresholdAim;
  /** how training images are varied in every epoch */
  augment?: AugmentSpec;
  /** the share of rows like the training rows to which the model may answer "none of these"; never when left out */
  reject?: number;
  /** of held-out rows, initial weights and batches, a whole number below 2³²; 0 when left out */
  seed?: number;
}

/** Settings of the task `siamese`. */
export interface DistanceOptions {
  /** numbers of an embedding; 32 when left out */
  embedding?: number;
  /** directions in which good parts vary, taken out first; of images up to 50 when left out */
  background?: number;
  /** what pulls and pushes; contrastive when left out */
  loss?: EmbeddingObjective;
  /** of triplets: which count; batchAll when left out */
  mining?: Mining;
  /** how far apart rows of different classes are pushed; 1, of triplets 0.2, when left out */
  margin?: number | "soft";
  /** the class of good parts; found by its usual names when left out */
  good?: string;
  /** how many good parts to compare with; 20 when left out */
  references?: number;
  /** the distance is the mean to so many of the nearest; 1 when left out */
  neighbours?: number;
}

/** What a run's numbers do not depend on. */
export interface SessionOptions {
  /** what computes; auto when left out */
  engine?: string;
  /** trains and tests so many times first, each row tested once */
  folds?: number;
  /** of the report; en when left out */
  lang?: Language;
  /** when aborted, the training ends after the step at hand */
  signal?: AbortSignal;
  /** how remarks spell settings; as a program does when left out */
  spell?: Spell;
}

/** Where a run is kept, and how its data comes. */
export interface KeptOptions {
  /**
   * the run's folder, or `{ next: PREFIX }` for the first of PREFIX-1, PREFIX-2, … that does not exist; nothing is
   * written when left out
   */
  out?: string | { next: string };
  /** how much time a killed run may lose, in seconds: 0 keeps a checkpoint after every step; 5 when left out */
  checkpointEvery?: number;
  /**
   * first tries what the doctor advises, at most three pieces, on training rows that are held out in turn, and trains with those
   * that were better there
   */
  follow?: boolean;
  /** is told how a download from the Hub goes on */
  onDownload?: OnDownload;
}

/** What a training on rows in memory is asked for. */
export interface RowTrainOptions extends RowOptions, LearningOptions, DistanceOptions, SessionOptions {}

/** What a training is asked for. The flags of `kiso train` have the same names. */
export interface TrainOptions extends Omit<RowTrainOptions, "data" | "test">, FileOptions, KeptOptions {}

const upTo = (most: number, above = false): Rule =>
  rule(
    `a number ${above ? "above" : "from"} 0 ${above ? "up " : ""}to ${most}`,
    (value) => isNumber(value) && (above ? value > 0 : value >= 0) && value <= most,
  );
const above0 = rule("a number above 0", (value) => isNumber(value) && value > 0);
const name = rule("a name", (value) => typeof value === "string" && value.trim() !== "");
const rows = rule(
  "a name, or rows in memory: a Table, records, a Blob of CSV, or { train, test, validation } of these",
  (value) => name[1](value) || isInMemory(value),
);
const counts = listOf("whole numbers of at least 1", (n) => Number.isSafeInteger(n) && Number(n) >= 1);
const functions = rule("a function", (value) => typeof value === "function");

/** What each option must be. */
const rules: { readonly [K in keyof Required<TrainOptions>]: Rule } = {
  data: rows,
  label: name,
  task: oneOf(["classify", "regress", "siamese"]),
  missing: oneOf(missingRules),
  header,
  encoding: name,
  delimiter: text,
  sheet: name,
  config: name,
  labels: name,
  maxUnpacked: above0,
  maxPixels: above0,
  drop: texts,
  id: texts,
  features: texts,
  group: name,
  time: name,
  dates: flag,
  dateOrder: oneOf(dateOrders),
  decimal: oneOf([".", ","]),
  onError: oneOf(["stop", "skip"]),
  test: rows,
  testSize: upTo(0.9),
  validation: upTo(0.9),
  scale: oneOf(["standard", "minmax", "none"]),
  size: rule("of the form { width: 32, height: 32 }", (value) => table[1](value)),
  stretch: flag,
  grey: flag,
  colour: flag,
  bits: rule(
    "a whole number from 8 to 16",
    (value) => Number.isInteger(value) && Number(value) >= 8 && Number(value) <= 16,
  ),
  stream: flag,
  shuffleBuffer: whole(1),
  effort: oneOf(Object.keys(efforts)),
  recipe: oneOf(Object.keys(recipes)),
  hidden: or(counts, "auto"),
  members: whole(1),
  conv: counts,
  batchNorm: flag,
  globalAveragePool: flag,
  activation: oneOf(Object.keys(activations)),
  epochs: whole(1),
  batch: or(whole(1), "auto"),
  learningRate: above0,
  schedule: oneOf(scheduleNames),
  warmup: whole(0),
  patience: whole(1),
  optimizer: oneOf(Object.keys(optimizers)),
  momentum: upTo(0.9999),
  weightDecay: notNegative,
  l2: notNegative,
  dtype: oneOf(["float64", "float32"]),
  balance: flag,
  positive: name,
  augment: table,
  reject: upTo(0.9, true),
  seed: rule(
    "a whole number of at least 0 and below 2³²",
    (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32,
  ),
  embedding: whole(1),
  background: whole(0),
  loss: oneOf(["contrastive", "triplet", "verification"]),
  mining: oneOf(["batchAll", "semiHard", "batchHard"]),
  margin: or(above0, "soft"),
  good: text,
  references: whole(1),
  neighbours: whole(1),
  aim: table,
  engine: oneOf(engineNames),
  out: rule("a folder's name, or { next: PREFIX }", (value) =>
    typeof value === "object" ? name[1]((value as { next?: unknown } | null)?.next) : name[1](value),
  ),
  checkpointEvery: notNegative,
  follow: flag,
  folds: whole(0),
  lang: oneOf(["en", "ja"]),
  signal: table,
  onDownload: functions,
  spell: functions,
};

/** Refuses what no training can be asked for, by each option alone; `checkTogether` looks at them together. */
export function checkOptions(where: string, options: TrainOptions): void {
  checkNames(where, options, Object.keys(rules));
  if (options.data === undefined)
    throw new UserError(`${where}: name the data to train on: ${where}({ data: "mydata.csv" })`);
  for (const [name, value] of Object.entries(options)) {
    const [wanted, fits] = rules[name as keyof TrainOptions];
    if (value === undefined || fits(value)) continue;
    const names = /^one of (.*)$/.exec(wanted)?.[1]?.split(", ") ?? [];
    const near = typeof value === "string" ? nearest(value, names) : undefined;
    throw new UserError(
      `${where}: ${name} must be ${wanted}, found ${shown(value)}${near ? `; did you mean "${near}"?` : ""}`,
    );
  }
  if (options.augment) checkAugment(options.augment);
  if (options.aim && options.task === "siamese") checkAim(options.aim as ThresholdAim);
  else if (options.aim) checkClassAim(options.aim as ClassAim);
}

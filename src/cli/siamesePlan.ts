import { Option } from "commander";
import type { AugmentSpec } from "../data/images/augment.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { UserError } from "../errors.ts";
import type { Mining } from "../nn/metricLosses.ts";
import type { BackgroundSpec } from "../nn/network.ts";
import type { EmbeddingObjective } from "../nn/objectives.ts";
import type { Habits, Recipe } from "../tasks/plan/recipes.ts";
import { goodClass } from "../train/inspection/goodClass.ts";
import type { InspectionSpec, TrainingSpec } from "../train/run/experiment.ts";
import { type AimOptions, aimOf, aimOptions } from "./inspect/aimFlags.ts";
import { choice, count, number, parsed, wholeNumber } from "./terminal/options.ts";

/** What `kiso train --task siamese` is told beside all else. */
export interface SiameseOptions extends AimOptions {
  embedding?: number;
  background?: number;
  loss?: EmbeddingObjective;
  mining?: string;
  margin?: number | "soft";
  good?: string;
  references?: number;
  neighbours?: number;
}

const minings: Readonly<Record<string, Mining>> = {
  "batch-all": "batchAll",
  "semi-hard": "semiHard",
  "batch-hard": "batchHard",
};

const margin = number({ above: 0 });

export const siameseOptions: readonly Option[] = [
  parsed("--embedding <n>", "siamese: numbers of an embedding (default: 32)", count),
  parsed(
    "--background <n>",
    "siamese: directions in which good parts vary, taken out first (default: of images up to 50; 0: none)",
    wholeNumber,
  ),
  choice("--loss <name>", "siamese: what pulls and pushes (default: contrastive)", [
    "contrastive",
    "triplet",
    "verification",
  ]),
  choice(
    "--mining <name>",
    "of --loss triplet: which triplets count (default: batch-all)",
    Object.keys(minings),
  ),
  parsed(
    "--margin <x>",
    "siamese: how far apart the classes shall be (default: 1; of triplets 0.2), or soft",
    (text) => (text === "soft" ? text : margin(text)),
  ),
  new Option("--good <class>", "siamese: the class of good parts (default: good, ok, 良品, …)"),
  parsed("--references <n>", "siamese: how many good parts to compare with (default: 20)", count),
  parsed("--neighbours <k>", "siamese: the distance is the mean to so many of them (default: 1)", count),
  ...aimOptions(),
];

/** What practitioners do with few pictures: a small convolutional network with batchNorm, Adam, a validation part. */
export const siameseRecipe: Partial<Recipe> = {
  hidden: [],
  activation: "relu",
  epochs: 300,
  lr: 0.003,
  schedule: "cosine",
  optimizer: "adam",
  validation: 0.25,
  dtype: "float32",
};

/** Glorot's smaller first weights: with few rows, He's larger ones learned what was in these rows alone. */
export const siameseHabits: Pick<Habits, "initializer"> = { initializer: "glorotUniform" };

/** What is left beside the background has no up and down: a scratch may lie any way round. */
export const residualAugment: AugmentSpec = { shift: 1, rotate: 180, flip: "both", noise: 0.01 };

/** Blocks of --conv where the rows are images and nothing is said. */
export const siameseBlocks: readonly number[] = [8, 16, 32, 32];

/** Fewer good rows than these do not show in what directions good parts vary. */
const fewestForBackground = 40;

/**
 * What is taken out of the rows first: of images of good parts three directions for every five rows that they are found
 * on, which are half of the good ones.
 */
export function backgroundOf(
  { background: asked, good: named }: SiameseOptions,
  { labels, classNames, image }: LabelledRows,
): BackgroundSpec | undefined {
  if (asked === 0) return undefined;
  const good = goodClass(classNames, named);
  if (good === undefined) {
    if (asked === undefined) return undefined;
    throw new UserError("--background is of good parts; name their class with --good, or leave it out");
  }
  const label = classNames.indexOf(good);
  const rows = Array.from(labels).filter((own) => own === label).length;
  const usual = image && rows >= fewestForBackground ? Math.min(50, Math.floor((3 * rows) / 10)) : undefined;
  const components = asked ?? usual;
  return components === undefined ? undefined : { components, class: label };
}

const names: readonly (keyof SiameseOptions)[] = [
  ...(["embedding", "background", "loss", "mining", "margin", "good", "references", "neighbours"] as const),
  ...(["aim", "missCost", "falseRejectCost"] as const),
];

/** Refuses what belongs to a Siamese network where none is trained. */
export function checkNotSiamese(options: SiameseOptions): void {
  const flag = names.find((name) => options[name] !== undefined);
  if (flag === undefined) return;
  const spelled = flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UserError(`--${spelled} belongs to --task siamese; add that, or leave --${spelled} out`);
}

/** The objective and its settings. */
export function siameseObjective({
  loss = "contrastive",
  mining,
  margin,
}: SiameseOptions): Pick<TrainingSpec, "loss" | "margin" | "mining"> {
  if (mining !== undefined && loss !== "triplet")
    throw new UserError(`--mining chooses triplets; add --loss triplet, or leave it out`);
  if (margin !== undefined && loss === "verification")
    throw new UserError(`--loss verification has no margin; leave out --margin`);
  if (margin === "soft" && loss !== "triplet")
    throw new UserError(`--margin soft is for triplets; add --loss triplet, or give a number`);
  return {
    loss,
    ...(mining === undefined ? {} : { mining: minings[mining]! }),
    ...(margin === undefined ? {} : { margin }),
  };
}

/** How the trained model shall judge. */
export function inspectionSpec(options: SiameseOptions): InspectionSpec {
  const { good, references = 20, neighbours = 1 } = options;
  const aim = aimOf(options);
  return {
    ...(good === undefined ? {} : { good }),
    references,
    neighbours,
    ...(aim === undefined ? {} : { aim }),
  };
}

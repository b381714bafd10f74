import type { ImageRows } from "../data/images/augment.ts";
import type { ImageSpec } from "../data/images/image.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { UserError } from "../errors.ts";
import { noneOfThese } from "../model/reject/applyReject.ts";
import type { ConvolutionSpec } from "../nn/network.ts";
import type { OptimizerName, OptimizerSpec } from "../nn/optimizers.ts";
import { habits, type Recipe, recipes } from "../tasks/plan/recipes.ts";
import { autoBatch, autoHidden, type Sized } from "../tasks/plan/sizes.ts";
import { type Prepared, trainingRows } from "../tasks/rows/prepare.ts";
import type { ScheduleSpec } from "../train/fit/schedule.ts";
import { rejectFolds } from "../train/reject/modelReject.ts";
import { balancedWeights } from "../train/rows/balance.ts";
import type { Experiment } from "../train/run/experiment.ts";
import { aimOf } from "./inspect/aimFlags.ts";
import {
  backgroundOf,
  checkNotSiamese,
  inspectionSpec,
  residualAugment,
  siameseBlocks,
  siameseHabits,
  siameseObjective,
  siameseRecipe,
} from "./siamesePlan.ts";
import { type Console, grouped } from "./terminal/console.ts";
import type { TrainOptions } from "./train/flags.ts";

/** What is asked for, checked as far as it can be without the data. */
export function planOf(source: string, options: TrainOptions) {
  const siamese = options.task === "siamese";
  const usual = {
    ...recipes[options.recipe],
    ...(options.conv ? { activation: "relu" } : {}),
    ...(siamese ? siameseRecipe : {}),
  };
  if (siamese) checkSiamese(options);
  else checkNotSiamese(options);
  const recipe: Recipe = { ...usual, ...stated(options) };
  const { label, test, size, grey, colour } = options;
  const image: Partial<ImageSpec> = {
    ...(size ? { ...size, resize: true } : {}),
    ...(grey ? { channels: 1, convert: true } : colour ? { channels: 3, convert: true } : {}),
  };
  // --patience alone is content with the validation split that came with the data.
  const validation = recipe.validation || (recipe.patience === undefined ? undefined : ("split" as const));
  const spec = {
    source,
    ...(test === undefined ? {} : { test: { source: test, sha256: "" } }),
    ...(label === undefined ? {} : { label }),
    ...(options.task === "regress" ? { task: options.task } : {}),
    ...(options.missing === undefined ? {} : { missing: options.missing }),
    testSize: recipe.testSize,
    ...(validation ? { validation } : {}),
    scale: recipe.scale,
    ...(options.stream || options.shuffleBuffer ? { stream: { buffer: options.shuffleBuffer ?? 0 } } : {}),
    ...(size || grey || colour ? { image } : {}),
  };
  if (options.balance && options.task === "regress")
    throw new UserError("--balance weighs classes, and --task regress has none; leave out one of them");
  if (options.globalAveragePool && !options.conv && !siamese)
    throw new UserError("--global-average-pool follows --conv; add --conv 16,32, or leave it out");
  if (options.batchNorm && !options.conv)
    throw new UserError("--batch-norm normalises the blocks of --conv; add --conv 16,32, or leave it out");
  if (options.reject !== undefined && options.task === "regress")
    throw new UserError(
      '--reject answers "none of these" in the place of a class, and --task regress has none; leave out one of them',
    );
  return { spec, recipe };
}

/** All that the training depends on, sizes fitted to the data. */
export function experimentOf(
  prepared: Prepared,
  recipe: Recipe,
  options: TrainOptions,
  console: Console,
): Experiment {
  const { data, train, validation } = prepared;
  const rows = trainingRows(prepared);
  const { activation, epochs, lr, l2, dtype, optimizer, momentum, patience } = recipe;
  const regress = data.task === "regress";
  const siamese = options.task === "siamese";
  const background = siamese ? backgroundOf(options, train) : undefined;
  const augment = options.augment ?? (background && train.image ? residualAugment : undefined);
  const outputs = regress ? 1 : siamese ? (options.embedding ?? 32) : train.nClasses;
  const shape = { rows, features: train.nFeatures, classes: outputs };
  const sized = <T>({ value, rule }: Sized<T>): T => {
    console.say(`auto   ${rule}`);
    return value;
  };
  const hidden = recipe.hidden === "auto" ? sized(autoHidden(shape)) : recipe.hidden;
  // A batch that is asked for must fit; the usual one shrinks to what there is.
  const usual = (batch: number) => (options.batch === undefined ? Math.min(batch, rows) : batch);
  const batch = recipe.batch === "auto" ? sized(autoBatch(shape)) : usual(recipe.batch);
  if (batch > rows) {
    throw new UserError(
      `--batch ${batch} is more than the ${grouped(rows)} training rows of ${data.source}; use at most ${rows}`,
    );
  }
  if (options.momentum !== undefined && optimizer !== "sgd")
    throw new UserError(`--momentum is a setting of sgd; leave it out with --optimizer ${optimizer}`);
  if (options.reject !== undefined) checkReject(train, validation);
  const { initializer, shuffle, reduction } = {
    ...habits[options.recipe](activation),
    ...(siamese ? siameseHabits : {}),
  };
  const convolution = convolutionOf(data.source, train.image, options);
  return {
    data,
    network: {
      sizes: [train.nFeatures, ...hidden, outputs],
      activation,
      ...(siamese ? { normalize: true } : {}),
      ...(background ? { background } : {}),
      ...(convolution ? { convolution } : {}),
      initializer,
    },
    training: {
      epochs,
      batch,
      learningRate: lr,
      optimizer: rule(optimizer, momentum),
      ...(regress ? { loss: "meanSquaredError" as const } : {}),
      ...(siamese ? siameseObjective(options) : {}),
      ...(options.balance ? { classWeights: balancedWeights(train.labels, train.nClasses) } : {}),
      ...(augment ? { augment: { ...augment, rows: imageRows(prepared) } } : {}),
      l2,
      shuffle,
      reduction,
      dtype,
      ...scheduled(recipe),
      ...(patience === undefined ? {} : { patience }),
    },
    ...(options.reject === undefined ? {} : { reject: options.reject }),
    ...(siamese ? { inspection: inspectionSpec(options) } : {}),
    seed: options.seed,
  };
}

/** The blocks that --conv asks for, where the rows are images that are large enough for them. */
function convolutionOf(
  source: string,
  image: ImageSpec | undefined,
  { conv, batchNorm, globalAveragePool, task }: TrainOptions,
): ConvolutionSpec | undefined {
  const usual = task === "siamese" && image !== undefined && conv === undefined;
  const channels = usual ? blocksThatFit(siameseBlocks, image) : conv;
  if (channels === undefined) return undefined;
  if (image === undefined)
    throw new UserError(`--conv looks at images, and the rows of ${source} are none; leave it out`);
  const { height, width, channels: colours } = image;
  const most = mostBlocks(image);
  if (channels.length > most) {
    throw new UserError(
      `--conv ${channels}: each block halves the image, and of ${width}×${height} pixels nothing is left after ${most}; use at most ${most} blocks`,
    );
  }
  return {
    image: { height, width, channels: colours },
    channels,
    ...(batchNorm || usual ? { batchNorm: true } : {}),
    ...((globalAveragePool ?? usual) ? { globalAveragePool: true } : {}),
  };
}

/** Each block halves the image. */
const mostBlocks = ({ height, width }: ImageSpec): number => Math.floor(Math.log2(Math.min(height, width)));

const blocksThatFit = (blocks: readonly number[], image: ImageSpec): readonly number[] | undefined =>
  mostBlocks(image) === 0 ? undefined : blocks.slice(0, mostBlocks(image));

/** What has no meaning where distances are learned, and what is wrong with the aim: before the data is read. */
function checkSiamese(options: TrainOptions): void {
  const { recipe, balance, folds, reject } = options;
  siameseObjective(options);
  aimOf(options);
  const given = {
    "--recipe lesson": recipe === "lesson",
    "--balance": balance,
    "--folds": folds,
    "--reject": reject,
  };
  const flag = Object.entries(given).find(([, value]) => value !== undefined && value !== false)?.[0];
  if (flag)
    throw new UserError(`${flag} is for classes, and --task siamese learns distances; leave out one of them`);
}

/** Whether the rule's limits can be set: without validation rows, of every class each fold needs a row. */
function checkReject(train: LabelledRows, validation: LabelledRows | undefined): void {
  const { classNames, labels } = train;
  if (classNames.includes(noneOfThese))
    throw new UserError(
      `a class is called "${noneOfThese}", which is what --reject answers; rename it, or leave out --reject`,
    );
  if (validation) return;
  const counts = new Array<number>(classNames.length).fill(0);
  for (const label of labels) counts[label]!++;
  const rare = counts.findIndex((count) => count > 0 && count < rejectFolds);
  if (rare < 0) return;
  throw new UserError(
    `--reject holds each training row out once, in ${rejectFolds} parts with one of every class, but class "${classNames[rare]}" has ${counts[rare]} training ${counts[rare] === 1 ? "row" : "rows"}; add rows, or hold some out for it with --validation 0.2`,
  );
}

/** What the rows are that `--augment` varies. */
function imageRows({ data, train, scaler }: Prepared): ImageRows {
  if (!train.image)
    throw new UserError(`--augment varies images, and ${data.source} holds none; leave it out`);
  const { height, width, channels } = train.image;
  return { height, width, channels, white: scaler.scale.map((scale) => 255 / scale) };
}

function scheduled({ schedule: name, warmup }: Recipe): { schedule?: ScheduleSpec } {
  if (name === "constant" && warmup === 0) return {};
  const spec = name === "step" ? { name, parts: 3, factor: 0.1 } : { name };
  return { schedule: warmup > 0 ? { ...spec, warmup } : spec };
}

function rule(name: OptimizerName, momentum: number): OptimizerSpec {
  return name === "sgd" && momentum > 0 ? { name, momentum, nesterov: true } : { name };
}

/** The settings that the command line states itself. */
function stated(options: TrainOptions): Partial<Recipe> {
  const names = Object.keys(recipes.standard) as (keyof Recipe)[];
  return Object.fromEntries(
    names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

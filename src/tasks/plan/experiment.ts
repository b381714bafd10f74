import type { ImageRows } from "../../data/images/augment.ts";
import { asProgram, SettingError } from "../../errors.ts";
import type { ClassAim } from "../../model/decision.ts";
import { halves } from "../../nn/layers/members.ts";
import type { BackgroundSpec, NetworkSpec } from "../../nn/layers/network.ts";
import { grouped } from "../../report/words/format.ts";
import type { ScheduleSpec } from "../../train/fit/schedule.ts";
import { balancedWeights } from "../../train/rows/balance.ts";
import type { Experiment, PositiveSpec, TrainingSpec } from "../../train/run/experiment.ts";
import { type Prepared, trainingRows } from "../rows/prepare.ts";
import { convolutionOf } from "./convolution.ts";
import {
  backgroundOf,
  checkNeighbours,
  distanceObjective,
  inspectionSpec,
  lightAugment,
  madeUpEpochs,
  madeUpOf,
  residualAugment,
} from "./distances.ts";
import { checkReject, checkRowsOf, sayTrainings } from "./inTurn.ts";
import type { TrainPlan } from "./plan.ts";
import { positiveOf } from "./positive.ts";
import { type Habits, habitsOf, type Recipe } from "./recipes.ts";
import { autoBatch, autoHidden, effortSizes, looksInWords, rankKnots, viewedFeatures } from "./sizes.ts";

/** An experiment, and a sentence for each size that was fitted to the data. */
export interface Planned {
  experiment: Experiment;
  rules: string[];
}

/** All that a training depends on, as plain JSON. Throws a UserError where the rows are not fit for what is asked. */
export function experimentOf(prepared: Prepared, asked: TrainPlan): Planned {
  const { options } = asked;
  const { reject, task, seed = 0 } = options;
  const rules: string[] = [];
  const plan = withEffort(prepared, asked, rules);
  const { recipe } = plan;
  const positive = classPositive(prepared, plan, rules);
  const habits = habitsOf(options, recipe.activation);
  const network = networkOf(prepared, plan, habits, rules);
  const { background } = network;
  const madeUp = task === "siamese" ? madeUpOf(options, prepared.train, background) : undefined;
  if (madeUp) rules.push(madeUp.rule);
  if (task === "siamese") checkNeighbours(options, prepared.train, background);
  const batch = batchOf(prepared, plan, { madeUp: madeUp?.count ?? 0, background, rules });
  if (options.momentum !== undefined && recipe.optimizer !== "sgd")
    throw new SettingError(
      (say) =>
        `${say("momentum")} is a setting of sgd; leave it out with ${say("optimizer", recipe.optimizer)}`,
    );
  if (options.weightDecay !== undefined && recipe.optimizer !== "adamw")
    throw new SettingError(
      (say) =>
        `${say("weightDecay")} is a setting of adamw; add ${say("optimizer", "adamw")}, or leave it out`,
    );
  if (reject !== undefined) checkReject(prepared, seed);
  const training = trainingOf(prepared, plan, { habits, network, batch, madeUp: madeUp !== undefined });
  if (positive)
    sayTrainings(positive, prepared, { network, training, seed }, { rules, say: options.spell ?? asProgram });
  const inspection = task === "siamese" ? inspectionSpec(options, madeUp?.count) : undefined;
  const { effort } = options;
  return {
    experiment: { data: prepared.data, network, training, positive, reject, inspection, effort, seed },
    rules,
  };
}

/** The positive class of a classifier; which it is, is said where nobody asked for it. */
function classPositive(
  prepared: Prepared,
  { options }: TrainPlan,
  rules: string[],
): PositiveSpec | undefined {
  const { task, positive: asked, aim, seed = 0, spell = asProgram } = options;
  const { data, train } = prepared;
  if (data.task === "regress" || task === "siamese") return undefined;
  const found = positiveOf(train, asked);
  if (found && asked === undefined)
    rules.push(
      `the class to be found is "${found.name}", ${found.why} (${spell("positive")} chooses another)`,
    );
  if (aim === undefined) return found && { name: found.name };
  const { classNames } = train;
  if (classNames.length !== 2)
    throw new SettingError(
      (say) =>
        `${say("aim")} chooses between two classes, and ${data.source} has ${classNames.length} (${classNames.slice(0, 10).join(", ")}${classNames.length > 10 ? ", …" : ""}); leave it out`,
    );
  if (!found)
    throw new SettingError(
      (say) =>
        `${say("aim")} is for a class that is to be found, and "${classNames[0]}" and "${classNames[1]}" are about as many; say which with ${say("positive")}`,
    );
  const spec = { name: found.name, aim: aim as ClassAim };
  checkRowsOf(spec.aim, found.name, { prepared, seed, inTurn: options.conv === undefined });
  return spec;
}

/** The plan with the sizes that its effort fits to the rows, but for those that are stated. */
function withEffort(prepared: Prepared, plan: TrainPlan, rules: string[]): TrainPlan {
  const { options, recipe } = plan;
  const { effort, spell: say = asProgram } = options;
  if (effort === undefined) return plan;
  const { data, train } = prepared;
  const rows = trainingRows(prepared);
  const classes = data.task === "regress" ? 1 : train.nClasses;
  const units = recipe.hidden === "auto" ? 0 : recipe.hidden.reduce((sum, layer) => sum + layer, 0);
  const features = train.nFeatures;
  const mayLook = recipe.scale === "standard" && !train.image && !options.hidden;
  const viewed = mayLook ? viewedFeatures(train) : undefined;
  const ranked = viewed ?? [];
  // One half of the members sees each feature once, the other those that are ranked twice.
  const seen = features + ranked.length / 2;
  const fitted = effortSizes(effort, { rows, features: seen, classes, units: units || 64 });
  // Who states the hidden layers describes one network.
  const members = options.members ?? (options.hidden ? 1 : fitted.members);
  const epochs = options.epochs ?? fitted.epochs;
  const looks = members > 1 && ranked.length > 0 ? halves(members) : undefined;
  // Of categories alone, too, rows held out may choose networks that do not bend.
  const plain = members > 1 && effort === "best" && viewed ? { values: members } : undefined;
  if (!options.hidden && !options.epochs)
    rules.push(
      `${members === 1 ? `a network of ${units} hidden units` : `${members} networks of ${units} hidden units, which answer their mean`}, for ${epochs} epochs (${say("effort", effort)})`,
    );
  if (looks) rules.push(looksInWords(looks));
  const { range, root } = prepared.target ?? {};
  if (root)
    rules.push(`the roots of column ${prepared.label} are learned, whose numbers crowd at the low end`);
  if (range) rules.push(`no answer leaves ${range[0]} to ${range[1]}, which the training rows have`);
  const views = looks ?? plain;
  return { ...plan, recipe: { ...recipe, members, epochs }, views: views && { looks: views, ranked } };
}

function networkOf(
  prepared: Prepared,
  { options, recipe, views }: TrainPlan,
  { initializer }: Habits,
  rules: string[],
): Experiment["network"] {
  const { data, train } = prepared;
  const siamese = options.task === "siamese";
  const outputs = data.task === "regress" ? 1 : siamese ? (options.embedding ?? 32) : train.nClasses;
  const rows = trainingRows(prepared);
  let { hidden } = recipe;
  if (hidden === "auto") {
    const sized = autoHidden({ rows, features: train.nFeatures, classes: outputs });
    rules.push(sized.rule);
    hidden = sized.value;
  }
  const { members } = recipe;
  if (members > 1 && hidden.length !== 1)
    throw new SettingError(
      (say) =>
        `${say("members", members)} are networks of one hidden layer; say its units, such as ${say("hidden", [64])}, or leave out ${say("members")}`,
    );
  return {
    sizes: [train.nFeatures, ...hidden.map((units) => units * members), outputs],
    activation: recipe.activation,
    normalize: siamese || undefined,
    background: siamese ? backgroundOf(options, train) : undefined,
    convolution: convolutionOf(data.source, train.image, options),
    views: views && { ranked: views.ranked, knots: rankKnots },
    initializer,
  };
}

interface Batched {
  madeUp: number;
  background: BackgroundSpec | undefined;
  rules: string[];
}

/** A batch that is asked for must fit; the usual one shrinks to what there is. */
function batchOf(
  prepared: Prepared,
  { options, recipe }: TrainPlan,
  { madeUp, background, rules }: Batched,
): number {
  const inPairs = options.task === "siamese" && options.loss !== "triplet";
  const { labels } = prepared.train;
  // Rows that the background is found on are not learned from; an odd row out makes no pair.
  const own = background ? Array.from(labels).filter((label) => label === background.class).length : 0;
  const all = trainingRows(prepared) + madeUp - Math.floor(own / 2);
  const rows = inPairs ? 2 * Math.floor(all / 2) : all;
  if (recipe.batch === "auto") {
    const { value, rule } = autoBatch({ rows });
    if (options.batch === "auto") rules.push(rule);
    return inPairs ? 2 * Math.floor(value / 2) : value;
  }
  if (options.batch === undefined) return Math.min(recipe.batch, rows);
  const { batch } = recipe;
  if (inPairs && batch % 2 === 1)
    throw new SettingError(
      (say) =>
        `${say("batch", batch)} is odd, and ${say("loss", options.loss ?? "contrastive")} compares the rows of a batch in pairs; use ${batch + 1}`,
    );
  if (recipe.batch <= rows) return recipe.batch;
  const of = rows === trainingRows(prepared) ? "training rows" : "rows to learn from";
  throw new SettingError(
    (say) =>
      `${say("batch", recipe.batch)} is more than the ${grouped(rows)} ${of} of ${prepared.data.source}; use at most ${rows}`,
  );
}

function trainingOf(
  prepared: Prepared,
  { options, recipe, views }: TrainPlan,
  {
    habits,
    network,
    batch,
    madeUp,
  }: { habits: Habits; network: NetworkSpec; batch: number; madeUp: boolean },
): TrainingSpec {
  const { train } = prepared;
  const { learningRate, l2, dtype, patience } = recipe;
  const epochs = options.epochs ?? (madeUp ? madeUpEpochs : recipe.epochs);
  const usual = network.background ? residualAugment : madeUp ? lightAugment : undefined;
  const augment = options.augment ?? (train.image && usual);
  return {
    epochs,
    batch,
    learningRate,
    optimizer: optimizerOf(recipe),
    ...objectiveOf(prepared, options),
    members: recipe.members > 1 ? recipe.members : undefined,
    looks: views?.looks,
    classWeights: options.balance ? balancedWeights(train.labels, train.nClasses) : undefined,
    augment: augment && { ...augment, rows: imageRows(prepared) },
    l2,
    shuffle: habits.shuffle,
    reduction: habits.reduction,
    dtype,
    schedule: scheduleOf(recipe),
    patience,
  };
}

function objectiveOf(
  { data }: Prepared,
  options: TrainPlan["options"],
): Pick<TrainingSpec, "loss" | "margin" | "mining"> {
  if (data.task === "regress") return { loss: "meanSquaredError" };
  return options.task === "siamese" ? distanceObjective(options) : {};
}

/** How the rows that are varied are made of pixels. */
export function imageRows({ data, train, scaler }: Prepared): ImageRows {
  if (!train.image)
    throw new SettingError(
      (say) => `${say("augment")} varies images, and ${data.source} holds none; leave it out`,
    );
  const { height, width, channels } = train.image;
  return { height, width, channels, white: scaler.scale.map((scale) => 255 / scale) };
}

function scheduleOf({ schedule: name, warmup }: Recipe): ScheduleSpec | undefined {
  if (name === "constant" && warmup === 0) return undefined;
  const spec = name === "step" ? { name, parts: 3, factor: 0.1 } : { name };
  return warmup > 0 ? { ...spec, warmup } : spec;
}

function optimizerOf({ optimizer: name, momentum, weightDecay }: Recipe): TrainingSpec["optimizer"] {
  if (name === "sgd" && momentum > 0) return { name, momentum, nesterov: true };
  return name === "adamw" && weightDecay !== undefined ? { name, weightDecay } : { name };
}

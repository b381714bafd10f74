import type { WantedImage } from "../../data/images/image.ts";
import { memoryName } from "../../data/memory.ts";
import { readingOf, rolesOf } from "../../data/reading.ts";
import { SettingError } from "../../errors.ts";
import type { Looks } from "../../nn/layers/members.ts";
import type { Wanted } from "../rows/source.ts";
import { checkDistances } from "./distances.ts";
import { checkOptions, type TrainOptions } from "./options.ts";
import { type Recipe, recipeOf } from "./recipes.ts";

/** What is asked for, checked as far as it can be without the data. */
export interface TrainPlan {
  options: TrainOptions;
  /** the settings that a recipe has, each stated or usual */
  recipe: Recipe;
  /** what is read */
  wanted: Wanted;
  /** what members look at, and the features that some of them see by rank, each by its number; known when the rows are */
  views?: { looks: Looks; ranked: readonly number[] } | undefined;
}

/** Checks the options, and merges the recipe into them. `where` is the function that was given them. */
export function planOf(where: string, given: TrainOptions): TrainPlan {
  checkOptions(where, given);
  checkTogether(given);
  const options = withUsualEffort(given);
  const recipe = recipeOf(options);
  return { options, recipe, wanted: wantedOf(options, recipe) };
}

/** Who states one of these trains by settings of his own, where he asks for no effort. */
export const ofTraining = [
  "hidden",
  "conv",
  "activation",
  "epochs",
  "batch",
  "learningRate",
  "schedule",
  "warmup",
  "optimizer",
  "momentum",
  "l2",
  "dtype",
] as const satisfies (keyof TrainOptions)[];

/** What is trained where nothing is said of networks and training: what an effort fits to the table. */
function withUsualEffort(options: TrainOptions): TrainOptions {
  const { effort, task, recipe } = options;
  const own =
    task === "siamese" || recipe === "lesson" || ofTraining.some((name) => options[name] !== undefined);
  return own || effort !== undefined ? options : { ...options, effort: "standard" };
}

/** Refuses options that contradict each other. */
function checkTogether(options: TrainOptions): void {
  checkDistances(options);
  const { data, task, balance, positive, conv, globalAveragePool, batchNorm, reject } = options;
  const { size, stretch, grey, colour, bits, stream, shuffleBuffer, sheet, config, labels } = options;
  const ofFiles = { size, stretch, grey, colour, bits, stream, shuffleBuffer, sheet, config, labels };
  const other = typeof data === "string" ? undefined : Object.entries(ofFiles).find(([, value]) => value);
  if (other)
    throw new SettingError(
      (say) => `${say(other[0])} is for files, and rows in memory are taken as they are; leave it out`,
    );
  if (grey && colour)
    throw new SettingError(
      (say) => `${say("grey")} and ${say("colour")} contradict each other; leave out one of them`,
    );
  if (stretch && !size)
    throw new SettingError(
      (say) => `${say("stretch")} says how images are brought to ${say("size")}; add that, or leave it out`,
    );
  if (balance && task === "regress")
    throw new SettingError(
      (say) =>
        `${say("balance")} weighs classes, and ${say("task", "regress")} has none; leave out one of them`,
    );
  if (positive !== undefined && (task === "regress" || task === "siamese"))
    throw new SettingError((say) =>
      task === "regress"
        ? `${say("positive")} is a class, and ${say("task", task)} has none; leave out one of them`
        : `${say("task", task)} compares with good parts, so name their class with ${say("good")} in the place of ${say("positive")}`,
    );
  const { aim, folds, out } = options;
  if (aim !== undefined && task === "regress")
    throw new SettingError(
      (say) => `${say("aim")} is for classes, and ${say("task", task)} has none; leave out one of them`,
    );
  if (aim !== undefined && reject !== undefined)
    throw new SettingError(
      (say) =>
        `${say("aim")} says from which probability on a class is given, and ${say("reject")} from which on none is; leave out one of them`,
    );
  if (aim !== undefined && folds !== undefined && out === undefined)
    throw new SettingError(
      (say) =>
        `${say("folds")} without ${say("out")} keeps no model whose threshold ${say("aim")} could choose; leave out one of them, or add ${say("out")}`,
    );
  if (options.follow) checkFollow(options);
  const { effort, members, recipe } = options;
  const whole =
    recipe === "lesson" ? { recipe } : task === "siamese" ? { task } : conv ? { conv } : undefined;
  const [name, value] = Object.entries(whole ?? {})[0] ?? [];
  for (const [own, given] of Object.entries({ effort, members }))
    if (given !== undefined && name !== undefined)
      throw new SettingError(
        (say) =>
          `${say(own)} is for networks of dense layers that tell classes or numbers; leave it out with ${say(name, value)}`,
      );
  if (globalAveragePool && !conv && task !== "siamese")
    throw new SettingError(
      (say) =>
        `${say("globalAveragePool")} follows ${say("conv")}; add ${say("conv", [16, 32])}, or leave it out`,
    );
  if (batchNorm && !conv)
    throw new SettingError(
      (say) =>
        `${say("batchNorm")} normalises the blocks of ${say("conv")}; add ${say("conv", [16, 32])}, or leave it out`,
    );
  if (reject !== undefined && task === "regress")
    throw new SettingError(
      (say) =>
        `${say("reject")} answers "none of these" in the place of a class, and ${say("task", "regress")} has none; leave out one of them`,
    );
}

/** Of training rows, so that they choose a threshold: convolutional networks are not averaged, so rows in turn cannot (`withDecision`). */
const heldForAim = 0.25;

/** What the doctor's advice cannot be tried with. */
function checkFollow({ task, folds, stream, shuffleBuffer, recipe }: TrainOptions): void {
  const others = { stream, shuffleBuffer, folds };
  const lesson = recipe === "lesson" ? { recipe } : undefined;
  const distances = task === "siamese" ? { task } : undefined;
  const [name, value] =
    Object.entries({ ...others, ...lesson, ...distances }).find(([, given]) => given !== undefined) ?? [];
  if (name !== undefined)
    throw new SettingError(
      (say) =>
        `${say("follow")} tries settings on rows in memory that are held out in turn, for classes and numbers; leave it out with ${say(name, value)}`,
    );
}

function wantedOf(options: TrainOptions, recipe: Recipe): Wanted {
  const { data, label, task, good, missing, test, stream, shuffleBuffer } = options;
  const { testSize, patience, scale } = recipe;
  const holdsForAim = options.aim && options.conv && task !== "siamese" && options.validation === undefined;
  const validation = holdsForAim ? heldForAim : recipe.validation;
  return {
    source: nameOf(data),
    test: test === undefined ? undefined : { source: nameOf(test), sha256: "" },
    label,
    task: task === "regress" ? task : undefined,
    distances: task === "siamese" ? { good } : undefined,
    missing,
    testSize,
    usual: { testSize: options.testSize === undefined, validation: options.validation === undefined },
    // Patience alone is content with the validation split that came with the data.
    validation: validation || (patience === undefined ? undefined : "split"),
    scale,
    // What is learned of numbers beyond those seen is a guess, and a far one of them costs more than all else.
    trim: task === "regress" && options.effort !== undefined && !stream ? true : undefined,
    stream: stream || shuffleBuffer ? { buffer: shuffleBuffer ?? 0 } : undefined,
    image: imageOf(options),
    reading: readingOf(options),
    roles: rolesOf(options),
  };
}

const nameOf = (data: TrainOptions["data"]): string => (typeof data === "string" ? data : memoryName(data));

/** What is asked of images; a setting that is left out follows from them. */
export function imageOf({
  size,
  stretch,
  grey,
  colour,
  bits,
}: Pick<TrainOptions, "size" | "stretch" | "grey" | "colour" | "bits">): Wanted["image"] {
  const image: WantedImage = {};
  if (size) Object.assign(image, size, { resize: stretch ? true : "pad" });
  if (grey || colour) Object.assign(image, { channels: grey ? 1 : 3, convert: true });
  if (bits !== undefined || Object.keys(image).length > 0) image.bits = bits ?? "found";
  return image.bits === undefined ? undefined : image;
}

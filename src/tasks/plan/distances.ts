import type { AugmentSpec } from "../../data/images/augment.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import { SettingError } from "../../errors.ts";
import type { ThresholdAim } from "../../model/inspection/inspection.ts";
import type { BackgroundSpec } from "../../nn/layers/network.ts";
import { goodClass } from "../../train/inspection/goodClass.ts";
import type { InspectionSpec, TrainingSpec } from "../../train/run/experiment.ts";
import type { DistanceOptions, TrainOptions } from "./options.ts";

// What the task `siamese` asks for: a network that learns distances, and how its model judges parts.

/** What is left beside the background has no up and down: a scratch may lie any way round. */
export const residualAugment: AugmentSpec = { shift: 1, rotate: 180, flip: "both", noise: 0.01 };

/** Beside made-up damage on pictures as they are: a few good parts would be learned by heart otherwise. */
export const lightAugment: AugmentSpec = { shift: 1, noise: 0.01 };

/** Fewer good rows than these do not show in what directions good parts vary. */
const fewestForBackground = 40;

/**
 * What is taken out of the rows first: of images of good parts three directions for every five rows that they are found
 * on, which are half of the good ones.
 */
export function backgroundOf(
  { background: asked, good: named }: DistanceOptions,
  { labels, classNames, image }: LabelledRows,
): BackgroundSpec | undefined {
  if (asked === 0) return undefined;
  const good = goodClass(classNames, named);
  if (good === undefined) {
    if (asked === undefined) return undefined;
    throw new SettingError(
      (say) => `${say("background")} is of good parts; name their class with ${say("good")}, or leave it out`,
    );
  }
  const label = classNames.indexOf(good);
  const rows = Array.from(labels).filter((own) => own === label).length;
  const usual = image && rows >= fewestForBackground ? Math.min(50, Math.floor((3 * rows) / 10)) : undefined;
  const components = asked ?? usual;
  return components === undefined ? undefined : { components, class: label };
}

const names: readonly (keyof DistanceOptions)[] = [
  "embedding",
  "background",
  "loss",
  "mining",
  "margin",
  "good",
  "references",
  "neighbours",
];

/** What is said of a setting of distances where none are learned. */
const notOfClasses = (name: string): SettingError =>
  new SettingError(
    (say) => `${say(name)} belongs to ${say("task", "siamese")}; add that, or leave ${say(name)} out`,
  );

/** Refuses what belongs to distances where none are learned, and what has no meaning where they are. */
export function checkDistances(options: TrainOptions): void {
  if (options.task !== "siamese") {
    const name = names.find((name) => options[name] !== undefined);
    if (name) throw notOfClasses(name);
    return;
  }
  distanceObjective(options);
  const { recipe, balance, folds, reject } = options;
  const given = { recipe: recipe === "lesson" && recipe, balance, folds, reject };
  const ofClasses = Object.entries(given).find(([, value]) => value !== undefined && value !== false);
  if (ofClasses === undefined) return;
  const [name, value] = ofClasses;
  throw new SettingError(
    (say) =>
      `${name === "recipe" ? say(name, value) : say(name)} is for classes, and ${say("task", "siamese")} learns distances; leave out one of them`,
  );
}

/** The objective and its settings. */
export function distanceObjective({
  loss = "contrastive",
  mining,
  margin,
}: DistanceOptions): Pick<TrainingSpec, "loss" | "margin" | "mining"> {
  if (mining !== undefined && loss !== "triplet")
    throw new SettingError(
      (say) => `${say("mining")} chooses triplets; add ${say("loss", "triplet")}, or leave it out`,
    );
  if (margin !== undefined && loss === "verification")
    throw new SettingError(
      (say) => `${say("loss", "verification")} has no margin; leave out ${say("margin")}`,
    );
  if (margin === "soft" && loss !== "triplet")
    throw new SettingError(
      (say) => `${say("margin", "soft")} is for triplets; add ${say("loss", "triplet")}, or give a number`,
    );
  return { loss, mining, margin };
}

/** How the trained model judges, and how many defects are made up for it to learn from. */
export const inspectionSpec = (
  { good, references = 20, neighbours = 1, aim }: TrainOptions,
  madeUp: number | undefined,
): InspectionSpec => ({ good, references, neighbours, aim: aim as ThresholdAim | undefined, madeUp });

/** From fewer known defects than these a network learns these defects, not that something is there. */
const fewestDefects = 8;

/** Fewer made-up defects than these, or than twice the good parts, show too few sorts of damage. */
const fewestMadeUp = 128;

/** Refuses more neighbours than there are references: it would be found after the training. */
export function checkNeighbours(
  { neighbours = 1, references = 20, good: named }: DistanceOptions,
  { labels, classNames }: LabelledRows,
  background: BackgroundSpec | undefined,
): void {
  const good = goodClass(classNames, named);
  if (good === undefined || neighbours === 1) return;
  const label = classNames.indexOf(good);
  const own = Array.from(labels).filter((one) => one === label).length;
  const most = Math.min(references, background ? own - Math.floor(own / 2) : own);
  if (neighbours <= most) return;
  throw new SettingError(
    (say) =>
      `${say("neighbours", neighbours)} is more than the ${most} good parts to compare with; use at most ${most}, or add good parts`,
  );
}

/** There are many rows to an epoch, and more of them learn the few good parts by heart. */
export const madeUpEpochs = 200;

/** How many defects are made up on good parts; none where enough are known, or no class is of good parts. */
export function madeUpOf(
  { good: named }: DistanceOptions,
  { labels, classNames }: LabelledRows,
  background: BackgroundSpec | undefined,
): { count: number; rule: string } | undefined {
  const good = goodClass(classNames, named);
  if (good === undefined) return undefined;
  const label = classNames.indexOf(good);
  const own = Array.from(labels).filter((one) => one === label).length;
  const known = labels.length - own;
  if (known >= fewestDefects) return undefined;
  const learned = background ? own - Math.floor(own / 2) : own;
  const count = Math.max(fewestMadeUp, 2 * learned);
  const why =
    known === 0
      ? "no defect is known to learn from"
      : `only ${known} ${known === 1 ? "defect is" : "defects are"} known to learn from`;
  return { count, rule: `${count} defects are made up on good parts, since ${why}` };
}

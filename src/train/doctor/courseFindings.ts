import type { ScalerKind } from "../../data/rows/scale.ts";
import type { Experiment } from "../run/experiment.ts";
import { type Finding, fittedInstead, learningRate, type Remedy } from "./finding.ts";
import type { Way } from "./watch.ts";

/** An update above this is no learning any more; those of good trainings stay below 1. */
const tooFar = 10;

export interface Course {
  experiment: Pick<Experiment, "network" | "training">;
  /** how many rows an epoch learns from */
  rows: number;
  /** the training loss after each epoch */
  losses: readonly number[];
  /** how far the weights went in the epochs that were watched */
  way: Way;
  /** the loss of guessing */
  guess: number;
  scale: ScalerKind;
}

/** What went wrong on the way: at most one finding, the cause of those after it. */
export function examineCourse(course: Course): Finding[] {
  const found = findExploding(course) ?? findShortSteps(course) ?? findLoss(course);
  return found ? [found] : [];
}

function findLoss(course: Course): Finding | undefined {
  if (course.losses.length < fewest) return undefined;
  // The losses are of rows that weigh alike: where rare classes weigh more, it is another loss that falls.
  if (course.experiment.training.classWeights) return undefined;
  return findRise(course) ?? findUnsteady(course) ?? findPlateau(course);
}

function findExploding({ way: { longest }, ...course }: Course): Finding | undefined {
  if (longest === undefined || longest.size < tooFar) return undefined;
  return { kind: "exploding", ...longest, remedies: slower(course) };
}

/** Whether the weights moved so little, all epochs together, that nothing can have been learned. */
const tooShort = 0.01;

function findShortSteps({
  losses,
  way: { layers },
  guess,
  experiment: { network, training },
}: Course): Finding | undefined {
  const last = losses.at(-1);
  // Of the layer that went furthest, all epochs together.
  const ways = Object.values(layers);
  const way = ways.length === 0 ? undefined : ways.reduce((a, b) => Math.max(a, b));
  if (last === undefined || way === undefined || way > tooShort || last < 0.9 * guess) return undefined;
  // Weights that are to learn go about as far as they were drawn.
  const multiple = way === 0 ? 10 : 10 ** Math.ceil(-Math.log10(way));
  const remedies = [...fittedInstead({ network, training }), learningRate(training, multiple)];
  return { kind: "plateau", loss: last, since: 0, guess, why: "short steps", remedies };
}

/** Nothing to tell of shorter trainings. */
const fewest = 10;

function findRise({ losses, guess, ...course }: Course): Finding | undefined {
  const last = losses.at(-1)!;
  const least = losses.reduce((a, b) => Math.min(a, b));
  if (last < 1.5 * least || last - least < 0.2 * guess) return undefined;
  const remedies = slower(course);
  return { kind: "rising loss", least, epoch: losses.indexOf(least), last, guess, remedies };
}

/** A mean rise from epoch to epoch above this share of the loss of guessing; that of good trainings stays below a half of it. */
const restless = 0.01;

/** A loss that still jumps up and down in the last third: where the last epoch stands is chance. */
function findUnsteady({ losses, guess, rows, ...course }: Course): Finding | undefined {
  let [sum, largest, epoch] = [0, 0, 0];
  const start = Math.floor((2 * losses.length) / 3);
  for (let i = start; i < losses.length; i++) {
    const rise = losses[i]! - losses[i - 1]!;
    if (rise > 0) sum += rise;
    if (rise > largest) [largest, epoch] = [rise, i];
  }
  if (sum < restless * guess * (losses.length - start)) return undefined;
  const { batch, reduction } = course.experiment.training;
  const over = rows % batch;
  // The mean over a few rows is a gradient of much noise, and its step is as long as any.
  const short = reduction === "mean" && over > 0 && over <= batch / 8 && rows > batch;
  const remedies = slower(course);
  if (short) remedies.splice(-1, 0, { batch: evenBatch(rows, batch) });
  return {
    kind: "unsteady loss",
    from: losses[epoch - 1]!,
    to: losses[epoch]!,
    epoch,
    short: short ? { rows: over, batch } : undefined,
    remedies,
  };
}

/** The largest batch up to this one whose last of an epoch is at least half as large. */
function evenBatch(rows: number, batch: number): number {
  let size = batch;
  while (rows % size !== 0 && rows % size < size / 2) size--;
  return size;
}

type Settings = Pick<Course, "experiment" | "scale">;

/** Features of large numbers make long steps of short ones. */
const slower = ({ experiment, scale }: Settings): Remedy[] => [
  ...(scale === "none" ? [{ scale: "standard" }] : []),
  ...fittedInstead(experiment),
  learningRate(experiment.training, 0.1),
];

/** As a share of the loss of guessing: a lower loss that stands still may well be all that the features can tell. */
const stuckAbove = 0.8;

function findPlateau({ losses, guess, experiment: { network, training } }: Course): Finding | undefined {
  const half = Math.floor(losses.length / 2);
  // The least of a few epochs each, since a loss also jitters.
  const least = (end: number) => losses.slice(Math.max(0, end - 3), end).reduce((a, b) => Math.min(a, b));
  const [middle, last] = [least(half), least(losses.length)];
  if (guess === 0 || last < stuckAbove * guess || last < 0.99 * middle) return undefined;
  const nothing = last > 0.9 * guess;
  const { l2 } = training;
  // Such a penalty is meant to keep the loss up.
  if (!nothing && l2 > 0) return undefined;
  const fitted = fittedInstead({ network, training });
  const wider = { hidden: network.sizes.slice(1, -1).map((units) => 2 * units) };
  const remedies: Remedy[] = [...fitted, learningRate(training, 10), ...(nothing ? [] : [wider])];
  if (nothing && l2 > 0) remedies.unshift({ l2: l2 / 10 });
  const why = nothing ? "nothing learned" : "little";
  return { kind: "plateau", loss: last, since: half - 1, guess, why, remedies };
}

import type { Tensors } from "../model/safetensors.ts";
import { fans } from "../nn/initializers.ts";
import type { Samples } from "./batches.ts";
import type { Experiment } from "./experiment.ts";
import type { Finding } from "./finding.ts";
import { countClasses, guessLoss } from "./rowSample.ts";

/** How far a layer's weights went in an epoch, in units of what Glorot would draw for them. */
export interface Update {
  epoch: number;
  layer: string;
  size: number;
}

/** Notes how far each layer goes in each epoch. One pass over the weights: nothing beside the epoch's own passes. */
export class Watch {
  readonly updates: Update[] = [];

  constructor(private before: Tensors | undefined) {}

  epoch(epoch: number, after: Tensors): void {
    for (const [name, { shape, data }] of Object.entries(after)) {
      const earlier = this.before?.[name]?.data;
      if (!earlier || !/^(dense|conv2d)\d+\.weight$/.test(name)) continue;
      let sum = 0;
      for (let i = 0; i < data.length; i++) sum += (data[i]! - earlier[i]!) ** 2;
      // Glorot draws with variance 2 / (in + out).
      const [inputs, outputs] = fans(shape);
      const size = Math.sqrt(((sum / data.length) * (inputs + outputs)) / 2);
      this.updates.push({ epoch, layer: name.split(".")[0]!, size });
    }
    this.before = after;
  }
}

/** An update above this is no learning any more; those of good trainings stay below 1. */
const tooFar = 10;

interface Course {
  experiment: Pick<Experiment, "training">;
  train: Samples;
  classNames: readonly string[];
  losses: readonly number[];
  updates: readonly Update[];
}

/** What went wrong on the way. */
export function examineCourse(course: Course): Finding[] {
  const exploding = findExploding(course);
  if (exploding) return [exploding];
  // The losses are of rows that weigh alike: where rare classes weigh more, it is another loss that falls.
  if (course.experiment.training.classWeights) return [];
  const stuck = findRise(course) ?? findPlateau(course);
  return stuck ? [stuck] : [];
}

function findExploding({ updates, experiment: { training } }: Course): Finding | undefined {
  const largest = updates.reduce((most, one) => (one.size > most.size ? one : most), {
    epoch: 0,
    layer: "",
    size: 0,
  });
  if (largest.size < tooFar) return undefined;
  return {
    kind: "exploding",
    message: `the weights of ${largest.layer} went ${largest.size.toPrecision(2)} times their natural size in epoch ${largest.epoch}: the gradients explode; try --lr ${tenth(training.learningRate)}`,
  };
}

/** Nothing to tell of shorter trainings. */
const fewest = 10;

function findRise({ losses, train, classNames, experiment: { training } }: Course): Finding | undefined {
  const last = losses.at(-1);
  if (last === undefined || losses.length < fewest) return undefined;
  const guess = guessLoss(countClasses(train, classNames.length));
  const least = losses.reduce((a, b) => Math.min(a, b));
  if (last < 1.5 * least || last - least < 0.2 * guess) return undefined;
  const steady = (training.schedule?.name ?? "constant") === "constant";
  return {
    kind: "rising loss",
    message: `the training loss rose from ${least.toFixed(4)} after epoch ${losses.indexOf(least)} to ${last.toFixed(4)} (guessing has ${guess.toFixed(4)}): the steps are too long; try --lr ${tenth(training.learningRate)}${steady ? ", or --schedule cosine" : ""}`,
  };
}

/** Of the loss of guessing: a lower loss that stands still may well be all that the features can tell. */
const stuckAbove = 0.8;

function findPlateau({ losses, train, classNames, experiment: { training } }: Course): Finding | undefined {
  if (losses.length < fewest) return undefined;
  const half = Math.floor(losses.length / 2);
  // The least of a few epochs each, since a loss also jitters.
  const least = (end: number) => losses.slice(Math.max(0, end - 3), end).reduce((a, b) => Math.min(a, b));
  const [middle, last] = [least(half), least(losses.length)];
  const guess = guessLoss(countClasses(train, classNames.length));
  if (guess === 0 || last < stuckAbove * guess || last < 0.99 * middle) return undefined;
  const nothing = last > 0.9 * guess;
  const advice = nothing
    ? `little is learned; try --lr ${10 * training.learningRate} or ${tenth(training.learningRate)}, and look whether the features can tell the label`
    : `try more units (--hidden), another --lr (now ${training.learningRate}), or features that tell more`;
  return {
    kind: "plateau",
    message: `the loss has stood at ${last.toFixed(4)} since epoch ${half - 1} (guessing has ${guess.toFixed(4)}): ${advice}`,
  };
}

const tenth = (rate: number): number => Number((rate / 10).toPrecision(2));

import { type Samples, spread } from "../../model/samples.ts";
import type { TrainingSpec } from "../run/experiment.ts";

/** About `most` rows, ascending: the same number of each class, where it has so many. */
export function spreadOverClasses(labels: ArrayLike<number>, classes: number, most: number): Int32Array {
  const rowsOf: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < labels.length; i++) rowsOf[labels[i]!]!.push(i);
  const share = Math.ceil(most / classes);
  return Int32Array.from(
    rowsOf.flatMap((rows) => Array.from(spread(rows.length, share), (i) => rows[i]!)),
  ).sort();
}

/** How many rows each class has. */
export function countClasses({ labels }: Samples, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  return counts;
}

/** The loss of guessing from the labels alone: the entropy of classes, in nats, or the variance of numbers. */
export function guessLoss({ loss }: Pick<TrainingSpec, "loss">, samples: Samples, classes: number): number {
  if (loss === "meanSquaredError") return moments(samples.labels).variance;
  const rows = samples.labels.length;
  return countClasses(samples, classes).reduce(
    (sum, n) => (n === 0 ? sum : sum - (n / rows) * Math.log(n / rows)),
    0,
  );
}

export function moments(values: ArrayLike<number>): { mean: number; variance: number } {
  let [mean, variance] = [0, 0];
  for (let i = 0; i < values.length; i++) mean += values[i]! / values.length;
  for (let i = 0; i < values.length; i++) variance += (values[i]! - mean) ** 2 / values.length;
  return { mean, variance };
}

import type { Samples } from "./batches.ts";

/** At most `most` of 0 … n-1, evenly. */
export function spread(n: number, most: number): Int32Array {
  const count = Math.min(n, most);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count));
}

/** About `most` rows, of each class the same number where it has so many, ascending. */
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

/** The loss of guessing by the classes' shares: their entropy, in nats. */
export function guessLoss(counts: readonly number[]): number {
  const rows = counts.reduce((sum, n) => sum + n, 0);
  return counts.reduce((sum, n) => (n === 0 ? sum : sum - (n / rows) * Math.log(n / rows)), 0);
}

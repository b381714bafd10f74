import type { Rate } from "../../model/inspection/inspection.ts";

/** How seldom a count of rows to come lies outside what is expected of it, when nothing has changed: in 1 of 100 lots. */
const outside = 0.01;

/**
 * How many of `rows` rows to come will be mistaken, but for 1 of 100 lots, after a rate was measured: the quantiles of the
 * beta-binomial distribution, since both the rate and the count are chance. After k − 1 of n rows lay beyond a threshold that is the
 * k-th row's own, the share of those to come is Beta(k, n + 1 − k); after a plain count, by Jeffreys, Beta(k + ½, n − k + ½).
 */
export function expectedCount(
  { wrong, of, rate }: Rate,
  rows: number,
  worth = 1,
): [least: number, most: number] {
  const own = rate === wrong / of ? [wrong + 0.5, of - wrong + 0.5] : [wrong + 1, of - wrong];
  const [a, b] = own.map((count) => count * worth) as [number, number];
  // log of P(0), and from one count to the next by their ratio
  let log = 0;
  for (let i = 0; i < rows; i++) log += Math.log((b + i) / (a + b + i));
  let [sum, least] = [0, -1];
  for (let k = 0; k <= rows; k++) {
    sum += Math.exp(log);
    if (least < 0 && sum > outside / 2) least = k;
    if (sum >= 1 - outside / 2) return [least, k];
    log += Math.log(((rows - k) * (a + k)) / ((k + 1) * (rows - k - 1 + b)));
  }
  return [Math.max(least, 0), rows];
}

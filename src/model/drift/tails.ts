// How likely chance alone makes a lot differ so much from other rows. If a lot is like them, which of all rows are the lot's is
// a draw without replacement; so is the sum of the scores of its rows, whatever the rows are, ties and all.

/** Rows of one score: how many there are in all, and how many of them are the lot's. */
export interface Scored {
  score: number;
  all: number;
  lot: number;
}

/** What a sum of scores comes to. */
export interface Drawn {
  /** the chance that a like lot differs as much or more, upwards or downwards */
  p: number;
  /** how far the lot's mean score lies from that of the other rows, in standard deviations of all scores */
  shift: number;
}

/** Beyond so many deviations a normal tail is not near enough. */
const farOut = 1.5;

/**
 * The two-sided test of the sum of a lot's scores. Of two scores it is Fisher's exact one; of more, a double saddlepoint for draws
 * without replacement (Robinson 1982, Skovgaard 1987), whose relative error stays small far out in the tails, where a test of many
 * columns looks.
 */
export function drawn(groups: readonly Scored[]): Drawn {
  const held = groups.filter(({ all }) => all > 0);
  let [rows, lot, sum, own] = [0, 0, 0, 0];
  for (const { score, all, lot: part } of held) {
    rows += all;
    lot += part;
    sum += score * all;
    own += score * part;
  }
  const mean = sum / rows;
  let squares = 0;
  for (const { score, all } of held) squares += all * (score - mean) ** 2;
  const deviation = Math.sqrt(squares / rows);
  if (lot === 0 || lot === rows || !(deviation > 0)) return { p: 1, shift: 0 };
  const others = rows - lot;
  const shift = (own / lot - (sum - own) / others) / deviation;
  if (held.length === 2) {
    const [a, b] = held as [Scored, Scored];
    return {
      p: fisher({ rows, marked: b.all, lot, found: b.lot }),
      shift: b.score > a.score ? shift : -shift,
    };
  }
  const scores = held.map(({ score, all }) => ({ score: (score - mean) / deviation, all }));
  const wanted = (own - lot * mean) / deviation;
  const z = wanted / Math.sqrt((lot * others) / (rows - 1));
  const tail = Math.abs(z) < farOut ? normalTail(Math.abs(z)) : saddlepoint(scores, { lot, wanted, z });
  return { p: Math.min(1, 2 * tail), shift };
}

/** P(sum ≥ wanted), or ≤ where it lies below the mean. `scores` have mean 0 and deviation 1. */
function saddlepoint(
  scores: readonly { score: number; all: number }[],
  { lot, wanted, z }: { lot: number; wanted: number; z: number },
): number {
  let rows = 0;
  for (const { all } of scores) rows += all;
  const share = lot / rows;
  const base = Math.log(share / (1 - share));
  // Rows are drawn one by one with the odds e^(base + s + u·score); s and u are such that the lot's size and sum are the expected ones.
  let [s, u] = [0, 0];
  const start = Math.abs(z) / Math.sqrt(lot * (1 - share)) / 2;
  u = Math.sign(z) * Math.min(start, 1);
  let [value, ss, su, uu] = [0, 0, 0, 0];
  const at = (s: number, u: number) => {
    value = ss = su = uu = 0;
    let [count, sum] = [0, 0];
    for (const { score, all } of scores) {
      const odds = base + s + u * score;
      const chance = 1 / (1 + Math.exp(-odds));
      // log(1 − share + share·e^(s + u·score)), without the large numbers
      value += all * (Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) + Math.log1p(-share));
      count += all * chance;
      sum += all * chance * score;
      const spread = all * chance * (1 - chance);
      ss += spread;
      su += spread * score;
      uu += spread * score * score;
    }
    return { value: value - s * lot - u * wanted, ds: count - lot, du: sum - wanted };
  };
  let now = at(s, u);
  for (let turn = 0; turn < 60; turn++) {
    const determinant = ss * uu - su * su;
    if (!(determinant > 0)) break;
    const stepS = (uu * now.ds - su * now.du) / determinant;
    const stepU = (ss * now.du - su * now.ds) / determinant;
    const slope = now.ds * stepS + now.du * stepU;
    if (slope < 1e-14) break;
    let length = 1;
    let next = at(s - stepS, u - stepU);
    while (!(next.value <= now.value - 1e-4 * length * slope) && length > 1e-6) {
      length /= 2;
      next = at(s - length * stepS, u - length * stepU);
    }
    s -= length * stepS;
    u -= length * stepU;
    now = next;
  }
  const height = -now.value;
  const w = Math.sqrt(2 * Math.max(0, height));
  const v = Math.abs(u) * Math.sqrt((ss * uu - su * su) / (rows * share * (1 - share)));
  // At the end of what can be drawn there is no saddlepoint; the tail is then at most e^-height.
  if (!(v > 0 && w > 0)) return Math.exp(-height);
  const tail = normalTail(w) + density(w) * (1 / v - 1 / w);
  return Math.min(Math.exp(-height), Math.max(0, tail));
}

/** The two-sided p of so many marked rows in a lot drawn of all rows: twice the smaller tail, at most 1. */
export function fisher({
  rows,
  marked,
  lot,
  found,
}: {
  rows: number;
  marked: number;
  lot: number;
  found: number;
}): number {
  const least = Math.max(0, lot + marked - rows);
  const most = Math.min(lot, marked);
  const log = (k: number) => choose(marked, k) + choose(rows - marked, lot - k) - choose(rows, lot);
  const up = found > (lot * marked) / rows;
  let term = Math.exp(log(found));
  let tail = term;
  for (let k = found; up ? k < most : k > least; up ? k++ : k--) {
    term *= up
      ? ((marked - k) * (lot - k)) / ((k + 1) * (rows - marked - lot + k + 1))
      : (k * (rows - marked - lot + k)) / ((marked - k + 1) * (lot - k + 1));
    tail += term;
    if (term < 1e-17 * tail) break;
  }
  return Math.min(1, 2 * tail);
}

/** The logarithm of n over k. */
const choose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Stirling's series from 10 on, to 1e-13. */
function logFactorial(n: number): number {
  let x = n + 1;
  let before = 0;
  for (; x < 10; x++) before += Math.log(x);
  const r = 1 / (x * x);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - before;
}

const density = (x: number): number => Math.exp(-x * x * 0.5) / Math.sqrt(2 * Math.PI);

/** P(Z > x) for x ≥ 0: a continued fraction far out, a series near 0. */
export function normalTail(x: number): number {
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let k = 1; k < 100 && term > 1e-18; k++) {
      term *= (x * x) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density(x) * sum;
  }
  let fraction = x;
  for (let k = 80; k > 0; k--) fraction = x + k / fraction;
  return density(x) / fraction;
}

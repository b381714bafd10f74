import { randomState } from "../../data/random/randomState.ts";
import type { ClassAim } from "../../model/decision.ts";
import type { Rate } from "../../model/inspection/inspection.ts";
import { normal975 } from "../../model/metrics/metrics.ts";
import { type Discordant, mcNemar, pairedBootstrap, pairedShares } from "../../model/metrics/paired.ts";
import { rateOf } from "../../model/metrics/positive.ts";

/** What a model says of the rows that are judged on. */
export type Said =
  | { kind: "classes"; labels: readonly (string | null)[] }
  | { kind: "numbers"; values: Float64Array };

/** What the two are judged by. */
export type JudgedBy =
  /** the share of rows that are right */
  | "accuracy"
  /** missed and over-rejected rows, each by its cost */
  | "cost"
  /** the mean of the miss rate and the over-reject rate */
  | "balancedErrors"
  | "r2";

/** The mistakes with the class that is to be found, of the champion and of the challenger. */
export interface PositiveMistakes {
  positive: string;
  missed: [champion: Rate, challenger: Rate];
  overRejected: [champion: Rate, challenger: Rate];
}

export interface Verdict {
  by: JudgedBy;
  /** the new rows that both are judged on */
  rows: number;
  /** the figure of each; of `cost` (a row's, on average) and `balancedErrors` less is better */
  champion: number;
  challenger: number;
  /** by how much the challenger is better, with its 95 % interval, of two challengers that of both together */
  gain: number;
  interval: [low: number, high: number];
  /** better: the whole interval is above 0; worse: below; open: neither */
  verdict: "better" | "worse" | "open";
  /** of classes: rows that one of them has right alone, and the p of McNemar's exact test */
  discordant?: Discordant & { p: number };
  /** of a class that is to be found */
  mistakes?: PositiveMistakes;
  /** whether the challenger clearly misses more of it */
  missesMore?: boolean;
}

export interface JudgedRows {
  /** of each row its class, or the number that is predicted */
  truth: readonly string[] | Float64Array;
  champion: Said;
  challenger: Said;
  positive?: string | undefined;
  aim?: ClassAim | undefined;
}

/** Holds a challenger, the best of some, against a champion, on rows that neither has learned from. */
export function verdictOf(judged: JudgedRows, challengers = 1): Verdict {
  // Of several challengers the best is told: the intervals of all together cover in 95 of 100.
  const level = 1 - 0.05 / challengers;
  const { truth, champion, challenger } = judged;
  if (champion.kind === "numbers" && challenger.kind === "numbers")
    return numbersVerdict(truth as Float64Array, [champion.values, challenger.values], level);
  if (champion.kind !== "classes" || challenger.kind !== "classes")
    throw new Error("one model gives classes and the other numbers");
  const names = truth as readonly string[];
  const right = [champion, challenger].map(({ labels }) =>
    Uint8Array.from(names, (name, row) => Number(labels[row] === name)),
  ) as [Uint8Array, Uint8Array];
  const shared = { rows: names.length, discordant: discordantOf(right) };
  const { positive } = judged;
  const places = (is: boolean) => Array.from(names.keys()).filter((row) => (names[row] === positive) === is);
  const [found, others] = [places(true), places(false)];
  if (positive === undefined || found.length === 0 || others.length === 0)
    return { by: "accuracy", ...shared, ...accuracies(right, shared.discordant, level) };
  const mistakes = mistakesOf([champion.labels, challenger.labels], { positive, found, others });
  const { uniform } = randomState(0);
  const drawn = { uniform: () => uniform(0, 1), draws: drawsFor(names.length), level };
  const { aim } = judged;
  const byCost = aim?.name === "cost";
  const weight = byCost
    ? { missed: aim.missCost / names.length, over: aim.falseRejectCost / names.length }
    : { missed: 0.5 / found.length, over: 0.5 / others.length };
  const wrongs = [champion.labels, challenger.labels].map((labels) =>
    Float64Array.from(names, (name, row) => {
      if (name === positive) return labels[row] === positive ? 0 : weight.missed;
      return labels[row] === positive ? weight.over : 0;
    }),
  ) as [Float64Array, Float64Array];
  const sum = (of: Float64Array) => (rows: ArrayLike<number>) => {
    let total = 0;
    for (let i = 0; i < rows.length; i++) total += of[rows[i]!]!;
    return total;
  };
  const [a, b] = [sum(wrongs[0]), sum(wrongs[1])];
  const { difference, interval } = pairedBootstrap([found, others], (rows) => a(rows) - b(rows), drawn);
  const all = Array.from(names.keys());
  const told = gained(difference, interval);
  // Whoever asked for a recall gains nothing by fewer over-rejected where clearly more are missed.
  const missesMore = pairedShares(discordantOf(right, found), deviationsOf(level)).interval[1] < 0;
  return {
    by: byCost ? "cost" : "balancedErrors",
    ...shared,
    champion: a(all),
    challenger: b(all),
    ...told,
    verdict: missesMore && aim?.name === "recall" && told.verdict === "better" ? "open" : told.verdict,
    mistakes,
    missesMore,
  };
}

/** Of 95 %, and of two intervals that cover together. */
const deviationsOf = (level: number): number => (level > 0.96 ? 2.2414027276049473 : normal975);
const drawsFor = (rows: number): number => (rows > 20_000 ? 500 : 2000);

type Gain = Pick<Verdict, "gain" | "interval" | "verdict">;

function gained(gain: number, interval: [number, number]): Gain {
  return { gain, interval, verdict: interval[0] > 0 ? "better" : interval[1] < 0 ? "worse" : "open" };
}

function discordantOf(
  [first, second]: readonly [Uint8Array, Uint8Array],
  rows: ArrayLike<number> = first.map((_, row) => row),
): Discordant & { p: number } {
  const found = { gained: 0, lost: 0, rows: rows.length };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (second[row]! > first[row]!) found.gained++;
    if (second[row]! < first[row]!) found.lost++;
  }
  return { ...found, p: mcNemar(found) };
}

function accuracies(
  right: readonly [Uint8Array, Uint8Array],
  discordant: Discordant,
  level: number,
): Gain & Pick<Verdict, "champion" | "challenger"> {
  const [champion, challenger] = right.map(
    (rows) => rows.reduce((sum, one) => sum + one, 0) / rows.length,
  ) as [number, number];
  const { difference, interval } = pairedShares(discordant, deviationsOf(level));
  return { champion, challenger, ...gained(difference, interval) };
}

function mistakesOf(
  labels: readonly [readonly (string | null)[], readonly (string | null)[]],
  { positive, found, others }: { positive: string; found: readonly number[]; others: readonly number[] },
): PositiveMistakes {
  const rates = (rows: readonly number[], wrong: (label: string | null) => boolean) =>
    labels.map((given) => rateOf(rows.filter((row) => wrong(given[row]!)).length, rows.length)) as [
      Rate,
      Rate,
    ];
  return {
    positive,
    missed: rates(found, (label) => label !== positive),
    overRejected: rates(others, (label) => label === positive),
  };
}

/** By R², whose difference is that of the squared errors over the spread of the truth. */
function numbersVerdict(
  truth: Float64Array,
  [first, second]: readonly [Float64Array, Float64Array],
  level: number,
): Verdict {
  const { length: n } = truth;
  const mean = truth.reduce((sum, value) => sum + value, 0) / n;
  const spread = truth.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  const errors = [first, second].map((values) =>
    Float64Array.from(truth, (value, row) => (value - values[row]!) ** 2),
  ) as [Float64Array, Float64Array];
  const meanOf = (of: Float64Array) => of.reduce((sum, value) => sum + value, 0) / n;
  const by = spread > 0 ? spread : 1;
  const gains = errors[0].map((error, row) => (error - errors[1][row]!) / by);
  const { uniform } = randomState(0);
  const { difference, interval } = pairedBootstrap(
    [Array.from(truth.keys())],
    (rows) => {
      let sum = 0;
      for (const row of rows) sum += gains[row]!;
      return sum / n;
    },
    { uniform: () => uniform(0, 1), draws: drawsFor(n), level },
  );
  return {
    by: "r2",
    rows: n,
    champion: 1 - meanOf(errors[0]) / by,
    challenger: 1 - meanOf(errors[1]) / by,
    ...gained(difference, interval),
  };
}

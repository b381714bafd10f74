import type { Engine } from "../../engine/engine.ts";
import { checkNames } from "../../errors.ts";
import { parameterCount } from "../../nn/layers/network.ts";
import { type ColumnGroup, columnGroups, heaviest } from "../metrics/columnGroups.ts";
import { type MeasuredImportance, shuffledGroups } from "../metrics/modelImportance.ts";
import type { ModelData } from "../modelData.ts";
import { drawn, rowsAt, type Samples } from "../samples.ts";
import { Outcomes } from "./outcomes.ts";

/** Two columns of which importance one by one does not tell all. */
export interface ColumnPair {
  readonly names: readonly [string, string];
  /**
   * "act together": what the one does depends on the other; "stand in": each says what the other says, so that each alone looks
   * unimportant
   */
  readonly kind: "act together" | "stand in";
  /** what the score loses when the first is shuffled, the second, and both */
  readonly drops: readonly [first: number, second: number, both: number];
  /** Friedman's H²: of what the two columns do, the share that is no sum of what each does alone; null where it was not measured */
  readonly h2: number | null;
  /** the same part as a share of the variance of all that the model says */
  readonly share: number | null;
}

export interface Interactions {
  /** those that are worth a word, the strongest of each kind first */
  readonly pairs: readonly ColumnPair[];
  /** how many columns were looked at in pairs, of how many there are, and on how many rows */
  readonly sample: { readonly columns: number; readonly ofColumns: number; readonly rows: number };
}

export interface InteractionOptions {
  readonly engine: Engine;
  /** of the shuffles; 0 when left out */
  readonly seed?: number;
  /** as `modelImportance` measured it: the columns that it found most important are looked at first */
  readonly importance?: Pick<MeasuredImportance, "names" | "importances">;
}

/** Multiplications that may be spent on each of the two measures: a few tenths of a second. */
const mostWork = 3e8;
const repeats = 3;
/** Columns that are shuffled in pairs: so many by their importance, and as many by their first weights. */
const byEach = 5;
/** Columns of which every pair is looked at for H². */
const mostColumns = 6;
const [fewestPoints, mostPoints] = [16, 64];
const fewestRows = 100;
const mostPairs = 3;
/** A pair stands in for each other where both lose so much more than the two alone, in the score's unit … */
const leastExcess = 0.03;
/** … and so many times as much. */
const leastTimes = 1.5;
/** A pair acts together where so much of what it does, and of all that the model says, is no sum. */
const leastH2 = 0.1;
const leastShare = 0.15;
/** Columns say the same where they are so correlated: they stand in for each other, and rows with one of them changed could not be. */
const leastAlike = 0.8;

/**
 * Pairs of columns that importance one by one misses. Columns that say the same stand in for each other: shuffled alone neither is
 * missed, shuffled together both are. Columns act together where what one does depends on the other, by Friedman's and Popescu's
 * H² (2008, "Predictive learning via rule ensembles", section 8.1) from partial dependences: of a class that is to be found on its
 * probability, of several classes on their log-odds, where what a network adds up is a sum. Rows are labelled and scaled as the model's training rows. Few columns and rows are looked at, the
 * same for a seed: `sample` says how many.
 *
 * ```ts
 * const X = Array.from({ length: 64 }, (_, i) => [i % 2, (i >> 1) % 2, (i >> 2) / 16]);
 * const y = X.map(([a, b]) => (a === b ? 2 : 1)); // a regression: 1 where one of the two is 1, else 2
 * const settings = { hiddenLayerSizes: [16], learningRateInit: 0.02, maxIter: 1000, seed: 1 };
 * const model = (await new MLPRegressor(settings).fit(X, y)).toModel({ featureNames: ["diameter", "heat", "lot"] });
 * const { scaler, target } = model.card;
 * const labelled = { features: { shape: [64, 3], data: X.flat() }, labels: Float64Array.from(y) };
 * const engine = await loadEngine("auto");
 * const { pairs } = await modelInteractions(model.data, toSamples(labelled, scaler, { target }), { engine });
 * console.log(pairs[0].names.join(" and "), pairs[0].kind); // diameter and heat act together
 * ```
 */
export async function modelInteractions(
  model: ModelData,
  samples: Samples,
  options: InteractionOptions,
): Promise<Interactions> {
  checkNames("modelInteractions", options, ["engine", "seed", "importance"]);
  const { engine, seed = 0, importance } = options;
  const all = columnGroups(model);
  const ranked = rankedBy(all, importance);
  const heavy = heaviest(model, all, 2 * byEach);
  const columns = ranked
    .slice(0, byEach)
    .concat(heavy.filter((one) => !ranked.slice(0, byEach).includes(one)))
    .slice(0, 2 * byEach);
  const couples = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => [a, b] as const));
  const work = (columns.length + couples.length) * repeats * parameterCount(model.network);
  const most = Math.max(fewestRows, Math.floor(mostWork / Math.max(1, work)));
  const rows = drawn(samples.labels.length, most, seed);
  const { importances } = await shuffledGroups(model, rowsAt(samples, rows), {
    ...{ engine, seed, repeats },
    groups: [
      ...columns.map(({ features }) => features),
      ...couples.map(([a, b]) => [...a.features, ...b.features]),
    ],
  });
  const alone = new Map(columns.map(({ name }, i) => [name, importances[i]!]));
  const looked = ranked.slice(0, mostColumns);
  const strengths = await strengthsOf(model, samples, looked, engine);
  const found = couples.map(([a, b], i): ColumnPair & { excess: number; steady: boolean; alike: number } => {
    const [first, second, both] = [alone.get(a.name)!, alone.get(b.name)!, importances[columns.length + i]!];
    const excesses = both.drops.map((drop, r) => drop - first.drops[r]! - second.drops[r]!);
    const strength = strengths.get(keyOf(a, b));
    return {
      names: [a.name, b.name],
      kind: "stand in",
      drops: [first.mean, second.mean, both.mean],
      h2: strength?.h2 ?? null,
      share: strength?.share ?? null,
      excess: excesses.reduce((sum, one) => sum + one, 0) / repeats,
      steady: excesses.every((one) => one > leastExcess / 2),
      alike: likeness(samples, a, b),
    };
  });
  const standIns = found
    .filter(
      ({ excess, steady, alike, drops: [a, b, both] }) =>
        steady &&
        alike >= leastAlike &&
        excess >= leastExcess &&
        both >= leastTimes * (Math.max(a, 0) + Math.max(b, 0)),
    )
    .sort((a, b) => b.excess - a.excess);
  const together = found
    .filter(
      ({ h2, share, alike }) => h2 !== null && alike < leastAlike && h2 >= leastH2 && share! >= leastShare,
    )
    .sort((a, b) => b.share! - a.share!);
  const plain = (
    { excess: _, steady: __, alike: ___, ...pair }: (typeof found)[number],
    kind: ColumnPair["kind"],
  ) => ({
    ...pair,
    kind,
  });
  return {
    pairs: [
      ...together.slice(0, mostPairs).map((pair) => plain(pair, "act together")),
      ...standIns.slice(0, mostPairs).map((pair) => plain(pair, "stand in")),
    ],
    sample: { columns: columns.length, ofColumns: all.length, rows: rows.length },
  };
}

/** How alike two columns of numbers are, as the size of their correlation; other columns are not. */
function likeness({ features, labels }: Samples, a: ColumnGroup, b: ColumnGroup): number {
  if (a.features.length > 1 || b.features.length > 1) return 0;
  const n = labels.length;
  const width = features.length / n;
  const centred = (j: number) => {
    const values = Float64Array.from({ length: n }, (_, row) => features[row * width + j]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    return values.map((value) => value - mean);
  };
  const [x, y] = [centred(a.features[0]!), centred(b.features[0]!)];
  const product = x.reduce((sum, value, row) => sum + value * y[row]!, 0);
  const size = Math.sqrt(sumOfSquares(x) * sumOfSquares(y));
  return size === 0 ? 0 : Math.abs(product / size);
}

/** The most important columns first; as they stand where that was not measured. */
function rankedBy(all: readonly ColumnGroup[], importance: InteractionOptions["importance"]): ColumnGroup[] {
  if (!importance) return [...all];
  const mean = new Map(importance.names.map((name, i) => [name, importance.importances[i]!.mean]));
  return all.filter(({ name }) => mean.has(name)).sort((a, b) => mean.get(b.name)! - mean.get(a.name)!);
}

/** What a pair is found by, either way round. */
export const keyOf = (a: { name: string }, b: { name: string }): string =>
  [a.name, b.name].sort().join("\u0000");

/** How much of what a pair does is no sum. */
export interface Strength {
  readonly h2: number;
  readonly share: number;
}

/** Of every pair of columns, on some rows: each is a point, and each is what the others are averaged over. */
export async function strengthsOf(
  model: ModelData,
  { features, labels }: Samples,
  columns: readonly ColumnGroup[],
  engine: Engine,
): Promise<Map<string, Strength>> {
  const couples = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => [a, b] as const));
  const strengths = new Map<string, Strength>();
  if (couples.length === 0) return strengths;
  const work = (columns.length + couples.length) * parameterCount(model.network);
  const points = Math.min(mostPoints, Math.max(fewestPoints, Math.floor(Math.sqrt(mostWork / work))));
  const { features: rows } = rowsAt({ features, labels }, drawn(labels.length, points, 0));
  const outcomes = new Outcomes(model, engine, model.positive === undefined ? "log" : "probability");
  try {
    const said = await outcomes.of(Float64Array.from(rows));
    const k = outcomes.names.length;
    const variance = sumOfSquares(centredColumns(said, k));
    if (variance === 0) return strengths;
    const dependence = (places: readonly number[]) => partialDependence(outcomes, rows, places);
    const alone = new Map<string, Float64Array>();
    for (const { name, features } of columns) alone.set(name, await dependence(features));
    for (const [a, b] of couples) {
      const both = await dependence([...a.features, ...b.features]);
      const [first, second] = [alone.get(a.name)!, alone.get(b.name)!];
      const apart = sumOfSquares(both.map((value, i) => value - first[i]! - second[i]!));
      const all = sumOfSquares(both);
      strengths.set(keyOf(a, b), { h2: all === 0 ? 0 : apart / all, share: apart / variance });
    }
    return strengths;
  } finally {
    outcomes.dispose();
  }
}

/** At each row's values of some features, the mean outcomes over all rows, (rows, outcomes); each outcome's mean is 0. */
async function partialDependence(
  outcomes: Outcomes,
  rows: ArrayLike<number>,
  places: readonly number[],
): Promise<Float64Array> {
  const k = outcomes.names.length;
  const width = outcomes.width;
  const n = rows.length / width;
  const sums = new Float64Array(n * k);
  await outcomes.each(
    n * n,
    (into, at) => {
      const [point, over] = [Math.floor(at / n), at % n];
      for (let j = 0; j < width; j++) into[j] = rows[over * width + j]!;
      for (const j of places) into[j] = rows[point * width + j]!;
    },
    (values, from, at) => {
      const point = Math.floor(at / n);
      for (let c = 0; c < k; c++) sums[point * k + c]! += values[from + c]! / n;
    },
  );
  return centredColumns(sums, k);
}

/** (rows, outcomes) less each outcome's mean. */
function centredColumns(values: Float64Array, k: number): Float64Array {
  const n = values.length / k;
  const means = new Float64Array(k);
  for (let i = 0; i < values.length; i++) means[i % k]! += values[i]! / n;
  return values.map((value, i) => value - means[i % k]!);
}

const sumOfSquares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);

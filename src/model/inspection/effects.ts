import type { Matrix } from "../../data/rows/labelledRows.ts";
import { checkEngine, type Engine } from "../../engine/engine.ts";
import { loadEngine } from "../../engine/load.ts";
import { checkNames, nearest, UserError } from "../../errors.ts";
import { parameterCount } from "../../nn/layers/network.ts";
import { givenClass } from "../decision.ts";
import { type ColumnGroup, columnGroups, heaviest } from "../metrics/columnGroups.ts";
import type { Model } from "../model.ts";
import type { ModelData } from "../modelData.ts";
import { encodeRaw, type RawRows } from "../rows/rawRows.ts";
import { drawn } from "../samples.ts";
import { Look } from "./look.ts";
import { Outcomes } from "./outcomes.ts";

/** What a column does to a model's answer, the other columns being as they are with such values. */
export type ColumnEffect = NumberEffect | CategoryEffect;

/** The effect of a column of numbers, at the edges of its bins. */
export interface NumberEffect {
  readonly kind: "number";
  /** the column's name; of a list or of a date the name of one of its numbers */
  readonly name: string;
  /** ascending: the smallest value, and the quantiles of the rows */
  readonly at: readonly number[];
  /** rows of each bin, between two edges: one fewer than these; the lower edge belongs to the bin before it */
  readonly rows: readonly number[];
  /** an outcome each, those that move most first: eight at most, the class that is to be found alone */
  readonly curves: readonly EffectCurve[];
  /** where the answer turns */
  readonly turns: readonly EffectTurn[];
}

/** The effect of a column of words, the commonest of them. */
export interface CategoryEffect {
  readonly kind: "category";
  readonly name: string;
  readonly at: readonly string[];
  /** rows of each */
  readonly rows: readonly number[];
  readonly curves: readonly EffectCurve[];
}

export interface EffectCurve {
  /** the class whose probability it is, or the number that is predicted */
  readonly outcome: string;
  /** at each of `at`: how far above the mean, or below it, 0 on average over the rows */
  readonly values: readonly number[];
}

/** With this value and larger ones another class is given than below it, on average over the rows. */
export interface EffectTurn {
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

export interface Effects {
  /** what the answers are on average over the rows: classes with their mean probability, or the number that is predicted */
  readonly means: readonly { readonly outcome: string; readonly mean: number }[];
  readonly columns: readonly ColumnEffect[];
  /** how much was looked at, of how much there is */
  readonly sample: {
    readonly rows: number;
    readonly ofRows: number;
    readonly columns: number;
    readonly ofColumns: number;
  };
}

export interface EffectsOptions {
  /** of these columns, in this order; of the ten with the largest first weights when left out */
  readonly columns?: readonly string[];
  /** so many bins at most; 40 when left out, and no more than leaves five rows to each */
  readonly bins?: number;
  /** what computes; WebAssembly when left out */
  readonly engine?: Engine;
}

/**
 * What each column does to a model's answers: accumulated local effects. Of a column of numbers the rows are cut into bins of
 * equally many at quantiles; in each bin its rows are answered with the bin's upper edge in the place of their value and with its
 * lower one, all else as it is; the mean differences, added up from bin to bin, are the curve, whose mean over the rows is made 0.
 * Unlike a partial dependence it asks for no row that could not be, such as a heavy part of small diameter, where columns go
 * together. D. Apley and J. Zhu (2020), "Visualizing the effects of predictor variables in black box supervised learning models". Of a
 * column of words, which have no order, it is the partial dependence: the mean answer were all rows of that word.
 *
 * Probabilities for classes; of a regression the label's unit. Rows are raw, as `predict` takes them, and need no labels. The same
 * rows give the same numbers. Of very many rows some are drawn, always the same, and of columns not named ten are taken at most:
 * `sample` says so. Pictures have no columns.
 *
 * ```ts
 * const X = [[0.1, 5], [0.3, 1], [0.4, 4], [0.6, 2], [0.8, 1], [0.9, 5]];
 * const settings = { hiddenLayerSizes: [], learningRateInit: 0.1, maxIter: 1000, seed: 1 };
 * const learned = await new MLPClassifier<string>(settings).fit(X, ["OK", "OK", "OK", "NG", "NG", "NG"]);
 * const model = learned.toModel({ featureNames: ["width", "lot"] });
 * const { columns } = await effects(model, X, { columns: ["width"] });
 * const [turn] = columns[0].kind === "number" ? columns[0].turns : [];
 * console.log(turn.to, "begins at", turn.at.toFixed(2)); // NG begins at 0.53
 * ```
 */
export async function effects(model: Model, rows: RawRows, options: EffectsOptions = {}): Promise<Effects> {
  checkNames("effects", options, ["columns", "bins", "engine"]);
  const { engine = await loadEngine("auto"), bins = usualBins } = options;
  checkEngine("effects", engine);
  if (!Number.isInteger(bins) || bins < 1)
    throw new UserError(`effects: bins must be a whole number from 1 on, found ${bins}`);
  const { features } = await encodeRaw("effects", rows, model.card);
  if (features.shape[0] === 0) throw new UserError("effects: there are no rows to look at; give some");
  return modelEffects(model.data, features, { ...options, engine });
}

const usualBins = 40;
const fewestInBin = 5;
const mostColumns = 10;
const mostCategories = 12;
const mostCurves = 8;
const mostTurns = 4;
/** Multiplications that may be spent: a few tenths of a second. */
const mostWork = 3e8;
const [fewestRows, mostRows] = [200, 5000];

/** The same of a model as plain data and of rows as its encoder makes them, which the scaler has not seen. */
export async function modelEffects(
  model: ModelData,
  features: Matrix,
  { columns: asked, bins = usualBins, engine }: EffectsOptions & { engine: Engine },
): Promise<Effects> {
  if (model.objective)
    throw new UserError(
      "effects: the model learned distances, which no column moves alone; judge parts with it",
    );
  if (model.image) throw new UserError("effects: the model sees pictures, whose pixels are no columns");
  const all = columnGroups(model);
  const chosen = asked ? asked.map((name) => named(name, all)) : heaviest(model, all, mostColumns);
  const parts = chosen.flatMap((group) => partsOf(group, model.featureNames));
  const [n, width] = features.shape;
  const work = 3 * Math.max(1, parts.length) * parameterCount(model.network);
  const order = drawn(n, Math.min(mostRows, Math.max(fewestRows, Math.floor(mostWork / work))), 0);
  const raw = new Float64Array(order.length * width);
  order.forEach((row, i) => {
    for (let j = 0; j < width; j++) raw[i * width + j] = features.data[row * width + j]!;
  });
  const outcomes = new Outcomes(model, engine);
  try {
    const look = new Look(model, raw, outcomes);
    const means = await look.means();
    const columns: ColumnEffect[] = [];
    for (const part of parts) {
      const found = part.categories
        ? await categoryEffect(look, part, means)
        : await numberEffect(look, part, means, bins);
      if (found) columns.push(found);
    }
    return {
      means: outcomes.names.map((outcome, c) => ({ outcome, mean: means[c]! })),
      columns,
      sample: { rows: order.length, ofRows: n, columns: chosen.length, ofColumns: all.length },
    };
  } finally {
    outcomes.dispose();
  }
}

function named(name: string, all: readonly ColumnGroup[]): ColumnGroup {
  const found = all.find((group) => group.name === name);
  if (found) return found;
  const near = nearest(
    name,
    all.map((group) => group.name),
  );
  throw new UserError(
    `effects: the model has no column "${name}"${near === undefined ? "" : `; did you mean "${near}"?`}`,
  );
}

/** A column of words is one thing; each number of any other is one. */
function partsOf(group: ColumnGroup, featureNames: readonly string[]): ColumnGroup[] {
  const { name, features, categories } = group;
  if (categories || features.length === 1) return [group];
  return features.map((j) => ({ name: featureNames[j] ?? name, features: [j] }));
}

/** The edges of bins of equally many values: the smallest, and the quantiles that are values (inverted distribution), each once. */
export function quantileEdges(values: Float64Array, bins: number): number[] {
  const sorted = Float64Array.from(values).sort();
  const edges = [sorted[0]!];
  for (let k = 1; k <= bins; k++) {
    const edge = sorted[Math.ceil((k * sorted.length) / bins) - 1]!;
    if (edge > edges.at(-1)!) edges.push(edge);
  }
  return edges;
}

/** The bin of a value: edge k lies below it or not, and edge k + 1 does not. */
function binOf(value: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle;
    else high = middle;
  }
  return low;
}

async function numberEffect(
  look: Look,
  { name, features: [feature] }: ColumnGroup,
  means: Float64Array,
  bins: number,
): Promise<NumberEffect | undefined> {
  const j = feature!;
  const values = look.column(j);
  const edges = quantileEdges(values, Math.max(1, Math.min(bins, Math.floor(look.rows / fewestInBin))));
  if (edges.length < 2) return undefined; // it has one value, and so no effect
  const place = Int32Array.from(values, (value) => binOf(value, edges));
  const rows = new Array<number>(edges.length - 1).fill(0);
  for (const bin of place) rows[bin]! += 1;
  const k = means.length;
  const zeros = () => rows.map(() => new Float64Array(k));
  const sums = { lower: zeros(), upper: zeros(), own: zeros() };
  await look.each(
    3 * look.rows,
    (i) => Math.floor(i / 3),
    (row, i) => {
      const bin = place[Math.floor(i / 3)]!;
      if (i % 3 < 2) row[j] = look.scaled(j, edges[bin + (i % 3)]!);
    },
    (outcomes, at, i) => {
      const bin = place[Math.floor(i / 3)]!;
      const sum = [sums.lower, sums.upper, sums.own][i % 3]![bin]!;
      for (let c = 0; c < k; c++) sum[c]! += outcomes[at + c]!;
    },
  );
  // By edge and outcome: the mean differences of the bins, added up. The rows' own values lie below the upper edges of their bins by
  // what their own answers lie below those with these edges: with that the curve's mean over the rows is exact where the model is a sum.
  const effect: Float64Array[] = [new Float64Array(k)];
  const centre = new Float64Array(k);
  for (const [bin, count] of rows.entries()) {
    const [lower, upper, own] = [sums.lower[bin]!, sums.upper[bin]!, sums.own[bin]!];
    const next = effect[bin]!.map((value, c) => value + (upper[c]! - lower[c]!) / count);
    effect.push(next);
    for (let c = 0; c < k; c++) centre[c]! += (next[c]! * count - (upper[c]! - own[c]!)) / look.rows;
  }
  const centred = effect.map((one) => one.map((value, c) => value - centre[c]!));
  return {
    kind: "number",
    name,
    at: edges,
    rows,
    curves: curvesOf(look, centred),
    turns: look.givesClasses ? await turnsOf(look, { j, edges, place, centred, means }) : [],
  };
}

interface Walked {
  readonly j: number;
  readonly edges: readonly number[];
  /** the bin of each row */
  readonly place: Int32Array;
  readonly centred: readonly Float64Array[];
  readonly means: Float64Array;
}

/** Where the class that is given on average changes. Between two edges the curve is as the rows of that bin make it. */
async function turnsOf(look: Look, { j, edges, place, centred, means }: Walked): Promise<EffectTurn[]> {
  const { names } = look.outcomes;
  const given = (effect: ArrayLike<number>) =>
    givenClass(
      means.map((mean, c) => mean + effect[c]!),
      0,
      means.length,
      look.by,
    );
  const classes = centred.map(given);
  const turns: EffectTurn[] = [];
  for (let bin = 0; bin < edges.length - 1 && turns.length < mostTurns; bin++) {
    const [from, to] = [classes[bin]!, classes[bin + 1]!];
    if (from === to) continue;
    const own = Int32Array.from(place.keys()).filter((row) => place[row] === bin);
    const at = (value: number) =>
      look.mean(own, (row) => {
        row[j] = look.scaled(j, value);
      });
    const start = await at(edges[bin]!);
    let [low, high, turned] = [edges[bin]!, edges[bin + 1]!, to];
    for (let halved = 0; halved < 20; halved++) {
      const middle = low + (high - low) / 2;
      const moved = await at(middle);
      const now = given(moved.map((value, c) => centred[bin]![c]! + value - start[c]!));
      if (now === from) low = middle;
      else [high, turned] = [middle, now];
    }
    turns.push({ at: high, from: names[from]!, to: names[turned]! });
  }
  return turns;
}

async function categoryEffect(
  look: Look,
  { name, features, categories }: ColumnGroup,
  means: Float64Array,
): Promise<CategoryEffect | undefined> {
  const counts = features.map((j) => look.column(j).reduce((sum, is) => sum + Number(is > 0), 0));
  const commonest = Array.from(features.keys())
    .filter((i) => counts[i]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, mostCategories);
  if (commonest.length < 2) return undefined;
  const all = Array.from({ length: look.rows }, (_, i) => i);
  const found: Float64Array[] = [];
  for (const i of commonest)
    found.push(
      await look.mean(all, (row) => {
        for (const j of features) row[j] = look.scaled(j, Number(j === features[i]));
      }),
    );
  const rows = commonest.map((i) => counts[i]!);
  const total = rows.reduce((sum, count) => sum + count, 0);
  const centre = means.map((_, c) => found.reduce((sum, one, i) => sum + (one[c]! * rows[i]!) / total, 0));
  const centred = found.map((one) => one.map((value, c) => value - centre[c]!));
  return {
    kind: "category",
    name,
    at: commonest.map((i) => categories![i]!),
    rows,
    curves: curvesOf(look, centred),
  };
}

/** A curve for each outcome that is shown, the one that moves most first. */
function curvesOf({ shown, outcomes }: Look, effect: readonly Float64Array[]): EffectCurve[] {
  return shown
    .map((c) => ({ outcome: outcomes.names[c]!, values: effect.map((one) => one[c]!) }))
    .sort((a, b) => rangeOf(b) - rangeOf(a))
    .slice(0, mostCurves);
}

/** From the lowest value of a curve to its highest. */
export const rangeOf = ({ values }: EffectCurve): number =>
  values.reduce((most, value) => Math.max(most, value)) -
  values.reduce((least, value) => Math.min(least, value));

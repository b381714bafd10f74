import { encodedGroups } from "../../data/columns/encoder.ts";
import { exp } from "../../data/numbers/exp.ts";
import type { Engine } from "../../engine/engine.ts";
import { checkNames } from "../../errors.ts";
import { parameterCount } from "../../nn/layers/network.ts";
import { evaluatorOf } from "../evaluator.ts";
import type { ModelData } from "../modelData.ts";
import { type Samples, spread } from "../samples.ts";
import { type Importance, permutationImportance } from "./importance.ts";
import { rocAuc } from "./ranking.ts";

/** How much was measured, of how much there is. */
export interface ImportanceSample {
  readonly rows: number;
  readonly ofRows: number;
  readonly columns: number;
  readonly ofColumns: number;
}

/** names[i] belongs to importances[i]. */
export interface MeasuredImportance {
  readonly names: readonly string[];
  readonly baseline: number;
  /** what is lost: AUROC where a class is to be found, else accuracy, or R² */
  readonly score?: "accuracy" | "r2" | "auroc";
  readonly importances: readonly Pick<Importance, "mean" | "std">[];
  readonly sample: ImportanceSample;
}

export interface ModelImportanceOptions {
  readonly engine: Engine;
  /** of the shuffles; 0 when left out */
  readonly seed?: number;
}

/** Multiplications that may be spent: a few tenths of a second. */
const mostWork = 3e8;
const mostColumns = 100;
const fewestRows = 100;
const repeats = 5;

/**
 * Permutation importance of a model's columns on labelled rows: what accuracy loses, or R²; of a model with a positive class its
 * AUROC, since accuracy hardly knows a rare class. Categories are shuffled whole. Where there are very many columns, it measures those whose first weights are largest; where there are many rows,
 * some of them, evenly chosen.
 */
export async function modelImportance(
  model: ModelData,
  { features, labels }: Samples,
  options: ModelImportanceOptions,
): Promise<MeasuredImportance> {
  checkNames("modelImportance", options, ["engine", "seed"]);
  const { engine, seed = 0 } = options;
  const { network } = model;
  const width = network.sizes[0]!;
  const all = columnsOf(model);
  const columns = heaviest(model, all);
  const work = columns.length * repeats * parameterCount(network);
  const order = spread(labels.length, Math.max(fewestRows, Math.floor(mostWork / work)));
  const chosen = new Float64Array(order.length * width);
  order.forEach((row, i) => {
    for (let j = 0; j < width; j++) chosen[i * width + j] = features[row * width + j]!;
  });
  const truth = Float64Array.from(order, (row) => labels[row]!);

  const evaluator = evaluatorOf(model, engine);
  const ranked = rankedClass(model, truth);
  try {
    const { baseline, importances } = await permutationImportance({
      features: chosen,
      columns: width,
      groups: columns.map(({ features }) => features),
      repeats,
      seed,
      score: async (shuffled) => {
        if (ranked) return ranked(await evaluator.logProbabilities(shuffled));
        const { accuracy, r2 } = await evaluator.scores({ features: shuffled, labels: truth });
        return accuracy ?? r2!;
      },
    });
    const sample = {
      rows: order.length,
      ofRows: labels.length,
      columns: columns.length,
      ofColumns: all.length,
    };
    const score = ranked ? "auroc" : model.target ? "r2" : "accuracy";
    return { names: columns.map(({ name }) => name), score, baseline, importances, sample };
  } finally {
    evaluator.dispose();
  }
}

/** The AUROC of the positive class, from log p(class | row); nothing where no class is, or these rows are of one side alone. */
function rankedClass(
  { classNames, positive }: ModelData,
  labels: Float64Array,
): ((logs: Float64Array) => number) | undefined {
  if (positive === undefined) return undefined;
  const label = classNames.indexOf(positive);
  const is = labels.map((one) => Number(one === label));
  if (!is.includes(0) || !is.includes(1)) return undefined;
  const k = classNames.length;
  return (logs) =>
    rocAuc(
      is,
      Float64Array.from(is, (_, row) => exp(logs[row * k + label]!)),
    );
}

interface ColumnFeatures {
  readonly name: string;
  /** the places of the column's features */
  readonly features: readonly number[];
}

const columnsOf = ({ encoder, featureNames }: ModelData): ColumnFeatures[] =>
  encoder ? encodedGroups(encoder) : featureNames.map((name, j) => ({ name, features: [j] }));

/** The columns whose weights into the first layer have the largest squares, in their own order. */
function heaviest({ parameters }: ModelData, all: ColumnFeatures[]): ColumnFeatures[] {
  if (all.length <= mostColumns) return all;
  const { shape, data } = parameters["dense1.weight"]!;
  const units = shape[1]!;
  const weight = all.map(({ features }) =>
    features.reduce((sum, j) => {
      for (let u = 0; u < units; u++) sum += data[j * units + u]! ** 2;
      return sum;
    }, 0),
  );
  const least = [...weight].sort((a, b) => b - a)[mostColumns - 1]!;
  return all.filter((_, i) => weight[i]! >= least).slice(0, mostColumns);
}

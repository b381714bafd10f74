import { encodedGroups } from "../../data/columns/encoder.ts";
import type { Engine } from "../../engine/engine.ts";
import { checkNames } from "../../errors.ts";
import { parameterCount } from "../../nn/layers/network.ts";
import { evaluatorOf } from "../evaluator.ts";
import type { ModelData } from "../modelData.ts";
import { type Samples, spread } from "../samples.ts";
import { type Importance, permutationImportance } from "./importance.ts";

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
 * Permutation importance of a model's columns on labelled rows: what accuracy, or R², loses. Categories are shuffled
 * whole. Where there are very many columns, it measures those whose first weights are largest; where there are many rows,
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
  try {
    const { baseline, importances } = await permutationImportance({
      features: chosen,
      columns: width,
      groups: columns.map(({ features }) => features),
      repeats,
      seed,
      score: async (shuffled) => {
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
    return { names: columns.map(({ name }) => name), baseline, importances, sample };
  } finally {
    evaluator.dispose();
  }
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

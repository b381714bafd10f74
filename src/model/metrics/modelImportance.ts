import { exp } from "../../data/numbers/exp.ts";
import type { Engine } from "../../engine/engine.ts";
import { checkNames } from "../../errors.ts";
import { parameterCount } from "../../nn/layers/network.ts";
import { evaluatorOf } from "../evaluator.ts";
import type { ModelData } from "../modelData.ts";
import { rowsAt, type Samples, spread } from "../samples.ts";
import { columnGroups, heaviest } from "./columnGroups.ts";
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
  const all = columnGroups(model);
  const columns = heaviest(model, all, mostColumns);
  const work = columns.length * repeats * parameterCount(network);
  const order = spread(labels.length, Math.max(fewestRows, Math.floor(mostWork / work)));
  const groups = columns.map(({ features }) => features);
  const { score, baseline, importances } = await shuffledGroups(model, rowsAt({ features, labels }, order), {
    ...{ engine, seed, repeats },
    groups,
  });
  const sample = {
    rows: order.length,
    ofRows: labels.length,
    columns: columns.length,
    ofColumns: all.length,
  };
  return { names: columns.map(({ name }) => name), score, baseline, importances, sample };
}

/** What is lost when groups of a model's features are shuffled, each group as one. */
export async function shuffledGroups(
  model: ModelData,
  { features, labels }: Samples,
  how: { engine: Engine; seed: number; repeats: number; groups: readonly (readonly number[])[] },
): Promise<{ score: "accuracy" | "r2" | "auroc"; baseline: number; importances: Importance[] }> {
  const { engine, ...shuffles } = how;
  const truth = Float64Array.from(labels);
  const ranked = rankedClass(model, truth);
  const evaluator = evaluatorOf(model, engine);
  try {
    const found = await permutationImportance({
      ...shuffles,
      features,
      columns: model.network.sizes[0]!,
      score: async (shuffled) => {
        if (ranked) return ranked(await evaluator.logProbabilities(shuffled));
        const { accuracy, r2 } = await evaluator.scores({ features: shuffled, labels: truth });
        return accuracy ?? r2!;
      },
    });
    return { score: ranked ? "auroc" : model.target ? "r2" : "accuracy", ...found };
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

import { randomState } from "../../data/random/randomState.ts";
import { checkSeed } from "../../data/random/seed.ts";

/** What the score loses when a feature is shuffled. */
export interface Importance {
  readonly mean: number;
  /** population standard deviation over the repeats */
  readonly std: number;
  /** the drop at each repeat */
  readonly drops: readonly number[];
}

export interface ImportanceOptions {
  /** (n, columns) row-major; not changed */
  readonly features: ArrayLike<number>;
  readonly columns: number;
  /** The model's score on rows of this shape, larger being better: accuracy, R². The array is only lent. */
  readonly score: (features: Float64Array) => number | Promise<number>;
  /** Columns that are shuffled together, as the one-hot columns of one category; by default each alone. */
  readonly groups?: readonly (readonly number[])[];
  readonly repeats?: number;
  readonly seed?: number;
}

/**
 * Permutation importance (L. Breiman, "Random Forests", 2001): one feature's column is shuffled, so that it says nothing
 * any more while its distribution stays, and the score's drop is measured. The same shuffles, so the same numbers, as
 * scikit-learn's `permutation_importance(..., n_repeats=repeats, random_state=seed)`. Two features that say the same
 * stand in for each other: both may look unimportant.
 */
export async function permutationImportance(
  options: ImportanceOptions,
): Promise<{ baseline: number; importances: Importance[] }> {
  const { features, columns, score, repeats = 5, seed = 0 } = options;
  const n = features.length / columns;
  const groups = options.groups ?? Array.from({ length: columns }, (_, j) => [j]);
  const orders = shuffles(n, repeats, seed);
  const shuffled = Float64Array.from(features);
  const baseline = await score(shuffled);
  const importances: Importance[] = [];
  for (const group of groups) {
    const drops: number[] = [];
    for (const order of orders) {
      for (const j of group) {
        for (let i = 0; i < n; i++) shuffled[i * columns + j] = features[order[i]! * columns + j]!;
      }
      drops.push(baseline - (await score(shuffled)));
    }
    for (const j of group) {
      for (let i = 0; i < n; i++) shuffled[i * columns + j] = features[i * columns + j]!;
    }
    const mean = drops.reduce((sum, drop) => sum + drop, 0) / repeats;
    const std = Math.sqrt(drops.reduce((sum, drop) => sum + (drop - mean) ** 2, 0) / repeats);
    importances.push({ mean, std, drops });
  }
  return { baseline, importances };
}

/**
 * The order of the rows at each repeat. scikit-learn draws one seed for all columns, shuffles the row numbers again at
 * every repeat, and takes the rows of the already shuffled column: orders are multiplied, order_r = order_{r-1} ∘ shuffle_r.
 */
function shuffles(n: number, repeats: number, seed: number): Int32Array[] {
  const forAll = randomState(checkSeed(seed, "permutationImportance")).integer(2 ** 31 - 1);
  const { permutation } = randomState(forAll);
  let rows = Int32Array.from({ length: n }, (_, i) => i);
  let order = rows;
  return Array.from({ length: repeats }, () => {
    const drawn = Int32Array.from(permutation(n));
    rows = drawn.map((i) => rows[i]!);
    order = rows.map((i) => order[i]!);
    return order;
  });
}

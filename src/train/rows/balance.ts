import { checkClasses, checkLists } from "../../model/metrics/metricInput.ts";

/**
 * A weight for each class so that all classes weigh alike: n / (k n_c), k being the classes that have rows, as
 * scikit-learn's `compute_class_weight("balanced")`. A class without rows weighs 1, which has no effect.
 *
 * ```ts
 * balancedWeights([0, 0, 0, 1], 2); // [0.666…, 2]
 * ```
 */
export function balancedWeights(labels: ArrayLike<number>, classes: number): number[] {
  checkLists("balancedWeights", ["labels", labels]);
  checkClasses("balancedWeights", classes, { labels });
  const counts = new Array<number>(classes).fill(0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 1 : labels.length / (present * count)));
}

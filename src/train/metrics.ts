/** counts[t][p]: the rows of true class t that were given class p, as scikit-learn's `confusion_matrix`. */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]![predicted[i]!]!++;
  return counts;
}

/** The share of rows on the diagonal, as scikit-learn's `accuracy_score`. */
export function accuracy(confusion: readonly (readonly number[])[]): number {
  let right = 0;
  let all = 0;
  confusion.forEach((row, t) => {
    right += row[t]!;
    for (const n of row) all += n;
  });
  return right / all;
}

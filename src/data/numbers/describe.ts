/** What a column of numbers is, as pandas' `describe` has it. A figure that so few numbers do not give is null. */
export interface Description {
  /** finite numbers */
  readonly count: number;
  readonly unique: number;
  readonly mean: number;
  /** of a sample: the sum of squares is divided by n − 1 */
  readonly std: number | null;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
}

/** Of finite numbers in ascending order; nothing of none. */
export function describe(sorted: Float64Array): Description | undefined {
  const count = sorted.length;
  if (count === 0) return undefined;
  let [sum, unique] = [0, 0];
  for (let i = 0; i < count; i++) {
    sum += sorted[i]!;
    if (i === 0 || sorted[i] !== sorted[i - 1]) unique++;
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (sorted[i]! - mean) ** 2;
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) as [
    number,
    number,
    number,
  ];
  const std = count > 1 ? Math.sqrt(squares / (count - 1)) : null;
  return { count, unique, mean, std, min: sorted[0]!, q1, median, q3, max: sorted[count - 1]! };
}

/** Below this share of ascending numbers lie the others: between two of them, on the line that joins them, as NumPy's `quantile`. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  const part = at - below;
  return part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part);
}

/** Bins of one width over most of a column's numbers. */
export interface Bins {
  readonly from: number;
  readonly width: number;
  readonly count: number;
}

const [fewestBins, mostBins] = [5, 40];

/** Numbers are far outside that lie so many times the distance of the quartiles beyond these: Tukey's "far out" (1977). */
export const farOut = 3;

/** What lies between is not far outside; all where the quartiles are one. */
export function fences({ q1, q3, min, max }: Description): { low: number; high: number } {
  const reach = farOut * (q3 - q1);
  return reach > 0 ? { low: q1 - reach, high: q3 + reach } : { low: min, high: max };
}

/**
 * Bins by the rule of Freedman and Diaconis (1981), of 2 (q3 − q1) n^(-1/3) each, 5 to 40 of them; by Sturges' where the quartiles are
 * one. They span what is not far outside. Whole numbers of a small range have one bin each. Nothing of one value.
 */
export function binsOf(sorted: Float64Array, found: Description): Bins | undefined {
  const { low, high } = fences(found);
  const [least, most] = [Math.max(found.min, low), Math.min(found.max, high)];
  const range = most - least;
  if (!(range > 0 && Number.isFinite(range))) return undefined;
  const n = found.count;
  const width = (2 * (found.q3 - found.q1)) / Math.cbrt(n);
  const whole = sorted.every(Number.isInteger);
  if (whole && range < mostBins)
    return { from: Math.ceil(least) - 0.5, width: 1, count: Math.floor(most) - Math.ceil(least) + 1 };
  const wanted = width > 0 ? Math.ceil(range / width) : Math.ceil(Math.log2(n)) + 1;
  const count = Math.min(mostBins, Math.max(fewestBins, wanted));
  if (!whole) return { from: least, width: range / count, count };
  // As many whole numbers in each, or some bins would stand higher for nothing.
  const step = Math.ceil((range + 1) / count);
  const from = Math.ceil(least) - 0.5;
  return { from, width: step, count: Math.ceil((Math.floor(most) + 0.5 - from) / step) };
}

/** The bin of a number; -1 where it lies below all, `count` where above. */
export function binOf({ from, width, count }: Bins, value: number): number {
  if (value < from) return -1;
  const bin = Math.floor((value - from) / width);
  // The last bin holds its upper end.
  return bin < count ? bin : value <= from + width * count * (1 + 1e-12) ? count - 1 : count;
}

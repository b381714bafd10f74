/** What one contender's repetitions took, in ms per unit of work. */
export interface Summary {
  readonly median: number;
  /** quartiles */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export function summarize(times: readonly number[]): Summary {
  return {
    median: quantile(times, 0.5),
    low: quantile(times, 0.25),
    high: quantile(times, 0.75),
    count: times.length,
  };
}

/** Between two neighbours linearly, as NumPy's. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new Error("no values, no quantile");
  const sorted = [...values].sort((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (place - Math.floor(place)) * (above - below);
}

/** How many times as fast as `beside`: the quotient of the medians. */
export const timesAsFast = (of: Summary, beside: Summary): number => beside.median / of.median;

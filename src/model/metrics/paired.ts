// Two models on the same rows: what counts is where they differ. Rows that both have right, or both wrong, say nothing.

/** A difference with its interval. */
export interface Difference {
  difference: number;
  interval: [low: number, high: number];
}

/** Rows that one of two models has right alone. */
export interface Discordant {
  /** right by the second alone */
  gained: number;
  /** right by the first alone */
  lost: number;
  rows: number;
}

/**
 * By how much the second model is right in more rows, as a share: Wald's interval of matched pairs with half a row added to each of
 * four cells (Agresti and Min 2005), which covers well for few rows too. `z`: the deviations of its level, 1.96 for 95 %.
 */
export function pairedShares({ gained, lost, rows }: Discordant, z: number): Difference {
  const [b, c, n] = [gained + 0.5, lost + 0.5, rows + 2];
  const middle = (b - c) / n;
  const half = (z * Math.sqrt(b + c - (b - c) ** 2 / n)) / n;
  return {
    difference: rows === 0 ? 0 : (gained - lost) / rows,
    interval: [Math.max(-1, middle - half), Math.min(1, middle + half)],
  };
}

/** McNemar's exact p: of a fair coin that is thrown for each row that one of them has right alone. */
export function mcNemar({ gained, lost }: Pick<Discordant, "gained" | "lost">): number {
  const n = gained + lost;
  const few = Math.min(gained, lost);
  let term = n * -Math.LN2;
  let tail = 0;
  for (let k = 0; k <= few; k++) {
    tail += Math.exp(term);
    term += Math.log((n - k) / (k + 1));
  }
  return Math.min(1, 2 * tail);
}

/**
 * The interval of a figure of two models' rows by a paired bootstrap: rows are drawn again with both models' answers, those of each
 * stratum among themselves. `figure`: of rows by their numbers, the second model's minus the first's.
 */
export function pairedBootstrap(
  strata: readonly (readonly number[])[],
  figure: (rows: Int32Array) => number,
  { draws, level, uniform }: { draws: number; level: number; uniform: () => number },
): Difference {
  const rows = Int32Array.from(strata.flat());
  const difference = figure(rows);
  const found = new Float64Array(draws);
  const drawn = new Int32Array(rows.length);
  for (let draw = 0; draw < draws; draw++) {
    let at = 0;
    for (const stratum of strata)
      for (let i = 0; i < stratum.length; i++) drawn[at++] = stratum[Math.floor(uniform() * stratum.length)]!;
    found[draw] = figure(drawn);
  }
  found.sort();
  const at = (share: number) => found[Math.min(draws - 1, Math.max(0, Math.round(share * (draws - 1))))]!;
  return { difference, interval: [at((1 - level) / 2), at((1 + level) / 2)] };
}

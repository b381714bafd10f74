import { log } from "./log.ts";

/**
 * Numbers of N(0, 1), one a call, from a stream of numbers in [0, 1), by Marsaglia's polar method in NumPy's order: a point
 * (x₁, x₂) of the unit disc, at distance r from its middle, gives x₂ f and x₁ f with f = √(−2 ln r² / r²).
 * `log` rounds alike on every machine, so the numbers do.
 */
export function polarNormals(uniform: () => number): () => number {
  let waiting: number | undefined;
  return () => {
    if (waiting !== undefined) {
      const z = waiting;
      waiting = undefined;
      return z;
    }
    for (;;) {
      const x1 = 2 * uniform() - 1;
      const x2 = 2 * uniform() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * log(r2)) / r2);
      waiting = x1 * f;
      return x2 * f;
    }
  };
}

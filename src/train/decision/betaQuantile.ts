/**
 * The quantile of the beta distribution of whole parameters k and n + 1 - k: what lies below the k-th smallest of n values of any
 * continuous distribution is so distributed (the share of the values to come). P(Beta ≤ x) = P(of n, at least k are below x).
 */
export function betaQuantile(share: number, k: number, n: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const x = (low + high) / 2;
    if (atLeast(k, n, x) < share) low = x;
    else high = x;
  }
  return (low + high) / 2;
}

/** The chance that of n trials, each of chance x, at least k succeed. */
function atLeast(k: number, n: number, x: number): number {
  const odds = Math.log(x) - Math.log1p(-x);
  let term = n * Math.log1p(-x); // log of the chance of no success
  let fewer = 0;
  for (let i = 0; i < k; i++) {
    fewer += Math.exp(term);
    term += Math.log((n - i) / (i + 1)) + odds;
  }
  return 1 - fewer;
}

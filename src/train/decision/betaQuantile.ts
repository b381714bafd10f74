/** The quantile of the beta distribution of parameters a and b, both above 0: the x below which lies that share of it. */
export function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const x = (low + high) / 2;
    if (betaBelow(x, a, b) < share) low = x;
    else high = x;
  }
  return (low + high) / 2;
}

/**
 * The shortest interval that holds 95 % of it. Where the density is highest at an end, the interval begins there: after no row of n lay
 * beyond a threshold, the share of those to come may well be 0.
 */
export function shortestInterval(a: number, b: number): [low: number, high: number] {
  if (a <= 1) return [0, betaQuantile(0.95, a, b)];
  if (b <= 1) return [betaQuantile(0.05, a, b), 1];
  const from = (share: number): [number, number] => [
    betaQuantile(share, a, b),
    betaQuantile(share + 0.95, a, b),
  ];
  const width = (share: number) => {
    const [low, high] = from(share);
    return high - low;
  };
  // The width has one lowest point between: by thirds.
  let [least, most] = [0, 0.05];
  for (let i = 0; i < 30; i++) {
    const third = (most - least) / 3;
    if (width(least + third) < width(most - third)) most -= third;
    else least += third;
  }
  return from((least + most) / 2);
}

/** What lies below x: the regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun, 26.5.8). */
function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  // It converges quickly below the mean; above, the other end is taken.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const log = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(log) / a) * fraction(x, a, b);
}

/** 1 / (1 + d₁ / (1 + d₂ / (1 + …))), from the front (Lentz). */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let [c, d, value] = [1, 0, 1];
  for (let i = 0; i < 10_000; i++) {
    const m = i >> 1;
    const term =
      i === 0
        ? 1
        : i % 2 === 0
          ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
          : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + term * d;
    c = 1 + term / c;
    if (Math.abs(d) < tiny) d = tiny;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= c * d;
    if (i > 0 && Math.abs(c * d - 1) < 1e-15) break;
  }
  return value - 1;
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** log Γ(x) of x > 0, to 15 digits (Lanczos' approximation with g = 7). */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  const sum = lanczos.reduce((all, p, i) => all + (i === 0 ? p : p / (z + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

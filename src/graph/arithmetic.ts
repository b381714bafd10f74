/** Functions of numbers that JavaScript lacks, or has otherwise than NumPy and PyTorch. */

/** aᵇ as in C: 1 to whatever power is 1, and so is −1 to ±∞. JavaScript's ** gives NaN for 1^NaN, 1^±∞ and (−1)^±∞. */
export const power = (a: number, b: number): number =>
  a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b;

/** Cut off towards 0; the nearest int32 where it is beyond, 0 for NaN. */
export const toInteger = (x: number): number =>
  Number.isNaN(x) ? 0 : Math.min(Math.max(Math.trunc(x), -(2 ** 31)), 2 ** 31 - 1) + 0;

/** The places of a row's numbers in the order of the sorted row; equals keep their order, NaN is above all. */
export function sortedPlaces(row: ArrayLike<number>, descending: boolean): Int32Array {
  const order = (i: number, j: number) =>
    row[i] < row[j] ? -1 : row[i] > row[j] ? 1 : Number(Number.isNaN(row[i])) - Number(Number.isNaN(row[j]));
  return Int32Array.from({ length: row.length }, (_, i) => i).sort(
    (i, j) => (descending ? order(j, i) : order(i, j)) || i - j,
  );
}

/**
 * The error function, by W. J. Cody's rational Chebyshev approximations (Mathematics of Computation 23, 1969): within
 * a few units of the last place of a double everywhere. Kernels of other engines use the same tables.
 */
export function erf(x: number): number {
  const t = Math.abs(x);
  if (!(t > 0.46875)) {
    const s = t * t;
    return (x * polynomial(near[0], s)) / polynomial(near[1], s);
  }
  const tail = t <= 4 ? middleTail(t) : farTail(t);
  return x < 0 ? tail - 1 : 1 - tail;
}

/** Coefficients of numerator and denominator, highest power first. */
type Rational = readonly [numerator: readonly number[], denominator: readonly number[]];

/** erf x = x · R(x²) for |x| ≤ 0.46875. */
const near: Rational = [
  [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
];

/** erfc x = e^(−x²) · R(x) for 0.46875 < x ≤ 4. */
const middle: Rational = [
  [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
];

/** erfc x = e^(−x²)/x · (1/√π − x⁻² R(x⁻²)) for x > 4. */
const far: Rational = [
  [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378,
  ],
  [1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918],
];

function middleTail(t: number): number {
  return (Math.exp(-t * t) * polynomial(middle[0], t)) / polynomial(middle[1], t);
}

function farTail(t: number): number {
  if (t > 6) return 0; // erfc 6 < 2⁻⁵³
  const s = 1 / (t * t);
  return (
    (Math.exp(-t * t) / t) * (1 / Math.sqrt(Math.PI) - (s * polynomial(far[0], s)) / polynomial(far[1], s))
  );
}

/** Horner's rule. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, c) => sum * x + c, 0);
}

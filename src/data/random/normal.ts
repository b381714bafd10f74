import { array, type NDArray, random } from "numpy-ts";
import { UserError } from "../../errors.ts";
import { log } from "./log.ts";
import { checkSeed } from "./seed.ts";

/** The most pairs of uniform numbers that are drawn at a time: 64 KiB of them. */
const PAIRS_AT_A_TIME = 4096;

/** Normals come in twos. The second, if it has not been asked for yet. */
let waiting: number | undefined;

/**
 * Begins NumPy's random stream anew, as `numpy.random.seed(n)`: for the normals here, and for numpy-ts's uniform,
 * shuffle and permutation, which spend the same stream. (numpy-ts's own `seed` leaves a waiting normal in place.)
 */
export function seed(n: number): void {
  random.seed(checkSeed(n, "seed"));
  waiting = undefined;
}

/**
 * Numbers drawn from N(0, 1), as `numpy.random.randn(*shape)` gives them, bit for bit: as NumPy runs on Linux and
 * an x86-64 processor of today, with fused multiply-add. (numpy-ts's own numbers are those of a processor without it: 65
 * of 10^6 have another last bit.)
 */
export function randn(...shape: number[]): NDArray {
  const z = new Float64Array(countOf(shape));
  fillNormal(z);
  return array(z).reshape(...shape);
}

/** Numbers drawn from N(loc, scale^2), as `numpy.random.normal(loc, scale, size)` gives them, bit for bit. */
export function normal(loc: number, scale: number, size: number | readonly number[]): NDArray {
  if (!(scale >= 0)) throw new UserError(`normal: scale must be a number of 0 or more, not ${scale}`);
  const shape = typeof size === "number" ? [size] : [...size];
  const z = new Float64Array(countOf(shape));
  fillNormal(z);
  for (let i = 0; i < z.length; i++) z[i] = loc + scale * z[i]!;
  return array(z).reshape(...shape);
}

function countOf(shape: readonly number[]): number {
  const wrong = shape.find((n) => !Number.isInteger(n) || n < 0);
  if (wrong !== undefined) {
    throw new UserError(`a shape is whole numbers of 0 or more, not [${shape.join(", ")}]`);
  }
  return shape.reduce((product, n) => product * n, 1);
}

/**
 * Marsaglia's polar method, in the order of NumPy's RandomState. A point (x1, x2) drawn evenly from the unit disc,
 * at the distance r from its middle, gives two independent normals: x2 f, then x1 f, where
 *
 *     f = sqrt(-2 log(r^2) / r^2)
 *
 * Points outside the disc are drawn again. No more pairs are drawn than are still missing, so the stream stands
 * afterwards where NumPy's does.
 */
function fillNormal(z: Float64Array): void {
  let filled = 0;
  if (waiting !== undefined && z.length > 0) {
    z[filled++] = waiting;
    waiting = undefined;
  }
  while (filled < z.length) {
    const missing = Math.ceil((z.length - filled) / 2);
    const u = uniform(2 * Math.min(missing, PAIRS_AT_A_TIME));
    for (let i = 0; i < u.length; i += 2) {
      const x1 = 2 * u[i]! - 1;
      const x2 = 2 * u[i + 1]! - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * log(r2)) / r2);
      z[filled++] = x2 * f;
      if (filled < z.length) z[filled++] = x1 * f;
      else waiting = x1 * f;
    }
  }
}

/** The next n numbers of the stream, from [0, 1). */
function uniform(n: number): Float64Array {
  return (random.random_sample(n) as NDArray).data as Float64Array;
}

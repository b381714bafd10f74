import { checkNames, UserError } from "../errors.ts";
import { polarNormals } from "./random/polar.ts";
import { type RandomState, randomState } from "./random/randomState.ts";
import { checkSeed } from "./random/seed.ts";

export interface BlobsOptions {
  /** The number of rows in all, divided evenly among the centres, or the number of rows of each centre. */
  nSamples?: number | readonly number[];
  /** Left out of account when `centers` gives coordinates. */
  nFeatures?: number;
  /** How many centres to draw, or their coordinates, (n_centers, n_features). */
  centers?: number | readonly (readonly number[])[];
  /** The standard deviation around every centre, or around each. */
  clusterStd?: number | readonly number[];
  /** Drawn centres lie in this interval, in every feature. */
  centerBox?: readonly [low: number, high: number];
  shuffle?: boolean;
  /** scikit-learn's `random_state`: a whole number from 0 to 2^32 - 1. The same seed gives the same bits. */
  seed?: number;
}

const settings = [
  "nSamples",
  "nFeatures",
  "centers",
  "clusterStd",
  "centerBox",
  "shuffle",
  "seed",
] as const satisfies readonly (keyof BlobsOptions)[];

/** Blobs as plain numbers. */
export interface DrawnBlobs {
  /** (n_samples, n_features), row-major */
  features: Float64Array<ArrayBuffer>;
  /** (n_samples,): the centre that each row was drawn around */
  labels: Int32Array<ArrayBuffer>;
  /** (n_centers, n_features) */
  centers: readonly (readonly number[])[];
}

/** So many numbers take 2 GB, and as much again while rows are shuffled. */
const mostNumbers = 2 ** 28;

/**
 * Isotropic Gaussian blobs: row i is N(centers[y_i], std[y_i]^2 I).
 *
 * The same numbers, bit for bit, as scikit-learn's `make_blobs(..., random_state=seed, return_centers=True)`:
 * the random stream is spent in the same order, first on the centres, then on the rows, then on the shuffle.
 */
export function drawBlobs(options: BlobsOptions = {}): DrawnBlobs {
  checkNames("blobs", options, settings);
  const { nSamples = 100, nFeatures = 2, centers: wanted, clusterStd = 1.0 } = options;
  const { centerBox = [-10, 10], shuffle = true, seed = 0 } = options;
  const stream = randomState(checkSeed(seed, "blobs"));

  const nCenters = countCenters(nSamples, wanted);
  const centers = isCoordinates(wanted)
    ? givenCenters(wanted)
    : drawCenters(nCenters, checkCount(nFeatures, "nFeatures"), centerBox, stream);
  const perCenter = rowsPerCenter(nSamples, nCenters);
  const std = stdPerCenter(clusterStd, nCenters);
  const [rows, width] = [perCenter.reduce((sum, n) => sum + n, 0), centers[0]!.length];
  if (rows * width > mostNumbers)
    throw new UserError(
      `blobs: ${rows} rows of ${width} features are more than ${mostNumbers} numbers; ask for ${Math.floor(mostNumbers / width)} rows at most`,
    );

  // centre 0's rows first, then centre 1's, ...
  const labels = new Int32Array(rows);
  const features = new Float64Array(rows * width);
  const normal = polarNormals(() => stream.uniform(0, 1));
  let row = 0;
  for (const [c, count] of perCenter.entries()) {
    for (const end = row + count; row < end; row++) {
      labels[row] = c;
      for (let j = 0; j < width; j++) features[row * width + j] = centers[c]![j]! + std[c]! * normal();
    }
  }
  if (!shuffle) return { features, labels, centers };

  const order = Int32Array.from(labels, (_, i) => i);
  stream.shuffle(order);
  const shuffled = new Float64Array(features.length);
  for (const [to, from] of order.entries())
    for (let j = 0; j < width; j++) shuffled[to * width + j] = features[from * width + j]!;
  return { features: shuffled, labels: order.map((from) => labels[from]!), centers };
}

type Centers = BlobsOptions["centers"];

function isCoordinates(centers: Centers): centers is readonly (readonly number[])[] {
  return Array.isArray(centers);
}

function countCenters(nSamples: number | readonly number[], centers: Centers): number {
  if (!Array.isArray(nSamples)) {
    checkCount(nSamples as number, "nSamples");
    if (isCoordinates(centers)) return centers.length;
    return checkCount(centers ?? 3, "centers");
  }
  if (centers === undefined) return nSamples.length;
  const n = isCoordinates(centers) ? centers.length : undefined;
  if (n === undefined) {
    throw new UserError(
      `blobs: nSamples lists the rows of ${nSamples.length} centres, so centers must be their coordinates or be left out, not ${centers}`,
    );
  }
  if (n !== nSamples.length) {
    throw new UserError(
      `blobs: nSamples lists ${nSamples.length} centres and centers ${n}: give one number of rows for each centre`,
    );
  }
  return n;
}

function givenCenters(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const width = rows[0]?.length;
  if (!width) throw new UserError("blobs: centers is empty: give at least one row of coordinates");
  rows.forEach((row, i) => {
    if (row.length !== width) {
      throw new UserError(`blobs: centre ${i} has ${row.length} coordinates, centre 0 has ${width}`);
    }
    const j = row.findIndex((value) => !Number.isFinite(value));
    if (j >= 0)
      throw new UserError(`blobs: centre ${i}, coordinate ${j} must be a finite number, not ${row[j]}`);
  });
  return rows;
}

function drawCenters(
  n: number,
  d: number,
  [low, high]: readonly [number, number],
  { uniform }: RandomState,
): number[][] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new UserError(`blobs: centerBox must be two finite numbers, not [${low}, ${high}]`);
  }
  return Array.from({ length: n }, () => Array.from({ length: d }, () => uniform(low, high)));
}

/** An even share for every centre; the first `n % nCenters` centres take one row more. */
function rowsPerCenter(nSamples: number | readonly number[], nCenters: number): number[] {
  if (typeof nSamples === "number") {
    const n = checkCount(nSamples, "nSamples");
    const share = Math.floor(n / nCenters);
    return Array.from({ length: nCenters }, (_, i) => share + (i < n % nCenters ? 1 : 0));
  }
  nSamples.forEach((n, i) => {
    if (!Number.isInteger(n) || n < 0) {
      throw new UserError(`blobs: nSamples of centre ${i} must be a whole number of rows, not ${n}`);
    }
  });
  if (!nSamples.some((n) => n > 0)) {
    throw new UserError("blobs: nSamples gives no centre any row: ask for at least one row");
  }
  return [...nSamples];
}

function stdPerCenter(clusterStd: number | readonly number[], nCenters: number): readonly number[] {
  const std = typeof clusterStd === "number" ? [clusterStd] : clusterStd;
  const wrong = std.find((value) => !Number.isFinite(value) || value < 0);
  if (wrong !== undefined) {
    throw new UserError(`blobs: clusterStd must be a finite number of 0 or more, not ${wrong}`);
  }
  if (typeof clusterStd === "number") return Array<number>(nCenters).fill(clusterStd);
  if (std.length !== nCenters) {
    throw new UserError(
      `blobs: clusterStd has ${std.length} values for ${nCenters} centres: give one number, or one for each centre`,
    );
  }
  return std;
}

function checkCount(n: number, name: string): number {
  if (!Number.isInteger(n) || n < 1) {
    throw new UserError(`blobs: ${name} must be a whole number of 1 or more, not ${n}`);
  }
  return n;
}

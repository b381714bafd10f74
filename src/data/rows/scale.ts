import { checkNames, shown, UserError } from "../../errors.ts";
import type { ImageSpec } from "../images/image.ts";
import { type ArrayWithShape, numbers } from "../numbers/numbers.ts";
import type { Matrix } from "./labelledRows.ts";

const kinds = ["standard", "minmax", "none"] as const;
export type ScalerKind = (typeof kinds)[number];

/**
 * How features are brought to a common scale: z = (x - offset) / scale, column by column. Images are scaled channel by
 * channel: offset and scale repeat along a row. Plain data.
 */
export interface Scaler {
  kind: ScalerKind;
  offset: number[];
  scale: number[];
  /** of a regression's target: the root of a number, with its sign, is what is scaled; the number itself when left out */
  root?: boolean;
  /** of a regression's target: what the training rows had, which no answer leaves; any answer when left out */
  range?: readonly [least: number, most: number];
  /** how many times offset and scale repeat along a row: an image's pixels; once when left out */
  repeat?: number;
}

export interface ScalerOptions {
  /** the size of the images that the rows are, for one scale a channel */
  image?: ImageSpec | undefined;
}

type Values = ArrayLike<number>;

/**
 * standard: mean and population standard deviation, as scikit-learn's StandardScaler;
 * minmax: minimum and range, as MinMaxScaler. A constant column has scale 1.
 * Images: over all pixels of a channel.
 */
export function fitScaler(kind: ScalerKind, features: ArrayWithShape, options: ScalerOptions = {}): Scaler {
  checkNames("fitScaler", options, ["image"]);
  const { image } = options;
  if (!kinds.includes(kind)) {
    throw new UserError(
      `fitScaler: there is no scaler ${shown(kind)}; there are ${kinds.join(", ")}: fitScaler("standard", features)`,
    );
  }
  const [n, d] = matrixShape("fitScaler", features);
  const values = numbers(features);
  if (image) {
    const repeat = image.height * image.width;
    const pixels = { shape: [n * repeat, image.channels], data: values };
    return { ...fitScaler(kind, pixels), repeat };
  }
  if (kind === "none") return { kind, offset: Array(d).fill(0), scale: Array(d).fill(1) };
  if (n === 0) throw new UserError("Cannot scale features without any rows");
  const { offset, scale } = kind === "minmax" ? minMax(values, n, d) : moments(values, n, d);
  if (!offset.every(Number.isFinite) || !scale.every(Number.isFinite)) throw notFinite(values, d, scale);
  return { kind, offset: Array.from(offset), scale: Array.from(scale) };
}

/** Rows and columns; whatever is no matrix, a Dataset or a list of rows, is refused. */
function matrixShape(who: string, features: ArrayWithShape): readonly [number, number] {
  const shape = features?.shape;
  if (Array.isArray(shape) && shape.length === 2) return [shape[0], shape[1]];
  const found = shape ? `shape (${shape.join(", ")})` : "no shape";
  throw new UserError(
    `${who}: the features must be an array (rows, features), found ${found}; of a Dataset give dataset.features, of lists np.array(rows)`,
  );
}

/** What is wrong with such a number of a file, and what mends it. */
export const tooLarge = "is too large to learn from; write the number that was meant, or delete the row";

/** A number whose square is beyond all numbers, so that its column has no deviation. */
export class TooLarge extends UserError {
  readonly row: number;
  readonly feature: number;
  readonly value: number;

  constructor(row: number, feature: number, value: number) {
    super(
      `fitScaler: row ${row}, feature ${feature} is ${value}, too large for its square; divide the feature first (counted from 0)`,
    );
    [this.row, this.feature, this.value] = [row, feature, value];
  }
}

function notFinite(values: Values, d: number, scale: ArrayLike<number>): UserError {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    return new UserError(
      `fitScaler: row ${Math.floor(i / d)}, feature ${i % d} is ${values[i]}; leave the row out, or fill it (counted from 0)`,
    );
  }
  const feature = Array.prototype.findIndex.call(scale, (one) => !Number.isFinite(one));
  let row = 0;
  for (let i = feature; i < values.length; i += d)
    if (Math.abs(values[i]!) > Math.abs(values[row * d + feature]!)) row = Math.floor(i / d);
  return new TooLarge(row, feature, values[row * d + feature]!);
}

/** z of every row. */
export function scaleRows(scaler: Scaler, features: ArrayWithShape): Matrix & { data: Float64Array } {
  if (!Array.isArray(scaler?.offset))
    throw new UserError(
      'a scaler comes before the features: fitScaler("standard", features), or fitScaler("none", features) to leave them as they are',
    );
  const { offset, scale, repeat = 1 } = scaler;
  const [n, d] = matrixShape("the scaler", features);
  const values = numbers(features);
  const columns = offset.length;
  if (d !== columns * repeat) {
    throw new UserError(`The scaler was fitted to ${columns * repeat} features and cannot take ${d}`);
  }
  const data = new Float64Array(n * d);
  for (let i = 0, k = 0; i < n * repeat; i++) {
    for (let j = 0; j < columns; j++, k++) data[k] = (values[k]! - offset[j]!) / scale[j]!;
  }
  return { shape: [n, d], data };
}

function minMax(values: Values, n: number, d: number) {
  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < d; j++, k++) {
      const x = values[k]!;
      if (x < low[j]!) low[j] = x;
      if (x > high[j]!) high[j] = x;
    }
  }
  // scikit-learn takes a range of rounding size for none at all.
  const scale = low.map((x, j) => {
    const range = high[j]! - x;
    return range < 10 * Number.EPSILON ? 1 : range;
  });
  return { offset: low, scale };
}

/** Mean, then the mean square of what is left of each value: two passes, so that nothing cancels. */
function moments(values: Values, n: number, d: number) {
  const mean = columnSums(n, d, (k) => values[k]!).map((sum) => sum / n);
  // The corrected two-pass algorithm (Chan, Golub and LeVeque 1983): subtract what rounding left of the mean.
  const squares = columnSums(n, d, (k, j) => (values[k]! - mean[j]!) ** 2);
  const left = columnSums(n, d, (k, j) => values[k]! - mean[j]!);
  const scale = squares.map((sum, j) => {
    const variance = (sum - left[j]! ** 2 / n) / n;
    // Below this bound the variance is rounding alone: the column is constant. (scikit-learn's bound.)
    const bound = n * Number.EPSILON * variance + (n * mean[j]! * Number.EPSILON) ** 2;
    return variance <= bound ? 1 : Math.sqrt(variance);
  });
  return { offset: mean, scale };
}

/** Sums down the columns, each with Neumaier's running correction, so that a million rows lose no digits. */
function columnSums(n: number, d: number, term: (k: number, j: number) => number): Float64Array {
  const sum = new Float64Array(d);
  const lost = new Float64Array(d);
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < d; j++, k++) {
      const x = term(k, j);
      const s = sum[j]!;
      const t = s + x;
      lost[j] = lost[j]! + (Math.abs(s) >= Math.abs(x) ? s - t + x : x - t + s);
      sum[j] = t;
    }
  }
  return sum.map((s, j) => s + lost[j]!);
}

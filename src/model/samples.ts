import { type ArrayWithShape, numbers } from "../data/numbers/numbers.ts";
import { randomState } from "../data/random/randomState.ts";
import { type Scaler, scaleRows } from "../data/rows/scale.ts";
import { checkNames, UserError } from "../errors.ts";

/** Rows to learn from or to be measured on: features row-major (n, features), and each row's class or target. */
export interface Samples {
  readonly features: ArrayLike<number>;
  /** classes, or of a regression the targets, standardised */
  readonly labels: Int32Array | Float64Array;
}

/** Rows with their labels: a Dataset, or the same as plain numbers. */
export interface LabelledArrays {
  readonly features: ArrayWithShape;
  readonly labels: ArrayWithShape | Int32Array | Float64Array;
}

export interface SampleOptions {
  /** scales what a regression learns; without it the labels are classes */
  target?: Scaler | undefined;
}

/** A data set's rows as a network takes them: scaled, row-major. */
export function toSamples(dataset: LabelledArrays, scaler: Scaler, options: SampleOptions = {}): Samples {
  checkNames("toSamples", options, ["target"]);
  const { target } = options;
  if (dataset?.features === undefined || dataset.labels === undefined)
    throw new UserError(
      "toSamples takes a Dataset, or { features, labels }, and its scaler: toSamples(dataset, scaler)",
    );
  const features = scaleRows(scaler, dataset.features).data;
  const labels = "shape" in dataset.labels ? numbers(dataset.labels) : dataset.labels;
  const odd = target
    ? -1
    : Array.prototype.findIndex.call(labels, (label) => !Number.isInteger(Number(label)));
  if (odd >= 0)
    throw new UserError(
      `toSamples: row ${odd} has label ${labels[odd]}, which is no class; of a regression give its targets' scaler too: toSamples(dataset, scaler, { target: fitScaler("standard", { shape: [n, 1], data: labels }) })`,
    );
  return { features, labels: target ? scaledTargets(target, labels) : Int32Array.from(labels) };
}

/** Targets as a regression learns them. */
export const scaledTargets = (
  { offset, scale, root = false }: Scaler,
  values: ArrayLike<number>,
): Float64Array =>
  Float64Array.from(values, (value) => ((root ? rootOf(value) : value) - offset[0]!) / scale[0]!);

/** The root of a number, with its sign. */
export const rootOf = (value: number): number => (value < 0 ? -Math.sqrt(-value) : Math.sqrt(value));

/** Predictions in the unit that the targets had before `toSamples`. */
export const unscaledTargets = (
  { offset, scale, root = false }: Scaler,
  values: ArrayLike<number>,
): Float64Array =>
  Float64Array.from(values, (value) => {
    const found = value * scale[0]! + offset[0]!;
    return root ? found * Math.abs(found) : found;
  });

/** The same, brought to the nearest number of the range of the training rows, where the model keeps to it. */
export function answeredTargets(scaler: Scaler, values: ArrayLike<number>): Float64Array {
  const answers = unscaledTargets(scaler, values);
  if (!scaler.range) return answers;
  const [least, most] = scaler.range;
  return answers.map((value) => (value < least ? least : value > most ? most : value));
}

/** At most `most` of 0 … n-1, evenly. */
export function spread(n: number, most: number): Int32Array {
  const count = Math.min(n, most);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count));
}

/** At most `most` of 0 … n-1, ascending, drawn by a seed: what goes round by turns, such as the cavities of a mould, is not met at one of them alone. */
export function drawn(n: number, most: number, seed: number): Int32Array {
  if (n <= most) return spread(n, n);
  return Int32Array.from(randomState(seed).permutation(n).slice(0, most)).sort();
}

/** These rows alone, which are ascending. */
export function rowsAt({ features, labels }: Samples, rows: ArrayLike<number>): Samples {
  if (rows.length === labels.length) return { features, labels };
  const width = features.length / labels.length;
  const taken = new Float64Array(rows.length * width);
  for (let i = 0; i < taken.length; i++) {
    taken[i] = features[rows[Math.floor(i / width)]! * width + (i % width)]!;
  }
  const list = labels instanceof Int32Array ? new Int32Array(rows.length) : new Float64Array(rows.length);
  return { features: taken, labels: list.map((_, i) => labels[rows[i]!]!) };
}

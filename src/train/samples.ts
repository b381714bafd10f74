import { type ArrayWithShape, numbers } from "../data/numbers.ts";
import { type Scaler, scaleRows } from "../data/scale.ts";
import type { Samples } from "./batches.ts";

/** Rows with their labels: a Dataset, or the same as plain numbers. */
interface Labelled {
  readonly features: ArrayWithShape;
  readonly labels: ArrayWithShape | Int32Array | Float64Array;
}

/** A data set's rows as a network takes them: scaled, row-major. `target` scales what a regression learns. */
export function toSamples(dataset: Labelled, scaler: Scaler, target?: Scaler): Samples {
  const features = scaleRows(scaler, dataset.features).data;
  const labels = "shape" in dataset.labels ? numbers(dataset.labels) : dataset.labels;
  return { features, labels: target ? scaledTargets(target, labels) : Int32Array.from(labels) };
}

const scaledTargets = ({ offset, scale }: Scaler, values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => (value - offset[0]!) / scale[0]!);

/** Predictions in the unit that the targets had before `toSamples`. */
export const unscaledTargets = ({ offset, scale }: Scaler, values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => value * scale[0]! + offset[0]!);

import { ascontiguousarray, type NDArray } from "numpy-ts";
import type { Dataset } from "../data/dataset.ts";
import { applyScaler, type Scaler } from "../data/scale.ts";
import type { Samples } from "./batches.ts";

/** A data set's rows as a network takes them: scaled, row-major. `target` scales what a regression learns. */
export function toSamples(dataset: Dataset, scaler: Scaler, target?: Scaler): Samples {
  const features = numbers(applyScaler(scaler, dataset.features));
  const labels = numbers(dataset.labels);
  return { features, labels: target ? scaledTargets(target, labels) : Int32Array.from(labels) };
}

const scaledTargets = ({ offset, scale }: Scaler, values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => (value - offset[0]!) / scale[0]!);

/** Predictions in the unit that the targets had before `toSamples`. */
export const unscaledTargets = ({ offset, scale }: Scaler, values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, (value) => value * scale[0]! + offset[0]!);

/** An array's numbers, row-major, without a copy where they already lie so. */
export function numbers(array: NDArray): NumberArray {
  const { data } = ascontiguousarray(array);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  return data as NumberArray;
}

type NumberArray = Float64Array | Float32Array | Int32Array | Uint8Array;

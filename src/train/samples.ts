import { ascontiguousarray, type NDArray } from "numpy-ts";
import type { Dataset } from "../data/dataset.ts";
import { applyScaler, type Scaler } from "../data/scale.ts";
import type { Samples } from "./batches.ts";

/** A data set's rows as a network takes them: scaled, row-major. */
export function toSamples(dataset: Dataset, scaler: Scaler): Samples {
  return {
    features: numbers(applyScaler(scaler, dataset.features)),
    labels: Int32Array.from(numbers(dataset.labels)),
  };
}

/** An array's numbers, row-major, without a copy where they already lie so. */
export function numbers(array: NDArray): NumberArray {
  const { data } = ascontiguousarray(array);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  return data as NumberArray;
}

type NumberArray = Float64Array | Float32Array | Int32Array | Uint8Array;

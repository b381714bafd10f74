import { array, type NDArray } from "numpy-ts";
import { type BlobsOptions, drawBlobs } from "../drawBlobs.ts";

export type { BlobsOptions } from "../drawBlobs.ts";

export interface Blobs {
  /** (n_samples, n_features) float64 */
  X: NDArray;
  /** (n_samples,) int32: the centre that the row was drawn around */
  y: NDArray;
  /** (n_centers, n_features) float64 */
  centers: NDArray;
}

/**
 * Isotropic Gaussian blobs: row i is N(centers[y_i], std[y_i]^2 I).
 *
 * The same numbers, bit for bit, as scikit-learn's `make_blobs(..., random_state=seed, return_centers=True)`.
 */
export function blobs(options: BlobsOptions = {}): Blobs {
  const { features, labels, centers } = drawBlobs(options);
  return {
    X: array(features).reshape(labels.length, centers[0]!.length),
    y: array(labels),
    centers: array(centers.map((center) => [...center])),
  };
}

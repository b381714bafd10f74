/** `kiso/numpy`: NumPy's arrays, data sets of them, and the lesson's network. */

export type { NDArray } from "numpy-ts";
export * as np from "numpy-ts";
export { applyScaler, encode } from "./data/arrays.ts";
export { type Blobs, type BlobsOptions, blobs } from "./data/blobs.ts";
export { Dataset, type DatasetParts } from "./data/dataset.ts";
export { type Epoch, type Gradients, NeuralNetwork } from "./nn/lesson.ts";

/** `kiso/numpy`: NumPy's arrays, data sets of them, and the lesson's network. */

import { printArraysAsNumPy } from "./data/numpy/arrayPrinting.ts";

export type { NDArray } from "numpy-ts";
export * as np from "numpy-ts";
export { applyScaler, encode } from "./data/numpy/arrays.ts";
export { type Blobs, type BlobsOptions, blobs } from "./data/numpy/blobs.ts";
export { Dataset, type DatasetParts } from "./data/numpy/dataset.ts";
export { type Epoch, type Gradients, NeuralNetwork } from "./nn/lesson.ts";

// The one thing that this entry does beside giving names; a bundler that leaves it out takes nothing from a page.
printArraysAsNumPy();

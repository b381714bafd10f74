import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is to be computed, as a peer in any language reads it from job.json. */
export type Job = TrainingJob | ProductJob;

/**
 * Gradient descent on a network with one hidden sigmoid layer, softmax and cross-entropy: batches in order, the last
 * one short, gradients summed over a batch. The peer starts from the given weights and must end where all end.
 */
export interface TrainingJob {
  readonly kind: "training";
  readonly dtype: "float32" | "float64";
  /** features, hidden units, classes */
  readonly sizes: readonly [number, number, number];
  readonly rows: number;
  readonly batch: number;
  readonly epochs: number;
  readonly learningRate: number;
}

/** C = A B of square matrices. */
export interface ProductJob {
  readonly kind: "product";
  readonly dtype: "float32";
  readonly size: number;
}

/** By name: features (rows, d), labels (rows,), W1 (d, h), b1 (1, h), W2 (h, k), b2 (1, k); or A and B (n, n). */
export type Arrays = Readonly<Record<string, Float64Array>>;

/** A job lies in a folder: job.json, and each array as raw little-endian float64, so that no peer parses digits. */
export function writeJob(folder: string, job: Job, arrays: Arrays): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(arrays))
    writeFileSync(join(folder, `${name}.f64`), new Uint8Array(buffer, byteOffset, byteLength));
}

export const readJob = (folder: string): Job => JSON.parse(readFileSync(join(folder, "job.json"), "utf8"));

export function readArray(folder: string, name: string): Float64Array {
  const bytes = readFileSync(join(folder, `${name}.f64`));
  return new Float64Array(new Uint8Array(bytes).buffer); // copied, so that it is aligned
}

import { type NDArray, random } from "numpy-ts";
import { loadDataset } from "../src/data/loadDataset.ts";
import { numbers } from "../src/data/numbers/numbers.ts";
import { initialState } from "../src/nn/training/training.ts";
import type { Arrays, Job, TrainingJob } from "./job.ts";

/** The same numbers for everyone: rows, labels and first weights. */
export async function dataOf(job: Job): Promise<Arrays> {
  if (job.kind === "product") return { A: uniform(job.size ** 2, 1), B: uniform(job.size ** 2, 2) };
  const rows = job.sizes[0] === 10 ? await lessonRows(job.rows) : imageLikeRows(job);
  const state = initialState({
    network: { sizes: job.sizes, activation: "sigmoid" },
    initializer: "lessonNormal",
    optimizer: { name: "sgd" },
    seed: 0,
    dtype: "float64",
  });
  const first = (name: string) => Float64Array.from(state[name]!.data);
  return {
    ...rows,
    W1: first("dense1.weight"),
    b1: first("dense1.bias"),
    W2: first("dense2.weight"),
    b2: first("dense2.bias"),
  };
}

/** The lesson's own training rows: shuffled with 42, the first thousand. */
async function lessonRows(rows: number): Promise<Arrays> {
  const { splits } = await loadDataset("lesson");
  const chosen = splits.train!.shuffle(42).select(Array.from({ length: rows }, (_, i) => i));
  return {
    features: Float64Array.from(numbers(chosen.features)),
    labels: Float64Array.from(numbers(chosen.labels)),
  };
}

/** Rows of [0, 1) like grey pixels; a class is known by which tenth of the pixels is brightened. */
function imageLikeRows({ rows, sizes: [d, , k] }: TrainingJob): Arrays {
  const features = uniform(rows * d, 3);
  const labels = Float64Array.from({ length: rows }, (_, i) => (i * 7) % k);
  for (let i = 0; i < rows; i++)
    for (let j = labels[i]!; j < d; j += k) features[i * d + j] = (1 + features[i * d + j]!) / 2;
  return { features, labels };
}

function uniform(n: number, seed: number): Float64Array<ArrayBuffer> {
  random.seed(seed);
  return Float64Array.from((random.random_sample(n) as NDArray).data as Float64Array);
}

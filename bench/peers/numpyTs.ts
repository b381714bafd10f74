import { array, type NDArray } from "numpy-ts";
import pkg from "../../node_modules/numpy-ts/package.json" with { type: "json" };
import { NeuralNetwork } from "../../src/nn/lesson.ts";
import type { Job } from "../job.ts";
import { readArray } from "../job.ts";
import { serve, type Work } from "./serve.ts";

// The lesson's own class, src/nn/lesson.ts: numpy-ts as a reader of the lesson writes it.
serve(async () => ({
  about: { version: `numpy-ts ${pkg.version}`, runtime: `Node ${process.version}` },
  prepare(job: Job, folder: string): Work {
    if (job.kind !== "training") throw new Error("numpy-ts is measured on trainings only");
    const { sizes, rows, batch, epochs, learningRate, dtype } = job;
    const [d, h, k] = sizes;
    const read = (name: string, shape: number[]) =>
      array(readArray(folder, name))
        .reshape(...shape)
        .astype(dtype) as NDArray;
    const network = new NeuralNetwork(d, h, k, { learningRate });
    const first = [read("W1", [d, h]), read("b1", [1, h]), read("W2", [h, k]), read("b2", [1, k])] as const;
    const X = read("features", [rows, d]);
    const Y = network.oneHotEncode(read("labels", [rows]).astype("int32")).astype(dtype) as NDArray;
    return {
      reset() {
        const { 0: W1, 1: b1, 2: W2, 3: b2 } = first; // never written to: a step makes new arrays
        Object.assign(network, {
          weightsInputHidden: W1,
          biasHidden: b1,
          weightsHiddenOutput: W2,
          biasOutput: b2,
        });
      },
      run() {
        for (let epoch = 0; epoch < epochs; epoch++) {
          for (let start = 0; start < rows; start += batch) {
            const rowsOfBatch = `${start}:${Math.min(start + batch, rows)}`;
            network.forward(X.slice(rowsOfBatch));
            network.backward(X.slice(rowsOfBatch), Y.slice(rowsOfBatch));
          }
        }
      },
      result() {
        const { weightsInputHidden: W1, biasHidden: b1, weightsHiddenOutput: W2, biasOutput: b2 } = network;
        const last: Record<string, NDArray> = { W1, b1, W2, b2 };
        for (const [name, { dtype: found }] of Object.entries(last))
          if (found !== dtype) throw new Error(`${name} has become ${found}`);
        return Object.fromEntries(Object.entries(last).map(([name, a]) => [name, a.data as Float64Array]));
      },
    };
  },
}));

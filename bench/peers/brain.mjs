// brain.js knows no softmax, no batch and no given weights: it moves after every row, on sigmoid outputs. That is other
// work on the same rows, layer sizes and epochs, and the report says so. Its 0 for momentum and error is 1e-12.
import { readFileSync } from "node:fs";
import { readArray } from "../job.ts";
import { serve } from "./serve.ts";

serve(async () => {
  const { default: brain } = await import("brain.js");
  const { version } = JSON.parse(
    readFileSync(new URL("../node_modules/brain.js/package.json", import.meta.url), "utf8"),
  );
  return {
    about: { version: `brain.js ${version}`, runtime: `Node ${process.version}` },
    prepare({ sizes: [d, h, k], epochs, learningRate }, folder) {
      const features = Float32Array.from(readArray(folder, "features"));
      const rows = Array.from(readArray(folder, "labels"), (label, i) => ({
        input: features.slice(i * d, (i + 1) * d),
        output: Float32Array.from({ length: k }, (_, j) => Number(j === label)),
      }));
      let network;
      return {
        reset() {
          network = new brain.NeuralNetwork({ hiddenLayers: [h], activation: "sigmoid" });
        },
        run() {
          network.train(rows, { iterations: epochs, learningRate, momentum: 1e-12, errorThresh: 1e-12 });
        },
        result: () => ({}),
      };
    },
  };
});

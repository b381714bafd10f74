// Lesson 6. What has it learned? The weights and biases, as numbers and as a picture.
import { loadDataset, writeChart } from "kiso/node";
import { NeuralNetwork } from "kiso/numpy";
import { matrixChart } from "kiso/plot";

const { train } = (await loadDataset("lesson")).splits;
const small = train.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
const network = new NeuralNetwork(10, 32, 10, { learningRate: 0.01, seed: 0 });
for (const _ of network.train(small.features, small.labels)); // to the end

console.log("biasOutput", (network.biasOutput.tolist() as number[][])[0].map((b) => b.toFixed(2)).join(" "));

const panels = (["weightsInputHidden", "biasHidden", "weightsHiddenOutput", "biasOutput"] as const).map(
  (name) => ({ title: name, values: network[name].tolist() as number[][] }),
);
await writeChart("weights.png", await matrixChart({ panels, title: "10 -> 32 -> 10" }), { dpi: 192 });

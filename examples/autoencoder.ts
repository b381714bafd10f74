// An autoencoder: digits of 64 pixels through a waist of 8 numbers and back. Beside it, the 8 best straight directions
// (principal axes), which is what an autoencoder without activations can do at most.
import {
  activation,
  compile,
  dense,
  fit,
  loadEngine,
  principalAxes,
  project,
  sequential,
  type Tensor,
  type Value,
} from "kiso";
import { loadDataset } from "kiso/node";

const digits = await loadDataset("digits", { split: "train" });
const [n, d, waist] = [digits.nSamples, digits.nFeatures, 8];
const features = Float64Array.from(digits.features.data as Float64Array, (grey) => grey / 16);

const encoder = sequential([dense(d, 48), activation("tanh"), dense(48, waist)]);
const decoder = sequential([dense(waist, 48), activation("tanh"), dense(48, d)]);
const network = sequential([encoder, decoder]);
const training = {
  epochs: 40,
  batch: 32,
  learningRate: 0.003,
  optimizer: { name: "adam" },
  loss: "meanSquaredError",
} as const;
let parameters = {};
const rows = { shape: [n, d], data: features };
for await (const report of fit(
  { network, training },
  { engine: await loadEngine("auto"), train: { features: rows, labels: rows } },
))
  parameters = report.parameters();

const through = compile((x: Value, learned: Record<string, Value>) => network.forward(x, learned))(
  rows,
  parameters,
);
const meanSquare = (restored: ArrayLike<number>) =>
  features.reduce((sum, x, i) => sum + (x - restored[i]!) ** 2, 0) / features.length;

const axes = principalAxes(rows, waist);
const along = project(axes, rows);
const straight = Float64Array.from(features, (_, i) => {
  const [row, j] = [Math.floor(i / d), i % d];
  return axes.axes.reduce((sum, axis, a) => sum + along[row * waist + a]! * axis[j]!, axes.mean[j]!);
});
console.log(
  `squared error a pixel: autoencoder ${meanSquare((through as Tensor).data).toFixed(4)}, principal axes ${meanSquare(straight).toFixed(4)}`,
);

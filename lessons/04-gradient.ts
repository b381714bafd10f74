// Lesson 4. Backward: the gradient says how the loss changes with each weight. One is checked by trying.
import { loadDataset } from "kiso/node";
import { NeuralNetwork } from "kiso/numpy";

const { train } = (await loadDataset("lesson")).splits;
const small = train.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
const X = small.features; // (1000, 10)
const y = small.labels; //   (1000,)
const network = new NeuralNetwork(10, 32, 10, { learningRate: 0.01, seed: 0 });

// By trying: the weight a little larger, a little smaller.
const h = 1e-6;
const weights = network.weightsHiddenOutput;
const w = Number(weights.get([0, 0]));
weights.set([0, 0], w + h);
const above = network.calculateLoss(X, y);
weights.set([0, 0], w - h);
const below = network.calculateLoss(X, y);
weights.set([0, 0], w);
const tried = ((above - below) / (2 * h)) * 1000; // the gradient is a sum over the 1000 rows

// By the chain rule: all 682 at once.
network.forward(X);
network.backward(X, network.oneHotEncode(y));
const told = Number(network.gradients?.weightsHiddenOutput.get([0, 0]));
console.log(`tried ${tried.toFixed(4)}, told by the chain rule ${told.toFixed(4)}`);

// Lesson 3. The network, forward: 10 features -> 32 hidden units (sigmoid) -> 10 probabilities (softmax).
import { loadDataset } from "kiso/node";
import { NeuralNetwork } from "kiso/numpy";

const { train } = (await loadDataset("lesson")).splits;
const small = train.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
const X = small.features; // (1000, 10)
const y = small.labels; //   (1000,)

const network = new NeuralNetwork(10, 32, 10, { learningRate: 0.01, seed: 0 });

// Everything it knows stands in four arrays: small random weights, and biases of zero.
console.log(network.weightsInputHidden.shape, network.biasHidden.shape);
console.log(network.weightsHiddenOutput.shape, network.biasOutput.shape);
console.log(network.weightsInputHidden.slice("0", "0:3").tolist());

// Forward: from features to probabilities. Untrained, it believes in each class about equally ...
const p = network.forward(X.slice("0:1"));
console.log((p.tolist() as number[][])[0].map((value) => value.toFixed(3)).join(" "));

// ... so its loss is about log 10: as surprised as by a die with ten faces.
console.log(network.calculateLoss(X, y).toFixed(4), Math.log(10).toFixed(4));

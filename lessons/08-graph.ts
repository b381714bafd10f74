// Lesson 8. The same network with automatic gradients: only forward is written, backward follows from it.
import {
  explain,
  initialState,
  inspect,
  losses,
  op,
  printGraph,
  trainingGraph,
  type Value,
  valueAndGrad,
} from "kiso";
import { loadDataset } from "kiso/node";
import { NeuralNetwork } from "kiso/numpy";

const { train } = (await loadDataset("lesson")).splits;
const small = train.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
const X = small.features; // (1000, 10)
const y = small.labels; //   (1000,)

// The forward pass as a function of named parameters; a Value holds no numbers, only what to do with them.
type Parameters = Record<"W1" | "b1" | "W2" | "b2", Value>;
const loss = ({ W1, b1, W2, b2 }: Parameters, x: Value, labels: Value): Value => {
  const hidden = op.sigmoid(op.add(op.matmul(x, W1), b1));
  const logits = op.add(op.matmul(hidden, W2), b2);
  return losses.crossEntropy(logits, labels, { reduction: "sum" });
};

// Gradients of all parameters, by the chain rule, without a line of backward.
const network = new NeuralNetwork(10, 32, 10, { seed: 0 });
const { weightsInputHidden: W1, biasHidden: b1, weightsHiddenOutput: W2, biasOutput: b2 } = network;
const [value, gradients] = valueAndGrad(loss)({ W1, b1, W2, b2 }, X, y);
console.log(`mean loss ${Number(value) / 1000}, by hand ${network.calculateLoss(X, y)}`);

// Are they the numbers of the backward pass that was written by hand?
network.forward(X);
network.backward(X, network.oneHotEncode(y));
const byHand = (network.gradients!.weightsInputHidden.tolist() as number[][]).flat();
const automatic = typeof gradients.W1 === "number" ? [] : Array.from(gradients.W1.data);
const apart = byHand.map((g, i) => Math.abs(g - automatic[i]));
console.log(`${byHand.length} gradients of W1, apart by at most ${Math.max(...apart).toExponential(0)}`);

// The gradients are a graph too. Here is a whole step: forward, backward, update.
const sizes = [10, 32, 10];
const optimizer = { name: "sgd" } as const;
const step = {
  network: { sizes, activation: "sigmoid" },
  batch: 32,
  optimizer,
  reduction: "sum",
  dtype: "float64",
} as const;
console.log(printGraph(trainingGraph(step)));

// Every number of that step, for the first 32 rows: forward, backward, and what the weights become.
const first = initialState({ ...step, initializer: "lessonNormal", seed: 0 });
const batch = { x: X.slice("0:32"), y: y.slice("0:32"), learningRate: 0.01 };
const inspection = inspect(trainingGraph(step), { ...batch, ...first });
console.log(inspection);

// One number of the backward pass, as the sum that it is.
console.log(explain(inspection, "dense2.weight'", [3, 1]).toString({ terms: 6 }));

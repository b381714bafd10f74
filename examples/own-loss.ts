// A loss of one's own: the pinball loss, whose lowest point is a quantile. "In nine of ten cases it takes no longer than …"
import { activation, compile, dense, fit, loadEngine, op, sequential, type Tensor, type Value } from "kiso";

const quantile = 0.9;
/** q (y − ŷ) where the answer was too low, (1 − q) (ŷ − y) where it was too high. */
const pinball = (prediction: Value, y: Value): Value => {
  const error = op.subtract(y, prediction);
  return op.mean(op.maximum(op.multiply(error, quantile), op.multiply(error, quantile - 1)));
};

// How long a job takes grows with its size, and so does the doubt.
const golden = 0.6180339887; // its multiples fill [0, 1) evenly
const features = Array.from({ length: 1000 }, (_, i) => [(i * Math.SQRT2) % 1]);
const labels = features.map(([size], i) => [1 + 2 * size! + size! * ((i * golden) % 1)]);

const network = sequential([dense(1, 16), activation("tanh"), dense(16, 1)]);
const training = {
  epochs: 80,
  batch: 50,
  learningRate: 0.02,
  optimizer: { name: "adam" },
  schedule: { name: "cosine" },
  loss: pinball,
} as const;
let parameters = {};
for await (const report of fit(
  { network, training },
  { engine: await loadEngine("auto"), train: { features, labels } },
))
  parameters = report.parameters();

const predict = compile((x: Value, learned: Record<string, Value>) => network.forward(x, learned));
const answers = (predict(features, parameters) as Tensor).data;
const within = labels.filter(([y], i) => y! <= answers[i]!).length / labels.length;
console.log(`${(100 * within).toFixed(0)} % of the jobs took no longer than was said`);
const [small, large] = (predict([[0.1], [0.9]], parameters) as Tensor).data;
console.log(`size 0.1: ${small!.toFixed(2)} (true 1.29), size 0.9: ${large!.toFixed(2)} (true 3.61)`);

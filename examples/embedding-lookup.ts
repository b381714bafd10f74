// An embedding: a learned row of numbers for each thing. Machines and operators are known by their numbers alone; what a
// machine is like is learned from how its parts came out.
import {
  activation,
  compile,
  dense,
  embedding,
  fit,
  flatten,
  loadEngine,
  sequential,
  type Tensor,
  type Value,
} from "kiso";

const [machines, operators] = [12, 8];
/** What nobody sees: how much too long a machine makes its parts, and how much an operator adds to that. */
const bias = (machine: number) => ((machine * 5) % 12) - 6;
const hand = (operator: number) => (operator % 4) / 2;

const features = Array.from({ length: 960 }, (_, i) => [
  i % machines,
  machines + ((i * 5 + (i >> 4)) % operators),
]);
const labels = features.map(([machine, operator]) => [bias(machine!) + hand(operator! - machines)]);

// (n, 2) numbers of things to (n, 2, 4) learned numbers, to (n, 8), to one
const words = embedding(machines + operators, 4);
const network = sequential([words, flatten(), dense(8, 16), activation("tanh"), dense(16, 1)]);
const training = {
  epochs: 60,
  batch: 32,
  learningRate: 0.02,
  optimizer: { name: "adam" },
  loss: "meanSquaredError",
} as const;
let parameters = {};
for await (const report of fit(
  { network, training },
  { engine: await loadEngine("auto"), train: { features, labels } },
)) {
  parameters = report.parameters();
  if (report.last) console.log(`R² ${report.r2!.toFixed(4)}`);
}

const predict = compile((x: Value, learned: Record<string, Value>) => network.forward(x, learned));
for (const machine of [0, 3, 7]) {
  const [found] = (predict([[machine, machines]], parameters) as Tensor).data;
  console.log(`machine ${machine}: ${found!.toFixed(1)}, in truth ${bias(machine).toFixed(1)}`);
}

// Lesson 5. Training: 30 times through the 1000 rows, 32 at a time, a small step downhill after each batch.
import { loadDataset } from "kiso/node";
import { NeuralNetwork } from "kiso/numpy";

const { train, test } = (await loadDataset("lesson")).splits;
const small = train.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
const network = new NeuralNetwork(10, 32, 10, { learningRate: 0.01, seed: 0 });

for (const { epoch, loss } of network.train(small.features, small.labels, { epochs: 30, batch: 32 })) {
  if (epoch % 5 === 0) console.log(`Epoch ${epoch}, Loss: ${loss}`);
}

// Judged by rows that it has never seen.
console.log(`Accuracy: ${network.evaluate(test.features, test.labels)}`);

// Lesson 7. A claim to check: "below std 3.0 the accuracy is 1.0". Do not believe it; measure it.
import { blobs, Dataset, NeuralNetwork } from "kiso/numpy";

const range = (start: number, stop: number) => Array.from({ length: stop - start }, (_, i) => start + i);

for (const clusterStd of [1, 1.5, 2, 2.5, 3, 4, 5]) {
  const { X, y } = blobs({ nSamples: 6000, centers: 10, nFeatures: 10, clusterStd, seed: 0 });
  const rows = new Dataset({ features: X, labels: y });
  const train = rows.select(range(0, 5000)).shuffle(42).select(range(0, 1000));
  const test = rows.select(range(5000, 6000));

  const network = new NeuralNetwork(10, 32, 10, { seed: 0 });
  for (const _ of network.train(train.features, train.labels)); // to the end
  console.log(`std ${clusterStd.toFixed(1)}  accuracy ${network.evaluate(test.features, test.labels)}`);
}

import { readArray } from "../job.ts";

/** model.fit, as TensorFlow.js's users train. It averages over a batch, so its rate is batch times as large. */
export function fitTraining(tf, { sizes: [d, h, k], rows, batch, epochs, learningRate }, folder) {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: h, activation: "sigmoid", inputShape: [d] }),
      tf.layers.dense({ units: k, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(learningRate * batch), loss: "categoricalCrossentropy" });
  const { X, Y } = dataOf(tf, { rows, d, k }, folder);
  const shapes = { W1: [d, h], b1: [h], W2: [h, k], b2: [k] };
  const first = Object.entries(shapes).map(([name, shape]) => tf.tensor(f32(folder, name), shape));
  return {
    reset: () => model.setWeights(first),
    run: () => model.fit(X, Y, { batchSize: batch, epochs, shuffle: false, verbose: 0 }),
    result: () =>
      Object.fromEntries(Object.keys(shapes).map((name, i) => [name, model.getWeights()[i].dataSync()])),
  };
}

/** The least that TensorFlow.js can be asked to do for a step. */
export function loopTraining(tf, { sizes: [d, h, k], rows, batch, epochs, learningRate }, folder) {
  const shapes = { W1: [d, h], b1: [1, h], W2: [h, k], b2: [1, k] };
  const first = Object.entries(shapes).map(([name, shape]) => tf.tensor(f32(folder, name), shape));
  const parameters = first.map((tensor) => tf.variable(tensor));
  const [W1, b1, W2, b2] = parameters;
  const { X, Y } = dataOf(tf, { rows, d, k }, folder);
  const optimizer = tf.train.sgd(learningRate);
  const step = (start) => {
    const count = Math.min(batch, rows - start);
    optimizer.minimize(() => {
      const x = X.slice([start, 0], [count, d]);
      const logits = x.matMul(W1).add(b1).sigmoid().matMul(W2).add(b2);
      return tf.losses.softmaxCrossEntropy(
        Y.slice([start, 0], [count, k]),
        logits,
        undefined,
        0,
        tf.Reduction.SUM,
      );
    });
  };
  return {
    reset() {
      parameters.forEach((parameter, i) => {
        parameter.assign(first[i]);
      });
    },
    run() {
      for (let epoch = 0; epoch < epochs; epoch++)
        for (let start = 0; start < rows; start += batch) tf.tidy(() => step(start));
      b2.dataSync(); // nothing may be left undone
    },
    result: () => Object.fromEntries(Object.keys(shapes).map((name, i) => [name, parameters[i].dataSync()])),
  };
}

function dataOf(tf, { rows, d, k }, folder) {
  const labels = tf.tensor1d(Int32Array.from(readArray(folder, "labels")), "int32");
  return { X: tf.tensor2d(f32(folder, "features"), [rows, d]), Y: tf.oneHot(labels, k).toFloat() };
}

const f32 = (folder, name) => Float32Array.from(readArray(folder, name));

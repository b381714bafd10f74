import { exp } from "../../data/numbers/exp.ts";
import { argMax } from "../../data/numbers/numbers.ts";
import { mean, minimum, square } from "../../graph/composed.ts";
import * as op from "../../graph/ops.ts";
import type { Value } from "../../graph/value.ts";
import type { StoredTensor, Tensors } from "../../model/file/safetensors.ts";
import { regressionScores } from "../../model/metrics/regression.ts";
import type { NetworkSpec } from "../../nn/layers/network.ts";
import { binaryCrossEntropy, crossEntropy } from "../../nn/losses/losses.ts";

/** What a training came to. */
export interface Learned {
  network: NetworkSpec;
  output: OutputName;
  /** dense1.weight, dense1.bias, dense2.weight, … */
  parameters: Tensors;
  /** after each epoch: the mean of its batches' losses, the penalty included */
  lossCurve: number[];
  /** with early stopping: after each epoch, on the rows set aside */
  validationScores?: number[];
}

/** What a perceptron's last layer, z (n, outputs), means. */
interface Output {
  /** The labels of n rows, as an input of the graph. */
  labels(n: number): Value<"input">;
  /** What is descended, one number. */
  loss(z: Value, y: Value): Value;
  /** What scikit-learn says of it: the same, but that a probability of 0 costs 36 (−ln 2⁻⁵²), not infinitely much. */
  reported(z: Value, y: Value): Value;
  /** From z to probabilities or values, both row-major. */
  activate(z: Float64Array, outputs: number): Float64Array;
  /** From those to class numbers, or the values themselves. */
  predict(activated: Float64Array, outputs: number): ArrayLike<number>;
  /** What scikit-learn's `score` is: accuracy, or R². */
  score(truth: ArrayLike<number>, predicted: ArrayLike<number>): number;
}

/** p kept off 0 and 1 by the distance of 1 to the next number. */
const clipped = (p: Value) => minimum(op.maximum(p, Number.EPSILON), 1 - Number.EPSILON);

function accuracy(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < truth.length; i++) if (truth[i] === predicted[i]) right++;
  return right / truth.length;
}

/** Several classes, one output each. */
const softmax: Output = {
  labels: (n) => op.input("y", [n], "int32"),
  loss: (z, y) => crossEntropy(z, y),
  reported: (z, y) => {
    const [n, classes] = z.shape as [number, number];
    const chosen = op.multiply(op.oneHot(y, classes, "float64"), op.log(clipped(op.softmax(z))));
    return op.multiply(op.sum(chosen), -1 / n);
  },
  activate(z, outputs) {
    const p = z.slice();
    for (let start = 0; start < p.length; start += outputs) {
      const row = p.subarray(start, start + outputs);
      const largest = row[argMax(row)]!;
      let sum = 0;
      for (let k = 0; k < outputs; k++) sum += row[k] = exp(row[k]! - largest);
      for (let k = 0; k < outputs; k++) row[k]! /= sum;
    }
    return p;
  },
  predict: (p, outputs) =>
    Int32Array.from({ length: p.length / outputs }, (_, row) =>
      argMax(p.subarray(row * outputs, (row + 1) * outputs)),
    ),
  score: accuracy,
};

/** Two classes and one output: the probability of the second. */
const logistic: Output = {
  labels: (n) => op.input("y", [n, 1], "float64"),
  loss: (z, y) => binaryCrossEntropy(z, y),
  reported: (z, y) => {
    const p = clipped(op.sigmoid(z));
    const ofSecond = op.multiply(y, op.log(p));
    const ofFirst = op.multiply(op.subtract(1, y), op.log(op.subtract(1, p)));
    return op.negate(mean(op.add(ofSecond, ofFirst)));
  },
  activate: (z) => z.map((x) => 1 / (1 + exp(-x))),
  predict: (p) => Int32Array.from(p, (second) => Number(second > 0.5)),
  score: accuracy,
};

/** A regression's values; half the mean squared error. */
const identity: Output = {
  labels: (n) => op.input("y", [n, 1], "float64"),
  loss: halfSquares,
  reported: halfSquares,
  activate: (z) => z,
  predict: (values) => values,
  score: (truth, predicted) => regressionScores(truth, predicted).r2,
};

function halfSquares(z: Value, y: Value): Value {
  return op.multiply(mean(square(op.subtract(z, y))), 0.5);
}

/** The outputs, by scikit-learn's names of their activation. */
export const outputs = { softmax, logistic, identity };
export type OutputName = keyof typeof outputs;

/**
 * A perceptron as a model has it, where each class has an output: of two classes and one output z the first has 0, for
 * then the softmax of (0, z) is (1 − σ(z), σ(z)).
 */
export function modelParameters({
  network,
  output,
  parameters,
}: Learned): Pick<Learned, "network" | "parameters"> {
  if (output !== "logistic") return { network, parameters };
  const last = network.sizes.length - 1;
  const beside = ({ shape, data }: StoredTensor): StoredTensor => ({
    shape: [shape[0]!, 2],
    data: Float64Array.from({ length: 2 * data.length }, (_, i) => (i % 2 ? data[i >> 1]! : 0)),
  });
  const [weight, bias] = [`dense${last}.weight`, `dense${last}.bias`];
  return {
    network: { ...network, sizes: [...network.sizes.slice(0, -1), 2] },
    parameters: { ...parameters, [weight]: beside(parameters[weight]!), [bias]: beside(parameters[bias]!) },
  };
}

import { UserError } from "../errors.ts";
import { activation, dense, dropout, type Layer, sequential, unitLength } from "./layers.ts";

/** A fully connected network as plain JSON: what a command line's flags and a saved model say of it. */
export interface NetworkSpec {
  /** units of every layer, input and output included: [10, 32, 10] */
  sizes: readonly number[];
  /** between the layers; the last layer gives logits, and softmax makes them probabilities */
  activation: string;
  /** the share of each hidden layer's values that training leaves out at a step; none when left out */
  dropout?: number;
  /** the last layer is an embedding of length 1 in each row */
  normalize?: boolean;
}

/** weights and biases of all layers: Σ (in + 1)·out */
export function parameterCount({ sizes }: NetworkSpec): number {
  return sizes.slice(1).reduce((sum, outputs, i) => sum + (sizes[i]! + 1) * outputs, 0);
}

/** From rows (n, first size) to logits or embeddings (n, last size): dense1, activation, (dropout1,) dense2, … */
export function buildNetwork({ sizes, activation: name, dropout: rate = 0, normalize }: NetworkSpec): Layer {
  if (sizes.length < 2) {
    throw new UserError(
      `a network needs at least an input and an output size, found [${sizes}]; such as [10, 32, 10]`,
    );
  }
  const between = [activation(name), ...(rate === 0 ? [] : [dropout(rate)])];
  return sequential([
    ...sizes.slice(1).flatMap((outputs, i) => [...(i === 0 ? [] : between), dense(sizes[i]!, outputs)]),
    ...(normalize ? [unitLength()] : []),
  ]);
}

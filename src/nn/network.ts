/** A fully connected network as plain JSON: what a command line's flags and a saved model say of it. */
export interface NetworkSpec {
  /** units of every layer, input and output included: [10, 32, 10] */
  sizes: readonly number[];
  /** between the layers; the last layer gives logits, and softmax makes them probabilities */
  activation: string;
}

/** weights and biases of all layers: Σ (in + 1)·out */
export function parameterCount({ sizes }: NetworkSpec): number {
  return sizes.slice(1).reduce((sum, outputs, i) => sum + (sizes[i]! + 1) * outputs, 0);
}

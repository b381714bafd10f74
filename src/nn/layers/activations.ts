import * as op from "../../graph/ops.ts";
import type { Value } from "../../graph/value.ts";

/** What stands between layers, each a function of one value. */
export const activations = {
  /** 1 / (1 + e⁻ˣ) */
  sigmoid: op.sigmoid,
  tanh: op.tanh,
  /** max(x, 0) */
  relu: (x: Value): Value => op.maximum(x, 0),
  /** x where x > 0, else x/100 */
  leakyRelu: (x: Value): Value => op.where(op.greater(x, 0), x, op.multiply(x, 0.01)),
  /** x Φ(x), with Φ the normal distribution: x/2 (1 + erf(x/√2)) */
  gelu: (x: Value): Value =>
    op.multiply(op.multiply(x, 0.5), op.add(op.erf(op.multiply(x, Math.SQRT1_2)), 1)),
  /** e^xⱼ / Σ e^xᵢ in each row */
  softmax: op.softmax,
} satisfies Record<string, (x: Value) => Value>;

export type ActivationName = keyof typeof activations;

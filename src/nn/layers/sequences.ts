import { checkNames, UserError } from "../../errors.ts";
import * as op from "../../graph/composed.ts";
import { refusal, showShape } from "../../graph/shapes.ts";
import type { FloatDtype, Value } from "../../graph/value.ts";
import { isValue, sameShape } from "../../graph/value.ts";
import { checkNumber } from "../choose.ts";
import {
  applied,
  checkUnits,
  dense,
  type Layer,
  type Named,
  namedParameters,
  type ParameterSpec,
  type WeightOptions,
} from "./layers.ts";

/*
 * Layers for sequences: (n, t) indices of words, (n, t, width) numbers of each step. The numbers are PyTorch's, whose
 * weights (out, in) are here (in, out).
 */

/**
 * A learned row of `width` numbers for each of `count` things: indices (…) to (…, width), int32 or whole numbers as floats,
 * as they come in rows of features. An index that is none of them, such as −1 for a place that holds nothing, gives a row
 * of 0. PyTorch's `Embedding`.
 *
 * @example
 * import { compile, embedding } from "kiso";
 *
 * const words = embedding(3, 2);
 * const rows = compile((indices, weight) => words.forward(indices, { weight }));
 * console.log(rows(Int32Array.of(2, 0), [[1, 2], [3, 4], [5, 6]])); // { shape: [ 2, 2 ], data: Float64Array(4) [ 5, 6, 1, 2 ] }
 */
export function embedding(count: number, width: number, options: InitialOptions = {}): Layer {
  checkUnits("embedding", { count, width });
  checkNames("embedding", options, ["initializer"]);
  return {
    kind: "embedding",
    parameters: { weight: { shape: [count, width], role: "weight", initializer: options.initializer } },
    forward: (indices, { weight }) => {
      if (isValue(weight) && !sameShape(weight.shape, [count, width])) {
        throw new UserError(
          `embedding: weight has shape ${showShape(weight.shape)}, where ${count} things of ${width} numbers are ${showShape([count, width])}`,
        );
      }
      return op.gather(weight, op.cast(indices, "int32"));
    },
  };
}

/** How a layer's weight is drawn; as the network's others when left out. */
export type InitialOptions = Pick<WeightOptions, "initializer">;

/**
 * y = weight · (x − μ) / √(σ² + ε) + bias, with the mean μ and the variance σ² of each row of (…, width). PyTorch's `LayerNorm`.
 * J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization" (2016), equation 3.
 */
export function layerNorm(width: number, options: LayerNormOptions = {}): Layer {
  checkUnits("layerNorm", { width });
  checkNames("layerNorm", options, ["epsilon"]);
  const { epsilon = 1e-5 } = options;
  checkNumber("layerNorm", "epsilon", epsilon, { above: 0 });
  return {
    kind: "layerNorm",
    parameters: {
      weight: { shape: [1, width], role: "scale", first: 1 },
      bias: { shape: [1, width], role: "bias" },
    },
    forward: (x, { weight, bias }) => {
      checkWidth("layerNorm", x, width);
      const centred = op.subtract(x, op.mean(x, -1, true));
      const deviation = op.sqrt(op.add(op.mean(op.square(centred), -1, true), epsilon));
      return op.add(op.multiply(op.divide(centred, deviation), weight), bias);
    },
  };
}

export interface LayerNormOptions {
  /** what is added to the variance, so that a row of equal numbers stays finite; 1e-5 when left out */
  epsilon?: number;
}

/**
 * softmax(Q Kᵀ / √d) V: each query's mean of the values, weighed by how well their keys answer it. query (…, t, d), key
 * (…, s, d), value (…, s, v) to (…, t, v). Where a mask that stretches to (…, t, s) is 0, nothing is taken; a query for which
 * all of it is 0 gets NaN, as in PyTorch's `scaled_dot_product_attention`.
 * A. Vaswani et al., "Attention is all you need" (2017), equation 1.
 *
 * @example
 * import { attention, causalMask, compile } from "kiso";
 *
 * const taken = compile((x) => attention(x, x, x, causalMask(2, "float64")));
 * console.log(taken([[1, 0], [5, 5]]).data.slice(0, 2)); // Float64Array(2) [ 1, 0 ]
 */
export function attention(query: Value, key: Value, value: Value, mask?: Value): Value {
  const axes = key.shape.map((_, axis) => axis);
  const turned = op.transpose(key, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
  const scores = op.multiply(op.matmul(query, turned), 1 / Math.sqrt(query.shape.at(-1)!));
  const masked = mask === undefined ? scores : op.where(mask, scores, Number.NEGATIVE_INFINITY);
  return op.matmul(op.softmax(masked), value);
}

/** (steps, steps) of 1 where the second step is not after the first: with it nothing is taken from the future. */
export function causalMask(steps: number, dtype: FloatDtype): Value {
  checkUnits("causalMask", { steps });
  const ones = Float64Array.from({ length: steps * steps }, (_, i) =>
    Number(i % steps <= Math.floor(i / steps)),
  );
  return op.constant(ones, dtype, [steps, steps]);
}

/**
 * Attention of a sequence to itself, (n, t, width) to (n, t, width): `heads` times over with width / heads numbers each, side by
 * side, and a dense layer behind. With `causal`, a step sees itself and those before it. PyTorch's `MultiheadAttention`.
 * A. Vaswani et al., "Attention is all you need" (2017), section 3.2.2.
 */
export function multiHeadAttention(width: number, heads: number, options: AttentionOptions = {}): Layer {
  checkUnits("multiHeadAttention", { width, heads });
  checkNames("multiHeadAttention", options, ["causal", "bias", "initializer"]);
  const { causal = false, bias = true, initializer } = options;
  if (width % heads !== 0) {
    throw refusal(
      "multiHeadAttention",
      `${heads} heads do not share ${width} numbers evenly; take a divisor`,
    );
  }
  const parts = ["query", "key", "value", "output"].map(
    (name): Named => ({ name, layer: dense(width, width, { bias, initializer }), number: 1 }),
  );
  const [query, key, value, output] = parts;
  return {
    kind: "multiHeadAttention",
    parameters: namedParameters(parts),
    forward: (x, parameters, mode) => {
      const [n, t] = checkSequence("multiHeadAttention", x, width).shape;
      // (n, t, width) to (n, heads, t, width / heads)
      const headsOf = (part: Named) => {
        const rows = applied(part, x, parameters, mode);
        return op.transpose(op.reshape(rows, [n, t, heads, width / heads]), [0, 2, 1, 3]);
      };
      const mask = causal ? causalMask(t, floatDtype(x)) : undefined;
      const taken = attention(headsOf(query), headsOf(key), headsOf(value), mask);
      const joined = op.reshape(op.transpose(taken, [0, 2, 1, 3]), [n, t, width]);
      return applied(output, joined, parameters, mode);
    },
  };
}

export interface AttentionOptions extends WeightOptions {
  /** whether a step sees only itself and those before it; false when left out */
  causal?: boolean;
}

/**
 * x + f(x), for a layer f that keeps the shape: what f need not change passes by it, and so does the gradient.
 * K. He et al., "Deep residual learning for image recognition" (2015), equation 1.
 *
 * @example
 * import { layerNorm, multiHeadAttention, residual, sequential } from "kiso";
 *
 * const block = residual(sequential([layerNorm(32), multiHeadAttention(32, 4)]));
 * console.log(Object.keys(block.parameters).slice(0, 3)); // [ 'layerNorm1.weight', 'layerNorm1.bias', 'multiHeadAttention1.query.weight' ]
 */
export function residual(layer: Layer): Layer {
  return {
    kind: "residual",
    parameters: layer.parameters,
    forward: (x, parameters, mode) => {
      const y = layer.forward(x, parameters, mode);
      if (!sameShape(x.shape, y.shape)) {
        throw refusal(
          "residual",
          `${layer.kind} makes ${showShape(y.shape)} of ${showShape(x.shape)}; it must keep the shape`,
        );
      }
      return op.add(x, y);
    },
  };
}

/**
 * A recurrent layer with gates: (n, t, inputs) to its state after each step, (n, t, units), where the state is 0 at first.
 *
 *     r = σ(x Wᵣ + bᵣ + h Uᵣ + cᵣ)            how much of the old state the new one sees
 *     z = σ(x W_z + b_z + h U_z + c_z)        how much of the old state stays
 *     ĥ = tanh(x Wₕ + bₕ + r ⊙ (h Uₕ + cₕ))
 *     h' = (1 − z) ⊙ ĥ + z ⊙ h
 *
 * The gates stand side by side in that order: inputWeight (inputs, 3 units) is W, stateWeight (units, 3 units) U, and
 * inputBias and stateBias (1, 3 units) are b and c. PyTorch's `GRU`.
 * K. Cho et al., "Learning phrase representations using RNN encoder-decoder" (2014), equations 5 to 8.
 */
export function gru(inputs: number, units: number, options: InitialOptions = {}): Layer {
  checkUnits("gru", { inputs, units });
  checkNames("gru", options, ["initializer"]);
  const { initializer } = options;
  const gates = 3 * units;
  const weight = (from: number): ParameterSpec => ({ shape: [from, gates], role: "weight", initializer });
  return {
    kind: "gru",
    parameters: {
      inputWeight: weight(inputs),
      stateWeight: weight(units),
      inputBias: { shape: [1, gates], role: "bias" },
      stateBias: { shape: [1, gates], role: "bias" },
    },
    forward: (x, { inputWeight, stateWeight, inputBias, stateBias }) => {
      const [n, t] = checkSequence("gru", x, inputs).shape;
      const rows = op.add(op.matmul(op.reshape(x, [n * t, inputs]), inputWeight), inputBias);
      const given = op.split(op.reshape(rows, [n, t, gates]), t, 1);
      const part = (values: Value, from: number, to: number) =>
        op.slice(values, [0, from * units], [n, to * units]);
      let state = op.broadcast(op.constant(0, x.dtype), [n, units]);
      const states = given.map((step) => {
        const now = op.reshape(step, [n, gates]);
        const before = op.add(op.matmul(state, stateWeight), stateBias);
        const open = op.sigmoid(op.add(part(now, 0, 2), part(before, 0, 2)));
        const [r, z] = [part(open, 0, 1), part(open, 1, 2)];
        const next = op.tanh(op.add(part(now, 2, 3), op.multiply(r, part(before, 2, 3))));
        // (1 − z) ĥ + z h = ĥ + z (h − ĥ)
        state = op.add(next, op.multiply(z, op.subtract(state, next)));
        return state;
      });
      return op.stack(states, 1);
    },
  };
}

/** The last step of a sequence: (n, t, width) to (n, width). */
export function lastStep(): Layer {
  const forward = (x: Value): Value => {
    const [n, t, width] = checkSequence("lastStep", x).shape;
    return op.reshape(op.slice(x, [0, t - 1, 0], [n, t, width]), [n, width]);
  };
  return { kind: "lastStep", parameters: {}, forward };
}

function checkWidth(layer: string, x: Value, width: number): void {
  if (x.shape.at(-1) === width) return;
  throw refusal(layer, `takes values (…, ${width}), found ${showShape(x.shape)}`);
}

function checkSequence(layer: string, x: Value, width?: number): Value {
  if (x.shape.length === 3 && (width === undefined || x.shape[2] === width)) return x;
  throw refusal(layer, `takes sequences (n, t, ${width ?? "width"}), found ${showShape(x.shape)}`);
}

function floatDtype({ dtype }: Value): FloatDtype {
  if (dtype === "int32") throw refusal("multiHeadAttention", "int32 values are labels; it takes floats");
  return dtype;
}

import { polarNormals } from "../../data/random/polar.ts";
import { UserError } from "../../errors.ts";
import { customGradient } from "../../graph/customGradient.ts";
import * as op from "../../graph/ops.ts";
import { size, type Value } from "../../graph/value.ts";
import type { OwnInitializer } from "./initializers.ts";
import { activation, dropout, type Layer, type ParameterSpec } from "./layers.ts";
import { buildNetwork, type NetworkSpec } from "./network.ts";

/** The losses that members learn by. */
export type MembersLoss = "crossEntropy" | "meanSquaredError";

/**
 * A network of one hidden layer as `count` networks that learn apart: each has an equal part of the hidden units, and the last
 * layer's weights from there. What the whole answers is the mean of their answers (of classes, of their logits), so that to all
 * who only ask it, it is one ordinary network. In training a row's loss is the mean of the members' own losses. By the loss of
 * their mean alone, one member would learn what the others leave over, and they would err together.
 *
 * Names and shapes of the parameters are the network's. The last layer's weight is each member's own, `count` times what the
 * mean takes of it: see `together`.
 */
export function members(network: NetworkSpec, count: number, loss: MembersLoss): Layer {
  checkMembers(network, count);
  const { sizes, activation: name, dropout: rate = 0 } = network;
  const [inputs, units, outputs] = sizes as [number, number, number];
  const { parameters } = buildNetwork(network);
  const first = buildNetwork({ sizes: [inputs, units], activation: name });
  const [between, dropped] = [activation(name), dropout(rate)];
  const biases: ParameterSpec = { ...parameters["dense1.bias"]!, initializer: spread };
  return {
    kind: "members",
    parameters: { ...parameters, "dense1.bias": biases },
    forward(x, given, mode) {
      const weight = given["dense2.weight"]!;
      const bias = given["dense2.bias"]!;
      const hidden = dropped.forward(between.forward(first.forward(x, given), {}), {}, mode);
      if (mode?.record === undefined) return op.add(op.divide(op.matmul(hidden, weight), count), bias);
      const rows = x.shape[0]!;
      const own = op.transpose(op.reshape(hidden, [rows, count, units / count]), [1, 0, 2]);
      const answers = op.matmul(own, op.reshape(weight, [count, units / count, outputs])); // (count, rows, outputs)
      return op.add(apart(answers, bias, loss), bias);
    },
  };
}

/**
 * The mean z̄ of the members' answers z, whose gradient is that of their own losses. Cross-entropy is log Σ eᶻ less a term that
 * is linear in z, so member m's gradient is the mean's plus softmax(zₘ) − softmax(z̄) of each row; of squared errors it is the
 * mean's plus 2 (zₘ − z̄). Losses are means over the rows.
 */
function apart(answers: Value, bias: Value, loss: MembersLoss): Value {
  const [count, rows, outputs] = answers.shape as [number, number, number];
  const differs =
    loss === "crossEntropy"
      ? (z: Value, mean: Value) =>
          op.divide(op.subtract(op.softmax(op.add(z, bias)), op.softmax(op.add(mean, bias))), rows)
      : (z: Value, mean: Value) => op.multiply(op.subtract(z, mean), 2 / (rows * outputs));
  const mean = customGradient(
    (z: Value) => op.divide(op.sum(z, 0), count),
    (g, y, z) => [op.add(op.broadcast(g, z.shape), differs(z, y))],
  );
  return mean(answers);
}

/**
 * First biases of the hidden units, normal with the deviation √2 of what He's weights make of standardised features: where a
 * unit bends, then lies among the rows, not at their middle alone.
 */
const spread: OwnInitializer = (shape, uniform) => {
  const normal = polarNormals(uniform);
  return Float64Array.from({ length: size(shape) }, () => Math.SQRT2 * normal());
};

/** Refuses a network that has no such parts. */
export function checkMembers(
  { sizes, convolution, background, normalize }: NetworkSpec,
  count: number,
): void {
  const plain = !convolution && !background && !normalize;
  if (plain && sizes.length === 3 && sizes[1]! % count === 0) return;
  throw new UserError(
    `members are equal parts of the one hidden layer of a network of dense layers: the units of [${sizes.join(", ")}] cannot be ${count} of them`,
  );
}

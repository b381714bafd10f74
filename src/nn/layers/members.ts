import { polarNormals } from "../../data/random/polar.ts";
import { UserError } from "../../errors.ts";
import { customGradient } from "../../graph/customGradient.ts";
import * as op from "../../graph/ops.ts";
import { size, type Value } from "../../graph/value.ts";
import type { OwnInitializer } from "./initializers.ts";
import { dropout, type Layer, type ParameterSpec, type Parameters } from "./layers.ts";
import type { NetworkSpec, ViewsSpec } from "./network.ts";
import { bent, networkLayer, viewStarts, views } from "./views.ts";

/** The losses that members learn by. */
export type MembersLoss = "crossEntropy" | "meanSquaredError";

/**
 * What members look at, in the order in which they stand, of a network with views (`views.ts`): the features as they are, softly
 * clipped beside their ranks, ranks alone (with large first weights: a tree splits where a column is crowded), or the features as
 * they are with units that do not bend.
 */
export const looks = ["values", "clipped", "ranks", "linear"] as const;
export type Look = (typeof looks)[number];

/** How many members look at what. */
export type Looks = Partial<Record<Look, number>>;

/**
 * Half of the members look at the features as they are: what is beyond the training rows they continue as a line. The other half
 * look at them softly clipped and beside their ranks: they split where a column crowds, and pay no heed to a cell far off.
 */
export function halves(members: number): Looks {
  const clipped = Math.floor(members / 2);
  return { values: members - clipped, clipped };
}

/** What a network with views needs to be trained as members. */
export interface MemberViews {
  /** how many of the members look at what; all of them together are the members */
  readonly looks: Readonly<Looks>;
  /** the statistics of the layer of views */
  readonly statistics: Readonly<Record<string, { readonly data: ArrayLike<number> }>>;
}

/**
 * A network of one hidden layer as `count` networks that learn apart: each has an equal part of the hidden units, and the last
 * layer's weights from there. What the whole answers is the mean of their answers (of classes, of their logits), so that to all
 * who only ask it, it is one ordinary network. In training a row's loss is the mean of the members' own losses. By the loss of
 * their mean alone, one member would learn what the others leave over, and they would err together.
 *
 * Names and shapes of the parameters are the network's. The last layer's weight is each member's own, `count` times what the
 * mean takes of it: see `together`. The first weights from what a member does not look at are 0, and stay so.
 */
export function members(network: NetworkSpec, count: number, loss: MembersLoss, own?: MemberViews): Layer {
  checkMembers(network, count);
  const { sizes, activation: name, dropout: rate = 0, views: viewed } = network;
  const [inputs, units, outputs] = sizes as [number, number, number];
  const { parameters } = networkLayer(network);
  const dropped = dropout(rate);
  const between = bent(name, units - (viewed?.linear ?? 0));
  const parts = own && viewed ? partsOf(own.looks, { inputs, viewed, each: units / count }) : undefined;
  const biases: ParameterSpec = { ...parameters["dense1.bias"]!, initializer: spread(parts) };
  const specs: Record<string, ParameterSpec> = { ...parameters, "dense1.bias": biases };
  if (own && parts) {
    for (const [of, { data }] of Object.entries(own.statistics))
      specs[`views1.${of}`] = { ...parameters[`views1.${of}`]!, initializer: () => data };
    specs["dense1.weight"] = { ...parameters["dense1.weight"]!, initializer: firstWeights(parts) };
  }
  const front = viewed && views(inputs, viewed);
  const seen = (x: Value, given: Parameters): Value => {
    if (!front) return x;
    const statistics = Object.keys(front.parameters).map((of) => [of, given[`views1.${of}`]!]);
    return front.forward(x, Object.fromEntries(statistics));
  };
  return {
    kind: "members",
    parameters: specs,
    forward(x, given, mode) {
      const [first, bias1] = [given["dense1.weight"]!, given["dense1.bias"]!];
      const [weight, bias] = [given["dense2.weight"]!, given["dense2.bias"]!];
      const before = seen(x, given);
      const products =
        mode?.record && parts
          ? op.concatenate(
              parts.map((part) => ofPart(before, first, part)),
              1,
            )
          : op.matmul(before, first);
      const hidden = dropped.forward(between.forward(op.add(products, bias1), {}), {}, mode);
      if (mode?.record === undefined) return op.add(op.divide(op.matmul(hidden, weight), count), bias);
      const rows = x.shape[0]!;
      const own = op.transpose(op.reshape(hidden, [rows, count, units / count]), [1, 0, 2]);
      const answers = op.matmul(own, op.reshape(weight, [count, units / count, outputs])); // (count, rows, outputs)
      return op.add(apart(answers, bias, loss), bias);
    },
  };
}

/** Units of members of one look: `units` from `start` on see the inputs `from` to `to`, and begin with weights `scale` times as large. */
interface Part {
  readonly start: number;
  readonly units: number;
  readonly from: number;
  readonly to: number;
  /** of each member in turn */
  readonly scales: readonly number[];
  readonly each: number;
}

function partsOf(
  own: MemberViews["looks"],
  { inputs, viewed, each }: { inputs: number; viewed: ViewsSpec; each: number },
): Part[] {
  const { clipped, ranks, end } = viewStarts(inputs, viewed);
  const [plain, steep] = [[1], [2, 4, 3, 6]];
  const ways: Record<Look, { from: number; to: number; scales: number[] }> = {
    values: { from: 0, to: inputs, scales: plain },
    clipped: { from: clipped, to: end, scales: plain },
    ranks: { from: ranks, to: end, scales: steep },
    linear: { from: 0, to: inputs, scales: plain },
  };
  let start = 0;
  return looks.flatMap((look) => {
    const units = (own[look] ?? 0) * each;
    start += units;
    return units === 0 ? [] : [{ ...ways[look], start: start - units, units, each }];
  });
}

/** x W of the units of a part, from what they look at. */
const ofPart = (x: Value, weight: Value, { start, units, from, to }: Part): Value =>
  op.matmul(op.slice(x, [0, from], [x.shape[0]!, to]), op.slice(weight, [from, start], [to, start + units]));

const scaleOf = ({ scales, start, each }: Part, unit: number): number =>
  scales[Math.floor((unit - start) / each) % scales.length]!;

/** He's first weights of what each member looks at, 0 of all else. */
const firstWeights =
  (parts: readonly Part[]): OwnInitializer =>
  ([wide, units], uniform) => {
    const normal = polarNormals(uniform);
    const weights = new Float64Array(wide! * units!);
    for (const part of parts) {
      const deviation = Math.sqrt(2 / (part.to - part.from));
      for (let i = part.from; i < part.to; i++)
        for (let unit = part.start; unit < part.start + part.units; unit++)
          weights[i * units! + unit] = deviation * scaleOf(part, unit) * normal();
    }
    return weights;
  };

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
const spread =
  (parts: readonly Part[] = []): OwnInitializer =>
  (shape, uniform) => {
    const normal = polarNormals(uniform);
    const biases = Float64Array.from({ length: size(shape) }, () => Math.SQRT2 * normal());
    for (const part of parts)
      for (let unit = part.start; unit < part.start + part.units; unit++)
        biases[unit]! *= scaleOf(part, unit);
    return biases;
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

import { shown, UserError } from "../../errors.ts";
import * as op from "../../graph/ops.ts";
import { showShape } from "../../graph/shapes.ts";
import { size, type Value } from "../../graph/value.ts";
import { choose } from "../choose.ts";
import { background } from "./background.ts";
import { averagePool2d, batchNorm, conv2d, flatten, globalAveragePool, images, maxPool2d } from "./images.ts";
import { activation, checkUnits, dense, dropout, type Layer, sequential, unitLength } from "./layers.ts";

/** A network as plain JSON: what a command line's flags and a saved model say of it. */
export interface NetworkSpec {
  /** units of every dense layer, input and output included: [10, 32, 10] */
  sizes: readonly number[];
  /** between the layers; the last layer gives logits, and softmax makes them probabilities */
  activation: string;
  /** the share of each hidden dense layer's values that training leaves out at a step; none when left out */
  dropout?: number;
  /** the last layer is an embedding of length 1 in each row */
  normalize?: boolean;
  /** what looks at the rows as images before the dense layers; nothing when left out */
  convolution?: ConvolutionSpec;
  /** what is taken out of the rows before all else; nothing when left out */
  background?: BackgroundSpec;
  /** further views of the features beside them, before one hidden layer: `withViews` builds it; none when left out */
  views?: ViewsSpec;
}

/**
 * A network of one's own, any layer: from rows (n, first size) it makes rows (n, …) of as many numbers as the last size.
 * `layerNetwork` works the last size out.
 */
export interface LayerNetwork {
  readonly sizes: readonly [inputs: number, outputs: number];
  readonly layer: Layer;
}

/** What is trained: a network as plain JSON says it, or a layer. */
export type Network = NetworkSpec | LayerNetwork;

/** The directions in which the rows of one class vary most, so that the network sees what is unlike them. */
export interface BackgroundSpec {
  /** how many directions */
  components: number;
  /** the class, by its number */
  class: number;
}

/** Further views of the features, which a network's first layer sees beside them. */
export interface ViewsSpec {
  /** the features that are also seen by rank, each by its number */
  readonly ranked: readonly number[];
  /** so many knots has the line of a feature's ranks, at most */
  readonly knots: number;
  /** so many hidden units, the last ones, answer as they are: what they make is linear; none when left out */
  readonly linear?: number;
}

/** Blocks of convolution, (batchNorm,) activation and pooling, one after the other. */
export interface ConvolutionSpec {
  /** a row of features is height · width · channels numbers: row by row, pixel by pixel */
  image: ImageSize;
  /** of each block: [16, 32] */
  channels: readonly number[];
  /** height and width of the windows, 3 when left out; the border is half of it, so that an odd kernel keeps the size */
  kernel?: number;
  /** of 2 × 2 pixels after each block; max when left out */
  pool?: PoolName;
  batchNorm?: boolean;
  /** each channel's mean goes on to the dense layers, not all of its pixels */
  globalAveragePool?: boolean;
}

export interface ImageSize {
  height: number;
  width: number;
  channels: number;
}

const pools = {
  max: () => [maxPool2d(2)],
  average: () => [averagePool2d(2)],
  none: (): Layer[] => [],
};
export type PoolName = keyof typeof pools;

/** How many numbers are learned. */
export function parameterCount(network: Network): number {
  const specs = Object.values(buildNetwork(network).parameters);
  return specs.reduce((sum, { role, shape }) => sum + (role === "statistic" ? 0 : size(shape)), 0);
}

/**
 * From rows (n, first size) to logits or embeddings (n, last size): (background1,) (images1, conv2d1, (batchNorm1,) activation,
 * maxPool2d1, …, flatten1,) dense1, activation, (dropout1,) dense2, …
 *
 * ```ts
 * Object.keys(buildNetwork({ sizes: [4, 8, 3], activation: "tanh" }).parameters);
 * // ["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"]
 * ```
 */
export function buildNetwork(network: Network): Layer {
  if ("layer" in network) return network.layer;
  const { sizes, activation: name, dropout: rate = 0, normalize, convolution } = network;
  if (!Array.isArray(sizes) || sizes.length < 2) {
    throw new UserError(
      `a network needs at least an input and an output size, found ${shown(sizes)}; such as [10, 32, 10]`,
    );
  }
  const behind = network.background && background(sizes[0]!, network.background.components);
  const between = rate === 0 ? [activation(name)] : [activation(name), dropout(rate)];
  const blocks = convolution === undefined ? [] : blocksOf(convolution, sizes[0]!, name);
  const widths = [convolution === undefined ? sizes[0]! : widthOf(blocks, sizes[0]!), ...sizes.slice(1)];
  const layers: Layer[] = [];
  if (behind) layers.push(behind);
  for (const block of blocks) layers.push(block);
  widths.slice(1).forEach((outputs, i) => {
    if (i > 0) for (const layer of between) layers.push(layer);
    layers.push(dense(widths[i]!, outputs));
  });
  if (normalize) layers.push(unitLength());
  return sequential(layers);
}

/**
 * A layer as a network of rows with so many inputs. Throws a UserError where it makes no rows of them.
 *
 * ```ts
 * layerNetwork(sequential([dense(4, 8), activation("tanh"), dense(8, 3)]), 4).sizes; // [4, 3]
 * ```
 */
export function layerNetwork(layer: Layer, inputs: number): LayerNetwork {
  const rows = 2;
  const { shape } = forwardOf(layer, rows, inputs);
  if (shape[0] !== rows) {
    throw new UserError(
      `the network makes ${showShape(shape)} of ${rows} rows; it should keep the rows apart: (${rows}, …)`,
    );
  }
  return { sizes: [inputs, size(shape) / rows], layer };
}

function blocksOf(spec: ConvolutionSpec, features: number, name: string): Layer[] {
  const { image, channels, kernel = 3, pool = "max" } = spec;
  const { height, width, channels: colours } = image ?? {};
  checkUnits("convolution", { "image.height": height, "image.width": width, "image.channels": colours });
  if (!Array.isArray(channels) || channels.length === 0)
    throw new UserError("convolution: channels must be a list of each block's, such as [16, 32]");
  if (height * width * colours !== features) {
    throw new UserError(
      `images of ${height} × ${width} pixels with ${colours} channels are ${height * width * colours} numbers, but the network takes ${features}`,
    );
  }
  const pooling: () => Layer[] = choose("pool", pools, pool);
  const padding = Math.floor(kernel / 2);
  return [
    images(height, width, colours),
    ...channels.flatMap((outputs, i) => {
      const convolved = conv2d(i === 0 ? colours : channels[i - 1]!, outputs, kernel, { padding });
      const normed = spec.batchNorm ? [batchNorm(outputs)] : [];
      return [convolved, ...normed, activation(name), ...pooling()];
    }),
    spec.globalAveragePool ? globalAveragePool() : flatten(),
  ];
}

/** How many numbers the layers make of a row. */
const widthOf = (layers: readonly Layer[], features: number): number =>
  forwardOf(sequential(layers), 1, features).shape[1]!;

/** What a layer makes of so many rows, without numbers. */
function forwardOf(layer: Layer, rows: number, features: number): Value {
  const parameters = Object.entries(layer.parameters).map(([name, { shape }]) => [
    name,
    op.input(name, shape, "float32"),
  ]);
  return layer.forward(op.input("x", [rows, features], "float32"), Object.fromEntries(parameters));
}

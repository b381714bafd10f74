import { shown, UserError } from "../errors.ts";
import * as op from "../graph/ops.ts";
import { size } from "../graph/value.ts";
import { background } from "./background.ts";
import { choose } from "./choose.ts";
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
}

/** The directions in which the rows of one class vary most, so that the network sees what is unlike them. */
export interface BackgroundSpec {
  /** how many directions */
  components: number;
  /** the class, by its number */
  class: number;
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
export function parameterCount(network: NetworkSpec): number {
  const specs = Object.values(buildNetwork(network).parameters);
  return specs.reduce((sum, { role, shape }) => sum + (role === "statistic" ? 0 : size(shape)), 0);
}

/**
 * From rows (n, first size) to logits or embeddings (n, last size): (background1,) (images1, conv2d1, (batchNorm1,) activation,
 * maxPool2d1, …, flatten1,) dense1, activation, (dropout1,) dense2, …
 */
export function buildNetwork(network: NetworkSpec): Layer {
  const { sizes, activation: name, dropout: rate = 0, normalize, convolution } = network;
  if (!Array.isArray(sizes) || sizes.length < 2) {
    throw new UserError(
      `a network needs at least an input and an output size, found ${shown(sizes)}; such as [10, 32, 10]`,
    );
  }
  const behind = network.background && background(sizes[0]!, network.background.components);
  const between = [activation(name), ...(rate === 0 ? [] : [dropout(rate)])];
  const blocks = convolution === undefined ? [] : blocksOf(convolution, sizes[0]!, name);
  const widths = [convolution === undefined ? sizes[0]! : widthOf(blocks, sizes[0]!), ...sizes.slice(1)];
  return sequential([
    ...(behind ? [behind] : []),
    ...blocks,
    ...widths.slice(1).flatMap((outputs, i) => [...(i === 0 ? [] : between), dense(widths[i]!, outputs)]),
    ...(normalize ? [unitLength()] : []),
  ]);
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
    ...channels.flatMap((outputs, i) => [
      conv2d(i === 0 ? colours : channels[i - 1]!, outputs, kernel, { padding }),
      ...(spec.batchNorm ? [batchNorm(outputs)] : []),
      activation(name),
      ...pooling(),
    ]),
    spec.globalAveragePool ? globalAveragePool() : flatten(),
  ];
}

/** How many numbers the layers make of a row. */
function widthOf(layers: readonly Layer[], features: number): number {
  const model = sequential(layers);
  const parameters = Object.entries(model.parameters).map(([name, { shape }]) => [
    name,
    op.input(name, shape, "float32"),
  ]);
  return model.forward(op.input("x", [1, features], "float32"), Object.fromEntries(parameters)).shape[1]!;
}

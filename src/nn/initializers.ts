import { polarNormals } from "../data/random/polar.ts";
import { checkSeed } from "../data/random/seed.ts";
import { threefry2x32 } from "../data/random/threefry.ts";
import { UserError } from "../errors.ts";
import { checkDtype } from "../graph/shapes.ts";
import type { FloatDtype, Shape } from "../graph/value.ts";
import { size } from "../graph/value.ts";
import { choose } from "./choose.ts";
import type { ParameterSpec } from "./layers.ts";
import { lessonNormal } from "./lessonNormal.ts";

/** A named array's numbers, row-major. */
export interface Tensor {
  readonly shape: Shape;
  readonly data: Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** The numbers of all weights, of a seed, in the order of the network. */
type Initializer = (seed: number, weights: readonly Shape[]) => Float64Array<ArrayBuffer>[];

/** Uniform in ±limit, with the fans of each weight: see `fans`. */
const uniformWithin =
  (limit: (fanIn: number, fanOut: number) => number): Initializer =>
  (seed, weights) =>
    weights.map((shape, i) => {
      const bound = limit(...fans(shape));
      return Float64Array.from({ length: size(shape) }, (_, j) => bound * (2 * uniform53(seed, i, j) - 1));
    });

/** Normal with the standard deviation of each weight's fans. */
const normalOf =
  (deviation: (fanIn: number, fanOut: number) => number): Initializer =>
  (seed, weights) =>
    weights.map((shape, i) => normals(seed, i, size(shape)).map((z) => z * deviation(...fans(shape))));

/**
 * First weights by name. Glorot's keep the variance of values and gradients across tanh and sigmoid, He's across relu.
 * X. Glorot and Y. Bengio (2010); K. He et al. (2015).
 */
export const initializers = {
  lessonNormal,
  glorotUniform: uniformWithin((fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut))),
  glorotNormal: normalOf((fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut))),
  heUniform: uniformWithin((fanIn) => Math.sqrt(6 / fanIn)),
  heNormal: normalOf((fanIn) => Math.sqrt(2 / fanIn)),
} satisfies Record<string, Initializer>;

export type InitializerName = keyof typeof initializers;

/** The first numbers of all parameters: weights by the initializer, all else as its spec says. Same seed, same bits, on every machine. */
export function initialize(
  parameters: Readonly<Record<string, ParameterSpec>>,
  { initializer, seed, dtype }: { initializer: InitializerName; seed: number; dtype: FloatDtype },
): Record<string, Tensor> {
  checkDtype("initialize", dtype);
  if (!Object.values(parameters).every((spec) => Array.isArray(spec?.shape)))
    throw new UserError(
      "initialize takes a layer's parameters: initialize(layer.parameters, { initializer, … })",
    );
  const draw: Initializer = choose("initializer", initializers, initializer);
  const weights = Object.values(parameters).filter(({ role }) => role === "weight");
  const drawn = draw(
    checkSeed(seed, initializer),
    weights.map(({ shape }) => shape),
  )[Symbol.iterator]();
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, role, first = 0 }]) => {
      const data: Float64Array<ArrayBuffer> =
        role === "weight" ? drawn.next().value! : new Float64Array(size(shape)).fill(first);
      return [name, { shape, data: dtype === "float32" ? Float32Array.from(data) : data }];
    }),
  );
}

/**
 * How many numbers a weight joins: of (in, out), in and out; of a convolution's (kh, kw, in, out), those times the
 * kh · kw pixels of its window, as in PyTorch.
 */
export const fans = (shape: Shape): [number, number] => [
  size(shape) / shape.at(-1)!,
  size(shape) / shape.at(-2)!,
];

/**
 * The random stream of Glorot's and He's weights: number j of the seed's stream i (one a weight) is Threefry-2x32 of
 * key (seed, i) and counter (j, 0): 53 bits of its two words, in [0, 1).
 */
function uniform53(seed: number, stream: number, j: number): number {
  const [a, b] = threefry2x32([seed, stream], [j, 0]);
  return ((a >>> 5) * 2 ** 26 + (b >>> 6)) * 2 ** -53;
}

/** The normals of stream `stream`: two numbers of it make a point for Marsaglia's polar method. */
function normals(seed: number, stream: number, count: number): Float64Array<ArrayBuffer> {
  let j = 0;
  const normal = polarNormals(() => uniform53(seed, stream, j++));
  return Float64Array.from({ length: count }, normal);
}

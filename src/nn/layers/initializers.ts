import { mersenneTwister, uniformOf } from "../../data/random/mersenneTwister.ts";
import { polarNormals } from "../../data/random/polar.ts";
import { threefry2x32 } from "../../data/random/threefry.ts";
import type { Shape } from "../../graph/value.ts";
import { size } from "../../graph/value.ts";

/** Draws a seed's weights one after the other: the numbers of the weight of that shape, which is number `stream` of all. */
export type Draw = (shape: Shape, stream: number) => Float64Array<ArrayBuffer>;

/** Makes of a seed what draws its weights. */
export type Initializer = (seed: number) => Draw;

/**
 * The first numbers of a parameter as a function of one's own: `size(shape)` numbers, row-major, made of `uniform`,
 * which gives one number in [0, 1) after the other, the same for the same seed on every machine.
 */
export type OwnInitializer = (shape: Shape, uniform: () => number) => ArrayLike<number>;

/** Uniform in ±limit, with the fans of each weight: see `fans`. */
const uniformWithin =
  (limit: (fanIn: number, fanOut: number) => number): Initializer =>
  (seed) =>
  (shape, stream) => {
    const bound = limit(...fans(shape));
    const uniform = uniforms(seed, stream);
    return Float64Array.from({ length: size(shape) }, () => bound * (2 * uniform() - 1));
  };

/** Normal with the standard deviation of each weight's fans. */
const normalOf =
  (deviation: (fanIn: number, fanOut: number) => number): Initializer =>
  (seed) =>
  (shape, stream) => {
    const normal = polarNormals(uniforms(seed, stream));
    const spread = deviation(...fans(shape));
    return Float64Array.from({ length: size(shape) }, () => normal() * spread);
  };

/**
 * The lesson's first weights, bit for bit: `np.random.seed(seed)`, then `np.random.randn(*shape) * 0.01` for each shape
 * in turn.
 */
export const lessonNormal: Initializer = (seed) => {
  const normal = polarNormals(uniformOf(mersenneTwister(seed)));
  return (shape) => Float64Array.from({ length: size(shape) }, () => normal() * 0.01);
};

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
export function uniforms(seed: number, stream: number): () => number {
  let j = 0;
  return () => {
    const [a, b] = threefry2x32([seed, stream], [j++, 0]);
    return ((a >>> 5) * 2 ** 26 + (b >>> 6)) * 2 ** -53;
  };
}

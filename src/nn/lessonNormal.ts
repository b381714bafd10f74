import { mersenneTwister, uniformOf } from "../data/random/mersenneTwister.ts";
import { polarNormals } from "../data/random/polar.ts";
import type { Shape } from "../graph/value.ts";
import { size } from "../graph/value.ts";

/**
 * The lesson's first weights, bit for bit: `np.random.seed(seed)`, then `np.random.randn(*shape) * 0.01` for each shape
 * in turn.
 */
export function lessonNormal(seed: number, shapes: readonly Shape[]): Float64Array<ArrayBuffer>[] {
  const normal = polarNormals(uniformOf(mersenneTwister(seed)));
  return shapes.map((shape) => Float64Array.from({ length: size(shape) }, () => normal() * 0.01));
}

import * as random from "../data/normal.ts";
import type { Shape } from "../graph/value.ts";
import { size } from "../graph/value.ts";

/**
 * The lesson's first weights: `np.random.seed(seed)`, then `np.random.randn(*shape) * 0.01` for each shape in turn.
 * The one file of nn/, beside the lesson's class, that needs numpy-ts.
 */
export function lessonNormal(seed: number, shapes: readonly Shape[]): Float64Array<ArrayBuffer>[] {
  random.seed(seed);
  return shapes.map((shape) =>
    Float64Array.from(random.randn(size(shape)).data as Float64Array, (z) => z * 0.01),
  );
}

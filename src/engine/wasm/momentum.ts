import type { Value } from "../../graph/value.ts";
import { isOp, sameShape } from "../../graph/value.ts";
import { layoutOf } from "./layout.ts";
import { type Fusion, type Private, type Scaled, scaled } from "./patterns.ts";

/** μ x + g, where nobody else reads the product. */
function sumOf(value: Value, isPrivate: Private): (Scaled & { g: Value }) | undefined {
  if (!isOp(value, "add")) return undefined;
  for (const [x, g] of [value.inputs, [...value.inputs].reverse()] as [Value, Value][]) {
    const s = scaled(x);
    if (s && isPrivate(x) && sameShape(x.shape, g.shape)) return { ...s, g };
  }
  return undefined;
}

/** p − η (g + μ v') with v' = μ v + g: Nesterov's momentum, its velocity brought along, in one pass for three. */
export const momentum: Fusion = (value, isPrivate) => {
  if (!isOp(value, "subtract")) return undefined;
  const [p, descent] = value.inputs as [Value, Value];
  const step = scaled(descent);
  const ahead = step && isPrivate(descent) && isPrivate(step.x) && sumOf(step.x, isPrivate);
  const velocity = ahead && sumOf(ahead.x, isPrivate);
  if (!velocity || velocity.g !== ahead.g || velocity.scale !== ahead.scale) return undefined;
  if (!sameShape(p.shape, value.shape)) return undefined;
  const reads = [p, velocity.x, ahead.g, ahead.scale, step.scale];
  return {
    value,
    also: [ahead.x],
    reads,
    overwrites: [p, velocity.x, ahead.g],
    scratch: 0,
    emit: (at) => [["nesterov", at(value), at(ahead.x), ...reads.map(at), layoutOf(value).bytes]],
  };
};

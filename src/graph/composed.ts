import type { Axes, Operand } from "./ops.ts";
import * as op from "./ops.ts";
import type { Value } from "./value.ts";
import { size } from "./value.ts";

/** Functions that are made of ops, and so need neither a gradient rule nor a kernel of their own. */

/** Σ x / n over the axes, all where none are named. */
export function mean(x: Value, axes?: Axes, keepDims = false): Value {
  const total = op.sum(x, axes, keepDims);
  return op.multiply(total, size(total.shape) / size(x.shape));
}

export const square = (x: Value): Value => op.multiply(x, x);

/** min(a, b) = −max(−a, −b) */
export function minimum(a: Value, b: Operand): Value {
  return op.negate(op.maximum(op.negate(a), typeof b === "number" ? -b : op.negate(b)));
}

/** |x| = max(x, −x) */
export const absolute = (x: Value): Value => op.maximum(x, op.negate(x));

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), which overflows nowhere. */
export const softplus = (x: Value): Value => op.add(op.maximum(x, 0), beyondRelu(x));

/** ln(1 + e^−|x|): what softplus has beyond max(x, 0). */
export const beyondRelu = (x: Value): Value => op.log(op.add(op.exp(op.negate(absolute(x))), 1));

import type { Value } from "../../graph/value.ts";
import { isOp, sameShape, size } from "../../graph/value.ts";
import type { Step } from "./step.ts";

/** Whether a value has one reader only, so that its reader may do its work along and it needs no memory. */
export type Private = (value: Value) => boolean;
export type Fusion = (value: Value, isPrivate: Private) => Step | undefined;

/** x · s for a scalar s. */
export interface Scaled {
  readonly x: Value;
  readonly scale: Value;
}

const isScalar = (value: Value) => size(value.shape) === 1;

export function scaled(value: Value): Scaled | undefined {
  if (!isOp(value, "multiply")) return undefined;
  const [a, b] = value.inputs as [Value, Value];
  if (isScalar(b) && sameShape(a.shape, value.shape)) return { x: a, scale: b };
  if (isScalar(a) && sameShape(b.shape, value.shape)) return { x: b, scale: a };
  return undefined;
}

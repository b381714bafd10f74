import type { OpName, Value } from "../../../graph/value.ts";
import { isOp, sameShape, size } from "../../../graph/value.ts";
import type { Step } from "../step.ts";

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

/** What a value is made of: a name stands for any value, the same one everywhere, a list for an op with its operands. */
export type Formula = string | readonly [op: OpName, ...operands: Formula[]];
/** The value that each name and each part of a formula stands for. */
export type Match = ReadonlyMap<unknown, Value>;
type Fits = (part: Formula, value: Value) => boolean;

/** Every way in which the value is the formula; factors and summands may stand in either order. */
export function* matches(
  formula: Formula,
  value: Value,
  fits: Fits,
  known: Match = new Map(),
): Generator<Match> {
  if (known.has(formula)) {
    if (known.get(formula) === value) yield known;
    return;
  }
  const [op, ...parts] = typeof formula === "string" ? [value.op] : formula;
  if (value.op !== op || !fits(formula, value)) return;
  const found = new Map(known).set(formula, value);
  yield* allMatch(parts, value.inputs, fits, found);
  if (parts.length === 2 && (op === "add" || op === "multiply")) {
    yield* allMatch(parts, value.inputs.toReversed(), fits, found);
  }
}

function* allMatch(
  [part, ...parts]: readonly Formula[],
  [value, ...values]: readonly Value[],
  fits: Fits,
  known: Match,
): Generator<Match> {
  if (part === undefined) yield known;
  else for (const found of matches(part, value!, fits, known)) yield* allMatch(parts, values, fits, found);
}

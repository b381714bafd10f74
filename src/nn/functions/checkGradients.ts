import { checkEngine, type Engine } from "../../engine/engine.ts";
import { checkNames, UserError } from "../../errors.ts";
import * as op from "../../graph/ops.ts";
import type { Value } from "../../graph/value.ts";
import { isValue, size } from "../../graph/value.ts";
import { type FedLeaf, isTensorLike, leafName, readArguments } from "./arguments.ts";
import { grad } from "./derivatives.ts";
import { checkFunction, compile, type Fed, type Result, type Trees } from "./functions.ts";
import { leaves, mapTree } from "./tree.ts";

export interface CheckGradientsOptions {
  /** The largest difference that is allowed, relative to the larger of 1 and the slope; left out, 1e-6. */
  readonly tolerance?: number;
  readonly engine?: Engine;
}

/**
 * Holds the gradient of `f` against its slopes, measured by walking a little along every number of the arguments, in
 * float64. Gives the largest difference at each leaf, relative to the larger of 1 and the slope.
 *
 * ```ts
 * checkGradients((x: Value) => op.tanh(x), [Float64Array.of(0.5, -1)]); // { argument0: 6.7e-14 }
 * ```
 *
 * The result of `f` may be any tree of values; where it is more than a single number, its sum with fixed, unequal weights
 * is looked at. Labels (int32) stay as they are. A slope is Richardson's, from four values of f at distances of
 * 1e-3 max(1, |x|) and half of that. At a kink, such as relu's at 0, there is no slope, and the difference is large.
 *
 * Throws a UserError that names the leaf, the place and both numbers where a difference is above the tolerance.
 */
export function checkGradients<Args extends Trees>(
  f: (...args: Args) => unknown,
  args: Fed<Args>,
  options: CheckGradientsOptions = {},
): Record<string, number> {
  checkFunction("checkGradients", f);
  checkNames("checkGradients", options, ["tolerance", "engine"]);
  const { tolerance = 1e-6, engine } = options;
  if (engine !== undefined) checkEngine("checkGradients", engine);
  if (!(tolerance >= 0)) {
    throw new UserError(`checkGradients: the tolerance is ${tolerance}; give a number such as 1e-6`);
  }

  const given = readArguments(args);
  const fed = given.map((leaf) => ({
    ...leaf,
    data: leaf.integer ? Int32Array.from(leaf.data) : Float64Array.from(leaf.data),
  }));
  const loss = (floats: Record<string, Value>, labels: Record<string, Value>): Value => {
    const symbolic: unknown = args.map((argument, i) =>
      mapTree(argument, isTensorLike, (_, path) => floats[leafName(path)] ?? labels[leafName(path)], `${i}`),
    );
    return weighed(f(...(symbolic as Args)));
  };
  const byPath = (integer: boolean): Record<string, FedLeaf> =>
    Object.fromEntries(
      fed.filter((leaf) => leaf.integer === integer).map((leaf) => [leafName(leaf.path), leaf]),
    );
  const [floats, labels] = [byPath(false), byPath(true)];
  // Trees of leaves with shape and data, as all functions of values take them.
  const [value, slope] = [compile(loss, { engine }), grad(loss, { engine })];
  try {
    const byRule = slope(floats, labels) as Record<string, Result>;
    const measure = () => value(floats, labels) as number;
    return Object.fromEntries(
      Object.entries(floats).map(([name, leaf]) => [name, compared(leaf, byRule[name], measure, tolerance)]),
    );
  } finally {
    value.dispose();
    slope.dispose();
  }
}

/** A single number of all numbers of a result, each with another weight: no two errors can cancel. */
function weighed(result: unknown): Value {
  const whole = { name: "result", leaves: "values of the graph" };
  const parts = leaves(result, isValue, "", whole).map(([, value], which) => {
    if (value.shape.length === 0 && which === 0) return value;
    const count = size(value.shape);
    const weights = Float64Array.from({ length: count }, (_, i) => Math.cos(1 + which + 2 * i) + 0.1);
    return op.sum(op.multiply(value, op.constant(weights, "float64", value.shape)));
  });
  return parts.reduce((sum, part) => op.add(sum, part));
}

/** The largest difference between the gradient by rule and the slopes along the leaf's numbers. */
function compared(
  { path, shape, data }: FedLeaf,
  byRule: Result,
  measure: () => number,
  tolerance: number,
): number {
  const numbers = data as Float64Array;
  const gradient = typeof byRule === "number" ? [byRule] : byRule.data;
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) {
    const slope = slopeAt(numbers, i, measure);
    const difference = Math.abs(gradient[i] - slope) / Math.max(1, Math.abs(slope));
    if (!(difference <= tolerance)) {
      throw new UserError(
        `checkGradients: by argument ${path}${placeOf(i, shape)} the gradient is ${gradient[i]}, but the slope ` +
          `${slope}: a difference of ${difference.toPrecision(3)}, where ${tolerance} is allowed`,
      );
    }
    largest = Math.max(largest, difference);
  }
  return largest;
}

/** (4 D(h/2) − D(h)) / 3, where D(h) is the central difference: its error is of the order h⁴. */
function slopeAt(numbers: Float64Array, i: number, measure: () => number): number {
  const here = numbers[i];
  const h = 1e-3 * Math.max(1, Math.abs(here));
  const at = (x: number) => {
    numbers[i] = x;
    return measure();
  };
  const central = (step: number) => (at(here + step) - at(here - step)) / (2 * step);
  const slope = (4 * central(h / 2) - central(h)) / 3;
  numbers[i] = here;
  return slope;
}

/** `[3, 1]`; nothing for a scalar. */
function placeOf(index: number, shape: readonly number[]): string {
  let left = index;
  const place = shape.toReversed().map((length) => {
    const at = left % length;
    left = Math.floor(left / length);
    return at;
  });
  return shape.length === 0 ? "" : `[${place.reverse().join(", ")}]`;
}

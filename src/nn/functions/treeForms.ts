import type { ArrayWithShape } from "../../data/numbers/numbers.ts";
import * as op from "../../graph/ops.ts";
import { isValue, type Shape, size, type Value } from "../../graph/value.ts";
import { isTensorLike, type NestedNumbers, type TensorLike, type TypedArray } from "./arguments.ts";
import type { Result } from "./functions.ts";

// The forms that a tree of parameters may have at its leaves: numbers, arrays in several forms, or values of a graph.

/** Parameters after a step, in the form that they were given in; of an array with a shape, its shape and data. */
export type Moved<T> = T extends Value
  ? Value
  : T extends number
    ? number
    : T extends TypedArray | NestedNumbers
      ? T
      : T extends ArrayWithShape
        ? { shape: number[]; data: Extract<T["data"], Float64Array | Float32Array> }
        : T extends object
          ? { -readonly [K in keyof T]: Moved<T[K]> }
          : never;

/** What is kept of parameters: a number of each number, else an array with its parameter's shape. */
export type Kept<T> = T extends Value
  ? Value
  : T extends number
    ? number
    : T extends TypedArray | NestedNumbers | ArrayWithShape
      ? { readonly shape: Shape; readonly data: Float64Array | Float32Array }
      : T extends object
        ? { -readonly [K in keyof T]: Kept<T[K]> }
        : never;

/** A value where the parameters are values, else a number. */
export type ScalarOf<Params> = [Extract<LeafOf<Params>, Value>] extends [never] ? number : Value;
/** The leaves of a tree. */
export type LeafOf<T> = T extends Value | TensorLike
  ? T
  : T extends readonly unknown[]
    ? LeafOf<T[number]>
    : T extends object
      ? LeafOf<T[keyof T]>
      : never;

/** A tree of that form with numbers or values for leaves, as `grad` returns it. */
export type LikeTree<T> = T extends TensorLike | Value | Result
  ? TensorLike | Value | Result
  : T extends object
    ? { readonly [K in keyof T]: LikeTree<T[K]> }
    : never;

export const isLeaf = (thing: unknown): thing is TensorLike | Value => isValue(thing) || isTensorLike(thing);

/** Zeros in the shape of a leaf. */
export function zeros(leaf: TensorLike | Value): Value | Result {
  if (isValue(leaf)) return op.broadcast(op.constant(0, leaf.dtype), leaf.shape);
  if (typeof leaf === "number") return 0;
  const shape = shapeOf(leaf);
  const narrow = leaf instanceof Float32Array || ("data" in leaf && leaf.data instanceof Float32Array);
  return { shape, data: narrow ? new Float32Array(size(shape)) : new Float64Array(size(shape)) };
}

function shapeOf(leaf: Exclude<TensorLike, number>): Shape {
  if ("shape" in leaf) return leaf.shape;
  if (ArrayBuffer.isView(leaf)) return [leaf.length];
  const shape: number[] = [];
  for (let part: unknown = leaf; Array.isArray(part); part = part[0]) shape.push(part.length);
  return shape;
}

/** What was computed of a leaf, in the form that the leaf was given in. */
export function inForm(given: TensorLike, computed: Result): unknown {
  if (typeof given === "number" || typeof computed === "number") return computed;
  const { shape, data } = computed;
  if (ArrayBuffer.isView(given)) return data;
  return Array.isArray(given) ? nested(shape, data) : { shape: [...shape], data };
}

/** Row-major numbers as lists of lists. */
function nested([length = 0, ...inner]: Shape, data: ArrayLike<number>): unknown[] {
  const width = size(inner);
  return Array.from({ length }, (_, i) => {
    if (inner.length === 0) return data[i]!;
    return nested(inner, Array.prototype.slice.call(data, i * width, (i + 1) * width));
  });
}

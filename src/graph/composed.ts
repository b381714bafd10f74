import type { Axes, Operand } from "./ops.ts";
import * as op from "./ops.ts";
import { checkList, checkValue, refusal, showShape } from "./shapes.ts";
import type { Value } from "./value.ts";
import { size } from "./value.ts";

/**
 * The functions of values: every op, and here those that are made of ops, and so need neither a gradient rule nor a
 * kernel of their own. (Each op is named, since esbuild keeps all that `export *` stands for.)
 */
export {
  type Axes,
  abs,
  add,
  apply,
  argMax,
  broadcast,
  cast,
  col2im,
  concatenate,
  constant,
  cos,
  cumsum,
  divide,
  equal,
  erf,
  exp,
  floor,
  gather,
  greater,
  im2col,
  input,
  log,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  maximum,
  maxPool,
  maxUnpool,
  multiply,
  named,
  negate,
  type Operand,
  oneHot,
  opNames,
  pad,
  pow,
  reshape,
  scatterAdd,
  sigmoid,
  sin,
  slice,
  softmax,
  sortBy,
  sqrt,
  stopGradient,
  subtract,
  sum,
  tanh,
  transpose,
  uniform,
  unsortBy,
  where,
} from "./ops.ts";

/** Σ x / n over the axes, all where none are named; with `keepDims` they stay, with length 1. */
export function mean(x: Value, axes?: Axes, keepDims = false): Value {
  const total = op.sum(x, axes, keepDims);
  return op.multiply(total, size(total.shape) / size(x.shape));
}

/** The smallest along the axes, all where none are named; NaN if one is. Equals share the gradient, as with `max`. */
export const min = (x: Value, axes?: Axes, keepDims = false): Value =>
  op.negate(op.max(op.negate(x), axes, keepDims));

/** x x */
export const square = (x: Value): Value => op.multiply(x, x);

const negative = (x: Operand): Operand => (typeof x === "number" ? -x : op.negate(x));

/** The smaller of a and b, NaN if either is: −max(−a, −b). */
export const minimum = (a: Operand, b: Operand): Value => op.negate(op.maximum(negative(a), negative(b)));

/**
 * x held between two numbers, NaN passed on. At a limit x is still x: the gradient passes there, as in PyTorch's `clamp`.
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * const held = compile((x) => op.clip(x, -1, 1));
 * console.log(held([[-3, 0.5, 3]])); // { shape: [ 1, 3 ], data: Float64Array(3) [ -1, 0.5, 1 ] }
 */
export const clip = (x: Value, low: Operand, high: Operand): Value => op.maximum(low, minimum(high, x));

/** 1, 0 or −1; 0 of NaN, as PyTorch gives it. A step: its gradient is 0. */
export const sign = (x: Value): Value => op.subtract(op.greater(x, 0), op.greater(0, x));

/** 1 where a < b, else 0. Of NaN nothing is true but that it is not equal. */
export const less = (a: Operand, b: Operand): Value => op.greater(b, a);
/** 1 where a ≥ b, else 0. */
export const greaterEqual = (a: Operand, b: Operand): Value => op.add(op.greater(a, b), op.equal(a, b));
/** 1 where a ≤ b, else 0. */
export const lessEqual = (a: Operand, b: Operand): Value => greaterEqual(b, a);
/** 1 where a ≠ b, else 0. */
export const notEqual = (a: Operand, b: Operand): Value => op.subtract(1, op.equal(a, b));

/** 1 where a is 0, else 0. Any number but 0 is true, as `where` takes it. */
export const logicalNot = (a: Value): Value => op.equal(a, 0);
/** 1 where neither a nor b is 0, else 0. */
export const logicalAnd = (a: Value, b: Value): Value => op.where(a, notEqual(b, 0), 0);
/** 1 where a or b is not 0, else 0. */
export const logicalOr = (a: Value, b: Value): Value => op.where(a, 1, notEqual(b, 0));

/** Values of one shape side by side along a new axis: n of (2, 3) along axis 0 are (n, 2, 3). */
export function stack(values: readonly Value[], axis = 0): Value {
  const [{ shape }] = checkList("stack", values) as [Value];
  const at = axis < 0 ? axis + shape.length + 1 : axis;
  const row = (x: Value) => op.reshape(x, x.shape.toSpliced(at, 0, 1));
  return op.concatenate(values.map(row), at);
}

/** Parts of one length along an axis, the inverse of `concatenate`: (6, 2) in 3 parts along axis 0 is three of (2, 2). */
export function split(x: Value, parts: number, axis = 0): Value[] {
  const { shape } = checkValue("split", x);
  const at = axis < 0 ? axis + shape.length : axis;
  const length = shape[at]! / parts;
  if (!Number.isSafeInteger(length) || length < 1) {
    throw refusal("split", `${showShape(shape)} has no ${parts} parts of one length along axis ${axis}`);
  }
  return Array.from({ length: parts }, (_, i) =>
    op.slice(
      x,
      shape.map((_, k) => (k === at ? i * length : 0)),
      shape.map((n, k) => (k === at ? (i + 1) * length : n)),
    ),
  );
}

/**
 * Each row sorted, from the smallest; NaN stands last. The gradient goes back to where each number was.
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * console.log(compile((x) => op.sort(x))([[3, 1, 2]])); // { shape: [ 1, 3 ], data: Float64Array(3) [ 1, 2, 3 ] }
 */
export const sort = (x: Value, descending = false): Value => op.sortBy(x, x, descending);

/** The places of each row's numbers in the order of the sorted row: int32. Equals keep their order. */
export function argSort(x: Value, descending = false): Value {
  return op.cast(op.sortBy(places(checkValue("argSort", x)), x, descending), "int32");
}

/** 0, 1, 2, … in each row of x's shape. */
function places({ shape, dtype }: Value): Value {
  const columns = shape.at(-1) ?? 1;
  const row = op.constant(
    Float64Array.from({ length: columns }, (_, i) => i),
    dtype,
    [columns],
  );
  return op.broadcast(row, shape);
}

/**
 * The k largest of each row, the largest first, and their places (int32): (…, n) to (…, k).
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * const best = compile((x) => op.topK(x, 2));
 * console.log(best([[3, 1, 5]]).indices); // { shape: [ 1, 2 ], data: Int32Array(2) [ 2, 0 ] }
 */
export function topK(x: Value, k: number): { values: Value; indices: Value } {
  const { shape } = checkValue("topK", x);
  if (!Number.isSafeInteger(k) || k < 1 || !(k <= shape.at(-1)!)) {
    throw refusal("topK", `k = ${k} of ${showShape(shape)}: give 1 to the length of the last axis`);
  }
  const start = shape.map(() => 0);
  const end = [...shape.slice(0, -1), k];
  const first = (of: Value) => op.slice(op.sortBy(of, x, true), start, end);
  return { values: first(x), indices: op.cast(first(places(x)), "int32") };
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), which overflows nowhere. */
export const softplus = (x: Value): Value => op.add(op.maximum(x, 0), beyondRelu(x));

/**
 * ln(1 + e^−|x|): what softplus has beyond max(x, 0). Here |x| is max(x, −x), whose slope at 0 is −1: it and the slope of
 * max(x, 0), 0, make softplus's ½.
 */
export const beyondRelu = (x: Value): Value =>
  op.log(op.add(op.exp(op.negate(op.maximum(x, op.negate(x)))), 1));

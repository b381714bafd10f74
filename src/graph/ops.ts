import { apply } from "./apply.ts";
import { giveName } from "./scope.ts";
import * as rule from "./shapes.ts";
import type {
  ConstantData,
  Dtype,
  FloatDtype,
  OpAttributes,
  OpName,
  Pair,
  Shape,
  Value,
  Windows,
} from "./value.ts";
import { isValue, sameShape, size } from "./value.ts";

export { apply, opNames } from "./apply.ts";

/**
 * The same value with a name, for messages, `printGraph` and `inspect`: `op.named("attention", op.softmax(scores))`. No
 * result depends on it; a value that is named twice has both names.
 */
export function named<V extends Value>(name: string, x: V): V {
  if (typeof name !== "string" || name === "")
    throw rule.refusal("named", `the name is ${String(name)}; give a word, then the value`);
  rule.checkValue("named", x);
  giveName(x, name);
  return x;
}

/** A value, or a number that takes the dtype of the values it meets. */
export type Operand = Value | number;

export const input = (name: string, shape: Shape, dtype: Dtype): Value<"input"> =>
  apply("input", [], { name, shape, dtype });

export function constant(data: number, dtype: Dtype): Value<"constant">;
export function constant(data: ConstantData, dtype: Dtype, shape: Shape): Value<"constant">;
export function constant(data: number | ConstantData, dtype: Dtype, shape: Shape = []): Value<"constant"> {
  return apply("constant", [], { data, shape, dtype });
}

/** Random numbers in [0, 1); another `key` (an int32 scalar, such as the number of the step) draws others. */
export const uniform = (key: Value, seed: number, shape: Shape, dtype: FloatDtype): Value<"uniform"> =>
  apply("uniform", [key], { seed, shape, dtype });

/** The ops that know nothing beside their inputs. */
type Plain = { [P in OpName]: Readonly<Record<never, never>> extends OpAttributes[P] ? P : never }[OpName];

const one =
  (op: Plain) =>
  (x: Value): Value =>
    apply(op, [x], {});

export const negate = one("negate");
export const exp = one("exp");
export const log = one("log");
export const sqrt = one("sqrt");
export const tanh = one("tanh");
export const sigmoid = one("sigmoid");
export const erf = one("erf");
/** Of radians; within 1 unit of the last place for every number, however large (kernels/trigonometry.ts). */
export const sin = one("sin");
export const cos = one("cos");
/** |x|; its gradient at 0 is 0, as in PyTorch. */
export const abs = one("abs");
/** The largest whole number that is not above x; flat, so its gradient is 0. */
export const floor = one("floor");
/**
 * x, through which no gradient goes: it counts as a constant.
 *
 * @example
 * // steps forward, the slope of x backward ("straight-through")
 * const rounded = op.add(x, op.stopGradient(op.subtract(op.floor(x), x)));
 */
export const stopGradient = one("stopGradient");
export const softmax = one("softmax");
export const logSoftmax = one("logSoftmax");
/** log Σ eˣ along the last axis, which becomes 1: (…, n) to (…, 1). Overflows nowhere. */
export const logSumExp = one("logSumExp");
export const argMax = one("argMax");
/**
 * Labels as floats, or floats as int32: cut off towards 0, the nearest int32 where they are beyond (NaN is 0). No gradient
 * goes through it. Between float32 and float64 there is no cast: one graph computes in one precision.
 */
export const cast = (x: Value, dtype: Dtype): Value =>
  rule.checkValue("cast", x).dtype === dtype ? x : apply("cast", [x], { dtype });

/** Numbers among `operands` become constants of the values' dtype. */
function values(op: OpName, operands: readonly Operand[]): Value[] {
  const dtype = operands.find(isValue)?.dtype;
  if (operands.some(Number.isNaN))
    throw rule.refusal(
      op,
      "of NaN: JavaScript's own * and Math know no values; use op.multiply and the like",
    );
  if (dtype !== undefined) return operands.map((x) => (typeof x === "number" ? constant(x, dtype) : x));
  const other = operands.findIndex((x) => typeof x !== "number");
  if (other >= 0) rule.checkValue(op, operands[other] as Value, other);
  throw rule.refusal(op, `[${operands}] are all numbers; make one a constant`);
}

const two =
  (op: Plain) =>
  (a: Operand, b: Operand): Value =>
    apply(op, values(op, [a, b]), {});

export const add = two("add");
export const subtract = two("subtract");
export const multiply = two("multiply");
export const divide = two("divide");
/**
 * aᵇ as in C and PyTorch: a⁰ = 1 for every a, and of a negative a only whole b have a number, all else is NaN. The gradient
 * by b is 0 where a = 0 ≤ b, that by a is 0 where b = 0.
 */
export const pow = two("pow");
export const maximum = two("maximum");
export const greater = two("greater");
export const equal = two("equal");

/** `a` where `condition` is not 0, else `b`. */
export const where = (condition: Value, a: Operand, b: Operand): Value =>
  apply("where", values("where", [condition, a, b]), {});

/** One axis, several or (left out) all; a negative axis counts from the last. */
export type Axes = number | readonly number[];

function ascending(op: OpName, x: Value, axes: Axes | undefined): readonly number[] {
  const { shape } = rule.checkValue(op, x);
  if (axes === undefined) return shape.map((_, axis) => axis);
  const list = [axes].flat();
  return list.map((axis) => (axis < 0 ? axis + shape.length : axis)).sort((a, b) => a - b);
}

export const sum = (x: Value, axes?: Axes, keepDims = false): Value =>
  apply("sum", [x], { axes: ascending("sum", x, axes), keepDims });
export const max = (x: Value, axes?: Axes, keepDims = false): Value =>
  apply("max", [x], { axes: ascending("max", x, axes), keepDims });

export const reshape = (x: Value, shape: Shape): Value =>
  sameShape(rule.checkValue("reshape", x).shape, rule.checkShape("reshape", shape))
    ? x
    : apply("reshape", [x], { shape });
/** The axes in the given order; left out, reversed. */
export const transpose = (x: Value, axes?: readonly number[]): Value =>
  apply("transpose", [x], { axes: axes ?? ascending("transpose", x, undefined).toReversed() });
export const broadcast = (x: Value, shape: Shape): Value =>
  sameShape(rule.checkValue("broadcast", x).shape, rule.checkShape("broadcast", shape))
    ? x
    : apply("broadcast", [x], { shape });
/** The part from `start` up to, without, `end`. */
export const slice = (x: Value, start: readonly number[], end: readonly number[]): Value =>
  apply("slice", [x], { start, end });
/** Zeros around. */
export const pad = (x: Value, before: readonly number[], after: readonly number[]): Value =>
  apply("pad", [x], { before, after });

/** The values one after the other along an axis; all other axes must be equal. A negative axis counts from the last. */
export const concatenate = (values: readonly Value[], axis = 0): Value => {
  const [first, ...others] = rule.checkList("concatenate", values);
  return others.length === 0
    ? first!
    : apply("concatenate", values, { axis: axis < 0 ? axis + first!.shape.length : axis });
};

/**
 * Rows of a table (n, …) by int32 indices: the row of each index stands in its place, so that (b, t) indices of a table
 * (n, d) make (b, t, d). An index that is no row, such as −1, gives a row of 0, and no gradient goes to any row.
 */
export const gather = (table: Value, indices: Value): Value => apply("gather", [table, indices], {});
/** The adjoint of gather: a table of `rows` rows, each the sum of the rows of x whose index it is. */
export const scatterAdd = (x: Value, indices: Value, rows: number): Value =>
  apply("scatterAdd", [x, indices], { rows });

/**
 * (…, n, k) times (…, k, m) is (…, n, m): a product of matrices in each batch, and the batch axes stretch as NumPy's do. A
 * single matrix on the right multiplies all rows on the left at once.
 */
export const matmul = (a: Value, b: Value): Value => {
  rule.checkValue("matmul", a);
  rule.checkValue("matmul", b, 1);
  if (a.shape.length < 3 || b.shape.length !== 2) return apply("matmul", [a, b], {});
  const shape = rule.product(a.shape, b.shape);
  const k = a.shape.at(-1)!;
  return reshape(apply("matmul", [reshape(a, [size(a.shape) / k, k]), b], {}), shape);
};
/**
 * The windows of images (n, height, width, channels) as rows: (n, down, across, kernel · channels), a window's pixels
 * one after the other; a pixel of the border is 0. A convolution is a product with such rows.
 */
export const im2col = (x: Value, windows: Windows): Value => apply("im2col", [x], windows);
/** The adjoint of im2col, images from windows: each pixel the sum over the windows that it stands in. */
export const col2im = (x: Value, image: Pair, windows: Windows): Value =>
  apply("col2im", [x], { ...windows, image });
/** In each window and channel, x where `by` has its first maximum: with by = x, the maximum. Borders do not count. */
export const maxPool = (x: Value, by: Value, windows: Windows): Value => apply("maxPool", [x, by], windows);
/** The adjoint of maxPool in x: each window's number at the place of by's first maximum, 0 elsewhere. */
export const maxUnpool = (x: Value, by: Value, windows: Windows): Value =>
  apply("maxUnpool", [x, by], windows);
/** x₀, x₀ + x₁, …: sums so far along an axis; with `reverse` from the last. A negative axis counts from the last. */
export const cumsum = (x: Value, axis = -1, reverse = false): Value =>
  apply("cumsum", [x], { axis: axis < 0 ? axis + rule.checkValue("cumsum", x).shape.length : axis, reverse });
/**
 * In each row, x in the order in which `by` is sorted: with by = x, the sorted row. Equals keep their order; NaN is above
 * all. As a function of `by` it is a step, and has no gradient.
 */
export const sortBy = (x: Value, by: Value, descending = false): Value =>
  apply("sortBy", [x, by], { descending });
/** The adjoint of sortBy in x: each number goes back to the place that it was taken from. */
export const unsortBy = (x: Value, by: Value, descending = false): Value =>
  apply("unsortBy", [x, by], { descending });
/** 1 at each label's place, 0 elsewhere: labels (...) to (..., classes). A label outside the classes gives a row of 0. */
export const oneHot = (labels: Value, classes: number, dtype: FloatDtype): Value =>
  apply("oneHot", [labels], { classes, dtype });

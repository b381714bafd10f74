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
 * The same value with a name, for messages, `printGraph` and `inspect`. No result depends on it; a value that is named
 * twice has both names.
 *
 * ```ts
 * const attention = (scores: Value) => op.named("attention", op.softmax(scores));
 * inspect(attention, [[[0, 0]]]).get("attention").numbers; // [0.5, 0.5]
 * ```
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

/** A value whose numbers are given when the graph runs. */
export const input = (name: string, shape: Shape, dtype: Dtype): Value<"input"> =>
  apply("input", [], { name, shape, dtype });

/** Numbers that stand in the graph itself: one, or as many as the shape says, row-major. */
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

/** −x */
export const negate = /* @__PURE__ */ one("negate");
/** eˣ */
export const exp = /* @__PURE__ */ one("exp");
/** ln x: −∞ of 0, NaN of a negative number. */
export const log = /* @__PURE__ */ one("log");
/** √x: NaN of a negative number. */
export const sqrt = /* @__PURE__ */ one("sqrt");
/** (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) */
export const tanh = /* @__PURE__ */ one("tanh");
/** 1 / (1 + e⁻ˣ) */
export const sigmoid = /* @__PURE__ */ one("sigmoid");
/** 2/√π ∫₀ˣ e^(−t²) dt, the error function. */
export const erf = /* @__PURE__ */ one("erf");
/** The sine of radians; within 1 unit of the last place for every number, however large (kernels/trigonometry.ts). */
export const sin = /* @__PURE__ */ one("sin");
/** The cosine of radians; as exact as `sin`. */
export const cos = /* @__PURE__ */ one("cos");
/** |x|; its gradient at 0 is 0, as in PyTorch. */
export const abs = /* @__PURE__ */ one("abs");
/** The largest whole number that is not above x; flat, so its gradient is 0. */
export const floor = /* @__PURE__ */ one("floor");
/**
 * x, through which no gradient goes: it counts as a constant.
 *
 * @example
 * import { grad, op } from "kiso";
 *
 * // steps forward, the slope of x backward
 * const rounded = (x) => op.add(x, op.stopGradient(op.subtract(op.floor(x), x)));
 * console.log(grad((x) => op.multiply(rounded(x), 3))(1.7)); // 3
 */
export const stopGradient = /* @__PURE__ */ one("stopGradient");
/** e^xⱼ / Σ e^xᵢ in each row: (…, n), the last axis sums to 1. */
export const softmax = /* @__PURE__ */ one("softmax");
/** ln softmax x in each row, exact where softmax is near 0. */
export const logSoftmax = /* @__PURE__ */ one("logSoftmax");
/** log Σ eˣ along the last axis, which becomes 1: (…, n) to (…, 1). Overflows nowhere. */
export const logSumExp = /* @__PURE__ */ one("logSumExp");
/** The place of each row's largest number, the first of equals: (…, n) to int32 (…). */
export const argMax = /* @__PURE__ */ one("argMax");
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

/**
 * a + b. Shapes are aligned at their last axes, and an axis of length 1, or a missing one, stretches, as NumPy's do: (2, 3) and (3,)
 * make (2, 3). So it is for every op of two or three values.
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * console.log(compile(op.add)([[1, 2], [3, 4]], [[10, 20]])); // { shape: [ 2, 2 ], data: Float64Array(4) [ 11, 22, 13, 24 ] }
 */
export const add = /* @__PURE__ */ two("add");
/** a − b */
export const subtract = /* @__PURE__ */ two("subtract");
/** a b, element by element; `matmul` is the product of matrices. */
export const multiply = /* @__PURE__ */ two("multiply");
/** a / b */
export const divide = /* @__PURE__ */ two("divide");
/**
 * aᵇ as in C and PyTorch: a⁰ = 1 for every a, and of a negative a only whole b have a number, all else is NaN. The gradient
 * by b is 0 where a = 0 ≤ b, that by a is 0 where b = 0.
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * console.log(compile(op.pow)([[4, -2, 0]], [[0.5, 3, 0]])); // { shape: [ 1, 3 ], data: Float64Array(3) [ 2, -8, 1 ] }
 */
export const pow = /* @__PURE__ */ two("pow");
/** The larger of a and b, NaN if either is. Where they are equal, the gradient is b's: max(x, 0) is flat at 0. */
export const maximum = /* @__PURE__ */ two("maximum");
/** 1 where a > b, else 0. */
export const greater = /* @__PURE__ */ two("greater");
/** 1 where a = b, else 0; NaN equals nothing. */
export const equal = /* @__PURE__ */ two("equal");

/**
 * `a` where `condition` is not 0, else `b`.
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * const steeper = compile((x) => op.where(op.greater(x, 0), op.multiply(x, 2), x));
 * console.log(steeper([[3, -3]])); // { shape: [ 1, 2 ], data: Float64Array(2) [ 6, -3 ] }
 */
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

/** Σ x over the axes, all where none are named; with `keepDims` they stay, with length 1. */
export const sum = (x: Value, axes?: Axes, keepDims = false): Value =>
  apply("sum", [x], { axes: ascending("sum", x, axes), keepDims });
/** The largest along the axes, all where none are named; NaN if one is. Equals share the gradient evenly. */
export const max = (x: Value, axes?: Axes, keepDims = false): Value =>
  apply("max", [x], { axes: ascending("max", x, axes), keepDims });

/** The same numbers in the same order, in another shape of as many. */
export const reshape = (x: Value, shape: Shape): Value =>
  sameShape(rule.checkValue("reshape", x).shape, rule.checkShape("reshape", shape))
    ? x
    : apply("reshape", [x], { shape });
/** The axes in the given order; left out, reversed. */
export const transpose = (x: Value, axes?: readonly number[]): Value =>
  apply("transpose", [x], { axes: axes ?? ascending("transpose", x, undefined).toReversed() });
/** Repeated along axes of length 1, and along new ones in front, to `shape`. */
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

/**
 * The values one after the other along an axis; all other axes must be equal. A negative axis counts from the last.
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * const joined = compile((a, b) => op.concatenate([a, b], 1));
 * console.log(joined([[1, 2]], [[3]])); // { shape: [ 1, 3 ], data: Float64Array(3) [ 1, 2, 3 ] }
 */
export const concatenate = (values: readonly Value[], axis = 0): Value => {
  const [first, ...others] = rule.checkList("concatenate", values);
  return others.length === 0
    ? first!
    : apply("concatenate", values, { axis: axis < 0 ? axis + first!.shape.length : axis });
};

/**
 * Rows of a table (n, …) by int32 indices: the row of each index stands in its place, so that (b, t) indices of a table
 * (n, d) make (b, t, d). An index that is no row, such as −1, gives a row of 0, and no gradient goes to any row.
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * const rows = compile(op.gather)([[1, 2], [3, 4]], Int32Array.of(1, 1, -1));
 * console.log(rows); // { shape: [ 3, 2 ], data: Float64Array(6) [ 3, 4, 3, 4, 0, 0 ] }
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
/**
 * x₀, x₀ + x₁, …: sums so far along an axis; with `reverse` from the last. A negative axis counts from the last.
 *
 * @example
 * import { compile, op } from "kiso";
 *
 * console.log(compile((x) => op.cumsum(x))([[1, 2, 3]])); // { shape: [ 1, 3 ], data: Float64Array(3) [ 1, 3, 6 ] }
 */
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
  apply("oneHot", [labels], { classes, dtype: rule.checkDtype("oneHot", dtype) });

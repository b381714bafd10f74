import { currentScope } from "./scope.ts";
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
import * as over from "./windows.ts";

/** From an op's inputs and attributes, the shape and dtype of its result; throws a UserError where there is none. */
type OpRule<P extends OpName> = (inputs: readonly Value[], attributes: OpAttributes[P]) => rule.ResultType;

/** Element by element, same shape. */
const unary =
  (op: OpName): OpRule<OpName> =>
  ([x]) => ({ shape: x!.shape, dtype: rule.floatDtype(op, [x!]) });

/** Element by element of two or three values stretched to one shape. */
const elementwise =
  (op: OpName): OpRule<OpName> =>
  (inputs) => ({
    dtype: rule.floatDtype(op, inputs),
    shape: inputs.map((v) => v.shape).reduce((a, b) => rule.broadcastShapes(op, a, b)),
  });

/** The whole list of ops, each once. Everything else is composed of these. */
const ops: { readonly [P in OpName]: OpRule<P> } = {
  input: (_, { shape, dtype }) => ({
    shape: rule.checkShape("input", shape),
    dtype: rule.checkDtype("input", dtype),
  }),
  constant: (_, { data, shape, dtype }) => {
    const count = typeof data === "number" ? 1 : data?.length;
    if (count === undefined)
      throw rule.refusal("constant", "takes a number, or a flat typed array and its dtype and shape");
    if (count !== size(rule.checkShape("constant", shape))) {
      throw rule.refusal("constant", `${count} numbers do not fill shape ${rule.showShape(shape)}`);
    }
    return { shape, dtype: rule.checkDtype("constant", dtype) };
  },
  /** In [0, 1), by Threefry-2x32 (threefry.ts): key (seed, the input), counter the element: the same in every engine. */
  uniform: ([key], { shape, dtype }) => {
    if (key!.dtype !== "int32" || key!.shape.length !== 0) {
      throw rule.refusal(
        "uniform",
        `the key must be an int32 scalar, not ${key!.dtype} ${rule.showShape(key!.shape)}`,
      );
    }
    return { shape: rule.checkShape("uniform", shape), dtype };
  },

  negate: unary("negate"),
  exp: unary("exp"),
  log: unary("log"),
  sqrt: unary("sqrt"),
  tanh: unary("tanh"),
  sigmoid: unary("sigmoid"),
  erf: unary("erf"),

  add: elementwise("add"),
  subtract: elementwise("subtract"),
  multiply: elementwise("multiply"),
  divide: elementwise("divide"),
  maximum: elementwise("maximum"),
  greater: elementwise("greater"),
  equal: elementwise("equal"),
  where: elementwise("where"),

  sum: ([x], { axes, keepDims }) => ({
    shape: rule.reduced("sum", x!.shape, axes, keepDims),
    dtype: rule.floatDtype("sum", [x!]),
  }),
  max: ([x], { axes, keepDims }) => ({
    shape: rule.reduced("max", x!.shape, axes, keepDims),
    dtype: rule.floatDtype("max", [x!]),
  }),

  reshape: ([x], { shape }) => ({
    shape: rule.reshaped("reshape", x!.shape, shape),
    dtype: rule.floatDtype("reshape", [x!]),
  }),
  transpose: ([x], { axes }) => ({
    shape: rule.transposed("transpose", x!.shape, axes),
    dtype: rule.floatDtype("transpose", [x!]),
  }),
  broadcast: ([x], { shape }) => ({
    shape: rule.broadcastTo("broadcast", x!.shape, shape),
    dtype: rule.floatDtype("broadcast", [x!]),
  }),
  slice: ([x], { start, end }) => ({
    shape: rule.sliced("slice", x!.shape, start, end),
    dtype: rule.floatDtype("slice", [x!]),
  }),
  pad: ([x], { before, after }) => ({
    shape: rule.padded("pad", x!.shape, before, after),
    dtype: rule.floatDtype("pad", [x!]),
  }),

  matmul: ([a, b]) => ({
    shape: rule.product(a!.shape, b!.shape),
    dtype: rule.floatDtype("matmul", [a!, b!]),
  }),

  im2col: ([x], windows) => ({
    shape: over.unfolded(x!.shape, windows),
    dtype: rule.floatDtype("im2col", [x!]),
  }),
  col2im: ([x], { image, ...windows }) => ({
    shape: over.folded(x!.shape, image, windows),
    dtype: rule.floatDtype("col2im", [x!]),
  }),
  maxPool: ([x, by], windows) => ({
    shape: over.pooled("maxPool", rule.same("maxPool", x!.shape, by!.shape), windows),
    dtype: rule.floatDtype("maxPool", [x!, by!]),
  }),
  maxUnpool: ([x, by], windows) => {
    rule.same("maxUnpool", x!.shape, over.pooled("maxUnpool", by!.shape, windows));
    return { shape: by!.shape, dtype: rule.floatDtype("maxUnpool", [x!, by!]) };
  },

  softmax: ([x]) => ({
    shape: rule.withLastAxis("softmax", x!.shape),
    dtype: rule.floatDtype("softmax", [x!]),
  }),
  logSoftmax: ([x]) => ({
    shape: rule.withLastAxis("logSoftmax", x!.shape),
    dtype: rule.floatDtype("logSoftmax", [x!]),
  }),
  argMax: ([x]) => {
    rule.floatDtype("argMax", [x!]);
    return { shape: rule.withLastAxis("argMax", x!.shape).slice(0, -1), dtype: "int32" };
  },
  oneHot: ([labels], { classes, dtype }) => {
    if (labels!.dtype !== "int32") {
      throw rule.refusal(
        "oneHot",
        `labels must be int32, not ${labels!.dtype} ${rule.showShape(labels!.shape)}`,
      );
    }
    return { shape: rule.checkShape("oneHot", [...labels!.shape, classes]), dtype };
  },
};

export const opNames = Object.keys(ops) as readonly OpName[];

let lastId = 0;

/** A new value: the op applied to `inputs`, its shape by the op's rule. */
export function apply<P extends OpName>(
  op: P,
  inputs: readonly Value[],
  attributes: OpAttributes[P],
): Value<P> {
  for (let i = 0; i < inputs.length; i++) rule.checkValue(op, inputs[i]!, i);
  const { shape, dtype } = ops[op](inputs, attributes);
  const scope = currentScope();
  return { id: ++lastId, op, inputs, attributes, shape, dtype, ...(scope === undefined ? {} : { scope }) };
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

const one =
  (
    op: "negate" | "exp" | "log" | "sqrt" | "tanh" | "sigmoid" | "erf" | "softmax" | "logSoftmax" | "argMax",
  ) =>
  (x: Value): Value =>
    apply(op, [x], {});

export const negate = one("negate");
export const exp = one("exp");
export const log = one("log");
export const sqrt = one("sqrt");
export const tanh = one("tanh");
export const sigmoid = one("sigmoid");
export const erf = one("erf");
export const softmax = one("softmax");
export const logSoftmax = one("logSoftmax");
export const argMax = one("argMax");

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
  (op: "add" | "subtract" | "multiply" | "divide" | "maximum" | "greater" | "equal") =>
  (a: Operand, b: Operand): Value =>
    apply(op, values(op, [a, b]), {});

export const add = two("add");
export const subtract = two("subtract");
export const multiply = two("multiply");
export const divide = two("divide");
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

export const matmul = (a: Value, b: Value): Value => apply("matmul", [a, b], {});
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
/** 1 at each label's place, 0 elsewhere: labels (...) to (..., classes). A label outside the classes gives a row of 0. */
export const oneHot = (labels: Value, classes: number, dtype: FloatDtype): Value =>
  apply("oneHot", [labels], { classes, dtype });

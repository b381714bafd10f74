import { UserError } from "../errors.ts";
import { currentScope, givenNames } from "./scope.ts";
import * as rule from "./shapes.ts";
import type { Dtype, OpAttributes, OpName, Shape, Value } from "./value.ts";
import { size } from "./value.ts";
import * as over from "./windows.ts";

/** Gives the shape and dtype of an op's result, from its inputs and attributes; throws a UserError where there is none. */
type OpRule<P extends OpName> = (inputs: readonly Value[], attributes: OpAttributes[P]) => rule.ResultType;

/** A result of the inputs' one float dtype, whose shape follows from the op's attributes and the inputs' shapes. */
const floats =
  <P extends OpName>(op: P, shape: (attributes: OpAttributes[P], ...shapes: Shape[]) => Shape): OpRule<P> =>
  (inputs, attributes) => ({
    shape: shape(attributes, ...inputs.map((x) => x.shape)),
    dtype: rule.floatDtype(op, inputs),
  });

/** Element by element, same shape. */
const unary = (op: OpName): OpRule<OpName> => floats(op, (_, x) => x);

/** Element by element of two or three values stretched to one shape; labels are refused before shapes are compared. */
const elementwise =
  (op: OpName): OpRule<OpName> =>
  (inputs) => ({
    dtype: rule.floatDtype(op, inputs),
    shape: inputs.map((x) => x.shape).reduce((a, b) => rule.broadcastShapes(op, a, b)),
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
  /** Numbers in [0, 1) by Threefry-2x32 (threefry.ts), with key (seed, the input) and the element as counter: every engine draws the same. */
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
  sin: unary("sin"),
  cos: unary("cos"),
  abs: unary("abs"),
  floor: unary("floor"),
  stopGradient: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  cast: ([x], { dtype }) => ({ shape: x!.shape, dtype: rule.castable(x!, dtype) }),

  add: elementwise("add"),
  subtract: elementwise("subtract"),
  multiply: elementwise("multiply"),
  divide: elementwise("divide"),
  pow: elementwise("pow"),
  maximum: elementwise("maximum"),
  greater: elementwise("greater"),
  equal: elementwise("equal"),
  where: elementwise("where"),

  sum: floats("sum", ({ axes, keepDims }, x) => rule.reduced("sum", x, axes, keepDims)),
  max: floats("max", ({ axes, keepDims }, x) => rule.reduced("max", x, axes, keepDims)),

  customGradient: ([y]) => ({ shape: y.shape, dtype: y.dtype }),

  reshape: floats("reshape", ({ shape }, x) => rule.reshaped("reshape", x, shape)),
  transpose: floats("transpose", ({ axes }, x) => rule.transposed("transpose", x, axes)),
  broadcast: floats("broadcast", ({ shape }, x) => rule.broadcastTo("broadcast", x, shape)),
  slice: floats("slice", ({ start, end }, x) => rule.sliced("slice", x, start, end)),
  pad: floats("pad", ({ before, after }, x) => rule.padded("pad", x, before, after)),
  concatenate: floats("concatenate", ({ axis }, ...shapes) => rule.joined("concatenate", shapes, axis)),

  gather: ([table, indices]) => ({
    shape: [
      ...rule.indexing("gather", indices!).shape,
      ...rule.withFirstAxis("gather", table!.shape).slice(1),
    ],
    dtype: rule.floatDtype("gather", [table!]),
  }),
  scatterAdd: ([x, indices], { rows }) => {
    const row = rule.rowShape("scatterAdd", x.shape, rule.indexing("scatterAdd", indices).shape);
    return {
      shape: rule.checkShape("scatterAdd", [rows, ...row]),
      dtype: rule.floatDtype("scatterAdd", [x]),
    };
  },

  matmul: floats("matmul", (_, a, b) => rule.product(a, b)),

  im2col: floats("im2col", (windows, x) => over.unfolded(x, windows)),
  col2im: floats("col2im", ({ image, ...windows }, x) => over.folded(x, image, windows)),
  maxPool: floats("maxPool", (windows, x, by) =>
    over.pooled("maxPool", rule.same("maxPool", x, by), windows),
  ),
  maxUnpool: floats("maxUnpool", (windows, x, by) => {
    rule.same("maxUnpool", x, over.pooled("maxUnpool", by, windows));
    return by;
  }),

  cumsum: floats("cumsum", ({ axis }, x) => rule.withAxis("cumsum", x, axis)),
  sortBy: floats("sortBy", (_, x, by) => rule.withLastAxis("sortBy", rule.same("sortBy", x, by))),
  unsortBy: floats("unsortBy", (_, x, by) => rule.withLastAxis("unsortBy", rule.same("unsortBy", x, by))),

  softmax: floats("softmax", (_, x) => rule.withLastAxis("softmax", x)),
  logSoftmax: floats("logSoftmax", (_, x) => rule.withLastAxis("logSoftmax", x)),
  logSumExp: floats("logSumExp", (_, x) => [...rule.withLastAxis("logSumExp", x).slice(0, -1), 1]),
  argMax: ([x]) => {
    rule.floatDtype("argMax", [x!]);
    return { shape: rule.withLastAxis("argMax", x!.shape).slice(0, -1), dtype: "int32" };
  },
  oneHot: ([labels], { classes, dtype }) => ({
    shape: rule.checkShape("oneHot", [...rule.indexing("oneHot", labels!, "labels").shape, classes]),
    dtype,
  }),
};

/** The names of all ops. */
export const opNames = /* @__PURE__ */ Object.keys(ops) as readonly OpName[];

/**
 * What `apply` makes. JavaScript's own operators would make NaN, or a choice that is none, of an object: here they throw,
 * with the op to take instead. In a text a value stands as its op and type, such as `matmul float64 (32, 10)`.
 */
class GraphValue<P extends OpName> implements Value<P> {
  readonly id: number;
  readonly op: P;
  readonly inputs: readonly Value[];
  readonly attributes: OpAttributes[P];
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly scope: string | undefined;

  constructor(op: P, inputs: readonly Value[], attributes: OpAttributes[P], type: rule.ResultType) {
    this.id = ++lastId;
    this.op = op;
    this.inputs = inputs;
    this.attributes = attributes;
    this.shape = type.shape;
    this.dtype = type.dtype;
    this.scope = currentScope();
  }

  [Symbol.toPrimitive](hint: "number" | "string" | "default"): string {
    const shown = `${this.op} ${this.dtype} ${rule.showShape(this.shape)}`;
    if (hint === "string") return shown;
    const where = this.scope === undefined ? "" : ` in layer ${this.scope}`;
    throw new UserError(
      `${shown}${where} stands in an operator of JavaScript, which knows no values of a graph: for a * b write ` +
        "op.multiply(a, b), for a > 0 op.greater(a, 0), for a > 0 ? b : c op.where(op.greater(a, 0), b, c)",
    );
  }
}

let lastId = 0;

/** A new value: the op applied to `inputs`, its shape by the op's rule. */
export function apply<P extends OpName>(
  op: P,
  inputs: readonly Value[],
  attributes: OpAttributes[P],
): Value<P> {
  for (let i = 0; i < inputs.length; i++) rule.checkValue(op, inputs[i]!, i);
  return new GraphValue(op, inputs, attributes, resultOf(op, inputs, attributes));
}

/** What the op's rule says; a refusal also tells which inputs `op.named` has named. */
function resultOf<P extends OpName>(
  op: P,
  inputs: readonly Value[],
  attributes: OpAttributes[P],
): rule.ResultType {
  try {
    return ops[op](inputs, attributes);
  } catch (error) {
    const named = inputs.flatMap((input, i) =>
      givenNames(input)
        .slice(0, 1)
        .map((name) => `input ${i} is ${name}`),
    );
    if (named.length === 0 || !(error instanceof UserError)) throw error;
    throw new UserError(`${error.message} (${named.join(", ")})`);
  }
}

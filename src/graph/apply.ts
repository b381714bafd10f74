import { UserError } from "../errors.ts";
import { currentScope, givenNames } from "./scope.ts";
import * as rule from "./shapes.ts";
import type { Dtype, OpAttributes, OpName, Shape, Value } from "./value.ts";
import { size } from "./value.ts";
import * as over from "./windows.ts";

/** Gives the shape and dtype of an op's result, from its inputs and attributes; throws a UserError where there is none. */
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

  sum: ([x], { axes, keepDims }) => ({
    shape: rule.reduced("sum", x!.shape, axes, keepDims),
    dtype: rule.floatDtype("sum", [x!]),
  }),
  max: ([x], { axes, keepDims }) => ({
    shape: rule.reduced("max", x!.shape, axes, keepDims),
    dtype: rule.floatDtype("max", [x!]),
  }),

  customGradient: ([y]) => ({ shape: y.shape, dtype: y.dtype }),

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

  concatenate: (inputs, { axis }) => ({
    shape: rule.joined(
      "concatenate",
      inputs.map((x) => x.shape),
      axis,
    ),
    dtype: rule.floatDtype("concatenate", inputs),
  }),

  gather: ([table, indices]) => ({
    shape: [
      ...rule.indexing("gather", indices!).shape,
      ...rule.withFirstAxis("gather", table!.shape).slice(1),
    ],
    dtype: rule.floatDtype("gather", [table!]),
  }),
  scatterAdd: ([x, indices], { rows }) => ({
    shape: [rows, ...rule.rowShape("scatterAdd", x!.shape, rule.indexing("scatterAdd", indices!).shape)],
    dtype: rule.floatDtype("scatterAdd", [x!]),
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

  cumsum: ([x], { axis }) => ({
    shape: rule.withAxis("cumsum", x!.shape, axis),
    dtype: rule.floatDtype("cumsum", [x!]),
  }),
  sortBy: ([x, by]) => ({
    shape: rule.withLastAxis("sortBy", rule.same("sortBy", x!.shape, by!.shape)),
    dtype: rule.floatDtype("sortBy", [x!, by!]),
  }),
  unsortBy: ([x, by]) => ({
    shape: rule.withLastAxis("unsortBy", rule.same("unsortBy", x!.shape, by!.shape)),
    dtype: rule.floatDtype("unsortBy", [x!, by!]),
  }),

  softmax: ([x]) => ({
    shape: rule.withLastAxis("softmax", x!.shape),
    dtype: rule.floatDtype("softmax", [x!]),
  }),
  logSoftmax: ([x]) => ({
    shape: rule.withLastAxis("logSoftmax", x!.shape),
    dtype: rule.floatDtype("logSoftmax", [x!]),
  }),
  logSumExp: ([x]) => ({
    shape: [...rule.withLastAxis("logSumExp", x!.shape).slice(0, -1), 1],
    dtype: rule.floatDtype("logSumExp", [x!]),
  }),
  argMax: ([x]) => {
    rule.floatDtype("argMax", [x!]);
    return { shape: rule.withLastAxis("argMax", x!.shape).slice(0, -1), dtype: "int32" };
  },
  oneHot: ([labels], { classes, dtype }) => ({
    shape: rule.checkShape("oneHot", [...rule.indexing("oneHot", labels!, "labels").shape, classes]),
    dtype,
  }),
};

export const opNames = Object.keys(ops) as readonly OpName[];

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

import type { OpName, Value } from "../../../graph/value.ts";
import { sameShape, size } from "../../../graph/value.ts";
import { axisSteps, itemBytes, layoutOf } from "../layout.ts";
import type { KernelName } from "../module.ts";
import { type Address, type Alias, type Places, type Step, step } from "../step.ts";
import { copyBox, elementwise, stretchedSteps } from "./broadcasting.ts";
import { concatenation, gathering, scattering, sorting, sumsSoFar } from "./places.ts";
import { batchedProductStep, productStep } from "./product.ts";
import { reduction } from "./reduction.ts";
import { gatherStep, poolStep, scatterStep } from "./windows.ts";

type Lowering<P extends OpName> = (value: Value<P>) => Step | Alias;

/** One operand, as it lies in memory: padding is computed along. */
const unary =
  (kernel: KernelName) =>
  (y: Value): Step => {
    const x = y.inputs[0]!;
    return step(y, (at) => [[kernel, at(y), at(x), layoutOf(y).bytes]], [x]);
  };

/** Operands of the result's own shape may give it their memory; a stretched one is read more than once. */
const broadcasting =
  (kernel: KernelName) =>
  (y: Value): Step =>
    step(
      y,
      (at) => elementwise(kernel, y, y.inputs, at),
      y.inputs.filter((x) => sameShape(x.shape, y.shape)),
    );

/** Leaves stand in memory before the first step. */
const leaf = (value: Value): never => {
  throw new Error(`${value.op} is no step`);
};

/** How each op is brought onto the kernels when nothing is fused. */
const lowerings: { readonly [P in OpName]: Lowering<P> } = {
  input: leaf,
  constant: leaf,
  uniform: (y) => {
    const { columns, stride } = layoutOf(y);
    const key = y.inputs[0]!;
    return step(y, (at) => [["uniform", at(y), at(key), y.attributes.seed, size(y.shape), columns, stride]]);
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
  stopGradient: (y) => ({ sameAs: y.inputs[0]! }),
  cast: (y) => {
    const x = y.inputs[0]!;
    const [to, from] = [layoutOf(y), layoutOf(x)];
    const toInteger = Number(y.dtype === "int32");
    return step(y, (at) => [["cast", at(y), at(x), to.rows, to.columns, to.stride, from.stride, toInteger]]);
  },

  add: broadcasting("add"),
  subtract: broadcasting("subtract"),
  multiply: broadcasting("multiply"),
  divide: broadcasting("divide"),
  pow: broadcasting("pow"),
  maximum: broadcasting("maximum"),
  greater: broadcasting("greater"),
  equal: broadcasting("equal"),
  where: broadcasting("where"),

  sum: (y) => reduction(y, "sumRows", "sumAxis"),
  max: (y) => reduction(y, "maxRows", "maxAxis"),

  customGradient: (y) => ({ sameAs: y.inputs[0] }),

  reshape: (y) => {
    const x = y.inputs[0]!;
    const [from, to] = [layoutOf(x), layoutOf(y)];
    const withoutPadding = [from, to].every(({ columns, stride }) => columns * itemBytes(y.dtype) === stride);
    if (from.columns === to.columns || withoutPadding) return { sameAs: x };
    return step(y, (at) => [
      ["reshape", at(y), to.columns, to.stride, at(x), from.columns, from.stride, size(y.shape)],
    ]);
  },
  transpose: (y) => {
    const x = y.inputs[0]!;
    const [to, from] = [axisSteps(y.shape, y.dtype), axisSteps(x.shape, x.dtype)];
    const axes = y.attributes.axes.map((axis, i) => ({ length: y.shape[i]!, steps: [to[i]!, from[axis]!] }));
    return step(y, (at) => copyBox(at(y), at(x), axes));
  },
  broadcast: (y) => {
    const x = y.inputs[0]!;
    const [to, from] = [axisSteps(y.shape, y.dtype), stretchedSteps(x, y.shape)];
    const axes = y.shape.map((length, i) => ({ length, steps: [to[i]!, from[i]!] }));
    return step(y, (at) => copyBox(at(y), at(x), axes));
  },
  slice: (y) => {
    const x = y.inputs[0]!;
    const [to, from] = [axisSteps(y.shape, y.dtype), axisSteps(x.shape, x.dtype)];
    const first = y.attributes.start.reduce((bytes, index, i) => bytes + index * from[i]!, 0);
    const axes = y.shape.map((length, i) => ({ length, steps: [to[i]!, from[i]!] }));
    return step(y, (at) => copyBox(at(y), at(x).plus(first), axes));
  },
  pad: (y) => {
    const x = y.inputs[0]!;
    const [to, from] = [axisSteps(y.shape, y.dtype), axisSteps(x.shape, x.dtype)];
    const first = y.attributes.before.reduce((bytes, index, i) => bytes + index * to[i]!, 0);
    const axes = x.shape.map((length, i) => ({ length, steps: [to[i]!, from[i]!] }));
    return step(y, (at) => [["zero", at(y), layoutOf(y).bytes], ...copyBox(at(y).plus(first), at(x), axes)]);
  },

  concatenate: concatenation,
  gather: gathering,
  scatterAdd: scattering,

  matmul: (y) => (y.shape.length === 2 ? productStep(y, y) : batchedProductStep(y)),

  im2col: gatherStep,
  col2im: scatterStep,
  maxPool: poolStep,
  maxUnpool: poolStep,

  cumsum: sumsSoFar,
  sortBy: sorting,
  unsortBy: sorting,

  softmax: (y) => {
    const { rows, columns, stride } = layoutOf(y);
    const x = y.inputs[0]!;
    return step(y, (at) => [["softmax", at(y), at(x), rows, columns, stride]], [x]);
  },
  logSoftmax: (y) => {
    const { rows, columns, stride, bytes } = layoutOf(y);
    const x = y.inputs[0]!;
    return {
      value: y,
      reads: [x],
      overwrites: [x],
      scratch: bytes,
      emit: (at, scratch) => [["logSoftmax", at(y), at(x), rows, columns, stride, scratch]],
    };
  },
  logSumExp: (y) => {
    const x = y.inputs[0]!;
    const { rows, columns, stride, bytes } = layoutOf(x);
    return {
      value: y,
      reads: [x],
      overwrites: [],
      scratch: bytes,
      emit: (at, scratch) => [["logSumExp", at(y), at(x), rows, columns, stride, scratch]],
    };
  },
  argMax: (y) => {
    const x = y.inputs[0]!;
    const [to, from] = [layoutOf(y), layoutOf(x)];
    return step(y, (at) => [
      ["argMax", at(y), at(x), to.rows, to.columns, to.stride, from.columns, from.stride],
    ]);
  },
  oneHot: (y) => {
    const labels = y.inputs[0]!;
    return step(y, (at) => [["oneHot", at(y), ...labelArguments(labels, y, at)]]);
  },
};

/** What oneHot and its kin take after the result's address. */
export function labelArguments(labels: Value, y: Value, at: Places): (number | Address)[] {
  const from = layoutOf(labels);
  return [at(labels), from.rows, from.columns, from.stride, y.shape.at(-1)!, layoutOf(y).stride];
}

export function lower<P extends OpName>(value: Value<P>): Step | Alias {
  return lowerings[value.op](value);
}

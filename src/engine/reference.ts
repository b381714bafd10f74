import { uniform24 } from "../data/random/threefry.ts";
import { UserError } from "../errors.ts";
import { erf, power, sortedPlaces, toInteger } from "../graph/arithmetic.ts";
import type { Graph, OpName, Shape, Value } from "../graph/value.ts";
import { sameShape, size } from "../graph/value.ts";
import type { CompileOptions, Engine } from "./engine.ts";
import { type Cells, InterpretedProgram, stored } from "./interpreter.ts";
import { places, stepsOf, stretchedSteps } from "./places.ts";
import * as windows from "./windows.ts";

/** All cells of y in row-major order, from the cells of its inputs. */
type Arithmetic<P extends OpName> = (y: Value<P>, ...inputs: Cells[]) => ArrayLike<number>;

/**
 * The meaning of every op: slow, obvious, and what the other engines are held to. A cell is computed in float64 from the
 * cells that it is made of, and is rounded once, to its dtype, when it is stored; so float32 and float64 share these
 * lines, and each cell can be told by a formula. Sums begin with 0 and add in the order of the indices, one number at a
 * time; a product is rounded before it is added.
 */
const arithmetic: { readonly [P in OpName]: Arithmetic<P> } = {
  input: (y) => {
    throw new UserError(`the graph uses ${y.attributes.name}, which is not among its inputs and state`);
  },
  constant: ({ attributes: { data } }) => (typeof data === "number" ? [data] : data),
  uniform: (y, key) => uniform24(y.attributes.seed, key[0], size(y.shape)),

  negate: each((x) => -x),
  exp: each((x) => Math.exp(x)),
  log: each((x) => Math.log(x)),
  sqrt: each((x) => Math.sqrt(x)),
  tanh: each((x) => Math.tanh(x)),
  sigmoid: each((x) => 1 / (1 + Math.exp(-x))),
  erf: each((x) => erf(x)),
  sin: each((x) => Math.sin(x)),
  cos: each((x) => Math.cos(x)),
  abs: each((x) => Math.abs(x)),
  floor: each((x) => Math.floor(x)),
  stopGradient: (_, x) => x,
  cast: ({ dtype }, x) => (dtype === "int32" ? Array.from(x, toInteger) : x),

  add: each((a, b) => a + b),
  subtract: each((a, b) => a - b),
  multiply: each((a, b) => a * b),
  divide: each((a, b) => a / b),
  pow: each(power),
  maximum: each((a, b) => Math.max(a, b)),
  greater: each((a, b) => (a > b ? 1 : 0)),
  equal: each((a, b) => (a === b ? 1 : 0)),
  where: each((condition, a, b) => (condition !== 0 ? a : b)),

  sum: (y, x) => reduced(y, x, 0, (sum, one) => sum + one),
  max: (y, x) => reduced(y, x, Number.NEGATIVE_INFINITY, Math.max),

  customGradient: (_, y) => y,

  reshape: (_, x) => x,
  broadcast: (y, x) => stretched(x, y.inputs[0].shape, y.shape),
  transpose: ({ shape, inputs: [from], attributes: { axes } }, x) => {
    const steps = stepsOf(from.shape);
    const turned = axes.map((axis) => steps[axis]);
    return taken(x, places(shape, turned));
  },
  slice: ({ shape, inputs: [from], attributes: { start } }, x) => {
    const steps = stepsOf(from.shape);
    return taken(x, places(shape, steps, placeOf(start, steps)));
  },
  pad: ({ shape, inputs: [from], attributes: { before } }, x) => {
    const steps = stepsOf(shape);
    return added(x, places(from.shape, steps, placeOf(before, steps)), size(shape));
  },

  concatenate: ({ inputs, shape, attributes: { axis } }, ...numbers) => {
    const steps = stepsOf(shape);
    const y = new Float64Array(size(shape));
    let first = 0;
    for (const [i, { shape: own }] of inputs.entries()) {
      put(numbers[i], places(own, steps, first), y);
      first += own[axis] * steps[axis];
    }
    return y;
  },

  gather: ({ inputs: [table] }, x, indices) => {
    const [rows, width] = [table.shape[0], size(table.shape.slice(1))];
    const rowOf = (index: number) =>
      index >= 0 && index < rows ? x.subarray(index * width, (index + 1) * width) : new Float64Array(width);
    return Array.from(indices).flatMap((index) => Array.from(rowOf(index)));
  },
  scatterAdd: ({ shape }, x, indices) => {
    const [rows, width] = [shape[0], size(shape.slice(1))];
    const y = new Float64Array(rows * width);
    indices.forEach((index, i) => {
      if (index < 0 || index >= rows) return;
      for (let j = 0; j < width; j++) y[index * width + j] += x[i * width + j];
    });
    return y;
  },

  matmul: ({ inputs: [{ shape: ofA }, { shape: ofB }], shape }, a, b) => {
    const [batches, n, m, length] = [shape.slice(0, -2), shape.at(-2)!, shape.at(-1)!, ofA.at(-1)!];
    const y = new Float64Array(size(shape));
    // which matrix of each factor stands in a batch
    const [left, right] = [ofA, ofB].map((of) => places(batches, stretchedSteps(of.slice(0, -2), batches)));
    for (let batch = 0; batch < left.length; batch++) {
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < length; k++) {
          const one = a[(left[batch] * n + i) * length + k];
          const row = (right[batch] * length + k) * m;
          for (let j = 0; j < m; j++) y[(batch * n + i) * m + j] += one * b[row + j];
        }
      }
    }
    return y;
  },

  im2col: (y, x) => windows.gather(x, y.inputs[0].shape, y.attributes, y.shape),
  col2im: (y, x) => windows.scatter(x, y.shape, y.attributes),
  maxPool: (y, x, by) => taken(x, windows.firstMaxima(by, y.inputs[1].shape, y.attributes, y.shape)),
  maxUnpool: (y, x, by) =>
    added(x, windows.firstMaxima(by, y.shape, y.attributes, y.inputs[0].shape), size(y.shape)),

  cumsum: ({ shape, attributes: { axis, reverse } }, x) => {
    const [n, step] = [shape[axis], stepsOf(shape)[axis]];
    const y = Float64Array.from(x);
    const first = places(
      shape.map((length, i) => (i === axis ? 1 : length)),
      stepsOf(shape),
    );
    for (const place of first) y[place + (reverse ? n - 1 : 0) * step] += 0;
    for (let i = 1; i < n; i++) {
      const [at, before] = reverse ? [n - 1 - i, n - i] : [i, i - 1];
      for (const place of first) y[place + at * step] += y[place + before * step];
    }
    return y;
  },
  sortBy: ({ shape, attributes: { descending } }, x, by) => taken(x, sorted(by, shape.at(-1)!, descending)),
  unsortBy: ({ shape, attributes: { descending } }, x, by) =>
    put(x, sorted(by, shape.at(-1)!, descending), new Float64Array(x.length)),

  softmax: eachRow((x) => {
    const e = belowMax(x).map(Math.exp);
    const sum = total(e);
    return e.map((one) => one / sum);
  }),
  logSoftmax: eachRow((x) => {
    const shifted = belowMax(x);
    const log = Math.log(total(shifted.map(Math.exp)));
    return shifted.map((one) => one - log);
  }),
  logSumExp: eachRow((x) => [largest(x) + Math.log(total(belowMax(x).map(Math.exp)))]),
  argMax: eachRow((x) => {
    const most = largest(x);
    return [x.findIndex((one) => Object.is(one, most) || one === most)];
  }),
  oneHot: ({ attributes: { classes } }, labels) =>
    Array.from(labels).flatMap((label) => Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0))),
};

/** Element by element, each input stretched to y's shape. */
function each(f: (a: number, b: number, c: number) => number): Arithmetic<OpName> {
  return ({ shape, inputs }, ...numbers) => {
    const [a, b = a, c = a] = numbers.map((x, i) => stretched(x, inputs[i].shape, shape));
    return a.map((one, i) => f(one, b[i], c[i]));
  };
}

/** Row by row along the last axis: what `f` makes of each, one after the other. */
function eachRow(f: (x: Float64Array) => ArrayLike<number>): Arithmetic<OpName> {
  return ({ inputs: [{ shape }] }, x) => {
    const length = shape.at(-1) ?? 1;
    const row = (i: number) => new Float64Array(x.subarray(i * length, (i + 1) * length));
    return Array.from({ length: x.length / length }, (_, i) => Array.from(f(row(i)))).flat();
  };
}

/** The numbers of `x` at these places. */
function taken(x: Cells, from: Int32Array): Float64Array {
  const y = new Float64Array(from.length);
  for (let i = 0; i < y.length; i++) y[i] = x[from[i]];
  return y;
}

/** Each number of `x` put at its place of `y`. */
function put(x: Cells, to: Int32Array, y: Float64Array): Float64Array {
  for (let i = 0; i < x.length; i++) y[to[i]] = x[i];
  return y;
}

/** Each number of `x` added at its place of `count` zeros. */
function added(x: Cells, to: Int32Array, count: number): Float64Array {
  const y = new Float64Array(count);
  x.forEach((one, i) => {
    y[to[i]] += one;
  });
  return y;
}

/** For each number of the sorted rows of `by`, the place of it in `by`. */
function sorted(by: Cells, length: number, descending: boolean): Int32Array {
  const found = new Int32Array(by.length);
  for (let first = 0; first < by.length; first += length) {
    const places = sortedPlaces(by.subarray(first, first + length), descending);
    found.set(
      places.map((place) => first + place),
      first,
    );
  }
  return found;
}

const placeOf = (index: readonly number[], steps: readonly number[]) =>
  index.reduce((place, i, axis) => place + i * steps[axis], 0);

const stretched = (x: Cells, from: Shape, to: Shape) =>
  sameShape(from, to) ? new Float64Array(x) : taken(x, places(to, stretchedSteps(from, to)));

/** Folds the axes of an op away, beginning with `first`. */
function reduced(
  { inputs: [{ shape }], attributes: { axes } }: Value<"sum" | "max">,
  x: Cells,
  first: number,
  fold: (result: number, one: number) => number,
): Float64Array {
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const to = places(shape, stretchedSteps(kept, shape));
  const y = new Float64Array(size(kept)).fill(first);
  x.forEach((one, i) => {
    y[to[i]] = fold(y[to[i]], one);
  });
  return y;
}

const total = (x: Float64Array) => x.reduce((sum, one) => sum + one, 0);

/** NaN where one is among the numbers. */
const largest = (x: Float64Array) => x.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);

/** At most 0, so that no e^x overflows. */
function belowMax(x: Float64Array): Float64Array {
  const most = largest(x);
  return x.map((one) => one - most);
}

/** The numbers of a value, by its op's line of the table. */
export function compute<P extends OpName>(y: Value<P>, inputs: readonly Cells[]): Cells {
  return stored(arithmetic[y.op](y, ...inputs), y.dtype);
}

/** The oracle: each value in turn, op by op. */
export const referenceEngine: Engine = {
  name: "reference",
  compile: (graph: Graph, { shareStateWith }: CompileOptions = {}) => {
    if (shareStateWith !== undefined && !(shareStateWith instanceof InterpretedProgram)) {
      throw new UserError("the reference engine shares state only with its own programs");
    }
    return new InterpretedProgram(graph, compute, shareStateWith);
  },
};

import type { NDArray } from "numpy-ts";
import * as np from "numpy-ts";
import { uniform24 } from "../data/random/threefry.ts";
import { UserError } from "../errors.ts";
import type { Graph, OpName, Value } from "../graph/value.ts";
import { results, size, topological } from "../graph/value.ts";
import type { CompileOptions, Engine, Program } from "./engine.ts";
import { erf } from "./erf.ts";
import { firstMaxima, gather, scatter } from "./windows.ts";

type Arithmetic<P extends OpName> = (y: Value<P>, ...inputs: NDArray[]) => NDArray;

/** The meaning of every op, in NumPy's words: slow, obvious, and what other engines are held to. */
const arithmetic: { readonly [P in OpName]: Arithmetic<P> } = {
  input: (y) => {
    throw new UserError(`the graph uses ${y.attributes.name}, which is not among its inputs and state`);
  },
  constant: (y) =>
    numbers(y, typeof y.attributes.data === "number" ? [y.attributes.data] : y.attributes.data),
  uniform: (y, key) => numbers(y, uniform24(y.attributes.seed, Number(key!.data[0]), size(y.shape))),

  negate: (_, x) => np.negative(x!),
  exp: (_, x) => np.exp(x!),
  log: (_, x) => np.log(x!),
  sqrt: (_, x) => np.sqrt(x!),
  tanh: (_, x) => np.tanh(x!),
  sigmoid: (y, x) => np.divide(one(y), np.add(one(y), np.exp(np.negative(x!)))),
  erf: (y, x) => numbers(y, rowMajor(x!).map(erf)),

  add: (_, a, b) => np.add(a!, b!),
  subtract: (_, a, b) => np.subtract(a!, b!),
  multiply: (_, a, b) => np.multiply(a!, b!),
  divide: (_, a, b) => np.divide(a!, b!),
  maximum: (_, a, b) => np.maximum(a!, b!),
  greater: (y, a, b) => np.greater(a!, b!).astype(y.dtype),
  equal: (y, a, b) => np.equal(a!, b!).astype(y.dtype),
  where: (_, condition, a, b) =>
    np.copy(np.where(np.not_equal(condition!, zeroLike(condition!)), a!, b!) as NDArray),

  sum: (y, x) => y.attributes.axes.reduce((s, axis) => sumAlong(s, axis), x!).reshape(...y.shape),
  max: (y, x) => y.attributes.axes.reduce((m, axis) => maxAlong(m, axis), x!).reshape(...y.shape),

  reshape: (y, x) => x!.reshape(...y.shape),
  transpose: (y, x) => np.copy(np.transpose(x!, [...y.attributes.axes])),
  broadcast: (y, x) => np.copy(np.broadcast_to(x!, [...y.shape])),
  slice: (y, x) =>
    np.copy(x!.slice(...y.attributes.start.map((from, i) => `${from}:${y.attributes.end[i]}`))),
  pad: ({ shape, attributes: { before, after } }, x) =>
    shape.length === 0
      ? x!
      : np.pad(
          x!,
          shape.map((_, i) => [before[i]!, after[i]!]),
        ),

  matmul: (_, a, b) => np.matmul(a!, b!),

  im2col: (y, x) => numbers(y, gather(rowMajor(x!), x!.shape, y.attributes, y.shape)),
  col2im: (y, x) => numbers(y, scatter(rowMajor(x!), y.shape, y.attributes)),
  maxPool: (y, x, by) => {
    const from = rowMajor(x!);
    return numbers(
      y,
      Array.from(firstMaxima(rowMajor(by!), by!.shape, y.attributes, y.shape), (i) => from[i]!),
    );
  },
  maxUnpool: (y, x, by) => {
    const placed = new Float64Array(size(y.shape));
    const from = rowMajor(x!);
    firstMaxima(rowMajor(by!), y.shape, y.attributes, x!.shape).forEach((i, window) => {
      placed[i]! += from[window]!;
    });
    return numbers(y, placed);
  },

  softmax: (_, x) => {
    const e = np.exp(belowMax(x!));
    return np.divide(e, sumAlong(e, -1));
  },
  logSoftmax: (_, x) => {
    const shifted = belowMax(x!);
    return np.subtract(shifted, np.log(sumAlong(np.exp(shifted), -1)));
  },
  argMax: (y, x) => (np.argmax(x!, -1, true) as NDArray).astype("int32").reshape(...y.shape),
  oneHot: (y, labels) => {
    const classes = np.arange(y.attributes.classes).astype("int32");
    return np.equal(labels!.reshape(...labels!.shape, 1), classes).astype(y.dtype);
  },
};

const one = (y: Value) => np.ones([], y.dtype);
const zeroLike = (x: NDArray) => np.multiply(x, 0);

const sumAlong = (x: NDArray, axis: number) => np.sum(x, axis, true) as NDArray;

/** As numpy.max, NaN where one is among the numbers; numpy-ts's own max can pass over it. */
function maxAlong(x: NDArray, axis: number): NDArray {
  const undefinedRow = np.any(np.isnan(x), axis, true) as NDArray;
  const largest = np.copy(np.max(x, axis, true) as NDArray);
  return np.copy(np.where(undefinedRow, np.add(largest, Number.NaN), largest) as NDArray);
}

/** At most 0 in each row, so that no e^x overflows. */
const belowMax = (x: NDArray) => np.subtract(x, maxAlong(x, -1));

/** An array of a value's shape and dtype, from row-major numbers. */
function numbers({ shape, dtype }: Pick<Value, "shape" | "dtype">, data: ArrayLike<number>): NDArray {
  const typed =
    dtype === "int32"
      ? Int32Array.from(data)
      : dtype === "float32"
        ? Float32Array.from(data)
        : Float64Array.from(data);
  return np.array(typed).reshape(...shape);
}

const rowMajor = (x: NDArray) => np.copy(x).data as Float64Array | Float32Array | Int32Array;

function compute<P extends OpName>(y: Value<P>, inputs: NDArray[]): NDArray {
  const array = arithmetic[y.op](y, ...inputs);
  // Where both operands have one element, numpy-ts 1.4 gives the first one's shape: () + (1,) is () there, (1,) in NumPy.
  return array.ndim === y.shape.length ? array : array.reshape(...y.shape);
}

/** Computes every value in turn with numpy-ts: allocates freely, hides nothing. */
class ReferenceProgram implements Program {
  readonly #graph: Graph;
  readonly #order: readonly Value[];
  readonly #inputs = new Map<string, NDArray>();
  readonly #state: Map<string, NDArray>;
  /** Shared along with the state. */
  readonly #kept: { readonly rows: Map<string, Float64Array>; order?: readonly number[] };
  #outputs = new Map<string, NDArray>();

  constructor(graph: Graph, shared?: ReferenceProgram) {
    this.#graph = graph;
    this.#order = topological(results(graph));
    this.#state = shared === undefined ? new Map() : shared.#state;
    this.#kept = shared === undefined ? { rows: new Map() } : shared.#kept;
    for (const [name, value] of Object.entries(graph.inputs))
      this.#inputs.set(name, numbers(value, zeros(value)));
    for (const [name, value] of Object.entries(graph.state)) {
      const there = this.#state.get(name);
      if (shared === undefined) this.#state.set(name, numbers(value, zeros(value)));
      else if (
        there === undefined ||
        there.shape.join() !== value.shape.join() ||
        there.dtype !== value.dtype
      ) {
        throw new UserError(`the program to share with holds no state ${name} of this shape and dtype`);
      }
    }
  }

  set(name: string, data: ArrayLike<number>): void {
    const [value, store] = this.#place(name);
    if (data.length !== size(value.shape)) {
      throw new UserError(
        `${name} takes ${size(value.shape)} numbers, found ${data.length ?? "an array with axes; give its data"}`,
      );
    }
    store.set(name, numbers(value, data));
  }

  setRows(
    name: string,
    source: ArrayLike<number>,
    rows: ArrayLike<number>,
    start: number,
    count: number,
  ): void {
    const [value, store] = this.#place(name);
    const [length = 1, ...row] = value.shape;
    if (count > length) throw new UserError(`${name} has ${length} rows, so ${count} do not fit`);
    const width = size(row);
    const data = Array.from(rowMajor(store.get(name)!));
    for (let i = 0; i < count * width; i++) {
      data[i] = source[rows[start + Math.floor(i / width)]! * width + (i % width)]!;
    }
    store.set(name, numbers(value, data));
  }

  keepRows(name: string, source: ArrayLike<number>): void {
    const width = size(this.#place(name)[0].shape.slice(1));
    if (source.length % width !== 0) {
      throw new UserError(`${name} takes rows of ${width} numbers, found ${source.length} numbers`);
    }
    this.#kept.rows.set(name, Float64Array.from(source));
  }

  orderRows(rows: ArrayLike<number>): void {
    this.#kept.order = Array.from(rows);
  }

  takeRows(start: number, count: number): void {
    const { rows, order } = this.#kept;
    const taken = Array.from({ length: count }, (_, i) => order?.[start + i] ?? start + i);
    for (const [name, source] of rows) {
      if (Object.hasOwn(this.#graph.inputs, name)) this.setRows(name, source, taken, 0, count);
    }
  }

  run(): void {
    const results = new Map<Value, NDArray>();
    for (const [name, value] of Object.entries(this.#graph.inputs))
      results.set(value, this.#inputs.get(name)!);
    for (const [name, value] of Object.entries(this.#graph.state)) results.set(value, this.#state.get(name)!);
    for (const value of this.#order) {
      if (results.has(value)) continue;
      results.set(
        value,
        compute(
          value,
          value.inputs.map((input) => results.get(input)!),
        ),
      );
    }
    const named = (values: Record<string, Value>) =>
      Object.entries(values).map(([n, v]) => [n, results.get(v)!] as const);
    this.#outputs = new Map(named(this.#graph.outputs));
    for (const [name, array] of named(this.#graph.updates)) this.#state.set(name, array);
  }

  get(name: string): Float64Array | Float32Array | Int32Array {
    const array = this.#outputs.get(name) ?? this.#state.get(name);
    if (array === undefined) throw new UserError(`no output or state ${name} has been computed`);
    return rowMajor(array).slice();
  }

  getScalar(name: string): number {
    return this.get(name)[0]!;
  }

  dispose(): void {
    for (const store of [this.#inputs, this.#outputs]) store.clear();
  }

  /** The input or state of that name, and where its numbers are kept. */
  #place(name: string): [Value, Map<string, NDArray>] {
    const { inputs, state } = this.#graph;
    if (Object.hasOwn(inputs, name)) return [inputs[name]!, this.#inputs];
    if (Object.hasOwn(state, name)) return [state[name]!, this.#state];
    throw new UserError(
      `no input or state ${name}; there are ${[...Object.keys(inputs), ...Object.keys(state)].join(", ")}`,
    );
  }
}

const zeros = ({ shape }: Value) => new Float64Array(size(shape));

/** The oracle: every op in numpy-ts. */
export const referenceEngine: Engine = {
  name: "reference",
  compile: (graph: Graph, { shareStateWith }: CompileOptions = {}) => {
    if (shareStateWith !== undefined && !(shareStateWith instanceof ReferenceProgram)) {
      throw new UserError("the reference engine shares state only with its own programs");
    }
    return new ReferenceProgram(graph, shareStateWith);
  },
};

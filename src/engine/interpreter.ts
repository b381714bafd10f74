import { UserError } from "../errors.ts";
import type { Dtype, Graph, Value } from "../graph/value.ts";
import { results, sameShape, size, topological } from "../graph/value.ts";
import type { Program } from "./engine.ts";

/** The numbers of a value, row-major. */
export type Cells = Float64Array | Float32Array | Int32Array;

/** Numbers as a dtype stores them: a copy, rounded to float32 or cut to int32. */
export function stored(numbers: ArrayLike<number>, dtype: Dtype): Cells {
  if (dtype === "int32") return new Int32Array(numbers);
  return dtype === "float32" ? new Float32Array(numbers) : new Float64Array(numbers);
}

/** The numbers of a value from those of its inputs. */
type Compute = (value: Value, inputs: readonly Cells[]) => Cells;

/** What programs share along with the state: all rows of inputs, and their order. */
interface Kept {
  readonly rows: Map<string, Float64Array>;
  order?: readonly number[];
}

/**
 * Computes the values of a graph one after the other. An array that stands in a map is never written to again, only
 * replaced; so an output may be the very array of an input or state, and still shows what it was when `run` ended.
 */
export class InterpretedProgram implements Program {
  readonly #graph: Graph;
  readonly #compute: Compute;
  readonly #order: readonly Value[];
  readonly #inputs = new Map<string, Cells>();
  readonly #state: Map<string, Cells>;
  readonly #stateValues: Readonly<Record<string, Value>>;
  readonly #kept: Kept;
  readonly #outputs = new Map<string, Cells>();

  constructor(graph: Graph, compute: Compute, shared?: InterpretedProgram) {
    this.#graph = graph;
    this.#compute = compute;
    this.#order = topological(results(graph));
    for (const [name, value] of Object.entries(graph.inputs)) this.#inputs.set(name, zeros(value));
    if (shared === undefined) {
      this.#stateValues = graph.state;
      this.#state = new Map(Object.entries(graph.state).map(([name, value]) => [name, zeros(value)]));
      this.#kept = { rows: new Map() };
      return;
    }
    for (const [name, value] of Object.entries(graph.state)) {
      const there = Object.hasOwn(shared.#stateValues, name) ? shared.#stateValues[name] : undefined;
      if (!there || !sameShape(there.shape, value.shape) || there.dtype !== value.dtype) {
        throw new UserError(`the program to share with holds no state ${name} of this shape and dtype`);
      }
    }
    this.#stateValues = shared.#stateValues;
    this.#state = shared.#state;
    this.#kept = shared.#kept;
  }

  set(name: string, data: ArrayLike<number>): void {
    const [value, store] = this.#place(name);
    if (data.length !== size(value.shape)) {
      throw new UserError(
        `${name} takes ${size(value.shape)} numbers, found ${data.length ?? "an array with axes; give its data"}`,
      );
    }
    store.set(name, stored(data, value.dtype));
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
    const numbers = store.get(name)!.slice();
    for (let i = 0; i < count * width; i++) {
      numbers[i] = source[rows[start + Math.floor(i / width)] * width + (i % width)];
    }
    store.set(name, numbers);
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
      if (this.#inputs.has(name)) this.setRows(name, source, taken, 0, count);
    }
  }

  run(): void {
    const { inputs, state, outputs, updates } = this.#graph;
    const found = new Map<Value, Cells>();
    for (const [name, value] of Object.entries(inputs)) found.set(value, this.#inputs.get(name)!);
    for (const [name, value] of Object.entries(state)) found.set(value, this.#state.get(name)!);
    for (const value of this.#order) {
      if (found.has(value)) continue;
      const numbers = value.inputs.map((input) => found.get(input)!);
      found.set(value, this.#compute(value, numbers));
    }
    for (const [name, value] of Object.entries(outputs)) this.#outputs.set(name, found.get(value)!);
    for (const [name, value] of Object.entries(updates)) this.#state.set(name, found.get(value)!);
  }

  get(name: string): Cells {
    const numbers = this.#outputs.get(name) ?? this.#state.get(name);
    if (numbers === undefined) throw new UserError(`no output or state ${name} has been computed`);
    return numbers.slice();
  }

  getScalar(name: string): number {
    return this.get(name)[0];
  }

  dispose(): void {
    this.#inputs.clear();
    this.#outputs.clear();
  }

  /** The input or state of that name, and where its numbers are kept. */
  #place(name: string): [Value, Map<string, Cells>] {
    const { inputs, state } = this.#graph;
    if (Object.hasOwn(inputs, name)) return [inputs[name], this.#inputs];
    if (Object.hasOwn(state, name)) return [state[name], this.#state];
    throw new UserError(
      `no input or state ${name}; there are ${[...Object.keys(inputs), ...Object.keys(state)].join(", ")}`,
    );
  }
}

const zeros = ({ shape, dtype }: Value) => stored(new Float64Array(size(shape)), dtype);

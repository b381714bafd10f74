import { UserError } from "../errors.ts";
import type { Graph } from "../graph/value.ts";

export type EngineName = "reference" | "wasm";

/** Turns graphs into programs. */
export interface Engine {
  readonly name: EngineName;
  /**
   * Inputs and state of the new program are zeros until set. With `shareStateWith`, it works on the other program's
   * state, in the same memory: for the short last batch, or for evaluating what another program trains. The other
   * program must come from this engine and hold every state of this graph in the same shape and dtype.
   */
  compile(graph: Graph, options?: CompileOptions): Program;
}

/** What `compile` throws where there is no memory left for a program: others may give theirs back, and it may try again. */
export class MemoryError extends UserError {}

export interface CompileOptions {
  readonly shareStateWith?: Program;
}

/** A graph at work: inputs and state in memory, one step a `run`. All arrays are row-major. */
export interface Program {
  /** Writes an input or a state. */
  set(name: string, values: ArrayLike<number>): void;
  /**
   * Gathers a batch: row i of the input becomes row `rows[start + i]` of `source`, for i < count. A row is an index
   * of the input's first axis. Allocates nothing.
   */
  setRows(
    name: string,
    source: ArrayLike<number>,
    rows: ArrayLike<number>,
    start: number,
    count: number,
  ): void;
  /**
   * Keeps a copy of all rows of an input beside the state, for `takeRows` of this program and of those that share its
   * state. It lives as long as the state.
   */
  keepRows(name: string, source: ArrayLike<number>): void;
  /** The order of the kept rows for `takeRows`, in which a row may be missing or come again: a copy of their indices. */
  orderRows(rows: ArrayLike<number>): void;
  /**
   * As `setRows` of the order's rows start … start + count − 1, but for every input whose rows are kept, from where they
   * are kept; before an order is set, as they lie. Allocates nothing.
   */
  takeRows(start: number, count: number): void;
  /** Computes the outputs, then the updates, and puts the updates in the place of the state. */
  run(): void | Promise<void>;
  /** A fresh copy of an output or a state. */
  get(name: string): Float64Array | Float32Array | Int32Array;
  /** The number of a scalar output or state. */
  getScalar(name: string): number;
  dispose(): void;
}

/** Refuses what is no engine: a name of one, or the promise of one. */
export function checkEngine(who: string, engine: unknown): void {
  if (typeof (engine as Engine | undefined)?.compile === "function") return;
  const found = engine instanceof Promise ? "a promise" : typeof engine === "string" ? `"${engine}"` : engine;
  throw new UserError(`${who}: the engine is ${found}; give { engine: await loadEngine("auto") }`);
}

import { UserError } from "../../errors.ts";
import type { Graph, Value } from "../../graph/value.ts";
import { isOp } from "../../graph/value.ts";
import type { Program } from "../engine.ts";
import type { Arena } from "./arena.ts";
import { layoutOf, roomFor } from "./layout.ts";
import { type Kernels, reserve } from "./module.ts";
import { planGraph } from "./plan.ts";
import type { Instruction } from "./step.ts";
import { type Numbers, Tensor } from "./tensor.ts";

/**
 * A product's last tile reads the rows that a whole tile would have, three at most and of small matrices only
 * (multiplication.ts), without using what it finds: there must be memory.
 */
const readAhead = 65536;

/** An instance of the kernels, and who has which part of its memory. */
export interface Machine {
  readonly kernels: Kernels;
  readonly heap: Arena;
}

/** The states of one or several programs; their memory is given back when the last one is disposed of. */
interface SharedState {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** All rows of inputs, for `takeRows`. */
  readonly kept: { readonly name: string; readonly rows: Tensor }[];
  programs: number;
}

/** A graph's plan in memory: a list of instructions, and the tensors that they work on. */
export class WasmProgram implements Program {
  readonly #machine: Machine;
  readonly #state: SharedState;
  readonly #inputs = new Map<string, Tensor>();
  readonly #outputs = new Map<string, Tensor>();
  /** The ranges that this program alone has. */
  readonly #ranges: number[] = [];
  /** Where `takeRows` puts the indices. */
  readonly #indices: Tensor;
  #program = 0;
  #end = 0;

  constructor(graph: Graph, machine: Machine, shared?: WasmProgram) {
    this.#machine = machine;
    const plan = planGraph(graph);
    this.#state = shared ? shared.#share(graph, machine) : this.#newState(graph);
    for (const [name, value] of Object.entries(graph.inputs)) {
      this.#inputs.set(name, this.#tensor(name, value));
    }
    const longest = Math.max(1, ...Object.values(graph.inputs).map(({ shape }) => shape[0] ?? 1));
    this.#indices = this.#tensor("the batch", { shape: [longest], dtype: "int32" });
    const leafAt = new Map<Value, number>();
    for (const [name, value] of Object.entries(graph.inputs)) {
      leafAt.set(value, this.#inputs.get(name)!.address);
    }
    for (const [name, value] of Object.entries(graph.state)) {
      leafAt.set(value, this.#state.tensors.get(name)!.address);
    }
    for (const value of plan.leaves) {
      if (!isOp(value, "constant")) continue;
      const { data } = value.attributes;
      const tensor = this.#tensor("constant", value);
      tensor.set(typeof data === "number" ? [data] : data);
      leafAt.set(value, tensor.address);
    }
    const { instructions, outputs } = plan.place(
      this.#allocate(plan.workspace),
      (value) => leafAt.get(value)!,
    );
    for (const [name, value] of Object.entries(graph.outputs)) {
      this.#outputs.set(name, new Tensor(name, value, machine.kernels.memory, outputs[name]!));
    }
    this.#write(instructions);
  }

  #allocate(bytes: number): number {
    const { heap, kernels } = this.#machine;
    const start = heap.allocate(bytes);
    this.#ranges.push(start);
    reserve(kernels.memory, heap.end + readAhead);
    return start;
  }

  #tensor(name: string, value: Pick<Value, "shape" | "dtype">): Tensor {
    const address = this.#allocate(roomFor(layoutOf(value)));
    const tensor = new Tensor(name, value, this.#machine.kernels.memory, address);
    tensor.clear();
    return tensor;
  }

  #newState(graph: Graph): SharedState {
    const states = Object.entries(graph.state);
    const tensors = new Map(states.map(([name, value]) => [name, this.#tensor(name, value)]));
    this.#ranges.length = 0; // they belong to the state, which may outlive this program
    return { tensors, kept: [], programs: 1 };
  }

  #share(graph: Graph, machine: Machine): SharedState {
    const refuse = (why: string) => new UserError(`the program to share state with ${why}`);
    if (machine !== this.#machine) throw refuse("is of another engine or another dtype");
    if (this.#state.programs === 0) throw refuse("has been disposed of");
    for (const [name, value] of Object.entries(graph.state)) {
      if (!this.#state.tensors.get(name)?.holds(value)) {
        throw refuse(`holds no state ${name} of this shape and dtype`);
      }
    }
    this.#state.programs++;
    return this.#state;
  }

  /** Each instruction: the kernel's place in the table, the instruction's bytes, its arguments. */
  #write(instructions: readonly Instruction[]): void {
    const { place, memory } = this.#machine.kernels;
    const words = instructions.flatMap(([kernel, ...args]) => [
      place.get(kernel)!,
      4 * (args.length + 2),
      ...args,
    ]);
    this.#program = this.#allocate(4 * words.length);
    this.#end = this.#program + 4 * words.length;
    new Int32Array(memory.buffer, this.#program, words.length).set(words);
  }

  set(name: string, values: ArrayLike<number>): void {
    this.#writable(name).set(values);
  }

  setRows(
    name: string,
    source: ArrayLike<number>,
    rows: ArrayLike<number>,
    start: number,
    count: number,
  ): void {
    this.#writable(name).gather(source, rows, start, count);
  }

  keepRows(name: string, source: ArrayLike<number>): void {
    const input = this.#inputs.get(name);
    if (!input) throw new UserError(`no input ${name}; there are ${[...this.#inputs.keys()].join(", ")}`);
    const rows = this.#tensor(name, input.ofNumbers(source.length));
    this.#ranges.pop(); // they belong to the state
    rows.set(source);
    const { kept } = this.#state;
    const before = kept.findIndex((one) => one.name === name);
    if (before >= 0) this.#machine.heap.free(kept.splice(before, 1)[0]!.rows.address);
    kept.push({ name, rows });
  }

  takeRows(rows: ArrayLike<number>, start: number, count: number): void {
    const { gather } = this.#machine.kernels;
    const { kept } = this.#state;
    this.#indices.write(rows, start, count);
    for (let i = 0; i < kept.length; i++) {
      const { name, rows: source } = kept[i]!;
      this.#inputs.get(name)?.take(gather, source, this.#indices, count);
    }
  }

  run(): void {
    this.#machine.kernels.run(this.#program, this.#end);
  }

  get(name: string): Numbers {
    return this.#readable(name).get();
  }

  getScalar(name: string): number {
    return this.#readable(name).first();
  }

  dispose(): void {
    if (this.#ranges.length === 0) return;
    const { heap } = this.#machine;
    this.#ranges.splice(0).forEach((start) => {
      heap.free(start);
    });
    this.#program = this.#end = 0;
    if (--this.#state.programs > 0) return;
    for (const { address } of this.#state.tensors.values()) heap.free(address);
    for (const { rows } of this.#state.kept) heap.free(rows.address);
  }

  #writable(name: string): Tensor {
    const tensor = this.#inputs.get(name) ?? this.#state.tensors.get(name);
    if (tensor) return tensor;
    const names = [...this.#inputs.keys(), ...this.#state.tensors.keys()];
    throw new UserError(`no input or state ${name}; there are ${names.join(", ")}`);
  }

  #readable(name: string): Tensor {
    const tensor = this.#outputs.get(name) ?? this.#state.tensors.get(name);
    if (tensor) return tensor;
    const names = [...this.#outputs.keys(), ...this.#state.tensors.keys()];
    throw new UserError(`no output or state ${name}; there are ${names.join(", ")}`);
  }
}
